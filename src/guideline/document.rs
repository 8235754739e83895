//! YAML documents as trees in which every node knows its place.
//!
//! The only module that knows the YAML parser. It refuses what would be misread silently: a key written twice, two
//! documents in one file, aliases and tags, and input that is too large or nested too deeply.

mod trouble;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// The largest file that is read, in bytes.
pub(crate) const LARGEST: usize = 1 << 20;
/// The longest line, in bytes, in which comments are looked at.
const LONGEST: usize = 1_000;
/// How deep lists and maps may be nested.
const DEEPEST: usize = 32;

/// Where a node begins, and how many characters of that line it takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
    /// At least 1.
    pub(crate) width: usize,
}

/// A scalar, a list or a map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) spot: Spot,
    /// Whether it is a text that stands on one line as it is, so that a part of it has a column.
    pub(crate) flat: bool,
    /// Of a text that goes over several lines as it is, where each of them stands.
    pub(crate) rows: Box<[Row]>,
    pub(crate) value: Content,
}

/// A line of a text: where it begins in the text, in characters, and where in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) at: usize,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    /// Text, and whether it was written without quotes.
    Scalar(String, bool),
    List(Vec<Node>),
    /// In the order of the file; keys are unique.
    Map(Vec<(Key, Node)>),
}

impl Node {
    /// Whether nothing was written.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(&self.value, Content::Scalar(text, true) if text.is_empty() || text == "~")
    }
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn scalar(&self) -> Option<&str> {
        match &self.value {
            Content::Scalar(text, _) => Some(text.trim()),
            Content::List(_) | Content::Map(_) => None,
        }
    }
}

/// A key of a map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Key {
    pub(crate) spot: Spot,
    pub(crate) text: String,
}

/// Why a text is no document.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Malformed {
    pub(crate) spot: Spot,
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

impl Malformed {
    fn new(spot: Spot, message: &str, hint: &str) -> Malformed {
        Malformed { spot, message: message.to_owned(), hint: Some(hint.to_owned()) }
    }
}

fn malformed<T>(spot: Spot, message: &str, hint: &str) -> Result<T, Malformed> {
    Err(Malformed::new(spot, message, hint))
}

/// What is said about a file that is too large, and what to do.
pub(crate) const TOO_LARGE: (&str, &str) =
    ("the file is larger than 1 MiB", "is this the right file? No guideline or case needs so much; split it");

/// What is said about a file with nothing in it.
pub(crate) const EMPTY: &str = "the file is empty";

const TOO_DEEP: &str = "lists and maps are nested more than 32 deep";

/// Reads one document, and what can be said against it without giving up. A byte-order mark is skipped.
pub(crate) fn parse(text: &str) -> Result<(Node, Vec<Malformed>), Malformed> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = Spot { line: 1, column: 1, width: 1 };
    if text.len() > LARGEST {
        return malformed(start, TOO_LARGE.0, TOO_LARGE.1);
    }
    too_deep(text)?;
    let lines = text.lines().collect();
    let mut reader = Reader { text, lines, parser: Parser::new_from_str(text), problems: Vec::new() };
    let mut root = None;
    loop {
        let (event, span) = reader.next()?;
        match event {
            Event::StreamEnd => break,
            Event::DocumentStart(_) | Event::DocumentEnd | Event::StreamStart | Event::Nothing => {}
            other if root.is_none() => root = Some(reader.node(other, span, 0)?),
            _ => {
                return malformed(
                    spot(&span),
                    "a second document in one file",
                    "keep one document, without `---` and `...`",
                );
            }
        }
    }
    match root {
        Some(node) => Ok((node, reader.problems)),
        None => malformed(start, EMPTY, "write its entries, or `[]` for none"),
    }
}

/// Refuses hopeless nesting before the parser spends time on it.
fn too_deep(text: &str) -> Result<(), Malformed> {
    let mut depth = 0usize;
    for (index, line) in text.lines().enumerate() {
        for (column, character) in line.chars().enumerate() {
            match character {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > 20 * DEEPEST {
                let spot = Spot { line: index + 1, column: column + 1, width: 1 };
                return malformed(spot, TOO_DEEP, "close the brackets and braces that are open");
            }
        }
    }
    Ok(())
}

fn spot(span: &Span) -> Spot {
    let width = match span.end.line() == span.start.line() {
        true => span.end.col().saturating_sub(span.start.col()),
        false => 1,
    };
    Spot { line: span.start.line(), column: span.start.col() + 1, width: width.max(1) }
}

struct Reader<'a> {
    text: &'a str,
    lines: Vec<&'a str>,
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    problems: Vec<Malformed>,
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<(Event<'a>, Span), Malformed> {
        match self.parser.next() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => {
                let at = error.marker();
                Err(trouble::explain(self.text, error.info(), at.line(), at.col() + 1))
            }
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Malformed> {
        let spot = spot(&span);
        if depth > DEEPEST {
            return malformed(
                spot,
                TOO_DEEP,
                "close the brackets and braces that are open, or write less deeply",
            );
        }
        let tagged = match &event {
            Event::Scalar(_, _, anchor, tag) => *anchor != 0 || tag.is_some(),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => {
                *anchor != 0 || tag.is_some()
            }
            _ => false,
        };
        if tagged {
            return malformed(
                spot,
                "a value cannot begin with `&` or `!`",
                "put a text in quotes; anchors and tags of YAML are not used here",
            );
        }
        if let Event::Scalar(_, ScalarStyle::Plain, ..) = &event {
            self.cut_short(&span);
        }
        let rows = match &event {
            Event::Scalar(text, style, ..) if span.end.line() > span.start.line() => {
                self.rows(text, *style, &span)
            }
            _ => Box::default(),
        };
        let value = match event {
            Event::Scalar(text, style, ..) => Content::Scalar(text.into_owned(), style == ScalarStyle::Plain),
            Event::SequenceStart(..) => self.list(depth)?,
            Event::MappingStart(..) => self.map(depth)?,
            Event::Alias(_) => {
                return malformed(
                    spot,
                    "a value cannot begin with `*`",
                    "put a text in quotes; aliases of YAML are not used here",
                );
            }
            _ => return malformed(spot, "a value is missing here", "write one, or remove the key"),
        };
        // Found out once: a guard may have thousands of names in which something is wrong.
        let flat = match &value {
            Content::Scalar(text, plain) => spot.width == text.chars().count() + 2 * usize::from(!plain),
            Content::List(_) | Content::Map(_) => false,
        };
        Ok(Node { spot, flat, rows, value })
    }

    /// Where the lines of a text stand; none where it is not written as it is, for the sake of escapes.
    fn rows(&self, text: &str, style: ScalarStyle, span: &Span) -> Box<[Row]> {
        let (first, skipped) = match style {
            // A block begins with its first line, not with its sign.
            ScalarStyle::Literal | ScalarStyle::Folded => (span.start.line(), 0),
            ScalarStyle::Plain => (span.start.line(), span.start.col()),
            _ => (span.start.line(), span.start.col() + 1),
        };
        let lines =
            self.lines.iter().enumerate().skip(first - 1).take(span.end.line() + 1 - span.start.line());
        let mut written = lines.flat_map(|(index, line)| {
            let skipped = if index + 1 == first { skipped } else { 0 };
            let characters = line.chars().enumerate().skip(skipped);
            characters
                .filter(|(_, character)| !character.is_whitespace())
                .map(move |(column, character)| (index + 1, column + 1, character))
        });
        let mut rows: Vec<Row> = Vec::new();
        for (at, character) in text.chars().enumerate().filter(|(_, character)| !character.is_whitespace()) {
            match written.next() {
                Some((line, column, other)) if other == character => {
                    if rows.last().is_none_or(|row| row.line != line) {
                        rows.push(Row { at, line, column });
                    }
                }
                _ => return Box::default(),
            }
        }
        rows.into()
    }

    /// Says where a text without quotes ends at a `#` that was hardly meant to begin a comment: `number #1 of 3`.
    fn cut_short(&mut self, span: &Span) {
        let Some(line) = self.lines.get(span.end.line().wrapping_sub(1)) else { return };
        // A long line is looked at for each of its texts.
        if line.len() > LONGEST || !line.contains(" #") {
            return;
        }
        let rest: String = line.chars().skip(span.end.col()).collect();
        let mut comment = rest.trim_start().chars();
        if comment.next() == Some('#') && comment.next().is_some_and(char::is_alphanumeric) {
            let column = line.chars().count() - rest.trim_start().chars().count() + 1;
            let spot = Spot { line: span.end.line(), column, width: 1 };
            let hint = "put the text in quotes; or, for a comment, write a space after the `#`";
            self.problems.push(Malformed::new(spot, "the text ends here: ` #` begins a comment", hint));
        }
    }

    fn list(&mut self, depth: usize) -> Result<Content, Malformed> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd | Event::StreamEnd, _) => return Ok(Content::List(items)),
                (event, span) => items.push(self.node(event, span, depth + 1)?),
            }
        }
    }

    fn map(&mut self, depth: usize) -> Result<Content, Malformed> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        // A file may have a map of a hundred thousand keys, by accident or malice.
        let mut lines: FxHashMap<String, usize> = FxHashMap::default();
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                return Ok(Content::Map(entries));
            }
            let key = match self.node(event, span, depth + 1)? {
                Node { spot, value: Content::Scalar(text, _), .. } => Key { spot, text },
                Node { spot, .. } => {
                    return malformed(
                        spot,
                        "a key must be plain text",
                        "write `key: value`; no list or map is a key",
                    );
                }
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            if let Some(first) = lines.get(&key.text) {
                let message = format!("`{}` is written twice; first in line {first}", key.text);
                let starts = entries.first().is_some_and(|(other, _)| other.text == key.text);
                let hint = match starts && key.spot.line > *first {
                    true => "keep one of them; if a new entry begins here, write `- ` before it",
                    false => "keep one of them",
                };
                self.problems.push(Malformed::new(key.spot, &message, hint));
                continue;
            }
            lines.insert(key.text.clone(), key.spot.line);
            entries.push((key, value));
        }
    }
}
