//! Finding by words, and the palette of commands.

use super::{answering, home, moving, reasons, run};
use crate::guideline::QuestionId;
use crate::language::say;
use crate::tui::action::{Command, Effect};
use crate::tui::keymap::Mode;
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
        Some(Found::Elsewhere(command, place)) => run_there(model, command, place),
    }
}

/// Goes to where a command works, and does it there. What needs a choice there first is only gone to.
fn run_there(model: &mut Model, command: Command, place: Mode) -> Vec<Effect> {
    let mut effects = vec![];
    if model.work.is_some() {
        match place {
            Mode::Start => effects = home::leave_case(model),
            Mode::Reasons => reasons::open(model),
            Mode::Final => model.open_page(Page::Final),
            _ => {
                let panel = match place {
                    Mode::Path => Panel::Path,
                    Mode::Advice => Panel::Advice,
                    _ => Panel::Questions,
                };
                to_questions(model);
                moving::show(model, panel);
            }
        }
    }
    let works = model.keymap.commands(model.mode()).iter().any(|(known, _)| *known == command);
    let guideline = model.engine.guideline();
    match works {
        true if command == Command::Delete => {}
        true => effects.extend(run(model, command)),
        false if model.confirm.is_some() => {}
        false if model.work.is_none() => {
            model.complain(say!(guideline, "{0} works in a case: open one first.", command.name()));
        }
        false => {
            let place = place.title(guideline);
            model.complain(say!(guideline, "{0} works here: {1}.", command.name(), place));
        }
    }
    effects
}

/// To the questionnaire, from any page.
fn to_questions(model: &mut Model) {
    model.page = Page::Questions;
    model.under.clear();
    model.scroll = 0;
}

/// To a question, with the cursor on one of its rows; nothing is answered.
fn go_to(model: &mut Model, question: QuestionId, row: Option<usize>) -> Vec<Effect> {
    to_questions(model);
    if let Some(work) = &mut model.work {
        work.panel = Panel::Questions;
        work.go_to(model.engine.guideline(), question);
        if row.is_some() {
            work.cursor = row;
            work.look_ahead(&model.engine);
        }
    }
    vec![]
}
