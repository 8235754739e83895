//! `mcrc guideline diff`: which patients a change of a guideline affects.

mod json;
mod sessions;
mod text;

use std::sync::Arc;

use super::super::error::Error;
use super::super::output::Output;
use super::super::{Global, choice};
use crate::engine::{Difference, Effort, Engine, difference};
use crate::guideline::{Guideline, load};
use sessions::Replays;

/// Say which patients a change of a guideline affects.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Say which patients a change of a guideline affects.\n\nNot which lines differ, but whose outcome, \
                  advice or alerts do: proved over all answers, with a patient for each class. Shares count \
                  combinations of answer classes, each once; they are not shares of patients."
)]
pub(in crate::cli) struct Diff {
    /// The old version: a folder, or an id
    #[arg(value_name = "OLD")]
    old: String,
    /// The new version: a folder, or an id
    #[arg(value_name = "NEW")]
    new: String,
    /// Also assess all saved sessions of the guideline under both versions, and list those that would change
    #[arg(long)]
    sessions: bool,
    /// Name the texts, citations and strengths that differ, too, not only how many
    #[arg(long)]
    text: bool,
    /// List at most so many classes of patients for one change, even if most patients are in none of them; without
    /// it, 3 where they say enough
    #[arg(long, value_name = "N")]
    lines: Option<usize>,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// End with 1 where a patient is affected, or it is not proved that none is
    #[arg(long)]
    exit_code: bool,
}

/// How a difference is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading.
    #[default]
    Text,
    /// For programs: one document.
    Json,
}

/// All that is to be printed.
struct Found<'a> {
    old: &'a Guideline,
    new: &'a Guideline,
    difference: &'a Difference,
    replays: Option<&'a Replays>,
}

impl Diff {
    pub(super) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let (old, new) = (read(global, &self.old)?, read(global, &self.new)?);
        let effort = Effort::default();
        let effort = Effort { lines: self.lines.map_or(effort.lines, |lines| lines.max(1)), ..effort };
        let too_large = |cause| Error::input("the two versions are too large to be compared").cause(cause);
        let difference = difference(&old, &new, effort).map_err(too_large)?;
        let replays = match self.sessions {
            true => {
                let engines = [Engine::new(Arc::clone(&old))?, Engine::new(Arc::clone(&new))?];
                Some(sessions::replay(&global.saved()?, &engines)?)
            }
            false => None,
        };
        let found = Found { old: &old, new: &new, difference: &difference, replays: replays.as_ref() };
        match self.format {
            Format::Text => text::write(&found, self.text, self.lines.is_some(), output)?,
            Format::Json => output.json(json::document(&found))?,
        }
        let affected = !difference.is_nobody() || replays.is_some_and(|replays| !replays.changed.is_empty());
        Ok(u8::from(self.exit_code && affected))
    }
}

fn read(global: &Global, name: &str) -> Result<Arc<Guideline>, Error> {
    let wrong = |findings| Error::from(findings).hint(format!("this is about `{name}`"));
    let files = choice::named(global, name)?;
    Ok(Arc::new(load(&files).map_err(wrong)?.guideline))
}
