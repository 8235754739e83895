//! Why not another plan, and what would change the present one: a page with a cursor on its entries.

use super::{aside, moving, reading};
use crate::engine::{TippingPoint, Value};
use crate::guideline::{Answer, Decimal, Guideline, Kind, OptionSet};
use crate::language::say;
use crate::tui::action::{Command, Effect};
use crate::tui::layout::layout;
use crate::tui::state::{Item, Model, Page};
use crate::tui::view;

/// Opens the page. Only here its content is made.
pub(super) fn open(model: &mut Model) {
    if let Some(work) = &mut model.work {
        work.find_reasons(&model.engine);
        work.reason_cursor = 0;
        model.open_page(Page::Reasons);
    }
}

/// Commands on the page.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let (lead, count) = counts(model);
    let page = usize::from(layout(model.size, model).page.height).saturating_sub(2).max(1);
    let Some(work) = &mut model.work else { return vec![] };
    let cursor = &mut work.reason_cursor;
    match command {
        Command::Up if *cursor > 0 => *cursor -= 1,
        Command::Down if *cursor + 1 < count => *cursor += 1,
        // There may be lines to read above the first entry and below the last.
        Command::Up | Command::Down => return reading::run(model, command),
        Command::First | Command::Last => {
            *cursor = if command == Command::First { 0 } else { count.saturating_sub(1) };
            return reading::run(model, command);
        }
        Command::NextPanel => {
            *cursor = if *cursor < lead && lead < count { lead } else { 0 };
            // The part begins at the top of the screen.
            model.scroll = if *cursor == 0 { 0 } else { usize::MAX };
        }
        Command::PageUp => return turn(model, -(page.cast_signed())),
        Command::PageDown => return turn(model, page.cast_signed()),
        Command::Accept => return accept(model, lead),
        Command::Pairs => {
            work.find_pairs(&model.engine);
            model.scroll = usize::MAX;
            reading::clamp(model);
            return vec![];
        }
        Command::Evidence => {
            let tipping = cursor.checked_sub(lead);
            let question = tipping
                .and_then(|at| work.reasons.as_ref()?.tipping_points.get(at))
                .map(|point| Item::Question(point.question));
            let item = question.unwrap_or(Item::Decision(model.engine.guideline().strategy));
            moving::show_evidence(model, Some(item));
            return vec![];
        }
        command => return reading::run(model, command),
    }
    keep_in_sight(model);
    vec![]
}

/// How many plans are ruled out, and how many entries there are with the tipping points.
fn counts(model: &Model) -> (usize, usize) {
    let reasons = model.work.as_ref().and_then(|work| work.reasons.as_ref());
    reasons.map_or((0, 0), |reasons| {
        (reasons.why_not.len(), reasons.why_not.len() + reasons.tipping_points.len())
    })
}

/// Scrolls so that the entry under the cursor is on the screen, with the headings above it where they fit.
pub(super) fn keep_in_sight(model: &mut Model) {
    let area = layout(model.size, model).page;
    let (height, entries) = (usize::from(area.height), view::reason_entries(model, usize::from(area.width)));
    let cursor = model.work.as_ref().map_or(0, |work| work.reason_cursor);
    let Some(entry) = entries.get(cursor) else { return };
    let above = cursor.checked_sub(1).and_then(|above| entries.get(above)).map_or(0, |above| above.end);
    let start = if entry.end - above <= height { above } else { entry.start };
    if cursor + 1 == entries.len() && model.scroll.saturating_add(height) < entry.end {
        model.scroll = usize::MAX;
    }
    model.scroll = model.scroll.max(entry.end.saturating_sub(height)).min(start);
    reading::clamp(model);
}

/// A page up or down; the cursor goes to the first entry that is then on the screen.
fn turn(model: &mut Model, by: isize) -> Vec<Effect> {
    let before = model.scroll;
    model.scroll = model.scroll.saturating_add_signed(by);
    reading::clamp(model);
    let area = layout(model.size, model).page;
    let entries = view::reason_entries(model, usize::from(area.width));
    let first = entries.iter().position(|entry| entry.start >= model.scroll);
    let at_end = model.scroll == before && by > 0;
    if let Some(work) = &mut model.work {
        let last = entries.len().saturating_sub(1);
        work.reason_cursor = first.filter(|_| !at_end).unwrap_or(last);
    }
    vec![]
}

/// On a tipping point: what-if with its answer. On a plan: to the first tipping point that may lead there.
fn accept(model: &mut Model, lead: usize) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    let Some(work) = &mut model.work else { return vec![] };
    let Some(reasons) = &work.reasons else { return vec![] };
    if let Some(why) = reasons.why_not.get(work.reason_cursor) {
        match reasons.tipping_points.iter().position(|point| point.possible.contains(why.outcome)) {
            Some(at) => {
                work.reason_cursor = lead + at;
                keep_in_sight(model);
            }
            None => model.say(say!(model.guideline(), "No change of one answer alone leads there.")),
        }
        return vec![];
    }
    let Some(point) = reasons.tipping_points.get(work.reason_cursor - lead) else { return vec![] };
    let question = point.question;
    match nearest(guideline, point, work.counts_as(question)) {
        Some(answer) => aside::try_answer(model, question, answer),
        None => model.say(say!(model.guideline(), "No answer alone does this.")),
    }
    vec![]
}

/// The answer of a tipping point's class that is nearest to the present one.
fn nearest(guideline: &Guideline, point: &TippingPoint, present: Option<Answer>) -> Option<Answer> {
    let kind = guideline.questions.get(point.question.0).map(|question| &question.kind)?;
    match (&point.to, kind, present) {
        (Value::Number(number), ..) => Some(Answer::Number(*number)),
        (Value::Range(min, max), _, present) => {
            let from = match present {
                Some(Answer::Number(number)) => number,
                _ => Decimal::ZERO,
            };
            Some(Answer::Number(if from > *max { *max } else { *min }))
        }
        (Value::Options(set), Kind::YesNo, _) => Some(Answer::YesNo(set.contains(0))),
        (Value::Options(set), _, Some(Answer::Option(from))) => {
            set.iter().min_by_key(|option| option.abs_diff(from)).map(Answer::Option)
        }
        (Value::Options(set), ..) => set.iter().next().map(Answer::Option),
        (Value::Chosen { yes, no }, _, present) => {
            let (had, open) = match present {
                Some(Answer::AnyOf { yes, unknown }) => (yes, unknown),
                _ => (OptionSet::EMPTY, OptionSet::EMPTY),
            };
            let yes = yes.iter().fold(had.minus(*no), OptionSet::with);
            Some(Answer::AnyOf { yes, unknown: open.minus(yes).minus(*no) })
        }
        (Value::NotApplicable, ..) => None,
    }
}
