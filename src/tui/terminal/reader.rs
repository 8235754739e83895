//! Reads keys: blocks until something comes, then takes all that is pending, so that a burst costs one frame.
//!
//! The waiting is done here and not by crossterm, which is asked only for what has come: it does not end when the
//! terminal refuses to be read, and would spin in a process whose shell is gone.

use std::io::{self, PipeReader, Read};
use std::process;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::crossterm::terminal;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::Input;
use super::escape::Assembler;
use super::screen::{give_back, nobody_can_continue_it};
use super::watchdog::HANG_UP;
use crate::tui::key::Key;

/// The one reader of the terminal.
pub(crate) struct Reader {
    assembler: Assembler,
    escape_delay: Duration,
    /// Readable when the size has changed, or may have.
    resized: PipeReader,
}

/// What there is to take; neither where the time has passed.
struct Ready {
    bytes: bool,
    resized: bool,
}

impl Reader {
    /// A reader that waits so long for the rest of a key after a lone Escape.
    pub(crate) fn new(escape_delay: Duration, resized: PipeReader) -> Reader {
        Reader { assembler: Assembler::default(), escape_delay, resized }
    }

    /// Blocks until there is something; then everything that is pending.
    pub(crate) fn next(&mut self) -> io::Result<Vec<Input>> {
        self.read(None)
    }

    /// Blocks until there is something, but no longer than until then; nothing if nothing came.
    pub(crate) fn next_until(&mut self, then: Instant) -> io::Result<Vec<Input>> {
        self.read(Some(then))
    }

    fn read(&mut self, until: Option<Instant>) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        loop {
            let ready = self.wait(Some(Duration::ZERO))?;
            // Before the keys: a key is not lost because the screen was too small before.
            if ready.resized {
                inputs.push(self.resized()?);
            }
            if ready.bytes && is_refused() {
                // Who has the terminal now is not to be left with the other screen and without a cursor.
                give_back();
                process::exit(HANG_UP);
            }
            while event::poll(Duration::ZERO)? {
                for input in translate(event::read()?) {
                    inputs.extend(self.assembler.push(input));
                }
            }
            let patience = match (self.assembler.waits(), inputs.is_empty()) {
                (true, _) => Some(self.escape_delay),
                (false, true) => until.map(|until| until.saturating_duration_since(Instant::now())),
                (false, false) => Some(Duration::ZERO),
            };
            let ready = self.wait(patience)?;
            if !ready.bytes && !ready.resized {
                inputs.extend(self.assembler.give_up());
                if !inputs.is_empty() || until.is_some_and(|until| until <= Instant::now()) {
                    return Ok(inputs);
                }
            }
        }
    }

    /// The size now; several changes at once are one.
    fn resized(&mut self) -> io::Result<Input> {
        let _ = self.resized.read(&mut [0; 256])?;
        let (columns, rows) = terminal::size()?;
        Ok(Input::Resize(columns, rows))
    }

    /// Waits for bytes or a change of the size, and no longer than so long.
    fn wait(&self, patience: Option<Duration>) -> io::Result<Ready> {
        let end = patience.map(|patience| Instant::now() + patience);
        let input = rustix::stdio::stdin();
        loop {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            let left = left.map(Timespec::try_from).transpose().map_err(io::Error::other)?;
            let mut watched = [PollFd::new(&input, PollFlags::IN), PollFd::new(&self.resized, PollFlags::IN)];
            match poll(&mut watched, left.as_ref()) {
                Ok(_) => {
                    let [bytes, resized] = watched.map(|fd| fd.revents());
                    if bytes.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                        process::exit(HANG_UP);
                    }
                    return Ok(Ready {
                        bytes: bytes.contains(PollFlags::IN),
                        resized: resized.contains(PollFlags::IN),
                    });
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
}

/// Whether the terminal would refuse to be read: another group of processes has it, and no shell is left that could
/// give it back. (Where there is one, reading stops this process until it does.)
fn is_refused() -> bool {
    let input = rustix::stdio::stdin();
    let ours = rustix::process::getpgrp();
    rustix::termios::tcgetpgrp(input).is_ok_and(|group| group != ours) && nobody_can_continue_it()
}

fn translate(event: Event) -> Vec<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            keys(key).into_iter().map(Input::Key).collect()
        }
        Event::Paste(text) => vec![Input::Paste(text)],
        // Of a change of the size the signal tells.
        _ => vec![],
    }
}

/// Escape and a letter that arrive together look like Alt and the letter; nothing is bound to Alt, so they are
/// always the two keys, however the network delivered them.
fn keys(event: KeyEvent) -> Vec<Key> {
    let key = match event.code {
        KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::CONTROL) => {
            Key::Ctrl(c.to_ascii_lowercase())
        }
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(1) => Key::F1,
        _ => Key::Other,
    };
    match key {
        Key::Char(_) if event.modifiers.contains(KeyModifiers::ALT) => vec![Key::Esc, key],
        key => vec![key],
    }
}
