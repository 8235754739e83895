//! What the demonstrations say, in another language: titles of cases, and the captions of the tour.
//!
//! A document of pairs, each the text as it stands (`from:`) and what it is in the language. Texts are found by what they
//! say: one that was changed since is shown as it is, not with a translation of something else.

use super::tour::{Deed, Scene, Tour, TourStep, View};
use crate::guideline::Diagnostics;
use crate::guideline::document::{Node, parse};
use crate::guideline::findings::{Fields, File, Findings, items};

/// Texts and what they are in a language; without any, every text stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    pairs: Vec<(String, String)>,
}

impl Translated {
    /// A text in the language, or as it is.
    pub fn text(&self, from: &str) -> String {
        let found = self.pairs.iter().find(|(text, _)| text == from);
        found.map_or(from, |(_, to)| to).to_owned()
    }

    /// The texts that are translated.
    #[cfg(test)]
    pub(crate) fn known(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(text, _)| text.as_str())
    }

    /// The tour in the language: what is said, and the words that it looks for on the screen.
    pub fn tour(&self, tour: Tour) -> Tour {
        let scene = |scene: Scene| Scene {
            title: self.text(&scene.title),
            case: self.text(&scene.case),
            answers: scene.answers,
            steps: scene.steps.into_iter().map(|step| self.step(step)).collect(),
        };
        Tour { title: self.text(&tour.title), scenes: tour.scenes.into_iter().map(scene).collect() }
    }

    fn step(&self, step: TourStep) -> TourStep {
        let deed = match step.deed {
            Some(Deed::Open(View::Further(Some(words)))) => {
                Some(Deed::Open(View::Further(Some(self.text(&words)))))
            }
            other => other,
        };
        let shows = step.shows.iter().map(|words| self.text(words)).collect();
        TourStep { caption: self.text(&step.caption), deed, expect: step.expect, shows }
    }
}

/// Reads translated texts. `code` is that of the language, such as `ko`.
///
/// # Errors
/// Everything that is wrong with the document, with its place: unknown or missing keys, a text translated twice.
pub fn read_translated(name: &str, source: &str, code: &str) -> Result<Translated, Diagnostics> {
    let mut findings = Findings::default();
    let file = findings.file(name, source);
    let mut pairs = Vec::new();
    match parse(source) {
        Ok((root, problems)) => {
            problems.into_iter().for_each(|problem| findings.malformed(file, problem));
            for node in items(&mut findings, file, &root, name) {
                pairs.extend(pair(&mut findings, file, node, code, &pairs));
            }
        }
        Err(malformed) => findings.malformed(file, malformed),
    }
    if findings.is_clean() { Ok(Translated { pairs }) } else { Err(findings.done()) }
}

fn pair<'a>(
    findings: &mut Findings,
    file: File,
    node: &'a Node,
    code: &'a str,
    before: &[(String, String)],
) -> Option<(String, String)> {
    let mut fields = Fields::of(findings, file, node, "a translated text")?;
    let (from, to) = (fields.text(findings, "from"), fields.text(findings, code));
    fields.done(findings);
    if before.iter().any(|(other, _)| *other == from) {
        let hint = Some("remove one of the two".to_owned());
        findings.error(file, node.spot, "this text is translated twice", hint);
    }
    Some((from, to))
}
