//! `mcrc eval`: cases in, assessments out.

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};

use super::clean::messages;
use super::error::Error;
use super::output::Output;
use super::{Global, choice};
use crate::engine::Engine;
use crate::guideline::{Answer, Answers, Case, Guideline, QuestionId, read_case};
use crate::report::{Report, WhatIf, json, markdown, text};

/// Larger than any case: what is, is refused before it is read.
const LARGEST: u64 = 4 << 20;

/// What a case file looks like, for whoever writes the first one.
const CASE_FILE: &str = "\
A case file names questions and answers by their ids; what is not in it is not answered:
  title: A label, never a name
  answers:
    a_question: an_option
    another_question: [an_option, another_option]
    a_number: 3
    a_yes_no_question: yes
    what_is_not_known: unknown
`mcrc guideline show` lists the questions, `mcrc guideline show ID` the answers of one.";

/// Assess case files and print what follows.
#[derive(clap::Args, Debug)]
#[command(after_help = CASE_FILE)]
pub(super) struct Eval {
    /// Case files, YAML or JSON; `-` reads standard input: one document, or one JSON document a line
    #[arg(required = true, value_name = "CASE")]
    cases: Vec<PathBuf>,
    /// How to print what follows
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Take what was not answered as "unknown": nothing more will be asked
    #[arg(long)]
    unanswered_as_unknown: bool,
    /// Also say which two changes together would tip the plan where neither does alone
    #[arg(long)]
    pairs: bool,
    /// Change an answer of the case to see what would follow; may be given several times
    #[arg(long, value_name = "QUESTION=ANSWER")]
    what_if: Vec<String>,
}

/// How an assessment is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For reading.
    #[default]
    Text,
    /// For records that render it.
    Markdown,
    /// For programs: one document a line, as the shipped JSON Schema describes it.
    Json,
}

impl Eval {
    pub(super) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let engine = choice::engine(global, None)?;
        choice::warn_of_errors(&engine);
        let changes = changes(engine.guideline(), &self.what_if)?;
        let mut run = Run { eval: self, engine: &engine, changes, output, written: 0, failed: false };
        for path in &self.cases {
            if path.as_os_str() == "-" {
                run.standard_input()?;
            } else {
                match read_text(path) {
                    Ok(text) => run.case(&path.display().to_string(), &text)?,
                    Err(error) => run.fail(&error)?,
                }
            }
        }
        if run.failed { Err(Error::told()) } else { Ok(0) }
    }
}

struct Run<'a> {
    eval: &'a Eval,
    engine: &'a Engine,
    changes: Vec<(QuestionId, Answer)>,
    output: &'a mut Output,
    written: usize,
    failed: bool,
}

impl Run<'_> {
    /// One document, or, where the first line is a whole JSON document by itself, one document a line.
    fn standard_input(&mut self) -> Result<(), Error> {
        let unreadable = |error| Error::input("standard input cannot be read").cause(error);
        let mut input = std::io::stdin().lock();
        let mut line = String::new();
        let mut number = 0;
        let read_line = |input: &mut std::io::StdinLock<'_>, line: &mut String| {
            line.clear();
            input.take(LARGEST).read_line(line).map_err(unreadable)
        };
        while read_line(&mut input, &mut line)? > 0 {
            number += 1;
            if line.trim().is_empty() {
                continue;
            }
            let by_line = line.trim_start().starts_with('{')
                && serde_json::from_str::<serde::de::IgnoredAny>(&line).is_ok();
            if by_line {
                self.case(&format!("standard input, line {number}"), line.trim())?;
                continue;
            }
            if self.written > 0 || self.failed {
                // Lines before were documents, so this one is meant to be one; the reader says what is wrong.
                self.case(&format!("standard input, line {number}"), line.trim())?;
                continue;
            }
            // Empty lines before it are kept, so that its findings name the right ones.
            let mut text = "\n".repeat(number - 1);
            text.push_str(&line);
            input.take(LARGEST).read_to_string(&mut text).map_err(unreadable)?;
            return self.case("standard input", &text);
        }
        if number == 0 || (self.written == 0 && !self.failed) {
            return self.fail(
                &Error::input("standard input is empty")
                    .hint("a case has `answers:` with an answer for each question"),
            );
        }
        Ok(())
    }

    fn case(&mut self, name: &str, text: &str) -> Result<(), Error> {
        match read_case(self.engine.guideline(), name, text) {
            Ok(mut case) => {
                if self.eval.unanswered_as_unknown {
                    make_unknown(self.engine.guideline(), &mut case.answers);
                }
                if self.written > 0 && self.eval.format != Format::Json {
                    writeln!(self.output)?;
                }
                self.written += 1;
                self.assess(&case)
            }
            Err(findings) => self.fail(&findings.into()),
        }
    }

    fn assess(&mut self, case: &Case) -> Result<(), Error> {
        let (engine, guideline) = (self.engine, self.engine.guideline());
        let mut answers = case.answers.clone();
        for &(question, answer) in &self.changes {
            answers.set(question, Some(answer));
        }
        let assessment = engine.assess_with_reasons(&answers);
        let changed: Vec<QuestionId> = self.changes.iter().map(|(question, _)| *question).collect();
        let itself = (!changed.is_empty()).then(|| engine.assess(&case.answers));
        let what_if = itself.as_ref().map(|assessment| WhatIf { changed, before: &case.answers, assessment });
        let pairs = self.eval.pairs.then(|| engine.tipping_pairs(&answers));
        let report = Report::new(guideline, &case.title, &assessment)
            .with_answers(&answers)
            .with_pairs(pairs.as_deref())
            .with_what_if(what_if.as_ref());
        write_report(self.output, &report, self.eval.format)
    }

    /// Tells what is wrong with one case; the others go on.
    fn fail(&mut self, error: &Error) -> Result<(), Error> {
        // What came before is shown before, where both go to one terminal.
        self.output.flush()?;
        error.show(&mut messages());
        self.failed = true;
        Ok(())
    }
}

/// Assesses one case and prints it.
pub(super) fn write(output: &mut Output, engine: &Engine, case: &Case, format: Format) -> Result<(), Error> {
    let assessment = engine.assess_with_reasons(&case.answers);
    let report = Report::new(engine.guideline(), &case.title, &assessment).with_answers(&case.answers);
    write_report(output, &report, format)
}

/// The answers of `--what-if`, read as those of a case file.
fn changes(guideline: &Guideline, texts: &[String]) -> Result<Vec<(QuestionId, Answer)>, Error> {
    let mut changes: Vec<(QuestionId, Answer)> = Vec::new();
    for text in texts {
        let Some((question, answer)) = text.split_once('=') else {
            return Err(Error::usage(format!("--what-if {text} has no answer"))
                .hint("write --what-if QUESTION=ANSWER, with ids and answers as in a case file"));
        };
        let line = format!("{}: {}", question.trim(), answer.trim());
        let case = read_case(guideline, "--what-if", &format!("answers:\n  {line}\n"))?;
        for change in case.answers.iter() {
            changes.retain(|(question, _)| *question != change.0);
            changes.push(change);
        }
    }
    Ok(changes)
}

/// Prints a report, one line for JSON.
pub(super) fn write_report(output: &mut Output, report: &Report<'_>, format: Format) -> Result<(), Error> {
    match format {
        Format::Text => output.write_all(text(report, output.layout()).as_bytes())?,
        Format::Markdown => output.write_all(markdown(report).as_bytes())?,
        Format::Json => output.json(json(report))?,
    }
    Ok(())
}

/// Reads the case of a file.
pub(super) fn read_file(guideline: &Guideline, path: &Path) -> Result<Case, Error> {
    Ok(read_case(guideline, &path.display().to_string(), &read_text(path)?)?)
}

fn read_text(path: &Path) -> Result<String, Error> {
    let unreadable = |error| Error::input(format!("{} cannot be read", path.display())).cause(error);
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = vec![];
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Error::input(format!(
            "{} is larger than {} MiB: no case is",
            path.display(),
            LARGEST >> 20
        )));
    }
    String::from_utf8(bytes).map_err(|_| {
        Error::input(format!("{} is not UTF-8 text", path.display())).hint("save it as UTF-8 and try again")
    })
}

fn make_unknown(guideline: &Guideline, answers: &mut Answers) {
    for question in (0..guideline.questions.len()).map(QuestionId) {
        if answers.get(question).is_none() {
            answers.set(question, Some(Answer::Unknown));
        }
    }
}
