//! The application: a questionnaire beside the decision path and the recommendation, by keyboard alone.
//!
//! One state (`state::Model`), one way to change it (`update`), views that only read it, and a thin shell (`run`) that
//! reads keys, carries out effects and draws. Nothing is computed or drawn unless a key, a resize or a signal came.
//! `plain` is another view of the same state: numbered questions, one a line.
//!
//! There is no clinical knowledge in here: no id of a guideline's question, outcome or recommendation.

mod action;
pub mod caps;
mod key;
mod keymap;
mod layout;
mod outside;
mod plain;
mod run;
mod state;
mod summary;
mod terminal;
#[cfg(test)]
mod tests;
mod text;
mod theme;
mod tour;
mod update;
mod view;

#[cfg(test)]
pub(crate) use keymap::phrases as phrases_of_keys;
pub use keymap::{check_keys, keys_as_file};
pub use run::run;
pub(crate) use terminal::{end_on_panic, survive_limits_of_files};
pub use tour::{TourSetup, run_tour};

use std::sync::Arc;

use crate::engine::Engine;
use crate::guideline::{Answers, Case};
use crate::session::Store;

/// Where the application begins.
#[derive(Clone, Debug)]
pub enum Start {
    /// At the start page.
    Home,
    /// In a session, by its id.
    Session(String),
    /// In a new session with these answers.
    New {
        /// Its label.
        title: String,
        /// Its answers.
        answers: Answers,
    },
    /// In a demonstration with these answers, of which nothing is saved.
    Demonstration {
        /// What it is called.
        title: String,
        /// Its answers.
        answers: Answers,
    },
}

/// What the application works with.
#[derive(Debug)]
pub struct Setup {
    /// The guideline, compiled.
    pub engine: Arc<Engine>,
    /// The sessions; `None`: nothing at all is saved.
    pub store: Option<Store>,
    /// Where to begin.
    pub start: Start,
    /// Demonstration cases by name.
    pub demos: Vec<(String, Case)>,
    /// Numbered questions, one a line, instead of a screen.
    pub plain: bool,
    /// The user's own keys: the name of the file and its text.
    pub keys: Option<(String, String)>,
    /// What is wrong with the guideline; shown permanently.
    pub warnings: Vec<String>,
    /// Options that stand behind `mcrc open ID` when the case is opened again.
    pub again: String,
}

/// Why the application ended badly.
#[derive(Debug)]
pub struct Error(pub String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
