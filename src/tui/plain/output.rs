//! Lines that are said: wrapped at words, spelt as the locale can, and nothing else; no byte of them steers a terminal.

use std::io::{self, IsTerminal, Write};

use crate::tui::text;

/// Columns where nobody knows better.
const USUAL: usize = 80;
/// Narrower lines would be single words.
const NARROWEST: usize = 20;

/// Where lines are said.
pub(super) struct Voice<W> {
    output: W,
    unicode: bool,
    /// The columns now: a terminal may change them at any time.
    columns: fn() -> usize,
}

impl<W: Write> Voice<W> {
    /// Says lines in so many columns, beyond ASCII or not.
    pub(super) fn new(output: W, unicode: bool, columns: fn() -> usize) -> Voice<W> {
        Voice { output, unicode, columns }
    }

    /// Says a text, whose line ends are kept. One that is empty is not said.
    pub(super) fn say(&mut self, text: &str) -> io::Result<()> {
        let text = text::drawable(text.trim_end(), self.unicode).into_owned();
        if text.trim().is_empty() {
            return Ok(());
        }
        let columns = (self.columns)().max(NARROWEST);
        text::wrap(&text, columns).iter().try_for_each(|line| writeln!(self.output, "{}", line.trim_end()))
    }

    /// Says several texts.
    pub(super) fn say_all(&mut self, texts: &[String]) -> io::Result<()> {
        texts.iter().try_for_each(|text| self.say(text))
    }

    /// Says that a line is awaited: only where somebody types it.
    pub(super) fn prompt(&mut self, typed: bool) -> io::Result<()> {
        if typed {
            write!(self.output, "> ")?;
        }
        self.output.flush()
    }

    /// Ends the line on which nothing was typed.
    pub(super) fn end_line(&mut self) -> io::Result<()> {
        writeln!(self.output)
    }
}

/// The columns of standard output: `COLUMNS`, else what the terminal says. Where it is no terminal, lines are not cut
/// narrower than usual: who reads a file wraps it again.
pub(super) fn columns() -> usize {
    let wanted = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse::<usize>().ok());
    let output = io::stdout();
    let terminal = output.is_terminal();
    let size = rustix::termios::tcgetwinsize(&output).ok().map(|size| usize::from(size.ws_col));
    columns_of(wanted, size.filter(|_| terminal), terminal)
}

fn columns_of(wanted: Option<usize>, size: Option<usize>, terminal: bool) -> usize {
    let columns = wanted.or(size).filter(|columns| *columns > 0).unwrap_or(USUAL);
    if terminal { columns } else { columns.max(USUAL) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, unicode: bool, columns: fn() -> usize) -> String {
        let mut voice = Voice::new(vec![], unicode, columns);
        voice.say(text).unwrap();
        String::from_utf8(voice.output).unwrap()
    }

    #[test]
    fn lines_are_wrapped_at_words_and_begin_at_the_left() {
        assert_eq!(said("  - one two three four five", true, || 20), "- one two three four\nfive\n");
        assert_eq!(said("one\n\ntwo\n", true, || 3), "one\n\ntwo\n");
        assert_eq!(said(" \n", true, || 80), "");
    }

    #[test]
    fn nothing_steers_the_terminal_and_ascii_is_ascii() {
        let said = said("\u{1b}[2J\u{7} ≥ 30 % – naïve 간", false, || 80);
        assert!(said.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)), "{said:?}");
        assert!(said.contains(">= 30 % - naive"), "{said:?}");
    }

    #[test]
    fn columns_are_those_wanted_else_those_of_the_terminal_and_without_one_never_few() {
        assert_eq!(columns_of(Some(40), Some(132), true), 40);
        assert_eq!(columns_of(None, Some(40), true), 40);
        assert_eq!(columns_of(None, Some(0), true), 80);
        assert_eq!(columns_of(Some(40), None, false), 80);
        assert_eq!(columns_of(Some(120), None, false), 120);
        assert_eq!(columns_of(None, None, false), 80);
    }
}
