//! How much of a list or page lies beyond what is shown: one form for all of them.

use ratatui::text::{Line, Span};

use crate::guideline::Guideline;
use crate::language::say;
use crate::tui::text::{fit, width};

/// What is not shown: `3 above`, `12 below`, `3 above, 12 below`; empty where everything is.
pub(super) fn extent(guideline: &Guideline, above: usize, below: usize) -> String {
    match (above, below) {
        (0, 0) => String::new(),
        (above, 0) => say!(guideline, "{0} above", above),
        (0, below) => say!(guideline, "{0} below", below),
        (above, below) => say!(guideline, "{0} above, {1} below", above, below),
    }
}

/// A line with a mark at its right edge, for which its text is cut if need be.
pub(super) fn at_the_right(line: &Line<'static>, mark: &str, columns: usize) -> Line<'static> {
    if mark.is_empty() {
        return line.clone();
    }
    let mut room = columns.saturating_sub(width(mark) + 2);
    let mut spans: Vec<Span<'static>> = Vec::new();
    for span in &line.spans {
        let text = fit(&span.content, room).into_owned();
        room -= width(&text);
        spans.push(Span::styled(text, span.style));
    }
    spans.push(Span::raw(format!("{}  {mark}", " ".repeat(room))));
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::tests::small;

    #[test]
    fn says_what_is_above_and_below_and_nothing_where_all_is_shown() {
        let engine = small();
        let said = |above, below| extent(engine.guideline(), above, below);
        assert_eq!(
            [said(0, 0), said(3, 0), said(0, 12), said(3, 12)],
            ["", "3 above", "12 below", "3 above, 12 below"]
        );
    }

    #[test]
    fn a_mark_stands_at_the_right_edge_and_text_gives_way() {
        let line = |text: &'static str| at_the_right(&Line::raw(text), "5 below", 16).to_string();
        assert_eq!(line("liver"), "liver    5 below");
        assert_eq!(line("para-aortic nodes"), "para-..  5 below");
    }
}
