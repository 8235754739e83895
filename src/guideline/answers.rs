//! Answers to a guideline's questions: what a clinician said, and what is still unanswered.

use serde::{Deserialize, Serialize};

use super::{Decimal, Guideline, OptionSet, QuestionId};

/// One given answer. Not answering is no answer: see [`Answers::get`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// Asked, and not known. Never a "no".
    Unknown,
    /// To a `yes_no` question.
    YesNo(bool),
    /// The position of the option of a `one_of` or `scale` question.
    Option(usize),
    /// To a `number` question: within its range and on its grid.
    Number(Decimal),
    /// To an `any_of` question: the options present, those not known, and all others absent.
    AnyOf {
        /// Options that are present.
        yes: OptionSet,
        /// Options not known to be present or absent; disjoint from `yes`.
        unknown: OptionSet,
    },
}

impl Answer {
    /// Whether the whole answer is "unknown" (for `any_of`: nothing is known of any option only if said so).
    pub fn is_unknown(self) -> bool {
        self == Answer::Unknown
    }
}

/// The answers of one case, by question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers(Vec<Option<Answer>>);

impl Answers {
    /// No question answered.
    pub fn none(guideline: &Guideline) -> Answers {
        Answers(vec![None; guideline.questions.len()])
    }

    /// The answer to a question, or `None` where it is unanswered.
    pub fn get(&self, question: QuestionId) -> Option<Answer> {
        self.0.get(question.0).copied().flatten()
    }

    /// Gives, changes or (with `None`) takes back an answer; returns the one before.
    pub fn set(&mut self, question: QuestionId, answer: Option<Answer>) -> Option<Answer> {
        match self.0.get_mut(question.0) {
            Some(place) => std::mem::replace(place, answer),
            None => None,
        }
    }

    /// The given answers, in the order of the questions.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, Answer)> {
        self.0.iter().enumerate().filter_map(|(index, answer)| Some((QuestionId(index), (*answer)?)))
    }

    /// Every question, answered or not.
    pub fn questions(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..self.0.len()).map(QuestionId)
    }

    /// How many questions are answered, "unknown" included.
    pub fn count(&self) -> usize {
        self.0.iter().flatten().count()
    }
}
