//! Direct evaluation: the meaning of a guideline read off its rules, for complete answers. Slow and obvious.

use mcrc::guideline::{
    Answer, Answers, Decimal, DecisionId, Formula, Guard, Guideline, Hit, Holds, Kind, Operator, OptionSet,
    Quantifier, QuestionId, RecommendationId, ScoreId, ScoreKind, Subject, Test,
};

/// What happened to one decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Skipped,
    Gap,
    Fired { rule: usize, outcome: usize },
    Collected(Vec<bool>),
}

/// All that follows from complete answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    pub decisions: Vec<Outcome>,
    /// For each recommendation: not given, given, withheld by the first stop that holds.
    pub advice: Vec<Advised>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advised {
    No,
    Yes,
    Withheld(usize),
}

impl Evaluation {
    /// What the clinician gets: the strategy and the advice.
    pub fn result(&self, guideline: &Guideline) -> (Outcome, Vec<Advised>) {
        let strategy = match self.decisions[guideline.strategy.0] {
            Outcome::Fired { outcome, .. } => Outcome::Fired { rule: 0, outcome },
            ref other => other.clone(),
        };
        (strategy, self.advice.clone())
    }
}

/// Evaluates every rule in order.
pub fn evaluate(guideline: &Guideline, answers: &Answers) -> Evaluation {
    let mut decisions: Vec<Outcome> = Vec::new();
    for decision in &guideline.decisions {
        let holds = |guard: &Option<Guard>| {
            guard.as_ref().is_none_or(|guard| truth(guideline, answers, &decisions, guard))
        };
        let outcome = if !holds(&decision.when) {
            match decision.hit {
                Hit::First => Outcome::Skipped,
                Hit::Collect => Outcome::Collected(vec![false; decision.rules.len()]),
            }
        } else {
            match decision.hit {
                Hit::First => match decision.rules.iter().position(|rule| holds(&rule.guard)) {
                    Some(rule) => Outcome::Fired { rule, outcome: decision.rules[rule].then.unwrap() },
                    None => Outcome::Gap,
                },
                Hit::Collect => {
                    Outcome::Collected(decision.rules.iter().map(|rule| holds(&rule.guard)).collect())
                }
            }
        };
        decisions.push(outcome);
    }
    let advice = (0..guideline.recommendations.len())
        .map(|index| {
            let id = RecommendationId(index);
            let given = guideline.decisions.iter().zip(&decisions).any(|(decision, outcome)| {
                decision.rules.iter().enumerate().any(|(position, rule)| {
                    rule.recommend.contains(&id)
                        && match outcome {
                            Outcome::Fired { rule, .. } => *rule == position,
                            Outcome::Collected(rules) => rules[position],
                            Outcome::Skipped | Outcome::Gap => false,
                        }
                })
            });
            match (given, forbidden(guideline, answers, &decisions, id)) {
                (false, _) => Advised::No,
                (true, None) => Advised::Yes,
                (true, Some(stop)) => Advised::Withheld(stop),
            }
        })
        .collect();
    Evaluation { decisions, advice }
}

/// What is advised where some questions are to be found out: their work-up where they apply, unless a stop forbids it.
pub fn with_workup(
    guideline: &Guideline,
    answers: &Answers,
    evaluation: &Evaluation,
    questions: &[QuestionId],
) -> Vec<Advised> {
    let mut advice = evaluation.advice.clone();
    for question in questions.iter().filter(|question| applies(guideline, answers, **question)) {
        if let Some(id) = guideline[*question].workup {
            advice[id.0] = match forbidden(guideline, answers, &evaluation.decisions, id) {
                None => Advised::Yes,
                Some(stop) => Advised::Withheld(stop),
            };
        }
    }
    advice
}

/// The first stop that forbids a recommendation.
fn forbidden(
    guideline: &Guideline,
    answers: &Answers,
    decisions: &[Outcome],
    id: RecommendationId,
) -> Option<usize> {
    let holds = |guard: &Guard| truth(guideline, answers, decisions, guard);
    guideline.stops.iter().position(|stop| stop.forbid.contains(&id) && holds(&stop.guard))
}

pub fn applies(guideline: &Guideline, answers: &Answers, question: QuestionId) -> bool {
    guideline[question].asks_when.as_ref().is_none_or(|guard| truth(guideline, answers, &[], guard))
}

pub fn truth(guideline: &Guideline, answers: &Answers, decisions: &[Outcome], guard: &Guard) -> bool {
    let holds = |part: &Guard| truth(guideline, answers, decisions, part);
    match guard {
        Guard::All(parts) => parts.iter().all(holds),
        Guard::Any(parts) => parts.iter().any(holds),
        Guard::Not(part) => !holds(part),
        Guard::Test(test) => test_holds(guideline, answers, decisions, test),
    }
}

fn test_holds(guideline: &Guideline, answers: &Answers, decisions: &[Outcome], test: &Test) -> bool {
    match test.on {
        Subject::Decision(DecisionId(decision)) => match (&decisions[decision], &test.holds) {
            (Outcome::Fired { outcome, .. }, Holds::In(set)) => set.contains(*outcome),
            _ => false,
        },
        Subject::Score(score) => match &test.holds {
            Holds::Within(interval) => {
                points(guideline, answers, decisions, score).is_some_and(|value| interval.contains(value))
            }
            _ => unreachable!(),
        },
        Subject::Question(question) => {
            applies(guideline, answers, question)
                && match (answers.get(question).expect("complete answers"), &test.holds) {
                    (Answer::YesNo(yes), Holds::In(set)) => set.contains(usize::from(!yes)),
                    (Answer::Option(option), Holds::In(set)) => set.contains(option),
                    (Answer::Number(number), Holds::Within(interval)) => interval.contains(number),
                    (Answer::AnyOf { yes, .. }, Holds::Count(interval)) => {
                        interval.contains(Decimal::whole(yes.len() as i64))
                    }
                    (Answer::AnyOf { yes, .. }, Holds::Has(quantifier, named)) => match quantifier {
                        Quantifier::Any => !yes.and(*named).is_empty(),
                        Quantifier::All => named.minus(yes).is_empty(),
                        Quantifier::None => yes.and(*named).is_empty(),
                        Quantifier::Only => !yes.is_empty() && yes.minus(*named).is_empty(),
                    },
                    other => panic!("{other:?}"),
                }
        }
    }
}

/// The value of a score; a formula may have none.
pub fn points(
    guideline: &Guideline,
    answers: &Answers,
    decisions: &[Outcome],
    score: ScoreId,
) -> Option<Decimal> {
    match &guideline[score].kind {
        ScoreKind::Points(points) => Some(Decimal::whole(
            points
                .iter()
                .filter(|(guard, _)| truth(guideline, answers, decisions, guard))
                .map(|(_, add)| i64::from(*add))
                .sum(),
        )),
        ScoreKind::Formula(formula) => value(guideline, answers, formula).and_then(Decimal::from_f64),
    }
}

fn value(guideline: &Guideline, answers: &Answers, formula: &Formula) -> Option<f64> {
    let result = match formula {
        Formula::Number(number) => number.to_f64(),
        Formula::Of(Subject::Question(question)) => match answers.get(*question) {
            Some(Answer::Number(number)) if applies(guideline, answers, *question) => number.to_f64(),
            _ => return None,
        },
        Formula::Of(_) => return None,
        Formula::Sqrt(inner) => value(guideline, answers, inner)?.sqrt(),
        Formula::Binary(operator, left, right) => {
            let (left, right) = (value(guideline, answers, left)?, value(guideline, answers, right)?);
            match operator {
                Operator::Add => left + right,
                Operator::Subtract => left - right,
                Operator::Multiply => left * right,
                Operator::Divide => left / right,
                Operator::Min => left.min(right),
                Operator::Max => left.max(right),
            }
        }
    };
    result.is_finite().then_some(result)
}

/// All complete answers to a question (numbers: the whole grid).
pub fn values(guideline: &Guideline, question: QuestionId) -> Vec<Answer> {
    match &guideline[question].kind {
        Kind::YesNo => vec![Answer::YesNo(true), Answer::YesNo(false)],
        Kind::OneOf(options) | Kind::Scale(options) => (0..options.len()).map(Answer::Option).collect(),
        Kind::AnyOf(options) => (0..1u64 << options.len())
            .map(|bits| Answer::AnyOf { yes: OptionSet(bits), unknown: OptionSet::EMPTY })
            .collect(),
        Kind::Number { min, max, decimals, .. } => {
            let mut all = vec![];
            let mut value = *min;
            while value <= *max {
                all.push(Answer::Number(value));
                value = value + Decimal::step(*decimals);
            }
            all
        }
    }
}

/// Every way to complete the answers: unanswered and unknown ones filled in.
pub fn completions(guideline: &Guideline, answers: &Answers) -> Vec<Answers> {
    let mut all = vec![answers.clone()];
    for index in 0..guideline.questions.len() {
        let question = QuestionId(index);
        let fill: Vec<Answer> = match answers.get(question) {
            None | Some(Answer::Unknown) => values(guideline, question),
            Some(Answer::AnyOf { yes, unknown }) => values(guideline, question)
                .into_iter()
                .filter(|value| match value {
                    Answer::AnyOf { yes: full, .. } => full.minus(unknown) == yes,
                    _ => false,
                })
                .collect(),
            Some(given) => vec![given],
        };
        let with = |answers: &Answers, value: Answer| {
            let mut answers = answers.clone();
            answers.set(question, Some(value));
            answers
        };
        all = all.iter().flat_map(|answers| fill.iter().map(|&value| with(answers, value))).collect();
    }
    all
}
