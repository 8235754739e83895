//! The few shapes that the pictures are made of.

use std::fmt::Write;

use super::theme;

/// How round the corners of a line are.
const CORNER: f64 = 7.0;

/// A part of a picture.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    body: String,
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stroke {
    pub(super) colour: &'static str,
    pub(super) width: f64,
    pub(super) dashed: bool,
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) fill: &'a str,
    /// `start`, `middle` or `end`.
    pub(super) anchor: &'a str,
}

impl Default for Words<'_> {
    fn default() -> Self {
        Words { size: 12.0, bold: false, fill: theme::INK, anchor: "start" }
    }
}

/// A rectangle, by its upper left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) round: f64,
}

// Writing to a text cannot fail, so its result says nothing.
impl Canvas {
    /// What was drawn.
    pub(super) fn body(&self) -> &str {
        &self.body
    }

    /// Begins a group that shows a text under the pointer.
    pub(super) fn open(&mut self, detail: &str) {
        self.body.push_str("<g>");
        if !detail.is_empty() {
            let _ = write!(self.body, "<title>{}</title>", escaped(detail));
        }
        self.body.push('\n');
    }

    /// Ends a group.
    pub(super) fn close(&mut self) {
        self.body.push_str("</g>\n");
    }

    /// A rectangle.
    pub(super) fn rect(&mut self, rect: Rect, fill: &str, stroke: Option<Stroke>) {
        let Rect { x, y, width, height, round } = rect;
        let stroke = stroke.map_or(String::new(), attributes);
        let _ = writeln!(
            self.body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round:.1}\" \
             fill=\"{fill}\"{stroke}/>"
        );
    }

    /// A line of text on its base line.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, words: Words<'_>) {
        self.turned(x, y, text, words, "");
    }

    /// A line of text that runs upwards.
    pub(super) fn upwards(&mut self, x: f64, y: f64, text: &str, words: Words<'_>) {
        self.turned(x, y, text, words, &format!(" transform=\"rotate(-90 {x:.1} {y:.1})\""));
    }

    fn turned(&mut self, x: f64, y: f64, text: &str, words: Words<'_>, transform: &str) {
        let Words { size, bold, fill, anchor } = words;
        let weight = if bold { " font-weight=\"600\"" } else { "" };
        let anchor = if anchor == "start" { String::new() } else { format!(" text-anchor=\"{anchor}\"") };
        let _ = writeln!(
            self.body,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{fill}\"{weight}{anchor}{transform}>{}</text>",
            escaped(text)
        );
    }

    /// A line with round corners.
    pub(super) fn line(&mut self, corners: &[(f64, f64)], stroke: Stroke) {
        let path = rounded(corners);
        let _ = writeln!(
            self.body,
            "<path d=\"{path}\" fill=\"none\" stroke-linecap=\"round\"{}/>",
            attributes(stroke)
        );
    }

    /// A line with a point at its end; the point ends where the line does.
    pub(super) fn arrow(&mut self, corners: &[(f64, f64)], stroke: Stroke) {
        let [.., before, (x, y)] = corners else { return };
        let length = 6.0 + stroke.width;
        let (dx, dy) = (x - before.0, y - before.1);
        let distance = dx.hypot(dy).max(0.01);
        let (dx, dy) = (dx / distance, dy / distance);
        let mut line = corners.to_vec();
        if let Some(last) = line.last_mut() {
            *last = (x - dx * (length - 1.0), y - dy * (length - 1.0));
        }
        self.line(&line, stroke);
        let half = length * 0.5;
        let (back_x, back_y) = (x - dx * length, y - dy * length);
        let _ = writeln!(
            self.body,
            "<path d=\"M{x:.1} {y:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{}\"/>",
            back_x - dy * half,
            back_y + dx * half,
            back_x + dy * half,
            back_y - dx * half,
            stroke.colour
        );
    }

    /// A disc.
    pub(super) fn disc(&mut self, x: f64, y: f64, radius: f64, fill: &str, stroke: Option<Stroke>) {
        let stroke = stroke.map_or(String::new(), attributes);
        let _ = writeln!(
            self.body,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius:.1}\" fill=\"{fill}\"{stroke}/>"
        );
    }
}

fn attributes(stroke: Stroke) -> String {
    let Stroke { colour, width, dashed } = stroke;
    let dashes = if dashed { " stroke-dasharray=\"6 4\"" } else { "" };
    format!(" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}")
}

/// The path through these corners, each cut short by a curve.
fn rounded(corners: &[(f64, f64)]) -> String {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for &point in corners {
        let same = |other: &(f64, f64)| (other.0 - point.0).abs() < 0.05 && (other.1 - point.1).abs() < 0.05;
        if !points.last().is_some_and(same) {
            points.push(point);
        }
    }
    let mut path = String::new();
    let near = |from: (f64, f64), to: (f64, f64)| {
        let distance = (to.0 - from.0).hypot(to.1 - from.1);
        let cut = CORNER.min(distance / 2.0) / distance.max(0.01);
        (from.0 + (to.0 - from.0) * cut, from.1 + (to.1 - from.1) * cut)
    };
    for (at, &(x, y)) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at));
        match (before, points.get(at + 1)) {
            (None, _) => drop(write!(path, "M{x:.1} {y:.1}")),
            (Some(_), None) => drop(write!(path, "L{x:.1} {y:.1}")),
            (Some(&before), Some(&after)) => {
                let (start, end) = (near((x, y), before), near((x, y), after));
                let _ =
                    write!(path, "L{:.1} {:.1}Q{x:.1} {y:.1} {:.1} {:.1}", start.0, start.1, end.0, end.1);
            }
        }
    }
    path
}

/// Text between tags and in attributes; what XML does not allow is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}
