//! `mcrc guideline test --write-missing`: a patient for each rule that no case reaches, as a case file to be given an
//! expectation.

use std::io::Write;

use super::super::error::Error;
use super::super::output::Output;
use super::plural;
use crate::engine::{Coverage, EFFORT, Engine, Witness};
use crate::guideline::{
    Answer, Answers, Decimal, Files, Guideline, Kind, OptionSet, Origin, QuestionId, answer_to_value,
};

/// Writes the cases into the guideline's own folder, patients as like `like` as the rules allow. Errors: it has none, or it cannot be written to.
pub(super) fn write(
    files: &Files,
    engine: &Engine,
    coverage: &Coverage,
    like: Option<&Answers>,
    output: &mut Output,
) -> Result<(), Error> {
    let Origin::Folder(folder) = &files.origin else {
        return Err(Error::usage("--write-missing needs a guideline in a folder of its own")
            .hint("copy the guideline into a folder and name it"));
    };
    let folder = folder.join("cases");
    let cannot = |error| {
        Error::input(format!("{} cannot be written", folder.display()))
            .cause(error)
            .hint("check the path and its permissions")
    };
    std::fs::create_dir_all(&folder).map_err(cannot)?;
    let guideline = engine.guideline();
    let witnesses = engine.witnesses(EFFORT, like);
    let mut written = 0;
    let mut reached: Vec<Vec<bool>> =
        coverage.rules.iter().map(|counts| counts.iter().map(|count| *count > 0).collect()).collect();
    // A patient for the last decisions has been through the first ones: it takes fewer of them, beginning there.
    for (index, witnesses) in witnesses.into_iter().enumerate().rev() {
        let decision = &guideline.decisions[index];
        for (rule, witness) in witnesses.into_iter().enumerate() {
            if reached[index][rule] {
                continue;
            }
            let name = format!("{} {}", decision.id, rule + 1);
            let (patient, note) = match witness {
                Witness::Patient(patient) => (patient, ""),
                Witness::Contradictory(patient) => (patient, " Its answers raise an alert."),
                Witness::Nobody => {
                    writeln!(output, "rule {name}: no patient reaches it, see `mcrc guideline check`")?;
                    continue;
                }
                Witness::Unproven => {
                    writeln!(output, "rule {name}: no patient was found")?;
                    continue;
                }
            };
            let path = folder.join(format!("missing-{}-{}.yaml", decision.id, rule + 1));
            if path.exists() {
                writeln!(output, "{}: is already there, and does not reach the rule", path.display())?;
                continue;
            }
            let row = &decision.rules[rule];
            let reason =
                if row.because.is_empty() { row.alert.as_deref().unwrap_or("") } else { &row.because };
            let patient = completed(engine, patient, like);
            let also = newly_reached(guideline, &mut reached, &engine.coverage([&patient]), (index, rule));
            let head = format!(
                "# Reaches rule {} of `{}`: {reason}{note}\n{also}# Add `expect:` with the strategy and advice that are right for this patient.\n",
                rule + 1,
                decision.id
            );
            let case = document(guideline, &name, &patient);
            std::fs::write(&path, head + &case).map_err(cannot)?;
            writeln!(output, "{}: written", path.display())?;
            written += 1;
        }
    }
    writeln!(output, "{written} {} written", plural("case", written))?;
    Ok(())
}

/// Notes what a patient reaches, and says what of it nobody did before, beside the rule for which the patient was found.
fn newly_reached(
    guideline: &Guideline,
    reached: &mut [Vec<bool>],
    coverage: &Coverage,
    found_for: (usize, usize),
) -> String {
    let mut also = Vec::new();
    for (index, counts) in coverage.rules.iter().enumerate() {
        for (rule, _) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            if !std::mem::replace(&mut reached[index][rule], true) && (index, rule) != found_for {
                also.push(format!("rule {} of `{}`", rule + 1, guideline.decisions[index].id));
            }
        }
    }
    if also.is_empty() { String::new() } else { format!("# Also: {}\n", also.join(", ")) }
}

fn document(guideline: &Guideline, title: &str, answers: &Answers) -> String {
    let mut text = format!("title: Reaches {title}\nanswers:\n");
    for (question, answer) in answers.iter() {
        let value = answer_to_value(guideline, question, answer);
        // JSON is YAML; yes and no read better than true and false.
        let value = match answer {
            Answer::YesNo(yes) => (if yes { "yes" } else { "no" }).to_owned(),
            _ => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        };
        text.push_str(&format!("  {}: {value}\n", guideline[question].id));
    }
    text
}

/// The patient with an answer to all that would still be asked: such as raises no alert where there is one.
fn completed(engine: &Engine, mut answers: Answers, like: Option<&Answers>) -> Answers {
    let guideline = engine.guideline();
    let alerts = |answers: &Answers| engine.assess(answers).alerts.len();
    while let Some(question) = engine.assess(&answers).next_question {
        let before = alerts(&answers);
        let with = |answer: Answer| {
            let mut answers = answers.clone();
            answers.set(question, Some(answer));
            answers
        };
        let alike = like.and_then(|like| like.get(question));
        let candidates: Vec<Answer> = alike.into_iter().chain(candidates(guideline, question)).collect();
        let quiet = candidates.iter().copied().find(|answer| alerts(&with(*answer)) <= before);
        match quiet.or(candidates.first().copied()) {
            Some(answer) => answers = with(answer),
            None => return answers,
        }
    }
    answers
}

/// Answers to try, the least eventful first: no, the first option, none of them, the least number.
fn candidates(guideline: &Guideline, question: QuestionId) -> Vec<Answer> {
    match &guideline[question].kind {
        Kind::YesNo => vec![Answer::YesNo(false), Answer::YesNo(true)],
        Kind::OneOf(options) | Kind::Scale(options) => (0..options.len()).map(Answer::Option).collect(),
        Kind::AnyOf(_) => vec![Answer::AnyOf { yes: OptionSet::EMPTY, unknown: OptionSet::EMPTY }],
        Kind::Number { min, max, decimals, .. } => {
            let middle =
                Decimal::from_f64((min.to_f64() + max.to_f64()) / 2.0).map(|number| number.floor(*decimals));
            [Some(*min), middle, Some(*max)].into_iter().flatten().map(Answer::Number).collect()
        }
    }
}
