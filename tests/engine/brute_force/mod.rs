//! Proves the engine against brute force: on random small guidelines every assessment says what all completions of
//! the answers, evaluated rule by rule, say.

mod advice;
mod asking;
mod limits;
mod reasons;
mod review;

use std::sync::Arc;

use crate::direct::{
    Advised, Evaluation, Outcome, applies, completions, evaluate, points, values, with_workup,
};
use crate::random::{self, Random};
use mcrc::engine::{Assessment, Code, Engine, Fact, State, Status, Value};
use mcrc::guideline::{
    Answer, Answers, Asking, DecisionId, Guideline, Hit, OptionSet, QuestionId, RecommendationId, ScoreId,
    Subject,
};

const GUIDELINES: u64 = if cfg!(debug_assertions) { 150 } else { 1500 };

/// Every random guideline with some random answers.
fn every(mut check: impl FnMut(&Guideline, &Engine, &Answers, &Assessment)) {
    for seed in 0..GUIDELINES {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let random = &mut Random(seed);
        for _ in 0..4 {
            let answers = random::answers(random, &guideline);
            let assessment = engine.assess(&answers);
            let context = format!("seed {seed}, answers {answers:?}");
            let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                check(&guideline, &engine, &answers, &assessment);
            }));
            if let Err(panic) = caught {
                eprintln!("failed at {context}\n{guideline:#?}");
                std::panic::resume_unwind(panic);
            }
        }
    }
}

fn open(answers: &Answers, question: QuestionId) -> bool {
    match answers.get(question) {
        None | Some(Answer::Unknown) => true,
        Some(Answer::AnyOf { unknown, .. }) => !unknown.is_empty(),
        Some(_) => false,
    }
}

#[test]
fn decisions_are_what_all_completions_say() {
    every(|guideline, _, answers, assessment| {
        let all: Vec<_> =
            completions(guideline, answers).iter().map(|full| evaluate(guideline, full)).collect();
        for (index, decision) in guideline.decisions.iter().enumerate() {
            let seen: Vec<&Outcome> = all.iter().map(|evaluation| &evaluation.decisions[index]).collect();
            match &assessment.decisions[index].state {
                State::Collected(rules) => {
                    for (rule, &truth) in rules.iter().enumerate() {
                        let held =
                            |outcome: &&Outcome| matches!(outcome, Outcome::Collected(rules) if rules[rule]);
                        let (any, every) = (seen.iter().any(&held), seen.iter().all(held));
                        assert_eq!(
                            truth,
                            if every {
                                Some(true)
                            } else if any {
                                None
                            } else {
                                Some(false)
                            }
                        );
                    }
                }
                State::Skipped { .. } => assert!(seen.iter().all(|outcome| **outcome == Outcome::Skipped)),
                State::Decided { outcome, rule, .. } => {
                    let mut rules = vec![];
                    for one in seen {
                        match one {
                            Outcome::Fired { rule, outcome: other } if outcome == other => rules.push(*rule),
                            other => panic!("{other:?} is possible in {}", decision.id),
                        }
                    }
                    rules.dedup();
                    assert_eq!(*rule, (rules.len() == 1).then(|| rules[0]));
                }
                State::Open { possible, skippable } => {
                    let fired: OptionSet = seen
                        .iter()
                        .filter_map(|outcome| match outcome {
                            Outcome::Fired { outcome, .. } => Some(*outcome),
                            _ => None,
                        })
                        .collect();
                    assert_eq!((*possible, *skippable), (fired, seen.contains(&&Outcome::Skipped)));
                    let gap = seen.contains(&&Outcome::Gap);
                    assert!(fired.len() + usize::from(*skippable) + usize::from(gap) > 1 || gap);
                }
            }
        }
    });
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

#[test]
fn one_more_answer_never_takes_certainty_away() {
    every(|guideline, engine, answers, before| {
        for index in 0..guideline.questions.len() {
            let question = QuestionId(index);
            if !open(answers, question) {
                continue;
            }
            for value in values(guideline, question) {
                if let (Some(Answer::AnyOf { yes, unknown }), Answer::AnyOf { yes: chosen, .. }) =
                    (answers.get(question), value)
                    && chosen.minus(unknown) != yes
                {
                    continue;
                }
                let mut more = answers.clone();
                more.set(question, Some(value));
                let after = engine.assess(&more);
                assert!(after.strategy.possible.minus(before.strategy.possible).is_empty());
                let mattered: Vec<_> = before.decisive.iter().chain(&before.refining).collect();
                assert!(
                    after.decisive.iter().chain(&after.refining).all(|question| mattered.contains(&question))
                );
                assert!(after.decisive.iter().all(|question| before.decisive.contains(question)));
                for advice in before.recommendations.iter().filter(|advice| advice.finds_out.is_empty()) {
                    if advice.condition.is_none() {
                        let id = advice.recommendation;
                        let still = after.recommendations.iter().find(|advice| advice.recommendation == id);
                        assert!(still.is_some_and(|advice| advice.condition.is_none()));
                    }
                }
            }
        }
    });
}

#[test]
fn scores_range_over_all_completions() {
    every(|guideline, _, answers, assessment| {
        for (index, score) in assessment.scores.iter().enumerate() {
            let sums: Vec<_> = completions(guideline, answers)
                .iter()
                .filter_map(|full| points(guideline, full, &[], ScoreId(index)))
                .collect();
            let range = sums.iter().min().copied().zip(sums.iter().max().copied());
            assert_eq!(score.range, range);
        }
    });
}

#[test]
fn the_proof_finds_every_gap_dead_rule_and_dead_stop_and_no_other() {
    for seed in 0..GUIDELINES {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let patients = completions(&guideline, &Answers::none(&guideline));
        let all: Vec<_> = patients.iter().map(|full| evaluate(&guideline, full)).collect();
        let mut expected = 0;
        for stop in &guideline.stops {
            let mut every = patients.iter().zip(&all);
            let holds =
                every.any(|(full, one)| crate::direct::truth(&guideline, full, &one.decisions, &stop.guard));
            expected += usize::from(!holds);
        }
        for (index, decision) in guideline.decisions.iter().enumerate() {
            let seen: Vec<&Outcome> = all.iter().map(|evaluation| &evaluation.decisions[index]).collect();
            expected += usize::from(seen.contains(&&Outcome::Gap));
            for rule in 0..decision.rules.len() {
                let reached = seen.iter().any(|outcome| match (decision.hit, outcome) {
                    (Hit::First, Outcome::Fired { rule: fired, .. }) => *fired == rule,
                    (Hit::Collect, Outcome::Collected(rules)) => rules[rule],
                    _ => false,
                });
                expected += usize::from(!reached);
            }
        }
        let codes = [Code::Gap, Code::DeadRule, Code::DeadStop];
        let found = |finding: &&mcrc::engine::Finding| codes.contains(&finding.code) && !finding.unproven;
        assert_eq!(engine.findings().iter().filter(found).count(), expected, "seed {seed}");
    }
}

#[test]
fn a_run_on_complete_answers_is_their_direct_evaluation() {
    for seed in 0..GUIDELINES {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        for full in completions(&guideline, &Answers::none(&guideline)).iter().step_by(7) {
            let mut case = engine.classify(full).unwrap();
            engine.run(&mut case);
            for (index, outcome) in evaluate(&guideline, full).decisions.into_iter().enumerate() {
                let ran = engine.outcome_of(&case, DecisionId(index));
                match outcome {
                    Outcome::Fired { outcome, .. } => assert_eq!(ran, Some(outcome), "seed {seed}"),
                    Outcome::Skipped | Outcome::Gap => assert_eq!(ran, None, "seed {seed}"),
                    Outcome::Collected(_) => {}
                }
            }
        }
    }
}

#[test]
fn the_order_of_answering_and_what_was_answered_in_between_do_not_matter() {
    every(|guideline, engine, answers, assessment| {
        let mut given: Vec<_> = answers.iter().collect();
        given.reverse();
        let mut again = Answers::none(guideline);
        for (question, answer) in given {
            again.set(question, values(guideline, question).first().copied());
            let _ = engine.assess(&again);
            again.set(question, Some(answer));
        }
        assert_eq!(engine.assess(&again), *assessment);
    });
}
