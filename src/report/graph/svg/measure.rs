//! How wide a text is, without a font: the widths of the common sans serifs, and a little more.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Fonts differ: the widest that is likely takes about this much more than Helvetica.
const ROOM: f64 = 1.08;

/// The width of a text at a size; bold takes more.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let units: f64 = text.graphemes(true).map(unit).sum();
    units * size * ROOM * if bold { 1.07 } else { 1.0 }
}

/// The width of a sign, in parts of the size.
fn unit(grapheme: &str) -> f64 {
    if grapheme.width() > 1 {
        return 1.0;
    }
    match grapheme.chars().next().unwrap_or(' ') {
        'i' | 'j' | 'l' | '\'' | '|' => 0.23,
        ' ' | 'I' | 'f' | 't' | '.' | ',' | ':' | ';' | '!' | '/' | '(' | ')' | '[' | ']' | '-' | 'r' => 0.31,
        'm' | 'M' | 'W' | '%' | '@' => 0.86,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'w' | 'A'..='Z' => 0.69,
        _ => 0.55,
    }
}

/// Cuts a text into lines that are no wider, between words where that is possible.
pub(super) fn wrap(text: &str, most: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for (index, piece) in pieces(word, most, size, bold).into_iter().enumerate() {
            let Some(line) = lines.last_mut() else { break };
            let joint = if line.is_empty() || index > 0 { "" } else { " " };
            let longer = format!("{line}{joint}{piece}");
            if line.is_empty() || width(&longer, size, bold) <= most {
                *line = longer;
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

/// A word cut where it alone is too wide.
fn pieces(word: &str, most: f64, size: f64, bold: bool) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for grapheme in word.graphemes(true) {
        let Some(last) = pieces.last_mut() else { break };
        if !last.is_empty() && width(&format!("{last}{grapheme}"), size, bold) > most {
            pieces.push(grapheme.to_owned());
        } else {
            last.push_str(grapheme);
        }
    }
    pieces
}

/// Wraps so that the lines are about equally long: a narrower block with as many lines.
pub(super) fn balanced(text: &str, most: f64, size: f64, bold: bool) -> Vec<String> {
    let lines = wrap(text, most, size, bold);
    if lines.len() < 2 {
        return lines;
    }
    let whole = width(text, size, bold);
    let longest = text.split_whitespace().map(|word| width(word, size, bold)).fold(0.0, f64::max);
    let (mut low, mut best) = ((whole / lines.len() as f64).max(longest), lines.clone());
    while low < most {
        let tried = wrap(text, low, size, bold);
        if tried.len() == lines.len() {
            best = tried;
            break;
        }
        low += size;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_no_wider_than_asked_and_lose_nothing() {
        let text = "잔여 간 용적이 부족하면 Verylongwordwithoutanyspaceinside and a few short ones";
        for most in [40.0, 90.0, 200.0] {
            for lines in [wrap(text, most, 12.0, false), balanced(text, most, 12.0, true)] {
                assert!(lines.iter().all(|line| width(line, 12.0, false) <= most), "{most}: {lines:?}");
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(letters(&lines.concat()), letters(text));
            }
        }
    }
}
