//! `mcrc demo`: the guided tour, and the cases that come with the program.

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use include_dir::{Dir, include_dir};

use super::error::Error;
use super::output::Output;
use super::{Global, application, choice, eval};
use crate::engine::Engine;
use crate::guideline::nearest;
use crate::guideline::{Case, Diagnostics, Guideline, Origin, Tour, Translated};
use crate::guideline::{read_case, read_tour, read_translated};
use crate::tui::{self, TourSetup};

static FOLDER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/demo");

/// Where the tour stands in it.
const TOUR: &str = "tour/tour.yaml";

/// Play the guided tour, list the demonstration cases, or open one.
#[derive(clap::Args, Debug)]
#[command(
    after_help = "Without a name the guided tour is played, a step with every key. Nothing of a demonstration is saved.
Without a terminal, or with --plain, the tour is written as text."
)]
pub(super) struct Demo {
    /// The case to open
    name: Option<String>,
    /// List the demonstration cases
    #[arg(long, conflicts_with_all = ["name", "script"])]
    list: bool,
    /// Play the tour by itself, again and again until a key is pressed
    #[arg(long, conflicts_with = "name")]
    script: bool,
    /// End after one round
    #[arg(long, requires = "script")]
    once: bool,
    /// How long each step stands
    #[arg(long, value_name = "SECONDS", default_value = "8", value_parser = pace, requires = "script")]
    pace: Duration,
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
        let language = translated(guideline)?;
        if self.list {
            let rows: Vec<Vec<String>> = texts()
                .map(|(name, text)| {
                    let title = match demonstration(guideline, &language, name, text) {
                        Ok(case) => case.title,
                        Err(_) => format!("(not a case of guideline {})", guideline.id),
                    };
                    vec![name.to_string(), title]
                })
                .collect();
            output.table(&rows)?;
            return Ok(0);
        }
        let Some(name) = &self.name else { return self.tour(global, engine, output) };
        let Some((name, text)) = texts().find(|(known, _)| known == name) else {
            let near = nearest(name, texts().map(|(name, _)| name));
            let hint = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`mcrc demo --list` lists all of them".to_string(),
            };
            return Err(Error::input(format!("there is no demonstration `{name}`")).hint(hint));
        };
        let case = demonstration(guideline, &language, name, text)?;
        if self.eval {
            choice::warn_of_errors(&engine);
            eval::write(output, &engine, &case, self.format)?;
            output.flush()?;
            return Ok(0);
        }
        application::demonstrate(global, engine, case)
    }

    fn tour(&self, global: &Global, engine: Engine, output: &mut Output) -> Result<u8, Error> {
        let tour = tour(engine.guideline())?;
        let (demos, warnings) = application::demonstrations(&engine);
        let pace = self.script.then_some(self.pace);
        let (engine, once, plain) = (Arc::new(engine), self.once, global.plain);
        output.flush()?;
        Ok(tui::run_tour(TourSetup { engine, tour, demos, plain, pace, once, warnings })?)
    }
}

/// The guided tour, if it can be played with this guideline.
fn tour(guideline: &Guideline) -> Result<Tour, Error> {
    let text = FOLDER.get_file(TOUR).and_then(|file| file.contents_utf8()).unwrap_or_default();
    let names: Vec<&str> = texts().map(|(name, _)| name).collect();
    let case = |wanted: &str| {
        let (name, text) = texts().find(|(name, _)| *name == wanted)?;
        read_case(guideline, name, text).ok()
    };
    let tour = read_tour(guideline, &format!("demo/{TOUR}"), text, &names, &case);
    tour.and_then(|tour| Ok(translated(guideline)?.tour(tour))).map_err(|findings| {
        match guideline.origin {
            Origin::Embedded => findings.into(),
            // Made for the embedded guideline; another one need not understand it.
            _ => Error::input(format!("the guided tour is not made for guideline {}", guideline.id))
                .hint("leave out --guideline; `mcrc demo --list` lists the cases this guideline understands"),
        }
    })
}

/// A demonstration, with its title in a language.
fn demonstration(
    guideline: &Guideline,
    language: &Translated,
    name: &str,
    text: &str,
) -> Result<Case, Diagnostics> {
    let mut case = read_case(guideline, &format!("demo/{name}.yaml"), text)?;
    case.title = language.text(&case.title);
    Ok(case)
}

/// What the demonstrations say in the language of the guideline.
fn translated(guideline: &Guideline) -> Result<Translated, Diagnostics> {
    let Some(code) = guideline.language.as_deref() else { return Ok(Translated::default()) };
    let name = format!("translations/{code}.yaml");
    match FOLDER.get_file(&name).and_then(|file| file.contents_utf8()) {
        Some(text) => read_translated(&format!("demo/{name}"), text, code),
        None => Ok(Translated::default()),
    }
}

/// Seconds as they are typed: from a twentieth of one to an hour.
fn pace(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| (0.05..=3600.0).contains(seconds));
    seconds
        .map(Duration::from_secs_f64)
        .ok_or_else(|| "write a number of seconds from 0.05 to 3600".to_owned())
}

/// The demonstrations that are cases of this guideline, and what is wrong with those that should be.
pub(super) fn cases(guideline: &Guideline) -> (Vec<(String, Case)>, Vec<String>) {
    let (mut cases, mut warnings) = (vec![], vec![]);
    let language = translated(guideline).unwrap_or_else(|findings| {
        warnings.push(format!("the demonstrations stay as they were written: {findings}"));
        Translated::default()
    });
    for (name, text) in texts() {
        match demonstration(guideline, &language, name, text) {
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
