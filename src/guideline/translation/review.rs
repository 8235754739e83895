//! What is to be said about a translation: what is wrong in it, outdated or missing, and how far it goes.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use super::file::{Entry, Written};
use super::matched::{Matched, matched};
use super::texts::{Part, Text, plain};
use crate::guideline::document::Spot;
use crate::guideline::findings::{File, Findings};
use crate::guideline::{Diagnostic, Diagnostics, Place, Severity};

/// How much of one kind of text is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The kind.
    pub part: Part,
    /// How many are shown in the language.
    pub translated: usize,
    /// How many there are.
    pub all: usize,
}

/// What is to be said about a translation.
#[derive(Clone, Debug)]
pub struct Review {
    /// The code of the language: `ko`.
    pub language: String,
    /// Errors, outdated translations as warnings, and what is missing as notes.
    pub findings: Diagnostics,
    /// Kind by kind, without those of which there is none.
    pub coverage: Vec<Coverage>,
}

/// How many are named where something is missing.
const NAMED: usize = 5;

/// Looks at what was read.
pub(super) fn review(mut findings: Findings, texts: &[Text], written: &Written, code: &str) -> Review {
    let Matched { entries, left } = matched(texts, written);
    let file = written.file;
    for (text, entry) in texts.iter().zip(&entries) {
        if let Some((entry, current)) = entry
            && let Some(to) = &entry.to
        {
            match current {
                false => stale(&mut findings, file, text, entry, to, code),
                true => doubtful(&mut findings, file, entry, to),
            }
        }
    }
    for entry in left {
        let message = format!("nothing in `{}` says this any more", entry.key.path);
        let hint = "`mcrc guideline translate` puts it aside; take it out if the text is gone for good";
        findings.warning(file, entry.spot, message, Some(hint.to_owned()));
    }
    let mut coverage = Vec::new();
    for part in Part::ALL {
        let of_part: Vec<(&Text, bool)> = (texts.iter().zip(&entries))
            .filter(|(text, _)| text.part == part)
            .map(|(text, entry)| (text, entry.is_some_and(|(entry, current)| current && entry.to.is_some())))
            .collect();
        let missing: Vec<&Text> = (texts.iter().zip(&entries))
            .filter(|(text, entry)| text.part == part && entry.is_none_or(|(entry, _)| entry.to.is_none()))
            .map(|(text, _)| text)
            .collect();
        let translated = of_part.iter().filter(|(_, translated)| *translated).count();
        // Where the file cannot be read in full, nobody knows what is missing in it.
        if !missing.is_empty() && findings.is_clean() {
            note(&mut findings, file, code, part, &missing, of_part.len());
        }
        if !of_part.is_empty() {
            coverage.push(Coverage { part, translated, all: of_part.len() });
        }
    }
    if !written.gone.is_empty() {
        let noun = if written.gone.len() == 1 { "translation" } else { "translations" };
        let message =
            format!("{code}: {} {noun} kept in `gone:`, of what is no longer there", written.gone.len());
        let hint = "take them out when nothing of them is needed any more";
        add_note(&mut findings, file, message, hint.to_owned());
    }
    Review { language: code.to_owned(), findings: findings.done(), coverage }
}

fn stale(findings: &mut Findings, file: File, text: &Text, entry: &Entry, to: &str, code: &str) {
    let what = text.key.path.as_str();
    let message = format!("the translation of `{what}` was made from another text, and is not shown");
    let hint = [
        format!("it was: {}", plain(entry.was.as_deref().unwrap_or(&entry.from))),
        format!("it is now: {}", plain(&text.text)),
        format!("the translation: {}", plain(to)),
        format!("run `mcrc guideline translate`, change `{code}:` where needed, and remove `was:`"),
    ];
    findings.warning(file, entry.spot, message, Some(hint.join("\n   = ")));
}

/// What can be seen of a translation without knowing its language.
fn doubtful(findings: &mut Findings, file: File, entry: &Entry, to: &str) {
    let there = numbers(to);
    let lost: Vec<String> =
        numbers(&entry.from).into_iter().filter(|number| !there.contains(number)).collect();
    if !lost.is_empty() {
        let names: Vec<String> = lost.iter().map(|number| format!("`{number}`")).collect();
        let message = format!("the translation of `{}` leaves out {}", entry.key.path, names.join(", "));
        let hint = [
            format!("it is made from: {}", plain(&entry.from)),
            format!("the translation: {}", plain(to)),
            "write its numbers in digits, as they are there".to_owned(),
        ];
        let hint = hint.join("\n   = ");
        findings.warning(file, entry.spot, message, Some(hint));
    }
    if to.nfc().ne(to.chars()) {
        let message = format!("the translation of `{}` is written in decomposed letters", entry.key.path);
        let hint = "`mcrc guideline translate` writes them composed (NFC), as terminals need them";
        findings.warning(file, entry.spot, message, Some(hint.to_owned()));
    }
}

/// The numbers in a text, with their decimals.
fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.').to_owned())
        .filter(|number| !number.is_empty())
        .collect()
}

fn note(findings: &mut Findings, file: File, code: &str, part: Part, missing: &[&Text], all: usize) {
    let message = format!("{code}: {} of {all} {} not translated", missing.len(), part.plural());
    let mut names: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(|text| match &text.key.listed {
            Some(listed) => format!("`{listed}`"),
            None => format!("`{}`", text.key.path),
        })
        .collect();
    if missing.len() > NAMED {
        names.push(format!("and {} more", missing.len() - NAMED));
    }
    let hint = format!(
        "{}\n   = they are shown as the guideline has them; `mcrc guideline translate` adds those that the file lacks",
        names.join(", ")
    );
    add_note(findings, file, message, hint);
}

fn add_note(findings: &mut Findings, file: File, message: String, hint: String) {
    let Place { file, .. } = findings.place(file, Spot::default());
    let place = Place { file, line: 0, column: 0 };
    let severity = Severity::Note;
    findings.add_at(Diagnostic { severity, place, line_text: None, width: 1, message, hint: Some(hint) });
}
