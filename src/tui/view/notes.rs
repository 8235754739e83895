//! The clinician's notes.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use super::{frame, put};
use crate::language::say;
use crate::tui::layout::Layout;
use crate::tui::state::{Model, Work};
use crate::tui::text::width;

/// Draws the page; returns where the cursor is.
pub(super) fn draw(model: &Model, work: &Work, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let title = say!(model.guideline(), "NOTES ON {0}", work.session.label());
    frame::page_title(model, &title, layout.page_title, buffer);
    let area = layout.page;
    let columns = usize::from(area.width).max(2);
    let (above, line, below) = model.editor.parts();
    let mut lines: Vec<String> =
        above.iter().flat_map(|text| cut(&model.theme.text(text), columns)).collect();
    let before: String = line.value().chars().take(line.cursor()).collect();
    let to_cursor = cut(&model.theme.text(&before), columns);
    let row = lines.len() + to_cursor.len() - 1;
    let column = to_cursor.last().map_or(0, |last| width(last));
    lines.extend(cut(&model.theme.text(line.value()), columns));
    lines.extend(below.flat_map(|text| cut(&model.theme.text(text), columns)));
    let first = (row + 1).saturating_sub(usize::from(area.height));
    for (y, text) in (0..area.height).zip(lines.into_iter().skip(first)) {
        put(buffer, area, y, &Line::raw(text));
    }
    let column = u16::try_from(column).ok()?.min(area.width.saturating_sub(1));
    Some(Position::new(area.x + column, area.y + u16::try_from(row - first).ok()?))
}

/// Cuts at the last column, so that every character keeps its place while one types. Never empty.
fn cut(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        let wide = width(grapheme);
        if used + wide > columns {
            lines.push(String::new());
            used = 0;
        }
        used += wide;
        if let Some(line) = lines.last_mut() {
            line.push_str(grapheme);
        }
    }
    lines
}
