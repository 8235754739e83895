//! What the proofs find.

use crate::guideline::{Answers, Place, Severity};

/// One finding about a guideline that loads.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of finding, for programs and for `accepted:`.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// The id of what it is about: a decision, question, stop, recommendation.
    pub of: String,
    /// Where that stands.
    pub place: Place,
    /// What is the matter, in a sentence.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Whether the search ended before there was a proof: it may be as the message says, or not.
    pub unproven: bool,
    /// The share of the combinations of answers that it concerns, from 0 to 1.
    pub share: Option<f64>,
    /// One patient whom it concerns.
    pub patient: Option<Answers>,
    /// How that patient gets there: rules with their place.
    pub path: Vec<String>,
    /// The reason for which the guideline accepts it.
    pub accepted: Option<String>,
}

/// The kinds of findings. Their ids are stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// Some patients meet no rule of a decision.
    Gap,
    /// No patient meets a rule.
    DeadRule,
    /// The rules alone would give advice that a stop forbids.
    AgainstStop,
    /// A decision ends in an outcome that a stop forbids.
    ForbiddenOutcome,
    /// Two recommendations that exclude each other reach one patient.
    Exclusion,
    /// A rule advises something and cites nothing.
    AdviceWithoutEvidence,
    /// A rule decides something and cites nothing.
    RuleWithoutEvidence,
    /// A rule cites only sources that nobody checked.
    OnlyUnverified,
    /// A question that never changes a result.
    IdleQuestion,
    /// Options of a question between which no result depends.
    SameOptions,
    /// A bound of a number on which no result depends.
    IdleBound,
    /// No case of the guideline reaches a rule.
    UntestedRule,
    /// No two cases stand on both sides of a bound.
    UntestedBound,
    /// Only patients whose answers contradict each other meet a rule.
    OnlyContradictory,
    /// Without the rule its patients would get the same from later ones.
    RedundantRule,
    /// The guideline accepts a finding that there is not.
    AcceptedNothing,
    /// No patient meets a stop.
    DeadStop,
    /// No patient gets the points of a line.
    DeadPoints,
    /// A formula can come to more than is told apart.
    Overflow,
}

impl Code {
    /// All of them, the worst first.
    pub const ALL: [Code; 19] = [
        Code::AgainstStop,
        Code::ForbiddenOutcome,
        Code::Exclusion,
        Code::Gap,
        Code::DeadRule,
        Code::DeadStop,
        Code::AdviceWithoutEvidence,
        Code::DeadPoints,
        Code::Overflow,
        Code::IdleQuestion,
        Code::SameOptions,
        Code::RuleWithoutEvidence,
        Code::OnlyUnverified,
        Code::UntestedRule,
        Code::UntestedBound,
        Code::AcceptedNothing,
        Code::OnlyContradictory,
        Code::RedundantRule,
        Code::IdleBound,
    ];

    /// As in files and JSON: `against-stop`.
    pub fn id(self) -> &'static str {
        match self {
            Code::Gap => "gap",
            Code::DeadRule => "dead-rule",
            Code::AgainstStop => "against-stop",
            Code::ForbiddenOutcome => "forbidden-outcome",
            Code::Exclusion => "exclusion",
            Code::AdviceWithoutEvidence => "advice-without-evidence",
            Code::RuleWithoutEvidence => "rule-without-evidence",
            Code::OnlyUnverified => "only-unverified",
            Code::IdleQuestion => "idle-question",
            Code::SameOptions => "same-options",
            Code::IdleBound => "idle-bound",
            Code::UntestedRule => "untested-rule",
            Code::UntestedBound => "untested-bound",
            Code::OnlyContradictory => "only-contradictory",
            Code::RedundantRule => "redundant-rule",
            Code::AcceptedNothing => "accepted-nothing",
            Code::DeadStop => "dead-stop",
            Code::DeadPoints => "dead-points",
            Code::Overflow => "overflow",
        }
    }

    /// Whether there are good reasons for which a guideline accepts such a finding; others are better mended.
    pub fn is_often_accepted(self) -> bool {
        matches!(
            self,
            Code::RuleWithoutEvidence | Code::OnlyUnverified | Code::IdleQuestion | Code::SameOptions
        )
    }

    /// How bad such a finding is.
    pub fn severity(self) -> Severity {
        match self {
            Code::Gap
            | Code::DeadRule
            | Code::AgainstStop
            | Code::ForbiddenOutcome
            | Code::Exclusion
            | Code::DeadStop
            | Code::AdviceWithoutEvidence => Severity::Error,
            Code::RuleWithoutEvidence
            | Code::OnlyUnverified
            | Code::IdleQuestion
            | Code::SameOptions
            | Code::UntestedRule
            | Code::UntestedBound
            | Code::DeadPoints
            | Code::Overflow
            | Code::AcceptedNothing => Severity::Warning,
            Code::IdleBound | Code::OnlyContradictory | Code::RedundantRule => Severity::Note,
        }
    }
}
