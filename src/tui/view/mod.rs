//! What is on the screen, read off the state. One file for each panel or page.
//!
//! Every frame is drawn from nothing, so no panel can keep old text; ratatui sends only the difference.

mod advice;
mod asked;
mod board;
mod brief;
pub(super) mod comparison;
mod evidence;
mod extent;
mod finale;
mod finder;
mod frame;
mod help;
mod notes;
mod path;
pub(super) mod phrases;
mod questions;
mod reasons;
mod start;
mod whatif;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

pub(super) use advice::{item_lines as advice_extent, items as advice_items};
pub(super) use asked::{confirm_in_words, not_recorded, unrecorded};
pub(super) use board::recorded as board_in_words;
pub(super) use brief::brief;
pub(super) use finale::{as_markdown, as_text, conclusion};
pub(super) use finder::words as found_in_words;
pub(super) use path::{
    first_open as first_open_decision, first_shown as first_shown_decision, is_step, order as path_order,
};
pub(super) use reasons::entries as reason_entries;
pub(super) use start::{label_help, session_in_words};
pub(super) use whatif::{changed_in_words, dropped_in_words, in_lines as what_if_in_lines};

use super::action::Command;
use super::keymap::Mode;
use super::layout::{SMALLEST, layout};
use super::state::{Model, Page, Work};
use crate::engine::Assessment;
use crate::guideline::EvidenceId;
use crate::language::say;

/// Fills a buffer of the screen's size; returns where the cursor is, if text is typed.
pub(super) fn render(model: &Model, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let layout = layout((area.width, area.height), model);
    if layout.too_small {
        let (columns, rows) = SMALLEST;
        let text = confirm_in_words(model).unwrap_or_else(|| {
            say!(
                model.guideline(),
                "Enlarge to {0}x{1} (now {2}x{3}); {4} quits",
                columns,
                rows,
                area.width,
                area.height.saturating_add(model.lent),
                model.key(Command::Quit)
            )
        });
        let lines = model.theme.wrap(&text, usize::from(area.width));
        for (row, line) in (0..area.height).zip(lines) {
            put(buffer, area, row, &Line::raw(line));
        }
        return None;
    }
    frame::header(model, layout.header, buffer);
    if let (Some(finder), Mode::Find | Mode::Palette) = (&model.finder, model.mode()) {
        let cursor = finder::draw(model, finder, &layout, buffer);
        frame::hints(model, layout.hints, buffer);
        return cursor;
    }
    let cursor = match (model.page, &model.work) {
        (Page::Start, _) | (_, None) if !matches!(model.page, Page::Help(_)) => {
            start::draw(model, &layout, buffer)
        }
        (Page::Questions, Some(work)) => {
            frame::separators(model, &layout, buffer);
            questions::draw(model, work, &layout, buffer);
            path::draw(model, work, &layout, buffer);
            advice::draw(model, work, &layout, buffer);
            frame::headline(model, work, layout.headline, buffer);
            None
        }
        (Page::Notes, Some(work)) => notes::draw(model, work, &layout, buffer),
        (Page::Board, Some(work)) => board::draw(model, work, &layout, buffer),
        _ => {
            let title = page_title(model);
            let lines = page_lines(model, usize::from(layout.page.width));
            let below = lines.len().saturating_sub(model.scroll + usize::from(layout.page.height));
            for (row, line) in (0..layout.page.height).zip(lines.iter().skip(model.scroll)) {
                put(buffer, layout.page, row, line);
            }
            frame::page_title(model, &title, (model.scroll, below), layout.page_title, buffer);
            None
        }
    };
    frame::notice(model, layout.notice, buffer);
    frame::hints(model, layout.hints, buffer);
    cursor
}

/// The mark of an entry in a list.
const BULLET: &str = "* ";

/// The title of a page that is read.
fn page_title(model: &Model) -> String {
    match model.page {
        Page::Reasons => say!(model.guideline(), "WHY NOT, AND WHAT CHANGES THE PLAN").to_owned(),
        Page::Evidence(_) => say!(model.guideline(), "REASONS AND EVIDENCE").to_owned(),
        Page::Help(_) => say!(model.guideline(), "HELP").to_owned(),
        _ => model.work.as_ref().map_or_else(String::new, |work| final_title(model, work)),
    }
}

/// The columns that the title of the final page leaves for what is above and below, so that it stays as it is while the
/// page is turned.
const BESIDE_TITLE: usize = 24;

/// The title of the final page, as far as it fits.
fn final_title(model: &Model, work: &Work) -> String {
    let room = usize::from(model.size.0).saturating_sub(3 + BESIDE_TITLE);
    phrases::title(model.guideline(), &work.assessment, room)
}

/// The exact lines of a page that is read, at a width.
pub(super) fn page_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    match (model.page, &model.work) {
        (Page::Help(mode), _) => help::lines(model, mode, width),
        (Page::Evidence(item), Some(work)) => evidence::lines(model, work, item, width),
        (Page::Reasons, Some(work)) => reasons::lines(model, work, width),
        (Page::Final, Some(work)) => finale::lines(model, work, width),
        _ => Vec::new(),
    }
}

/// Status, plan, and what keeps it from being final, with how many answers are to be confirmed: a case in three lines.
pub(super) fn in_three_lines(
    model: &Model,
    assessment: &Assessment,
    outdated: usize,
) -> (String, String, String) {
    let guideline = model.guideline();
    let status = phrases::full_status(guideline, assessment, 0);
    let missing = phrases::what_is_missing(guideline, assessment, outdated, &status);
    (
        say!(model.guideline(), "RECOMMENDATION ({0})", status),
        phrases::headline(guideline, assessment),
        missing,
    )
}

/// Status and plan, and what keeps it from being final: what the tour says of a case.
pub(super) fn in_one_line(model: &Model, assessment: &Assessment) -> Vec<String> {
    let outdated = model.work.as_ref().map_or(0, |work| work.to_confirm.len());
    let (status, plan, missing) = in_three_lines(model, assessment, outdated);
    [format!("{status}: {plan}"), missing].into_iter().filter(|line| !line.is_empty()).collect()
}

/// Why not another plan and what would change this one, as line mode says it: its entries numbered.
pub(super) fn reasons_in_lines(model: &Model, work: &Work) -> Vec<String> {
    reasons::in_lines(model, work, UNWRAPPED)
}

/// The two changes that would change the plan together, as line mode says them.
pub(super) fn pairs_in_lines(model: &Model, work: &Work) -> Vec<String> {
    reasons::pairs_in_lines(model, work, UNWRAPPED)
}

/// An entry of the evidence, as line mode says it.
pub(super) fn evidence_in_lines(model: &Model, id: EvidenceId) -> Vec<String> {
    evidence::in_lines(model, id, UNWRAPPED)
}

/// The final page below its alerts, as line mode says it.
pub(super) fn final_in_lines(model: &Model, work: &Work) -> Vec<String> {
    finale::in_lines(model, work, UNWRAPPED)
}

/// The page that is read now, as line mode says it.
pub(super) fn page_in_lines(model: &Model) -> Vec<String> {
    page_lines(model, UNWRAPPED).iter().map(ToString::to_string).collect()
}

/// Columns where somebody else breaks the lines.
const UNWRAPPED: usize = 100_000;

/// The decision path, a line for each decision, as line mode shows it.
pub(super) fn path_in_lines(model: &Model, work: &Work) -> Vec<String> {
    path::in_lines(model, work)
}

/// Writes a line on a row of an area, clipped to it.
fn put(buffer: &mut Buffer, area: Rect, row: u16, line: &Line<'_>) {
    if row < area.height && area.width > 0 && area.bottom() <= buffer.area.bottom() {
        buffer.set_line(area.x, area.y + row, line, area.width);
    }
}

/// A line of one style.
fn styled(text: impl Into<String>, style: Style) -> Line<'static> {
    Line::from(Span::styled(text.into(), style))
}

/// The first of so many things to show in so many rows, so that one of them is in sight. It goes by whole pages, so
/// that the screen stays still while the cursor moves within one.
fn first_in_sight(wanted: usize, count: usize, rows: usize) -> usize {
    if rows == 0 {
        return 0;
    }
    (wanted / rows * rows).min(count.saturating_sub(rows))
}
