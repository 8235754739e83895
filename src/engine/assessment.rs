//! What an assessment says. All ids are positions in the guideline it was made from.

use crate::guideline::{
    Decimal, DecisionId, Guideline, OptionSet, QuestionId, RecommendationId, ScoreId, StopId, Strength,
    Subject, Tone,
};

/// Everything that follows from a guideline and a set of answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Assessment {
    /// How far the case has come.
    pub status: Status,
    /// False where composition did not fit its budget: it may then ask too much or call certain advice
    /// conditional, never the reverse. The same where guards test formulas whose numbers are open.
    pub exact: bool,
    /// Those formulas.
    pub open_formulas: Vec<ScoreId>,
    /// The headline.
    pub strategy: Strategy,
    /// Every decision, in the order of the path.
    pub decisions: Vec<DecisionState>,
    /// What is certain, and what waits on *unknown* answers (conditional). Ordered by domain as the guideline lists them.
    pub recommendations: Vec<Advice>,
    /// Advice that a stop takes back.
    pub withheld: Vec<Withheld>,
    /// Advice that waits for *unanswered* questions.
    pub pending: Vec<RecommendationId>,
    /// Unknown answers worth finding out, most settling first.
    pub workup: Vec<WorkUp>,
    /// Alert rules that hold for certain.
    pub alerts: Vec<Alert>,
    /// Every score, as a value or a range.
    pub scores: Vec<ScoreValue>,
    /// For every question: does it apply (`Some`), or does that depend on open answers (`None`)?
    pub applies: Vec<Option<bool>>,
    /// Answered questions that no longer apply or matter.
    pub dormant: Vec<QuestionId>,
    /// What to ask next; `None` when nothing unanswered is relevant.
    pub next_question: Option<QuestionId>,
    /// Unanswered and unknown questions that can change the strategy, next one first.
    pub decisive: Vec<QuestionId>,
    /// Unanswered and unknown questions that can change only the rest of the result.
    pub refining: Vec<QuestionId>,
    /// For each other strategy what rules it out.
    pub why_not: Vec<WhyNot>,
    /// Changes of one answer after which the strategy is no longer certain.
    pub tipping_points: Vec<TippingPoint>,
}

/// How far the case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Some unanswered question can change the strategy.
    Provisional,
    /// None can, but unanswered ones still refine the advice.
    Settled,
    /// Nothing unanswered is relevant, but unknown answers leave the result open.
    AwaitingWorkup,
    /// Neither.
    Final,
}

impl Status {
    /// As in JSON and files: `awaiting_workup`.
    pub fn id(self) -> &'static str {
        match self {
            Status::Provisional => "provisional",
            Status::Settled => "settled",
            Status::AwaitingWorkup => "awaiting_workup",
            Status::Final => "final",
        }
    }
}

/// The overall plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Strategy {
    /// The position of the outcome, when certain.
    pub outcome: Option<usize>,
    /// The positions of the outcomes still possible.
    pub possible: OptionSet,
    /// A subset-minimal set of given answers that forces the outcome; empty while open.
    pub why: Vec<Fact>,
}

/// A tested thing and the value that counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What was tested.
    pub on: Subject,
    /// What it is.
    pub is: Value,
}

/// A value, or the class of values, of a question, decision or score.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Positions of options or outcomes (`yes_no`: 0 is yes, 1 is no).
    /// For decisions the position after the last outcome means skipped.
    Options(OptionSet),
    /// Options of an `any_of` question present and absent; others do not count here.
    Chosen {
        /// Present.
        yes: OptionSet,
        /// Absent.
        no: OptionSet,
    },
    /// Exactly this number.
    Number(Decimal),
    /// Both ends included, on the answer's grid.
    Range(Decimal, Decimal),
    /// Not applicable: the question is not asked in this case.
    NotApplicable,
}

/// The state of one decision.
#[derive(Clone, Debug, PartialEq)]
pub struct DecisionState {
    /// Which decision.
    pub decision: DecisionId,
    /// Where it stands.
    pub state: State,
}

/// Where a decision stands.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Its `when` is false for certain.
    Skipped {
        /// Tests that make it so, subset-minimal.
        tests: Vec<Fact>,
    },
    /// A `first` decision whose outcome is certain.
    Decided {
        /// The position of the outcome.
        outcome: usize,
        /// The position of the rule that fires; `None` when several rules with this one outcome are possible.
        rule: Option<usize>,
        /// Tests that force it, subset-minimal, in the order of the walk.
        tests: Vec<Fact>,
    },
    /// A `first` decision that open answers can still turn.
    Open {
        /// Positions of the outcomes still possible.
        possible: OptionSet,
        /// Whether it may be skipped.
        skippable: bool,
    },
    /// A `collect` decision: for every rule whether it holds (`None`: depends on open answers).
    Collected(Vec<Option<bool>>),
}

/// A recommendation that is given, or waits on unknown answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Which recommendation.
    pub recommendation: RecommendationId,
    /// The strongest strength of the rules that give it.
    pub strength: Option<Strength>,
    /// `None`: certain. Otherwise alternatives of unknown answers on which it holds; each is a conjunction.
    pub condition: Option<Vec<Vec<Fact>>>,
    /// Rules that give it (certainly or possibly): decision and position of the rule.
    pub from: Vec<(DecisionId, usize)>,
    /// Unknown questions whose `workup` it is.
    pub finds_out: Vec<QuestionId>,
}

impl Advice {
    /// How it is given: as its recommendation says, but what is no more than one of several equal options is there to be
    /// considered, not to be done.
    pub fn tone(&self, guideline: &Guideline) -> Tone {
        match guideline[self.recommendation].tone {
            Tone::Do if self.strength == Some(Strength::C) => Tone::Consider,
            tone => tone,
        }
    }
}

/// Advice that a stop takes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withheld {
    /// Which advice.
    pub recommendation: RecommendationId,
    /// Which stop holds.
    pub stop: StopId,
}

/// An unknown answer worth finding out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkUp {
    /// The unknown question.
    pub question: QuestionId,
    /// Whether it can change the strategy, or only refine the advice.
    pub decisive: bool,
    /// What finds it out; none where a stop stands against that, or may.
    pub by: Option<RecommendationId>,
}

/// An alert rule that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The decision.
    pub decision: DecisionId,
    /// The position of the rule.
    pub rule: usize,
}

/// A score, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct ScoreValue {
    /// Which score.
    pub score: ScoreId,
    /// The least and the largest value still possible; equal when known. `None`: it has no value.
    pub range: Option<(Decimal, Decimal)>,
}

/// Why another strategy is not the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyNot {
    /// The position of the other outcome.
    pub outcome: usize,
    /// A subset-minimal set of given answers that rules it out.
    pub because: Vec<Fact>,
}

/// A change of one answer after which the strategy is no longer certain.
#[derive(Clone, Debug, PartialEq)]
pub struct TippingPoint {
    /// The answered question.
    pub question: QuestionId,
    /// The class of values it would have to take.
    pub to: Value,
    /// For numbers, the distance from the answer to that class.
    pub margin: Option<Decimal>,
    /// Whether that distance is small: at most a tenth of the answer.
    pub near: bool,
    /// The strategies then possible.
    pub possible: OptionSet,
}

/// A change of two answers after which the strategy is no longer certain, though neither change alone does it.
#[derive(Clone, Debug, PartialEq)]
pub struct TippingPair {
    /// The two changes, of two questions.
    pub changes: [Change; 2],
    /// The strategies then possible.
    pub possible: OptionSet,
}

/// Another class of values of an answered question.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The answered question.
    pub question: QuestionId,
    /// The class of values it would have to take.
    pub to: Value,
    /// For numbers, the distance from the answer to that class.
    pub margin: Option<Decimal>,
}
