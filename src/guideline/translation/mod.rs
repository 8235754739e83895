//! Translations that stand beside a guideline: `translations/ko.yaml`.
//!
//! An entry keeps the text it was made from. Where the guideline says something else by now, the translation is not
//! shown: a text that contradicts its rule is worse than one in another language. Ids, rules and the digest are the
//! same in every language.

mod file;
mod layout;
mod matched;
mod review;
mod texts;
mod update;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::findings::Findings;
use super::{Diagnostics, Files, Guideline};
use file::{Known, read};
use matched::matched;
use texts::Key;

pub use review::{Coverage, Review};
pub use texts::Part;
pub use update::{Updated, update_translation};

const FOLDER: &str = "translations/";

/// Whether this may be the code of a language: `ko`, `pt-BR`.
pub fn is_code(text: &str) -> bool {
    let (language, region) = match text.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (text, None),
    };
    // The keys `was:` and `at:` stand beside it.
    (2..=3).contains(&language.len())
        && !["was", "at"].contains(&text)
        && language.chars().all(|c| c.is_ascii_lowercase())
        && region.is_none_or(|region| {
            (2..=8).contains(&region.len()) && region.chars().all(|c| c.is_ascii_alphanumeric())
        })
}

/// The codes of the languages that a guideline is translated into, and what each calls itself.
pub fn languages(files: &Files) -> Vec<(String, String)> {
    let names = files.texts.iter().filter_map(|(path, text)| {
        let code = path.strip_prefix(FOLDER)?.strip_suffix(".yaml").filter(|code| is_code(code))?;
        // The name stands at the beginning; reading a file of thousands of lines for it would take too long.
        let name = text.lines().take(100).find_map(|line| line.strip_prefix("name:"));
        let name = name.map(|name| name.trim().trim_matches(['"', '\''])).filter(|name| !name.is_empty());
        Some((code.to_owned(), name.unwrap_or(code).to_owned()))
    });
    names.collect()
}

fn source<'f>(files: &'f Files, code: &str) -> Option<(&'f str, &'f str)> {
    let path = format!("{FOLDER}{code}.yaml");
    let found = files.texts.iter().find(|(other, _)| *other == path)?;
    Some((&found.0, &found.1))
}

/// The guideline with its texts in a language, as far as they are translated, and what is wrong with the translation.
/// What is not translated, or was made from an older text, stays as it is; without a translation everything does.
pub fn in_language(files: &Files, guideline: &Guideline, code: &str) -> (Guideline, Diagnostics) {
    let mut translated = guideline.clone();
    let Some((path, text)) = source(files, code) else { return (translated, Diagnostics::default()) };
    let texts = texts::texts(guideline);
    let mut findings = Findings::default();
    let Some(written) = read(&mut findings, path, text, code, &Known::of(&texts)) else {
        return (translated, findings.done());
    };
    let found = matched(&texts, &written).entries;
    let known: HashMap<&Key, &str> = texts
        .iter()
        .zip(&found)
        .filter_map(|(text, entry)| {
            let (entry, _) = (*entry).filter(|(_, current)| *current)?;
            Some((&text.key, entry.to.as_deref()?))
        })
        .collect();
    texts::each_text(&mut translated, &mut |key, _, text| {
        if let Some(to) = known.get(&key) {
            *text = to.nfc().collect();
        }
    });
    if let Some(note) = &written.note {
        translated.disclaimer = format!("{} {}", translated.disclaimer, note.nfc().collect::<String>());
    }
    translated.language = Some(code.to_owned());
    (translated, findings.done())
}

/// What is to be said about each translation of a guideline.
pub fn review_translations(files: &Files, guideline: &Guideline) -> Vec<Review> {
    let texts = texts::texts(guideline);
    let known = Known::of(&texts);
    let mut reviews = Vec::new();
    for (code, _) in languages(files) {
        let Some((path, text)) = source(files, &code) else { continue };
        let mut findings = Findings::default();
        reviews.push(match read(&mut findings, path, text, &code, &known) {
            Some(written) => review::review(findings, &texts, &written, &code),
            None => Review { language: code, findings: findings.done(), coverage: Vec::new() },
        });
    }
    reviews
}
