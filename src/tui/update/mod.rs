//! What each action does to the state, and what it asks of the outside.
//!
//! Pure: no file, no clock, no screen. A save is asked for with every changed answer, and is done before the frame
//! that shows the change; whether it succeeded comes back as an action.

mod answering;
mod aside;
mod finding;
mod home;
mod moving;
mod reading;
mod reasons;
mod typing;

use super::action::{Action, Command, Effect};
use super::keymap::Mode;
use super::state::{Confirm, Model, Page, Panel, Purpose, Saving, Work};
use crate::language::say;

/// Changes the state, and says what is to be done outside.
pub(crate) fn update(model: &mut Model, action: Action) -> Vec<Effect> {
    let from_keyboard = matches!(
        action,
        Action::Command(_)
            | Action::Digit(_)
            | Action::Answer(_)
            | Action::Rename(_)
            | Action::Insert(_)
            | Action::Paste(_)
    );
    if from_keyboard {
        model.notice = None;
        if !matches!(action, Action::Command(Command::Interrupt)) {
            model.interrupted = false;
        }
    }
    let effects = act(model, action);
    moving::keep_path_in_sight(model);
    effects
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => run(model, command),
        Action::Digit(digit) => answering::digit(model, digit),
        Action::Answer(answer) => answering::choose(model, answer),
        Action::Rename(label) => home::rename(model, &label),
        Action::Insert(c) => typing::insert(model, c.encode_utf8(&mut [0; 4])),
        Action::Paste(text) => typing::insert(model, &text),
        Action::Resize(columns, rows) => {
            model.size = (columns, rows);
            reading::clamp(model);
            if model.page == Page::Reasons {
                reasons::keep_in_sight(model);
            }
            vec![]
        }
        Action::Saved(at) => {
            if let Some(work) = &mut model.work {
                work.saving = Saving::Saved(at);
            }
            vec![]
        }
        Action::NotSaved(reason) => {
            if let Some(work) = &mut model.work {
                work.saving = Saving::Failed(reason);
            }
            vec![]
        }
        Action::Listed(sessions) => {
            model.home.sessions = sessions;
            home::clamp(model);
            vec![]
        }
        Action::Opened(session, read_only) => {
            let work = Work::new(&model.engine, *session, read_only, model.now);
            home::opened(model, work);
            vec![]
        }
        Action::Done(text) => {
            model.say(text);
            vec![]
        }
        Action::Failed(text) => {
            model.complain(text);
            vec![]
        }
    }
}

fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    match (command, model.mode()) {
        (Command::Interrupt, _) => interrupt(model),
        (Command::Suspend, _) => vec![Effect::Suspend],
        (Command::Redraw, _) => vec![Effect::Redraw],
        (Command::Quit, _) => quit(model, 0),
        (Command::Help, mode) => {
            model.open_page(Page::Help(mode));
            vec![]
        }
        (Command::Palette, _) => {
            finding::begin(model, Purpose::Palette);
            vec![]
        }
        (Command::Find, mode) if mode != Mode::Start => {
            finding::begin(model, Purpose::Find);
            vec![]
        }
        (command, Mode::TakeOver) => aside::decide(model, command),
        (command, Mode::Confirm) => confirm(model, command == Command::Yes),
        (command, Mode::Start) => home::run(model, command),
        (command, Mode::Label | Mode::Filter | Mode::Find | Mode::Palette | Mode::Notes) => {
            typing::run(model, command)
        }
        (command, Mode::Evidence | Mode::Final | Mode::Help) => reading::run(model, command),
        (command, Mode::Reasons) => reasons::run(model, command),
        (command, Mode::YesNo | Mode::OneOf | Mode::AnyOf | Mode::Number) => answering::run(model, command),
        (command, Mode::Path | Mode::Advice) => moving::run_in_panel(model, command),
    }
}

/// What is done before the case is left in any way: an entry that was begun and is valid is accepted.
fn accept_begun(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    match model.work.as_ref().and_then(|work| Some((work.focus, work.begun(guideline)?))) {
        Some((focus, Ok(answer))) => answering::give(model, &[(focus, Some(answer))]),
        _ => vec![],
    }
}

/// The exit code where answers were lost.
pub(super) const UNSAVED: u8 = 1;

/// Whether a quit has to be asked about first: only once saving was tried is it known.
pub(super) fn asks_before_quitting(model: &mut Model, code: u8) -> bool {
    let unsaved = model.work.as_ref().is_some_and(|work| matches!(work.saving, Saving::Failed(_)));
    if unsaved && code == 0 {
        model.confirm = Some(Confirm::QuitUnsaved);
    }
    unsaved && code == 0
}

fn quit(model: &mut Model, code: u8) -> Vec<Effect> {
    // The state is not restored: the last words of the program tell what was dropped.
    if model.work.as_ref().is_some_and(|work| work.aside.is_some()) {
        aside::say_dropped(model);
        return vec![Effect::Quit(code)];
    }
    let mut effects = accept_begun(model);
    if model.page == Page::Notes {
        effects.extend(typing::keep_notes(model));
    }
    effects.push(Effect::Quit(code));
    effects
}

fn interrupt(model: &mut Model) -> Vec<Effect> {
    if model.interrupted {
        return quit(model, 130);
    }
    model.interrupted = true;
    let saved = match model.work.as_ref().map(|work| &work.saving) {
        _ if model.demonstration => {
            say!(model.guideline(), "Nothing of a demonstration is saved.").to_owned()
        }
        Some(Saving::Failed(reason)) => say!(model.guideline(), "The case is NOT SAVED ({0}).", reason),
        Some(_) => say!(model.guideline(), "The case is saved.").to_owned(),
        None => String::new(),
    };
    let changed = model.work.as_ref().map_or(0, |work| work.changed_aside().len());
    let dropped =
        if changed > 0 { say!(model.guideline(), " What was changed on the side is dropped.") } else { "" };
    model.say(say!(model.guideline(), "Press Ctrl-C again to quit. {0}{1}", saved, dropped));
    vec![]
}

fn confirm(model: &mut Model, yes: bool) -> Vec<Effect> {
    match (model.confirm.take(), yes) {
        (Some(Confirm::Delete(id, _)), true) => vec![Effect::Delete(id), Effect::List],
        (Some(Confirm::Conclude), true) => reading::conclude(model),
        (Some(Confirm::QuitUnsaved), true) => vec![Effect::Quit(UNSAVED)],
        _ => vec![],
    }
}

/// Commands that do the same wherever the case is on the screen.
fn in_case(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::NextPanel => moving::panel(model, 1),
        Command::PreviousPanel => moving::panel(model, 2),
        Command::ShowPath => moving::show(model, Panel::Path),
        Command::ShowAdvice => moving::show(model, Panel::Advice),
        Command::Undo => return answering::undo(model, false),
        Command::Redo => return answering::undo(model, true),
        Command::Evidence => moving::evidence(model),
        Command::Reasons => reasons::open(model),
        Command::WhatIf => return aside::toggle(model),
        Command::Final => model.open_page(Page::Final),
        Command::Notes => typing::open_notes(model),
        Command::StartPage => return home::leave_case(model),
        Command::NextThatMatters => return moving::next_that_matters(model),
        Command::Copy | Command::Export => return reading::give_out(model, command),
        _ => {}
    }
    vec![]
}
