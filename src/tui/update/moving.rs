//! Moving: over options, between questions, sections and panels.

use super::{aside, in_case};
use crate::guideline::{DecisionId, QuestionId};
use crate::language::say;
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Item, Model, Page, Panel, rows};
use crate::tui::view;

/// Commands while the path or the recommendation has the focus.
pub(super) fn run_in_panel(model: &mut Model, command: Command) -> Vec<Effect> {
    match command {
        Command::Up => step(model, -1),
        Command::Down => step(model, 1),
        Command::PageUp => step(model, -8),
        Command::PageDown => step(model, 8),
        Command::First => step(model, isize::MIN),
        Command::Last => step(model, isize::MAX),
        Command::Accept => evidence(model),
        Command::Back => show(model, Panel::Questions),
        command => return in_case(model, command),
    }
    vec![]
}

fn step(model: &mut Model, by: isize) {
    match model.work.as_ref().map(|work| work.panel) {
        Some(Panel::Path) => step_in_path(model, by),
        Some(Panel::Advice) => step_in_advice(model, by),
        _ => {}
    }
}

fn step_in_path(model: &mut Model, by: isize) {
    let order: Vec<usize> = view::path_order(model.guideline()).collect();
    let Some(work) = &mut model.work else { return };
    let here = order.iter().position(|decision| *decision == work.path_cursor).unwrap_or(0);
    let there = here.saturating_add_signed(by).min(order.len().saturating_sub(1));
    work.path_cursor = order.get(there).copied().unwrap_or(0);
}

/// To another item; where the present one, or what follows the last one, goes on beyond the panel, line by line.
fn step_in_advice(model: &mut Model, by: isize) {
    let (items, lines, height) = view::advice_extent(model);
    let Some(work) = &mut model.work else { return };
    let end = lines.saturating_sub(height);
    let (mut cursor, mut first) =
        (work.advice_cursor.min(items.len().saturating_sub(1)), work.advice_first.min(end));
    // From one end to the other there are at most so many steps.
    for _ in 0..by.unsigned_abs().min(items.len() + lines) {
        let item = items.get(cursor).cloned().unwrap_or_default();
        if by > 0 {
            match items.get(cursor + 1) {
                Some(next) if item.end <= first + height => {
                    cursor += 1;
                    first = first.max(next.end.saturating_sub(height).min(next.start));
                }
                _ => first = (first + 1).min(end),
            }
        } else if item.start >= first && cursor > 0 {
            cursor -= 1;
            let above = items.get(cursor).cloned().unwrap_or_default();
            first = first.min(above.start.max(above.end.saturating_sub(height)));
        } else {
            first = first.saturating_sub(1);
        }
    }
    (work.advice_cursor, work.advice_first) = (cursor, first);
}

/// Keeps the path where it is, or moves it as little as shows the decision that matters now.
pub(super) fn keep_path_in_sight(model: &mut Model) {
    if let (Some(first), Some(work)) = (view::first_shown_decision(model), &mut model.work) {
        work.path_first = first;
    }
}

/// To another row of the question's answers.
pub(super) fn option(model: &mut Model, by: isize) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    let count = rows(guideline, work.focus).len();
    if count <= 1 {
        return neighbour(model, by > 0);
    }
    work.cursor = Some(match (work.cursor, by > 0) {
        (None, true) => 0,
        (None, false) => count - 1,
        (Some(cursor), _) => cursor.saturating_add_signed(by).min(count - 1),
    });
    work.look_ahead(&model.engine);
    vec![]
}

/// To the first or last row of the question's answers.
pub(super) fn option_end(model: &mut Model, last: bool) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    if let Some(work) = &mut model.work {
        let count = rows(guideline, work.focus).len();
        work.cursor = Some(if last { count.saturating_sub(1) } else { 0 });
        work.look_ahead(&model.engine);
    }
    vec![]
}

/// To the question above or below in the list, into the next section at its end.
pub(super) fn neighbour(model: &mut Model, down: bool) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    let all = 0..guideline.questions.len();
    let found = if down {
        all.skip(work.focus.0 + 1).map(QuestionId).find(|question| work.lists(*question))
    } else {
        all.take(work.focus.0).rev().map(QuestionId).find(|question| work.lists(*question))
    };
    match found {
        Some(question) => work.go_to(guideline, question),
        None => model.say(if down {
            say!(model.guideline(), "This is the last question.")
        } else {
            say!(model.guideline(), "This is the first question.")
        }),
    }
    vec![]
}

/// To the next section that has questions; there to what is open.
pub(super) fn section(model: &mut Model, down: bool) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    let here = work.section(guideline);
    let applying = |section: &usize| !work.listed(guideline, *section).is_empty();
    let found = if down {
        (here + 1..guideline.sections.len()).find(applying)
    } else {
        (0..here).rev().find(applying)
    };
    let Some(section) = found else {
        model.say(if down {
            say!(model.guideline(), "This is the last section.")
        } else {
            say!(model.guideline(), "This is the first section.")
        });
        return vec![];
    };
    let listed = work.listed(guideline, section);
    let open = listed.iter().find(|question| work.is_open(**question));
    if let Some(question) = open.or(listed.first()) {
        work.go_to(guideline, *question);
    }
    vec![]
}

/// To the next answer that is out of date and matters.
pub(super) fn outdated(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    match work.next_to_confirm() {
        Some(question) => work.go_to(guideline, question),
        None if work.outdated.is_empty() => model.say(say!(model.guideline(), "No answer is out of date.")),
        None => model.say(say!(model.guideline(), "Nothing here rests on what is out of date.")),
    }
    vec![]
}

/// To the next question that matters, from wherever the clinician is; what is not answered stays open.
pub(super) fn next_that_matters(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    let focus = work.focus;
    // The next one is the one that has the focus where that is still open: then the one after it that matters.
    let next = match work.next() {
        Some(next) if next == focus => work.next_after(focus).or(Some(next)),
        next => next,
    };
    match next {
        Some(question) => {
            work.panel = Panel::Questions;
            work.go_to(guideline, question);
            if question == focus {
                model.say(say!(model.guideline(), "This is the only question left that matters."));
            }
        }
        None => {
            let key = model.key(Command::Final);
            model.say(say!(guideline, "No question is left that matters. {0}: the final page.", key));
        }
    }
    vec![]
}

/// To the question that had the focus before.
pub(super) fn back(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    while let Some(question) = work.trail.pop() {
        if question != work.focus && work.lists(question) {
            work.focus_on(guideline, question);
            return vec![];
        }
    }
    if work.aside.is_some() {
        return aside::toggle(model);
    }
    let key = model.key(Command::StartPage);
    model.say(say!(guideline, "This is where you began. {0}: start page.", key));
    vec![]
}

/// To the next panel but `by - 1`.
pub(super) fn panel(model: &mut Model, by: usize) {
    const ORDER: [Panel; 3] = [Panel::Questions, Panel::Path, Panel::Advice];
    let Some(work) = &model.work else { return };
    let here = ORDER.iter().position(|panel| *panel == work.panel).unwrap_or(0);
    if let Some(panel) = ORDER.get((here + by) % ORDER.len()) {
        show(model, *panel);
    }
}

/// Gives a panel the focus.
pub(super) fn show(model: &mut Model, panel: Panel) {
    let Some(work) = &mut model.work else { return };
    work.panel = panel;
    (work.advice_cursor, work.advice_first) = (0, 0);
    if panel == Panel::Path {
        work.path_cursor = view::first_open_decision(model.engine.guideline(), &work.assessment);
    }
}

/// Reasons and evidence of what is under the cursor.
pub(super) fn evidence(model: &mut Model) {
    let item = under_cursor(model);
    show_evidence(model, item);
}

/// Reasons and evidence of a thing. Those of the strategy say why it is not another.
pub(super) fn show_evidence(model: &mut Model, item: Option<Item>) {
    let strategy = Item::Decision(model.guideline().strategy);
    if let (true, Some(work)) = (item == Some(strategy), &mut model.work) {
        work.find_reasons(&model.engine);
    }
    if let Some(item) = item {
        model.open_page(Page::Evidence(item));
    }
}

fn under_cursor(model: &Model) -> Option<Item> {
    let work = model.work.as_ref()?;
    match work.panel {
        Panel::Questions => Some(Item::Question(work.focus)),
        Panel::Path => (work.path_cursor < model.guideline().decisions.len())
            .then_some(Item::Decision(DecisionId(work.path_cursor))),
        Panel::Advice => view::advice_items(model).get(work.advice_cursor).copied(),
    }
}
