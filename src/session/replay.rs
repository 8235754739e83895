//! A session's answers under a guideline: the one it was begun with, or another.

use serde_json::Value;

use super::Session;
use crate::guideline::{Answers, Guideline, QuestionId, answer_from_value};

/// The answers of a session as a guideline understands them.
#[derive(Clone, Debug, PartialEq)]
pub struct Replayed {
    /// What it understands.
    pub answers: Answers,
    /// What it does not; these stay in the session, and count as unanswered.
    pub left_out: Vec<LeftOut>,
}

/// An answer that does not fit a guideline.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The id of the question.
    pub question: String,
    /// The answer.
    pub value: Value,
    /// Why it does not fit, in a sentence.
    pub reason: String,
}

impl Replayed {
    /// Reads the answers of a session under a guideline.
    pub fn under(guideline: &Guideline, session: &Session) -> Replayed {
        let mut replayed = Replayed { answers: Answers::none(guideline), left_out: vec![] };
        for (id, value) in session.answers() {
            let question = guideline.questions.iter().position(|question| question.id == *id).map(QuestionId);
            let answer = match question {
                Some(question) => {
                    answer_from_value(guideline, question, value).map(|answer| (question, answer))
                }
                None => {
                    Err(format!("guideline {} {} has no question `{id}`", guideline.id, guideline.version))
                }
            };
            match answer {
                Ok((question, answer)) => {
                    replayed.answers.set(question, Some(answer));
                }
                Err(reason) => {
                    replayed.left_out.push(LeftOut { question: id.clone(), value: value.clone(), reason });
                }
            }
        }
        replayed
    }
}
