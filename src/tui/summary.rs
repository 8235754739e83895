//! What stays on the main screen when the application ends: the case in a few lines, to be read or copied there.

use super::state::{Model, Saving, Work};
use super::view;
use crate::guideline::Guideline;
use crate::language::say;

/// Three to six lines; empty where no case was open.
pub(super) fn summary(model: &Model) -> String {
    let Some(work) = &model.work else { return String::new() };
    if model.demonstration {
        return String::new();
    }
    let guideline = model.guideline();
    let (status, plan, missing) =
        view::in_three_lines(model, work.of_case(), work.to_confirm_of_case().len());
    let mut text = format!("{} ({})\n{status}: {plan}\n", work.session.label(), saving(guideline, work));
    if !missing.is_empty() {
        text.push_str(&missing);
        text.push('\n');
    }
    if let Some(dropped) = view::dropped_in_words(model.guideline(), work) {
        text.push_str(&dropped);
        text.push('\n');
    }
    let id = work.session.id().to_string();
    let short = id.get(..18).unwrap_or(&id);
    text.push_str(&say!(guideline, "Guideline {0} {1}.", guideline.id, guideline.version));
    text.push(' ');
    match &work.saving {
        Saving::Failed(_) => {
            text.push_str(say!(guideline, "Answers were lost: what is on disk is older than this."));
        }
        _ => {
            text.push_str(&say!(guideline, "Continue with: mcrc open {0}", format!("{short}{}", model.again)))
        }
    }
    text.push_str(&format!("\n{}\n", guideline.disclaimer.lines().next().unwrap_or_default()));
    model.theme.text(&text).into_owned()
}

fn saving(guideline: &Guideline, work: &Work) -> String {
    match (&work.saving, work.case_locked()) {
        (Saving::Failed(reason), _) => say!(guideline, "NOT SAVED: {0}", reason),
        (_, Some(reason)) => reason,
        (Saving::Underway, None) => say!(guideline, "saving").to_owned(),
        (Saving::Saved(at), None) => say!(guideline, "saved {0}", at.date_and_clock()),
    }
}
