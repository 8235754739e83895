//! Proves what is said of a change against brute force: on random small guidelines and random changes of them, every
//! combination of answer classes is put to both versions, rule by rule.

use std::collections::HashMap;
use std::sync::Arc;

use crate::direct::{Advised, Evaluation, Outcome, evaluate, values};
use crate::random::{self, Random};
use mcrc::engine::{
    Affected, Class, Compared, Count, Difference, Effort, Engine, Fact, Of, Says, Value, Verdict, difference,
};
use mcrc::guideline::{
    Answer, Answers, Choice, Decimal, Guard, Guideline, Hit, Holds, Interval, Kind, OptionSet, Place,
    Question, QuestionId, RecommendationId, ScoreKind, Subject, Test,
};

const CHANGES: u64 = if cfg!(debug_assertions) { 200 } else { 2000 };
/// Larger guidelines would take brute force too long.
const COMBINATIONS: usize = 3000;
/// Enough lines for everybody.
const ALL: Effort = Effort { budget: 600_000, lines: usize::MAX };

/// Every random guideline beside a changed copy of it.
fn every(make: impl Fn(u64) -> Guideline, effort: Effort, mut check: impl FnMut(&Both)) {
    let mut checked = 0;
    for seed in 0..CHANGES {
        let old = make(seed);
        let mut new = old.clone();
        let random = &mut Random(seed ^ 0xD1FF);
        for _ in 0..1 + random.below(2) {
            change(random, &mut new);
        }
        let (old, new) = if random.one_in(2) { (old, new) } else { (new, old) };
        let difference = difference(&old, &new, effort).unwrap();
        let Some(both) = Both::of(old, new, difference) else { continue };
        checked += 1;
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&both)));
        if let Err(panic) = caught {
            eprintln!("failed at seed {seed}\n{:#?}\n{:#?}", both.guidelines, both.difference.compared);
            std::panic::resume_unwind(panic);
        }
    }
    assert!(checked > CHANGES / 3, "only {checked} were small enough");
}

/// Two versions, what is said of them, and what they say of every combination of answer classes.
struct Both {
    guidelines: [Guideline; 2],
    difference: Difference,
    all: Vec<(Answers, [Evaluation; 2])>,
}

impl Both {
    fn of(old: Guideline, new: Guideline, difference: Difference) -> Option<Both> {
        let guidelines = [old, new];
        let joint = &difference.joint;
        let mut all = vec![Answers::none(joint)];
        for index in 0..joint.questions.len() {
            let question = QuestionId(index);
            let classes = classes(joint, question, &guidelines);
            if all.len() * classes.len() > COMBINATIONS {
                return None;
            }
            let with = |answers: &Answers, value: Answer| {
                let mut answers = answers.clone();
                answers.set(question, Some(value));
                answers
            };
            all = all.iter().flat_map(|answers| classes.iter().map(|&value| with(answers, value))).collect();
        }
        let evaluated = |answers: Answers| {
            let both =
                [0, 1].map(|side| evaluate(&guidelines[side], &seen_by(&guidelines[side], joint, &answers)));
            (answers, both)
        };
        let all = all.into_iter().map(evaluated).collect();
        Some(Both { guidelines, difference, all })
    }

    /// What a version says of a combination.
    fn said(&self, side: usize, evaluation: &Evaluation, compared: &Compared) -> Says {
        let guideline = &self.guidelines[side];
        let decision = |id: &str| guideline.decisions.iter().position(|decision| decision.id == id);
        let outcome = |index: usize| match &evaluation.decisions[index] {
            Outcome::Skipped => Says::Skipped,
            Outcome::Gap => Says::Gap,
            Outcome::Fired { outcome, .. } => {
                let Choice { id, label, .. } = guideline.decisions[index].outcomes[*outcome].clone();
                Says::Outcome { id, label }
            }
            other => panic!("{other:?}"),
        };
        match compared.of {
            Of::Strategy => outcome(guideline.strategy.0),
            Of::Decision => outcome(decision(&compared.id).unwrap()),
            Of::Rule(old, new) => {
                let rule = if side == 0 { old } else { new };
                let holds =
                    rule.is_some_and(|rule| match &evaluation.decisions[decision(&compared.id).unwrap()] {
                        Outcome::Fired { rule: fired, .. } => *fired == rule,
                        Outcome::Collected(rules) => rules[rule],
                        Outcome::Skipped | Outcome::Gap => false,
                    });
                if holds { Says::Holds } else { Says::DoesNotHold }
            }
            Of::Recommendation => {
                let id = guideline.recommendations.iter().position(|other| other.id == compared.id);
                match id.map_or(Advised::No, |id| evaluation.advice[id]) {
                    Advised::No => Says::NotGiven,
                    Advised::Yes => Says::Given,
                    Advised::Withheld(_) => Says::Withheld,
                }
            }
        }
    }

    fn alerts(&self, side: usize, evaluation: &Evaluation) -> bool {
        self.guidelines[side].decisions.iter().zip(&evaluation.decisions).any(|(decision, outcome)| {
            decision.rules.iter().enumerate().any(|(index, rule)| {
                rule.alert.is_some()
                    && match outcome {
                        Outcome::Fired { rule, .. } => *rule == index,
                        Outcome::Collected(rules) => rules[index],
                        Outcome::Skipped | Outcome::Gap => false,
                    }
            })
        })
    }
}

/// One answer of each class of a question: of each run of numbers that no guard of either version separates.
fn classes(joint: &Guideline, question: QuestionId, guidelines: &[Guideline; 2]) -> Vec<Answer> {
    let all = values(joint, question);
    let formula = joint.scores.iter().any(|score| matches!(score.kind, ScoreKind::Formula(_)));
    if formula || !matches!(joint[question].kind, Kind::Number { .. }) {
        return all;
    }
    let mut ends = Vec::new();
    for guideline in guidelines {
        let mut copy = guideline.clone();
        for (guard, interval) in intervals(&mut copy) {
            if guard == joint[question].id {
                ends.push(Interval { from: interval.from, to: None });
                ends.push(Interval { from: None, to: interval.to });
            }
        }
    }
    let sides = |answer: &Answer| -> Vec<bool> {
        let Answer::Number(number) = answer else { panic!() };
        ends.iter().map(|end| end.contains(*number)).collect()
    };
    let mut classes: Vec<Answer> = Vec::new();
    for answer in all {
        if classes.last().is_none_or(|last| sides(last) != sides(&answer)) {
            classes.push(answer);
        }
    }
    classes
}

/// The answers as a version sees them: it sees no option that it does not know.
fn seen_by(guideline: &Guideline, joint: &Guideline, answers: &Answers) -> Answers {
    let mut seen = Answers::none(guideline);
    for (question, answer) in answers.iter() {
        let id = &joint[question].id;
        let own = guideline
            .questions
            .iter()
            .position(|other| other.id == *id && same_kind(&other.kind, &joint[question].kind));
        let Some(own) = own.map(QuestionId) else { continue };
        let place = |option: usize| {
            let id = &joint[question].kind.options()[option].id;
            guideline[own].kind.options().iter().position(|other| other.id == *id)
        };
        let answer = match answer {
            Answer::Option(option) => Answer::Option(place(option).unwrap_or(usize::MAX)),
            Answer::AnyOf { yes, .. } => {
                Answer::AnyOf { yes: yes.iter().filter_map(place).collect(), unknown: OptionSet::EMPTY }
            }
            other => other,
        };
        seen.set(own, Some(answer));
    }
    seen
}

fn same_kind(one: &Kind, other: &Kind) -> bool {
    let of = |kind: &Kind| match kind {
        Kind::YesNo => 0,
        Kind::OneOf(_) | Kind::Scale(_) => 1,
        Kind::AnyOf(_) => 2,
        Kind::Number { .. } => 3,
    };
    of(one) == of(other)
}

/// Every interval that a question or score is tested for, with the id of the question.
fn intervals(guideline: &mut Guideline) -> Vec<(String, &mut Interval)> {
    let questions: Vec<String> = guideline.questions.iter().map(|question| question.id.clone()).collect();
    let mut found = Vec::new();
    for test in tests(guideline) {
        if let Holds::Within(interval) = &mut test.holds {
            let id = match test.on {
                Subject::Question(question) => questions[question.0].clone(),
                _ => String::new(),
            };
            found.push((id, interval));
        }
    }
    found
}

/// Every test of a guideline.
fn tests(guideline: &mut Guideline) -> Vec<&mut Test> {
    let Guideline { questions, decisions, scores, stops, .. } = guideline;
    let mut guards: Vec<&mut Guard> =
        questions.iter_mut().filter_map(|question| question.asks_when.as_mut()).collect();
    for decision in decisions {
        guards.extend(&mut decision.when);
        guards.extend(decision.rules.iter_mut().filter_map(|rule| rule.guard.as_mut()));
    }
    for score in scores {
        if let ScoreKind::Points(points) = &mut score.kind {
            guards.extend(points.iter_mut().map(|(guard, _)| guard));
        }
    }
    guards.extend(stops.iter_mut().map(|stop| &mut stop.guard));
    let mut found = Vec::new();
    while let Some(guard) = guards.pop() {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => guards.extend(parts),
            Guard::Not(part) => guards.push(part),
            Guard::Test(test) => found.push(test),
        }
    }
    found
}

/// One of the changes that authors make.
fn change(random: &mut Random, guideline: &mut Guideline) {
    let firsts: Vec<usize> = (0..guideline.decisions.len())
        .filter(|&index| guideline.decisions[index].hit == Hit::First)
        .collect();
    let anywhere = random.below(guideline.decisions.len());
    match random.below(10) {
        // A threshold is moved.
        0 | 1 => {
            let mut all = intervals(guideline);
            if !all.is_empty() {
                let chosen = random.below(all.len());
                let (_, interval) = &mut all[chosen];
                let by = Decimal::whole(if random.one_in(2) { 1 } else { -1 });
                for (end, _) in interval.from.iter_mut().chain(&mut interval.to) {
                    *end = *end + by;
                }
            }
        }
        // A rule ends in another outcome.
        2 => {
            let decision = &mut guideline.decisions[firsts[random.below(firsts.len())]];
            let (rule, outcome) = (random.below(decision.rules.len()), random.below(decision.outcomes.len()));
            decision.rules[rule].then = Some(outcome);
        }
        // A rule is removed.
        3 => {
            let rules = &mut guideline.decisions[anywhere].rules;
            if rules.len() > 1 {
                rules.remove(random.below(rules.len()));
            }
        }
        // A rule recommends more.
        4 => {
            let rules = &mut guideline.decisions[anywhere].rules;
            let rule = random.below(rules.len());
            rules[rule].recommend = vec![RecommendationId(random.below(4))];
        }
        // A question has another option, which comes first; some guards name it.
        5 => {
            let question = random.below(guideline.questions.len());
            let added = Choice { id: "added".into(), label: "added".into(), help: None };
            if let Kind::OneOf(options) | Kind::Scale(options) | Kind::AnyOf(options) =
                &mut guideline.questions[question].kind
                && options[0].id != "added"
            {
                options.insert(0, added);
                for test in tests(guideline) {
                    if let (Subject::Question(tested), Holds::In(set) | Holds::Has(_, set)) =
                        (test.on, &mut test.holds)
                        && tested.0 == question
                    {
                        *set = OptionSet(set.0 << 1 | u64::from(random.one_in(3)));
                    }
                }
            }
        }
        // There is another question, and a rule that asks for it.
        8 if guideline.questions.iter().all(|question| question.id != "extra") => {
            let id = QuestionId(guideline.questions.len());
            let kind = Kind::YesNo;
            let question =
                Question { id: "extra".into(), kind, asks_when: None, ..guideline.questions[0].clone() };
            guideline.questions.push(question);
            guideline.sections[1].questions.push(id);
            let rules = &mut guideline.decisions[anywhere].rules;
            let holds = Holds::In(OptionSet::one(random.below(2)));
            let test = Guard::Test(Test { on: Subject::Question(id), holds, place: Place::default() });
            let chosen = random.below(rules.len());
            if let Some(guard) = &mut rules[chosen].guard {
                *guard = if random.one_in(2) { Guard::All(vec![guard.clone(), test]) } else { test };
            }
        }
        // A question is asked of everybody.
        6 => {
            let question = random.below(guideline.questions.len());
            guideline.questions[question].asks_when = None;
        }
        // A decision is made of everybody.
        7 => guideline.decisions[anywhere].when = None,
        // A stop, or the last recommendation's giver, is gone.
        _ => {
            if guideline.stops.pop().is_none() {
                guideline.decisions[anywhere].rules.iter_mut().for_each(|rule| rule.recommend.clear());
            }
        }
    }
}

fn number(count: &Count) -> u128 {
    count.to_string().parse().unwrap()
}

fn in_class(full: &Answers, class: &Class) -> bool {
    class.facts.iter().all(|fact| true_of(full, fact))
}

fn true_of(full: &Answers, fact: &Fact) -> bool {
    let Subject::Question(question) = fact.on else { panic!("{fact:?}") };
    match (full.get(question).unwrap(), &fact.is) {
        (Answer::YesNo(yes), Value::Options(set)) => set.contains(usize::from(!yes)),
        (Answer::Option(option), Value::Options(set)) => set.contains(option),
        (Answer::Number(number), Value::Range(min, max)) => *min <= number && number <= *max,
        (Answer::AnyOf { yes: chosen, .. }, Value::Chosen { yes, no }) => {
            yes.minus(chosen).is_empty() && no.and(chosen).is_empty()
        }
        other => panic!("{other:?}"),
    }
}

/// The changes that are said, each with its patients among all combinations; checks that no other patient is affected.
fn every_change(both: &Both, mut check: impl FnMut(&Compared, &Affected, &[&(Answers, [Evaluation; 2])])) {
    for compared in &both.difference.compared {
        let mut patients: HashMap<String, Vec<&(Answers, [Evaluation; 2])>> = HashMap::new();
        for one in &both.all {
            let [old, new] = [0, 1].map(|side| both.said(side, &one.1[side], compared));
            let id = |says: &Says| match says {
                Says::Outcome { id, .. } => id.clone(),
                other => format!("{other:?}"),
            };
            if id(&old) != id(&new) {
                patients.entry(format!("{} {}", id(&old), id(&new))).or_default().push(one);
            }
        }
        let said = match &compared.verdict {
            Verdict::Same => &[],
            Verdict::Changed(changes) => changes.as_slice(),
            Verdict::Unproven => panic!("{} is unproven", compared.id),
        };
        assert_eq!(said.len(), patients.len(), "{compared:#?}");
        for change in said {
            let id = |says: &Says| match says {
                Says::Outcome { id, .. } => id.clone(),
                other => format!("{other:?}"),
            };
            check(compared, change, &patients[&format!("{} {}", id(&change.from), id(&change.to))]);
        }
    }
}

#[test]
fn who_is_affected_and_how_many_combinations_they_are_is_what_brute_force_says() {
    let mut changes = 0;
    every(random::guideline, ALL, |both| {
        every_change(both, |_, change, patients| {
            changes += 1;
            assert!(change.exact);
            let share = number(&change.share.affected) * both.all.len() as u128;
            assert_eq!(share, number(&change.share.of) * patients.len() as u128, "{change:#?}");
            assert!(change.rest.is_zero());
            for fact in &change.common {
                assert!(patients.iter().all(|(full, _)| true_of(full, fact)), "{fact:?}");
            }
            for fact in change.classes.iter().flat_map(|class| &class.facts) {
                // What is true of all of them is said to be.
                let all = patients.iter().all(|(full, _)| true_of(full, fact));
                let said = change.common.iter().any(|one| one.on == fact.on);
                assert!(!all || said, "{fact:?} {:?}", change.common);
            }
            for (full, _) in &both.all {
                let listed = change.classes.iter().any(|class| in_class(full, class));
                assert_eq!(
                    listed,
                    patients.iter().any(|(patient, _)| patient == full),
                    "{full:?} {change:#?}"
                );
            }
        });
    });
    assert!(changes > 100, "only {changes} changes");
}

#[test]
fn no_condition_and_no_class_can_be_left_out() {
    every(random::guideline, ALL, |both| {
        every_change(both, |_, change, patients| {
            let affected = |full: &Answers| patients.iter().any(|(patient, _)| patient == full);
            for (index, class) in change.classes.iter().enumerate() {
                for fact in 0..class.facts.len() {
                    let mut fewer = class.clone();
                    fewer.facts.remove(fact);
                    assert!(
                        both.all.iter().any(|(full, _)| in_class(full, &fewer) && !affected(full)),
                        "{class:?}"
                    );
                }
                let others = || change.classes.iter().enumerate().filter(|(other, _)| *other != index);
                let only_here = |full: &Answers| {
                    in_class(full, class) && !others().any(|(_, other)| in_class(full, other))
                };
                assert!(both.all.iter().any(|(full, _)| only_here(full)), "{class:?}");
            }
        });
    });
}

#[test]
fn with_few_lines_the_rest_is_counted() {
    let mut rests = 0;
    every(random::guideline, Effort { lines: 1, ..ALL }, |both| {
        every_change(both, |_, change, patients| {
            assert_eq!(change.classes.len(), 1);
            let left = patients.iter().filter(|(full, _)| !in_class(full, &change.classes[0])).count();
            let share = number(&change.rest) * both.all.len() as u128;
            assert_eq!(share, number(&change.share.of) * left as u128);
            rests += usize::from(left > 0);
        });
    });
    assert!(rests > 20, "only {rests}");
}

#[test]
fn a_witness_makes_both_versions_certain_and_alerts_nobody_if_that_can_be() {
    let mut without = [0; 2];
    every(random::guideline, ALL, |both| {
        let engines = [0, 1].map(|side| Engine::new(Arc::new(both.guidelines[side].clone())).unwrap());
        every_change(both, |compared, change, patients| {
            for class in &change.classes {
                let fits = |full: &Answers| {
                    class.witness.iter().all(|(question, answer)| {
                        classes(&both.difference.joint, question, &both.guidelines).contains(&answer)
                            && full.get(question) == Some(answer)
                    })
                };
                let meant: Vec<_> = patients.iter().filter(|(full, _)| fits(full)).collect();
                assert!(!meant.is_empty(), "{class:?}");
                assert!(meant.iter().all(|(full, _)| in_class(full, class)), "{class:?}");
                let quiet = |(_, both_said): &(Answers, [Evaluation; 2])| {
                    !(0..2).any(|side| both.alerts(side, &both_said[side]))
                };
                let in_class: Vec<_> = patients.iter().filter(|(full, _)| in_class(full, class)).collect();
                assert_eq!(class.without_alert, in_class.iter().any(|one| quiet(one)), "{class:?}");
                assert!(!class.without_alert || meant.iter().any(|one| quiet(one)), "{class:?}");
                without[usize::from(class.without_alert)] += 1;
                for (side, says) in [&change.from, &change.to].into_iter().enumerate() {
                    let guideline = &both.guidelines[side];
                    let known = class.witness.iter().all(|(question, answer)| {
                        let seen = seen_by(guideline, &both.difference.joint, &class.witness);
                        let id = &both.difference.joint[question].id;
                        let own = guideline.questions.iter().position(|other| other.id == *id);
                        !matches!(answer, Answer::Option(_))
                            || own.is_none_or(|own| {
                                seen.get(QuestionId(own)) != Some(Answer::Option(usize::MAX))
                            })
                    });
                    if compared.of == Of::Strategy && known {
                        let answers = seen_by(guideline, &both.difference.joint, &class.witness);
                        let outcome = engines[side].assess(&answers).strategy.outcome;
                        let id = outcome
                            .map(|position| guideline[guideline.strategy].outcomes[position].id.clone());
                        let Says::Outcome { id: said, .. } = says else { continue };
                        assert_eq!(id.as_ref(), Some(said), "{class:?}");
                    }
                }
            }
        });
    });
    assert!(without[0] > 10 && without[1] > 100, "{without:?}");
}

#[test]
fn equal_versions_affect_nobody() {
    for seed in 0..CHANGES {
        let guideline = random::with_formula(seed);
        let found = difference(&guideline, &guideline.clone(), ALL).unwrap();
        assert!(found.is_nobody() && found.listed.is_empty() && found.visible.is_empty(), "{found:#?}");
    }
}

#[test]
fn where_composition_does_not_fit_nothing_is_called_the_same_that_is_not() {
    let mut unproven = 0;
    for budget in [1, 10] {
        every(random::guideline, Effort { budget, lines: 3 }, |both| {
            for compared in &both.difference.compared {
                let differs = both.all.iter().any(|(_, evaluated)| {
                    let [old, new] = [0, 1].map(|side| both.said(side, &evaluated[side], compared));
                    old != new
                });
                match &compared.verdict {
                    Verdict::Same => assert!(!differs, "{compared:#?}"),
                    Verdict::Changed(_) => assert!(differs, "{compared:#?}"),
                    Verdict::Unproven => unproven += 1,
                }
            }
        });
    }
    assert!(unproven > 100, "only {unproven}");
}

#[test]
fn a_change_that_rests_on_a_formula_says_that_it_may_name_too_many_and_never_names_too_few() {
    let mut inexact = 0;
    every(random::with_formula, ALL, |both| {
        for compared in &both.difference.compared {
            let changes = match &compared.verdict {
                Verdict::Changed(changes) => changes.as_slice(),
                _ => &[],
            };
            for (_, evaluated) in &both.all {
                let [old, new] = [0, 1].map(|side| both.said(side, &evaluated[side], compared));
                let named = changes.iter().any(|change| change.from == old && change.to == new);
                assert!(old == new || named, "{old:?} {new:?} {compared:#?}");
            }
            inexact += changes.iter().filter(|change| !change.exact).count();
        }
    });
    assert!(inexact > 10, "only {inexact}");
}
