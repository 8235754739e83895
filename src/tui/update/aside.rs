//! What-if: answering on the side of the case, and what becomes of it.

use super::answering;
use crate::guideline::{Answer, QuestionId};
use crate::language::say;
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Confirm, Model, Page, Pages};
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
        model.say(match locked {
            Some(reason) => say!(model.guideline(), "What if: nothing can be taken over ({0}).", reason),
            None => say!(model.guideline(), "What if: answers change on the side. w: back to the case.")
                .to_owned(),
        });
        return vec![];
    }
    // What was begun counts, and an entry that is not valid is said to be.
    if answering::leave(model).is_none() {
        return vec![];
    }
    if model.work.as_ref().is_some_and(|work| work.changed_aside().is_empty()) {
        end(model);
        model.say(say!(model.guideline(), "Back in the case; nothing was changed on the side."));
    } else {
        model.confirm = Some(Confirm::TakeOver);
    }
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
        model.say(say!(model.guideline(), "What if {0}? w: back to the case.", text));
    }
}

/// Shows the questionnaire on a copy of the answers.
fn begin(model: &mut Model) {
    let under = std::mem::take(&mut model.under);
    let pages = Pages { page: model.page, under, scroll: model.scroll };
    if let Some(work) = &mut model.work
        && work.aside.is_none()
    {
        work.step_aside(pages);
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
        model.say(match changes.len() {
            1 => say!(model.guideline(), "Taken over: 1 answer. u takes it back.").to_owned(),
            more => say!(model.guideline(), "Taken over: {0} answers. u takes them back together.", more),
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
        model.say(match again {
            false => say!(model.guideline(), "Nothing was changed on the side. w: back to the case."),
            true => say!(model.guideline(), "Nothing was taken back on the side."),
        });
        return;
    };
    work.focus = *question;
    work.enter(guideline);
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
