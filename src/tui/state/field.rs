//! Text that is being typed: one line, or the notes.

use tui_input::{Input, InputRequest};
use unicode_normalization::UnicodeNormalization;

/// What a line of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The label of a new case.
    Label,
    /// The words that the start page's list must contain.
    Filter,
    /// The words of what is looked for in the case.
    Find,
    /// The words of a command.
    Palette,
    /// A plan of the tumour board that is none of the guideline's.
    BoardPlan,
    /// Why the tumour board decided otherwise.
    BoardReason,
}

/// One line of text with a cursor.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    /// What it is for.
    pub(crate) purpose: Purpose,
    /// The text and its cursor.
    pub(crate) input: Input,
}

impl Field {
    /// An empty line.
    pub(crate) fn new(purpose: Purpose) -> Field {
        Field { purpose, input: Input::default() }
    }

    /// The text, as it is compared and kept.
    pub(crate) fn text(&self) -> String {
        self.input.value().nfc().collect()
    }
}

/// Puts text at the cursor, composed and without controls.
pub(crate) fn insert(input: &mut Input, text: &str) {
    for c in text.nfc().filter(|c| !c.is_control()) {
        input.handle(InputRequest::InsertChar(c));
    }
}

/// Several lines of text; the one with the cursor is in the input.
#[derive(Clone, Debug, Default)]
pub(crate) struct Editor {
    above: Vec<String>,
    line: Input,
    below: Vec<String>,
}

impl Editor {
    /// An editor at the end of a text.
    pub(crate) fn at_end(text: &str) -> Editor {
        let mut above: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let line = Input::new(above.pop().unwrap_or_default());
        Editor { above, line, below: Vec::new() }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> String {
        let lines = self.above.iter().map(String::as_str);
        let lines = lines.chain([self.line.value()]).chain(self.below.iter().rev().map(String::as_str));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The lines above the cursor, the line it is in, and those below.
    pub(crate) fn parts(&self) -> (&[String], &Input, impl Iterator<Item = &String>) {
        (&self.above, &self.line, self.below.iter().rev())
    }

    /// Puts text at the cursor; line ends begin new lines.
    pub(crate) fn insert(&mut self, text: &str) {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.break_line();
            }
            insert(&mut self.line, part);
        }
    }

    /// Begins a new line at the cursor.
    pub(crate) fn break_line(&mut self) {
        let (before, after) = self.split();
        self.above.push(before);
        self.line = Input::new(after).with_cursor(0);
    }

    /// Moves or erases within the line, and at its ends across lines.
    pub(crate) fn handle(&mut self, request: InputRequest) {
        let at_start = self.line.cursor() == 0;
        let at_end = self.line.cursor() == self.line.value().chars().count();
        match request {
            InputRequest::GoToPrevChar if at_start => {
                self.up();
                self.line.handle(InputRequest::GoToEnd);
            }
            InputRequest::GoToNextChar if at_end => {
                self.down();
                self.line.handle(InputRequest::GoToStart);
            }
            InputRequest::DeletePrevChar if at_start => {
                if let Some(above) = self.above.pop() {
                    let cursor = above.chars().count();
                    self.line = Input::new(above + self.line.value()).with_cursor(cursor);
                }
            }
            InputRequest::DeleteNextChar if at_end => {
                if let Some(below) = self.below.pop() {
                    let cursor = self.line.cursor();
                    self.line = Input::new(self.line.value().to_owned() + &below).with_cursor(cursor);
                }
            }
            within => {
                self.line.handle(within);
            }
        }
    }

    /// To the line above.
    pub(crate) fn up(&mut self) {
        if let Some(above) = self.above.pop() {
            let cursor = self.line.cursor();
            self.below.push(self.line.value().to_owned());
            self.line = Input::new(above).with_cursor(cursor);
        }
    }

    /// To the line below.
    pub(crate) fn down(&mut self) {
        if let Some(below) = self.below.pop() {
            let cursor = self.line.cursor();
            self.above.push(self.line.value().to_owned());
            self.line = Input::new(below).with_cursor(cursor);
        }
    }

    fn split(&self) -> (String, String) {
        let text = self.line.value();
        let at = text.char_indices().nth(self.line.cursor()).map_or(text.len(), |(at, _)| at);
        let (before, after) = text.split_at(at);
        (before.to_owned(), after.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_join_and_keep_their_text() {
        let mut editor = Editor::at_end("first\nsecond");
        editor.insert(" line\nthird");
        assert_eq!(editor.text(), "first\nsecond line\nthird");
        editor.up();
        editor.handle(InputRequest::GoToStart);
        editor.handle(InputRequest::DeletePrevChar);
        assert_eq!(editor.text(), "firstsecond line\nthird");
        editor.break_line();
        assert_eq!(editor.text(), "first\nsecond line\nthird");
        editor.handle(InputRequest::GoToPrevChar);
        editor.handle(InputRequest::DeleteNextChar);
        assert_eq!(editor.text(), "firstsecond line\nthird");
        editor.down();
        editor.handle(InputRequest::GoToEnd);
        editor.insert("\u{1100}\u{1161}");
        assert_eq!(editor.text(), "firstsecond line\nthird가");
    }

    #[test]
    fn pasted_controls_are_dropped() {
        let mut field = Field::new(Purpose::Label);
        insert(&mut field.input, "MDT\u{1b}[31m\t14");
        assert_eq!(field.text(), "MDT[31m14");
    }
}
