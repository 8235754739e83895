//! `mcrc guideline`: which guidelines there are, what is wrong with one, and what its cases say.

mod check;
mod diff;
mod graph;
mod missing;
mod new;
mod order;
mod schema;
mod show;
mod test;
mod translate;

use std::io::Write;
use std::path::Path;

use serde_json::Value;

use super::clean::messages;
use super::error::Error;
use super::output::Output;
use super::{Global, choice};
use crate::guideline::{
    Answer, Answers, Case, Diagnostics, Files, Guideline, Origin, QuestionId, Severity, answer_to_value,
    read_case,
};

/// Write, check, test and list guidelines.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Guidelines {
    /// List the embedded guideline and your own
    List,
    /// Prove that a guideline has no errors
    Check(check::Check),
    /// Run a guideline's own cases, and say which rules and bounds none of them reaches
    Test {
        /// A folder, or an id; without it the one of --guideline, or the embedded one
        #[arg(value_name = "DIR|ID")]
        name: Option<String>,
        /// Fail also where a rule, a recommendation or a bound is reached by no case
        #[arg(long)]
        strict: bool,
        /// Write a patient for each rule that no case reaches, as a case to be given an expectation
        #[arg(long)]
        write_missing: bool,
        /// Make those patients as like the one of this case as the rules allow
        #[arg(long, value_name = "CASE", requires = "write_missing")]
        like: Option<std::path::PathBuf>,
    },
    /// Show what a guideline holds, or one question, decision, rule, score, stop, recommendation or citation of it
    Show(show::Show),
    /// Draw a guideline, or how one of its decisions is made
    Graph(graph::Graph),
    /// Write a commented start of a guideline into a new folder
    New {
        /// The folder; its name becomes the id of the guideline
        #[arg(value_name = "DIR")]
        folder: std::path::PathBuf,
    },
    /// Print the JSON Schema of a guideline's files, for editors, or of what commands print with --format json
    Schema {
        /// Of one kind of file; or `assessment`, `difference` and `finding` for what `eval`, `guideline diff` and
        /// `guideline check` print. Without it all kinds of files, each as a definition
        #[arg(value_parser = clap::builder::PossibleValuesParser::new(schema::kinds()))]
        kind: Option<String>,
    },
    /// Begin a translation beside a guideline, or bring it up to date
    #[command(long_about = "Begin a translation beside a guideline, or bring it up to date.\n\nWrites \
                            translations/LANGUAGE.yaml with an entry for every text. What is translated is kept; what \
                            the guideline says differently by now is marked, and what it no longer says is put aside.")]
    Translate {
        /// The folder of the guideline
        #[arg(value_name = "DIR")]
        folder: std::path::PathBuf,
        /// The code of the language, such as `ko`
        language: String,
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
            Guidelines::Check(check) => check.run(&files(global, check.name.as_deref())?, output),
            Guidelines::Test { name, strict, write_missing, like } => test::run(
                &files(global, name.as_deref())?,
                *strict,
                write_missing.then_some(like.as_deref()),
                output,
            ),
            Guidelines::Show(show) => show.run(global, output),
            Guidelines::Graph(graph) => graph.run(global, output),
            Guidelines::Diff(diff) => diff.run(global, output),
            Guidelines::Translate { folder, language } => translate::run(folder, language, output),
            Guidelines::Order { folder } => order::run(folder, output),
            Guidelines::New { folder } => new::run(folder, output),
            Guidelines::Schema { kind } => schema::run(kind.as_deref(), output),
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
    output.table(&rows)?;
    if let Some(id) = choice::embedded_id()
        && let Some((_, folder)) = choice::folders(global).into_iter().find(|(name, _)| *name == id)
    {
        let _ = writeln!(
            messages(),
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
    if name.is_none() && global.guideline.is_none() && Path::new("guideline.yaml").is_file() {
        let _ = writeln!(
            std::io::stderr(),
            "note: this is about the guideline in the program\n   = for the one in this folder name it: `.`"
        );
    }
    match name {
        Some(name) => choice::named(global, name),
        None => choice::files(global, None),
    }
}

fn count(findings: &Diagnostics, severity: Severity) -> usize {
    findings.0.iter().filter(|finding| finding.severity == severity).count()
}

/// The guideline's own cases with their paths, and what is wrong with the files of others.
fn cases<'f>(files: &'f Files, guideline: &Guideline) -> (Vec<(&'f str, Case)>, Diagnostics) {
    let (mut cases, mut wrong) = (Vec::new(), Diagnostics::default());
    for (path, text) in
        files.texts.iter().filter(|(path, _)| path.starts_with("cases/") && path.ends_with(".yaml"))
    {
        match read_case(guideline, path, text) {
            Ok(case) => cases.push((path.as_str(), case)),
            Err(findings) => wrong.0.extend(findings.0),
        }
    }
    (cases, wrong)
}

/// A patient as a line that a case file may have: `answers: {fit: yes, sites: [liver]}`.
fn as_case(guideline: &Guideline, answers: &Answers) -> String {
    let text = |value: &Value| match value {
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Array(ids) => {
            format!("[{}]", ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    let answer = |(question, answer): (QuestionId, Answer)| {
        let value = answer_to_value(guideline, question, answer);
        format!("{}: {}", guideline[question].id, text(&value))
    };
    let answers: Vec<String> = answers.iter().map(answer).collect();
    format!("answers: {{{}}}", answers.join(", "))
}

fn plural(noun: &str, number: usize) -> String {
    format!("{noun}{}", if number == 1 { "" } else { "s" })
}
