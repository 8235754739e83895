//! Which key does what: a table. Looking up, the hints at the bottom and the help page all read it.
//!
//! `y` and `n` answer a focused yes/no question and mean nothing else, digits choose or are typed, and all other
//! letters are commands. So a hasty key never answers a question that was not asked.

use super::action::{Action, Command};
use super::key::Key;

/// What the keyboard acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    /// The start page's list.
    Start,
    /// A yes/no question of the program itself.
    Confirm,
    /// The label of a new case.
    Label,
    /// The words that the start page's list must contain.
    Filter,
    /// The words of an option that is looked for.
    Search,
    /// A yes/no question of the guideline.
    YesNo,
    /// A question with exactly one answer.
    OneOf,
    /// A question with any number of answers.
    AnyOf,
    /// A question for a number.
    Number,
    /// The decision path.
    Path,
    /// The recommendation.
    Advice,
    /// The evidence page.
    Evidence,
    /// The final page.
    Final,
    /// The notes.
    Notes,
    /// The help page.
    Help,
}

impl Mode {
    /// Every mode, with the heading of its part of the help page.
    pub(crate) const ALL: [(Mode, &'static str); 15] = [
        (Mode::Start, "Start page"),
        (Mode::YesNo, "A yes/no question"),
        (Mode::OneOf, "A choice"),
        (Mode::AnyOf, "A choice of several"),
        (Mode::Number, "A number"),
        (Mode::Search, "Looking for an option"),
        (Mode::Path, "Decision path"),
        (Mode::Advice, "Recommendation"),
        (Mode::Evidence, "Evidence"),
        (Mode::Final, "Final page"),
        (Mode::Notes, "Notes"),
        (Mode::Label, "Naming a case"),
        (Mode::Filter, "Filtering the start page"),
        (Mode::Confirm, "Being asked by the program"),
        (Mode::Help, "Help"),
    ];

    /// Whether characters are text, not commands.
    pub(crate) fn is_text(self) -> bool {
        matches!(self, Mode::Label | Mode::Filter | Mode::Search | Mode::Notes)
    }
}

/// Keys of one line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// One key.
    One(Key),
    /// `0` to `9`.
    Digits,
}

/// One line of the table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    /// Where it holds.
    pub(crate) modes: &'static [Mode],
    /// Its keys, the one to show first.
    pub(crate) keys: &'static [Pattern],
    /// What they do; `None` for digits, which are their own action.
    pub(crate) command: Option<Command>,
    /// One or two words for the bottom line; empty: not shown there.
    pub(crate) hint: &'static str,
    /// What it does, for the help page.
    pub(crate) help: &'static str,
}

const EVERYWHERE: &[Mode] = &[
    Mode::Start,
    Mode::Confirm,
    Mode::Label,
    Mode::Filter,
    Mode::Search,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
    Mode::Notes,
    Mode::Help,
];
const COMMANDS: &[Mode] = &[
    Mode::Start,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
    Mode::Help,
];
const QUESTION: &[Mode] = &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number];
const OPTIONS: &[Mode] = &[Mode::OneOf, Mode::AnyOf];
const CHOSEN_BY_ONE_KEY: &[Mode] = &[Mode::YesNo, Mode::OneOf];
const BACK_BY_BACKSPACE: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
    Mode::Help,
];
const CASE: &[Mode] = &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number, Mode::Path, Mode::Advice];
const CASE_AND_FINAL: &[Mode] =
    &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number, Mode::Path, Mode::Advice, Mode::Final];
const PANELS: &[Mode] = &[Mode::Path, Mode::Advice];
const READING: &[Mode] = &[Mode::Evidence, Mode::Final, Mode::Help];
const LEFT_BY_LETTER: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
    Mode::Help,
];
const FIELD: &[Mode] = &[Mode::Label, Mode::Filter, Mode::Search, Mode::Notes];
const ONE_LINE: &[Mode] = &[Mode::Label, Mode::Filter, Mode::Search];
const PAGED: &[Mode] = &[Mode::Start, Mode::Path, Mode::Advice, Mode::Evidence, Mode::Final, Mode::Help];
const ARROWS: &[Mode] = &[
    Mode::Start,
    Mode::Filter,
    Mode::Search,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
    Mode::Notes,
    Mode::Help,
];

const fn c(letter: char) -> Pattern {
    Pattern::One(Key::Char(letter))
}

const fn k(key: Key) -> Pattern {
    Pattern::One(key)
}

const fn digits(modes: &'static [Mode], hint: &'static str, help: &'static str) -> Binding {
    Binding { modes, keys: &[Pattern::Digits], command: None, hint, help }
}

const fn bind(
    modes: &'static [Mode],
    keys: &'static [Pattern],
    command: Command,
    hint: &'static str,
    help: &'static str,
) -> Binding {
    Binding { modes, keys, command: Some(command), hint, help }
}

/// The table. Within a mode, hints at the bottom follow its order.
pub(crate) const BINDINGS: &[Binding] = &[
    bind(&[Mode::Confirm], &[c('y')], Command::Yes, "yes", "yes, do it"),
    bind(&[Mode::Confirm], &[c('n'), k(Key::Esc)], Command::No, "no", "no, leave it"),
    bind(&[Mode::YesNo], &[c('y')], Command::Yes, "yes", "answer yes"),
    bind(&[Mode::YesNo], &[c('n')], Command::No, "no", "answer no"),
    digits(&[Mode::YesNo], "", "1 is yes, 2 is no"),
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
    bind(&[Mode::Number], &[c('.'), c(',')], Command::Point, "", "decimal point"),
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
        "done",
        "done: what is not marked is no; nothing marked is none",
    ),
    bind(&[Mode::Number], &[k(Key::Enter)], Command::Accept, "accept", "accept the number, and move on"),
    bind(
        &[Mode::Start, Mode::Filter],
        &[k(Key::Enter)],
        Command::Accept,
        "open",
        "open what is under the cursor",
    ),
    bind(&[Mode::Label], &[k(Key::Enter)], Command::Accept, "begin", "begin the case"),
    bind(&[Mode::Search], &[k(Key::Enter)], Command::Accept, "choose", "choose the option under the cursor"),
    bind(&[Mode::Notes], &[k(Key::Enter)], Command::Accept, "new line", "begin a new line"),
    bind(
        PANELS,
        &[k(Key::Enter)],
        Command::Accept,
        "reasons",
        "reasons and evidence of what is under the cursor",
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
    bind(LEFT_BY_LETTER, &[c('b'), k(Key::Esc)], Command::Back, "back", "back to where you were"),
    bind(BACK_BY_BACKSPACE, &[k(Key::Backspace)], Command::Back, "", "back to where you were"),
    bind(CASE, &[c('u')], Command::Undo, "undo", "take the last answer back"),
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
        CASE,
        &[c('e')],
        Command::Evidence,
        "evidence",
        "definition, reasons and evidence of what is under the cursor",
    ),
    bind(CASE, &[c('f')], Command::Final, "final page", "the whole recommendation"),
    bind(
        CASE,
        &[k(Key::Tab)],
        Command::NextPanel,
        "panel",
        "to the next panel: questions, path, recommendation",
    ),
    bind(CASE, &[k(Key::BackTab)], Command::PreviousPanel, "", "to the panel before"),
    bind(CASE, &[c('p')], Command::ShowPath, "", "to the decision path"),
    bind(CASE, &[c('r')], Command::ShowAdvice, "", "to the recommendation"),
    bind(OPTIONS, &[c('/')], Command::Find, "find", "go to the option that contains the words typed"),
    bind(CASE_AND_FINAL, &[c('m')], Command::Notes, "memo", "memo: your notes on the case"),
    bind(CASE_AND_FINAL, &[c('s')], Command::StartPage, "start page", "to the start page; the case is saved"),
    bind(ARROWS, &[k(Key::Up)], Command::Up, "", "up"),
    bind(ARROWS, &[k(Key::Down)], Command::Down, "", "down"),
    bind(COMMANDS, &[c('k')], Command::Up, "", "up"),
    bind(COMMANDS, &[c('j')], Command::Down, "", "down"),
    bind(COMMANDS, &[k(Key::Home), c('g')], Command::First, "", "to the first line"),
    bind(COMMANDS, &[k(Key::End), c('G')], Command::Last, "", "to the last line"),
    bind(&[Mode::Number], &[k(Key::Backspace)], Command::Erase, "", "erase a digit; where none is, back"),
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
    bind(COMMANDS, &[c('?'), k(Key::F1)], Command::Help, "help", "this page"),
    bind(COMMANDS, &[c('q')], Command::Quit, "quit", "quit; the case is saved"),
    bind(EVERYWHERE, &[k(Key::Ctrl('c'))], Command::Interrupt, "", "twice: quit at once; the case is saved"),
    bind(EVERYWHERE, &[k(Key::Ctrl('z'))], Command::Suspend, "", "suspend; `fg` continues"),
    bind(EVERYWHERE, &[k(Key::Ctrl('l'))], Command::Redraw, "", "draw the screen anew"),
];

/// The lines of the table that hold in a mode.
pub(crate) fn bindings(mode: Mode) -> impl Iterator<Item = &'static Binding> {
    BINDINGS.iter().filter(move |binding| binding.modes.contains(&mode))
}

/// What a key does in a mode.
pub(crate) fn action(mode: Mode, key: Key) -> Option<Action> {
    let digit = match key {
        Key::Char(c) => c.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
        _ => None,
    };
    for binding in bindings(mode) {
        for pattern in binding.keys {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn keys_of(mode: Mode) -> Vec<(Key, &'static Binding)> {
        let mut keys = vec![];
        for binding in bindings(mode) {
            for pattern in binding.keys {
                match pattern {
                    Pattern::One(key) => keys.push((*key, binding)),
                    Pattern::Digits => keys.extend(('0'..='9').map(|digit| (Key::Char(digit), binding))),
                }
            }
        }
        keys
    }

    #[test]
    fn no_key_is_bound_twice_in_any_mode() {
        for (mode, _) in Mode::ALL {
            let mut seen: BTreeMap<Key, &Binding> = BTreeMap::new();
            for (key, binding) in keys_of(mode) {
                if let Some(other) = seen.insert(key, binding) {
                    panic!("{key} in {mode:?}: {:?} and {:?}", other.help, binding.help);
                }
            }
        }
    }

    #[test]
    fn y_and_n_answer_yes_or_no_and_mean_nothing_else() {
        for (mode, _) in Mode::ALL {
            for (key, binding) in keys_of(mode) {
                if matches!(key, Key::Char('y' | 'n' | 'Y' | 'N')) {
                    assert!(matches!(mode, Mode::YesNo | Mode::Confirm), "{mode:?}");
                    assert!(matches!(binding.command, Some(Command::Yes | Command::No)));
                }
            }
        }
    }

    #[test]
    fn no_character_is_a_command_where_text_is_typed() {
        for (mode, _) in Mode::ALL.into_iter().filter(|(mode, _)| mode.is_text()) {
            assert!(keys_of(mode).iter().all(|(key, _)| !matches!(key, Key::Char(_))), "{mode:?}");
        }
    }

    #[test]
    fn every_mode_can_be_left_by_the_keyboard() {
        for (mode, _) in Mode::ALL {
            assert!(matches!(action(mode, Key::Ctrl('c')), Some(Action::Command(Command::Interrupt))));
        }
    }

    #[test]
    fn function_keys_are_never_the_only_way() {
        for binding in BINDINGS {
            assert_ne!(binding.first_key(), "F1");
        }
    }
}
