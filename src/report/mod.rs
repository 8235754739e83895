//! An assessment written out: as plain text, as Markdown, and as the stable JSON of the command line.
//!
//! A [`Report`] names what is to be written; [`text()`], [`markdown()`] and [`json()`] are pure and return a string. Text and
//! Markdown share their content, so that they cannot say different things. Three promises hold for
//! both: what is provisional is never written as final, an unverified citation is marked wherever it stands, and the
//! guideline with its version, digest and disclaimer is on every page.

mod content;
pub mod graph;
mod json;
mod markdown;
mod reference;
mod scores;
mod standing;
mod text;
mod words;

pub use json::{condition_value, json, json_value};
pub use markdown::markdown;
pub use reference::{item_text, overview_text};
pub use scores::{score_applies, score_in_words};
pub use standing::{has_effect, listed, outcomes, standing_in_words, state_in_words};
pub use text::{Layout, in_ascii, text};
pub use words::{
    WAYS, certain_first, grounds, is_undecided, plan_in_words, status_in_words, status_word, waits_on,
    ways_in_words,
};

use crate::engine::{Assessment, TippingPair};
use crate::guideline::{Answers, Guideline, QuestionId};
use crate::session::{Outdated, Override};

/// The JSON Schema of [`json()`].
pub const SCHEMA: &str = include_str!("../../schema/assessment.schema.json");

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The guideline that the assessment was made with.
    pub guideline: &'a Guideline,
    /// What the case is called; may be empty.
    pub title: &'a str,
    /// What follows from the answers.
    pub assessment: &'a Assessment,
    /// The answers as they count, if text and Markdown are to list them.
    pub answers: Option<&'a Answers>,
    /// What the tumour board decided otherwise: it stands above the program's plan.
    pub overridden: Option<&'a Override>,
    /// Answers of a session that are too old to count; a case file has none, for it has no dates.
    pub outdated: Option<&'a Outdated>,
    /// Which two changes together would tip the plan, if that was asked for.
    pub pairs: Option<&'a [TippingPair]>,
    /// What was changed in the case to see what would follow.
    pub what_if: Option<&'a WhatIf<'a>>,
}

/// A case changed on the side.
#[derive(Clone, Debug)]
pub struct WhatIf<'a> {
    /// The questions that were changed; the report lists their new answers.
    pub changed: Vec<QuestionId>,
    /// The answers before.
    pub before: &'a Answers,
    /// What follows from those.
    pub assessment: &'a Assessment,
}

impl<'a> Report<'a> {
    /// A report without the list of answers.
    pub fn new(guideline: &'a Guideline, title: &'a str, assessment: &'a Assessment) -> Report<'a> {
        let (answers, overridden, outdated, pairs, what_if) = (None, None, None, None, None);
        Report { guideline, title, assessment, answers, overridden, outdated, pairs, what_if }
    }

    /// With the answers listed.
    pub fn with_answers(self, answers: &'a Answers) -> Report<'a> {
        Report { answers: Some(answers), ..self }
    }

    /// With the changes of two answers that would tip the plan.
    pub fn with_pairs(self, pairs: Option<&'a [TippingPair]>) -> Report<'a> {
        Report { pairs, ..self }
    }

    /// With what was changed in the case.
    pub fn with_what_if(self, what_if: Option<&'a WhatIf<'a>>) -> Report<'a> {
        Report { what_if, ..self }
    }

    /// With what the tumour board decided otherwise.
    pub fn with_override(self, overridden: Option<&'a Override>) -> Report<'a> {
        Report { overridden, ..self }
    }

    /// With the answers that are outdated, and count as unknown.
    pub fn with_outdated(self, outdated: &'a Outdated) -> Report<'a> {
        Report { outdated: Some(outdated), ..self }
    }
}
