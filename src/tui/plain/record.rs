//! What is kept of a case beside its answers: notes, label, whether it is on disk, and that it is closed.

use std::io::{self, Write};

use super::{Lines, pages};
use crate::language::say;
use crate::tui::action::{Action, Command, Effect};
use crate::tui::state::{Editor, Page, Saving};

impl<W: Write> Lines<'_, W> {
    /// Reads the notes, or adds a line to them.
    pub(super) fn notes(&mut self, rest: &str) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        let notes = work.session.notes();
        if rest.is_empty() {
            let lines = match notes.trim().is_empty() {
                true => vec![say!(guideline, "There are no notes. notes with words adds them.").to_owned()],
                false => pages::numbered(guideline, notes.lines().map(str::to_owned)),
            };
            return self.voice.say_all(&lines);
        }
        let text = if notes.is_empty() { rest.to_owned() } else { format!("{notes}\n{rest}") };
        self.write_notes(&text)
    }

    pub(super) fn erase_note(&mut self, rest: &str) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        let mut lines: Vec<&str> = work.session.notes().lines().collect();
        let chosen = rest.parse::<usize>().ok().filter(|number| (1..=lines.len()).contains(number));
        let Some(number) = chosen else {
            return self.refuse(&say!(
                guideline,
                "\"{0}\" is no line of the notes. notes reads them with their numbers.",
                rest
            ));
        };
        lines.remove(number - 1);
        let text = lines.join("\n");
        self.write_notes(&text)
    }

    /// Writes the notes as the page of the full screen does.
    fn write_notes(&mut self, text: &str) -> io::Result<()> {
        self.command(Command::Notes)?;
        if self.model.page != Page::Notes {
            return self.complained();
        }
        self.model.editor = Editor::at_end(text);
        self.command(Command::Cancel)?;
        let complained = self.notice()?;
        if !complained && self.is_saved() {
            self.voice.say(say!(self.model.guideline(), "The notes are saved."))?;
        }
        Ok(())
    }

    fn is_saved(&self) -> bool {
        self.model.work.as_ref().is_some_and(|work| matches!(work.saving, Saving::Saved(_)))
    }

    /// Says what the case is called, or calls it so.
    pub(super) fn label(&mut self, rest: &str) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        if !rest.is_empty() {
            self.act(Action::Rename(rest.to_owned()))?;
            let wrong = self.model.notice.as_ref().is_some_and(|notice| notice.error);
            return if wrong { self.complained() } else { self.notice().map(drop) };
        }
        let Some(work) = &self.model.work else { return Ok(()) };
        self.voice.say(&say!(guideline, "Case: {0}", work.session.label()))?;
        self.voice.say(&say!(
            guideline,
            "label with words calls it so. {0}",
            crate::tui::view::label_help(guideline)
        ))
    }

    /// Whether the case is on disk; what is not is tried again.
    pub(super) fn save(&mut self) -> io::Result<()> {
        if self.model.work.as_ref().is_some_and(|work| matches!(work.saving, Saving::Failed(_))) {
            self.carry_out(vec![Effect::Save])?;
        }
        self.notice()?;
        let guideline = self.model.engine.guideline();
        match self.model.work.as_ref().map(|work| &work.saving) {
            _ if self.model.demonstration => {
                self.voice.say(say!(guideline, "This is a demonstration: nothing is saved."))
            }
            Some(Saving::Saved(at)) => self.voice.say(&say!(guideline, "saved {0}", at.date_and_clock())),
            _ => Ok(()),
        }
    }

    /// Closes the case, after a question, or opens it again.
    pub(super) fn conclude(&mut self) -> io::Result<()> {
        let was_closed = self.is_closed();
        self.command(Command::Final)?;
        self.command(Command::Conclude)?;
        if self.model.confirm.is_some() {
            return self.ask();
        }
        self.settle();
        self.notice()?;
        let next = self.model.work.as_ref().and_then(|work| work.next());
        if was_closed && next.is_some() { self.show() } else { Ok(()) }
    }
}
