//! The clinician's notes.

use std::ops::Range;

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
    let area = layout.page;
    let (columns, height) = (usize::from(area.width).max(2), usize::from(area.height));
    let lines_of = |text: &str| -> Vec<String> {
        let text = model.theme.text(text);
        cut(&text, columns).into_iter().map(|line| text[line].to_owned()).collect()
    };
    let (above, line, below) = model.editor.parts();
    let mut lines: Vec<String> = above.iter().flat_map(|text| lines_of(text)).collect();
    let before: String = line.value().chars().take(line.cursor()).collect();
    let (line, before) = (model.theme.text(line.value()), model.theme.text(&before));
    let (row, column) = place(&line, before.len(), columns);
    let row = lines.len() + row;
    lines.extend(lines_of(&line));
    lines.extend(below.flat_map(|text| lines_of(text)));
    let first = (row + 1).saturating_sub(height);
    let below = lines.len().saturating_sub(first + height);
    frame::page_title(model, &title, (first, below), layout.page_title, buffer);
    for (y, text) in (0..area.height).zip(lines.into_iter().skip(first)) {
        put(buffer, area, y, &Line::raw(text));
    }
    let column = u16::try_from(column).ok()?.min(area.width.saturating_sub(1));
    Some(Position::new(area.x + column, area.y + u16::try_from(row - first).ok()?))
}

/// In which line a place of the text is, and in which column.
fn place(text: &str, at: usize, columns: usize) -> (usize, usize) {
    let lines = cut(text, columns);
    let row = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
    let start = lines.get(row).map_or(0, |line| line.start);
    (row, width(text.get(start..at).unwrap_or_default()))
}

/// Cuts a text into lines: after a blank where there is one, so that a line begins with a word; the blank itself may
/// stand beyond the last column, where it is not seen. Nothing is left out, and there is always a line.
fn cut(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut after_blank) = (0, 0, None);
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = width(grapheme);
        if used + wide > columns && grapheme != " " {
            let end = after_blank.unwrap_or(at);
            lines.push(start..end);
            (start, after_blank) = (end, None);
            used = width(&text[start..at]);
        }
        used += wide;
        if grapheme == " " {
            after_blank = Some(at + 1);
        }
    }
    lines.push(start..text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::{cut, place};

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        cut(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn a_line_begins_with_a_word_and_nothing_is_lost() {
        assert_eq!(lines("seen by the liver team", 11), ["seen by the ", "liver team"]);
        assert_eq!(
            lines("seen by the liver", 7),
            ["seen by ", "the ", "liver"],
            "the blank is beyond the edge"
        );
        assert_eq!(lines("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(lines("\u{ac04} \u{c804}\u{c774}", 4), ["\u{ac04} ", "\u{c804}\u{c774}"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn the_cursor_is_where_the_text_is() {
        let text = "seen by the liver team";
        assert_eq!(place(text, 0, 11), (0, 0));
        assert_eq!(place(text, 8, 11), (0, 8));
        assert_eq!(place(text, 12, 11), (1, 0));
        assert_eq!(place(text, text.len(), 11), (1, 10));
    }
}
