//! `mcrc guideline show`: what a guideline holds, or one thing in it with everything that uses it.

use std::io::Write;

use super::super::error::Error;
use super::super::output::Output;
use super::super::{Global, choice};
use crate::guideline::{Item, load};
use crate::report::{item_text, overview_text};

/// Show what a guideline holds, or one thing in it.
#[derive(clap::Args, Debug)]
#[command(
    long_about = "Show what a guideline holds, or one question, decision, rule, score, stop, recommendation or \
    citation of it: everything it says, and what uses it, each with file and line.\n\n\
    A rule is named by its decision and its number: liver_technical:3. The guideline is the one of --guideline, or \
    the embedded one."
)]
pub(in crate::cli) struct Show {
    /// What to show; a rule is DECISION:NUMBER. Without it, everything there is
    #[arg(value_name = "ID")]
    id: Option<String>,
}

impl Show {
    pub(in crate::cli) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let guideline = load(&choice::files(global, None)?)?.guideline;
        let Some(id) = &self.id else {
            output.write_all(overview_text(&guideline, output.layout()).as_bytes())?;
            return Ok(0);
        };
        let items = Item::find(&guideline, id).map_err(|unknown| {
            let hint = unknown.hint.unwrap_or_else(|| "`mcrc guideline show` lists every id".to_owned());
            Error::input(format!("guideline {} has no `{id}`", guideline.id)).hint(hint)
        })?;
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                writeln!(output)?;
            }
            output.write_all(item_text(&guideline, item, output.layout()).as_bytes())?;
        }
        Ok(0)
    }
}
