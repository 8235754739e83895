//! What is printed steers no terminal, whoever wrote it: labels, notes, guidelines, answers and file names are others'.

use std::io::{self, Write};

use crate::session::steers;

/// Writes text without what would steer a terminal. New lines and tabs are meant.
#[derive(Debug)]
pub(super) struct Clean<W> {
    writer: W,
    /// Whether it is JSON, whose strings keep every character: as an escape. Else a question mark stands for it.
    pub(super) json: bool,
}

impl<W: Write> Clean<W> {
    /// Writes to there.
    pub(super) fn new(writer: W) -> Clean<W> {
        Clean { writer, json: false }
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let is_bad = |c: char| steers(c) && !matches!(c, '\n' | '\t');
        let mut rest = text;
        while let Some(at) = rest.find(is_bad) {
            let (good, bad) = rest.split_at(at);
            self.writer.write_all(good.as_bytes())?;
            let mut characters = bad.chars();
            match characters.next().filter(|_| self.json) {
                Some(c) => write!(self.writer, "\\u{:04x}", u32::from(c))?,
                None => self.writer.write_all(b"?")?,
            }
            rest = characters.as_str();
        }
        self.writer.write_all(rest.as_bytes())
    }
}

impl<W: Write> Write for Clean<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(part) = bytes.utf8_chunks().next() else { return Ok(0) };
        self.text(part.valid())?;
        if !part.invalid().is_empty() {
            self.writer.write_all(b"?")?;
        }
        Ok(part.valid().len() + part.invalid().len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Standard error: messages beside the output.
pub(super) fn messages() -> Clean<io::Stderr> {
    Clean::new(io::stderr())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(bytes: &[u8], json: bool) -> String {
        let mut clean = Clean { writer: vec![], json };
        clean.write_all(bytes).unwrap();
        String::from_utf8(clean.writer).unwrap()
    }

    #[test]
    fn controls_and_signs_that_turn_the_direction_are_question_marks() {
        let text = "a\u{1b}[31mb\u{7}\r\n\tc\u{9b}2J d\u{202e}e\u{2066} 가\u{7f}";
        assert_eq!(cleaned(text.as_bytes(), false), "a?[31mb??\n\tc?2J d?e? 가?");
        assert_eq!(cleaned(b"a\xffb\xe2\x94", false), "a?b?");
    }

    #[test]
    fn json_keeps_what_it_says() {
        let value = serde_json::Value::from("a\u{9b}b\u{202e}c\u{7f}\u{1b}\n");
        let text = cleaned(value.to_string().as_bytes(), true);
        assert_eq!(text, "\"a\\u009bb\\u202ec\\u007f\\u001b\\n\"");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
