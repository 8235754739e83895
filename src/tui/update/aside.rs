//! What-if: answering on the side of the case, and what becomes of it.

use super::{answering, asks_before_leaving};
use crate::guideline::{Answer, QuestionId};
use crate::language::say;
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Confirm, Leaving, Model, Page, Pages};
use crate::tui::view;

/// Whether the questionnaire works on a copy of the answers.
pub(super) fn is_on(model: &Model) -> bool {
    model.work.as_ref().is_some_and(|work| work.aside.is_some())
}

/// Begins what-if, or ends it; where something was changed, only after a question.
pub(super) fn toggle(model: &mut Model) -> Vec<Effect> {
    if !is_on(model) {
        begin(model);
        let locked = model.work.as_ref().and_then(|work| work.case_locked());
        let key = model.key(Command::WhatIf);
        model.say(match locked.map(|locked| model.locked_in_words(&locked)) {
            Some(reason) => say!(model.guideline(), "What if: nothing can be taken over ({0}).", reason),
            None => {
                say!(model.guideline(), "What if: answers change on the side. {0}: back to the case.", key)
            }
        });
        return vec![];
    }
    if model.work.as_ref().is_some_and(|work| !work.changed_aside().is_empty()) {
        model.confirm = Some(Confirm::TakeOver);
    } else if !asks_before_leaving(model, Leaving::WhatIf) {
        return end_unchanged(model);
    }
    vec![]
}

/// Ends what-if in which no answer was changed.
pub(super) fn end_unchanged(model: &mut Model) -> Vec<Effect> {
    end(model);
    model.say(say!(model.guideline(), "Back in the case; nothing was changed on the side."));
    vec![]
}

/// Begins what-if with one answer changed already, unless it is on.
pub(super) fn try_answer(model: &mut Model, question: QuestionId, answer: Answer) {
    begin(model);
    let guideline = model.engine.guideline();
    if let Some(work) = &mut model.work {
        work.go_to(guideline, question);
    }
    // On the side nothing is asked of the outside.
    let _ = answering::give(model, &[(question, Some(answer))]);
    let changed = model.work.as_ref().and_then(|work| {
        let changed = work.changed_aside().into_iter().find(|changed| changed.question == question)?;
        Some(view::changed_in_words(model, &changed))
    });
    if let Some(text) = changed {
        let key = model.key(Command::WhatIf);
        model.say(say!(model.guideline(), "What if {0}? {1}: back to the case.", text, key));
    }
}

/// Shows the questionnaire on a copy of the answers.
fn begin(model: &mut Model) {
    let under = std::mem::take(&mut model.under);
    let pages = Pages { page: model.page, under, scroll: model.scroll };
    if let Some(work) = &mut model.work
        && work.aside.is_none()
    {
        work.step_aside(model.engine.guideline(), pages);
    }
    model.page = Page::Questions;
    model.scroll = 0;
}

/// Shows the case as it was.
fn end(model: &mut Model) {
    let Some(work) = &mut model.work else { return };
    if let Some(Pages { page, under, scroll }) = work.step_back(&model.engine) {
        (model.page, model.under, model.scroll) = (page, under, scroll);
        super::reading::clamp(model);
    }
}

/// The answer to the question what becomes of the changed answers. What is no answer to it leaves it standing.
pub(super) fn decide(model: &mut Model, command: Command) -> Vec<Effect> {
    let Some(work) = &model.work else { return vec![] };
    match command {
        Command::Yes if work.case_locked().is_none() => {
            model.confirm = None;
            take_over(model)
        }
        Command::No => {
            model.confirm = None;
            say_dropped(model);
            end(model);
            vec![]
        }
        Command::Cancel => {
            model.confirm = None;
            vec![]
        }
        _ => vec![],
    }
}

/// Records the changed answers as one step of the case, which one undo takes back. The clinician stays with the
/// question that has the focus.
fn take_over(model: &mut Model) -> Vec<Effect> {
    let Some(work) = &mut model.work else { return vec![] };
    let changes: Vec<_> =
        work.changed_aside().into_iter().map(|changed| (changed.question, changed.then)).collect();
    let focus = work.focus;
    work.step_back(&model.engine);
    work.go_to(model.engine.guideline(), focus);
    work.panel = crate::tui::state::Panel::Questions;
    (model.page, model.scroll) = (Page::Questions, 0);
    model.under.clear();
    let effects = answering::give(model, &changes);
    if !effects.is_empty() {
        let key = model.key(Command::Undo);
        model.say(match changes.len() {
            1 => say!(model.guideline(), "Taken over: 1 answer. {0} takes it back.", key),
            more => {
                say!(model.guideline(), "Taken over: {0} answers. {1} takes them back together.", more, key)
            }
        });
    }
    effects
}

/// Takes the last step on the side back, or gives it again, and shows its question.
pub(super) fn undo(model: &mut Model, again: bool) {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return };
    let changed = if again { work.redo_aside(&model.engine) } else { work.undo_aside(&model.engine) };
    let Some(question) = changed.last() else {
        let key = model.key(Command::WhatIf);
        model.say(match again {
            false => say!(guideline, "Nothing was changed on the side. {0}: back to the case.", key),
            true => say!(guideline, "Nothing was taken back on the side.").to_owned(),
        });
        return;
    };
    work.drop_drafts(guideline, changed.iter().copied());
    work.focus_on(guideline, *question);
    let text = match changed.len() {
        1 => guideline[*question].ask.clone(),
        more => say!(model.guideline(), "{0} answers", more),
    };
    model.say(match again {
        false => say!(model.guideline(), "Taken back on the side: {0}", text),
        true => say!(model.guideline(), "Given again on the side: {0}", text),
    });
}

/// Says that what was changed on the side is gone.
pub(super) fn say_dropped(model: &mut Model) {
    if let Some(text) = model.work.as_ref().and_then(|work| view::dropped_in_words(model.guideline(), work)) {
        model.say(text);
    }
}
