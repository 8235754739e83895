//! The start page: a new case, sessions, demonstrations.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{first_in_sight, frame, put, styled};
use crate::guideline::Guideline;
use crate::language::say;
use crate::session::{Entry, Listed, Status, Summary};
use crate::tui::keymap::Mode;
use crate::tui::layout::Layout;
use crate::tui::state::{HomeItem, Model};
use crate::tui::text::{CUT, fit, pad, width};
use crate::tui::theme::Role;

/// What a label is to be, and not to be.
pub(in crate::tui) fn label_help(guideline: &Guideline) -> &'static str {
    say!(
        guideline,
        "A pseudonym, such as \"MDT 14, case 3\". Never a name or a number that identifies the patient."
    )
}

/// Draws the page; returns where the cursor is, if text is typed.
pub(super) fn draw(model: &Model, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let title = model.guideline().title.clone();
    frame::page_title(model, &title, layout.page_title, buffer);
    match model.mode() {
        Mode::Label => Some(label(model, layout.page, buffer)),
        _ => list(model, layout.page, buffer),
    }
}

/// Asks for the label of a new case.
fn label(model: &Model, area: Rect, buffer: &mut Buffer) -> Position {
    put(
        buffer,
        area,
        1,
        &styled(say!(model.guideline(), "Label of the new case"), model.theme.style(Role::Strong)),
    );
    let mut row = 2;
    for line in model.theme.wrap(label_help(model.guideline()), usize::from(area.width)) {
        put(buffer, area, row, &Line::raw(line));
        row += 1;
    }
    text_field(
        model,
        "> ",
        Rect { y: area.y + (row + 1).min(area.height.saturating_sub(1)), height: 1, ..area },
        buffer,
    )
}

/// Draws the line being typed, scrolled so that the cursor is in it.
pub(super) fn text_field(model: &Model, prompt: &str, area: Rect, buffer: &mut Buffer) -> Position {
    let room = usize::from(area.width).saturating_sub(width(prompt) + 1);
    let (text, column) = model.field.as_ref().map_or((String::new(), 0), |field| {
        let before: String = field.input.value().chars().take(field.input.cursor()).collect();
        let column = width(&model.theme.text(&before));
        (model.theme.text(field.input.value()).into_owned(), column)
    });
    // Whole characters leave on the left until the cursor fits.
    let mut shown = text.as_str();
    let mut gone = 0;
    while column - gone > room {
        let Some(first) = shown.chars().next() else { break };
        gone += width(&shown[..first.len_utf8()]);
        shown = &shown[first.len_utf8()..];
    }
    put(buffer, area, 0, &Line::raw(format!("{prompt}{}", fit(shown, room))));
    let column = u16::try_from(width(prompt) + column - gone).unwrap_or(0).min(area.width.saturating_sub(1));
    Position::new(area.x + column, area.y)
}

fn list(model: &Model, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let filtering = model.mode() == Mode::Filter;
    let mut area = area;
    let mut cursor = None;
    if filtering {
        cursor = Some(text_field(
            model,
            say!(model.guideline(), "Filter: "),
            Rect { height: 1.min(area.height), ..area },
            buffer,
        ));
        area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    let disclaimer = model.theme.wrap(&model.guideline().disclaimer, usize::from(area.width));
    let below = u16::try_from(disclaimer.len()).unwrap_or(u16::MAX).min(area.height / 2);
    let room = area.height.saturating_sub(below + 1);
    let lines = lines(model, usize::from(area.width));
    let selected = lines.iter().position(|(_, here)| *here).unwrap_or(0);
    let first = first_in_sight(selected, lines.len(), usize::from(room));
    for (row, (line, _)) in (0..room).zip(lines.iter().skip(first)) {
        put(buffer, area, row, line);
    }
    let cut = disclaimer.len() > usize::from(below);
    for (row, mut line) in (area.height.saturating_sub(below)..area.height).zip(disclaimer) {
        if cut && row + 1 == area.height {
            line = format!("{} {CUT}", fit(&line, usize::from(area.width).saturating_sub(CUT.len() + 1)));
        }
        put(buffer, area, row, &Line::raw(line));
    }
    cursor
}

/// The lines of the list, and whether the cursor is on them.
fn lines(model: &Model, width: usize) -> Vec<(Line<'static>, bool)> {
    let items = model.home.items();
    let mut lines = Vec::new();
    let mut heading = "";
    for (position, item) in items.iter().enumerate() {
        let here = position == model.home.cursor;
        let above = match item {
            HomeItem::New => "",
            HomeItem::Session(_) => say!(model.guideline(), "SESSIONS"),
            HomeItem::Demo(_) => say!(model.guideline(), "DEMONSTRATIONS"),
        };
        if above != heading {
            lines.push((Line::default(), false));
            lines.push((styled(above, model.theme.style(Role::Strong)), false));
            heading = above;
        }
        lines.push((item_line(model, *item, here, width), here));
    }
    if items.is_empty() {
        lines.push((Line::raw(say!(model.guideline(), "Nothing contains these words.")), false));
    }
    lines
}

fn item_line(model: &Model, item: HomeItem, here: bool, width: usize) -> Line<'static> {
    let text = match item {
        HomeItem::New => say!(model.guideline(), "New case").to_owned(),
        HomeItem::Session(index) => {
            model.home.sessions.get(index).map_or_else(String::new, |s| session(model, s, width))
        }
        HomeItem::Demo(index) => match model.home.demos.get(index) {
            Some((name, case)) if case.title.is_empty() => name.clone(),
            Some((_, case)) => case.title.clone(),
            None => String::new(),
        },
    };
    let style = model.theme.style(Role::Strong);
    Line::from(vec![
        Span::styled(if here { "> " } else { "  " }, style),
        Span::raw(fit(&model.theme.text(&text), width.saturating_sub(2)).into_owned()),
    ])
}

fn session(model: &Model, listed: &Listed, width: usize) -> String {
    let summary = match &listed.entry {
        Entry::Session(summary) => summary,
        Entry::Unusable(problem) => return format!("{}  {problem}", listed.id),
    };
    let room = width.saturating_sub(2 + 16 + 2 + 6 + 2);
    let label = pad(&model.theme.text(&summary.label), room / 2);
    let plan = pad(&model.theme.text(&plan(model, summary)), room.saturating_sub(room / 2 + 2));
    format!("{label}  {plan}  {}  {}", status(model, summary), summary.updated.date_and_clock())
}

/// A session of the list in one line, as line mode says it.
pub(in crate::tui) fn session_in_words(model: &Model, listed: &Listed) -> String {
    match &listed.entry {
        Entry::Session(summary) => say!(
            model.guideline(),
            "{0}; {1}; {2}; {3}",
            summary.label,
            plan(model, summary),
            status(model, summary).trim_end(),
            summary.updated.date_and_clock()
        ),
        Entry::Unusable(problem) => {
            say!(model.guideline(), "{0} cannot be used: {1}", listed.id, problem)
        }
    }
}

/// The plan of a session.
fn plan(model: &Model, summary: &Summary) -> String {
    let guideline = model.guideline();
    let outcomes = guideline.decisions.get(guideline.strategy.0).map(|decision| decision.outcomes.as_slice());
    match &summary.strategy {
        None => say!(guideline, "no plan yet").to_owned(),
        Some(id) => outcomes
            .unwrap_or_default()
            .iter()
            .find(|outcome| outcome.id == *id)
            .map_or_else(|| id.replace('_', " "), |outcome| outcome.label.clone()),
    }
}

fn status(model: &Model, summary: &Summary) -> &'static str {
    match summary.status {
        Status::Open => say!(model.guideline(), "open  "),
        Status::Closed => say!(model.guideline(), "closed"),
    }
}
