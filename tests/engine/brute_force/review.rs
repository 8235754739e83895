//! What an author is told, against brute force: every rule's patient and share, what hides a dead rule, what nobody
//! would miss, and what a set of cases reaches.

use std::sync::Arc;

use super::{GUIDELINES, completions, evaluate, random};
use crate::direct::{Advised, Evaluation, Outcome, applies, truth, values, with_workup};
use mcrc::engine::{Code, Engine, Finding, Witness};
use mcrc::guideline::{Answer, Answers, DecisionId, Guideline, Hit, OptionSet, QuestionId, RecommendationId};

/// Every random guideline with all its patients.
fn every(mut check: impl FnMut(&Guideline, &Engine, &[(Answers, Evaluation)])) {
    for seed in 0..GUIDELINES {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let all = completions(&guideline, &Answers::none(&guideline));
        let patients: Vec<_> =
            all.into_iter().map(|full| (full.clone(), evaluate(&guideline, &full))).collect();
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            check(&guideline, &engine, &patients);
        }));
        if let Err(panic) = caught {
            eprintln!("failed at seed {seed}\n{guideline:#?}");
            std::panic::resume_unwind(panic);
        }
    }
}

/// The guideline with an exclusion and a stop on outcomes, which only proofs look at.
fn with_more_promises(seed: u64) -> Guideline {
    let mut guideline = random::guideline(seed);
    let random = &mut random::Random(seed ^ 0xE0);
    let count = guideline.recommendations.len();
    let (one, other) = (random.below(count), random.below(count));
    if one != other {
        guideline.recommendations[one].excludes.push(RecommendationId(other));
    }
    let decision = DecisionId(random.below(guideline.decisions.len()));
    if let Some(stop) = guideline.stops.first_mut()
        && guideline.decisions[decision.0].hit == Hit::First
    {
        stop.forbid_outcome.push((decision, OptionSet::one(0)));
    }
    guideline
}

#[test]
fn stops_and_exclusions_are_refuted_exactly_where_a_patient_breaks_them() {
    let mut refuted = [0; 3];
    for seed in 0..GUIDELINES {
        let guideline = with_more_promises(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let all: Vec<Evaluation> = completions(&guideline, &Answers::none(&guideline))
            .iter()
            .map(|full| evaluate(&guideline, full))
            .collect();
        let mut expected = vec![];
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            for (position, stop) in guideline.stops.iter().enumerate() {
                if all.iter().any(|one| one.advice[index] == Advised::Withheld(position)) {
                    expected.push((Code::AgainstStop, stop.id.clone()));
                }
            }
            for other in &recommendation.excludes {
                let both = |one: &Evaluation| {
                    one.advice[index] == Advised::Yes && one.advice[other.0] == Advised::Yes
                };
                if all.iter().any(both) {
                    expected.push((Code::Exclusion, recommendation.id.clone()));
                }
            }
        }
        for stop in &guideline.stops {
            for (decision, forbidden) in &stop.forbid_outcome {
                let broken = completions(&guideline, &Answers::none(&guideline)).iter().zip(&all).any(|(full, one)| {
                    matches!(one.decisions[decision.0], Outcome::Fired { outcome, .. } if forbidden.contains(outcome))
                        && truth(&guideline, full, &one.decisions, &stop.guard)
                });
                if broken {
                    expected.push((Code::ForbiddenOutcome, stop.id.clone()));
                }
            }
        }
        let codes = [Code::AgainstStop, Code::Exclusion, Code::ForbiddenOutcome];
        let findings = engine.findings();
        let mut found: Vec<(Code, String)> = Vec::new();
        for finding in findings.iter().filter(|finding| codes.contains(&finding.code)) {
            if finding.code == Code::Exclusion && finding.message.contains("unknown") {
                continue;
            }
            assert!(!finding.unproven && !finding.path.is_empty(), "seed {seed}: {finding:?}");
            let patient = finding.patient.as_ref().unwrap();
            for full in completions(&guideline, patient) {
                let one = evaluate(&guideline, &full);
                let broken = match finding.code {
                    Code::AgainstStop => {
                        one.advice.iter().any(|advised| matches!(advised, Advised::Withheld(stop) if guideline.stops[*stop].id == finding.of))
                    }
                    Code::Exclusion => {
                        let index = guideline.recommendations.iter().position(|item| item.id == finding.of).unwrap();
                        let other = guideline.recommendations[index].excludes[0].0;
                        one.advice[index] == Advised::Yes && one.advice[other] == Advised::Yes
                    }
                    _ => true,
                };
                assert!(broken, "seed {seed}: {finding:?}");
            }
            refuted[codes.iter().position(|code| *code == finding.code).unwrap()] += 1;
            found.push((finding.code, finding.of.clone()));
        }
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "seed {seed}");
    }
    assert!(refuted.iter().all(|count| *count > 5), "{refuted:?}");
}

/// Work-up counts: whoever may be advised both at once is found, and who is shown is advised both at once.
#[test]
fn exclusions_are_refuted_where_unknown_answers_bring_both() {
    let mut refuted = 0;
    for seed in 0..GUIDELINES {
        let guideline = with_more_promises(seed);
        let Some(one) = guideline.recommendations.iter().position(|item| !item.excludes.is_empty()) else {
            continue;
        };
        let pair = [RecommendationId(one), guideline.recommendations[one].excludes[0]];
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let finding = engine.findings().into_iter().find(|finding| finding.code == Code::Exclusion);
        let both = |answers: &Answers| {
            let workup: Vec<QuestionId> =
                engine.assess(answers).workup.iter().map(|item| item.question).collect();
            completions(&guideline, answers).iter().any(|full| {
                let advice = with_workup(&guideline, full, &evaluate(&guideline, full), &workup);
                pair.iter().all(|id| advice[id.0] == Advised::Yes)
            })
        };
        let mut nothing_known = Answers::none(&guideline);
        for index in 0..guideline.questions.len() {
            nothing_known.set(QuestionId(index), Some(Answer::Unknown));
        }
        match &finding {
            None => {
                let random = &mut random::Random(seed);
                let some = (0..6).map(|_| random::answers(random, &guideline)).chain([nothing_known]);
                some.for_each(|answers| assert!(!both(&answers), "seed {seed}: {answers:?}"));
            }
            Some(finding) if finding.message.contains("unknown") => {
                assert!(both(&nothing_known), "seed {seed}");
                assert!(finding.patient.as_ref().is_none_or(both), "seed {seed}: {finding:?}");
                refuted += 1;
            }
            Some(_) => {}
        }
    }
    assert!(refuted > 5, "{refuted}");
}

fn fires(outcome: &Outcome, rule: usize) -> bool {
    match outcome {
        Outcome::Fired { rule: fired, .. } => *fired == rule,
        Outcome::Collected(rules) => rules[rule],
        _ => false,
    }
}

fn of(engine: &Engine, code: Code) -> Vec<Finding> {
    engine.review(100_000, Some(&[])).into_iter().filter(|finding| finding.code == code).collect()
}

#[test]
fn every_rule_has_a_patient_or_nobody_meets_it() {
    every(|guideline, engine, patients| {
        for (index, witnesses) in engine.witnesses(100_000, None).into_iter().enumerate() {
            for (rule, witness) in witnesses.into_iter().enumerate() {
                let met = patients.iter().any(|(_, evaluation)| fires(&evaluation.decisions[index], rule));
                match witness {
                    Witness::Nobody => assert!(!met),
                    Witness::Unproven => panic!("{index} {rule} is not proved"),
                    Witness::Patient(patient) | Witness::Contradictory(patient) => {
                        assert!(met);
                        // Whatever else such a patient answers, the rule fires, and nothing is answered that is not asked.
                        for full in completions(guideline, &patient) {
                            assert!(fires(&evaluate(guideline, &full).decisions[index], rule), "{patient:?}");
                            for (question, _) in patient.iter() {
                                assert!(applies(guideline, &full, question), "{patient:?}");
                            }
                        }
                    }
                }
            }
        }
    });
}

/// A number's classes are runs of its grid; here each is weighed alike, as the share does.
#[test]
fn gaps_have_the_share_of_their_patients() {
    every(|guideline, engine, patients| {
        for finding in of(engine, Code::Gap) {
            let index = guideline.decisions.iter().position(|decision| decision.id == finding.of).unwrap();
            let gap = |evaluation: &Evaluation| evaluation.decisions[index] == Outcome::Gap;
            let share = finding.share.unwrap();
            assert!(share > 0.0 && patients.iter().any(|(_, evaluation)| gap(evaluation)));
            let patient = finding.patient.unwrap();
            for full in completions(guideline, &patient) {
                assert!(gap(&evaluate(guideline, &full)), "{patient:?}");
            }
            if patients.iter().all(|(_, evaluation)| gap(evaluation)) {
                assert!((share - 1.0).abs() < 1e-9);
            } else {
                assert!(share < 1.0);
            }
        }
    });
}

#[test]
fn what_hides_a_dead_rule_hides_it_and_none_of_it_can_go() {
    let mut hidden = 0;
    every(|guideline, engine, _| {
        for finding in of(engine, Code::DeadRule) {
            let Some(named) =
                finding.hint.split(" before it take").next().filter(|named| named.starts_with("rule"))
            else {
                continue;
            };
            hidden += 1;
            let hiding: Vec<usize> = named
                .trim_start_matches("rules ")
                .trim_start_matches("rule ")
                .split(", ")
                .map(|rule| rule.parse::<usize>().unwrap() - 1)
                .collect();
            let index = guideline.decisions.iter().position(|decision| decision.id == finding.of).unwrap();
            let rule: usize = finding.message.split(' ').nth(1).unwrap().parse::<usize>().unwrap() - 1;
            assert_eq!(guideline.decisions[index].hit, Hit::First);
            // Only those rules above it: nobody reaches it. One of them fewer: somebody does.
            let reached = |kept: &[usize]| {
                let mut changed = guideline.clone();
                let decision = &mut changed.decisions[index];
                decision.rules =
                    kept.iter().chain([&rule]).map(|kept| decision.rules[*kept].clone()).collect();
                let all = completions(&changed, &Answers::none(&changed));
                all.iter().any(|full| fires(&evaluate(&changed, full).decisions[index], kept.len()))
            };
            assert!(!reached(&hiding), "{}", finding.hint);
            for left_out in 0..hiding.len() {
                let mut fewer = hiding.clone();
                fewer.remove(left_out);
                assert!(reached(&fewer), "{}", finding.hint);
            }
        }
    });
    assert!(hidden > 20, "{hidden}");
}

#[test]
fn idle_questions_and_options_are_those_that_change_nothing() {
    every(|guideline, engine, patients| {
        let idle: Vec<String> =
            of(engine, Code::IdleQuestion).into_iter().map(|finding| finding.of).collect();
        for (index, question) in guideline.questions.iter().enumerate() {
            if idle.contains(&question.id) {
                for (full, evaluation) in patients {
                    for other in values(guideline, QuestionId(index)) {
                        let mut changed = full.clone();
                        changed.set(QuestionId(index), Some(other));
                        assert_eq!(evaluate(guideline, &changed), *evaluation, "{}", question.id);
                    }
                }
            }
        }
        for finding in of(engine, Code::SameOptions) {
            let index = guideline.questions.iter().position(|question| question.id == finding.of).unwrap();
            let options = guideline.questions[index].kind.options();
            let groups = finding.message.split_once(" of ").map_or(&*finding.message, |(_, groups)| groups);
            for group in groups.split("; or of ") {
                let named: Vec<usize> = (0..options.len())
                    .filter(|option| group.contains(&format!("`{}`", options[*option].id)))
                    .collect();
                for (full, evaluation) in patients {
                    let Some(Answer::Option(_)) = full.get(QuestionId(index)) else { continue };
                    if !matches!(full.get(QuestionId(index)), Some(Answer::Option(own)) if named.contains(&own))
                    {
                        continue;
                    }
                    for &other in &named {
                        let mut changed = full.clone();
                        changed.set(QuestionId(index), Some(Answer::Option(other)));
                        assert_eq!(evaluate(guideline, &changed), *evaluation, "{}", finding.message);
                    }
                }
            }
        }
    });
}

#[test]
fn a_redundant_rule_can_go() {
    let mut redundant = 0;
    every(|guideline, engine, patients| {
        for finding in of(engine, Code::RedundantRule) {
            redundant += 1;
            let index = guideline.decisions.iter().position(|decision| decision.id == finding.of).unwrap();
            let rule: usize = finding.message.split(' ').nth(2).unwrap().parse::<usize>().unwrap() - 1;
            let mut changed = guideline.clone();
            changed.decisions[index].rules.remove(rule);
            for (full, before) in patients {
                let after = evaluate(&changed, full);
                let outcome = |evaluation: &Evaluation| match evaluation.decisions[index] {
                    Outcome::Fired { outcome, .. } => Some(outcome),
                    _ => None,
                };
                assert_eq!(outcome(&after), outcome(before), "{}", finding.message);
                assert_eq!(after.advice, before.advice, "{}", finding.message);
            }
        }
    });
    assert!(redundant > 5, "{redundant}");
}

#[test]
fn coverage_counts_what_the_cases_reach() {
    every(|guideline, engine, patients| {
        let cases: Vec<&(Answers, Evaluation)> = patients.iter().step_by(patients.len() / 5 + 1).collect();
        let coverage = engine.coverage(cases.iter().map(|(answers, _)| answers));
        for (index, rules) in coverage.rules.iter().enumerate() {
            for (rule, count) in rules.iter().enumerate() {
                let expected = cases.iter().filter(|(_, case)| fires(&case.decisions[index], rule)).count();
                assert_eq!(*count, expected);
            }
        }
        // With every patient a case, both sides of every bound that somebody can see are seen.
        if guideline.scores.is_empty() {
            let all = engine.coverage(patients.iter().map(|(answers, _)| answers));
            for bound in all.bounds {
                assert_eq!(
                    (bound.seen_below, bound.seen_above),
                    (bound.observable, bound.observable),
                    "{bound:?}"
                );
            }
        }
    });
}
