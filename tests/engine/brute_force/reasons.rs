//! Why, why not, and what would tip the strategy.

use super::*;

#[test]
fn the_reasons_of_the_strategy_force_it_and_none_is_superfluous() {
    every(|guideline, _, answers, assessment| {
        let Some(outcome) = assessment.strategy.outcome else {
            assert!(assessment.strategy.why.is_empty());
            return;
        };
        let forces = |facts: &[Fact]| {
            completions(guideline, &Answers::none(guideline))
                .iter()
                .filter(|full| facts.iter().all(|fact| true_of(full, fact)))
                .all(|full| match evaluate(guideline, full).decisions[guideline.strategy.0] {
                    Outcome::Fired { outcome: other, .. } => other == outcome,
                    _ => false,
                })
        };
        let why = &assessment.strategy.why;
        assert!(forces(why));
        for index in 0..why.len() {
            if matches!(why[index].is, Value::Chosen { .. }) {
                continue; // several options in one fact: each is needed, not all at once
            }
            let mut fewer = why.clone();
            fewer.remove(index);
            assert!(!forces(&fewer));
        }
        let _ = answers;
    });
}

/// The strategies that are possible once the answers are completed in every way.
fn possible(guideline: &Guideline, answers: &Answers) -> Vec<Outcome> {
    let mut all: Vec<Outcome> = completions(guideline, answers)
        .iter()
        .map(|full| evaluate(guideline, full).result(guideline).0)
        .collect();
    all.sort_by_key(|outcome| format!("{outcome:?}"));
    all.dedup();
    all
}

#[test]
fn why_not_rules_the_strategy_out_and_without_any_one_answer_it_is_possible() {
    every(|guideline, engine, answers, _| {
        let assessment = engine.assess_with_reasons(answers);
        for why_not in &assessment.why_not {
            let other = Outcome::Fired { rule: 0, outcome: why_not.outcome };
            let reached = |facts: &[Fact]| {
                completions(guideline, &Answers::none(guideline))
                    .iter()
                    .filter(|full| facts.iter().all(|fact| true_of(full, fact)))
                    .any(|full| evaluate(guideline, full).result(guideline).0 == other)
            };
            assert!(!reached(&why_not.because));
            for index in 0..why_not.because.len() {
                if matches!(why_not.because[index].is, Value::Chosen { .. }) {
                    continue;
                }
                let mut fewer = why_not.because.clone();
                fewer.remove(index);
                assert!(reached(&fewer));
            }
        }
    });
}

/// Every other value of an answered question, of an `any_of` question with one known option turned.
fn turned(guideline: &Guideline, question: QuestionId, answer: Answer) -> Vec<Answer> {
    let turn = |value: Answer| match (answer, value) {
        (Answer::Unknown, _) => None,
        (Answer::AnyOf { yes, unknown }, Answer::AnyOf { yes: other, .. }) => {
            let flipped = OptionSet(yes.0 ^ other.0);
            (flipped.len() == 1 && flipped.and(unknown).is_empty())
                .then_some(Answer::AnyOf { yes: other, unknown })
        }
        _ => (value != answer).then_some(value),
    };
    values(guideline, question).into_iter().filter_map(turn).collect()
}

/// Whether the classes that a change names are those of the new value, and not of the old one.
fn leads(answers: &Answers, changed: &Answers, question: QuestionId, to: &Value) -> bool {
    let fact = Fact { on: Subject::Question(question), is: to.clone() };
    let already = matches!(answers.get(question), Some(Answer::AnyOf { .. })) && true_of(answers, &fact);
    true_of(changed, &fact) && !already
}

fn fired(outcomes: &[Outcome]) -> OptionSet {
    let outcome = |one: &Outcome| match one {
        Outcome::Fired { outcome, .. } => Some(*outcome),
        _ => None,
    };
    outcomes.iter().filter_map(outcome).collect()
}

#[test]
fn tipping_points_are_all_single_changes_that_make_the_strategy_uncertain() {
    every(|guideline, engine, answers, _| {
        let assessment = engine.assess_with_reasons(answers);
        if assessment.strategy.outcome.is_none() {
            assert!(assessment.tipping_points.is_empty());
            return;
        }
        let now = possible(guideline, answers);
        for (question, answer) in answers.iter() {
            for value in turned(guideline, question, answer) {
                let mut changed = answers.clone();
                changed.set(question, Some(value));
                let then = possible(guideline, &changed);
                let of_question = |point: &&mcrc::engine::TippingPoint| point.question == question;
                let point = assessment
                    .tipping_points
                    .iter()
                    .filter(of_question)
                    .find(|point| leads(answers, &changed, question, &point.to));
                assert_eq!(point.is_some(), then != now, "{question:?} {value:?}");
                if let Some(point) = point {
                    assert_eq!(point.possible, fired(&then));
                }
            }
        }
    });
}

#[test]
fn tipping_pairs_are_all_changes_of_two_answers_of_which_neither_tips_alone() {
    let mut found = 0;
    every(|guideline, engine, answers, assessment| {
        let pairs = engine.tipping_pairs(answers);
        if assessment.strategy.outcome.is_none() {
            assert!(pairs.is_empty());
            return;
        }
        found += pairs.len();
        let now = possible(guideline, answers);
        let mut changes = vec![];
        for (question, answer) in answers.iter() {
            for value in turned(guideline, question, answer) {
                let mut changed = answers.clone();
                changed.set(question, Some(value));
                if possible(guideline, &changed) == now {
                    changes.push((question, value));
                }
            }
        }
        for &(first, value) in &changes {
            for &(second, other) in changes.iter().filter(|(second, _)| *second > first) {
                let mut changed = answers.clone();
                changed.set(first, Some(value));
                changed.set(second, Some(other));
                let then = possible(guideline, &changed);
                let pair = pairs.iter().find(|pair| {
                    let [one, two] = &pair.changes;
                    (one.question, two.question) == (first, second)
                        && leads(answers, &changed, first, &one.to)
                        && leads(answers, &changed, second, &two.to)
                });
                assert_eq!(pair.is_some(), then != now, "{first:?} {value:?}, {second:?} {other:?}");
                if let Some(pair) = pair {
                    assert_eq!(pair.possible, fired(&then));
                }
            }
        }
    });
    assert!(found > 0, "no two answers ever tipped a strategy together");
}

#[test]
fn every_reason_shares_an_answer_with_every_change_that_removes_the_strategy() {
    every(|_, engine, answers, _| {
        let assessment = engine.assess_with_reasons(answers);
        let reason = |question: QuestionId| {
            assessment.strategy.why.iter().any(|fact| fact.on == Subject::Question(question))
        };
        for point in &assessment.tipping_points {
            assert!(reason(point.question), "{point:?}");
        }
        for pair in engine.tipping_pairs(answers) {
            assert!(pair.changes.iter().any(|change| reason(change.question)), "{pair:?}");
        }
    });
}
