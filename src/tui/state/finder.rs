//! Finding by words: things of the case, or commands.

use super::{Item, Model, Panel, Purpose, rows};
use crate::guideline::{DecisionId, Kind, QuestionId, RecommendationId};
use crate::language::say;
use crate::tui::action::Command;
use crate::tui::keymap::{Binding, Mode};

/// What is looked for, and what was found.
#[derive(Clone, Debug)]
pub(crate) struct Finder {
    /// Where it was called from.
    pub(crate) over: Mode,
    /// What the words fit, the best first.
    pub(crate) found: Vec<Found>,
    /// The one under the cursor.
    pub(crate) cursor: usize,
}

/// Something that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row of the question that has the focus: choosing it answers.
    Row(usize),
    /// A question: to go to.
    Question(QuestionId),
    /// A row of another question: to go to, not to answer.
    OtherRow(QuestionId, usize),
    /// A decision or a recommendation: to read about.
    Item(Item),
    /// A command.
    Command(Command),
    /// A command that works elsewhere: to go there, and to do it.
    Elsewhere(Command, Mode),
}

/// Where commands are looked for that do not work where the palette was called from, the nearest place first.
const PLACES: [Mode; 9] = [
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Final,
    Mode::Reasons,
    Mode::Start,
];

/// How well words fit a text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Begins,
    WordBegins,
    Contains,
}

/// How the words fit, if each of them is in the text.
fn fit(text: &str, words: &str) -> Option<Fit> {
    let text = text.to_lowercase();
    if !words.split_whitespace().all(|word| text.contains(word)) {
        return None;
    }
    let first = words.split_whitespace().next().unwrap_or_default();
    let at_word = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    Some(match text.match_indices(first).map(|(at, _)| at).find(|at| at_word(*at)) {
        Some(0) => Fit::Begins,
        Some(_) => Fit::WordBegins,
        None => Fit::Contains,
    })
}

impl Model {
    /// What the typed words find, the best first: what begins with them, then what has a word that does, then the rest;
    /// in the order of the guideline within each.
    pub(crate) fn look_for(&self, purpose: Purpose, over: Mode, words: &str) -> Vec<Found> {
        let words = words.trim().to_lowercase();
        let all = match purpose {
            Purpose::Palette => self.commands(over),
            _ => self.things(),
        };
        let fitting = all.into_iter().filter_map(|(found, text)| Some((fit(&text, &words)?, found)));
        let mut fitting: Vec<(Fit, Found)> = fitting.collect();
        // Answers of the question that has the focus come before everything: choosing one is what `/` is for.
        fitting.sort_by_key(|(fit, found)| (!matches!(found, Found::Row(_)), *fit));
        fitting.into_iter().map(|(_, found)| found).collect()
    }

    /// Every command, those that work here first.
    fn commands(&self, over: Mode) -> Vec<(Found, String)> {
        // In the palette Enter and the arrows are its own.
        let own = |command: &Command| matches!(command, Command::Accept | Command::Palette);
        let words = |command: Command, binding: &Binding| {
            // Names are English in every language, as in the file of keys.
            let [hint, help] = [binding.hint, binding.help].map(|text| say!(self.guideline(), text));
            format!("{} {} {hint} {help}", command.name(), binding.hint)
        };
        let here = self.keymap.commands(over);
        let mut known: Vec<Command> = here.iter().map(|(command, _)| *command).collect();
        let mut all: Vec<_> =
            here.iter().map(|(of, binding)| (Found::Command(*of), words(*of, binding))).collect();
        for place in PLACES {
            for (command, binding) in self.keymap.commands(place) {
                if !known.contains(&command) {
                    known.push(command);
                    all.push((Found::Elsewhere(command, place), words(command, binding)));
                }
            }
        }
        all.retain(|(found, _)| !matches!(found, Found::Command(of) | Found::Elsewhere(of, _) if own(of)));
        all
    }

    /// Everything of the case that has words.
    fn things(&self) -> Vec<(Found, String)> {
        let guideline = self.guideline();
        let Some(work) = &self.work else { return vec![] };
        let asking = work.panel == Panel::Questions && self.page == super::Page::Questions;
        let mut things = vec![];
        let options = |question: QuestionId| {
            let kind = &guideline[question].kind;
            let count = match kind {
                Kind::OneOf(options) | Kind::Scale(options) | Kind::AnyOf(options) => options.len(),
                Kind::YesNo | Kind::Number { .. } => 0,
            };
            rows(guideline, question).into_iter().take(count).enumerate()
        };
        if asking {
            let rows = rows(guideline, work.focus).into_iter().enumerate();
            things.extend(rows.map(|(row, offered)| (Found::Row(row), offered.label)));
        }
        let questions = || (0..guideline.questions.len()).map(QuestionId);
        for question in questions() {
            let text = format!("{} {}", guideline[question].short, guideline[question].ask);
            things.push((Found::Question(question), text));
        }
        for (index, decision) in guideline.decisions.iter().enumerate() {
            things.push((Found::Item(Item::Decision(DecisionId(index))), decision.title.clone()));
        }
        for (index, advice) in guideline.recommendations.iter().enumerate() {
            things.push((Found::Item(Item::Recommendation(RecommendationId(index))), advice.title.clone()));
        }
        for question in questions().filter(|question| !asking || *question != work.focus) {
            things.extend(
                options(question).map(|(row, offered)| (Found::OtherRow(question, row), offered.label)),
            );
        }
        things
    }
}
