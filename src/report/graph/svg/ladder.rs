//! Rules from the top down: a number, the tests, and beside them what follows.

use super::canvas::{Canvas, Rect, Words};
use super::layout::Size;
use super::measure::{balanced, width, wrap};
use super::{outline, stroke, theme};
use crate::report::graph::{BoxKind, Graph, GraphBox, Line, Mark};

const NUMBER: f64 = 52.0;
const TESTS: f64 = 470.0;
const BETWEEN: f64 = 64.0;
const END: f64 = 260.0;
const ROW: f64 = 15.5;
const GAP: f64 = 23.0;
const PAD: f64 = 9.0;

/// Draws the graph; returns its size.
pub(super) fn draw(graph: &Graph, canvas: &mut Canvas) -> Size {
    let mut y = 0.0;
    let mut bottom: Option<f64> = None;
    // Boxes come in pairs: tests, and what follows.
    for (index, pair) in graph.boxes.chunks_exact(2).enumerate() {
        let [tests, end] = pair else { continue };
        let at = 2 * index;
        let lines = lines(tests);
        let ends = ends(end);
        let heights = [lines.len(), ends.len()].map(|lines| lines as f64 * ROW + 2.0 * PAD);
        let height = heights[0].max(heights[1]).max(34.0);
        let find =
            |from: usize, to: usize| graph.lines.iter().find(|line| line.from == from && line.to == to);
        if let (Some(before), Some(line)) = (bottom, at.checked_sub(2).and_then(|before| find(before, at))) {
            down(canvas, before, y, line);
        }
        if let Some(line) = find(at, at + 1) {
            across(canvas, y + height / 2.0, line);
        }
        number(canvas, y + height / 2.0, tests);
        let rect = Rect { x: NUMBER, y, width: TESTS, height, round: 5.0 };
        block(canvas, rect, tests, &lines, (lines.len() as f64, false));
        let rect = Rect { x: NUMBER + TESTS + BETWEEN, y, width: END, height, round: 14.0 };
        if end.text.is_empty() {
            bottom = Some(y + height);
            y += height + GAP;
            continue;
        }
        block(canvas, rect, end, &ends, (ends.len() as f64, true));
        bottom = Some(y + height);
        y += height + GAP;
    }
    (NUMBER + TESTS + BETWEEN + END, (y - GAP).max(0.0))
}

type Set = (String, f64, bool);

fn lines(tests: &GraphBox) -> Vec<Set> {
    let most = TESTS - 24.0;
    let text = |line: &String| wrap(line, most, 12.0, false);
    tests.text.iter().flat_map(text).map(|line| (line, 12.0, false)).collect()
}

/// What follows; the number of the rule stands on the left already.
fn ends(end: &GraphBox) -> Vec<Set> {
    let said = end.text.iter().enumerate().filter(|(index, line)| *index == 0 || !line.starts_with("rule "));
    let set = |(_, line): (usize, &String)| {
        balanced(line, END - 28.0, 12.0, true).into_iter().map(|line| (line, 12.0, true))
    };
    said.flat_map(set).collect()
}

fn number(canvas: &mut Canvas, y: f64, tests: &GraphBox) {
    let fill = if tests.mark == Mark::Off { "#6b7680" } else { theme::FAINT };
    for (index, line) in wrap(&tests.detail, NUMBER - 12.0, 12.0, true).iter().enumerate() {
        let words = Words { bold: true, fill, anchor: "end", ..Words::default() };
        canvas.text(NUMBER - 12.0, y + 4.0 + index as f64 * 14.0, line, words);
    }
}

fn block(canvas: &mut Canvas, rect: Rect, one: &GraphBox, lines: &[Set], (count, middle): (f64, bool)) {
    let colours = theme::colours(one.kind, one.mark);
    canvas.open(if one.kind == BoxKind::Test { "" } else { &one.detail });
    canvas.rect(rect, colours.fill, Some(outline(one.mark, colours.edge, 1.2)));
    let top = rect.y + (rect.height - count * ROW) / 2.0;
    for (index, (line, size, bold)) in lines.iter().enumerate() {
        let (x, anchor) =
            if middle { (rect.x + rect.width / 2.0, "middle") } else { (rect.x + 12.0, "start") };
        let words = Words { size: *size, bold: *bold, fill: colours.text, anchor };
        canvas.text(x, top + 12.0 + index as f64 * ROW, line, words);
    }
    canvas.close();
}

fn down(canvas: &mut Canvas, from: f64, to: f64, line: &Line) {
    let x = NUMBER + 40.0;
    canvas.arrow(&[(x, from), (x, to)], stroke(line.mark));
    canvas.text(x + 8.0, (from + to) / 2.0 + 3.0, &line.label, label(line.mark));
}

fn across(canvas: &mut Canvas, y: f64, line: &Line) {
    let from = NUMBER + TESTS;
    canvas.arrow(&[(from, y), (from + BETWEEN, y)], stroke(line.mark));
    let x = from + (BETWEEN - 8.0) / 2.0 - width(&line.label, 11.0, true) / 2.0;
    canvas.text(x, y - 6.0, &line.label, label(line.mark));
}

fn label(mark: Mark) -> Words<'static> {
    let (fill, bold) = match mark {
        Mark::On | Mark::Open => (theme::PATH, true),
        Mark::Plain => (theme::INK, false),
        Mark::Off => ("#6b7680", false),
    };
    Words { size: 11.0, bold, fill, anchor: "start" }
}
