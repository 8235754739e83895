//! The start page: sessions, a new case, demonstrations.

use crate::guideline::Case;
use crate::session::{Entry, Listed};

/// The state of the start page.
#[derive(Debug, Default)]
pub(crate) struct Home {
    /// Sessions on disk, last changed first.
    pub(crate) sessions: Vec<Listed>,
    /// Demonstrations: name and case.
    pub(crate) demos: Vec<(String, Case)>,
    /// The words that a line must contain.
    pub(crate) filter: String,
    /// The line under the cursor, counted in [`Home::items`].
    pub(crate) cursor: usize,
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

impl Home {
    /// A start page that does not know the sessions yet.
    pub(crate) fn new(demos: Vec<(String, Case)>) -> Home {
        Home { demos, ..Home::default() }
    }

    /// What can be opened, in the order of the page, as far as it contains the words of the filter.
    pub(crate) fn items(&self) -> Vec<HomeItem> {
        let filter = self.filter.to_lowercase();
        let words: Vec<&str> = filter.split_whitespace().collect();
        let fits = |text: String| {
            let text = text.to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        let new = words.is_empty().then_some(HomeItem::New);
        let sessions = (0..self.sessions.len()).map(HomeItem::Session);
        let demos = (0..self.demos.len()).map(HomeItem::Demo);
        new.into_iter().chain(sessions.chain(demos).filter(|item| fits(self.text(*item)))).collect()
    }

    /// What is under the cursor.
    pub(crate) fn selected(&self) -> Option<HomeItem> {
        self.items().get(self.cursor).copied()
    }

    /// The words by which a line is found.
    fn text(&self, item: HomeItem) -> String {
        match item {
            HomeItem::New => String::new(),
            HomeItem::Session(index) => {
                self.sessions.get(index).map_or_else(String::new, |listed| match &listed.entry {
                    Entry::Session(summary) => format!(
                        "{} {} {}",
                        summary.label,
                        summary.strategy.as_deref().unwrap_or_default().replace('_', " "),
                        summary.updated.date_and_clock()
                    ),
                    Entry::Unusable(_) => listed.id.to_string(),
                })
            }
            HomeItem::Demo(index) => self
                .demos
                .get(index)
                .map_or_else(String::new, |(name, case)| format!("{name} {}", case.title)),
        }
    }
}
