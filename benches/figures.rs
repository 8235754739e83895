//! The figures of the engine, on the yardstick and on the shipped guideline, each beside what it is measured against.
//!
//! `cargo bench` prints them; a slow machine makes them smaller, not wrong. Times are the best of several rounds. The
//! peers' figures were measured on the same yardstick on another machine of two cores, single thread.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/engine/by_hand.rs"]
#[allow(unreachable_pub, dead_code)]
mod by_hand;
#[path = "../tests/engine/random.rs"]
#[allow(unreachable_pub, dead_code)]
mod random;

#[allow(unreachable_pub)]
mod direct {
    //! What `random` needs of the tests' direct evaluation; unused here.
    pub fn values(
        _: &mcrc::guideline::Guideline,
        _: mcrc::guideline::QuestionId,
    ) -> Vec<mcrc::guideline::Answer> {
        Vec::new()
    }
}

use std::alloc::System;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mcrc::engine::{Classified, Engine};
use mcrc::guideline::{Answers, Files, load, read_case};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CASES: usize = 100_000;

fn main() {
    yardstick();
    shipped();
}

/// The best of some rounds.
fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    let round = |_| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..rounds).map(round).min().unwrap_or_default()
}

fn rate(what: &str, count: usize, time: Duration, against: &str) {
    println!("{what:<58} {:>12.0}/s   {against}", count as f64 / time.as_secs_f64());
}

fn span(what: &str, time: Duration, against: &str) {
    println!("{what:<58} {:>11.3} ms   {against}", time.as_secs_f64() * 1e3);
}

fn yardstick() {
    let files = Files::read(Path::new("tests/fixtures/yardstick")).unwrap();
    println!("yardstick: 25 questions, 6 decisions, 42 rules");
    let guideline = Arc::new(load(&files).unwrap().guideline);
    span("load", best(20, || drop(black_box(load(&files)))), "");
    let compile = || {
        black_box(Engine::new(Arc::clone(&guideline)).unwrap().size());
    };
    span("compile and compose", best(20, compile), "");
    let engine = Engine::new(Arc::clone(&guideline)).unwrap();

    let cases: Vec<by_hand::Case> = by_hand::cases(CASES).collect();
    let hand = best(10, || {
        cases.iter().for_each(|case| {
            black_box(by_hand::evaluate(black_box(case)));
        })
    });
    rate("the logic written by hand in Rust", CASES, hand, "the floor; 22.9 M/s when first measured");

    let answers: Vec<Answers> = cases.iter().map(|case| case.answers(&guideline)).collect();
    let mut classified: Vec<Classified> =
        answers.iter().map(|answers| engine.classify(answers).unwrap()).collect();
    engine.run(&mut classified[0].clone()); // what is made at first use is made here
    let region = Region::new(ALLOCATOR);
    let run = best(10, || classified.iter_mut().for_each(|case| engine.run(black_box(case))));
    assert_eq!(region.change().allocations, 0, "a run allocates");
    rate("complete cases, classified, all decisions, no allocation", CASES, run, "budget 10 M/s; ZEN 33 k/s");
    let raw = best(3, || {
        for answers in &answers {
            let mut case = engine.classify(answers).unwrap();
            engine.run(&mut case);
            black_box(&case);
        }
    });
    rate("complete cases from answers", CASES, raw, "ZEN 33 k/s, cql-execution 23 k/s, dsntk 15 k/s");
    let some = &answers[..2_000];
    let assess = best(3, || some.iter().for_each(|answers| drop(black_box(engine.assess(answers)))));
    rate(
        "full assessments with path and reasons",
        some.len(),
        assess,
        "budget 100 k/s; ZEN with trace 17 k/s",
    );
    let reasons =
        best(3, || some.iter().for_each(|answers| drop(black_box(engine.assess_with_reasons(answers)))));
    span(
        "one of them with why not and tipping points",
        reasons / some.len() as u32,
        "budgets 20 ms and 5 ms",
    );
    let pairs =
        best(3, || some[..200].iter().for_each(|answers| drop(black_box(engine.tipping_pairs(answers)))));
    span("the pairs of changes that tip it", pairs / 200, "");
    println!(
        "{:<58} {:>11.2}      budget 5.2; the form 25, demand-driven 7.4, what can matter 6.7, entropy 6.4",
        "questions that settle a case, mean of 200",
        questions(&engine, &answers[..200])
    );
    println!("  others on the same model: json-rules-engine 2.5 k/s, proformajs 12/s (a whole enactment)");
}

/// How many questions settle a case, in the mean.
fn questions(engine: &Engine, cases: &[Answers]) -> f64 {
    let mut asked = 0;
    for full in cases {
        let mut answers = Answers::none(engine.guideline());
        while let Some(next) = engine.assess(&answers).next_question {
            answers.set(next, full.get(next));
            asked += 1;
        }
    }
    f64::from(asked) / cases.len() as f64
}

fn shipped() {
    println!("\nmcrc, as shipped");
    let files = Files::embedded();
    let guideline = Arc::new(load(&files).unwrap().guideline);
    span(
        "load",
        best(10, || drop(black_box(load(&files)))),
        "budget with compile 8 ms embedded, 20 ms from a folder",
    );
    span("compile", best(10, || drop(black_box(Engine::new(Arc::clone(&guideline))))), "");
    let compose = || {
        black_box(Engine::new(Arc::clone(&guideline)).unwrap().size());
    };
    span("compile and compose", best(3, compose), "when the first case needs it");
    let engine = Engine::new(Arc::clone(&guideline)).unwrap();
    span("proof, with witnesses", best(2, || drop(black_box(engine.findings()))), "budget 2,000 ms");

    let (mut steps, mut exact) = (Vec::new(), 0);
    let (mut with_reasons, mut pairs) = (Vec::new(), Vec::new());
    for file in std::fs::read_dir("demo").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "yaml") {
            continue;
        }
        let case = read_case(&guideline, "demo", &std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut answers = Answers::none(&guideline);
        loop {
            let start = Instant::now();
            let assessment = engine.assess(&answers);
            steps.push(start.elapsed());
            exact += usize::from(assessment.exact);
            let Some(next) = assessment.next_question else { break };
            let Some(answer) = case.answers.get(next) else { break };
            answers.set(next, Some(answer));
        }
        let start = Instant::now();
        black_box(engine.assess_with_reasons(&answers));
        with_reasons.push(start.elapsed());
        let start = Instant::now();
        black_box(engine.tipping_pairs(&answers));
        pairs.push(start.elapsed());
    }
    steps.sort_unstable();
    with_reasons.sort_unstable();
    println!(
        "{} assessments, {exact} exact, answering every demonstration question by question",
        steps.len()
    );
    span("  median", steps[steps.len() / 2], "");
    span("  99 in 100 within", steps[steps.len() * 99 / 100], "budget 1 ms");
    span(
        "a whole demonstration with why not and tipping, at worst",
        with_reasons[with_reasons.len() - 1],
        "20 ms and 5 ms",
    );
    span("  and the pairs of changes that tip it, at worst", pairs.into_iter().max().unwrap_or_default(), "");
    let (own, composed) = engine.size();
    println!(
        "own diagrams {own} nodes, composed {composed}; the strategy {}",
        engine.composed_size(guideline.strategy)
    );
}
