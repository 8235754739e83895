//! Bringing a translation up to date with its guideline, without losing anything that somebody wrote.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;

use super::file::{Entry, Known, read};
use super::layout::{self, Comments};
use super::matched::{Matched, matched};
use super::texts::{Text, plain, texts};
use super::{FOLDER, source};
use crate::guideline::findings::Findings;
use crate::guideline::{Diagnostics, Files, Guideline};

/// A translation with an entry for every text of its guideline.
#[derive(Clone, Debug)]
pub struct Updated {
    /// Where it belongs, in the guideline's folder.
    pub path: String,
    /// The file.
    pub text: String,
    /// How many entries are new, those that were put aside before among them.
    pub added: usize,
    /// How many translations were made from another text than there is now; they are marked by `was:`.
    pub stale: usize,
    /// How many translations are kept of texts that are gone.
    pub gone: usize,
    /// How many entries have no translation.
    pub untranslated: usize,
    /// How many entries there are.
    pub all: usize,
}

/// An entry as it is to be written.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) was: Option<String>,
    pub(super) to: Option<String>,
}

/// A translation that is kept although its text is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) at: String,
    pub(super) from: String,
    pub(super) to: String,
}

/// Writes a translation anew, or for the first time. Errors: the file cannot be understood, so that something might be
/// lost; that entries are unknown is no error here.
pub fn update_translation(files: &Files, guideline: &Guideline, code: &str) -> Result<Updated, Diagnostics> {
    let texts = texts(guideline);
    let known = Known::of(&texts);
    let path = format!("{FOLDER}{code}.yaml");
    let mut head = layout::Head { name: None, note: None };
    let (mut lines, mut pool, mut comments) = (vec![None; texts.len()], Vec::new(), Comments::default());
    if let Some((path, text)) = source(files, code) {
        let mut findings = Findings::default();
        let Some(written) = read(&mut findings, path, text, code, &known) else {
            return Err(findings.done());
        };
        if findings.errors() > written.harmless {
            return Err(findings.done());
        }
        comments = Comments::of(text, &written.anchors);
        let Matched { entries, left } = matched(&texts, &written);
        lines = texts.iter().zip(entries).map(|(text, entry)| Some(line(text, entry?.0))).collect();
        pool = left.into_iter().chain(&written.unknown).chain(&written.gone).filter_map(gone).collect();
        head = layout::Head { name: written.name, note: written.note };
    }
    let before = lines.iter().flatten().count();
    restore(&texts, &mut lines, &mut pool);
    let lines: Vec<Line> = lines.into_iter().map(Option::unwrap_or_default).collect();
    Ok(Updated {
        text: layout::write(code, &head, &texts, &lines, &pool, comments),
        path,
        added: texts.len() - before,
        stale: lines.iter().filter(|line| line.was.is_some()).count(),
        gone: pool.len(),
        untranslated: lines.iter().filter(|line| line.to.is_none()).count(),
        all: texts.len(),
    })
}

fn line(text: &Text, entry: &Entry) -> Line {
    let Some(to) = &entry.to else { return Line::default() };
    let made_from = match plain(&entry.from) == plain(&text.text) {
        true => entry.was.clone(),
        // The oldest text is the one that the translation was made from.
        false => entry.was.clone().or_else(|| Some(entry.from.clone())),
    };
    let was = made_from.filter(|was| plain(was) != plain(&text.text));
    Line { was, to: Some(to.nfc().collect()) }
}

fn gone(entry: &Entry) -> Option<Gone> {
    let from = entry.was.as_ref().unwrap_or(&entry.from).clone();
    Some(Gone { at: entry.key.path.clone(), from, to: entry.to.as_ref()?.nfc().collect() })
}

/// Gives texts without a translation one that was put aside: that of the same text, where it stood or, after a change
/// of ids, anywhere else of its kind; then that of another text at the same place, as one to be looked at.
fn restore(texts: &[Text], lines: &mut [Option<Line>], pool: &mut Vec<Gone>) {
    let mut used = HashSet::new();
    let mut look = |fits: &dyn Fn(&Text, &Gone) -> bool| {
        for (text, line) in texts.iter().zip(lines.iter_mut()) {
            if line.as_ref().is_some_and(|line| line.to.is_some()) {
                continue;
            }
            let found = (0..pool.len()).find(|index| !used.contains(index) && fits(text, &pool[*index]));
            if let Some(index) = found {
                used.insert(index);
                let Gone { from, to, .. } = pool[index].clone();
                let was = Some(from).filter(|from| plain(from) != plain(&text.text));
                *line = Some(Line { was, to: Some(to) });
            }
        }
    };
    let same = |text: &Text, gone: &Gone| plain(&text.text) == plain(&gone.from);
    look(&|text, gone| text.key.path == gone.at && same(text, gone));
    look(&|text, gone| Some(text.key.field()) == gone.at.rsplit('.').next() && same(text, gone));
    look(&|text, gone| text.key.listed.is_none() && text.key.path == gone.at);
    let mut position = 0;
    pool.retain(|_| {
        position += 1;
        !used.contains(&(position - 1))
    });
    let mut seen: Vec<Gone> = Vec::new();
    pool.retain(|gone| {
        !seen.contains(gone) && {
            seen.push(gone.clone());
            true
        }
    });
}
