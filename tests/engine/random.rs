//! Random small guidelines and answers: every construct of the language, few enough answers to try them all.

use mcrc::guideline::{
    Answer, Answers, Asking, Basis, Burden, Changes, Choice, Decimal, Decision, DecisionId, Formula, Guard,
    Guideline, Hit, Holds, Interval, Kind, Operator, OptionSet, Origin, Place, Quantifier, Question,
    QuestionId, Recommendation, RecommendationId, Rule, Score, ScoreId, ScoreKind, Section, Stop, Strength,
    Subject, Test, Tone,
};

/// A small deterministic generator (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

fn choices(prefix: &str, count: usize) -> Vec<Choice> {
    (0..count)
        .map(|index| Choice {
            id: format!("{prefix}{index}"),
            label: format!("{prefix} {index}"),
            help: None,
        })
        .collect()
}

/// A guideline with about five questions and as many decisions.
pub fn guideline(seed: u64) -> Guideline {
    let random = &mut Random(seed);
    let mut guideline = Guideline {
        id: "random".into(),
        title: String::new(),
        version: "1".into(),
        date: String::new(),
        licence: String::new(),
        disclaimer: String::new(),
        sources: vec![],
        digest: String::new(),
        language: None,
        origin: Origin::Embedded,
        strategy: DecisionId(0),
        asking: if seed.is_multiple_of(2) { Asking::Walk } else { Asking::Pages },
        sections: vec![],
        questions: vec![],
        decisions: vec![],
        scores: vec![],
        recommendations: vec![],
        evidence: vec![],
        stops: vec![],
        order: vec![],
        accepted: vec![],
    };
    let kinds = [
        Kind::YesNo,
        Kind::YesNo,
        Kind::OneOf(choices("o", 3)),
        Kind::Scale(choices("s", 3)),
        Kind::AnyOf(choices("a", 3)),
        Kind::Number { unit: "u".into(), min: Decimal::ZERO, max: Decimal::whole(4), decimals: 0 },
    ];
    let count = 3 + random.below(3);
    for index in 0..count {
        let asks_when = (index > 0 && random.one_in(3)).then(|| question_guard(random, &guideline, 1));
        let question = Question {
            id: format!("q{index}"),
            ask: format!("Question {index}"),
            short: format!("Question {index}"),
            kind: kinds[random.below(kinds.len())].clone(),
            asks_when,
            help: None,
            workup: random.one_in(2).then(|| RecommendationId(random.below(4))),
            burden: [Burden::History, Burden::Blood, Burden::Imaging][random.below(3)],
            changes: Changes::Fixed,
            valid_days: None,
            section: usize::from(index >= 2),
            place: Place::default(),
        };
        guideline.questions.push(question);
    }
    for (section, questions) in [(0, 0..2), (1, 2..count)] {
        guideline.sections.push(Section {
            title: format!("Section {section}"),
            pinned: section == 0 && random.one_in(3),
            none_of_these: vec![],
            none_label: String::new(),
            questions: questions.map(QuestionId).collect(),
        });
    }
    for index in 0..4 {
        guideline.recommendations.push(Recommendation {
            id: format!("r{index}"),
            title: format!("Recommendation {index}"),
            detail: String::new(),
            domain: String::new(),
            tone: Tone::Do,
            excludes: vec![],
            place: Place::default(),
        });
    }
    if random.one_in(2) {
        let points =
            (0..3).map(|_| (question_guard(random, &guideline, 1), random.below(4) as i32 - 1)).collect();
        let kind = ScoreKind::Points(points);
        guideline.scores.push(Score {
            id: "score".into(),
            title: "Score".into(),
            kind,
            place: Place::default(),
        });
    }
    let decisions = 3 + random.below(3);
    let strategy = random.below(decisions);
    guideline.strategy = DecisionId(strategy);
    for index in 0..decisions {
        let decision = decision(random, &guideline, index, index == strategy);
        guideline.decisions.push(decision);
    }
    for index in 0..random.below(3) {
        let stop = Stop {
            id: format!("stop{index}"),
            guard: question_guard(random, &guideline, 1),
            forbid: vec![RecommendationId(random.below(4))],
            forbid_outcome: vec![],
            because: String::new(),
            evidence: vec![],
            place: Place::default(),
        };
        guideline.stops.push(stop);
    }
    guideline
}

/// The same, with two more questions that are numbers, and a formula over them that its decisions test.
pub fn with_formula(seed: u64) -> Guideline {
    let random = &mut Random(seed);
    let mut guideline = guideline(seed);
    let first = guideline.questions.len();
    for index in first..first + 2 {
        let asks_when = random.one_in(3).then(|| question_guard(random, &guideline, 1));
        guideline.questions.push(Question {
            id: format!("q{index}"),
            kind: Kind::Number {
                unit: "u".into(),
                min: Decimal::whole(-1),
                max: Decimal::whole(3),
                decimals: 0,
            },
            asks_when,
            workup: None,
            ..guideline.questions[0].clone()
        });
        guideline.sections[1].questions.push(QuestionId(index));
    }
    let formula = formula(random, [QuestionId(first), QuestionId(first + 1)], 2);
    let kind = ScoreKind::Formula(formula);
    guideline.scores =
        vec![Score { id: "score".into(), title: "Score".into(), kind, place: Place::default() }];
    guideline.decisions.clear();
    for index in 0..3 {
        let decision = decision(random, &guideline, index, index == 1);
        guideline.decisions.push(decision);
    }
    guideline.strategy = DecisionId(1);
    guideline
}

fn formula(random: &mut Random, over: [QuestionId; 2], depth: usize) -> Formula {
    use Operator::{Add, Divide, Max, Min, Multiply, Subtract};
    match random.below(if depth == 0 { 2 } else { 6 }) {
        0 => Formula::Number(Decimal::whole(random.below(4) as i64)),
        1 => Formula::Of(Subject::Question(over[random.below(2)])),
        2 => Formula::Sqrt(Box::new(formula(random, over, depth - 1))),
        _ => {
            let operator = [Add, Subtract, Multiply, Divide, Min, Max][random.below(6)];
            let mut side = || Box::new(formula(random, over, depth - 1));
            Formula::Binary(operator, side(), side())
        }
    }
}

fn decision(random: &mut Random, guideline: &Guideline, index: usize, strategy: bool) -> Decision {
    let hit = if !strategy && random.one_in(3) { Hit::Collect } else { Hit::First };
    let outcomes = if hit == Hit::First { choices("x", 2 + random.below(2)) } else { vec![] };
    let when = (!strategy && random.one_in(3)).then(|| any_guard(random, guideline, 1));
    let count = 1 + random.below(4);
    let otherwise = hit == Hit::First && !random.one_in(4);
    let rules = (0..count + usize::from(otherwise))
        .map(|rule| Rule {
            guard: (rule < count).then(|| any_guard(random, guideline, 2)),
            then: (hit == Hit::First).then(|| random.below(outcomes.len())),
            because: "because".into(),
            alert: random.one_in(5).then(|| "alert".into()),
            strength: Some([Strength::A, Strength::B, Strength::D][random.below(3)]),
            basis: Some(Basis::Expert),
            evidence: vec![],
            recommend: if random.one_in(2) { vec![RecommendationId(random.below(4))] } else { vec![] },
            place: Place::default(),
        })
        .collect();
    Decision {
        id: format!("d{index}"),
        title: format!("Decision {index}"),
        when,
        hit,
        outcomes,
        ordered: false,
        rules,
        place: Place::default(),
    }
}

fn question_guard(random: &mut Random, guideline: &Guideline, depth: usize) -> Guard {
    guard(random, guideline, depth, false)
}

fn any_guard(random: &mut Random, guideline: &Guideline, depth: usize) -> Guard {
    guard(random, guideline, depth, true)
}

fn guard(random: &mut Random, guideline: &Guideline, depth: usize, derived: bool) -> Guard {
    match random.below(if depth == 0 { 2 } else { 6 }) {
        0 | 1 => Guard::Test(test(random, guideline, derived)),
        2 => Guard::Not(Box::new(guard(random, guideline, depth - 1, derived))),
        kind => {
            let parts = (0..2).map(|_| guard(random, guideline, depth - 1, derived)).collect();
            if kind < 5 { Guard::All(parts) } else { Guard::Any(parts) }
        }
    }
}

fn test(random: &mut Random, guideline: &Guideline, derived: bool) -> Test {
    let firsts: Vec<usize> = (0..guideline.decisions.len())
        .filter(|&index| guideline.decisions[index].hit == Hit::First)
        .collect();
    let (on, holds) = match random.below(5) {
        0 | 1 if derived && !firsts.is_empty() => {
            let decision = firsts[random.below(firsts.len())];
            let outcomes = guideline.decisions[decision].outcomes.len();
            (Subject::Decision(DecisionId(decision)), Holds::In(some(random, outcomes)))
        }
        2 if derived && !guideline.scores.is_empty() => {
            (Subject::Score(ScoreId(0)), Holds::Within(interval(random, 5)))
        }
        _ => {
            let question = random.below(guideline.questions.len());
            let holds = match &guideline.questions[question].kind {
                Kind::YesNo => Holds::In(OptionSet::one(random.below(2))),
                Kind::OneOf(options) | Kind::Scale(options) => Holds::In(some(random, options.len())),
                Kind::Number { .. } => Holds::Within(interval(random, 5)),
                Kind::AnyOf(options) => match random.below(5) {
                    0 => Holds::Count(interval(random, 4)),
                    kind => {
                        let all = [Quantifier::Any, Quantifier::All, Quantifier::None, Quantifier::Only];
                        Holds::Has(all[kind - 1], some(random, options.len()))
                    }
                },
            };
            (Subject::Question(QuestionId(question)), holds)
        }
    };
    Test { on, holds, place: Place::default() }
}

fn some(random: &mut Random, count: usize) -> OptionSet {
    OptionSet(1 + random.below((1 << count) - 1) as u64)
}

fn interval(random: &mut Random, bound: usize) -> Interval {
    let mut end = || Some((Decimal::whole(random.below(bound) as i64), random.one_in(2)));
    match (end(), end()) {
        (from, Some((to, closed))) if to > Decimal::whole(2) => Interval { from, to: Some((to, closed)) },
        (from, _) if from.is_some_and(|(number, _)| number > Decimal::ZERO) => Interval { from, to: None },
        (_, to) => Interval { from: None, to },
    }
}

/// Some answers given, some unknown, the rest unanswered.
pub fn answers(random: &mut Random, guideline: &Guideline) -> Answers {
    let mut answers = Answers::none(guideline);
    for index in 0..guideline.questions.len() {
        let question = QuestionId(index);
        let values = super::direct::values(guideline, question);
        let answer = match random.below(4) {
            0 => None,
            1 => Some(match (&guideline[question].kind, random.one_in(2)) {
                (Kind::AnyOf(_), true) => {
                    let unknown = OptionSet(random.below(8) as u64);
                    Answer::AnyOf { yes: OptionSet(random.below(8) as u64).minus(unknown), unknown }
                }
                _ => Answer::Unknown,
            }),
            _ => Some(values[random.below(values.len())]),
        };
        answers.set(question, answer);
    }
    answers
}
