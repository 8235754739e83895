//! A screen as SVG.

use std::fmt::Write as _;

const CELL: f64 = 8.4;
const LINE: f64 = 18.0;
const MARGIN: f64 = 14.0;
const PAPER: &str = "#fbfaf7";
const INK: &str = "#22252a";

/// The cells of a screen as text, one element for each run of equal style; behind reversed ones a bar.
pub(crate) fn svg(parser: &vt100::Parser, label: &str) -> String {
    let (rows, columns) = parser.screen().size();
    let (width, height) = (f64::from(columns) * CELL + 2.0 * MARGIN, f64::from(rows) * LINE + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
         aria-label=\"{}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n",
        escaped(label)
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let start = column;
            let look = Look::of(parser, row, start);
            let mut text = String::new();
            while column < columns && Look::of(parser, row, column) == look {
                let cell = parser.screen().cell(row, column);
                text.push_str(cell.map(vt100::Cell::contents).filter(|text| !text.is_empty()).unwrap_or(" "));
                column += 1;
            }
            run(&mut out, &look, &text, (row, start), column - start);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// How a cell looks.
#[derive(PartialEq)]
struct Look {
    bold: bool,
    underlined: bool,
    ink: &'static str,
    /// What is behind it, if not the paper.
    bar: Option<&'static str>,
}

impl Look {
    fn of(parser: &vt100::Parser, row: u16, column: u16) -> Look {
        let Some(cell) = parser.screen().cell(row, column) else {
            return Look { bold: false, underlined: false, ink: INK, bar: None };
        };
        let ink = named(cell.fgcolor()).unwrap_or(INK);
        let bar = named(cell.bgcolor());
        let (ink, bar) = if cell.inverse() { (bar.unwrap_or(PAPER), Some(ink)) } else { (ink, bar) };
        Look { bold: cell.bold(), underlined: cell.underline(), ink, bar }
    }
}

fn named(colour: vt100::Color) -> Option<&'static str> {
    match colour {
        vt100::Color::Idx(1 | 9) => Some("#a8201a"),
        vt100::Color::Idx(2 | 10) => Some("#1d6b3a"),
        vt100::Color::Idx(3 | 11) => Some("#f2c94c"),
        vt100::Color::Idx(5 | 13) => Some("#8a1c7c"),
        vt100::Color::Idx(6 | 14) => Some("#0b6e7f"),
        _ => None,
    }
}

fn run(out: &mut String, look: &Look, text: &str, (row, column): (u16, u16), columns: u16) {
    let (x, y) = (MARGIN + f64::from(column) * CELL, MARGIN + f64::from(row) * LINE);
    let length = f64::from(columns) * CELL;
    if let Some(bar) = look.bar {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{length:.1}\" height=\"{LINE:.1}\" fill=\"{bar}\"/>"
        );
    }
    let weight = if look.bold { " font-weight=\"700\"" } else { "" };
    let line = if look.underlined { " text-decoration=\"underline\"" } else { "" };
    let (base, ink) = (y + 14.0, look.ink);
    for (start, words) in pieces(text) {
        let (x, length) = (x + start as f64 * CELL, words.chars().count() as f64 * CELL);
        let words = escaped(words);
        let _ = writeln!(
            out,
            "<text x=\"{x:.1}\" y=\"{base:.1}\" fill=\"{ink}\"{weight}{line} textLength=\"{length:.1}\">{words}</text>"
        );
    }
}

/// The parts of a text between its wide gaps, each with the column it begins in: browsers draw many blanks as one.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut pieces = Vec::new();
    let (mut column, mut rest) = (0, text);
    while !rest.is_empty() {
        let gap = rest.len() - rest.trim_start_matches(' ').len();
        (column, rest) = (column + gap, &rest[gap..]);
        let end = rest.find("  ").unwrap_or(rest.len());
        let words = rest[..end].trim_end_matches(' ');
        if !words.is_empty() {
            pieces.push((column, words));
        }
        column += rest[..end].chars().count();
        rest = &rest[end..];
    }
    pieces
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
