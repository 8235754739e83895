//! The commands of line mode: a table of words, each with a short form, which is the letter of the full screen where
//! that has one. `h` lists them, and what is misspelt is held against them.
//!
//! Layout, colours and the cursor have no commands here, nor has the terminal's clipboard, which takes escape sequences.

use crate::guideline::{Guideline, nearest};
use crate::language::say;
use crate::tui::action::Command;

/// What a command does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    Next,
    Back,
    Above,
    Below,
    SectionBefore,
    SectionAfter,
    Outdated,
    Go,
    Find,
    Choose,
    NoneOfThese,
    Delete,
    Undo,
    Redo,
    Plan,
    Path,
    Why,
    Try,
    Pairs,
    WhatIf,
    Keep,
    Drop,
    Evidence,
    About,
    Open,
    Answers,
    Notes,
    EraseNote,
    Label,
    Save,
    Final,
    Conclude,
    Decided,
    Export,
    Copy,
    Sessions,
    New,
    Start,
    Help,
    Hint,
    Quit,
}

/// What may stand after the word of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Nothing,
    /// Something, or nothing.
    Perhaps,
}

/// Where a command is understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Case,
    Start,
    Everywhere,
}

/// A line of the table.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) verb: Verb,
    /// Its words, the one that is told first.
    words: &'static [&'static str],
    /// Its short forms, the one that is told first.
    short: &'static [&'static str],
    after: After,
    place: Place,
    /// Whether the beginning of a word is enough: not where a slip would change answers, keep words of an answer as
    /// something else, or end the work.
    abbreviated: bool,
}

const fn entry(
    verb: Verb,
    words: &'static [&'static str],
    short: &'static [&'static str],
    after: After,
    place: Place,
) -> Entry {
    let slip = matches!(
        verb,
        Verb::NoneOfThese
            | Verb::Notes
            | Verb::Label
            | Verb::Find
            | Verb::Go
            | Verb::New
            | Verb::WhatIf
            | Verb::Delete
            | Verb::EraseNote
            | Verb::Keep
            | Verb::Drop
            | Verb::Conclude
            | Verb::Decided
            | Verb::Quit
    );
    Entry { verb, words, short, after, place, abbreviated: !slip }
}

use After::{Nothing, Perhaps};
use Place::{Case, Everywhere, Start};

/// Every command, in the order in which help tells them.
const TABLE: &[Entry] = &[
    entry(Verb::Next, &["next", "next-that-matters"], &["nx"], Nothing, Case),
    entry(Verb::Back, &["back"], &["b"], Nothing, Case),
    entry(Verb::Go, &["go"], &["g"], Perhaps, Case),
    entry(Verb::Find, &["find"], &["/"], Perhaps, Everywhere),
    entry(Verb::Choose, &["choose"], &["ch"], Perhaps, Case),
    entry(Verb::Undo, &["undo"], &["u"], Nothing, Case),
    entry(Verb::Redo, &["redo"], &["re"], Nothing, Case),
    entry(Verb::Delete, &["delete", "take-back"], &["d"], Perhaps, Everywhere),
    entry(Verb::NoneOfThese, &["none-of-these"], &["a"], Nothing, Case),
    entry(Verb::Plan, &["plan", "recommendation"], &["r"], Perhaps, Case),
    entry(Verb::Path, &["path"], &["p"], Perhaps, Case),
    entry(Verb::Why, &["why", "why-not"], &["v"], Nothing, Case),
    entry(Verb::Try, &["try"], &["t"], Perhaps, Case),
    entry(Verb::Pairs, &["pairs"], &["pp"], Nothing, Case),
    entry(Verb::WhatIf, &["what-if", "whatif"], &["w"], Perhaps, Case),
    entry(Verb::Keep, &["keep"], &["k"], Nothing, Case),
    entry(Verb::Drop, &["drop"], &["dr"], Nothing, Case),
    entry(Verb::Evidence, &["evidence"], &["e"], Perhaps, Case),
    entry(Verb::About, &["about"], &["ab"], Nothing, Case),
    entry(Verb::Open, &["open"], &["op"], Perhaps, Everywhere),
    entry(Verb::Answers, &["answers"], &["an"], Nothing, Case),
    entry(Verb::Outdated, &["outdated", "next-outdated"], &["o"], Nothing, Case),
    entry(Verb::Below, &["below", "next-question"], &["l"], Nothing, Case),
    entry(Verb::Above, &["above", "previous-question"], &["ao"], Nothing, Case),
    entry(Verb::SectionAfter, &["next-section"], &[">"], Nothing, Case),
    entry(Verb::SectionBefore, &["previous-section"], &["<"], Nothing, Case),
    entry(Verb::Notes, &["notes", "note", "memo"], &["m"], Perhaps, Case),
    entry(Verb::EraseNote, &["erase-note"], &["en"], Perhaps, Case),
    entry(Verb::Label, &["label", "name"], &["la"], Perhaps, Case),
    entry(Verb::Save, &["save"], &["sa"], Nothing, Case),
    entry(Verb::Final, &["final", "final-page", "report"], &["f"], Nothing, Case),
    entry(Verb::Conclude, &["conclude", "close-case"], &["cc"], Nothing, Case),
    entry(Verb::Decided, &["decided"], &["dc"], Perhaps, Case),
    entry(Verb::Export, &["export"], &["x"], Nothing, Case),
    entry(Verb::Copy, &["copy"], &["c"], Nothing, Case),
    entry(Verb::Sessions, &["sessions", "list"], &["ls"], Nothing, Everywhere),
    entry(Verb::New, &["new", "new-case"], &["c"], Perhaps, Start),
    entry(Verb::Start, &["start", "start-page"], &["s"], Nothing, Case),
    entry(Verb::Hint, &["how"], &["?"], Nothing, Everywhere),
    entry(Verb::Help, &["help", "commands"], &["h", ":"], Nothing, Everywhere),
    entry(Verb::Quit, &["quit", "exit"], &["q"], Nothing, Everywhere),
];

/// What a line is as a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Typed<'t> {
    pub(super) verb: Verb,
    /// What stands after its word.
    pub(super) rest: &'t str,
}

fn here(place: Place) -> impl Iterator<Item = &'static Entry> {
    TABLE.iter().filter(move |entry| entry.place == place || entry.place == Everywhere)
}

/// The first word of a line, in small letters, and the rest.
fn split(line: &str) -> (String, &str) {
    // `/liver` and `>` need no blank after them.
    if let Some(rest) = line.strip_prefix('/') {
        return ("/".to_owned(), rest.trim());
    }
    let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    (word.to_lowercase(), rest.trim())
}

fn fits(entry: &Entry, rest: &str) -> bool {
    rest.is_empty() || entry.after == Perhaps
}

/// The command whose word or short form a line begins with, if what comes after may stand there.
pub(super) fn exact(place: Place, line: &str) -> Option<Typed<'_>> {
    let (word, rest) = split(line);
    let is = |entry: &&Entry| entry.words.iter().chain(entry.short).any(|known| *known == word);
    here(place).find(|entry| is(entry) && fits(entry, rest)).map(|entry| Typed { verb: entry.verb, rest })
}

/// The commands whose word a line begins to write.
pub(super) fn abbreviated(place: Place, line: &str) -> Vec<(Typed<'_>, &'static str)> {
    let (word, rest) = split(line);
    let begun = |entry: &Entry| entry.words.iter().copied().find(|known| known.starts_with(&word));
    here(place)
        .filter(|entry| entry.abbreviated && !word.is_empty() && fits(entry, rest))
        .filter_map(|entry| Some((Typed { verb: entry.verb, rest }, begun(entry)?)))
        .collect()
}

/// What is typed for a command of the full screen: its short form if that is a letter, else its word.
pub(super) fn typed_for(command: Command) -> Option<&'static str> {
    let entry = TABLE.iter().find(|entry| entry.words.contains(&command.name()))?;
    let letter = entry.short.iter().find(|short| short.chars().count() == 1);
    letter.or(entry.words.first()).copied()
}

/// The word nearest to what was typed.
pub(super) fn near(place: Place, line: &str) -> Option<&'static str> {
    let (word, _) = split(line);
    nearest(&word, here(place).flat_map(|entry| entry.words.iter().copied()))
}

/// Every command of a place with what it does, one a line.
pub(super) fn help(guideline: &Guideline, place: Place) -> Vec<String> {
    let line = |entry: &Entry| {
        let word = entry.words.first().copied().unwrap_or_default();
        let short = entry.short.first().copied().unwrap_or_default();
        say!(guideline, "{0} or {1}: {2}", word, short, what_it_does(guideline, entry.verb, place))
    };
    here(place).map(line).collect()
}

fn what_it_does(guideline: &Guideline, verb: Verb, place: Place) -> &'static str {
    match (verb, place) {
        (Verb::Find, Start) => say!(guideline, "with words: list only what contains them"),
        (Verb::Open, Start) => say!(guideline, "with a number of the list or a label: open it"),
        (Verb::Delete, Start) => {
            say!(guideline, "with a number of the list: delete this session, after a question")
        }
        (Verb::Sessions, Start) => say!(guideline, "the whole list"),
        (Verb::Next, _) => {
            say!(guideline, "to the next question that matters; what is not answered stays open")
        }
        (Verb::Back, _) => say!(guideline, "back to where you were"),
        (Verb::Above, _) => say!(guideline, "to the question above"),
        (Verb::Below, _) => say!(guideline, "to the question below, without answering"),
        (Verb::SectionBefore, _) => say!(guideline, "to the section before"),
        (Verb::SectionAfter, _) => say!(guideline, "to the next section"),
        (Verb::Outdated, _) => {
            say!(guideline, "to the next answer that is out of date, to confirm it")
        }
        (Verb::Go, _) => say!(guideline, "with an id or words: to this question"),
        (Verb::Find, _) => {
            say!(guideline, "with words: find an answer, a question, a decision or a recommendation")
        }
        (Verb::Choose, _) => {
            say!(guideline, "with a number: choose or go to what was found; alone: what was found last")
        }
        (Verb::NoneOfThese, _) => {
            say!(guideline, "the section's \"none of these\": answers what is open in it")
        }
        (Verb::Delete, _) => say!(guideline, "delete the answer: the question is open again"),
        (Verb::Undo, _) => say!(guideline, "take the last answer back"),
        (Verb::Redo, _) => say!(guideline, "give again what was taken back"),
        (Verb::Plan, _) => say!(guideline, "the recommendation; with a number: its reasons and evidence"),
        (Verb::Path, _) => {
            say!(guideline, "the decision path; with a number: one decision; path all: the rest of it, too")
        }
        (Verb::Why, _) => say!(guideline, "why not another plan, and what would change this one"),
        (Verb::Try, _) => say!(guideline, "with a number of why: what-if with this answer"),
        (Verb::Pairs, _) => {
            say!(guideline, "which two changes together would change the plan, where neither does alone")
        }
        (Verb::WhatIf, _) => say!(
            guideline,
            "answer on the side, nothing is saved; with an answer: try it; again: back to the case"
        ),
        (Verb::Keep, _) => say!(guideline, "end what-if, and record the changed answers in the case"),
        (Verb::Drop, _) => say!(guideline, "end what-if; the case is as it was"),
        (Verb::Evidence, _) => {
            say!(guideline, "what the recommendation rests on; with a number: one entry in full")
        }
        (Verb::About, _) => say!(guideline, "definition, reasons and evidence of this question"),
        (Verb::Open, _) => say!(guideline, "which answers are still open; with a session: go to that case"),
        (Verb::Answers, _) => say!(guideline, "what is answered"),
        (Verb::Notes, _) => say!(guideline, "your notes on the case; with words: add them"),
        (Verb::EraseNote, _) => say!(guideline, "with a number: erase this line of the notes"),
        (Verb::Label, _) => say!(guideline, "what the case is called; with words: call it so"),
        (Verb::Save, _) => say!(guideline, "whether the case is on disk; every answer is saved at once"),
        (Verb::Final, _) => say!(guideline, "the final page: the whole recommendation"),
        (Verb::Conclude, _) => {
            say!(guideline, "close the case with this recommendation, or open it again")
        }
        (Verb::Decided, _) => {
            say!(
                guideline,
                "what the tumour board decided otherwise; with a plan, a colon and why: record it"
            )
        }
        (Verb::Export, _) => say!(guideline, "write the recommendation to a file"),
        (Verb::Copy, _) => say!(guideline, "only on the full screen"),
        (Verb::Sessions, _) => say!(guideline, "saved sessions and demonstrations"),
        (Verb::New, _) => say!(guideline, "begin a new case"),
        (Verb::Start, _) => say!(guideline, "to the start page; the case is saved"),
        (Verb::Help, _) => say!(guideline, "this list"),
        (Verb::Hint, Start) => say!(guideline, "what can be typed"),
        (Verb::Hint, _) => say!(guideline, "help with this question, and how to answer it"),
        (Verb::Quit, _) => say!(guideline, "quit; the case is saved"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_or_short_form_means_two_things() {
        for place in [Case, Start] {
            let mut all: Vec<&str> =
                here(place).flat_map(|entry| entry.words.iter().chain(entry.short).copied()).collect();
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count, "{place:?}");
        }
    }

    /// Every command of the keys, by its name: it is a word here too, or has a reason not to be.
    #[test]
    fn what_the_full_screen_can_do_line_mode_can_do() {
        use Command::*;
        // Answers: `accept` is Enter, `1` and the like mark, a number is typed as a whole line.
        let answers = [Accept, Yes, No, Unknown, Toggle, Point, Comma, Erase, Cancel];
        // Lines have no cursor, no panels, no pages, no field to edit; the terminal's own driver does that.
        let layout = [Up, Down, PageUp, PageDown, First, Last, NextPanel, PreviousPanel, Redraw];
        let field = [CursorLeft, CursorRight, LineStart, LineEnd, EraseBefore, EraseAfter];
        // The terminal sends signals for them, and a process that is not on the alternate screen just obeys.
        let signals = [Interrupt, Suspend];
        // The palette is the list of `help`.
        let help = [Palette];
        let without: Vec<Command> =
            [&answers[..], &layout, &field, &signals, &help].into_iter().flatten().copied().collect();
        for (command, name) in crate::tui::keymap::all_commands() {
            let word = TABLE.iter().any(|entry| entry.words.contains(&name));
            assert_eq!(word, !without.contains(&command), "{name}");
        }
    }

    #[test]
    fn a_short_form_that_is_a_letter_of_the_screen_means_the_same_there() {
        let keymap = crate::tui::keymap::Keymap::default();
        for (place, mode) in
            [(Case, crate::tui::keymap::Mode::YesNo), (Start, crate::tui::keymap::Mode::Start)]
        {
            for entry in here(place) {
                for letter in
                    entry.short.iter().filter(|short| short.len() == 1 && **short != "h" && **short != "k")
                {
                    let key = crate::tui::key::Key::Char(letter.chars().next().unwrap());
                    if let Some(crate::tui::action::Action::Command(command)) = keymap.action(mode, key) {
                        // `g` goes to the first line there, which lines do not have.
                        let layout = matches!(command, Command::First | Command::Palette | Command::Help);
                        assert!(
                            layout || entry.words.contains(&command.name()),
                            "{letter}: {}",
                            command.name()
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn words_are_known_whole_in_short_and_begun() {
        assert_eq!(exact(Case, "Path 3"), Some(Typed { verb: Verb::Path, rest: "3" }));
        assert_eq!(exact(Case, "/liver now"), Some(Typed { verb: Verb::Find, rest: "liver now" }));
        assert_eq!(exact(Case, "undo it"), None, "nothing stands after undo");
        assert_eq!(exact(Start, "undo"), None);
        let begun =
            |line| abbreviated(Case, line).into_iter().map(|(typed, _)| typed.verb).collect::<Vec<_>>();
        assert_eq!(begun("evid 2"), [Verb::Evidence]);
        assert_eq!(begun("qui"), [], "a slip is not to end the work");
        for answer in ["not known", "no idea", "lab pending", "n", "not"] {
            assert!(!begun(answer).contains(&Verb::Notes), "{answer}");
            assert!(!begun(answer).contains(&Verb::Label), "{answer}");
        }
        assert_eq!(near(Case, "evidnce"), Some("evidence"));
        assert_eq!(near(Case, "zzzz"), None);
    }
}
