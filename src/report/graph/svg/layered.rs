//! Tests and answers from the top down.

use super::canvas::{Canvas, Rect, Words};
use super::layout::{Size, Task, layout};
use super::measure::{balanced, width};
use super::{on_top, outline, stroke, theme};
use crate::report::graph::{BoxKind, Graph, GraphBox, Mark};

/// How wide a test, an end and a label may be.
const TEST: f64 = 210.0;
const END: f64 = 150.0;
const LABEL: f64 = 128.0;
const SIZE: f64 = 12.0;
const SMALL: f64 = 10.5;
const ROW: f64 = 15.0;

/// A line of text with how it is set.
type Set = (String, f64, bool);

/// Draws the graph; returns its size.
pub(super) fn draw(graph: &Graph, canvas: &mut Canvas) -> Size {
    let texts: Vec<Vec<Set>> = graph.boxes.iter().map(text).collect();
    let labels: Vec<Vec<String>> =
        graph.lines.iter().map(|line| balanced(&line.label, LABEL, 11.0, true)).collect();
    let task = Task {
        boxes: graph.boxes.iter().zip(&texts).map(|(one, text)| size(one, text)).collect(),
        lines: graph
            .lines
            .iter()
            .zip(&labels)
            .map(|(line, label)| (line.from, line.to, chip(label)))
            .collect(),
    };
    let placed = layout(&task);
    let mut order: Vec<usize> = (0..graph.lines.len()).collect();
    order.sort_by_key(|&line| on_top(graph.lines[line].mark));
    for &line in &order {
        canvas.arrow(&placed.lines[line], stroke(graph.lines[line].mark));
    }
    for &line in &order {
        let (x, y) = placed.labels[line];
        label(canvas, (x, y), &labels[line], graph.lines[line].mark, &graph.lines[line].detail);
    }
    for ((one, text), (&(x, y), &size)) in
        graph.boxes.iter().zip(&texts).zip(placed.boxes.iter().zip(&task.boxes))
    {
        draw_box(canvas, one, text, (x, y), size);
    }
    placed.size
}

fn text(one: &GraphBox) -> Vec<Set> {
    let most = if one.kind == BoxKind::Test { TEST } else { END };
    let mut set = Vec::new();
    for (index, line) in one.text.iter().enumerate() {
        let end = !matches!(one.kind, BoxKind::Test);
        let short = one.text.len() == 1 && balanced(line, most, SIZE, true).len() <= 2;
        let (size, bold) = if end && index > 0 { (SMALL, false) } else { (SIZE, end || short) };
        set.extend(balanced(line, most, size, bold).into_iter().map(|line| (line, size, bold)));
    }
    set
}

fn size(one: &GraphBox, text: &[Set]) -> Size {
    let widest = text.iter().map(|(line, size, bold)| width(line, *size, *bold)).fold(40.0, f64::max);
    let round = if one.kind == BoxKind::Test { 0.0 } else { 6.0 };
    (widest + 22.0 + round, text.len() as f64 * ROW + 14.0)
}

fn chip(label: &[String]) -> Size {
    let widest = label.iter().map(|line| width(line, 11.0, true)).fold(0.0, f64::max);
    if widest == 0.0 { (4.0, 0.0) } else { (widest + 10.0, label.len() as f64 * 13.0 + 4.0) }
}

fn label(canvas: &mut Canvas, (x, y): (f64, f64), lines: &[String], mark: Mark, detail: &str) {
    let (wide, high) = chip(lines);
    if high == 0.0 {
        return;
    }
    canvas.open(detail);
    let rect = Rect { x: x - wide / 2.0, y: y - high / 2.0, width: wide, height: high, round: 3.0 };
    canvas.rect(rect, "#ffffff", None);
    let (fill, bold) = match mark {
        Mark::On | Mark::Open => (theme::PATH, true),
        Mark::Plain => (theme::INK, false),
        Mark::Off => ("#6b7680", false),
    };
    let words = Words { size: 11.0, bold, fill, anchor: "middle" };
    for (index, line) in lines.iter().enumerate() {
        canvas.text(x, y - high / 2.0 + 12.0 + index as f64 * 13.0, line, words);
    }
    canvas.close();
}

fn draw_box(canvas: &mut Canvas, one: &GraphBox, text: &[Set], (x, y): (f64, f64), (wide, high): Size) {
    let colours = theme::colours(one.kind, one.mark);
    canvas.open(&one.detail);
    let round = if one.kind == BoxKind::Test { 5.0 } else { (high / 2.0).min(16.0) };
    let rect = Rect { x: x - wide / 2.0, y: y - high / 2.0, width: wide, height: high, round };
    canvas.rect(rect, colours.fill, Some(outline(one.mark, colours.edge, 1.3)));
    // Several conditions, or a long one, are a list, and read like one.
    let list = one.kind == BoxKind::Test && text.iter().any(|(_, _, bold)| !bold);
    for (index, (line, size, bold)) in text.iter().enumerate() {
        let fill = if *size < SIZE && one.mark != Mark::Off { theme::FAINT } else { colours.text };
        let anchor = if list { "start" } else { "middle" };
        let at = if list { x - wide / 2.0 + 11.0 } else { x };
        let words = Words { size: *size, bold: *bold, fill, anchor };
        canvas.text(at, y - high / 2.0 + 18.0 + index as f64 * ROW, line, words);
    }
    canvas.close();
}
