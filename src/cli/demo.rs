//! `mcrc demo`: the cases that come with the program.

use std::io::Write;

use include_dir::{Dir, include_dir};

use super::error::Error;
use super::output::Output;
use super::{Global, application, choice, eval, table};
use crate::guideline::nearest;
use crate::guideline::{Case, Guideline, Origin, read_case};
use crate::session::clean_label;
use crate::tui::Start;

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// List the demonstration cases, or open one.
#[derive(clap::Args, Debug)]
pub(super) struct Demo {
    /// Its name
    name: Option<String>,
    /// Print its assessment instead of opening the application
    #[arg(long, requires = "name")]
    eval: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t, requires = "eval")]
    format: eval::Format,
}

impl Demo {
    pub(super) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let engine = choice::engine(global, None)?;
        let guideline = engine.guideline();
        let Some(name) = &self.name else {
            let rows: Vec<Vec<String>> = texts()
                .map(|(name, text)| {
                    let title = match read_case(guideline, name, text) {
                        Ok(case) => case.title,
                        Err(_) => format!("(not a case of guideline {})", guideline.id),
                    };
                    vec![name.to_string(), title]
                })
                .collect();
            table::write(output, &rows)?;
            return Ok(0);
        };
        let Some((name, text)) = texts().find(|(known, _)| known == name) else {
            let near = nearest(name, texts().map(|(name, _)| name));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`mcrc demo` lists all of them".to_string(),
            };
            return Err(Error::input(format!("there is no demonstration `{name}`")).hint(hint));
        };
        let case = read_case(guideline, &format!("demo/{name}.yaml"), text)?;
        if self.eval {
            choice::warn_of_errors(&engine);
            eval::write(output, &engine, &case, self.format)?;
            output.flush()?;
            return Ok(0);
        }
        let start = Start::New { title: clean_label(&case.title), answers: case.answers };
        application::start(global, engine, start)
    }
}

/// The demonstrations that are cases of this guideline, and what is wrong with those that should be.
pub(super) fn cases(guideline: &Guideline) -> (Vec<(String, Case)>, Vec<String>) {
    let (mut cases, mut warnings) = (vec![], vec![]);
    for (name, text) in texts() {
        match read_case(guideline, name, text) {
            Ok(case) => cases.push((name.to_string(), case)),
            // Made for the embedded guideline; another one need not understand them.
            Err(_) if guideline.origin != Origin::Embedded => {}
            Err(findings) => warnings.push(format!("the demonstration `{name}` cannot be used: {findings}")),
        }
    }
    (cases, warnings)
}

/// Names and texts, in the order of the names.
fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    FOLDER.files().filter_map(|file| {
        let name = file.path().to_str()?.strip_suffix(".yaml")?;
        Some((name, file.contents_utf8()?))
    })
}
