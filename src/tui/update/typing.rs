//! Text fields: the label of a case, the filter, the search for an option, the notes.

use crate::language::say;
use tui_input::InputRequest;

use super::{answering, aside, board, finding, home, refuse};
use crate::tui::action::{Command, Effect};
use crate::tui::layout::layout;
use crate::tui::state::{Editor, Model, Page, Purpose, Saving, insert as insert_text};

/// Puts typed or pasted text where text is expected; elsewhere it is nothing, never commands.
pub(super) fn insert(model: &mut Model, text: &str) -> Vec<Effect> {
    if let Some(field) = &mut model.field {
        insert_text(&mut field.input, text.lines().next().unwrap_or_default());
        edited(model);
    } else if model.page == Page::Notes {
        model.editor.insert(&text.replace("\r\n", "\n").replace('\r', "\n"));
    } else if !text.trim().is_empty() {
        return paste_number(model, text.trim());
    }
    vec![]
}

/// A pasted number is typed; anything else is refused with a word.
fn paste_number(model: &mut Model, text: &str) -> Vec<Effect> {
    let number = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',')) && text.len() <= 12;
    if model.mode() != crate::tui::keymap::Mode::Number || !number {
        model.complain(say!(
            model.guideline(),
            "Pasted text is ignored here; only text fields and numbers take it."
        ));
        return vec![];
    }
    for c in text.chars() {
        match c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit) => drop(answering::digit(model, digit)),
            None if c == ',' => drop(answering::run(model, Command::Comma)),
            None => drop(answering::run(model, Command::Point)),
        }
    }
    vec![]
}

/// Commands while text is typed.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let request = match command {
        Command::CursorLeft => Some(InputRequest::GoToPrevChar),
        Command::CursorRight => Some(InputRequest::GoToNextChar),
        Command::LineStart => Some(InputRequest::GoToStart),
        Command::LineEnd => Some(InputRequest::GoToEnd),
        Command::EraseBefore => Some(InputRequest::DeletePrevChar),
        Command::EraseAfter => Some(InputRequest::DeleteNextChar),
        _ => None,
    };
    if let Some(request) = request {
        match &mut model.field {
            Some(field) => {
                field.input.handle(request);
                edited(model);
            }
            None => model.editor.handle(request),
        }
        return vec![];
    }
    match (model.field.as_ref().map(|field| field.purpose), command) {
        (Some(purpose), Command::Accept) => accept(model, purpose),
        (Some(purpose), Command::Cancel) => {
            model.field = None;
            finding::cancel(model);
            if purpose == Purpose::Filter {
                model.home.filter.clear();
                home::clamp(model);
            }
            vec![]
        }
        (Some(Purpose::Filter), Command::Up | Command::Down) => home::run(model, command),
        (Some(Purpose::Find | Purpose::Palette), Command::Up | Command::Down) => {
            finding::step(model, command == Command::Down);
            vec![]
        }
        (None, Command::Accept) => {
            model.editor.break_line();
            vec![]
        }
        (None, Command::Up) => {
            model.editor.up();
            vec![]
        }
        (None, Command::Down) => {
            model.editor.down();
            vec![]
        }
        (None, Command::PageUp | Command::PageDown) => {
            for _ in 0..usize::from(layout(model.size, model).page.height).max(1) {
                match command {
                    Command::PageUp => model.editor.up(),
                    _ => model.editor.down(),
                }
            }
            vec![]
        }
        (None, Command::Cancel) => {
            let effects = keep_notes(model);
            model.close_page();
            effects
        }
        _ => vec![],
    }
}

fn accept(model: &mut Model, purpose: Purpose) -> Vec<Effect> {
    match purpose {
        // The words typed stay, and are seen, until something is open.
        Purpose::Filter => return home::open(model),
        Purpose::BoardPlan | Purpose::BoardReason => return board::accept(model, purpose),
        _ => {}
    }
    let text = model.field.take().map(|field| field.text()).unwrap_or_default();
    match purpose {
        Purpose::Label => home::begin(model, &text),
        _ => finding::accept(model),
    }
}

/// What follows from each change of a line of text.
fn edited(model: &mut Model) {
    let Some((purpose, text)) = model.field.as_ref().map(|field| (field.purpose, field.text())) else {
        return;
    };
    match purpose {
        Purpose::Label | Purpose::BoardPlan | Purpose::BoardReason => {}
        Purpose::Filter => {
            model.home.filter = text;
            model.home.cursor = 0;
        }
        Purpose::Find | Purpose::Palette => finding::edited(model, purpose, &text),
    }
}

/// Opens the notes at their end.
pub(super) fn open_notes(model: &mut Model) -> Vec<Effect> {
    let Some(work) = &model.work else { return vec![] };
    if let Some(locked) = work.locked() {
        return refuse(model, &locked);
    }
    if aside::is_on(model) {
        let key = model.key(Command::WhatIf);
        model.complain(say!(
            model.guideline(),
            "In what-if no notes are written. {0}: back to the case.",
            key
        ));
        return vec![];
    }
    model.editor = Editor::at_end(work.session.notes());
    model.open_page(Page::Notes);
    vec![]
}

/// Keeps the notes as they are written.
pub(super) fn keep_notes(model: &mut Model) -> Vec<Effect> {
    let text = model.editor.text();
    let now = model.now;
    let Some(work) = &mut model.work else { return vec![] };
    if work.session.notes() == text {
        return vec![];
    }
    match work.session.set_notes(&text, now) {
        Ok(()) => {
            work.saving = Saving::Underway;
            vec![Effect::Save]
        }
        Err(closed) => {
            model.complain(closed.to_string());
            vec![]
        }
    }
}
