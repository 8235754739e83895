//! What-if: the same questionnaire on a copy of the answers, on the side of the case.
//!
//! While it lasts, `answers` and `assessment` of the [`Work`] are those of the copy, so that all keys and panels work
//! on it as always; those of the case, and the place where the clinician was, wait in the [`Aside`].

use std::collections::BTreeMap;

use super::Page;
use super::work::{Entry, Panel, Reasons, Work};
use crate::engine::{Assessment, Engine};
use crate::guideline::{Answer, Answers, Guideline, QuestionId};
use crate::session::Outdated;

/// The case, kept as it was while what-if works on a copy of its answers.
#[derive(Debug)]
pub(crate) struct Aside {
    /// The answers of the case.
    pub(crate) answers: Answers,
    /// Those of them that are out of date.
    outdated: Outdated,
    /// Those of these that matter.
    pub(crate) to_confirm: Vec<QuestionId>,
    /// What follows from them.
    pub(crate) assessment: Assessment,
    /// Why not another plan, if that was asked of the case.
    reasons: Option<Reasons>,
    /// The answers on the side before each step, and those out of date; the last one last.
    steps: Vec<(Answers, Outdated)>,
    /// The same before each step that was taken back; the next one to give again last.
    taken_back: Vec<(Answers, Outdated)>,
    /// Where the clinician was.
    place: Place,
}

/// Where the clinician is in a case.
#[derive(Debug)]
struct Place {
    pages: Pages,
    panel: Panel,
    focus: QuestionId,
    cursor: Option<usize>,
    entry: Entry,
    /// Everything that was begun and not recorded, for the question with the focus too.
    drafts: BTreeMap<QuestionId, Entry>,
    trail: Vec<QuestionId>,
    path_cursor: usize,
    advice_cursor: usize,
    reason_cursor: usize,
}

/// The page on the screen, those under it, and how far it is scrolled.
#[derive(Clone, Debug)]
pub(crate) struct Pages {
    /// On the screen.
    pub(crate) page: Page,
    /// To go back to.
    pub(crate) under: Vec<Page>,
    /// The first line shown.
    pub(crate) scroll: usize,
}

/// An answer changed on the side, or one that is out of date in the case and was given again there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    /// The question.
    pub(crate) question: QuestionId,
    /// Its answer in the case.
    pub(crate) now: Option<Answer>,
    /// Whether that is out of date.
    pub(crate) was_outdated: bool,
    /// Its answer on the side.
    pub(crate) then: Option<Answer>,
}

impl Aside {
    /// What was begun in the case and not recorded.
    pub(super) fn drafts(&self) -> &BTreeMap<QuestionId, Entry> {
        &self.place.drafts
    }
}

impl Work {
    /// Begins what-if on a copy of the answers, and of what was begun.
    pub(crate) fn step_aside(&mut self, guideline: &Guideline, pages: Pages) {
        let place = Place {
            pages,
            panel: self.panel,
            focus: self.focus,
            cursor: self.cursor,
            entry: self.entry.clone(),
            drafts: self.all_drafts(guideline),
            trail: std::mem::take(&mut self.trail),
            path_cursor: self.path_cursor,
            advice_cursor: self.advice_cursor,
            reason_cursor: self.reason_cursor,
        };
        self.aside = Some(Box::new(Aside {
            answers: self.answers.clone(),
            outdated: self.outdated.clone(),
            to_confirm: self.to_confirm.clone(),
            assessment: self.assessment.clone(),
            reasons: self.reasons.clone(),
            steps: Vec::new(),
            taken_back: Vec::new(),
            place,
        }));
        self.panel = Panel::Questions;
    }

    /// Ends what-if: the case and the place in it are as before. Gives the pages that were on the screen then.
    pub(crate) fn step_back(&mut self, engine: &Engine) -> Option<Pages> {
        let Aside { answers, outdated, to_confirm, assessment, reasons, place, .. } = *self.aside.take()?;
        (self.answers, self.outdated, self.to_confirm) = (answers, outdated, to_confirm);
        (self.assessment, self.reasons) = (assessment, reasons);
        self.panel = place.panel;
        self.focus = place.focus;
        self.cursor = place.cursor;
        self.entry = place.entry;
        self.drafts = place.drafts;
        self.drafts.remove(&self.focus);
        self.trail = place.trail;
        self.path_cursor = place.path_cursor;
        self.advice_cursor = place.advice_cursor;
        self.reason_cursor = place.reason_cursor;
        self.look_ahead(engine);
        Some(place.pages)
    }

    /// Changes answers on the side as one step, which one undo takes back; what was out of date is valid there once
    /// it is given again. Returns whether anything changed.
    pub(crate) fn change_aside(&mut self, engine: &Engine, answers: &[(QuestionId, Option<Answer>)]) -> bool {
        let before = (self.answers.clone(), self.outdated.clone());
        for (question, answer) in answers {
            self.answers.set(*question, *answer);
            self.outdated.remove(*question);
        }
        self.drop_drafts(engine.guideline(), answers.iter().map(|(question, _)| *question));
        let changed = before.0 != self.answers || before.1 != self.outdated;
        if changed {
            if let Some(aside) = &mut self.aside {
                aside.steps.push(before);
                aside.taken_back.clear();
            }
            self.assess(engine);
        }
        changed
    }

    /// Takes the last step on the side back; returns the questions whose answers changed.
    pub(crate) fn undo_aside(&mut self, engine: &Engine) -> Vec<QuestionId> {
        let now = (self.answers.clone(), self.outdated.clone());
        let Some(aside) = &mut self.aside else { return vec![] };
        let Some(before) = aside.steps.pop() else { return vec![] };
        aside.taken_back.push(now);
        self.set_aside(engine, before)
    }

    /// Gives the step on the side again that was taken back last; returns the questions whose answers changed.
    pub(crate) fn redo_aside(&mut self, engine: &Engine) -> Vec<QuestionId> {
        let now = (self.answers.clone(), self.outdated.clone());
        let Some(aside) = &mut self.aside else { return vec![] };
        let Some(after) = aside.taken_back.pop() else { return vec![] };
        aside.steps.push(now);
        self.set_aside(engine, after)
    }

    fn set_aside(&mut self, engine: &Engine, answers: (Answers, Outdated)) -> Vec<QuestionId> {
        let changed = self.changed_since(&answers.0, &answers.1);
        (self.answers, self.outdated) = answers;
        self.assess(engine);
        changed.into_iter().map(|changed| changed.question).collect()
    }

    /// The answers that are changed on the side; none in the case itself.
    pub(crate) fn changed_aside(&self) -> Vec<Changed> {
        self.aside.as_ref().map_or_else(Vec::new, |aside| self.changed_since(&aside.answers, &aside.outdated))
    }

    /// Whether the answer to a question is changed on the side.
    pub(crate) fn is_changed_aside(&self, question: QuestionId) -> bool {
        self.changed_aside().iter().any(|changed| changed.question == question)
    }

    /// What follows from the answers of the case itself, whatever stands on the side.
    pub(crate) fn of_case(&self) -> &Assessment {
        self.aside.as_ref().map_or(&self.assessment, |aside| &aside.assessment)
    }

    /// The answers to confirm in the case itself.
    pub(crate) fn to_confirm_of_case(&self) -> &[QuestionId] {
        self.aside.as_ref().map_or(&self.to_confirm, |aside| &aside.to_confirm)
    }

    /// What differs from earlier answers, of which some were out of date.
    fn changed_since(&self, answers: &Answers, outdated: &Outdated) -> Vec<Changed> {
        let both = |question| Changed {
            question,
            now: answers.get(question),
            was_outdated: outdated.get(question).is_some(),
            then: self.answers.get(question),
        };
        let confirmed =
            |changed: &Changed| changed.was_outdated && self.outdated.get(changed.question).is_none();
        answers
            .questions()
            .map(both)
            .filter(|changed| changed.now != changed.then || confirmed(changed))
            .collect()
    }
}
