//! The terminal: the only place of the application that reads keys, writes frames and hears signals.
//!
//! Invariants: nothing is ever asked of the terminal; a frame is one write; the terminal is left as it was found
//! on every way out (return, error, panic, signal, suspension); a process whose terminal is gone ends.

pub(crate) mod clipboard;
mod decoder;
mod difference;
mod jobs;
mod reader;
mod screen;
mod signals;
mod watchdog;

#[cfg(test)]
pub(crate) use difference::Shown;
pub(crate) use reader::Reader;
pub(crate) use screen::{Screen, end_on_panic, size};
pub(crate) use signals::{heed_signals, survive_limits_of_files};
pub(crate) use watchdog::end_when_terminal_is_gone;

use super::key::Key;

/// What comes from the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// A key.
    Key(Key),
    /// Text that was pasted; never commands.
    Paste(String),
    /// The terminal has so many columns and rows now.
    Resize(u16, u16),
}
