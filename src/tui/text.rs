//! Text on a grid of columns: how wide it is, where it may be cut, and how it is spelt.
//!
//! A terminal counts columns, not characters: a Hangul syllable takes two, a combining mark none. Everything that
//! is drawn goes through here, so that a panel knows its exact lines before it draws them: the list that
//! [`wrap`] returns gives the height, the limit of scrolling and what the tests compare.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Ends a text that was cut; ASCII, because the single-character ellipsis is two columns wide in some terminals.
pub(crate) const CUT: &str = "..";

/// The columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// The text as it may be drawn: composed (ratatui drops parts of decomposed syllables), without controls, and where
/// the locale is not UTF-8 spelt in ASCII.
pub(crate) fn drawable(text: &str, unicode: bool) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let shown = text.nfc().filter(|c| !is_invisible(*c));
    let composed = shown.map(|c| if c.is_control() && c != '\n' { ' ' } else { c });
    if unicode {
        return Cow::Owned(composed.collect());
    }
    let mut ascii = String::with_capacity(text.len());
    for c in composed {
        spell_in_ascii(c, &mut ascii);
    }
    Cow::Owned(ascii)
}

/// Signs that turn the direction of writing or hide between others: they could make a label read as another one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// Signs of clinical prose have a spelling; accents fall away; anything else is a question mark for each column, so
/// that tables keep their columns.
fn spell_in_ascii(c: char, out: &mut String) {
    let known = match c {
        c if c.is_ascii() => return out.push(c),
        '\u{2265}' => ">=",
        '\u{2264}' => "<=",
        '\u{2260}' => "!=",
        '\u{2192}' => "->",
        '\u{00b1}' => "+/-",
        '\u{00d7}' => "x",
        '\u{00b5}' | '\u{03bc}' => "u",
        '\u{03b1}' => "alpha",
        '\u{03b2}' => "beta",
        '\u{00b0}' => " deg",
        '\u{00b2}' => "2",
        '\u{00b3}' => "3",
        '\u{00df}' => "ss",
        '\u{2018}' | '\u{2019}' | '\u{00b4}' => "'",
        '\u{201c}' | '\u{201d}' | '\u{201e}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2026}' => "...",
        '\u{2022}' | '\u{00b7}' => "*",
        '\u{00a0}' | '\u{2009}' | '\u{202f}' => " ",
        _ => "",
    };
    if !known.is_empty() {
        return out.push_str(known);
    }
    let mut base = None;
    decompose_canonical(c, |part| {
        if part.is_ascii() && base.is_none() {
            base = Some(part);
        }
    });
    match base {
        Some(letter) => out.push(letter),
        None if is_combining_mark(c) => {}
        None => out.extend(std::iter::repeat_n('?', c.width().unwrap_or(0))),
    }
}

/// The longest start of the text that fits, cut between graphemes; a text that had to be cut ends in [`CUT`].
pub(crate) fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(CUT.len());
    let mut taken = 0;
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        let wide = UnicodeWidthStr::width(grapheme);
        if taken + wide > room {
            break;
        }
        taken += wide;
        end = start + grapheme.len();
    }
    let mut short = text.get(..end).unwrap_or_default().trim_end().to_owned();
    short.push_str(CUT.get(..columns.min(CUT.len())).unwrap_or_default());
    Cow::Owned(short)
}

/// [`fit`], filled with spaces to exactly so many columns.
pub(crate) fn pad(text: &str, columns: usize) -> String {
    fill(&fit(text, columns), columns)
}

/// The whole text, filled with spaces to at least so many columns.
pub(crate) fn fill(text: &str, columns: usize) -> String {
    let mut filled = text.to_owned();
    filled.extend(std::iter::repeat_n(' ', columns.saturating_sub(width(text))));
    filled
}

/// Breaks a text into lines of at most so many columns: at line ends, at blanks, between wide characters of
/// scripts that have no blanks, and inside a word only where it is wider than a line. Never empty; a line is wider only if one single grapheme is.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph.trim_end(), columns, &mut lines);
    }
    lines
}

/// [`wrap`] with a first line that starts with `first`, and all others indented to the same column.
pub(crate) fn wrap_hanging(first: &str, text: &str, columns: usize) -> Vec<String> {
    let indent = width(first);
    let blank = " ".repeat(indent);
    wrap(text, columns.saturating_sub(indent))
        .into_iter()
        .enumerate()
        .map(|(index, line)| format!("{}{line}", if index == 0 { first } else { &blank }))
        .collect()
}

fn wrap_paragraph(paragraph: &str, columns: usize, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut used = 0;
    // A word waits here until it is known whether it still fits on the line.
    let mut gap = 0;
    for word in words(paragraph) {
        if word.chars().all(char::is_whitespace) {
            gap = if used == 0 { 0 } else { 1 };
            continue;
        }
        let wide = width(word);
        if used > 0 && used + gap + wide > columns {
            lines.push(std::mem::take(&mut line));
            (used, gap) = (0, 0);
        }
        if wide <= columns {
            line.extend(std::iter::repeat_n(' ', gap));
            line.push_str(word);
            used += gap + wide;
        } else {
            for grapheme in word.graphemes(true) {
                let wide = UnicodeWidthStr::width(grapheme);
                if used > 0 && used + wide > columns {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(grapheme);
                used += wide;
            }
        }
        gap = 0;
    }
    lines.push(line);
}

/// Runs that are never broken: words, blanks, and every wide grapheme on its own; Hangul is written in words.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let kind = |grapheme: &str| match grapheme {
        blank if blank.chars().all(char::is_whitespace) => 0,
        wide if UnicodeWidthStr::width(wide) > 1 && !wide.chars().any(is_hangul) => 2,
        _ => 1,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut graphemes = rest.grapheme_indices(true);
        let (_, first) = graphemes.next()?;
        let end = if kind(first) == 2 {
            first.len()
        } else {
            graphemes.find(|(_, next)| kind(next) != kind(first)).map_or(rest.len(), |(start, _)| start)
        };
        let (word, remainder) = rest.split_at(end);
        rest = remainder;
        Some(word)
    })
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_columns_not_characters() {
        assert_eq!(width("liver"), 5);
        assert_eq!(width("간 전이"), 7);
        assert_eq!(width("e\u{301}"), 1);
    }

    #[test]
    fn composes_hangul_and_drops_controls() {
        assert_eq!(drawable("\u{1100}\u{1161}\u{11ab}", true), "간");
        assert_eq!(drawable("a\u{1b}[31mb\tc", true), "a [31mb c");
        assert_eq!(drawable("case \u{202e}3\u{feff}", true), "case 3");
    }

    #[test]
    fn spells_in_ascii_and_keeps_columns() {
        assert_eq!(drawable("≥ 30 % – naïve µg “x”", false), ">= 30 % - naive ug \"x\"");
        assert_eq!(drawable("간 ok", false), "?? ok");
    }

    #[test]
    fn cuts_between_graphemes() {
        assert_eq!(fit("liver metastases", 9), "liver m..");
        assert_eq!(fit("간전이간", 6), "간전..");
        assert_eq!(pad("간전이간", 7), "간전.. ");
        assert_eq!(fit("abc", 1), ".");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn wraps_at_blanks_and_between_wide_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("간전이 절제", 5), ["간전", "이", "절제"]);
        assert_eq!(wrap("CT를 봅니다.", 9), ["CT를", "봅니다."]);
        assert_eq!(wrap("肝転移を切除", 5), ["肝転", "移を", "切除"]);
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(wrap("unbreakable", 4), ["unbr", "eaka", "ble"]);
        assert_eq!(wrap_hanging("- ", "one two three", 9), ["- one two", "  three"]);
    }

    proptest! {
        #[test]
        fn wrapped_lines_fit_and_lose_nothing(text in "\\PC{0,60}|[ a간\u{301}\u{1100}\n]{0,60}", columns in 0usize..20) {
            let lines = wrap(&text, columns);
            prop_assert!(!lines.is_empty());
            for line in &lines {
                let one = line.graphemes(true).filter(|grapheme| width(grapheme) > 0).count() <= 1;
                prop_assert!(one || width(line) <= columns.max(1), "{line:?} in {columns}");
            }
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&lines.concat()), solid(&text));
        }

        #[test]
        fn a_fitted_text_fits(text in "\\PC{0,40}", columns in 0usize..30) {
            prop_assert!(width(&fit(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
            prop_assert!(drawable(&text, false).is_ascii());
        }
    }
}
