//! What is kept of a case beside its answers: notes, label, whether it is on disk, and that it is closed.

use std::io::{self, Write};

use super::{Lines, pages};
use crate::guideline::Choice;
use crate::language::say;
use crate::tui::action::{Action, Command, Effect};
use crate::tui::state::{BoardChoice, Editor, Page, Saving};
use crate::tui::view;

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
        self.voice.say(&say!(guideline, "label with words calls it so. {0}", view::label_help(guideline)))
    }

    /// Whether the case is on disk; what is not is tried again.
    pub(super) fn save(&mut self) -> io::Result<()> {
        if self.model.work.as_ref().is_some_and(|work| matches!(work.saving, Saving::Failed(_))) {
            self.carry_out(vec![Effect::Save])?;
        }
        self.notice()?;
        let guideline = self.model.engine.guideline();
        match self.model.work.as_ref().map(|work| &work.saving) {
            _ if self.model.is_demonstration() => {
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

    /// Says what the tumour board decided otherwise and what it could, or records it: a plan, a colon and why.
    pub(super) fn decided(&mut self, rest: &str) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        let choices = self.model.board_choices();
        let plans = choices.iter().filter_map(|choice| match choice {
            BoardChoice::Outcome(at) => guideline[guideline.strategy].outcomes.get(*at),
            BoardChoice::Other | BoardChoice::None => None,
        });
        let plans: Vec<&Choice> = plans.collect();
        if rest.is_empty() {
            let mut lines: Vec<String> = view::board_in_words(guideline, work).into_iter().collect();
            lines.extend(pages::numbered(guideline, plans.iter().map(|plan| plan.label.clone())));
            self.voice.say_all(&lines)?;
            return self.voice.say(say!(
                guideline,
                "decided with a number or a plan in words, a colon and the reason records it; decided none takes it back."
            ));
        }
        if rest.eq_ignore_ascii_case("none") {
            return self.decide_otherwise(None);
        }
        let (plan, reason) = rest.split_once(':').map_or(("", ""), |(plan, why)| (plan.trim(), why.trim()));
        if plan.is_empty() || reason.is_empty() {
            return self.refuse(say!(
                guideline,
                "Type decided, a number or a plan in words, a colon and the reason."
            ));
        }
        let lower = plan.to_lowercase();
        let named = |choice: &&&Choice| choice.id == lower || choice.label.to_lowercase() == lower;
        let plan = match plan.parse::<usize>() {
            Ok(number) => match number.checked_sub(1).and_then(|at| plans.get(at)) {
                Some(plan) => plan.id.clone(),
                None => {
                    let text = say!(guideline, "\"{0}\" is no number from 1 to {1}.", plan, plans.len());
                    return self.refuse(&text);
                }
            },
            Err(_) => plans.iter().find(named).map_or_else(|| plan.to_owned(), |plan| plan.id.clone()),
        };
        self.decide_otherwise(Some((plan, reason.to_owned())))
    }

    fn decide_otherwise(&mut self, decided: Option<(String, String)>) -> io::Result<()> {
        if self.model.work.as_ref().is_some_and(|work| work.aside.is_some()) {
            self.command(Command::Final)?;
            self.command(Command::Decided)?;
        } else {
            self.act(Action::Decide(decided))?;
        }
        self.settle();
        self.notice().map(drop)
    }
}
