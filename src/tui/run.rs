//! The shell: reads keys, carries out effects, draws.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use uuid::Uuid;

use super::action::{Action, Command, Effect};
use super::caps::{Caps, Env};
use super::keymap::{Keymap, Mode};
use super::outside::Outside;
use super::state::{Model, Notice};
use super::summary::summary;
use super::terminal::{self, Input, Reader, Screen, clipboard, end_when_terminal_is_gone, heed_signals};
use super::update::{asks_before_quitting, update};
use super::{Error, Setup, Start, plain, view};
use crate::language::say;
use crate::session::{steers, surroundings::now};

/// Runs the application until it is quit; returns the exit code. Errors: the session that was asked for cannot be
/// opened, or the terminal cannot be used. The terminal is as it was before, either way.
pub fn run(setup: Setup) -> Result<u8, Error> {
    let caps = Caps::from_env(&Env::of_process());
    let size = terminal::size();
    let keeps_nothing = setup.store.is_none();
    let mut outside = setup.store.map_or_else(Outside::nowhere, Outside::new);
    // The first case would wait for the diagrams; the start page need not.
    let engine = Arc::clone(&setup.engine);
    std::thread::spawn(move || engine.prepare());
    let mut model = Model::new(setup.engine, &caps, size, now(), setup.demos, setup.warnings);
    // Line mode has words, whose short forms are the standard letters.
    let plain = setup.plain || caps.plain;
    let keys = setup.keys.filter(|_| !plain).map(|(name, text)| Keymap::read(&name, &text));
    let wrong_keys = match keys {
        Some(Ok(keymap)) => {
            model.keymap = keymap;
            None
        }
        // A keyboard that half obeys is worse than one that does not know the file.
        Some(Err(wrong)) => {
            let text = say!(model.guideline(), "Mistake in keys.yaml: standard keys. See mcrc doctor.");
            model.warnings.push(text.to_owned());
            Some(wrong)
        }
        None => None,
    };
    model.keeps_nothing = keeps_nothing;
    model.again = setup.again;
    begin(&mut model, &mut outside, setup.start)?;
    if plain {
        return plain::run(&mut model, &mut outside).map_err(|error| Error(error.to_string()));
    }
    let code = full_screen(&mut model, &mut outside, &caps);
    let code = code.map_err(|error| Error(format!("the terminal cannot be used: {error}")))?;
    // The terminal is given back by now; nobody may be left to read this.
    let _ = io::stdout().write_all(summary(&model).as_bytes());
    if let Some(wrong) = wrong_keys {
        // It repeats lines of the file.
        let told: String =
            wrong.to_string().chars().map(|c| if steers(c) && c != '\n' { '?' } else { c }).collect();
        let _ = writeln!(io::stderr(), "{told}");
    }
    Ok(code)
}

/// What a case is called that was begun without a label.
pub(super) const UNNAMED: &str = "New case";

/// Opens what was asked for on the command line, before the terminal is touched.
fn begin(model: &mut Model, outside: &mut Outside, start: Start) -> Result<(), Error> {
    let effect = match start {
        Start::Home => Effect::List,
        Start::Session(id) => {
            let id = id.parse::<Uuid>().map_err(|_| Error(format!("`{id}` is not the id of a session")))?;
            Effect::Open(id)
        }
        Start::New { title, answers } => {
            let title = if title.is_empty() { UNNAMED.to_owned() } else { title };
            Effect::Create(title, answers)
        }
        Start::Demonstration { title, answers } => Effect::Demonstrate(title, answers),
    };
    let home = effect == Effect::List;
    carry_out(model, outside, vec![effect], &mut |_, _| Ok(vec![]))
        .map_err(|error| Error(error.to_string()))?;
    match (&model.work, &model.notice) {
        (None, Some(Notice { text, error: true })) if !home => Err(Error(text.clone())),
        _ => Ok(()),
    }
}

fn full_screen(model: &mut Model, outside: &mut Outside, caps: &Caps) -> io::Result<u8> {
    let resized = heed_signals()?;
    let mut screen = Screen::take(caps.erases)?;
    end_when_terminal_is_gone()?;
    let mut reader = Reader::new(caps.escape_delay, resized);
    model.size = terminal::size();
    draw(model, &mut screen)?;
    loop {
        let inputs = reader.next()?;
        model.now = now();
        let mut changed = false;
        for input in inputs {
            changed = true;
            let effects = update(model, meaning(model, input));
            let code = carry_out(model, outside, effects, &mut |model, effect| {
                on_screen(model, &mut screen, caps, effect)
            })?;
            if let Some(code) = code {
                return Ok(code);
            }
        }
        if changed {
            draw(model, &mut screen)?;
        }
    }
}

/// Draws a frame of the size that the state was told, which the next input may change.
fn draw(model: &Model, screen: &mut Screen) -> io::Result<()> {
    let (columns, rows) = model.size;
    let area = Rect::new(0, 0, columns, rows);
    let mut frame = Buffer::empty(area);
    let cursor = view::render(model, area, &mut frame);
    screen.draw(frame, cursor)
}

/// What an input means in the present mode.
pub(super) fn meaning(model: &Model, input: Input) -> Action {
    match input {
        Input::Key(key) => {
            // There is nothing to see, so nothing but leaving is possible, and what is asked about that.
            let blind = super::layout::layout(model.size, model).too_small && model.confirm.is_none();
            let mode = if blind { Mode::Help } else { model.mode() };
            match model.keymap.action(mode, key) {
                Some(Action::Command(command))
                    if blind && !matches!(command, Command::Quit | Command::Interrupt) =>
                {
                    Action::Nothing
                }
                Some(action) => action,
                None => Action::Nothing,
            }
        }
        Input::Paste(text) => Action::Paste(text),
        Input::Resize(columns, rows) => Action::Resize(columns, rows),
    }
}

/// Carries out effects and what follows from them, in order. Returns the exit code if one of them ends the program.
pub(super) fn carry_out(
    model: &mut Model,
    outside: &mut Outside,
    effects: Vec<Effect>,
    elsewhere: &mut dyn FnMut(&mut Model, &Effect) -> io::Result<Vec<Action>>,
) -> io::Result<Option<u8>> {
    let mut waiting = VecDeque::from(effects);
    while let Some(effect) = waiting.pop_front() {
        if let Effect::Quit(code) = effect {
            if asks_before_quitting(model, code) {
                continue;
            }
            return Ok(Some(code));
        }
        let actions = match outside.carry_out(model, &effect) {
            Some(actions) => actions,
            None => elsewhere(model, &effect)?,
        };
        for action in actions {
            waiting.extend(update(model, action));
        }
    }
    Ok(None)
}

pub(super) fn on_screen(
    model: &Model,
    screen: &mut Screen,
    caps: &Caps,
    effect: &Effect,
) -> io::Result<Vec<Action>> {
    match effect {
        Effect::Copy(text) => Ok(vec![match clipboard::sequence(text, caps.tmux) {
            Some(sequence) => {
                screen.write(&sequence)?;
                Action::Done(say!(
                    model.guideline(),
                    "Sent to the terminal, which does not tell whether it arrived. {0} writes a file.",
                    model.key(Command::Export)
                ))
            }
            None => Action::Failed(say!(
                model.guideline(),
                "Too long for a terminal's clipboard: {0} writes a file.",
                model.key(Command::Export)
            )),
        }]),
        Effect::Suspend => {
            screen.suspend()?;
            Ok(vec![])
        }
        Effect::Redraw => {
            screen.redraw()?;
            Ok(vec![])
        }
        _ => Ok(vec![]),
    }
}
