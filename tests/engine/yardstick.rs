//! Proves that the yardstick guideline, loaded from its files, decides 100,000 random cases as the same logic
//! written by hand does, and how few questions settle a case.

use std::path::Path;
use std::sync::Arc;

use crate::by_hand::{cases, evaluate};
use mcrc::engine::{Engine, State, Status};
use mcrc::guideline::{Answers, Decision, DecisionId, Files, Guideline, load, read_case};

fn yardstick() -> Engine {
    let files = Files::read(Path::new("tests/fixtures/yardstick")).unwrap();
    let loaded = load(&files).unwrap_or_else(|findings| panic!("{findings}"));
    Engine::new(Arc::new(loaded.guideline)).unwrap()
}

fn outcomes(guideline: &Guideline, engine: &Engine, answers: &Answers) -> Vec<String> {
    let assessment = engine.assess(answers);
    let outcome = |index: usize| match assessment.decisions[index].state {
        State::Decided { outcome, .. } => guideline.decisions[index].outcomes[outcome].id.clone(),
        ref other => panic!("{other:?}"),
    };
    (0..guideline.decisions.len()).map(outcome).collect()
}

#[test]
fn has_no_gap_and_no_dead_rule() {
    assert_eq!(yardstick().findings(), []);
}

#[test]
fn decides_100_000_random_cases_as_the_hand_written_logic_does() {
    let engine = yardstick();
    let guideline = engine.guideline();
    for (index, case) in cases(100_000).enumerate() {
        let mut run = engine.classify(&case.answers(guideline)).unwrap();
        engine.run(&mut run);
        let name = |(index, decision): (usize, &Decision)| {
            decision.outcomes[engine.outcome_of(&run, DecisionId(index)).unwrap()].id.clone()
        };
        let ours: Vec<String> = guideline.decisions.iter().enumerate().map(name).collect();
        assert_eq!(ours, evaluate(&case), "case {index}: {case:?}");
    }
}

#[test]
fn assesses_random_cases_as_the_hand_written_logic_does() {
    let engine = yardstick();
    let guideline = engine.guideline();
    for (index, case) in cases(if cfg!(debug_assertions) { 500 } else { 20_000 }).enumerate() {
        assert_eq!(outcomes(guideline, &engine, &case.answers(guideline)), evaluate(&case), "case {index}");
    }
}

#[test]
fn agrees_with_the_cases_printed_by_an_independent_program() {
    let engine = yardstick();
    let guideline = engine.guideline();
    let lines = include_str!("../fixtures/yardstick-cases.jsonl");
    assert_eq!(lines.lines().count(), 200);
    for (index, (line, generated)) in lines.lines().zip(cases(200)).enumerate() {
        let document: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = serde_json::json!({ "answers": document["answers"] }).to_string();
        let case = read_case(guideline, "yardstick-cases.jsonl", &text).unwrap();
        assert_eq!(case.answers, generated.answers(guideline), "line {}", index + 1);
        let ours = outcomes(guideline, &engine, &case.answers);
        for (decision, outcome) in guideline.decisions.iter().zip(ours) {
            assert_eq!(document["expect"][&decision.id], outcome.as_str(), "line {}", index + 1);
        }
    }
}

#[test]
fn few_questions_settle_a_random_case() {
    let engine = yardstick();
    let guideline = engine.guideline();
    let mut asked = 0;
    for case in cases(200) {
        let full = case.answers(guideline);
        let mut answers = Answers::none(guideline);
        loop {
            let assessment = engine.assess(&answers);
            let Some(next) = assessment.next_question else {
                assert_eq!(assessment.status, Status::Final);
                break;
            };
            answers.set(next, full.get(next));
            asked += 1;
        }
    }
    let mean = f64::from(asked) / 200.0;
    println!("questions to settle a random case: mean {mean:.2}");
    assert!(mean <= 5.2, "mean {mean}");
}
