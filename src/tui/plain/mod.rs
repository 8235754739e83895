//! Line mode: the same questionnaire as numbered questions, one after another, for screen readers, Braille lines, serial
//! consoles and scripts. Same state and same `update` as the full screen, another view: it says what changed, and the
//! rest when it is asked for. No escape sequence is ever written, nothing is drawn, and nothing is said by a mark alone.
//!
//! `input` reads lines, [`commands`] and [`answer`] understand them, [`case`], [`reading`], [`record`] and [`start`] carry them out, [`question`],
//! [`changes`] and [`pages`] are the words, and `output` says them.

mod answer;
mod case;
mod changes;
mod commands;
mod input;
mod output;
mod pages;
mod question;
mod reading;
mod record;
mod start;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, IsTerminal, Write};

use super::action::{Action, Command, Effect};
use super::outside::Outside;
use super::run::carry_out;
use super::state::{Confirm, Found, Locked, Model, Page, Saving, Work};
use super::update::{UNSAVED, update};
use crate::engine::Assessment;
use crate::guideline::{Answers, QuestionId};
use crate::language::say;
use crate::session::{Moment, surroundings};

use input::Line;
use output::Voice;

/// Runs line mode on standard input and output; returns the exit code.
pub(super) fn run(model: &mut Model, outside: &mut Outside) -> io::Result<u8> {
    let voice = Voice::new(io::stdout().lock(), model.theme.is_unicode(), output::columns);
    let typed = io::stdin().is_terminal();
    let mut lines = Lines::new(model, outside, voice, surroundings::now);
    match lines.run(&mut io::stdin().lock(), typed).and_then(|code| lines.account(code, typed)) {
        // Whoever read this has gone; the case is saved.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        result => result,
    }
}

/// Line mode at work.
struct Lines<'a, W> {
    model: &'a mut Model,
    outside: &'a mut Outside,
    voice: Voice<W>,
    clock: fn() -> Moment,
    kept: Kept,
}

/// What is kept from one line to the next, beside the state.
#[derive(Default)]
struct Kept {
    /// What was listed last, each with the question that was asked then: `choose` takes one.
    listed: Vec<(Found, QuestionId)>,
    /// The question that was said last and waits for an answer: no other is answered by an answer alone.
    asked: Option<QuestionId>,
    /// How many lines were refused.
    refused: usize,
}

/// What the case was before something was done.
struct Before {
    assessment: Assessment,
    outdated: usize,
    answers: Answers,
}

impl Before {
    fn of(work: &Work) -> Before {
        Before {
            assessment: work.assessment.clone(),
            outdated: work.to_confirm.len(),
            answers: work.answers.clone(),
        }
    }
}

impl<'a, W: Write> Lines<'a, W> {
    fn new(
        model: &'a mut Model,
        outside: &'a mut Outside,
        voice: Voice<W>,
        clock: fn() -> Moment,
    ) -> Lines<'a, W> {
        model.keymap.word_of = Some(commands::typed_for);
        Lines { model, outside, voice, clock, kept: Kept::default() }
    }

    /// Until the input ends or somebody quits.
    fn run(&mut self, input: &mut dyn BufRead, typed: bool) -> io::Result<u8> {
        self.begin()?;
        loop {
            self.voice.prompt(typed)?;
            let line = input::next(input)?;
            if line == Line::End && typed {
                self.voice.end_line()?;
            }
            if let Some(code) = self.hear(&line)? {
                return Ok(code);
            }
        }
    }

    /// The exit code in the end: who reads what a script said wrongly, if not whoever looks at that?
    fn account(&mut self, code: u8, typed: bool) -> io::Result<u8> {
        let guideline = self.model.engine.guideline();
        let told = match self.kept.refused {
            0 => return Ok(code),
            _ if typed => return Ok(code),
            1 => say!(guideline, "1 line was refused.").to_owned(),
            more => say!(guideline, "{0} lines were refused.", more),
        };
        self.voice.say(&told)?;
        Ok(code.max(1))
    }

    /// Says why nothing was done.
    fn refuse(&mut self, why: &str) -> io::Result<()> {
        self.kept.refused += 1;
        self.voice.say(why)
    }

    /// What is said first.
    fn begin(&mut self) -> io::Result<()> {
        for warning in self.model.warnings.clone() {
            self.voice.say(&say!(self.model.guideline(), "Warning: {0}", warning))?;
        }
        if self.model.keeps_nothing {
            self.voice.say(say!(self.model.guideline(), "This is a demonstration: nothing is saved."))?;
        }
        self.voice.say(say!(self.model.guideline(), "Type h for the commands."))?;
        if self.is_at_start() { self.start_page() } else { self.case_opened() }
    }

    fn is_at_start(&self) -> bool {
        self.model.page == Page::Start || self.model.work.is_none()
    }

    /// Does what a line says; returns the exit code if it ends the program.
    fn hear(&mut self, line: &Line) -> io::Result<Option<u8>> {
        self.model.now = (self.clock)();
        let guideline = self.model.engine.guideline();
        match line {
            Line::End => return self.end().map(Some),
            Line::TooLong => self.refuse(&say!(
                guideline,
                "The line is longer than {0} bytes: nothing was done with it.",
                input::LONGEST
            ))?,
            Line::NotUtf8(place) => self.refuse(&say!(
                guideline,
                "The line is not UTF-8 (byte {0}): nothing was done with it. Type it again in UTF-8 or ASCII.",
                place
            ))?,
            Line::Text(text) => {
                let code = if self.model.confirm.is_some() {
                    self.decide(text)?
                } else if self.model.field.is_some() {
                    self.name_new_case(text)?
                } else if self.is_at_start() {
                    self.hear_at_start(text)?
                } else {
                    self.hear_in_case(text)?
                };
                self.settle();
                return Ok(code);
            }
        }
        Ok(None)
    }

    /// Nothing will be typed any more: what is not saved is lost, and the exit code says so.
    fn end(&mut self) -> io::Result<u8> {
        self.model.confirm = None;
        let code = self.quit()?;
        Ok(code.unwrap_or(UNSAVED))
    }

    /// Quits, unless something has to be asked first; says how to go on.
    fn quit(&mut self) -> io::Result<Option<u8>> {
        let code = self.act(Action::Command(Command::Quit))?;
        self.notice()?;
        if code.is_none() {
            self.ask()?;
            return Ok(None);
        }
        let Some(work) = self.model.work.as_ref().filter(|_| !self.model.is_demonstration()) else {
            return Ok(code);
        };
        if self.model.page != Page::Start && matches!(work.saving, Saving::Saved(_)) {
            self.voice.say(&say!(
                self.model.guideline(),
                "{0} is saved. Continue with: mcrc open {1}",
                work.session.label(),
                self.model.to_open_again(work)
            ))?;
        }
        Ok(code)
    }

    fn act(&mut self, action: Action) -> io::Result<Option<u8>> {
        let effects = update(self.model, action);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Option<u8>> {
        // There is no screen to send anything to.
        let elsewhere: &mut dyn FnMut(&mut Model, &Effect) -> io::Result<Vec<Action>> =
            &mut |_, _| Ok(vec![]);
        carry_out(self.model, self.outside, effects, elsewhere)
    }

    /// Does a command of the full screen.
    fn command(&mut self, command: Command) -> io::Result<Option<u8>> {
        self.act(Action::Command(command))
    }

    /// Lines have one page for a case: what was read is not stayed on.
    fn settle(&mut self) {
        if self.model.confirm.is_none() && self.model.work.is_some() && self.model.page != Page::Start {
            self.model.page = Page::Questions;
            self.model.under.clear();
        }
    }

    /// What the program has to say of what was done, whether the case is on disk first. Returns whether it complains.
    fn notice(&mut self) -> io::Result<bool> {
        let guideline = self.model.engine.guideline();
        if let Some(Saving::Failed(reason)) = self.model.work.as_ref().map(|work| &work.saving) {
            self.voice.say(&say!(guideline, "NOT SAVED: {0}", reason))?;
        }
        match self.model.notice.take() {
            Some(notice) => {
                let text = self.in_lines(notice.text);
                self.kept.refused += usize::from(notice.error);
                self.voice.say(&text)?;
                Ok(notice.error)
            }
            None => Ok(false),
        }
    }

    /// A text of the full screen that tells where a closed case is opened again, which is elsewhere here.
    fn in_lines(&self, text: String) -> String {
        if self.is_closed() {
            let there = self.model.locked_in_words(&Locked::Closed);
            return text.replace(&there, say!(self.model.guideline(), "closed; conclude opens it again"));
        }
        text
    }

    /// What the program asks, if it asks something.
    fn ask(&mut self) -> io::Result<()> {
        let guideline = self.model.engine.guideline();
        let text = match (&self.model.confirm, &self.model.work) {
            (None, _) => return Ok(()),
            (Some(Confirm::TakeOver), Some(work)) => {
                let count = work.changed_aside().len();
                let locked = work.case_locked().map(|locked| self.model.locked_in_words(&locked));
                match (locked.map(|reason| self.in_lines(reason)), count) {
                    (Some(reason), _) => say!(
                        guideline,
                        "Nothing can be taken over ({0}). n drops what was changed, an empty line stays in what-if.",
                        reason
                    ),
                    (None, 1) => say!(
                        guideline,
                        "1 answer was changed. y takes it over into the case, n drops it, an empty line stays in what-if."
                    )
                    .to_owned(),
                    (None, more) => say!(
                        guideline,
                        "{0} answers were changed. y takes them over into the case, n drops them, an empty line stays in what-if.",
                        more
                    ),
                }
            }
            (Some(_), _) => super::view::confirm_in_words(self.model).unwrap_or_default(),
        };
        self.voice.say(&text)
    }

    /// The answer to what the program asks. What is none leaves it standing.
    fn decide(&mut self, line: &str) -> io::Result<Option<u8>> {
        let guideline = self.model.engine.guideline();
        let (yes, no) = (say!(guideline, "yes"), say!(guideline, "no"));
        let taking_over = self.model.confirm == Some(Confirm::TakeOver);
        let locked = self.model.work.as_ref().is_some_and(|work| work.case_locked().is_some());
        let command = match line.to_lowercase().as_str() {
            "y" | "keep" | "k" if taking_over && locked => None,
            "y" => Some(Command::Yes),
            "n" => Some(Command::No),
            word if word == yes || word == "keep" && taking_over => Some(Command::Yes),
            word if word == no || word == "drop" && taking_over => Some(Command::No),
            "" if taking_over => Some(Command::Cancel),
            _ => None,
        };
        let Some(command) = command else {
            self.refuse(&say!(guideline, "\"{0}\" is no answer to this.", line))?;
            self.ask()?;
            return Ok(None);
        };
        let code = self.command(command)?;
        if code.is_none() {
            self.settle();
            self.notice()?;
            // Nothing is asked in a case that was closed just now.
            if !self.is_closed() || self.is_at_start() {
                self.show()?;
            }
        }
        Ok(code)
    }

    /// The list of the start page, or the question that has the focus, or what the program asks.
    fn show(&mut self) -> io::Result<()> {
        if self.model.confirm.is_some() {
            return self.ask();
        }
        match &self.model.work {
            Some(work) if self.model.page != Page::Start => {
                let block = question::block(self.model, work);
                self.kept.asked = Some(work.focus);
                self.voice.say_all(&block)
            }
            _ => self.start_page(),
        }
    }
}
