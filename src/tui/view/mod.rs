//! What is on the screen, read off the state. One file for each panel or page.
//!
//! Every frame is drawn from nothing, so no panel can keep old text; ratatui sends only the difference.

mod advice;
mod evidence;
mod finale;
mod frame;
mod help;
mod notes;
mod path;
mod phrases;
mod questions;
mod start;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

pub(super) use advice::items as advice_items;
pub(super) use finale::{as_markdown, as_text, conclusion};
pub(super) use path::first_open as first_open_decision;

use super::layout::{SMALLEST, layout};
use super::state::{Model, Page, Work};

/// Fills a buffer of the screen's size; returns where the cursor is, if text is typed.
pub(super) fn render(model: &Model, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let layout = layout((area.width, area.height), model);
    if layout.too_small {
        let (columns, rows) = SMALLEST;
        let text = format!("Enlarge to {columns}x{rows} (now {}x{}); q quits", area.width, area.height);
        put(buffer, area, 0, &Line::raw(text));
        return None;
    }
    frame::header(model, layout.header, buffer);
    let cursor = match (model.page, &model.work) {
        (Page::Start, _) | (_, None) if !matches!(model.page, Page::Help(_)) => {
            start::draw(model, &layout, buffer)
        }
        (Page::Questions, Some(work)) => {
            frame::separators(model, &layout, buffer);
            frame::tabs(model, work, layout.tabs, buffer);
            questions::draw(model, work, &layout, buffer);
            path::draw(model, work, layout.path, buffer);
            advice::draw(model, work, layout.advice, buffer);
            frame::headline(model, work, layout.headline, buffer);
            None
        }
        (Page::Notes, Some(work)) => notes::draw(model, work, &layout, buffer),
        _ => {
            let title = page_title(model);
            frame::page_title(model, &title, layout.page_title, buffer);
            let lines = page_lines(model, usize::from(layout.page.width));
            let more = lines.len().saturating_sub(model.scroll + usize::from(layout.page.height));
            for (row, line) in (0..layout.page.height).zip(lines.iter().skip(model.scroll)) {
                put(buffer, layout.page, row, line);
            }
            frame::more(model, &title, more, layout.page_title, buffer);
            None
        }
    };
    let prompt = frame::notice(model, layout.notice, buffer);
    frame::hints(model, layout.hints, buffer);
    prompt.or(cursor)
}

/// The title of a page that is read.
fn page_title(model: &Model) -> String {
    match model.page {
        Page::Evidence(_) => "REASONS AND EVIDENCE".to_owned(),
        Page::Help(_) => "HELP".to_owned(),
        _ => model.work.as_ref().map_or_else(String::new, |work| phrases::title(&work.assessment, 200)),
    }
}

/// The exact lines of a page that is read, at a width.
pub(super) fn page_lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    match (model.page, &model.work) {
        (Page::Help(mode), _) => help::lines(model, mode, width),
        (Page::Evidence(item), Some(work)) => evidence::lines(model, work, item, width),
        (Page::Final, Some(work)) => finale::lines(model, work, width),
        _ => Vec::new(),
    }
}

/// Status, plan, and what keeps it from being final: the case in three lines.
pub(super) fn in_three_lines(model: &Model, work: &Work) -> (String, String, String) {
    let assessment = &work.assessment;
    let title = phrases::title(assessment, 0);
    (title, phrases::headline(model.guideline(), assessment), phrases::what_is_missing(work))
}

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
