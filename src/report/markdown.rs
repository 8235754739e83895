//! Markdown, for records and mails that render it.

use std::fmt::Write;

use super::Report;
use super::content::{Block, Page};

/// A report as Markdown.
pub fn markdown(report: &Report<'_>) -> String {
    let page = Page::of(report);
    let mut text = format!("# {}\n\n", escaped(&page.title));
    for (label, value) in &page.header {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "- **{label}:** {}", escaped(value));
    }
    let _ = write!(text, "\n**{}**\n", escaped(&page.status));
    for section in &page.sections {
        let _ = write!(text, "\n## {}\n\n", escaped(&section.title));
        for block in &section.blocks {
            match block {
                Block::Heading(heading) => {
                    if !text.ends_with("\n\n") {
                        text.push('\n');
                    }
                    let _ = write!(text, "### {}\n\n", escaped(heading));
                }
                Block::Text(paragraph) => {
                    if !text.ends_with("\n\n") {
                        text.push('\n');
                    }
                    let _ = write!(text, "{}\n\n", escaped(paragraph));
                }
                Block::Item { mark, text: item, notes } => {
                    let mark = mark.map(|mark| format!("**{}** ", escaped(mark))).unwrap_or_default();
                    let _ = writeln!(text, "- {mark}{}", escaped(item));
                    for (label, note) in notes {
                        let label = if label.is_empty() { String::new() } else { format!("*{label}:* ") };
                        let _ = writeln!(text, "  - {label}{}", escaped(note));
                    }
                }
            }
        }
    }
    let mut text = text.trim_end().to_string();
    text.push('\n');
    if !page.disclaimer.is_empty() {
        let _ = write!(text, "\n---\n\n{}\n", escaped(&page.disclaimer));
    }
    text
}

/// Text that means itself in Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = line.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | '`' | '*' | '_' | '<' | '#' | '|' | '~' => escaped.extend(['\\', c]),
            // Brackets are only a link before one of these; elsewhere they read better as they are.
            ']' if matches!(characters.peek(), Some('(' | '[' | ':')) => escaped.push_str("\\]"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn text_means_itself() {
        assert_eq!(escaped("a < b\n*c* [d]_e [f](g)"), "a \\< b \\*c\\* [d]\\_e [f\\](g)");
    }
}
