//! tui

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
}

/// What the application works with.
#[derive(Debug)]
pub struct Setup {
    /// The guideline, compiled.
    pub engine: Arc<Engine>,
    /// The sessions.
    pub store: Store,
    /// Where to begin.
    pub start: Start,
    /// Demonstration cases by name.
    pub demos: Vec<(String, Case)>,
    /// Numbered questions, one a line, instead of a screen.
    pub plain: bool,
    /// To be shown once.
    pub warnings: Vec<String>,
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

/// Runs the application; returns the exit code.
pub fn run(_setup: Setup) -> Result<u8, Error> {
    Err(Error("the application is not built yet".to_string()))
}
