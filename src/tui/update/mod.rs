//! What each action does to the state, and what it asks of the outside.
//!
//! Pure: no file, no clock, no screen. A save is asked for with every changed answer, and is done before the frame
//! that shows the change; whether it succeeded comes back as an action.

mod answering;
mod aside;
mod board;
mod finding;
mod home;
mod moving;
mod reading;
mod reasons;
mod typing;

use super::action::{Action, Command, Effect};
use super::keymap::Mode;
use super::state::{Confirm, Leaving, Locked, Model, Page, Panel, Purpose, Saving, Work};
use super::view;
use crate::guideline::QuestionId;
use crate::language::say;

/// Changes the state, and says what is to be done outside.
pub(crate) fn update(model: &mut Model, action: Action) -> Vec<Effect> {
    let from_keyboard = matches!(
        action,
        Action::Command(_)
            | Action::Digit(_)
            | Action::Answer(_)
            | Action::Rename(_)
            | Action::Decide(_)
            | Action::Insert(_)
            | Action::Paste(_)
            | Action::Nothing
    );
    let begun = begun(model).filter(|_| from_keyboard);
    if from_keyboard {
        model.notice = None;
        if !matches!(action, Action::Command(Command::Interrupt)) {
            model.interrupted = false;
        }
    }
    let effects = take(model, action);
    if let Some(question) = begun
        && model.notice.is_none()
        && was_left(model, question)
    {
        let text = view::not_recorded(model, question);
        model.say(text);
    }
    moving::keep_path_in_sight(model);
    effects
}

/// The question under the keyboard, if something was begun for it and not recorded.
fn begun(model: &Model) -> Option<QuestionId> {
    let work = model.work.as_ref()?;
    let asked = model.page == Page::Questions && work.panel == Panel::Questions;
    (asked && work.is_draft(model.guideline(), work.focus)).then_some(work.focus)
}

/// Whether a question was left with something that is not recorded; text being typed and questions of the program are
/// only over it.
fn was_left(model: &Model, question: QuestionId) -> bool {
    let is_over = model.field.is_some() || model.confirm.is_some() || matches!(model.page, Page::Help(_));
    let kept = model.work.as_ref().is_some_and(|work| work.is_draft(model.guideline(), question));
    kept && !is_over && begun(model) != Some(question)
}

fn take(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Command(command) => run(model, command),
        Action::Digit(digit) if model.mode() == Mode::Board => board::digit(model, digit),
        Action::Digit(digit) => answering::digit(model, digit),
        Action::Answer(answer) => answering::choose(model, answer),
        Action::Rename(label) => home::rename(model, &label),
        Action::Decide(decided) => board::record(model, decided),
        Action::Insert(c) => typing::insert(model, c.encode_utf8(&mut [0; 4])),
        Action::Paste(text) => typing::insert(model, &text),
        Action::Nothing => vec![],
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
            home::listed(model);
            vec![]
        }
        Action::Opened(session, read_only) => {
            let work = Work::new(&model.engine, *session, read_only, model.now);
            home::opened(model, work);
            vec![]
        }
        Action::Demonstrated(session) => {
            let mut work = Work::new(&model.engine, *session, None, model.now);
            work.demonstration = true;
            home::opened(model, work);
            vec![]
        }
        Action::Free => {
            let key = model.key(Command::StartPage);
            model.say(say!(model.guideline(), "It is free now: {0}, then open it again.", key));
            vec![]
        }
        Action::Ask(confirm) => {
            model.confirm = Some(confirm);
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
        (
            command,
            Mode::Label | Mode::Filter | Mode::Find | Mode::Palette | Mode::BoardText | Mode::Notes,
        ) => typing::run(model, command),
        (command, Mode::Board) => board::run(model, command),
        (command, Mode::Evidence | Mode::Final | Mode::Help) => reading::run(model, command),
        (command, Mode::Reasons) => reasons::run(model, command),
        (command, Mode::YesNo | Mode::OneOf | Mode::AnyOf | Mode::Number) => answering::run(model, command),
        (command, Mode::Path | Mode::Advice) => moving::run_in_panel(model, command),
    }
}

/// Says why the case cannot be changed. Where somebody else had it open, the outside looks whether that is still so.
fn refuse(model: &mut Model, locked: &Locked) -> Vec<Effect> {
    let words = model.locked_in_words(locked);
    match locked {
        Locked::Elsewhere(_) => {
            let key = model.key(Command::StartPage);
            model.complain(say!(
                model.guideline(),
                "{0}. Once it is closed there: {1}, then open it again.",
                words,
                key
            ));
            vec![Effect::LookAgain]
        }
        Locked::Unwritable(_) | Locked::Closed => {
            model.complain(words);
            vec![]
        }
    }
}

/// Whether something was begun in what is left that is not recorded: then it is asked about first.
fn asks_before_leaving(model: &mut Model, leaving: Leaving) -> bool {
    let guideline = model.engine.guideline();
    let lost = model.work.as_ref().is_some_and(|work| match leaving {
        Leaving::Program | Leaving::Case => !work.unrecorded_anywhere(guideline).is_empty(),
        Leaving::WhatIf => !work.unrecorded(guideline).is_empty(),
    });
    if lost {
        model.confirm = Some(Confirm::Leave(leaving));
    }
    lost
}

pub(crate) use home::numbered_label;

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

/// Quits; what was begun is asked about, unless nobody waits for a question any more.
fn quit(model: &mut Model, code: u8) -> Vec<Effect> {
    if code == 0 && asks_before_leaving(model, Leaving::Program) {
        return vec![];
    }
    leave_program(model, code)
}

fn leave_program(model: &mut Model, code: u8) -> Vec<Effect> {
    // The state is not restored: the last words of the program tell what was dropped.
    if model.work.as_ref().is_some_and(|work| work.aside.is_some()) {
        aside::say_dropped(model);
        return vec![Effect::Quit(code)];
    }
    let mut effects = vec![];
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
        _ if model.is_demonstration() => {
            say!(model.guideline(), "Nothing of a demonstration is saved.").to_owned()
        }
        Some(Saving::Failed(reason)) => say!(model.guideline(), "The case is NOT SAVED ({0}).", reason),
        Some(_) => say!(model.guideline(), "The case is saved.").to_owned(),
        None => String::new(),
    };
    let changed = model.work.as_ref().map_or(0, |work| work.changed_aside().len());
    let mut dropped = String::new();
    if changed > 0 {
        dropped.push_str(say!(model.guideline(), " What was changed on the side is dropped."));
    }
    if let Some(begun) = view::unrecorded(model) {
        dropped.push_str(&say!(model.guideline(), " Not recorded: {0}.", begun));
    }
    model.say(say!(model.guideline(), "Press Ctrl-C again to quit. {0}{1}", saved, dropped));
    vec![]
}

fn confirm(model: &mut Model, yes: bool) -> Vec<Effect> {
    match (model.confirm.take(), yes) {
        (Some(Confirm::Delete(id, ..)), true) => vec![Effect::Delete(id), Effect::List],
        (Some(Confirm::Conclude), true) => reading::conclude(model),
        (Some(Confirm::QuitUnsaved), true) => vec![Effect::Quit(UNSAVED)],
        (Some(Confirm::Leave(Leaving::Program)), true) => leave_program(model, 0),
        (Some(Confirm::Leave(Leaving::Case)), true) => home::to_start_page(model),
        (Some(Confirm::Leave(Leaving::WhatIf)), true) => aside::end_unchanged(model),
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
        Command::Notes => return typing::open_notes(model),
        Command::StartPage => return home::leave_case(model),
        Command::NextThatMatters => return moving::next_that_matters(model),
        Command::Copy | Command::Export => return reading::give_out(model, command),
        _ => {}
    }
    vec![]
}
