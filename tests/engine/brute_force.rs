//! Proves the engine against brute force: on random small guidelines every assessment says what all completions of
//! the answers, evaluated rule by rule, say.

use std::sync::Arc;

use crate::direct::{Advised, Evaluation, Outcome, applies, completions, evaluate, points, values};
use crate::random::{self, Random};
use mcrc::engine::{Assessment, Engine, Fact, State, Status, Value};
use mcrc::guideline::{
    Answer, Answers, DecisionId, Guideline, Hit, OptionSet, QuestionId, RecommendationId, ScoreId, Subject,
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

#[test]
fn advice_is_what_all_completions_say() {
    every(|guideline, _, answers, assessment| {
        let all = completions(guideline, answers);
        let advised: Vec<Vec<Advised>> = all.iter().map(|full| evaluate(guideline, full).advice).collect();
        for index in 0..guideline.recommendations.len() {
            let id = RecommendationId(index);
            let seen: Vec<Advised> = advised.iter().map(|advice| advice[index]).collect();
            let certain = |what: Advised| seen.iter().all(|one| *one == what);
            let advice = assessment.recommendations.iter().find(|advice| advice.recommendation == id);
            let withheld = assessment.withheld.iter().find(|withheld| withheld.recommendation == id);
            match withheld {
                Some(withheld) => assert!(certain(Advised::Withheld(withheld.stop.0))),
                None => assert!(!(0..guideline.stops.len()).any(|stop| certain(Advised::Withheld(stop)))),
            }
            let possible = seen.contains(&Advised::Yes);
            match advice {
                Some(advice) if !advice.finds_out.is_empty() => {
                    let wanted = |full: &Answers, one: Advised| {
                        let asks = |question: &QuestionId| applies(guideline, full, *question);
                        one == Advised::Yes || advice.finds_out.iter().any(asks)
                    };
                    for (full, &one) in all.iter().zip(&seen) {
                        let met = advice.condition.as_ref().is_none_or(|alternatives| {
                            alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)))
                        });
                        assert_eq!(met, wanted(full, one), "{id:?} {advice:?} {full:?}");
                    }
                }
                Some(advice) => match &advice.condition {
                    None => assert!(certain(Advised::Yes), "{id:?}"),
                    Some(alternatives) => {
                        for (full, one) in all.iter().zip(&seen) {
                            let met =
                                alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)));
                            assert_eq!(met, *one == Advised::Yes, "{id:?} {alternatives:?} {full:?}");
                        }
                    }
                },
                None => assert!(!certain(Advised::Yes)),
            }
            let listed = advice.is_some() || assessment.pending.contains(&id);
            assert!(!possible || listed, "{id:?} is possible and not listed");
            let finds_out = guideline.questions.iter().any(|question| question.workup == Some(id));
            assert!(!assessment.pending.contains(&id) || finds_out || possible && !certain(Advised::Yes));
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
fn alternatives_have_no_superfluous_test_and_no_superfluous_alternative() {
    every(|guideline, _, answers, assessment| {
        let all = completions(guideline, answers);
        for advice in assessment.recommendations.iter() {
            let Some(alternatives) = &advice.condition else { continue };
            let truth = |alternatives: &[Vec<Fact>]| -> Vec<bool> {
                let met = |full: &Answers| {
                    alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)))
                };
                all.iter().map(met).collect()
            };
            let right = truth(alternatives);
            for alternative in 0..alternatives.len() {
                let mut fewer = alternatives.clone();
                fewer.remove(alternative);
                assert_ne!(truth(&fewer), right);
                for fact in 0..alternatives[alternative].len() {
                    let mut looser = alternatives.clone();
                    looser[alternative].remove(fact);
                    assert_ne!(truth(&looser), right);
                }
            }
        }
    });
}

/// The definition, word for word: two completions that differ only in the question give a different result.
fn relevant(guideline: &Guideline, answers: &Answers, question: QuestionId) -> (bool, bool) {
    let (mut decisive, mut any) = (false, false);
    changed(guideline, answers, question, |here, there| {
        let (here, there) = (here.result(guideline), there.result(guideline));
        decisive |= there.0 != here.0;
        any |= there != here;
    });
    (decisive, any)
}

/// Every completion beside every other that differs from it in one question only.
fn changed(
    guideline: &Guideline,
    answers: &Answers,
    question: QuestionId,
    mut see: impl FnMut(&Evaluation, &Evaluation),
) {
    for full in completions(guideline, answers) {
        let here = evaluate(guideline, &full);
        let mut others = Answers::none(guideline);
        others.set(question, answers.get(question));
        for value in values(guideline, question) {
            if let (Some(Answer::AnyOf { yes, unknown }), Answer::AnyOf { yes: chosen, .. }) =
                (answers.get(question), value)
                && chosen.minus(unknown) != yes
            {
                continue;
            }
            let mut other = full.clone();
            other.set(question, Some(value));
            see(&here, &evaluate(guideline, &other));
        }
    }
}

/// What the alerts of a guideline hang on: each rule of a `collect` decision, the rule that fires of a `first` one.
fn alarms(guideline: &Guideline, evaluation: &Evaluation) -> Vec<Option<usize>> {
    let mut all = vec![];
    for (decision, outcome) in guideline.decisions.iter().zip(&evaluation.decisions) {
        for rule in (0..decision.rules.len()).filter(|&rule| decision.rules[rule].alert.is_some()) {
            all.push(match outcome {
                Outcome::Fired { rule, .. } => Some(*rule),
                Outcome::Collected(rules) => Some(usize::from(rules[rule])),
                Outcome::Gap => Some(usize::MAX),
                Outcome::Skipped if decision.hit == Hit::Collect => Some(0),
                Outcome::Skipped => None,
            });
        }
    }
    all
}

#[test]
fn relevance_is_exactly_its_definition() {
    every(|guideline, _, answers, assessment| {
        for index in 0..guideline.questions.len() {
            let question = QuestionId(index);
            let said = (assessment.decisive.contains(&question), assessment.refining.contains(&question));
            let (decisive, any) = match open(answers, question) {
                true => relevant(guideline, answers, question),
                false => (false, false),
            };
            assert_eq!(said, (decisive, any && !decisive), "q{index}");
        }
        let unanswered = |question: &&QuestionId| answers.get(**question).is_none();
        let status = match () {
            () if assessment.decisive.iter().any(|question| unanswered(&question)) => Status::Provisional,
            () if assessment.refining.iter().any(|question| unanswered(&question)) => Status::Settled,
            () if !assessment.decisive.is_empty() || !assessment.refining.is_empty() => {
                Status::AwaitingWorkup
            }
            () => Status::Final,
        };
        assert_eq!(assessment.status, status);
        match assessment.next_question {
            None => assert!(!matches!(status, Status::Provisional | Status::Settled)),
            Some(question) => assert!(answers.get(question).is_none()),
        }
    });
}

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
fn dormant_answers_change_nothing_alone() {
    every(|guideline, _, answers, assessment| {
        for index in 0..guideline.questions.len() {
            let question = QuestionId(index);
            if answers.get(question).is_none() {
                assert!(!assessment.dormant.contains(&question));
                continue;
            }
            let mut without = answers.clone();
            without.set(question, None);
            let all = completions(guideline, answers);
            let off = all.iter().all(|full| !applies(guideline, full, question));
            let (_, mut matters) = relevant(guideline, &without, question);
            changed(guideline, &without, question, |here, there| {
                matters |= alarms(guideline, here) != alarms(guideline, there);
            });
            if open(answers, question) && matters != relevant(guideline, &without, question).1 {
                // An unknown answer raises no alert.
                continue;
            }
            assert_eq!(assessment.dormant.contains(&question), off || !matters, "q{index}");
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
fn the_proof_finds_every_gap_and_dead_rule_and_no_other() {
    for seed in 0..GUIDELINES {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let all: Vec<_> = completions(&guideline, &Answers::none(&guideline))
            .iter()
            .map(|full| evaluate(&guideline, full))
            .collect();
        let mut expected = 0;
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
        let found = |finding: &&mcrc::engine::Finding| !finding.message.starts_with("the rules alone ");
        assert_eq!(engine.findings().iter().filter(found).count(), expected, "seed {seed}");
    }
}

#[test]
fn a_tiny_budget_stays_sound_and_says_that_it_is_not_exact() {
    let mut inexact = 0;
    for seed in 0..GUIDELINES {
        let guideline = Arc::new(random::guideline(seed));
        let exact = Engine::new(Arc::clone(&guideline)).unwrap();
        let tiny = Engine::with_budget(Arc::clone(&guideline), 1).unwrap();
        let random = &mut Random(seed);
        for _ in 0..4 {
            let answers = random::answers(random, &guideline);
            let (exact, tiny) = (exact.assess(&answers), tiny.assess(&answers));
            assert!(exact.exact);
            inexact += usize::from(!tiny.exact);
            assert!(exact.strategy.possible.minus(tiny.strategy.possible).is_empty(), "seed {seed}");
            let asked: Vec<_> = tiny.decisive.iter().chain(&tiny.refining).collect();
            for question in exact.decisive.iter().chain(&exact.refining) {
                assert!(asked.contains(&question), "seed {seed}: {question:?} is not asked");
            }
            for advice in tiny.recommendations.iter().filter(|advice| advice.condition.is_none()) {
                if advice.finds_out.is_empty() {
                    let id = advice.recommendation;
                    let certain = exact.recommendations.iter().find(|advice| advice.recommendation == id);
                    assert!(certain.is_some_and(|advice| advice.condition.is_none()), "seed {seed}: {id:?}");
                }
            }
            if tiny.exact {
                assert_eq!(tiny.status, exact.status);
            }
        }
    }
    assert!(inexact > 0, "the tiny budget never bit");
}

#[test]
fn a_formula_stays_sound_while_its_inputs_are_open() {
    let mut inexact = 0;
    for seed in 0..GUIDELINES {
        let guideline = random::with_formula(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let random = &mut Random(seed);
        for _ in 0..2 {
            let answers = random::answers(random, &guideline);
            let assessment = engine.assess(&answers);
            let all = completions(&guideline, &answers);
            let evaluations: Vec<_> = all.iter().map(|full| evaluate(&guideline, full)).collect();
            for evaluation in &evaluations {
                if let (Outcome::Fired { outcome, .. }, _) = evaluation.result(&guideline) {
                    assert!(assessment.strategy.possible.contains(outcome), "seed {seed}: {outcome}");
                }
            }
            for full in &all {
                if let Some(value) = points(&guideline, full, &[], ScoreId(0)) {
                    let (min, max) = assessment.scores[0].range.expect("a score that has values has a range");
                    assert!(min <= value && value <= max, "seed {seed}: {value} in {min} to {max}");
                }
            }
            for index in (0..guideline.questions.len()).filter(|&index| open(&answers, QuestionId(index))) {
                let question = QuestionId(index);
                let asked =
                    assessment.decisive.contains(&question) || assessment.refining.contains(&question);
                assert!(asked || !relevant(&guideline, &answers, question).1, "seed {seed}: {question:?}");
            }
            for advice in assessment.recommendations.iter().filter(|advice| advice.condition.is_none()) {
                let index = advice.recommendation.0;
                let given = evaluations.iter().all(|one| one.advice[index] == Advised::Yes);
                assert!(given || !advice.finds_out.is_empty(), "seed {seed}: {index}");
            }
            inexact += usize::from(!assessment.exact);
        }
    }
    assert!(inexact > 0, "no formula was ever open");
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
