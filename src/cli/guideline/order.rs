//! `mcrc guideline order`: a good order of variables, found once and kept.

use std::io::Write;
use std::sync::Arc;

use super::super::error::Error;
use super::super::output::Output;
use crate::engine::Engine;
use crate::guideline::{Files, Kind, Subject, load};

/// Looks for an order that keeps the guideline's diagrams small, and writes it beside it.
pub(super) fn run(folder: &std::path::Path, output: &mut Output) -> Result<u8, Error> {
    let guideline = Arc::new(load(&Files::read(folder)?)?.guideline);
    let engine = Engine::new(Arc::clone(&guideline))?;
    let before = engine.size().1;
    let (after, order) = engine.better_order();
    let mut text = "# A good order of variables for the diagrams of this guideline; it changes no result.\n\
                    # Written by `mcrc guideline order`.\n"
        .to_string();
    for placed in order {
        let (id, kind) = match placed.subject {
            Subject::Question(question) => (&guideline[question].id, Some(&guideline[question].kind)),
            Subject::Score(score) => (&guideline[score].id, None),
            Subject::Decision(_) => continue,
        };
        let option = match (kind, placed.option) {
            (Some(Kind::AnyOf(options)), Some(option)) => format!(".{}", options[option].id),
            _ => String::new(),
        };
        text.push_str(&format!("- {id}{option}\n"));
    }
    let path = folder.join("order.yaml");
    std::fs::write(&path, text).map_err(|error| {
        Error::input(format!("{} cannot be written", path.display()))
            .cause(error)
            .hint("check the path and its permissions")
    })?;
    writeln!(output, "{}: {before} nodes before, {after} after", path.display())?;
    Ok(0)
}
