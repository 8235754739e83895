//! The start page: a new case, sessions, demonstrations.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::{first_in_sight, frame, put, styled};
use crate::guideline::Guideline;
use crate::language::say;
use crate::session::{Entry, Listed};
use crate::tui::keymap::Mode;
use crate::tui::layout::Layout;
use crate::tui::state::{HomeItem, HomeRow, Model};
use crate::tui::text::{CUT, fit, pad, width};
use crate::tui::theme::Role;
use crate::tui::update::numbered_label;

/// Labels leave so many columns to the plans beside them, unless they need them themselves.
const PLAN: usize = 10;

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
    if model.mode() == Mode::Label {
        frame::page_title(model, &title, (0, 0), layout.page_title, buffer);
        return Some(label(model, layout.page, buffer));
    }
    let mut area = layout.page;
    let mut cursor = None;
    if model.mode() == Mode::Filter {
        let line = Rect { height: 1.min(area.height), ..area };
        cursor = Some(text_field(model, say!(model.guideline(), "Filter: "), line, buffer));
        area = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
    }
    let beyond = list(model, area, buffer);
    frame::page_title(model, &title, beyond, layout.page_title, buffer);
    cursor
}

/// Asks for the label of a new case.
fn label(model: &Model, area: Rect, buffer: &mut Buffer) -> Position {
    let guideline = model.guideline();
    put(buffer, area, 1, &styled(say!(guideline, "Label of the new case"), model.theme.style(Role::Strong)));
    let unnamed = say!(guideline, "Left empty it becomes \"{0}\".", numbered_label(model));
    let mut row = 2;
    for text in [label_help(guideline), &unnamed] {
        for line in model.theme.wrap(text, usize::from(area.width)) {
            put(buffer, area, row, &Line::raw(line));
            row += 1;
        }
    }
    text_field(
        model,
        "> ",
        Rect { y: area.y + (row + 1).min(area.height.saturating_sub(1)), height: 1, ..area },
        buffer,
    )
}

/// Draws the line being typed, scrolled so that the cursor is in it; what has left on the left is marked.
pub(super) fn text_field(model: &Model, prompt: &str, area: Rect, buffer: &mut Buffer) -> Position {
    let room = usize::from(area.width).saturating_sub(width(prompt) + 1);
    let (text, column) = model.field.as_ref().map_or((String::new(), 0), |field| {
        let before: String = field.input.value().chars().take(field.input.cursor()).collect();
        let column = width(&model.theme.text(&before));
        (model.theme.text(field.input.value()).into_owned(), column)
    });
    // Whole signs leave on the left until the cursor fits, and then as many as the mark covers.
    let (mut shown, mut gone) = (text.as_str(), 0);
    let mark = if column > room { CUT } else { "" };
    while column - gone + mark.len() > room {
        let Some(first) = shown.graphemes(true).next() else { break };
        gone += width(first);
        shown = &shown[first.len()..];
    }
    let line = format!("{prompt}{mark}{}", fit(shown, room.saturating_sub(mark.len())));
    put(buffer, area, 0, &Line::raw(line));
    let column = width(prompt) + mark.len() + column - gone;
    let column = u16::try_from(column).unwrap_or(0).min(area.width.saturating_sub(1));
    Position::new(area.x + column, area.y)
}

/// A line of the list.
enum Row {
    Blank,
    Heading(&'static str),
    /// With its position among what can be opened.
    Item(usize, HomeItem),
}

/// Draws the list with the disclaimer below; returns how many lines to open are above and below what is shown.
fn list(model: &Model, area: Rect, buffer: &mut Buffer) -> (usize, usize) {
    let disclaimer = model.theme.wrap(&model.guideline().disclaimer, usize::from(area.width));
    let below = u16::try_from(disclaimer.len()).unwrap_or(u16::MAX).min(area.height / 2);
    let room = usize::from(area.height.saturating_sub(below + 1));
    let rows = rows(model);
    let is_item = |row: &&Row| matches!(row, Row::Item(..));
    let selected = |row: &Row| matches!(row, Row::Item(position, _) if *position == model.home.cursor);
    let first = first_in_sight(rows.iter().position(selected).unwrap_or(0), rows.len(), room);
    let sight = rows.get(first..).unwrap_or_default();
    let sight = sight.get(..room).unwrap_or(sight);
    let lines = Lines::new(model, sight, usize::from(area.width));
    for (row, line) in (0..area.height).zip(sight) {
        put(buffer, area, row, &lines.line(line));
    }
    if rows.is_empty() {
        put(buffer, area, 0, &Line::raw(say!(model.guideline(), "Nothing contains these words.")));
    }
    let cut = disclaimer.len() > usize::from(below);
    for (row, mut line) in (area.height.saturating_sub(below)..area.height).zip(disclaimer) {
        if cut && row + 1 == area.height {
            line = format!("{} {CUT}", fit(&line, usize::from(area.width).saturating_sub(CUT.len() + 1)));
        }
        put(buffer, area, row, &Line::raw(line));
    }
    let above = rows.get(..first).unwrap_or_default().iter().filter(is_item).count();
    let shown = sight.iter().filter(is_item).count();
    (above, rows.iter().filter(is_item).count() - above - shown)
}

fn rows(model: &Model) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut heading = "";
    for (position, item) in model.home_items().into_iter().enumerate() {
        let above = match item {
            HomeItem::New => "",
            HomeItem::Session(_) => say!(model.guideline(), "SESSIONS"),
            HomeItem::Demo(_) => say!(model.guideline(), "DEMONSTRATIONS"),
        };
        if above != heading {
            rows.extend([Row::Blank, Row::Heading(above)]);
            heading = above;
        }
        rows.push(Row::Item(position, item));
    }
    rows
}

/// What the lines in sight are made from: columns that fit them.
struct Lines<'a> {
    model: &'a Model,
    width: usize,
    label: usize,
    status: usize,
}

impl Lines<'_> {
    fn new<'a>(model: &'a Model, sight: &[Row], room: usize) -> Lines<'a> {
        let columns = |part: &dyn Fn(&HomeRow) -> &str| {
            let sessions = sight.iter().filter_map(|row| match row {
                Row::Item(_, item @ HomeItem::Session(_)) => Some(model.home_row(*item)),
                _ => None,
            });
            let sessions = sessions.filter(|row| !row.date.is_empty());
            sessions.map(|row| width(&model.theme.text(part(&row)))).max().unwrap_or(0)
        };
        Lines { model, width: room, label: columns(&|row| &row.label), status: columns(&|row| &row.status) }
    }

    fn line(&self, row: &Row) -> Line<'static> {
        let strong = self.model.theme.style(Role::Strong);
        match row {
            Row::Blank => Line::default(),
            Row::Heading(heading) => styled(*heading, strong),
            Row::Item(position, item) => {
                let row = self.model.home_row(*item);
                let room = self.width.saturating_sub(2);
                let text = match row.date.is_empty() {
                    true => fit(&self.model.theme.text(&row.label), room).into_owned(),
                    false => self.session(&row, room),
                };
                let mark = if *position == self.model.home.cursor { "> " } else { "  " };
                Line::from(vec![Span::styled(mark, strong), Span::raw(text)])
            }
        }
    }

    /// Label, plan, status and date beside each other. The plan gives way to the label.
    fn session(&self, row: &HomeRow, room: usize) -> String {
        let [label, plan] = [&row.label, &row.plan].map(|part| self.model.theme.text(part));
        let room = room.saturating_sub(self.status + width(&row.date) + 4);
        let column = self.label.min(room.saturating_sub(PLAN + 2)).max(width(&label)).min(room);
        let beside = room.saturating_sub(column + 2);
        let plan = pad(&if beside < CUT.len() * 3 { "".into() } else { plan }, beside);
        let gap = if beside > 0 { "  " } else { "" };
        format!("{}{gap}{plan}  {}  {}", pad(&label, column), pad(&row.status, self.status), row.date)
    }
}

/// A session of the list in one line, as line mode says it.
pub(in crate::tui) fn session_in_words(model: &Model, at: usize) -> String {
    let row = model.home_row(HomeItem::Session(at));
    match model.home.sessions.get(at) {
        Some(Listed { entry: Entry::Unusable(problem), id, .. }) => {
            say!(model.guideline(), "{0} cannot be used: {1}", id, problem)
        }
        _ => say!(model.guideline(), "{0}; {1}; {2}; {3}", row.label, row.plan, row.status, row.date),
    }
}
