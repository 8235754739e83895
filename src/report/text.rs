//! Plain text, for a terminal, a mail or a printer.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::Report;
use super::content::{Block, Page, Section};

/// How text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Columns; lines are no wider, except by one that cannot be cut.
    pub width: usize,
    /// Only ASCII, for places where nothing else survives.
    pub ascii: bool,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout { width: 80, ascii: false }
    }
}

/// A report as plain text.
pub fn text(report: &Report<'_>, layout: Layout) -> String {
    let page = Page::of(report);
    let mut writer = Writer { layout, text: String::new() };
    writer.paragraph("", &page.title);
    for (label, value) in &page.header {
        writer.paragraph_under(&format!("{label}: "), "  ", value);
    }
    writer.line("");
    writer.paragraph("", &page.status);
    for section in &page.sections {
        writer.section(section);
    }
    if !page.disclaimer.is_empty() {
        writer.line("");
        writer.paragraph("", &page.disclaimer);
    }
    writer.text
}

/// A page of a guideline itself: a title, what stands under it, and sections.
pub(super) fn reference(
    title: &str,
    header: &[(&'static str, String)],
    sections: &[Section],
    layout: Layout,
) -> String {
    let mut writer = Writer { layout, text: String::new() };
    writer.paragraph("", title);
    for (label, value) in header {
        writer.paragraph_under(&format!("{label}: "), "  ", value);
    }
    sections.iter().filter(|section| !section.blocks.is_empty()).for_each(|section| writer.section(section));
    writer.text
}

struct Writer {
    layout: Layout,
    text: String,
}

impl Writer {
    fn section(&mut self, section: &Section) {
        self.line("");
        self.paragraph("", &section.title.to_uppercase());
        let marks = section.blocks.iter().filter_map(|block| match block {
            Block::Item { mark, .. } => *mark,
            _ => None,
        });
        let widest = marks.map(UnicodeWidthStr::width).max().unwrap_or(0);
        let mut first = true;
        for block in &section.blocks {
            match block {
                Block::Heading(heading) => {
                    if !first {
                        self.line("");
                    }
                    self.paragraph("  ", heading);
                }
                Block::Text(text) => self.paragraph("  ", text),
                Block::Item { mark, text, notes } => {
                    let mark = mark.map(|mark| format!("{mark:widest$}  ")).unwrap_or_default();
                    // What belongs to an item stands under its text, and further lines of it a little further in.
                    let indent = " ".repeat(2 + mark.width().max(2));
                    self.paragraph_under(&format!("  {mark}"), &indent, text);
                    for (label, note) in notes {
                        let label = if label.is_empty() { String::new() } else { format!("{label}: ") };
                        self.paragraph_under(&format!("{indent}{label}"), &format!("{indent}  "), note);
                    }
                }
            }
            first = false;
        }
    }

    fn paragraph(&mut self, indent: &str, text: &str) {
        self.paragraph_under(indent, indent, text);
    }

    /// A text wrapped at the width, with its own beginning on the first line; line breaks in it are kept.
    fn paragraph_under(&mut self, first: &str, indent: &str, text: &str) {
        let mut beginning = first.to_string();
        for line in text.lines() {
            let mut current = std::mem::replace(&mut beginning, indent.to_string());
            let mut empty = true;
            for word in line.split_whitespace() {
                for piece in pieces(word, self.layout.width.saturating_sub(indent.width()).max(8)) {
                    let space = usize::from(!empty);
                    if !empty && current.width() + space + piece.width() > self.layout.width {
                        self.line(&current);
                        current = indent.to_string();
                        empty = true;
                    }
                    if !empty && piece.as_ptr() == word.as_ptr() {
                        current.push(' ');
                    }
                    current.push_str(piece);
                    empty = false;
                }
            }
            self.line(&current);
        }
    }

    fn line(&mut self, line: &str) {
        let line = line.trim_end();
        match self.layout.ascii {
            true => self.text.extend(line.chars().flat_map(ascii)),
            // Text of a guideline may hold anything, but never steers a terminal.
            false => self.text.extend(line.chars().filter(|c| !c.is_control())),
        }
        self.text.push('\n');
    }
}

/// A word cut where it is wider than a line, as in languages that put no spaces.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let mut pieces = vec![];
    let (mut start, mut columns) = (0, 0);
    for (at, grapheme) in word.grapheme_indices(true) {
        if columns + grapheme.width() > width && at > start {
            pieces.push(&word[start..at]);
            (start, columns) = (at, 0);
        }
        columns += grapheme.width();
    }
    pieces.push(&word[start..]);
    pieces
}

/// A text where only ASCII survives: what has a spelling there gets it, the rest is a question mark.
pub fn in_ascii(text: &str) -> String {
    text.chars().flat_map(ascii).collect()
}

/// What stands for a character where only ASCII survives.
fn ascii(c: char) -> Vec<char> {
    let text = match c {
        ' '..='~' => return vec![c],
        '\u{a0}' | '\u{2009}' | '\u{202f}' => " ",
        '–' | '—' | '−' | '‐' | '‑' => "-",
        '‘' | '’' => "'",
        '“' | '”' | '„' => "\"",
        '…' => "...",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '±' => "+/-",
        '×' => "x",
        '·' | '•' => "*",
        '→' => "->",
        '←' => "<-",
        'µ' | 'μ' => "u",
        'α' => "alpha",
        'β' => "beta",
        '²' => "2",
        '³' => "3",
        '°' => " degrees",
        'ß' => "ss",
        c if c.is_control() => "",
        c => return plain_letter(c),
    };
    text.chars().collect()
}

/// A letter without its accents, or a question mark.
fn plain_letter(c: char) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    let plain: Vec<char> = std::iter::once(c).nfkd().filter(char::is_ascii_graphic).collect();
    if plain.is_empty() { vec!['?'] } else { plain }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrapped(text: &str, width: usize, ascii: bool) -> String {
        let mut writer = Writer { layout: Layout { width, ascii }, text: String::new() };
        writer.paragraph_under("Why: ", "  ", text);
        writer.text
    }

    #[test]
    fn wraps_at_the_width_and_keeps_line_breaks() {
        assert_eq!(wrapped("one two three four\nfive", 12, false), "Why: one two\n  three four\n  five\n");
        assert_eq!(wrapped("잔여 간 용적이 부족하다", 14, false), "Why: 잔여 간\n  용적이\n  부족하다\n");
        assert_eq!(
            wrapped("abcdefghijklmnopqrstuvwxyz", 12, false),
            "Why: abcdefghij\n  klmnopqrst\n  uvwxyz\n"
        );
    }

    #[test]
    fn says_in_ascii_what_can_be_said_in_ascii() {
        assert_eq!(
            wrapped("remnant ≥ 30 % – Müller’s “β”", 60, true),
            "Why: remnant >= 30 % - Muller's \"beta\"\n"
        );
        assert_eq!(wrapped("간", 60, true), "Why: ?\n");
    }

    proptest! {
        #[test]
        fn no_text_steers_the_terminal_or_leaves_ascii(text in any::<String>(), width in 1usize..100) {
            let plain = wrapped(&text, width, true);
            prop_assert!(plain.chars().all(|c| c == '\n' || (' '..='~').contains(&c)), "{plain:?}");
            let full = wrapped(&text, width, false);
            prop_assert!(full.chars().all(|c| c == '\n' || !c.is_control()), "{full:?}");
        }

        #[test]
        fn no_line_of_short_words_is_wider_than_the_page(text in "([a-z가-힣]{1,6} ){0,40}", width in 30usize..100) {
            for line in wrapped(&text, width, false).lines() {
                prop_assert!(line.width() <= width, "{line:?}");
            }
        }
    }
}
