//! Line mode: the same questionnaire as numbered questions, one a line, for screen readers, serial consoles and
//! scripts. Same state and same `update` as the full screen, another view; no escape sequence is ever written.

use std::io::{self, BufRead, Write};

use super::action::{Action, Command, Effect};
use super::outside::Outside;
use super::run::carry_out;
use super::state::{HomeItem, Model, Page, Pick, Row, Saving, number_from_text, rows};
use super::update::{UNSAVED, update};
use super::view;
use crate::guideline::{Answer, Kind, OptionSet};
use crate::session::{Entry, surroundings::now};

const KEYS: &str = "Type the number of an answer, - for unknown, and Enter. p: decision path. r: recommendation. \
                    u: take the last answer back. b: back. o: next answer out of date. w: what if, and back again. \
                    v: why not another plan. s: start page. q: quit. ?: this help.";

/// Said first where it is so.
const DEMONSTRATION: &str = "This is a demonstration: nothing is saved.";

/// Runs line mode on standard input and output; returns the exit code.
pub(super) fn run(model: &mut Model, outside: &mut Outside) -> io::Result<u8> {
    let mut session = Lines { model, outside, output: io::stdout().lock() };
    match session.run(&mut io::stdin().lock()) {
        // Whoever read this has gone; the case is saved.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(0),
        result => result,
    }
}

/// What a typed line means.
#[derive(Debug, PartialEq)]
enum Said {
    Act(Deed),
    Path,
    Recommendation,
    Reasons,
    Help,
    Again,
    Refuse(String),
}

/// The part of [`Action`] that lines give; comparable.
#[derive(Debug, PartialEq)]
enum Deed {
    Command(Command),
    Answer(Answer),
}

struct Lines<'a, W> {
    model: &'a mut Model,
    outside: &'a mut Outside,
    output: W,
}

impl<W: Write> Lines<'_, W> {
    fn run(&mut self, input: &mut dyn BufRead) -> io::Result<u8> {
        for warning in self.model.warnings.clone() {
            self.say(&format!("Warning: {warning}"))?;
        }
        if self.model.demonstration {
            self.say(DEMONSTRATION)?;
        }
        self.say(KEYS)?;
        self.show()?;
        let mut line = String::new();
        loop {
            self.notice()?;
            write!(self.output, "> ")?;
            self.output.flush()?;
            line.clear();
            if input.read_line(&mut line)? == 0 {
                writeln!(self.output)?;
                let code = self.act(Action::Command(Command::Quit))?;
                // Nobody is there to be asked: what is not saved is lost, and the exit code says so.
                self.notice()?;
                return Ok(code.unwrap_or(UNSAVED));
            }
            self.model.now = now();
            if let Some(code) = self.hear(line.trim())? {
                self.notice()?;
                return Ok(code);
            }
        }
    }

    /// Does what was typed; returns the exit code if it ends the program.
    fn hear(&mut self, line: &str) -> io::Result<Option<u8>> {
        if self.model.page == Page::Start || self.model.work.is_none() {
            return self.hear_at_start(line);
        }
        let said = match self.model.confirm {
            Some(_) => Said::Act(Deed::Command(decision(line))),
            None => understand(self.model, line),
        };
        let code = match said {
            Said::Act(Deed::Command(command)) => self.act(Action::Command(command))?,
            Said::Act(Deed::Answer(answer)) => self.act(Action::Answer(answer))?,
            Said::Path => {
                self.path()?;
                return Ok(None);
            }
            Said::Recommendation => {
                let text = match &self.model.work {
                    Some(work) if work.aside.is_some() => view::what_if_in_lines(self.model, work).join("\n"),
                    _ => view::as_text(self.model),
                };
                self.say(&text)?;
                return Ok(None);
            }
            Said::Reasons => {
                self.act(Action::Command(Command::Reasons))?;
                let work = self.model.work.as_ref();
                let text = work.map_or_else(Vec::new, |work| view::reasons_in_lines(self.model, work));
                self.model.close_page();
                self.say(&text.join("\n"))?;
                return Ok(None);
            }
            Said::Help => {
                self.say(KEYS)?;
                return Ok(None);
            }
            Said::Again => None,
            Said::Refuse(reason) => {
                self.say(&reason)?;
                return Ok(None);
            }
        };
        if code.is_none() {
            // Line mode has one page for a case: it never stays on the final one.
            if self.model.page == Page::Final {
                self.model.close_page();
            }
            self.notice()?;
            self.show()?;
        }
        Ok(code)
    }

    fn hear_at_start(&mut self, line: &str) -> io::Result<Option<u8>> {
        match (line, line.parse::<usize>()) {
            ("q", _) => return self.act(Action::Command(Command::Quit)),
            ("?", _) => self.say("Type the number of a line and Enter. q: quit.")?,
            ("", _) => self.show()?,
            (_, Ok(chosen)) if (1..=self.model.home.items().len()).contains(&chosen) => {
                self.model.home.cursor = chosen - 1;
                self.act(Action::Command(Command::Accept))?;
                if self.model.field.is_some() {
                    // No label is asked for here; an empty one gets a number.
                    self.act(Action::Command(Command::Accept))?;
                }
                self.notice()?;
                self.show()?;
            }
            _ => self.say(&format!("\"{line}\" is no line of the list. Type a number from it, or q."))?,
        }
        Ok(None)
    }

    fn act(&mut self, action: Action) -> io::Result<Option<u8>> {
        let effects = update(self.model, action);
        let elsewhere: &mut dyn FnMut(&mut Model, &Effect) -> io::Result<Vec<Action>> =
            &mut |_, _| Ok(vec![]);
        carry_out(self.model, self.outside, effects, elsewhere)
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        let text = self.model.theme.text(text).into_owned();
        writeln!(self.output, "{}", text.trim_end())
    }

    fn notice(&mut self) -> io::Result<()> {
        if let Some(Saving::Failed(reason)) = self.model.work.as_ref().map(|work| &work.saving) {
            let text = format!("NOT SAVED: {reason}");
            self.say(&text)?;
        }
        match self.model.notice.take() {
            Some(notice) => self.say(&notice.text),
            None => Ok(()),
        }
    }

    /// The start page, or the question that has the focus.
    fn show(&mut self) -> io::Result<()> {
        match &self.model.work {
            Some(_) if self.model.page != Page::Start => self.question(),
            _ => self.start(),
        }
    }

    fn start(&mut self) -> io::Result<()> {
        let title = self.model.guideline().title.clone();
        self.say(&title)?;
        for (position, item) in self.model.home.items().into_iter().enumerate() {
            let text = match item {
                HomeItem::New => "New case".to_owned(),
                HomeItem::Session(index) => {
                    self.model.home.sessions.get(index).map_or_else(String::new, |listed| {
                        match &listed.entry {
                            Entry::Session(summary) => {
                                format!("Session: {}, {}", summary.label, summary.updated.date_and_clock())
                            }
                            Entry::Unusable(problem) => format!("File {}: {problem}", listed.id),
                        }
                    })
                }
                HomeItem::Demo(index) => {
                    self.model.home.demos.get(index).map_or_else(String::new, |(name, case)| {
                        format!("Demonstration: {}", if case.title.is_empty() { name } else { &case.title })
                    })
                }
            };
            self.say(&format!("{}. {text}", position + 1))?;
        }
        Ok(())
    }

    fn question(&mut self) -> io::Result<()> {
        if let Some(text) = view::confirm_in_words(self.model, 80) {
            return self.say(&text);
        }
        let lines = question_lines(self.model);
        for line in lines {
            self.say(&line)?;
        }
        Ok(())
    }

    fn path(&mut self) -> io::Result<()> {
        let Some(work) = &self.model.work else { return Ok(()) };
        let lines = view::path_in_lines(self.model, work);
        lines.iter().try_for_each(|line| self.say(line))
    }
}

/// The question that has the focus, its answers, and how far the case has come.
fn question_lines(model: &Model) -> Vec<String> {
    let Some(work) = &model.work else { return vec![] };
    let guideline = model.guideline();
    let question = &guideline[work.focus];
    let section = guideline.sections.get(question.section).map_or("", |section| section.title.as_str());
    let (status, plan, missing) = view::in_three_lines(model, &work.assessment, work.to_confirm.len());
    let mut lines = vec![String::new(), format!("{status}: {plan}. {missing}").trim_end().to_owned()];
    if work.aside.is_some() {
        let changed = work.changed_aside().len();
        lines.insert(1, format!("{}. Changed on the side: {changed}. r: what differs.", view::WHAT_IF));
    }
    let answer = work.answer_with_age(guideline, work.focus);
    let answered = answer.map_or_else(String::new, |answer| format!(" (now: {answer})"));
    lines.push(format!("{section}: {}{answered}", question.ask));
    if work.outdated.get(work.focus).is_some() {
        lines.push("It counts as unknown until you answer it again; the same answer confirms it.".to_owned());
    }
    lines.extend(question.help.clone());
    match &question.kind {
        Kind::Number { unit, min, max, .. } => lines.push(format!("A number from {min} to {max} {unit}")),
        Kind::AnyOf(_) => lines
            .push("Any number of these, with blanks between; ?2 for one not known; 0 for none:".to_owned()),
        _ => {}
    }
    for (number, row) in numbered(&rows(guideline, work.focus)) {
        lines.push(format!("{number}. {}", row.label));
    }
    lines
}

/// What becomes of the answers changed on the side; whatever is not clear leaves them where they are.
fn decision(line: &str) -> Command {
    match line {
        "y" => Command::Yes,
        "n" => Command::No,
        _ => Command::Cancel,
    }
}

/// The rows with the number that chooses them: numeric ids by that id, others by position.
fn numbered(rows: &[Row]) -> Vec<(usize, &Row)> {
    let whole = |pick: &Pick| matches!(pick, Pick::Answer(Answer::Unknown | Answer::AnyOf { .. }));
    let options: Vec<&Row> = rows.iter().filter(|row| !whole(&row.pick)).collect();
    let by_key: Option<Vec<usize>> = options
        .iter()
        .map(|row| row.key.and_then(|key| key.to_digit(10)).map(|digit| digit as usize))
        .collect();
    match by_key {
        Some(keys) => keys.into_iter().zip(options).collect(),
        None => (1..).zip(options).collect(),
    }
}

fn understand(model: &Model, line: &str) -> Said {
    let Some(work) = &model.work else { return Said::Again };
    let guideline = model.guideline();
    let kind = &guideline[work.focus].kind;
    let command = |command| Said::Act(Deed::Command(command));
    match line {
        "" => return Said::Again,
        "p" => return Said::Path,
        "r" | "f" => return Said::Recommendation,
        "?" => return Said::Help,
        "u" => return command(Command::Undo),
        "q" => return command(Command::Quit),
        "b" => return command(Command::Back),
        "o" => return command(Command::NextOutdated),
        "s" => return command(Command::StartPage),
        "a" => return command(Command::NoneOfThese),
        "w" | "what if" => return command(Command::WhatIf),
        "v" | "why not" => return Said::Reasons,
        "-" => return Said::Act(Deed::Answer(Answer::Unknown)),
        "y" if *kind == Kind::YesNo => return Said::Act(Deed::Answer(Answer::YesNo(true))),
        "n" if *kind == Kind::YesNo => return Said::Act(Deed::Answer(Answer::YesNo(false))),
        _ => {}
    }
    let rows = rows(guideline, work.focus);
    let numbered = numbered(&rows);
    let row = |text: &str| {
        let number = text.parse::<usize>().ok()?;
        numbered.iter().find(|(key, _)| *key == number).map(|(_, row)| row.pick)
    };
    match kind {
        Kind::Number { .. } => match number_from_text(guideline, work.focus, line) {
            Ok(answer) => Said::Act(Deed::Answer(answer)),
            Err(reason) => Said::Refuse(format!("{reason}. - is unknown, ? is help.")),
        },
        Kind::AnyOf(_) => any_of(line, row),
        Kind::YesNo | Kind::OneOf(_) | Kind::Scale(_) => match row(line) {
            Some(Pick::Answer(answer)) => Said::Act(Deed::Answer(answer)),
            _ => refused(line),
        },
    }
}

fn any_of(line: &str, row: impl Fn(&str) -> Option<Pick>) -> Said {
    let (mut yes, mut unknown) = (OptionSet::EMPTY, OptionSet::EMPTY);
    if line != "0" {
        for part in line.split([' ', ',']).filter(|part| !part.is_empty()) {
            match (part.strip_prefix('?'), row(part.trim_start_matches('?'))) {
                (Some(_), Some(Pick::Mark(option))) => unknown = unknown.with(option),
                (None, Some(Pick::Mark(option))) => yes = yes.with(option),
                _ => return refused(part),
            }
        }
    }
    Said::Act(Deed::Answer(Answer::AnyOf { yes, unknown: unknown.minus(yes) }))
}

fn refused(text: &str) -> Said {
    Said::Refuse(format!(
        "\"{text}\" is not on offer here. Type a number from the list, - for unknown, or ? for help."
    ))
}
