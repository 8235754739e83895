//! What stands on a page and in which order, before it is text or Markdown.

mod background;
mod plan;

use super::words::{origin_in_words, plan_in_words, short_digest, status_in_words};
use super::{Report, WhatIf};
use crate::engine::{Fact, Value, fact_in_words, value_in_words};
use crate::guideline::{
    Answers, DecisionId, EvidenceId, Guideline, OptionSet, QuestionId, Rule, Subject, answer_in_words,
};
use crate::language::say;

/// A page.
pub(super) struct Page {
    /// What the page is about.
    pub(super) title: String,
    /// Under the title: what it is called, and what it says.
    pub(super) header: Vec<(&'static str, String)>,
    /// The status in plain words.
    pub(super) status: String,
    /// Only sections with something in them.
    pub(super) sections: Vec<Section>,
    /// At the end.
    pub(super) disclaimer: String,
}

/// A part of a page.
pub(super) struct Section {
    /// Its heading.
    pub(super) title: String,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

/// A block of a section.
pub(super) enum Block {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// One thing, with what belongs to it.
    Item {
        /// A word before it that says at a glance what it is.
        mark: Option<&'static str>,
        /// The thing.
        text: String,
        /// Under it: an empty label is a plain line.
        notes: Vec<(&'static str, String)>,
    },
}

impl Page {
    /// The page of a report.
    pub(super) fn of(report: &Report<'_>) -> Page {
        let Report { guideline, assessment, .. } = *report;
        let mut header = vec![(
            say!(guideline, "Guideline"),
            format!(
                "{} ({} {}, {})",
                guideline.title,
                guideline.id,
                guideline.version,
                origin_in_words(guideline)
            ),
        )];
        header.push((
            say!(guideline, "Digest"),
            say!(guideline, "{0}, dated {1}", short_digest(&guideline.digest), guideline.date),
        ));
        if let Some(overridden) = report.overridden {
            let at = overridden.at.date_and_clock();
            let decided = plan_in_words(guideline, &overridden.strategy);
            header.push((
                say!(guideline, "The board decided otherwise"),
                format!("{decided} ({}; {at})", overridden.reason),
            ));
        }
        if let Some(what_if) = report.what_if {
            header.extend(changes_in_words(report, what_if));
        }
        let title = match report.title {
            "" => say!(guideline, "Case for discussion by the tumour board (MDT)").to_string(),
            title => say!(guideline, "{0}: for discussion by the tumour board (MDT)", title),
        };
        let writer = Writer { report };
        let sections = vec![
            writer.alerts(),
            writer.outdated(),
            writer.strategy(),
            writer.in_short(),
            writer.recommendations(),
            writer.withheld(),
            writer.workup(),
            writer.open(),
            writer.path(),
            writer.scores(),
            writer.why_not(),
            writer.tipping_points(),
            writer.tipping_pairs(),
            writer.answers(),
            writer.evidence(),
        ];
        Page {
            title,
            header,
            status: status_in_words(guideline, assessment),
            sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
            disclaimer: guideline.disclaimer.clone(),
        }
    }
}

/// What was changed on the side, and the plan without it.
fn changes_in_words(report: &Report<'_>, what_if: &WhatIf<'_>) -> Vec<(&'static str, String)> {
    let guideline = report.guideline;
    let words = |answers: &Answers, question| {
        let answer = answers.get(question);
        answer.map_or_else(
            || say!(guideline, "not answered").to_owned(),
            |answer| answer_in_words(guideline, question, answer),
        )
    };
    let change = |question: &QuestionId| {
        let now = report.answers.map_or_else(String::new, |answers| words(answers, *question));
        say!(
            guideline,
            "{0}: {1} (in the case: {2})",
            guideline[*question].short,
            now,
            words(what_if.before, *question)
        )
    };
    let changed: Vec<String> = what_if.changed.iter().map(change).collect();
    let strategy = &what_if.assessment.strategy;
    let outcomes = &guideline[guideline.strategy].outcomes;
    let plans: Vec<&str> = strategy.possible.iter().map(|at| outcomes[at].label.as_str()).collect();
    let status = status_in_words(guideline, what_if.assessment);
    vec![
        (say!(guideline, "WHAT IF"), changed.join("; ")),
        (
            say!(guideline, "In the case itself"),
            format!("{}. {status}", plans.join(say!(guideline, ", or "))),
        ),
    ]
}

struct Writer<'r> {
    report: &'r Report<'r>,
}

impl<'r> Writer<'r> {
    fn guideline(&self) -> &'r Guideline {
        self.report.guideline
    }

    fn rule(&self, decision: DecisionId, rule: usize) -> Option<&'r Rule> {
        self.guideline()[decision].rules.get(rule)
    }

    /// Facts in words; a number with the answer that lies in its range.
    fn facts(&self, facts: &[Fact]) -> String {
        let words = |fact: &Fact| {
            let given = match (fact.on, &fact.is) {
                (Subject::Question(question), Value::Range(..)) => {
                    Some((question, self.report.answers.and_then(|answers| answers.get(question))))
                }
                _ => None,
            };
            match given {
                Some((question, Some(answer))) => {
                    let name = self.guideline()[question].short.trim_end_matches('?');
                    let given = answer_in_words(self.guideline(), question, answer);
                    match value_in_words(self.guideline(), fact) {
                        range if range == given => format!("{name}: {given}"),
                        range => format!("{name}: {given} ({range})"),
                    }
                }
                _ => fact_in_words(self.guideline(), fact),
            }
        };
        facts.iter().map(words).collect::<Vec<_>>().join("; ")
    }

    fn outcomes(&self, decision: DecisionId, set: OptionSet) -> Vec<String> {
        super::outcomes(self.guideline(), decision, set).into_iter().map(str::to_owned).collect()
    }

    /// Citations, each marked where its figures were not checked against the source.
    fn citations(&self, evidence: &[EvidenceId]) -> String {
        let cite = |id: &EvidenceId| {
            let evidence = &self.guideline()[*id];
            format!(
                "{}{}",
                evidence.citation,
                if evidence.checked { "" } else { say!(self.guideline(), " [unverified]") }
            )
        };
        evidence.iter().map(cite).collect::<Vec<_>>().join("; ")
    }
}
