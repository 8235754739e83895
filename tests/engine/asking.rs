//! How much is asked on the shipped guideline: its cases are answered in the order in which the program asks, and the
//! answers are counted until the strategy is settled and until nothing more would change the advice.

use mcrc::engine::{Engine, Status};
use mcrc::guideline::{Answer, Answers, Case, Kind, OptionSet, QuestionId};

use crate::shipped::{all_cases, engine};

/// Answers until the strategy was settled, and until nothing unanswered was relevant.
struct Length {
    settled: usize,
    all: usize,
}

/// Answers a case as somebody at the screen would: one question after the other, but a screen that has a key for
/// "none of these" by what is there, and then that key for the rest.
fn walk(engine: &Engine, case: &Case, trace: bool) -> Length {
    let guideline = engine.guideline();
    let mut answers = Answers::none(guideline);
    let (mut settled, mut asked) = (None, 0);
    loop {
        let assessment = engine.assess(&answers);
        if settled.is_none() && assessment.status != Status::Provisional {
            settled = Some(asked);
        }
        let Some(next) = assessment.next_question else {
            return Length { settled: settled.unwrap_or(asked), all: asked };
        };
        asked += 1;
        let none = none_of_these(engine, &answers, next);
        let given = |question: QuestionId| case.answers.get(question);
        // The case's author may leave out what "none of these" would say.
        let positive =
            none.iter().find(|(question, absent)| given(*question).is_some_and(|given| given != *absent));
        let key = match (none.is_empty(), positive) {
            (true, _) => {
                // What a complete case leaves out does not matter in the end, whatever it is.
                answers.set(next, given(next).or_else(|| Some(any(&guideline[next].kind))));
                guideline[next].id.clone()
            }
            (false, Some((question, _))) => {
                answers.set(*question, given(*question));
                guideline[*question].id.clone()
            }
            (false, None) => {
                for (question, absent) in &none {
                    answers.set(*question, Some(*absent));
                }
                "none of these".to_owned()
            }
        };
        if trace {
            println!("{asked:3} {key}");
        }
    }
}

fn any(kind: &Kind) -> Answer {
    match kind {
        Kind::YesNo => Answer::YesNo(false),
        Kind::OneOf(_) | Kind::Scale(_) => Answer::Option(0),
        Kind::AnyOf(_) => Answer::AnyOf { yes: OptionSet::EMPTY, unknown: OptionSet::EMPTY },
        Kind::Number { min, .. } => Answer::Number(*min),
    }
}

/// What the key of the question's screen would answer, if the question is on one and not yet answered.
fn none_of_these(engine: &Engine, answers: &Answers, question: QuestionId) -> Vec<(QuestionId, Answer)> {
    let guideline = engine.guideline();
    let Some(section) = guideline.sections.iter().find(|section| section.questions.contains(&question))
    else {
        return Vec::new();
    };
    let open = |(id, _): &&(QuestionId, Answer)| answers.get(*id).is_none();
    let none: Vec<_> = section.none_of_these.iter().filter(open).copied().collect();
    match none.iter().any(|(id, _)| *id == question) {
        true => none,
        false => Vec::new(),
    }
}

fn distribution(what: &str, mut lengths: Vec<usize>) {
    lengths.sort_unstable();
    let at = |share: usize| lengths[(lengths.len() - 1) * share / 100];
    let mean = lengths.iter().sum::<usize>() as f64 / lengths.len() as f64;
    println!(
        "{what}: {} cases, mean {mean:.1}, least {}, quarter {}, median {}, three quarters {}, 95 of 100 {}, most {}",
        lengths.len(),
        at(0),
        at(25),
        at(50),
        at(75),
        at(95),
        at(100)
    );
}

#[test]
fn few_answers_settle_the_plan() {
    let engine = engine();
    let trace = std::env::var("MCRC_TRACE").ok();
    let complete = |(_, case): &(String, Case)| engine.assess(&case.answers).next_question.is_none();
    let lengths: Vec<(String, Length)> = all_cases()
        .into_iter()
        .filter(complete)
        .map(|(name, case)| {
            let length = walk(engine, &case, trace.as_deref() == Some(&name));
            println!("{:4} {:4}  {name}", length.settled, length.all);
            (name, length)
        })
        .collect();
    distribution("until settled", lengths.iter().map(|(_, length)| length.settled).collect());
    distribution("until final", lengths.iter().map(|(_, length)| length.all).collect());
    // 25 is the most; only patients with several organs involved, each of them treatable, or with a liver that just
    // cannot be cleared, or who may be operated and whose wish is asked last, may need a few more: most of all one who
    // wishes for longer life without major surgery, after chemotherapy.
    let long: Vec<_> = lengths.iter().filter(|(_, length)| length.settled > 25).collect();
    let names: Vec<&String> = long.iter().map(|(name, _)| name).collect();
    assert!(long.len() * 20 <= lengths.len(), "{names:?} take more than 25 answers to settle");
    assert!(
        long.iter().all(|(_, length)| length.settled <= 34),
        "{names:?} take more than 34 answers to settle"
    );
}
