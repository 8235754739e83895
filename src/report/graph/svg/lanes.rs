//! What each decision needs, without a crossing that could be misread: pages of questions are columns on the left,
//! decisions are rows in the order of the path, and what a decision needs of earlier ones comes down a lane on the
//! right. Boxes and arrows of a guideline of forty decisions would be two hundred lines on a heap.

use super::canvas::{Canvas, Rect, Stroke, Words};
use super::layout::Size;
use super::measure::{width, wrap};
use super::{outline, theme};
use crate::report::graph::{BoxKind, Graph, GraphBox, Mark};

const COLUMN: f64 = 30.0;
const HEAD: f64 = 150.0;
const BOX: f64 = 290.0;
const LANE: f64 = 21.0;
const GAP: f64 = 8.0;
const ROW: f64 = 14.0;
/// What comes in and what goes out of a row run apart.
const APART: f64 = 7.0;

/// Edges of lanes, told apart from their neighbours.
const LANES: [&str; 8] =
    ["#2f6f9f", "#a2522b", "#3d7d43", "#7d4a93", "#8a6d1c", "#1f7d77", "#a83f6c", "#55606b"];

struct Drawing<'a> {
    graph: &'a Graph,
    canvas: &'a mut Canvas,
    columns: usize,
    /// The left edge of the boxes.
    left: f64,
    /// Top and height of each row.
    rows: Vec<(f64, f64)>,
    texts: Vec<Vec<Set>>,
    lanes: Vec<Option<usize>>,
}

type Set = (String, f64, bool);

/// Draws the graph; returns its size.
pub(super) fn draw(graph: &Graph, canvas: &mut Canvas) -> Size {
    let columns = graph.boxes.iter().take_while(|one| one.kind == BoxKind::Section).count();
    let texts: Vec<Vec<Set>> = graph.boxes[columns..].iter().map(text).collect();
    let head = headings(graph, columns);
    let mut y = head + 20.0;
    let mut rows = Vec::new();
    for lines in &texts {
        let height = lines.len() as f64 * ROW + 14.0;
        rows.push((y, height));
        y += height + GAP;
    }
    let lanes = lanes(graph, columns);
    let last = lanes.iter().flatten().max().map_or(0, |last| last + 1);
    let left = columns as f64 * COLUMN + 14.0;
    let mut drawing = Drawing { graph, canvas, columns, left, rows, texts, lanes };
    drawing.guides(head);
    drawing.columns(head);
    drawing.needed_questions();
    drawing.needed_rows();
    drawing.boxes();
    (left + BOX + 34.0 + last as f64 * LANE, y - GAP)
}

fn text(one: &GraphBox) -> Vec<Set> {
    let mut set = Vec::new();
    for (index, line) in one.text.iter().enumerate() {
        let (size, bold) = if index == 0 { (12.0, true) } else { (10.5, false) };
        set.extend(wrap(line, BOX - 52.0, size, bold).into_iter().map(|line| (line, size, bold)));
    }
    set
}

/// The height of the headings of columns.
fn headings(graph: &Graph, columns: usize) -> f64 {
    let titles = graph.boxes[..columns].iter().filter_map(|one| one.text.first());
    let longest =
        titles.map(|title| heading(title).iter().map(|line| width(line, 11.0, true)).fold(0.0, f64::max));
    longest.fold(40.0, f64::max) + 18.0
}

fn heading(title: &str) -> Vec<String> {
    wrap(title, HEAD, 11.0, true)
}

/// The lane of each row that a later one needs: short ones next to the boxes.
fn lanes(graph: &Graph, columns: usize) -> Vec<Option<usize>> {
    let count = graph.boxes.len() - columns;
    let last = |row: usize| {
        let uses = graph.lines.iter().filter(|line| line.from == row + columns);
        uses.map(|line| line.to - columns).max()
    };
    let mut spans: Vec<(usize, usize)> = (0..count).filter_map(|row| Some((row, last(row)?))).collect();
    spans.sort_by_key(|(row, last)| (last - row, *row));
    let mut lanes = vec![None; count];
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    for (row, last) in spans {
        let free = |used: &Vec<(usize, usize)>| used.iter().all(|(from, to)| *to <= row || last <= *from);
        let lane = taken.iter().position(free).unwrap_or(taken.len());
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((row, last));
        lanes[row] = Some(lane);
    }
    lanes
}

impl Drawing<'_> {
    fn middle(&self, row: usize) -> f64 {
        self.rows[row].0 + self.rows[row].1 / 2.0
    }

    fn column(&self, column: usize) -> f64 {
        (column as f64 + 0.5) * COLUMN
    }

    fn lane(&self, lane: usize) -> f64 {
        self.left + BOX + 34.0 + (lane as f64 + 0.5) * LANE
    }

    fn colour(&self, row: usize) -> &'static str {
        let lane = self.lanes[row].unwrap_or_default();
        match self.graph.boxes[row + self.columns].mark {
            Mark::Off => "#a9b3bd",
            _ => LANES[(lane * 3 + row) % LANES.len()],
        }
    }

    fn guides(&mut self, head: f64) {
        let faint = Stroke { colour: theme::RULE, width: 1.0, dashed: false };
        for column in 0..self.columns {
            let uses = self.graph.lines.iter().filter(|line| line.from == column);
            if let Some(last) = uses.map(|line| line.to - self.columns).max() {
                let (x, y) = (self.column(column), self.middle(last));
                self.canvas.line(&[(x, head), (x, y)], faint);
            }
        }
    }

    fn columns(&mut self, head: f64) {
        for (column, one) in self.graph.boxes[..self.columns].iter().enumerate() {
            let colours = theme::colours(one.kind, one.mark);
            let x = self.column(column);
            let about = one.text.get(1).map_or("", String::as_str);
            self.canvas.open(&format!("{about}: {}", one.detail));
            let rect =
                Rect { x: x - COLUMN / 2.0 + 1.0, y: 0.0, width: COLUMN - 2.0, height: head, round: 5.0 };
            self.canvas.rect(
                rect,
                colours.fill,
                Some(Stroke { colour: colours.edge, width: 1.0, dashed: false }),
            );
            let lines = heading(one.text.first().map_or("", String::as_str));
            let count = lines.len() as f64;
            for (index, line) in lines.iter().enumerate() {
                let at = x + 4.0 + (index as f64 - (count - 1.0) / 2.0) * 12.0;
                let words = Words { size: 11.0, bold: true, fill: colours.text, anchor: "start" };
                self.canvas.upwards(at, head - 9.0, line, words);
            }
            self.canvas.close();
        }
    }

    fn needed_questions(&mut self) {
        for row in 0..self.rows.len() {
            let uses: Vec<_> = self
                .graph
                .lines
                .iter()
                .filter(|line| line.to == row + self.columns && line.from < self.columns)
                .collect();
            let Some(first) = uses.iter().map(|line| line.from).min() else { continue };
            let off = self.graph.boxes[row + self.columns].mark == Mark::Off;
            let (ink, pale) = if off { ("#8d98a3", "#f7f8f9") } else { ("#44525f", "#ffffff") };
            let stroke =
                Stroke { colour: if off { "#c5ccd3" } else { "#7b8794" }, width: 1.1, dashed: false };
            let y = self.middle(row);
            self.canvas.arrow(&[(self.column(first), y), (self.left, y)], stroke);
            for line in uses {
                let x = self.column(line.from);
                self.canvas.open(&line.detail);
                self.canvas.disc(x, y, 8.5, pale, Some(Stroke { colour: ink, width: 1.2, dashed: false }));
                let words = Words { size: 10.0, bold: true, fill: ink, anchor: "middle" };
                self.canvas.text(x, y + 3.6, &line.label, words);
                self.canvas.close();
            }
        }
    }

    /// Lanes first, then what comes in from them.
    fn needed_rows(&mut self) {
        let right = self.left + BOX;
        let columns = self.columns;
        let uses = |row: usize| {
            let to = self.graph.lines.iter().filter(|line| line.from == row + columns);
            to.map(|line| line.to - columns).collect::<Vec<_>>()
        };
        let all: Vec<Vec<usize>> = (0..self.rows.len()).map(uses).collect();
        for (row, to) in all.iter().enumerate() {
            if let (Some(lane), Some(&last)) = (self.lanes[row], to.iter().max()) {
                let (x, y) = (self.lane(lane), self.middle(row) + APART);
                let stroke = Stroke { colour: self.colour(row), width: 1.8, dashed: false };
                self.canvas.line(&[(right, y), (x, y), (x, self.middle(last) - APART)], stroke);
            }
        }
        for row in 0..self.rows.len() {
            let from: Vec<usize> = (0..row).filter(|from| all[*from].contains(&row)).collect();
            let lanes = from.iter().filter_map(|&from| Some((from, self.lanes[from]?)));
            let lanes: Vec<(usize, f64)> = lanes.map(|(from, lane)| (from, self.lane(lane))).collect();
            let Some(farthest) = lanes.iter().map(|(_, x)| *x).reduce(f64::max) else { continue };
            let y = self.middle(row) - APART;
            let stroke = Stroke { colour: "#9aa5b1", width: 1.1, dashed: false };
            self.canvas.arrow(&[(farthest, y), (right, y)], stroke);
            for (from, x) in lanes {
                let title = self.graph.boxes[from + self.columns].text.first().cloned().unwrap_or_default();
                self.canvas.open(&title);
                self.canvas.disc(x, y, 7.5, self.colour(from), None);
                let words = Words { size: 8.5, bold: true, fill: "#ffffff", anchor: "middle" };
                self.canvas.text(x, y + 3.0, &(from + 1).to_string(), words);
                self.canvas.close();
            }
        }
    }

    fn boxes(&mut self) {
        for (row, one) in self.graph.boxes[self.columns..].iter().enumerate() {
            let colours = theme::colours(one.kind, one.mark);
            let (y, height) = self.rows[row];
            self.canvas.open(&one.detail);
            let rect = Rect { x: self.left, y, width: BOX, height, round: 6.0 };
            let edge = if one.kind == BoxKind::Strategy { 2.4 } else { 1.2 };
            self.canvas.rect(rect, colours.fill, Some(outline(one.mark, colours.edge, edge)));
            let number = (row + 1).to_string();
            let words = Words { size: 11.0, bold: true, fill: colours.text, anchor: "middle" };
            self.canvas.text(self.left + 19.0, y + height / 2.0 + 4.0, &number, words);
            for (index, (line, size, bold)) in self.texts[row].iter().enumerate() {
                let words = Words { size: *size, bold: *bold, fill: colours.text, anchor: "start" };
                self.canvas.text(self.left + 38.0, y + 17.0 + index as f64 * ROW, line, words);
            }
            self.canvas.close();
        }
    }
}
