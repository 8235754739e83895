//! How answers come into a session and out of it again: steps, each kept in its history, that undo takes back and redo
//! gives again.

use std::ops::Range;

use serde_json::Value;

use super::super::Moment;
use super::{Change, Closed, Session, Stamp, Status};

/// Why answers are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// They are given; one that stands already is no change.
    Answer,
    /// They are given, and one that stands already is confirmed.
    Confirm,
    /// An earlier step is taken back, a confirmation too.
    Undo,
    /// The last step taken back is given again, a confirmation too.
    Redo,
}

/// The steps of a history, by their places in it.
#[derive(Default)]
struct Steps {
    /// Those that stand, oldest first.
    standing: Vec<Range<usize>>,
    /// Those taken back that can be given again, the next one last.
    taken_back: Vec<Range<usize>>,
}

impl Session {
    /// When the present answer to a question was given or last confirmed. What was taken back does not count, so an
    /// answer that undo restored is as old as it was.
    pub fn answered_at(&self, question: &str) -> Option<Moment> {
        self.answers.get(question)?;
        let standing = self.steps().standing;
        let mut changes = standing.into_iter().rev().flat_map(|step| self.history[step].iter().rev());
        changes.find(|change| change.question == question).map(|change| change.at)
    }

    /// Gives, changes or (with `None`) takes back one answer. Returns whether anything changed.
    pub fn answer(
        &mut self,
        question: &str,
        value: Option<Value>,
        stamp: impl Into<Stamp>,
    ) -> Result<bool, Closed> {
        self.answer_together([(question.to_string(), value)], stamp)
    }

    /// Gives several answers as one step, which one undo takes back. Returns whether anything changed.
    pub fn answer_together(
        &mut self,
        answers: impl IntoIterator<Item = (String, Option<Value>)>,
        stamp: impl Into<Stamp>,
    ) -> Result<bool, Closed> {
        self.refuse_if_closed()?;
        Ok(!self.step(answers, &stamp.into(), Step::Answer).is_empty())
    }

    /// As [`Session::answer_together`], and an answer that stands already is confirmed: from now on it is as young as
    /// one that was given now. Returns whether anything changed or was confirmed.
    pub fn answer_or_confirm(
        &mut self,
        answers: impl IntoIterator<Item = (String, Option<Value>)>,
        stamp: impl Into<Stamp>,
    ) -> Result<bool, Closed> {
        self.refuse_if_closed()?;
        Ok(!self.step(answers, &stamp.into(), Step::Confirm).is_empty())
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        self.status == Status::Open && !self.steps().standing.is_empty()
    }

    /// Whether there is a step taken back that can be given again.
    pub fn can_redo(&self) -> bool {
        self.status == Status::Open && !self.steps().taken_back.is_empty()
    }

    /// Takes the last step back that was not yet taken back, and records that. Returns the ids of the questions
    /// whose answers or confirmations were taken back; none if there was nothing to take back.
    pub fn undo(&mut self, stamp: impl Into<Stamp>) -> Result<Vec<String>, Closed> {
        self.refuse_if_closed()?;
        let Some(step) = self.steps().standing.pop() else { return Ok(vec![]) };
        let back: Vec<_> = self.history[step]
            .iter()
            .rev()
            .map(|change| (change.question.clone(), change.from.clone()))
            .collect();
        Ok(self.step(back, &stamp.into(), Step::Undo))
    }

    /// Gives the step that was taken back last again, and records that; its answers are as old as they were. Once
    /// another answer is given there is nothing to give again. Returns the ids of the questions, none if there was
    /// nothing.
    pub fn redo(&mut self, stamp: impl Into<Stamp>) -> Result<Vec<String>, Closed> {
        self.refuse_if_closed()?;
        let Some(step) = self.steps().taken_back.pop() else { return Ok(vec![]) };
        let again: Vec<_> =
            self.history[step].iter().map(|change| (change.question.clone(), change.to.clone())).collect();
        Ok(self.step(again, &stamp.into(), Step::Redo))
    }

    /// Sets answers and records what that changes or confirms as one step; returns the questions.
    fn step(
        &mut self,
        answers: impl IntoIterator<Item = (String, Option<Value>)>,
        stamp: &Stamp,
        step: Step,
    ) -> Vec<String> {
        let mut changed = vec![];
        for (question, to) in answers {
            let to = to.filter(|value| !value.is_null());
            let from = self.answers.get(&question).cloned();
            let recorded = match step {
                Step::Answer => from != to,
                Step::Confirm => from != to || to.is_some(),
                // Otherwise the step that it takes back, or gives again, would stay where it is for ever.
                Step::Undo | Step::Redo => true,
            };
            if !recorded {
                continue;
            }
            match &to {
                Some(value) => self.answers.insert(question.clone(), value.clone()),
                None => self.answers.shift_remove(&question),
            };
            changed.push(question.clone());
            let same_step = changed.len() > 1;
            self.history.push(Change {
                at: stamp.at,
                by: stamp.by.clone(),
                question,
                from,
                to,
                same_step,
                undo: step == Step::Undo,
                redo: step == Step::Redo,
            });
        }
        if !changed.is_empty() {
            self.updated = stamp.at;
        }
        changed
    }

    /// Which steps stand. Every undo takes back exactly the last of those, every redo gives exactly the last taken back
    /// again, and any other step leaves nothing to give again.
    fn steps(&self) -> Steps {
        let mut steps = Steps::default();
        let mut start = 0;
        while start < self.history.len() {
            let first = &self.history[start];
            let further = self.history[start + 1..].iter().take_while(|change| change.same_step).count();
            let end = start + 1 + further;
            if first.undo {
                steps.taken_back.extend(steps.standing.pop());
            } else if first.redo {
                steps.standing.extend(steps.taken_back.pop());
            } else {
                steps.standing.push(start..end);
                steps.taken_back.clear();
            }
            start = end;
        }
        steps
    }
}
