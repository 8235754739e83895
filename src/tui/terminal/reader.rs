//! Reads keys: blocks until something comes, then takes all that is pending, so that a burst costs one frame.

use std::io;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::Input;
use super::escape::Assembler;
use crate::tui::key::Key;

/// The one reader of the terminal.
pub(crate) struct Reader {
    assembler: Assembler,
    escape_delay: Duration,
}

impl Reader {
    /// A reader that waits so long for the rest of a key after a lone Escape. It listens from now on, so that a
    /// change of the size is not missed between the first look at the size and the first key.
    pub(crate) fn listen(escape_delay: Duration) -> io::Result<Reader> {
        event::poll(Duration::ZERO)?;
        Ok(Reader { assembler: Assembler::default(), escape_delay })
    }

    /// Blocks until there is something, but no longer than until then; nothing if nothing came.
    pub(crate) fn next_until(&mut self, then: Instant) -> io::Result<Vec<Input>> {
        match event::poll(then.saturating_duration_since(Instant::now()))? {
            true => self.next(),
            false => Ok(vec![]),
        }
    }

    /// Blocks until there is something; then everything that is pending.
    pub(crate) fn next(&mut self) -> io::Result<Vec<Input>> {
        let mut inputs = Vec::new();
        loop {
            let pending = match (self.assembler.waits(), inputs.is_empty()) {
                (true, _) => event::poll(self.escape_delay)?,
                (false, true) => true,
                (false, false) => event::poll(Duration::ZERO)?,
            };
            if !pending {
                inputs.extend(self.assembler.give_up());
                if !inputs.is_empty() {
                    return Ok(inputs);
                }
                continue;
            }
            for input in translate(event::read()?) {
                inputs.extend(self.assembler.push(input));
            }
        }
    }
}

fn translate(event: Event) -> Vec<Input> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            keys(key).into_iter().map(Input::Key).collect()
        }
        Event::Paste(text) => vec![Input::Paste(text)],
        Event::Resize(columns, rows) => vec![Input::Resize(columns, rows)],
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
