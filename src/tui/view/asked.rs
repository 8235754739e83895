//! What the program itself asks, and what it says of answers that were begun and not recorded.

use super::{phrases, whatif};
use crate::engine::Status;
use crate::guideline::{Guideline, QuestionId};
use crate::language::say;
use crate::report::is_undecided;
use crate::tui::action::Command;
use crate::tui::state::{Confirm, Leaving, Model, Work};

/// The question of the program itself that waits for y or n.
pub(in crate::tui) fn confirm_in_words(model: &Model) -> Option<String> {
    let guideline = model.guideline();
    Some(match model.confirm.as_ref()? {
        Confirm::Delete(_, label, None) => say!(guideline, "Delete \"{0}\" for good? y/n", label),
        Confirm::Delete(_, label, Some(report)) => {
            say!(guideline, "Delete \"{0}\" for good, with its report {1}? y/n", label, report.display())
        }
        Confirm::Conclude => conclude(model),
        Confirm::QuitUnsaved => {
            say!(guideline, "The last answers are NOT SAVED. Quit all the same, and lose them? y/n")
                .to_owned()
        }
        Confirm::TakeOver => take_over(model),
        Confirm::Leave(leaving) => {
            let begun = unrecorded(model).unwrap_or_default();
            match leaving {
                Leaving::Program => say!(guideline, "Not recorded: {0}. Quit without it? y/n", begun),
                Leaving::Case => {
                    say!(guideline, "Not recorded: {0}. Leave the case without it? y/n", begun)
                }
                Leaving::WhatIf => say!(guideline, "Not recorded: {0}. End what-if without it? y/n", begun),
            }
        }
    })
}

/// Whether to close the case, and what speaks against it.
fn conclude(model: &Model) -> String {
    let guideline = model.guideline();
    let Some(work) = &model.work else { return String::new() };
    let assessment = &work.assessment;
    let mut reasons = vec![];
    if let Some(begun) = unrecorded(model) {
        reasons.push(say!(guideline, "Not recorded: {0}.", begun));
    }
    match work.to_confirm.len() {
        0 => {}
        1 => reasons.push(say!(guideline, "1 answer is out of date. ").trim_end().to_owned()),
        more => reasons.push(say!(guideline, "{0} answers are out of date. ", more).trim_end().to_owned()),
    }
    match assessment.status {
        Status::Provisional => reasons.push(match assessment.decisive.len() {
            1 => say!(guideline, "The plan is provisional: 1 answer can still change it.").to_owned(),
            more => say!(guideline, "The plan is provisional: {0} answers can still change it.", more),
        }),
        _ if is_undecided(assessment) => {
            let waits = phrases::waits(guideline, assessment).unwrap_or_default();
            reasons.push(say!(guideline, "The plan is open, {0}.", waits));
        }
        _ => {}
    }
    let ask = match reasons.is_empty() {
        true => say!(guideline, "Close the case with this recommendation? It becomes read-only. y/n"),
        false => say!(guideline, "Close the case all the same? y/n"),
    };
    if work.session.overridden().is_none() {
        let key = model.key(Command::Decided);
        reasons.push(say!(guideline, "If the tumour board decided otherwise: n, then {0}.", key));
    }
    reasons.push(ask.to_owned());
    reasons.join(" ")
}

/// What becomes of the changed answers.
fn take_over(model: &Model) -> String {
    let Some(work) = &model.work else { return String::new() };
    let guideline = model.guideline();
    let stay = model.key(Command::Cancel);
    if let Some(locked) = work.case_locked() {
        let reason = model.locked_in_words(&locked);
        return say!(guideline, "Not to be taken over. n drop / {0} stay ({1})", stay, reason);
    }
    let count = whatif::changed_answers(guideline, work.changed_aside().len());
    let question =
        say!(guideline, "Take over {0} into the case? y take over / n drop / {1} stay", count, stay);
    match unrecorded(model) {
        Some(begun) => format!("{} {question}", say!(guideline, "Not recorded: {0}.", begun)),
        None => question,
    }
}

/// What was begun and not recorded, by name; `None` where nothing was.
pub(in crate::tui) fn unrecorded(model: &Model) -> Option<String> {
    let (work, guideline) = (model.work.as_ref()?, model.guideline());
    let questions = match model.confirm {
        Some(Confirm::TakeOver | Confirm::Leave(Leaving::WhatIf)) => work.unrecorded(guideline),
        _ => work.unrecorded_anywhere(guideline),
    };
    let named: Vec<String> = questions.iter().map(|question| named(guideline, work, *question)).collect();
    (!named.is_empty()).then(|| named.join("; "))
}

/// `Sites (liver)`.
fn named(guideline: &Guideline, work: &Work, question: QuestionId) -> String {
    let name = guideline[question].short.trim_end_matches('?');
    match work.draft_text(guideline, question) {
        Some(text) => format!("{name} ({text})"),
        None => name.to_owned(),
    }
}

/// That what was begun for a question is not recorded, and what would record it.
pub(in crate::tui) fn not_recorded(model: &Model, question: QuestionId) -> String {
    let guideline = model.guideline();
    let name = guideline[question].short.trim_end_matches('?');
    let problem = model.work.as_ref().and_then(|work| work.draft_problem(guideline, question));
    match problem {
        Some(problem) => say!(guideline, "{0}: not recorded ({1}).", name, problem),
        None => {
            say!(guideline, "{0}: not recorded; {1} there records it.", name, model.key(Command::Accept))
        }
    }
}
