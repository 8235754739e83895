//! `mcrc guideline check`: everything that is wrong with a guideline, or proved not to be.

use std::io::Write;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::super::error::Error;
use super::super::output::Output;
use super::{as_case, cases, plural};
use crate::engine::{Code, EFFORT, Engine, Finding};
use crate::guideline::{
    Answer, Answers, Diagnostic, Diagnostics, Files, Guideline, Origin, QuestionId, Review, Severity,
    answer_in_words, answer_to_value, load, review_translations,
};

/// How to check.
#[derive(clap::Args, Debug)]
pub(in crate::cli) struct Check {
    /// A folder, or an id; without it the one of --guideline, or the embedded one
    #[arg(value_name = "DIR|ID")]
    pub(super) name: Option<String>,
    /// How to print the findings
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Fail on warnings too
    #[arg(long)]
    strict: bool,
    /// Also list notes: what is accepted, and rules that nobody would miss
    #[arg(long)]
    notes: bool,
    /// How many nodes each proof may make; the same number always gives the same verdicts
    #[arg(long, value_name = "NODES", default_value_t = EFFORT)]
    effort: usize,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading.
    #[default]
    Text,
    /// For programs: one finding a line.
    Json,
}

/// A finding of loading, or of the proofs.
enum Found<'a> {
    Loading(&'a Diagnostic),
    Proof(&'a Finding),
}

impl Check {
    pub(super) fn run(&self, files: &Files, output: &mut Output) -> Result<u8, Error> {
        let (loading, engine, review, coverage) = match load(files) {
            Err(findings) => (findings, None, Vec::new(), String::new()),
            Ok(loaded) => {
                let engine = Engine::new(Arc::new(loaded.guideline))?;
                let (cases, mut wrong) = cases(files, engine.guideline());
                let readable = !wrong.has_errors();
                wrong.0.extend(loaded.warnings.0);
                let coverage = translations(files, engine.guideline(), &mut wrong);
                let answers: Vec<&Answers> = cases.iter().map(|(_, case)| &case.answers).collect();
                // The embedded guideline comes without its cases: they are for those who change it. And what cases
                // reach that cannot be read nobody knows.
                let all = files.origin != Origin::Embedded && readable;
                let review = engine.review(self.effort, all.then_some(answers.as_slice()));
                // A question that nothing tests is told once, as the finding that can be accepted.
                let told = |found: &Diagnostic| {
                    review.iter().any(|other| other.code == Code::IdleQuestion && other.place == found.place)
                };
                wrong.0.retain(|found| found.severity == Severity::Error || !told(found));
                (wrong, Some(engine), review, coverage)
            }
        };
        let mut found: Vec<Found<'_>> = loading.0.iter().map(Found::Loading).collect();
        found.extend(review.iter().map(Found::Proof));
        found.sort_by_key(Found::severity);
        let guideline = engine.as_ref().map(|engine| engine.guideline());
        match self.format {
            Format::Json => {
                for found in &found {
                    output.json(found.json(guideline))?;
                }
            }
            Format::Text => self.text(files, guideline, &found, &coverage, output)?,
        }
        let worst = if self.strict { Severity::Warning } else { Severity::Error };
        Ok(u8::from(found.iter().any(|found| found.severity() <= worst)))
    }

    fn text(
        &self,
        files: &Files,
        guideline: Option<&Guideline>,
        found: &[Found<'_>],
        coverage: &str,
        output: &mut Output,
    ) -> Result<(), Error> {
        match guideline {
            // What does not load is shown as it is everywhere else, and cut where it would not end.
            None => {
                let loading = found.iter().filter_map(|found| match found {
                    Found::Loading(diagnostic) => Some((*diagnostic).clone()),
                    Found::Proof(_) => None,
                });
                writeln!(output, "{}\n", Diagnostics(loading.collect()))?;
            }
            Some(guideline) => {
                for found in found {
                    match found {
                        _ if found.severity() == Severity::Note && !self.notes => {}
                        Found::Loading(diagnostic) => writeln!(output, "{diagnostic}\n")?,
                        Found::Proof(finding) => {
                            writeln!(output, "{}\n", in_words(files, guideline, finding))?;
                        }
                    }
                }
            }
        }
        if let Some(guideline) = guideline {
            writeln!(
                output,
                "{} {}: {}, {}, {}, {}",
                guideline.id,
                guideline.version,
                counted(guideline.questions.len(), "question"),
                counted(guideline.decisions.len(), "decision"),
                counted(guideline.recommendations.len(), "recommendation"),
                counted(guideline.evidence.len(), "citation")
            )?;
            write!(output, "{coverage}")?;
            if count(found, Severity::Error) == 0 {
                writeln!(output, "{}", proved(guideline, found))?;
            }
        }
        let number = |severity, noun: &str| counted(count(found, severity), noun);
        let notes =
            if self.notes || count(found, Severity::Note) == 0 { "" } else { " (--notes lists them)" };
        writeln!(
            output,
            "{}, {}, {}{notes}",
            number(Severity::Error, "error"),
            number(Severity::Warning, "warning"),
            number(Severity::Note, "note")
        )?;
        Ok(())
    }
}

/// What is to be said about the translations, and in a line for each how far it goes.
fn translations(files: &Files, guideline: &Guideline, findings: &mut Diagnostics) -> String {
    let mut lines = String::new();
    for Review { language, findings: own, coverage } in review_translations(files, guideline) {
        findings.0.extend(own.0);
        let parts: Vec<String> = coverage
            .iter()
            .map(|of| format!("{} of {} {}", of.translated, of.all, of.part.plural()))
            .collect();
        if !parts.is_empty() {
            lines.push_str(&format!("{language}: {}\n", parts.join(", ")));
        }
    }
    lines
}

fn counted(number: usize, noun: &str) -> String {
    format!("{number} {}", plural(noun, number))
}

/// What was proved where there is no error: no more than that.
fn proved(guideline: &Guideline, found: &[Found<'_>]) -> String {
    let rules: usize = guideline.decisions.iter().map(|decision| decision.rules.len()).sum();
    let without = |found: &&Found<'_>| {
        matches!(found, Found::Proof(Finding { code: Code::DeadRule, unproven: true, .. }))
    };
    let reached = match found.iter().filter(without).count() {
        0 => "every rule has a patient".to_owned(),
        open => format!("{} of {rules} rules have a patient, of {open} it is not proved", rules - open),
    };
    let excluded = guideline.recommendations.iter().map(|item| item.excludes.len()).sum::<usize>();
    let (stops, exclusions) = (counted(guideline.stops.len(), "stop"), counted(excluded, "exclusion"));
    let verb = if guideline.stops.len() + excluded == 1 { "is" } else { "are" };
    match (guideline.stops.is_empty(), excluded) {
        (true, 0) => reached,
        (false, 0) => format!("{reached}; {stops} {verb} proved for all answers"),
        (true, _) => format!("{reached}; {exclusions} {verb} proved for all answers"),
        (false, _) => format!("{reached}; {stops} and {exclusions} are proved for all answers"),
    }
}

fn count(found: &[Found<'_>], severity: Severity) -> usize {
    found.iter().filter(|found| found.severity() == severity).count()
}

impl Found<'_> {
    fn severity(&self) -> Severity {
        match self {
            Found::Loading(diagnostic) => diagnostic.severity,
            Found::Proof(finding) => finding.severity,
        }
    }

    fn json(&self, guideline: Option<&Guideline>) -> Value {
        let severity = match self.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        match self {
            Found::Loading(found) => json!({
                "code": code(found),
                "severity": severity, "file": found.place.file, "line": found.place.line,
                "column": found.place.column, "message": found.message, "hint": found.hint,
            }),
            Found::Proof(found) => {
                let patient = found.patient.as_ref().zip(guideline);
                let answers = patient.map(|(patient, guideline)| -> Map<String, Value> {
                    let value = |(question, answer): (QuestionId, Answer)| {
                        (guideline[question].id.clone(), answer_to_value(guideline, question, answer))
                    };
                    patient.iter().map(value).collect()
                });
                json!({
                    "code": found.code.id(), "severity": severity, "of": found.of, "file": found.place.file,
                    "line": found.place.line, "column": found.place.column, "message": found.message,
                    "hint": found.hint, "unproven": found.unproven, "share": found.share, "patient": answers,
                    "path": found.path, "accepted": found.accepted,
                })
            }
        }
    }
}

/// What sort of finding of loading it is.
fn code(found: &Diagnostic) -> &'static str {
    match found.severity {
        _ if found.place.file.starts_with("translations/") => "translation",
        Severity::Error => "load",
        Severity::Warning | Severity::Note => "unused",
    }
}

/// A finding of the proofs with its line, its patient and the way that patient takes.
fn in_words(files: &Files, guideline: &Guideline, finding: &Finding) -> String {
    let text = files.texts.iter().find(|(path, _)| *path == finding.place.file).map(|(_, text)| text);
    let line = text.and_then(|text| text.lines().nth(finding.place.line.checked_sub(1)?));
    let diagnostic = Diagnostic {
        severity: finding.severity,
        place: finding.place.clone(),
        line_text: line.map(Arc::from),
        width: 1,
        message: format!("{} [{}]", finding.message, finding.code.id()),
        hint: None,
    };
    let mut words = diagnostic.to_string();
    let mut more = |what: &str, text: &str| {
        if !text.is_empty() {
            words.push_str(&format!("\n   = {what}{text}"));
        }
    };
    if let Some(patient) = &finding.patient {
        let answers: Vec<String> = patient
            .iter()
            .map(|(question, answer)| {
                let name = guideline[question].short.trim_end_matches('?');
                format!("{name}: {}", answer_in_words(guideline, question, answer))
            })
            .collect();
        more("for example: ", &answers.join("; "));
        more("", &as_case(guideline, patient));
    }
    finding.path.iter().for_each(|step| more("", step));
    if let Some(share) = finding.share {
        more("", &format!("{} of all combinations of answers", percent(share)));
    }
    match &finding.accepted {
        Some(because) => more("accepted: ", because),
        None => more("", &finding.hint),
    }
    if finding.accepted.is_none() && finding.code.is_often_accepted() {
        let line = format!("- {{finding: {}, of: [{}], because: the reason}}", finding.code.id(), finding.of);
        more("or accept it below `accepted:` in guideline.yaml: ", &line);
    }
    words
}

/// A share in percent with two digits that say something.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    match percent {
        _ if percent >= 10.0 => format!("{percent:.0} %"),
        _ if percent >= 1.0 => format!("{percent:.1} %"),
        _ if percent >= 0.01 => format!("{percent:.2} %"),
        _ => "less than 0.01 %".to_owned(),
    }
}
