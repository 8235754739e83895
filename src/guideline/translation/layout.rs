//! How a translation is written: the text above, its translation below, in lines that an editor shows whole.

use std::collections::HashMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::file::{Anchor, Is, Known};
use super::texts::{Text, plain};
use super::update::{Gone, Line};

/// Columns of a line, as far as words allow.
const WIDE: usize = 118;

/// What stands before the entries.
pub(super) struct Head {
    pub(super) name: Option<String>,
    pub(super) note: Option<String>,
}

/// Comments in lines of their own, by what stands below them.
#[derive(Default)]
pub(super) struct Comments {
    above: HashMap<String, Vec<String>>,
    top: Vec<String>,
}

impl Comments {
    /// Those of a file, whose keys stand at the anchors.
    pub(super) fn of(text: &str, anchors: &[Anchor]) -> Comments {
        let mut comments = Comments::default();
        let lines: Vec<&str> = text.lines().collect();
        for (index, line) in lines.iter().enumerate() {
            let Some(comment) = line.trim_start().strip_prefix('#') else { continue };
            let indent = line.chars().count() - line.trim_start().chars().count();
            if inside_a_text(&lines[..index], indent) {
                continue;
            }
            let comment = format!("#{}", comment.trim_end());
            match anchors.iter().filter(|anchor| anchor.line > index + 1).min_by_key(|anchor| anchor.line) {
                _ if anchors.iter().all(|anchor| anchor.line > index + 1) => comments.top.push(comment),
                Some(anchor) => comments.above.entry(anchor.name.clone()).or_default().push(comment),
                None => comments.above.entry(String::new()).or_default().push(comment),
            }
        }
        comments
    }

    fn write(&mut self, out: &mut String, name: &str, indent: usize) {
        for comment in self.above.remove(name).unwrap_or_default() {
            let _ = writeln!(out, "{:indent$}{comment}", "");
        }
    }
}

/// Whether a line of this indent goes on with a folded text that began above.
fn inside_a_text(above: &[&str], indent: usize) -> bool {
    let lower = |line: &&&str| {
        let own = line.chars().count() - line.trim_start().chars().count();
        !line.trim().is_empty() && own < indent
    };
    let opener = above.iter().rev().find(lower).map(|line| line.trim_end());
    opener.is_some_and(|line| {
        [">", ">-", ">+", "|", "|-", "|+"].iter().any(|sign| line.ends_with(&format!(": {sign}")))
    })
}

const GONE: &str =
    "# Translations of texts that are no longer in the guideline, kept until somebody takes them out.";

/// Writes a translation.
pub(super) fn write(
    code: &str,
    head: &Head,
    texts: &[Text],
    lines: &[Line],
    gone: &[Gone],
    mut comments: Comments,
) -> String {
    let mut out = String::new();
    if comments.top.is_empty() {
        let _ = writeln!(
            out,
            "# The texts of this guideline in another language: each as it is, `from:`, and below it the translation, `{code}:`.\n\
             # Where a text has changed since, `was:` is the one that was translated: change `{code}:` where needed, and take\n\
             # `was:` out. `mcrc guideline translate` adds what is new; it keeps comments that stand in lines of their own."
        );
    }
    for comment in &comments.top {
        out.push_str(comment);
        out.push('\n');
    }
    for (key, text) in [("name", &head.name), ("note", &head.note)] {
        comments.write(&mut out, key, 0);
        if let Some(text) = text {
            scalar(&mut out, key, text, 0);
        } else if key == "name" {
            out.push_str("name:    # what the language calls itself\n");
        }
    }
    let mut writer = Writer { out, code, texts, lines, comments, next: 0, by_path: HashMap::new() };
    for (index, text) in texts.iter().enumerate() {
        writer.by_path.entry(&text.key.path).or_default().push(index);
    }
    let known = Known::of(texts);
    writer.children(&known, "", 0);
    let Writer { mut out, mut comments, .. } = writer;
    if !gone.is_empty() {
        comments.above.entry("gone".to_owned()).or_default().retain(|comment| comment != GONE);
        let _ = writeln!(out, "\n{GONE}");
        comments.write(&mut out, "gone", 0);
        out.push_str("gone:\n");
        for Gone { at, from, to } in gone {
            let _ = writeln!(out, "  - at: {at}");
            scalar(&mut out, "from", from, 4);
            scalar(&mut out, code, to, 4);
        }
    }
    // What stood above an entry that is gone.
    let mut rest: Vec<(String, Vec<String>)> = comments.above.into_iter().collect();
    rest.sort();
    for comment in rest.into_iter().flat_map(|(_, comments)| comments).filter(|comment| comment != GONE) {
        let _ = writeln!(out, "{comment}");
    }
    out
}

struct Writer<'a> {
    out: String,
    code: &'a str,
    texts: &'a [Text],
    lines: &'a [Line],
    comments: Comments,
    next: usize,
    by_path: HashMap<&'a str, Vec<usize>>,
}

impl Writer<'_> {
    fn children(&mut self, known: &Known, path: &str, indent: usize) {
        for (name, inner) in &known.children {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            if indent == 0 || (indent == 2 && inner.is == Is::Map && self.next > 0) {
                self.out.push('\n');
            }
            self.next += 1;
            if indent == 0 {
                self.next = 0;
            }
            self.comments.write(&mut self.out, &path, indent);
            // A key of digits would be a number to other readers of YAML.
            let quote = if name.starts_with(|c: char| c.is_ascii_digit()) { "\"" } else { "" };
            let _ = writeln!(self.out, "{:indent$}{quote}{name}{quote}:", "");
            match inner.is {
                Is::Map => self.children(inner, &path, indent + 2),
                Is::Text | Is::List => {
                    for index in self.by_path.get(path.as_str()).cloned().unwrap_or_default() {
                        self.entry(index, &path, indent + 2);
                    }
                }
            }
        }
    }

    fn entry(&mut self, index: usize, path: &str, indent: usize) {
        let (Text { key, text, .. }, Line { was, to }) = (&self.texts[index], &self.lines[index]);
        let start = self.out.len();
        let mut indent = indent;
        if key.listed.is_some() {
            self.comments.write(&mut self.out, &format!("{path}\n{}", plain(text)), indent);
            indent += 2;
        }
        let at = self.out.len();
        scalar(&mut self.out, "from", text, indent);
        if key.listed.is_some() {
            self.out.replace_range(at + indent - 2..at + indent - 1, "-");
        }
        if let Some(was) = was {
            scalar(&mut self.out, "was", was, indent);
        }
        match to {
            Some(to) => scalar(&mut self.out, self.code, to, indent),
            None => {
                let _ = writeln!(self.out, "{:indent$}{}:", "", self.code);
            }
        }
        debug_assert!(self.out.len() > start);
    }
}

/// Writes `key: text`, in quotes where YAML needs them, folded where the line would be too long.
fn scalar(out: &mut String, key: &str, text: &str, indent: usize) {
    let room = WIDE.saturating_sub(indent + key.len() + 2);
    if text.contains('\n') || text.contains(|c: char| c.is_control()) {
        let _ = writeln!(out, "{:indent$}{key}: {}", "", quoted(text));
        return;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if text.width() <= room || words.len() < 2 {
        let text = words.join(" ");
        let written = if is_plain(&text) { text } else { quoted(&text) };
        let _ = writeln!(out, "{:indent$}{key}: {written}", "");
        return;
    }
    let _ = write!(out, "{:indent$}{key}: >-", "");
    let mut column = WIDE;
    for word in words {
        if column + 1 + word.width() > WIDE {
            let _ = write!(out, "\n{:1$}{word}", "", indent + 2);
            column = indent + 2 + word.width();
        } else {
            let _ = write!(out, " {word}");
            column += 1 + word.width();
        }
    }
    out.push('\n');
}

/// Whether every reader of YAML takes this for the text that it is.
fn is_plain(text: &str) -> bool {
    let words = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];
    text.starts_with(|c: char| c.is_alphabetic())
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !words.contains(&text.to_lowercase().as_str())
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\x{:02x}", u32::from(c).min(0xff));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
