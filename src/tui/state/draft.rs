//! What was marked or typed and not recorded: only Enter records it, and until then it is a draft of its question.

use std::collections::BTreeMap;

use super::Work;
use super::work::{Entry, number};
use crate::guideline::{Answer, Guideline, QuestionId, answer_in_words};

impl Entry {
    /// What Enter would record, or why it would not: `None` where nothing was begun, or all of it taken away again.
    pub(crate) fn begun(
        &self,
        guideline: &Guideline,
        question: QuestionId,
    ) -> Option<Result<Answer, String>> {
        match self {
            Entry::Marks { yes, unknown, touched: true } if !yes.is_empty() || !unknown.is_empty() => {
                Some(Ok(Answer::AnyOf { yes: *yes, unknown: *unknown }))
            }
            Entry::Number { text, touched: true } if !text.is_empty() => {
                Some(number(guideline, question, text))
            }
            _ => None,
        }
    }

    /// Whether what stood there was taken away, and nothing put in its place.
    pub(crate) fn is_emptied(&self) -> bool {
        match self {
            Entry::Marks { yes, unknown, touched } => *touched && yes.is_empty() && unknown.is_empty(),
            Entry::Number { text, touched } => *touched && text.is_empty(),
            Entry::None => false,
        }
    }
}

impl Work {
    /// What was begun for a question and not recorded; `None` where it says no more than the answer that counts.
    fn draft(&self, guideline: &Guideline, question: QuestionId) -> Option<&Entry> {
        let entry = if question == self.focus { &self.entry } else { self.drafts.get(&question)? };
        match entry.begun(guideline, question)? {
            Ok(answer) if self.counts_as(question) == Some(answer) => None,
            _ => Some(entry),
        }
    }

    /// Whether something was begun for a question and not recorded.
    pub(crate) fn is_draft(&self, guideline: &Guideline, question: QuestionId) -> bool {
        self.draft(guideline, question).is_some()
    }

    /// What was begun for a question, in words.
    pub(crate) fn draft_text(&self, guideline: &Guideline, question: QuestionId) -> Option<String> {
        let entry = self.draft(guideline, question)?;
        Some(match (entry.begun(guideline, question)?, entry) {
            (Ok(answer), _) => answer_in_words(guideline, question, answer),
            (Err(_), Entry::Number { text, .. }) => text.clone(),
            (Err(problem), _) => problem,
        })
    }

    /// Why Enter would not record what was begun for a question, if it would not.
    pub(crate) fn draft_problem(&self, guideline: &Guideline, question: QuestionId) -> Option<String> {
        self.draft(guideline, question)?.begun(guideline, question)?.err()
    }

    /// Everything that was begun and not recorded.
    pub(super) fn all_drafts(&self, guideline: &Guideline) -> BTreeMap<QuestionId, Entry> {
        let questions = self.drafts.keys().copied().chain([self.focus]);
        questions.filter_map(|question| Some((question, self.draft(guideline, question)?.clone()))).collect()
    }

    /// The questions for which something was begun and not recorded. On the side, only there.
    pub(crate) fn unrecorded(&self, guideline: &Guideline) -> Vec<QuestionId> {
        let of_case = self.aside.as_ref().map(|aside| aside.drafts());
        let there = |(question, entry): &(QuestionId, Entry)| {
            of_case.is_none_or(|of_case| of_case.get(question) != Some(entry))
        };
        self.all_drafts(guideline).into_iter().filter(there).map(|(question, _)| question).collect()
    }

    /// The same of the case and of the side together: what is lost where the case is left.
    pub(crate) fn unrecorded_anywhere(&self, guideline: &Guideline) -> Vec<QuestionId> {
        let mut questions = self.unrecorded(guideline);
        questions.extend(self.aside.iter().flat_map(|aside| aside.drafts().keys()));
        questions.sort_unstable();
        questions.dedup();
        questions
    }

    /// Keeps what was begun for the question that has the focus, as its draft.
    pub(super) fn keep_draft(&mut self, guideline: &Guideline) {
        match self.draft(guideline, self.focus).cloned() {
            Some(draft) => drop(self.drafts.insert(self.focus, draft)),
            None => drop(self.drafts.remove(&self.focus)),
        }
    }

    /// Shows questions with their answers: what was begun for them and not recorded is gone, and stays for others.
    pub(crate) fn drop_drafts(
        &mut self,
        guideline: &Guideline,
        questions: impl IntoIterator<Item = QuestionId>,
    ) {
        self.keep_draft(guideline);
        for question in questions {
            self.drafts.remove(&question);
        }
        self.enter(guideline);
    }
}
