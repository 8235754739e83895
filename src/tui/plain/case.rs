//! Answers and commands in a case.

use std::io::{self, Write};

use super::answer::{self, Read};
use super::commands::{self, Place, Typed, Verb};
use super::{Before, Lines, changes, pages, question};
use crate::guideline::{Answer, Guideline, QuestionId, answer_in_words};
use crate::language::say;
use crate::session::Status;
use crate::tui::action::{Action, Command};
use crate::tui::run::UNNAMED;
use crate::tui::state::{Confirm, Found, Page};

/// What a line means.
#[derive(Debug, PartialEq)]
enum Heard<'t> {
    Answer(Answer),
    /// `question: answer`, wherever one is.
    Named(QuestionId, &'t str),
    Command(Typed<'t>),
    Again,
    Refuse(String),
}

impl<W: Write> Lines<'_, W> {
    /// What is said when a case comes on the screen: how it is called, how far it is, and the question.
    pub(super) fn case_opened(&mut self) -> io::Result<()> {
        self.settle();
        let lines = match &self.model.work {
            Some(work) => {
                let guideline = self.model.guideline();
                let mut lines = vec![say!(guideline, "Case: {0}", work.session.label())];
                if work.session.label() == UNNAMED {
                    lines.push(
                        say!(guideline, "It has no label yet: label and its words give it one.").to_owned(),
                    );
                }
                if work.demonstration {
                    lines.push(say!(guideline, "This is a demonstration: nothing is saved.").to_owned());
                }
                let locked = work.case_locked().map(|locked| self.model.locked_in_words(&locked));
                lines.extend(locked.map(|reason| self.in_lines(reason)));
                if work.answers.count() > 0 {
                    lines.extend(changes::dangers(guideline, &work.assessment, None));
                    lines.push(changes::plan(guideline, pages::here(work)));
                }
                lines
            }
            None => vec![],
        };
        self.voice.say_all(&lines)?;
        self.notice()?;
        if self.is_closed() {
            self.voice.say(say!(self.model.guideline(), "final says the final page."))
        } else {
            self.show()
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.model.work.as_ref().is_some_and(|work| work.session.status() == Status::Closed)
    }

    /// Does what a line says while a case is open; returns the exit code if it ends the program.
    pub(super) fn hear_in_case(&mut self, line: &str) -> io::Result<Option<u8>> {
        match self.understand(line) {
            Heard::Again => self.show()?,
            Heard::Refuse(reason) => self.refuse(&reason)?,
            Heard::Answer(_) if !self.is_asked() => self.refuse(say!(
                self.model.guideline(),
                "Nothing is asked now. To change an answer: its question, a colon, and the answer; go and a question asks it again."
            ))?,
            Heard::Answer(answer) => self.give(answer)?,
            Heard::Named(question, text) => self.answer_named(question, text)?,
            Heard::Command(typed) => return self.run_in_case(typed),
        }
        Ok(None)
    }

    /// Whether the question that an answer alone would answer was said, and waits for it. What cannot be answered says so
    /// itself.
    fn is_asked(&self) -> bool {
        self.model
            .work
            .as_ref()
            .is_some_and(|work| work.locked().is_some() || self.kept.asked == Some(work.focus))
    }

    /// Answers a question by its id or name, so that no answer of a script reaches another question.
    fn answer_named(&mut self, question: QuestionId, text: &str) -> io::Result<()> {
        match answer::read(self.model.guideline(), question, text) {
            Read::Answer(answer) | Read::Begun(answer) => {
                self.focus(Found::Question(question))?;
                self.give(answer)
            }
            Read::Refused(reason) => self.refuse(&reason),
            Read::Nothing => {
                let guideline = self.model.engine.guideline();
                let name = guideline[question].short.trim_end_matches('?');
                self.refuse(&say!(guideline, "\"{0}\" is no answer to {1}. go {1} says what is.", text, name))
            }
        }
    }

    /// A whole word or short form is a command before it is the beginning of an answer; what is exactly both is neither.
    fn understand<'t>(&self, line: &'t str) -> Heard<'t> {
        let guideline = self.model.guideline();
        let Some(work) = self.model.work.as_ref().filter(|_| !line.is_empty()) else { return Heard::Again };
        if let Some((name, text)) = line.split_once(':')
            && let Some(question) = called(guideline, name.trim())
        {
            return Heard::Named(question, text.trim());
        }
        let read = answer::read(guideline, work.focus, line);
        match (commands::exact(Place::Case, line), read) {
            (Some(_), Read::Answer(_)) => Heard::Refuse(say!(
                guideline,
                "\"{0}\" is an answer and a command. Type the number of the answer, or the whole word of the command.",
                line
            )),
            (Some(typed), _) => Heard::Command(typed),
            (None, Read::Answer(answer)) => Heard::Answer(answer),
            (None, read) => {
                let begun = commands::abbreviated(Place::Case, line);
                let words: Vec<&str> = begun.iter().map(|(_, word)| *word).collect();
                match (read, begun.as_slice()) {
                    (Read::Begun(answer), []) => Heard::Answer(answer),
                    (Read::Refused(reason), _) => Heard::Refuse(reason),
                    (Read::Nothing, [(typed, _)]) => Heard::Command(*typed),
                    (Read::Nothing, []) => Heard::Refuse(self.unknown(line)),
                    (Read::Nothing, _) => Heard::Refuse(say!(
                        guideline,
                        "\"{0}\" may be any of these: {1}. Type more of it.",
                        line,
                        words.join(", ")
                    )),
                    (_, _) => Heard::Refuse(say!(
                        guideline,
                        "\"{0}\" begins an answer, and {1}. Type more of it, or a number.",
                        line,
                        words.join(", ")
                    )),
                }
            }
        }
    }

    /// Neither an answer nor a command.
    fn unknown(&self, line: &str) -> String {
        let guideline = self.model.guideline();
        let shown: String = line.chars().take(40).collect();
        match commands::near(Place::Case, line) {
            Some(near) => say!(
                guideline,
                "\"{0}\" is neither an answer here nor a command. Nearest: {1}. h lists the commands, ? says how to answer.",
                shown,
                near
            ),
            None => say!(
                guideline,
                "\"{0}\" is neither an answer here nor a command. h lists the commands, ? says how to answer.",
                shown
            ),
        }
    }

    /// Answers the question that has the focus.
    pub(super) fn give(&mut self, answer: Answer) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let (before, question) = (Before::of(work), work.focus);
        self.act(Action::Answer(answer))?;
        if self.model.notice.as_ref().is_some_and(|notice| notice.error) {
            return self.complained();
        }
        let guideline = self.model.engine.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        let name = guideline[question].short.trim_end_matches('?');
        let words = answer_in_words(guideline, question, answer);
        let changed = changes::told(guideline, before.state(), pages::here(work));
        let done = work.next().is_none();
        let echo = match changed.is_empty() {
            true => say!(guideline, "{0}: {1}. Nothing changes.", name, words),
            false => say!(guideline, "{0}: {1}.", name, words),
        };
        self.voice.say(&echo)?;
        self.voice.say_all(&changed)?;
        self.notice()?;
        if !done {
            return self.show();
        }
        self.kept.asked = None;
        if self.model.page == Page::Final {
            // The same answer once more, where nothing is left to ask.
            self.settle();
            let key = self.model.key(Command::Final);
            self.voice.say(&say!(
                self.model.guideline(),
                "Nothing more to ask. {0}: the final page.",
                key
            ))?;
        }
        Ok(())
    }

    /// What went wrong, and what to do about it.
    pub(super) fn complained(&mut self) -> io::Result<()> {
        self.notice().map(drop)
    }

    /// Does a command that may change answers, and says what changed.
    fn change(&mut self, command: Command) -> io::Result<Option<u8>> {
        let before = self.model.work.as_ref().map(Before::of);
        let code = self.command(command)?;
        self.changed_since(before)?;
        Ok(code)
    }

    fn changed_since(&mut self, before: Option<Before>) -> io::Result<()> {
        if self.model.notice.as_ref().is_some_and(|notice| notice.error) {
            return self.complained();
        }
        self.notice()?;
        let guideline = self.model.engine.guideline();
        if let (Some(before), Some(work)) = (before, &self.model.work) {
            let mut changed = changes::told(guideline, before.state(), pages::here(work));
            if changed.is_empty() && before.answers != work.answers {
                changed.push(say!(guideline, "Nothing changes.").to_owned());
            }
            self.voice.say_all(&changed)?;
        }
        self.show()
    }

    /// Does a command that moves, and says where one is.
    fn moved(&mut self, command: Command) -> io::Result<Option<u8>> {
        let code = self.command(command)?;
        self.settle();
        self.notice()?;
        self.show()?;
        Ok(code)
    }

    fn run_in_case(&mut self, Typed { verb, rest }: Typed<'_>) -> io::Result<Option<u8>> {
        match verb {
            Verb::Next => return self.moved(Command::NextThatMatters),
            Verb::Back => return self.moved(Command::Back),
            Verb::Above => return self.moved(Command::PreviousQuestion),
            Verb::Below => return self.moved(Command::NextQuestion),
            Verb::SectionBefore => return self.moved(Command::PreviousSection),
            Verb::SectionAfter => return self.moved(Command::NextSection),
            Verb::Outdated => return self.moved(Command::NextOutdated),
            Verb::NoneOfThese => return self.change(Command::NoneOfThese),
            Verb::Delete if rest.is_empty() => return self.change(Command::TakeBack),
            Verb::Delete => self.refuse(say!(
                self.model.guideline(),
                "In a case, delete takes the answer of this question back and has nothing after it. Sessions are deleted on the start page."
            ))?,
            Verb::Undo => return self.change(Command::Undo),
            Verb::Redo => return self.change(Command::Redo),
            Verb::WhatIf => self.what_if(rest)?,
            Verb::Keep => self.end_what_if(Command::Yes)?,
            Verb::Drop => self.end_what_if(Command::No)?,
            Verb::Try => self.try_reason(rest)?,
            Verb::Notes => self.notes(rest)?,
            Verb::EraseNote => self.erase_note(rest)?,
            Verb::Label => self.label(rest)?,
            Verb::Save => self.save()?,
            Verb::Conclude => self.conclude()?,
            Verb::Decided => self.decided(rest)?,
            Verb::Export => {
                self.command(Command::Export)?;
                self.notice()?;
            }
            Verb::Start => {
                let code = self.command(Command::StartPage)?;
                self.notice()?;
                self.start_page()?;
                return Ok(code);
            }
            Verb::Open if !rest.is_empty() && !rest.eq_ignore_ascii_case("all") => return self.open_other(rest),
            Verb::Quit => return self.quit(),
            verb => self.read(verb, rest)?,
        }
        Ok(None)
    }

    /// Begins what-if, with an answer where one is given, or asks what becomes of it.
    fn what_if(&mut self, rest: &str) -> io::Result<()> {
        let aside = self.model.work.as_ref().is_some_and(|work| work.aside.is_some());
        if rest.is_empty() {
            self.moved(Command::WhatIf)?;
            return Ok(());
        }
        let guideline = self.model.guideline();
        let Some(work) = &self.model.work else { return Ok(()) };
        match answer::read(guideline, work.focus, rest) {
            Read::Answer(answer) | Read::Begun(answer) => {
                if !aside {
                    self.command(Command::WhatIf)?;
                    self.notice()?;
                }
                self.give(answer)
            }
            Read::Refused(reason) => self.refuse(&reason),
            Read::Nothing => {
                let text = self.unknown(rest);
                self.refuse(&text)
            }
        }
    }

    /// Ends what-if in the way that was said.
    fn end_what_if(&mut self, how: Command) -> io::Result<()> {
        if self.model.work.as_ref().is_none_or(|work| work.aside.is_none()) {
            return self.refuse(say!(self.model.guideline(), "This is not what-if. w begins it."));
        }
        self.command(Command::WhatIf)?;
        if self.model.confirm == Some(Confirm::TakeOver) {
            self.command(how)?;
        }
        self.settle();
        self.notice()?;
        self.show()
    }

    /// What-if with an entry of the page why.
    fn try_reason(&mut self, rest: &str) -> io::Result<()> {
        self.command(Command::Reasons)?;
        let work = self.model.work.as_mut();
        let Some(work) = work else { return Ok(()) };
        let count = work.reasons.as_ref().map_or(0, |all| all.why_not.len() + all.tipping_points.len());
        let chosen = rest.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        let Some(number) = chosen else {
            return self.refuse(&say!(
                self.model.guideline(),
                "\"{0}\" is no number of why. Type why, and then try with a number from 1 to {1}.",
                rest,
                count
            ));
        };
        work.reason_cursor = number - 1;
        let before = Before::of(work);
        self.command(Command::Accept)?;
        let led = self.model.work.as_ref().map_or(0, |work| work.reason_cursor + 1);
        let aside = self.model.work.as_ref().is_some_and(|work| work.aside.is_some());
        if self.model.page == Page::Reasons && !aside && led != number {
            return self.voice.say(&say!(self.model.guideline(), "To lead there: try {0}.", led));
        }
        self.settle();
        let guideline = self.model.engine.guideline();
        if let Some(work) = self.model.work.as_ref().filter(|work| work.aside.is_some()) {
            // What the full screen says of it has an arrow.
            if let Some(changed) = work.changed_aside().iter().find(|changed| changed.question == work.focus)
            {
                let changed = pages::changed_aside(guideline, changed);
                self.model.notice = None;
                self.voice.say(&say!(guideline, "What if {0}. w: back to the case.", changed))?;
            }
        }
        self.changed_since(Some(before))
    }

    /// How the question that has the focus is answered.
    pub(super) fn hint(&mut self) -> io::Result<()> {
        let lines = self.model.work.as_ref().map_or_else(Vec::new, |work| question::hint(self.model, work));
        self.voice.say_all(&lines)
    }
}

/// The question of this id or short name.
pub(super) fn called(guideline: &Guideline, name: &str) -> Option<QuestionId> {
    let name = name.to_lowercase();
    let is = |own: &str| own.trim_end_matches('?').to_lowercase() == name;
    let mut all = (0..guideline.questions.len()).map(QuestionId);
    all.find(|question| is(&guideline[*question].id) || is(&guideline[*question].short))
}

impl Before {
    fn state(&self) -> changes::State<'_> {
        changes::State { assessment: &self.assessment, outdated: self.outdated }
    }
}
