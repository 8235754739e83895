//! What stays on the main screen when the application ends: the case in short, to be read or copied there.

use super::state::{Model, Saving, Work};
use super::text::wrap;
use super::view;
use crate::language::say;

/// The case in lines that fit the terminal, and last a command that goes on with it, unbroken; empty where no case was
/// open, or one of which nothing is saved.
pub(super) fn summary(model: &Model) -> String {
    let Some(work) = model.work.as_ref().filter(|_| !model.is_demonstration()) else { return String::new() };
    let guideline = model.guideline();
    let mut paragraphs = vec![format!("{} ({})", work.session.label(), saving(model, work))];
    paragraphs.extend(view::brief(model, work));
    paragraphs.push(match &work.saving {
        Saving::Failed(_) => {
            say!(guideline, "Answers were lost: what is on disk is older than this.").to_owned()
        }
        _ => say!(guideline, "Continue with:").to_owned(),
    });
    let columns = usize::from(model.size.0).max(20);
    let mut lines: Vec<String> =
        paragraphs.iter().flat_map(|text| wrap(&model.theme.text(text), columns)).collect();
    if !matches!(work.saving, Saving::Failed(_)) {
        let command = format!("mcrc open {}", model.to_open_again(work));
        lines.push(model.theme.text(&command).into_owned());
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn saving(model: &Model, work: &Work) -> String {
    let guideline = model.guideline();
    match (&work.saving, work.case_locked()) {
        (Saving::Failed(reason), _) => say!(guideline, "NOT SAVED: {0}", reason),
        (_, Some(locked)) => model.locked_in_words(&locked),
        (Saving::Underway, None) => say!(guideline, "saving").to_owned(),
        (Saving::Saved(at), None) => say!(guideline, "saved {0}", at.date_and_clock()),
    }
}
