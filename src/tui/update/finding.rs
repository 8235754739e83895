//! Finding by words, and the palette of commands.

use super::{answering, moving, run};
use crate::guideline::QuestionId;
use crate::language::say;
use crate::tui::action::Effect;
use crate::tui::state::{Field, Finder, Found, Model, Page, Panel, Purpose};

/// Begins to look for something.
pub(super) fn begin(model: &mut Model, purpose: Purpose) {
    let over = model.mode();
    model.field = Some(Field::new(purpose));
    let found = model.look_for(purpose, over, "");
    model.finder = Some(Finder { over, found, cursor: 0 });
}

/// The words changed.
pub(super) fn edited(model: &mut Model, purpose: Purpose, words: &str) {
    let Some(over) = model.finder.as_ref().map(|finder| finder.over) else { return };
    let found = model.look_for(purpose, over, words);
    model.finder = Some(Finder { over, found, cursor: 0 });
}

/// Up and down in what was found.
pub(super) fn step(model: &mut Model, down: bool) {
    if let Some(finder) = &mut model.finder {
        let last = finder.found.len().saturating_sub(1);
        finder.cursor = if down { (finder.cursor + 1).min(last) } else { finder.cursor.saturating_sub(1) };
    }
}

/// Leaves without anything.
pub(super) fn cancel(model: &mut Model) {
    model.finder = None;
}

/// Does what is under the cursor: chooses an answer, goes to a question, opens what there is to read, or runs a
/// command where it was called from.
pub(super) fn accept(model: &mut Model) -> Vec<Effect> {
    let finder = model.finder.take();
    match finder.and_then(|finder| finder.found.get(finder.cursor).copied()) {
        None => {
            model.complain(say!(model.guideline(), "Nothing contains these words."));
            vec![]
        }
        Some(Found::Row(row)) => {
            if let Some(work) = &mut model.work {
                work.cursor = Some(row);
            }
            answering::pick(model, row)
        }
        Some(Found::Question(question)) => go_to(model, question, None),
        Some(Found::OtherRow(question, row)) => go_to(model, question, Some(row)),
        Some(Found::Item(item)) => {
            moving::show_evidence(model, Some(item));
            vec![]
        }
        Some(Found::Command(command)) => run(model, command),
    }
}

/// To a question, with the cursor on one of its rows; nothing is answered.
fn go_to(model: &mut Model, question: QuestionId, row: Option<usize>) -> Vec<Effect> {
    let Some(effects) = answering::leave(model) else { return vec![] };
    model.page = Page::Questions;
    model.under.clear();
    model.scroll = 0;
    if let Some(work) = &mut model.work {
        work.panel = Panel::Questions;
        work.go_to(model.engine.guideline(), question);
        if row.is_some() {
            work.cursor = row;
            work.look_ahead(&model.engine);
        }
    }
    effects
}
