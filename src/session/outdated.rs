//! Answers that are older than their guideline lets them be: kept and shown, and counted as unknown until confirmed.

use serde_json::Value;

use super::{Moment, Replayed, Session, Status};
use crate::guideline::{Answer, Answers, Guideline, QuestionId};
use crate::language::say;

/// The outdated answers of a session, in the order of the questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outdated(Vec<OutdatedAnswer>);

/// An answer that was given, or last confirmed, more than its question's `valid_days` ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutdatedAnswer {
    /// The question.
    pub question: QuestionId,
    /// The answer as it was given.
    pub answer: Answer,
    /// Its age in whole days.
    pub days: u32,
}

impl OutdatedAnswer {
    /// What it is marked with wherever it is shown: `outdated, 42 days old`.
    pub fn mark(&self, guideline: &Guideline) -> String {
        match self.days {
            1 => say!(guideline, "outdated, 1 day old").to_owned(),
            days => say!(guideline, "outdated, {0} days old", days),
        }
    }
}

impl Outdated {
    /// The answers that were outdated when the session was opened.
    ///
    /// Whoever works on a session passes the moment of opening as long as it is open, so that nothing turns outdated
    /// in the middle of work, while what is confirmed meanwhile is valid, and outdated again when that is undone. A
    /// closed session keeps those of its conclusion, whenever it is opened.
    pub fn when_opened(guideline: &Guideline, session: &Session, opened: Moment) -> Outdated {
        let concluded = session.conclusion().filter(|_| session.status() == Status::Closed);
        let seen = concluded.map_or(opened, |conclusion| conclusion.at);
        let answers = Replayed::under(guideline, session).answers;
        let outdated =
            answers.iter().filter(|(_, answer)| !answer.is_unknown()).filter_map(|(id, answer)| {
                let question = &guideline[id];
                // Without an entry in the history an answer is at most as old as its session.
                let given = session.answered_at(&question.id).unwrap_or(session.created());
                let outdated = match concluded {
                    Some(conclusion) => lists(&conclusion.assessment, &question.id),
                    None => {
                        question.valid_days.is_some_and(|days| given.is_more_than_days_before(days, seen))
                    }
                };
                outdated.then(|| OutdatedAnswer { question: id, answer, days: given.days_until(seen) })
            });
        Outdated(outdated.collect())
    }

    /// Whether no answer is outdated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many answers are outdated.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The outdated answer to a question; `None` if it is valid or not there.
    pub fn get(&self, question: QuestionId) -> Option<&OutdatedAnswer> {
        self.0.iter().find(|outdated| outdated.question == question)
    }

    /// The answer to a question was given again, or another: it is valid.
    pub fn remove(&mut self, question: QuestionId) {
        self.0.retain(|outdated| outdated.question != question);
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &OutdatedAnswer> {
        self.0.iter()
    }

    /// The answers as they count: what is outdated is unknown.
    pub fn as_unknown(&self, given: &Answers) -> Answers {
        let mut counted = given.clone();
        for outdated in &self.0 {
            counted.set(outdated.question, Some(Answer::Unknown));
        }
        counted
    }
}

/// Whether a concluded assessment lists a question as outdated. Older conclusions do not know of any.
fn lists(assessment: &Value, question: &str) -> bool {
    let outdated = assessment.get("outdated").and_then(Value::as_array);
    outdated.is_some_and(|ids| ids.iter().any(|id| id == question))
}

#[cfg(test)]
mod tests;
