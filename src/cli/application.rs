//! `mcrc`, `mcrc open` and `mcrc new`: into the application.

use std::path::PathBuf;
use std::sync::Arc;

use super::error::Error;
use super::{Global, choice, demo, eval};
use crate::engine::Engine;
use crate::guideline::{Answers, Case, Origin};
use crate::session::{Store, clean_label};
use crate::tui::{self, Setup, Start};

/// Open a session in the application.
#[derive(clap::Args, Debug)]
pub(super) struct Open {
    /// Its label, its id, or an unambiguous beginning of its id
    session: String,
}

/// Begin a new session.
#[derive(clap::Args, Debug)]
pub(super) struct New {
    /// A case file, YAML or JSON
    case: Option<PathBuf>,
    /// The label of the session, instead of "New case" or the title of the case file: a pseudonym, never a name
    #[arg(long)]
    label: Option<String>,
}

impl Open {
    pub(super) fn run(&self, global: &Global) -> Result<u8, Error> {
        let session = global.saved()?.load(&self.session)?;
        let engine = choice::engine(global, Some(session.guideline()))?;
        start(global, engine, Start::Session(session.id().to_string()))
    }
}

impl New {
    pub(super) fn run(&self, global: &Global) -> Result<u8, Error> {
        let engine = choice::engine(global, None)?;
        let (title, answers) = match &self.case {
            None => (String::new(), Answers::none(engine.guideline())),
            Some(path) => {
                let case = eval::read_file(engine.guideline(), path)?;
                (case.title, case.answers)
            }
        };
        let title = clean_label(self.label.as_ref().unwrap_or(&title));
        start(global, engine, Start::New { title, answers })
    }
}

/// The start page.
pub(super) fn home(global: &Global) -> Result<u8, Error> {
    start(global, choice::engine(global, None)?, Start::Home)
}

/// Runs the application.
fn start(global: &Global, engine: Engine, start: Start) -> Result<u8, Error> {
    let store = Some(global.store()?);
    run(global, engine, start, store)
}

/// Runs the application on a demonstration, of which nothing is saved: no folder is made before a case is begun.
pub(super) fn demonstrate(global: &Global, engine: Engine, case: Case) -> Result<u8, Error> {
    let start = Start::Demonstration { title: clean_label(&case.title), answers: case.answers };
    let store = global.places().ok().map(|places| Store::at(&places.data));
    run(global, engine, start, store)
}

fn run(global: &Global, engine: Engine, start: Start, store: Option<Store>) -> Result<u8, Error> {
    let (demos, mut warnings) = demonstrations(&engine);
    warnings.extend(global.language().warning);
    let keys = global.keys()?;
    let again = choice::again(global, engine.guideline());
    let setup =
        Setup { engine: Arc::new(engine), store, start, demos, plain: global.plain, keys, warnings, again };
    Ok(tui::run(setup)?)
}

/// The demonstrations, and what is wrong with them or with the guideline.
pub(super) fn demonstrations(engine: &Engine) -> (Vec<(String, Case)>, Vec<String>) {
    let (demos, mut warnings) = demo::cases(engine.guideline());
    // The embedded guideline was proved when the program was tested.
    if engine.guideline().origin != Origin::Embedded {
        let broken = engine.findings();
        warnings
            .extend(broken.iter().map(|finding| format!("this guideline has an error: {}", finding.message)));
    }
    (demos, warnings)
}
