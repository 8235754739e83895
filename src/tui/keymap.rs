//! Which key does what: a table. Looking up, the hints at the bottom, the help page and the palette all read it.
//!
//! `y` and `n` answer a focused yes/no question and mean nothing else, digits choose or are typed, and all other
//! letters are commands. So a hasty key never answers a question that was not asked. Keys can be given otherwise in a
//! file of the user's own, which is held against the same rules.

mod file;
mod mode;
mod names;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use mode::Mode;

use mode::*;

use super::action::{Action, Command};
use super::key::Key;
use crate::guideline::Diagnostics;

/// Keys of one line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// One key.
    One(Key),
    /// `0` to `9`.
    Digits,
}

/// One line of the table.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// Where it holds.
    pub(crate) modes: &'static [Mode],
    /// Its keys, the one to show first.
    pub(crate) keys: Cow<'static, [Pattern]>,
    /// What they do; `None` for digits, which are their own action.
    pub(crate) command: Option<Command>,
    /// One or two words for the bottom line; empty: not shown there.
    pub(crate) hint: &'static str,
    /// What it does, for the help page.
    pub(crate) help: &'static str,
}

const fn c(letter: char) -> Pattern {
    Pattern::One(Key::Char(letter))
}

const fn k(key: Key) -> Pattern {
    Pattern::One(key)
}

const fn digits(modes: &'static [Mode], hint: &'static str, help: &'static str) -> Binding {
    Binding { modes, keys: Cow::Borrowed(&[Pattern::Digits]), command: None, hint, help }
}

const fn bind(
    modes: &'static [Mode],
    keys: &'static [Pattern],
    command: Command,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { modes, keys: Cow::Borrowed(keys), command: Some(command), hint, help }
}

/// The standard table. Within a mode, hints at the bottom follow its order.
const BINDINGS: &[Binding] = &[
    bind(&[Mode::Confirm], &[c('y')], Command::Yes, "yes", "yes, do it"),
    bind(&[Mode::Confirm], &[c('n'), k(Key::Esc)], Command::No, "no", "no, leave it"),
    bind(&[Mode::TakeOver], &[c('y')], Command::Yes, "take over", "record the changed answers in the case"),
    bind(&[Mode::TakeOver], &[c('n')], Command::No, "drop", "drop them; the case is as it was"),
    bind(&[Mode::TakeOver], &[k(Key::Esc)], Command::Cancel, "stay", "stay in what-if"),
    bind(&[Mode::YesNo], &[c('y')], Command::Yes, "yes", "answer yes"),
    bind(&[Mode::YesNo], &[c('n')], Command::No, "no", "answer no"),
    digits(&[Mode::Board], "choose", "choose the line with this digit"),
    digits(&[Mode::OneOf], "choose", "choose the option with this digit, and move on"),
    digits(&[Mode::AnyOf], "mark", "mark the option with this digit: yes, unknown, no"),
    digits(&[Mode::Number], "type", "type the number"),
    bind(
        &[Mode::AnyOf],
        &[c(' ')],
        Command::Toggle,
        "",
        "mark the option under the cursor: yes, unknown, no",
    ),
    bind(&[Mode::Number], &[c('.')], Command::Point, "", "decimal point"),
    bind(&[Mode::Number], &[c(',')], Command::Comma, "", "decimal comma"),
    bind(
        CHOSEN_BY_ONE_KEY,
        &[k(Key::Enter)],
        Command::Accept,
        "",
        "choose the option under the cursor, and move on",
    ),
    bind(
        &[Mode::AnyOf],
        &[k(Key::Enter)],
        Command::Accept,
        "record",
        "record what is marked; the rest is no, and 0 is none of them",
    ),
    bind(&[Mode::Number], &[k(Key::Enter)], Command::Accept, "record", "record the number, and move on"),
    bind(
        &[Mode::Start, Mode::Filter],
        &[k(Key::Enter)],
        Command::Accept,
        "open it",
        "open what is under the cursor",
    ),
    bind(&[Mode::Label], &[k(Key::Enter)], Command::Accept, "begin", "begin the case"),
    bind(
        &[Mode::Find],
        &[k(Key::Enter)],
        Command::Accept,
        "choose",
        "choose or go to what is under the cursor",
    ),
    bind(&[Mode::Palette], &[k(Key::Enter)], Command::Accept, "do it", "do what is under the cursor"),
    bind(&[Mode::Notes], &[k(Key::Enter)], Command::Accept, "new line", "begin a new line"),
    bind(&[Mode::Board], &[k(Key::Enter)], Command::Accept, "", "choose the line under the cursor"),
    bind(&[Mode::BoardText], &[k(Key::Enter)], Command::Accept, "accept", "accept what is typed"),
    bind(
        PANELS,
        &[k(Key::Enter)],
        Command::Accept,
        "reasons",
        "reasons and evidence of what is under the cursor",
    ),
    bind(
        &[Mode::Reasons],
        &[k(Key::Enter)],
        Command::Accept,
        "try it",
        "what-if with this answer; on a plan ruled out: to the answer that would lead to it",
    ),
    bind(QUESTION, &[c('-')], Command::Unknown, "unknown", "answer: asked, and not known"),
    bind(
        QUESTION,
        &[c('a')],
        Command::NoneOfThese,
        "none of these",
        "the section's \"none of these\": answers what is open in it",
    ),
    bind(
        QUESTION,
        &[c('o')],
        Command::NextOutdated,
        "out of date",
        "to the next answer that is out of date, to confirm it",
    ),
    bind(&[Mode::Start], &[c('c')], Command::NewCase, "new case", "begin a new case"),
    bind(&[Mode::Start], &[c('/')], Command::Find, "filter", "show only what contains the words typed"),
    bind(
        &[Mode::Start],
        &[c('d'), k(Key::Delete)],
        Command::Delete,
        "delete",
        "delete the session under the cursor, after a question",
    ),
    bind(READING, &[c('b'), k(Key::Esc)], Command::Back, "back", "back to where you were"),
    bind(BACK_BY_BACKSPACE, &[k(Key::Backspace)], Command::Back, "", "back to where you were"),
    bind(CASE, &[c('u')], Command::Undo, "undo", "take the last answer back"),
    bind(CASE, &[c('f')], Command::Final, "final page", "the final page: the whole recommendation"),
    bind(CASE, &[k(Key::Ctrl('r'))], Command::Redo, "", "give again what was taken back"),
    bind(CASE, &[c('c')], Command::Copy, "", "send the recommendation to your clipboard"),
    bind(CASE, &[c('x')], Command::Export, "", "write the recommendation to a file"),
    bind(&[Mode::Final], &[c('c')], Command::Copy, "copy", "send the recommendation to your clipboard"),
    bind(&[Mode::Final], &[c('x')], Command::Export, "export", "write the recommendation to a file"),
    bind(
        &[Mode::Final],
        &[c('o')],
        Command::Conclude,
        "close case",
        "close the case with this recommendation, or open it again",
    ),
    bind(
        &[Mode::Final],
        &[c('t')],
        Command::Decided,
        "board",
        "the tumour board decided otherwise: record its plan and why",
    ),
    bind(
        CASE_AND_REASONS,
        &[c('e')],
        Command::Evidence,
        "evidence",
        "definition, reasons and evidence of what is under the cursor",
    ),
    bind(
        WHAT_IF,
        &[c('w')],
        Command::WhatIf,
        "what if",
        "what if: answer on the side, nothing is saved; again: back to the case",
    ),
    bind(CASE, &[c('b'), k(Key::Esc)], Command::Back, "back", "back to where you were"),
    bind(
        CASE_AND_PAGES,
        &[c('v')],
        Command::Reasons,
        "why not",
        "why not another plan, and what would change this one",
    ),
    bind(
        CASE,
        &[k(Key::Tab)],
        Command::NextPanel,
        "panel",
        "to the next panel: questions, path, recommendation",
    ),
    bind(
        &[Mode::Reasons],
        &[c('p')],
        Command::Pairs,
        "pairs",
        "which two changes together would change the plan, where neither does alone",
    ),
    bind(&[Mode::Reasons], &[k(Key::Tab)], Command::NextPanel, "next part", "to the next part of the page"),
    bind(CASE, &[k(Key::BackTab)], Command::PreviousPanel, "", "to the panel before"),
    bind(CASE, &[c('p')], Command::ShowPath, "", "to the decision path"),
    bind(CASE, &[c('r')], Command::ShowAdvice, "", "to the recommendation"),
    bind(COMMANDS, &[c(':')], Command::Palette, "", "every command by its name"),
    bind(
        CHOSEN_OR_TYPED,
        &[c(' ')],
        Command::NextThatMatters,
        "",
        "to the next question that matters; what is not answered stays open",
    ),
    bind(CASE_AND_FINAL, &[c('m')], Command::Notes, "memo", "memo: your notes on the case"),
    bind(CASE_AND_FINAL, &[c('s')], Command::StartPage, "start page", "to the start page; the case is saved"),
    bind(
        FINDING,
        &[c('/')],
        Command::Find,
        "find",
        "find an answer, a question, a decision or a recommendation by its words",
    ),
    bind(ARROWS, &[k(Key::Up)], Command::Up, "", "up"),
    bind(ARROWS, &[k(Key::Down)], Command::Down, "", "down"),
    bind(COMMANDS, &[c('k')], Command::Up, "", "up"),
    bind(COMMANDS, &[c('j')], Command::Down, "", "down"),
    bind(COMMANDS, &[k(Key::Home), c('g')], Command::First, "", "to the first line"),
    bind(COMMANDS, &[k(Key::End), c('G')], Command::Last, "", "to the last line"),
    bind(&[Mode::Number], &[k(Key::Backspace)], Command::Erase, "", "erase a digit"),
    bind(QUESTION, &[k(Key::Left), c('h')], Command::PreviousQuestion, "", "to the question above"),
    bind(
        QUESTION,
        &[k(Key::Right), c('l')],
        Command::NextQuestion,
        "",
        "to the question below, without answering",
    ),
    bind(QUESTION, &[k(Key::PageUp), c('<')], Command::PreviousSection, "", "to the section before"),
    bind(QUESTION, &[k(Key::PageDown), c('>')], Command::NextSection, "", "to the next section"),
    bind(
        QUESTION,
        &[c('d'), k(Key::Delete)],
        Command::TakeBack,
        "",
        "delete the answer: the question is open again",
    ),
    bind(PAGED, &[k(Key::PageUp)], Command::PageUp, "", "a page up"),
    bind(PAGED, &[k(Key::PageDown)], Command::PageDown, "", "a page down"),
    bind(READING, &[c(' ')], Command::PageDown, "", "a page down"),
    bind(ONE_LINE, &[k(Key::Esc)], Command::Cancel, "cancel", "leave without it"),
    bind(&[Mode::Notes], &[k(Key::Esc)], Command::Cancel, "done", "keep the notes and go back"),
    bind(FIELD, &[k(Key::Left)], Command::CursorLeft, "", "a character to the left"),
    bind(FIELD, &[k(Key::Right)], Command::CursorRight, "", "a character to the right"),
    bind(FIELD, &[k(Key::Home), k(Key::Ctrl('a'))], Command::LineStart, "", "to the start of the line"),
    bind(FIELD, &[k(Key::End), k(Key::Ctrl('e'))], Command::LineEnd, "", "to the end of the line"),
    bind(FIELD, &[k(Key::Backspace)], Command::EraseBefore, "", "erase the character before the cursor"),
    bind(FIELD, &[k(Key::Delete)], Command::EraseAfter, "", "erase the character under the cursor"),
    bind(COMMANDS, &[c('?'), k(Key::F1)], Command::Help, "help", "every key, and what the marks mean"),
    bind(COMMANDS, &[c('q')], Command::Quit, "quit", "quit; the case is saved"),
    bind(EVERYWHERE, &[k(Key::Ctrl('c'))], Command::Interrupt, "", "twice: quit at once; the case is saved"),
    bind(EVERYWHERE, &[k(Key::Ctrl('z'))], Command::Suspend, "", "suspend; `fg` continues"),
    bind(EVERYWHERE, &[k(Key::Ctrl('l'))], Command::Redraw, "", "draw the screen anew"),
];

/// Whether a file of keys can be used; `name` is the file in messages.
///
/// Errors: everything that is wrong with it, with place and what to do.
pub fn check_keys(name: &str, text: &str) -> Result<(), Diagnostics> {
    Keymap::read(name, text).map(drop)
}

/// The keys as a file to change, every command with its keys and what it does: those that a file gives, by its name and
/// text, or the standard ones.
///
/// Errors: as for [`check_keys`].
pub fn keys_as_file(own: Option<(&str, &str)>) -> Result<String, Diagnostics> {
    let keymap = own.map_or_else(|| Ok(Keymap::default()), |(name, text)| Keymap::read(name, text))?;
    Ok(keymap.as_file())
}

/// Every command with its name.
#[cfg(test)]
pub(crate) fn all_commands() -> impl Iterator<Item = (Command, &'static str)> {
    names::NAMES.iter().copied()
}

/// The keys of this user: the standard table, or what a file of the user's own made of it.
#[derive(Clone, Debug)]
pub(crate) struct Keymap {
    bindings: Vec<Binding>,
    /// What is typed for a command where lines are typed; otherwise its key.
    pub(crate) word_of: Option<fn(Command) -> Option<&'static str>>,
}

impl Default for Keymap {
    fn default() -> Keymap {
        Keymap { bindings: BINDINGS.to_vec(), word_of: None }
    }
}

/// The phrases of the table, for the catalogue of languages.
#[cfg(test)]
pub(crate) fn phrases() -> impl Iterator<Item = &'static str> {
    let keys = BINDINGS.iter().flat_map(|binding| [binding.hint, binding.help]);
    keys.chain(Mode::ALL.map(|(_, name)| name)).filter(|phrase| !phrase.is_empty())
}

impl Keymap {
    /// The lines of the table that hold in a mode.
    pub(crate) fn bindings(&self, mode: Mode) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.modes.contains(&mode))
    }

    /// The commands of a mode, each with its names for the palette; one that has several lines stands once.
    pub(crate) fn commands(&self, mode: Mode) -> Vec<(Command, &Binding)> {
        let mut commands: Vec<(Command, &Binding)> = vec![];
        for binding in self.bindings(mode) {
            if let Some(command) = binding.command
                && !commands.iter().any(|(known, _)| *known == command)
            {
                commands.push((command, binding));
            }
        }
        commands
    }

    /// The key to name for a command wherever it works, or the word.
    pub(crate) fn key_of(&self, command: Command) -> String {
        if let Some(word) = self.word_of.and_then(|word_of| word_of(command)) {
            return word.to_owned();
        }
        let bindings = self.bindings.iter().filter(|binding| binding.command == Some(command));
        bindings.map(Binding::first_key).find(|key| !key.is_empty()).unwrap_or_default()
    }

    /// What a key does in a mode.
    pub(crate) fn action(&self, mode: Mode, key: Key) -> Option<Action> {
        let digit = match key {
            Key::Char(c) => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
            _ => None,
        };
        for binding in self.bindings(mode) {
            for pattern in binding.keys.iter() {
                match (pattern, digit, binding.command) {
                    (Pattern::One(bound), _, Some(command)) if *bound == key => {
                        return Some(Action::Command(command));
                    }
                    (Pattern::Digits, Some(digit), _) => return Some(Action::Digit(digit)),
                    _ => {}
                }
            }
        }
        match key {
            Key::Char(c) if mode.is_text() => Some(Action::Insert(c)),
            _ => None,
        }
    }
}

impl Binding {
    /// Its keys as the help page names them: `d, Delete`.
    pub(crate) fn key_names(&self) -> String {
        let names = self.keys.iter().map(|pattern| match pattern {
            Pattern::One(key) => key.to_string(),
            Pattern::Digits => "0-9".to_owned(),
        });
        names.collect::<Vec<_>>().join(", ")
    }

    /// The key to show at the bottom.
    pub(crate) fn first_key(&self) -> String {
        match self.keys.first() {
            Some(Pattern::One(key)) => key.to_string(),
            Some(Pattern::Digits) => "0-9".to_owned(),
            None => String::new(),
        }
    }
}
