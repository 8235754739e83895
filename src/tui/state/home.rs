//! The start page: sessions, a new case, demonstrations, and which of them contain the words typed.

use super::Model;
use crate::guideline::Case;
use crate::language::say;
use crate::report::plan_in_words;
use crate::session::{Entry, Listed, Status, Summary, clean_label};
use uuid::Uuid;

/// The state of the start page.
#[derive(Debug, Default)]
pub(crate) struct Home {
    /// Sessions on disk, last changed first.
    pub(crate) sessions: Vec<Listed>,
    /// Demonstrations: name and case.
    pub(crate) demos: Vec<(String, Case)>,
    /// The words that a line must contain.
    pub(crate) filter: String,
    /// The line under the cursor, counted in [`Model::home_items`].
    pub(crate) cursor: usize,
    /// The case that was left for this page, which the cursor goes to.
    pub(crate) left: Option<Left>,
}

/// A case that was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// The session with this id.
    Session(Uuid),
    /// The demonstration of this label.
    Demo(String),
}

/// A line of the start page that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HomeItem {
    /// Begins a new case.
    New,
    /// The session at this position of [`Home::sessions`].
    Session(usize),
    /// The demonstration at this position of [`Home::demos`].
    Demo(usize),
}

/// What a line says, part by part; what it has not is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HomeRow {
    /// How the clinician calls it, or a title.
    pub(crate) label: String,
    /// The plan, that of the tumour board if it decided otherwise.
    pub(crate) plan: String,
    /// Whether it is closed.
    pub(crate) status: String,
    /// When it was last changed.
    pub(crate) date: String,
}

impl HomeRow {
    /// How well words fit: the less the better. As they stand in the label, as they stand elsewhere, each on its own.
    fn fit(&self, words: &str) -> Option<u8> {
        let [label, plan, status, date] =
            [&self.label, &self.plan, &self.status, &self.date].map(|part| part.to_lowercase());
        let elsewhere = |word: &str| [&plan, &status, &date].iter().any(|part| stands_in(part, word));
        if label.contains(words) {
            Some(0)
        } else if elsewhere(words) {
            Some(1)
        } else {
            words.split_whitespace().all(|word| label.contains(word) || elsewhere(word)).then_some(2)
        }
    }
}

/// Whether a text contains a word; its digits have to be whole numbers of the text: `2` is not in `2026`.
fn stands_in(text: &str, word: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(word).any(|(at, found)| {
        let cut_before = digit(text[..at].chars().next_back()) && digit(found.chars().next());
        let cut_after = digit(found.chars().next_back()) && digit(text[at + found.len()..].chars().next());
        !cut_before && !cut_after
    })
}

impl Home {
    /// A start page that does not know the sessions yet.
    pub(crate) fn new(demos: Vec<(String, Case)>) -> Home {
        Home { demos, ..Home::default() }
    }
}

impl Model {
    /// What can be opened, in the order of the page; with words typed only what contains them, the best first.
    pub(crate) fn home_items(&self) -> Vec<HomeItem> {
        let sessions = (0..self.home.sessions.len()).map(HomeItem::Session);
        let demos = (0..self.home.demos.len()).map(HomeItem::Demo);
        let words = self.home.filter.trim().to_lowercase();
        if words.is_empty() {
            return [HomeItem::New].into_iter().chain(sessions).chain(demos).collect();
        }
        let mut fitting: Vec<(bool, u8, HomeItem)> = sessions
            .chain(demos)
            .filter_map(|item| {
                Some((matches!(item, HomeItem::Demo(_)), self.home_row(item).fit(&words)?, item))
            })
            .collect();
        fitting.sort_by_key(|(demo, fit, _)| (*demo, *fit));
        fitting.into_iter().map(|(_, _, item)| item).collect()
    }

    /// What is under the cursor of the start page.
    pub(crate) fn home_selected(&self) -> Option<HomeItem> {
        self.home_items().get(self.home.cursor).copied()
    }

    /// Where the case that was left stands on the start page.
    pub(crate) fn home_position(&self, left: &Left) -> Option<usize> {
        let is = |item: &HomeItem| match (item, left) {
            (HomeItem::Session(at), Left::Session(id)) => {
                self.home.sessions.get(*at).is_some_and(|listed| listed.id == *id)
            }
            (HomeItem::Demo(at), Left::Demo(label)) => {
                self.home.demos.get(*at).is_some_and(|(_, case)| clean_label(&case.title) == *label)
            }
            _ => false,
        };
        self.home_items().iter().position(is)
    }

    /// What a line of the start page says.
    pub(crate) fn home_row(&self, item: HomeItem) -> HomeRow {
        let only = |label: String| HomeRow { label, ..HomeRow::default() };
        match item {
            HomeItem::New => only(say!(self.guideline(), "New case").to_owned()),
            HomeItem::Session(at) => match self.home.sessions.get(at) {
                Some(Listed { entry: Entry::Session(summary), .. }) => self.session_row(summary),
                Some(Listed { entry: Entry::Unusable(problem), id, .. }) => only(format!("{id}  {problem}")),
                None => HomeRow::default(),
            },
            HomeItem::Demo(at) => match self.home.demos.get(at) {
                Some((name, case)) if case.title.is_empty() => only(name.clone()),
                Some((_, case)) => only(case.title.clone()),
                None => HomeRow::default(),
            },
        }
    }

    fn session_row(&self, summary: &Summary) -> HomeRow {
        let guideline = self.guideline();
        let status = match summary.status {
            Status::Open => say!(guideline, "open  "),
            Status::Closed => say!(guideline, "closed"),
        };
        HomeRow {
            label: summary.label.clone(),
            plan: match (&summary.overridden, &summary.strategy) {
                (Some(decided), _) => {
                    say!(guideline, "board: {0}", plan_in_words(guideline, &decided.strategy))
                }
                (None, None) => say!(guideline, "no plan yet").to_owned(),
                (None, Some(id)) => plan_in_words(guideline, id),
            },
            status: status.trim_end().to_owned(),
            date: summary.updated.date_and_clock(),
        }
    }
}
