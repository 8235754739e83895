//! `mcrc guideline`: which guidelines there are, what is wrong with one, and what its cases say.

mod diff;
mod test;

use std::io::Write;
use std::sync::Arc;

use super::error::Error;
use super::output::Output;
use super::{Global, choice, table};
use crate::engine::{Engine, Finding};
use crate::guideline::{Diagnostic, Diagnostics, Files, Kind, Origin, Severity, Subject, load};

/// List, check or test guidelines.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Guidelines {
    /// List the embedded guideline and your own
    List,
    /// Prove that a guideline has no errors
    Check {
        /// A folder, or an id; without it the one of --guideline, or the embedded one
        #[arg(value_name = "DIR|ID")]
        name: Option<String>,
    },
    /// Run a guideline's own cases, and say which rules and bounds none of them reaches
    Test {
        /// A folder, or an id; without it the one of --guideline, or the embedded one
        #[arg(value_name = "DIR|ID")]
        name: Option<String>,
        /// Fail also where a rule, a recommendation or a bound is reached by no case
        #[arg(long)]
        strict: bool,
    },
    /// Say which patients a change of a guideline affects
    Diff(diff::Diff),
    /// Find an order of variables that keeps a guideline's diagrams small, and write it to order.yaml
    #[command(
        long_about = "Find an order of variables that keeps a guideline's diagrams small, and write it to \
                            order.yaml.\n\nThe order never changes a result, only how long an assessment takes. \
                            Run it again after larger changes of the guideline; it takes a minute or two."
    )]
    Order {
        /// The folder of the guideline
        #[arg(value_name = "DIR")]
        folder: std::path::PathBuf,
    },
}

impl Guidelines {
    pub(super) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        match self {
            Guidelines::List => list(global, output),
            Guidelines::Check { name } => check(global, name.as_deref(), output),
            Guidelines::Test { name, strict } => test::run(&files(global, name.as_deref())?, *strict, output),
            Guidelines::Diff(diff) => diff.run(global, output),
            Guidelines::Order { folder } => order(folder, output),
        }
    }
}

fn list(global: &Global, output: &mut Output) -> Result<u8, Error> {
    let mut rows = vec![];
    for (id, guideline) in choice::all(global) {
        rows.push(match guideline {
            Ok(guideline) => {
                let origin = match &guideline.origin {
                    Origin::Embedded => "embedded".to_string(),
                    Origin::Folder(folder) => folder.display().to_string(),
                };
                vec![id, guideline.version, guideline.date, guideline.title, origin]
            }
            Err(findings) => {
                let errors = count(&findings, Severity::Error);
                let name = if is_embedded(&id) { String::new() } else { format!(" {id}") };
                let errors = format!("{errors} {}", plural("error", errors));
                vec![id, format!("does not load ({errors}): mcrc guideline check{name}")]
            }
        });
    }
    table::write(output, &rows)?;
    if let Some(id) = choice::embedded_id()
        && let Some((_, folder)) = choice::folders(global).into_iter().find(|(name, _)| *name == id)
    {
        let _ = writeln!(
            std::io::stderr(),
            "warning: {} is not used: an embedded guideline has the id `{id}`\n   = rename the folder and the id in it, or name the folder with --guideline",
            folder.display()
        );
    }
    Ok(0)
}

fn is_embedded(id: &str) -> bool {
    choice::embedded_id().is_none_or(|embedded| embedded == id)
}

fn files(global: &Global, name: Option<&str>) -> Result<Files, Error> {
    match name {
        Some(name) => choice::named(global, name),
        None => choice::files(global, None),
    }
}

fn check(global: &Global, name: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let files = files(global, name)?;
    let (mut findings, summary) = match load(&files) {
        Err(findings) => (findings, None),
        Ok(loaded) => {
            let guideline = Arc::new(loaded.guideline);
            let summary = format!(
                "{} {}: {} questions, {} decisions, {} recommendations, {} citations",
                guideline.id,
                guideline.version,
                guideline.questions.len(),
                guideline.decisions.len(),
                guideline.recommendations.len(),
                guideline.evidence.len()
            );
            let engine = Engine::new(guideline)?;
            let mut findings = loaded.warnings;
            findings.0.extend(engine.findings().iter().map(|finding| diagnostic(&files, finding)));
            (findings, Some(summary))
        }
    };
    findings.0.sort_by(|one, other| (one.severity, &one.place).cmp(&(other.severity, &other.place)));
    if !findings.0.is_empty() {
        writeln!(output, "{findings}\n")?;
    }
    if let Some(summary) = summary {
        writeln!(output, "{summary}")?;
    }
    let (errors, warnings) = (count(&findings, Severity::Error), count(&findings, Severity::Warning));
    writeln!(output, "{errors} {}, {warnings} {}", plural("error", errors), plural("warning", warnings))?;
    Ok(u8::from(findings.has_errors()))
}

fn order(folder: &std::path::Path, output: &mut Output) -> Result<u8, Error> {
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

/// What the proof found, with the line that it is about.
fn diagnostic(files: &Files, finding: &Finding) -> Diagnostic {
    let text = files.texts.iter().find(|(path, _)| *path == finding.place.file).map(|(_, text)| text);
    let line = text.and_then(|text| text.lines().nth(finding.place.line.checked_sub(1)?));
    Diagnostic {
        severity: if finding.error { Severity::Error } else { Severity::Warning },
        place: finding.place.clone(),
        line_text: line.map(str::to_string),
        width: 1,
        message: finding.message.clone(),
        hint: None,
    }
}

fn count(findings: &Diagnostics, severity: Severity) -> usize {
    findings.0.iter().filter(|finding| finding.severity == severity).count()
}

fn plural(noun: &str, number: usize) -> String {
    format!("{noun}{}", if number == 1 { "" } else { "s" })
}
