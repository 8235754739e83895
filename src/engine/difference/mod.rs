//! What a change of a guideline does: not which lines differ, but whose outcome, advice or alerts do.
//!
//! Both versions are composed on one set of variables, so that "other outcome than before" is a diagram like any other:
//! it is proved to be nobody, or described, counted and shown with a patient. [`joint`] makes one guideline of
//! two, [`translate`] says each side's guards over its questions, [`compare`] reads off who is affected, [`classes`]
//! and [`count`] say who these are and how many combinations of answers, [`listed`] and [`visible`] name what else is
//! different.

mod classes;
mod compare;
mod count;
mod joint;
mod listed;
mod rules;
mod translate;
mod visible;

pub use count::Count;
pub use listed::{Listed, What};
pub use visible::Visible;

use super::{BUDGET, Fact, TooLarge};
use crate::guideline::{Answers, Guideline};

/// How much is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// How many nodes composition, and then each comparison, may make.
    pub budget: usize,
    /// With how many conditions the patients of one change are described at most.
    pub lines: usize,
}

impl Default for Effort {
    fn default() -> Effort {
        Effort { budget: BUDGET, lines: 3 }
    }
}

/// What two versions of a guideline do differently.
#[derive(Debug)]
pub struct Difference {
    /// The questions and scores of both versions, of which all facts and answers below speak. Its decisions, its
    /// advice and its stops are for comparing only.
    pub joint: Guideline,
    /// The strategy, the other decisions in the order of the new path, and the recommendations; those that are only
    /// in the old version come last of their kind.
    pub compared: Vec<Compared>,
    /// What was added, removed, or has another meaning.
    pub listed: Vec<Listed>,
    /// What readers see differently, though no outcome can change by it.
    pub visible: Vec<Visible>,
}

/// Something that both versions say of every patient, and whether they say the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What it is.
    pub of: Of,
    /// The id of the decision or recommendation.
    pub id: String,
    /// For people; of a rule its reason, or its alert.
    pub title: String,
    /// Of a decision, or a rule of it: whether the decision's own rules are written differently. If not, it differs by
    /// what they test.
    pub rewritten: bool,
    /// Whether both versions say the same.
    pub verdict: Verdict,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The outcome of the strategy.
    Strategy,
    /// The outcome of another decision.
    Decision,
    /// Whether a rule of a `collect` decision holds, or a rule with an alert fires: its position in the old version
    /// and in the new one.
    Rule(Option<usize>, Option<usize>),
    /// Whether a recommendation is given.
    Recommendation,
}

/// Whether both versions say the same.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Of every patient: proved.
    Same,
    /// Not of all.
    Changed(Vec<Affected>),
    /// That could not be found out within the effort. It may be the same.
    Unproven,
}

/// What a version says of a patient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// A decision has this outcome.
    Outcome {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
    },
    /// A decision is skipped.
    Skipped,
    /// No rule of a decision holds.
    Gap,
    /// A recommendation is given.
    Given,
    /// A recommendation is not given.
    NotGiven,
    /// A recommendation is given, and a stop takes it back.
    Withheld,
    /// A rule holds.
    Holds,
    /// A rule does not hold.
    DoesNotHold,
}

/// All patients of whom one thing was said and now another.
#[derive(Clone, Debug, PartialEq)]
pub struct Affected {
    /// The same number for the same patients, within one comparison.
    pub patients: u128,
    /// What the old version says.
    pub from: Says,
    /// What the new version says.
    pub to: Says,
    /// How many of the combinations of answer classes they are.
    pub share: Share,
    /// What all of them have in common, whether listed below or not.
    pub common: Vec<Fact>,
    /// Who they are: alternatives, the widest first. They may overlap.
    pub classes: Vec<Class>,
    /// Those in none of the classes, where there are too many to list; else zero.
    pub rest: Count,
    /// False where it rests on a score with a formula: its values are taken as if they could go together with any
    /// answers, so that some of the patients may not exist.
    pub exact: bool,
}

/// How many combinations of answer classes are affected. Not a share of patients: each combination counts once,
/// however rare, and also if no patient has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// So many combinations are.
    pub affected: Count,
    /// Of so many: one class (an option, yes or no, a run of numbers that no guard of either version separates) of
    /// every question that matters to what is compared.
    pub of: Count,
}

impl Share {
    /// As a fraction of 1.
    pub fn fraction(&self) -> f64 {
        self.affected.share_of(&self.of)
    }
}

/// A class of patients.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// What they have in common; everything else is of no account.
    pub facts: Vec<Fact>,
    /// One of them: answers to the questions in the facts, after which both versions are certain of what they say.
    pub witness: Answers,
    /// Whether no alert of either version has to show for such a patient.
    pub without_alert: bool,
}

impl Difference {
    /// Whether it is proved that no patient is affected.
    pub fn is_nobody(&self) -> bool {
        self.compared.iter().all(|compared| compared.verdict == Verdict::Same)
    }
}

/// Compares two versions of a guideline.
///
/// Errors: the two together are too large to compose.
pub fn difference(old: &Guideline, new: &Guideline, effort: Effort) -> Result<Difference, TooLarge> {
    let joint = joint::join(old, new)?;
    let compared = compare::all([old, new], &joint, effort)?;
    let listed = listed::all(old, new);
    let visible = visible::all(old, new, &joint);
    Ok(Difference { joint: joint.guideline, compared, listed, visible })
}
