//! The help page: every key of the mode it was called from, then what keys do elsewhere and not here, all from the key
//! map. Keys that do the same stand on one line, and so do those that go one way and the other.

use ratatui::text::Line;

use super::styled;
use crate::language::{phrase, say};
use crate::tui::action::Command;
use crate::tui::keymap::Mode;
use crate::tui::state::Model;
use crate::tui::text::fill;
use crate::tui::theme::Role;

const WORDS: &str = phrase!(
    "decides: the answer can still change the plan. refines: it can change only the rest of the advice. \
                     not needed: it can change nothing. Unknown is an answer of its own, never a no."
);
const MARKS: &str = phrase!(
    "In the path: v decided, . open, / without effect in this case, ~ what the option under the cursor would make of it. \
                     <- is why, -> what would be. In the advice: - goes with the option under the cursor. In what-if: + comes, \
                     - goes, ~ is changed. * begins an entry of a list, [!] is an alert, > the cursor."
);

/// Commands that go one way and the other.
const PAIRS: [(Command, Command); 11] = [
    (Command::Up, Command::Down),
    (Command::PageUp, Command::PageDown),
    (Command::First, Command::Last),
    (Command::PreviousQuestion, Command::NextQuestion),
    (Command::PreviousSection, Command::NextSection),
    (Command::NextPanel, Command::PreviousPanel),
    (Command::Undo, Command::Redo),
    (Command::Point, Command::Comma),
    (Command::CursorLeft, Command::CursorRight),
    (Command::LineStart, Command::LineEnd),
    (Command::EraseBefore, Command::EraseAfter),
];

/// A line: keys and what they do, of both ways where there are two.
#[derive(PartialEq)]
struct Keys {
    command: Option<Command>,
    parts: Vec<(String, &'static str)>,
}

/// The lines of the page.
pub(super) fn lines(model: &Model, called_from: Mode, width: usize) -> Vec<Line<'static>> {
    let strong = model.theme.style(Role::Strong);
    let mut lines = Vec::new();
    for text in [WORDS, MARKS] {
        lines.extend(model.theme.wrap(say!(model.guideline(), text), width).into_iter().map(Line::raw));
    }
    let here = Mode::ALL.iter().filter(|(mode, _)| *mode == called_from);
    let others = Mode::ALL.iter().filter(|(mode, _)| *mode != called_from);
    let (mut told, mut elsewhere): (Vec<Keys>, bool) = (Vec::new(), false);
    for (mode, name) in here.chain(others) {
        let new: Vec<Keys> = keys(model, *mode).into_iter().filter(|keys| !told.contains(keys)).collect();
        if new.is_empty() {
            continue;
        }
        lines.push(Line::default());
        if *mode != called_from && !elsewhere {
            elsewhere = true;
            lines.push(Line::raw(say!(model.guideline(), "Elsewhere, where keys do something else:")));
            lines.push(Line::default());
        }
        lines.push(styled(say!(model.guideline(), name).to_uppercase(), strong));
        for keys in &new {
            lines.extend(line(model, keys, width).into_iter().map(Line::raw));
        }
        told.extend(new);
    }
    lines
}

/// The keys of a mode.
fn keys(model: &Model, mode: Mode) -> Vec<Keys> {
    let mut all: Vec<Keys> = Vec::new();
    for binding in model.keymap.bindings(mode).filter(|binding| !binding.keys.is_empty()) {
        let names = binding.key_names();
        let first =
            PAIRS.iter().find(|(_, second)| Some(*second) == binding.command).map(|(first, _)| *first);
        let same = |keys: &&mut Keys| keys.parts.iter().any(|(_, help)| *help == binding.help);
        if let Some(keys) = all.iter_mut().find(same) {
            if let Some((known, _)) = keys.parts.iter_mut().find(|(_, help)| *help == binding.help) {
                known.push_str(&format!(", {names}"));
            }
        } else if let Some(keys) = all.iter_mut().find(|keys| first.is_some() && keys.command == first) {
            keys.parts.push((names, binding.help));
        } else {
            all.push(Keys { command: binding.command, parts: vec![(names, binding.help)] });
        }
    }
    all
}

fn line(model: &Model, keys: &Keys, width: usize) -> Vec<String> {
    let names: Vec<&str> = keys.parts.iter().map(|(names, _)| names.as_str()).collect();
    let helps: Vec<&str> = keys.parts.iter().map(|(_, help)| say!(model.guideline(), help)).collect();
    let names = fill(&names.join(" / "), 18);
    model.theme.wrap_hanging(&format!("  {names} "), &helps.join(" / "), width)
}
