//! Collecting findings while files are read, and reading maps strictly: no key unknown, none missing.

use super::document::{Content, Malformed, Node, Spot};
use super::language::SyntaxError;
use super::{Diagnostic, Diagnostics, Place, Severity, nearest};

/// "did you mean ...?", or what there is to choose from.
pub(crate) fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(name, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = known.into_iter().collect();
    match all.len() {
        0 => None,
        1..=12 => Some(format!("known here: {}", all.join(", "))),
        _ => None,
    }
}

/// The findings of one load, and the file being read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    files: Vec<(String, Vec<String>)>,
    found: Vec<Diagnostic>,
}

impl Findings {
    /// Remembers a file's lines, for quoting them.
    pub(crate) fn file(&mut self, name: &str, text: &str) -> File {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        self.files.push((name.to_owned(), text.lines().map(str::to_owned).collect()));
        File(self.files.len() - 1)
    }

    fn add(&mut self, severity: Severity, file: File, spot: Spot, message: String, hint: Option<String>) {
        let (name, lines) = &self.files[file.0];
        let place = Place { file: name.clone(), line: spot.line, column: spot.column };
        let line_text = spot.line.checked_sub(1).and_then(|index| lines.get(index)).cloned();
        self.found.push(Diagnostic { severity, place, line_text, width: spot.width.max(1), message, hint });
    }

    /// A finding that knows its place already; the line is quoted from the file.
    pub(crate) fn add_at(&mut self, mut finding: Diagnostic) {
        let lines = self.files.iter().find(|(name, _)| *name == finding.place.file).map(|(_, lines)| lines);
        let index = finding.place.line.checked_sub(1);
        finding.line_text = lines.and_then(|lines| lines.get(index?)).cloned();
        self.found.push(finding);
    }

    /// Something that makes the input unusable.
    pub(crate) fn error(&mut self, file: File, spot: Spot, message: impl Into<String>, hint: Option<String>) {
        self.add(Severity::Error, file, spot, message.into(), hint);
    }

    /// Something that is probably not meant.
    pub(crate) fn warning(
        &mut self,
        file: File,
        spot: Spot,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        self.add(Severity::Warning, file, spot, message.into(), hint);
    }

    /// What the YAML reader said.
    pub(crate) fn malformed(&mut self, file: File, malformed: Malformed) {
        self.error(file, malformed.spot, malformed.message, malformed.hint);
    }

    /// An error in the text of a scalar, at its own column if the scalar stands on one line.
    pub(crate) fn syntax(&mut self, file: File, node: &Node, error: SyntaxError) {
        let spot = inside(node, error.start, error.width);
        self.error(file, spot, error.message, error.hint);
    }

    /// Where a finding is.
    pub(crate) fn place(&self, file: File, spot: Spot) -> Place {
        Place { file: self.files[file.0].0.clone(), line: spot.line, column: spot.column }
    }

    /// Whether the input is usable so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.found.iter().all(|finding| finding.severity != Severity::Error)
    }

    /// All findings, by file and line.
    pub(crate) fn done(mut self) -> Diagnostics {
        self.found.sort_by(|one, other| one.place.cmp(&other.place));
        self.found.dedup();
        Diagnostics(self.found)
    }
}

/// A part of a scalar's text, in characters from its beginning.
pub(crate) fn inside(node: &Node, start: usize, width: usize) -> Spot {
    let Content::Scalar(text, plain) = &node.value else { return node.spot };
    let length = text.chars().count();
    let quote = usize::from(!plain);
    match node.spot.width == length + 2 * quote {
        true => Spot { column: node.spot.column + quote + start, width, ..node.spot },
        false => node.spot,
    }
}

/// A file known to [`Findings`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct File(usize);

/// A map being read: every key is asked for once, and what is left over is an error.
pub(crate) struct Fields<'a> {
    pub(crate) file: File,
    pub(crate) spot: Spot,
    what: &'a str,
    entries: &'a [(super::document::Key, Node)],
    asked: Vec<&'a str>,
}

impl<'a> Fields<'a> {
    /// The fields of a node that should be a map; `what` names it in messages ("a question").
    pub(crate) fn of(
        findings: &mut Findings,
        file: File,
        node: &'a Node,
        what: &'a str,
    ) -> Option<Fields<'a>> {
        match &node.value {
            Content::Map(entries) => Some(Fields { file, spot: node.spot, what, entries, asked: Vec::new() }),
            _ => {
                findings.error(file, node.spot, format!("{what} must be a map of keys and values"), None);
                None
            }
        }
    }

    /// The value of a key, if it is there.
    pub(crate) fn get(&mut self, key: &'a str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries.iter().find(|(other, _)| other.text == key).map(|(_, node)| node)
    }

    /// The value of a key that must be there.
    pub(crate) fn require(&mut self, findings: &mut Findings, key: &'a str) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            let spot = self.entries.first().map_or(self.spot, |(key, _)| key.spot);
            findings.error(self.file, spot, format!("{} needs `{key}:`", self.what), None);
        }
        found
    }

    /// A text that must be there and not be empty.
    pub(crate) fn text(&mut self, findings: &mut Findings, key: &'a str) -> String {
        let node = self.require(findings, key);
        node.and_then(|node| text(findings, self.file, node, key)).unwrap_or_default()
    }

    /// A text that may be missing, but not empty.
    pub(crate) fn optional(&mut self, findings: &mut Findings, key: &'a str) -> Option<String> {
        let node = self.get(key)?;
        text(findings, self.file, node, key)
    }

    /// One of some words, if the key is there.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        findings: &mut Findings,
        key: &'a str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let node = self.get(key)?;
        let word = text(findings, self.file, node, key)?;
        let found = words.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
            let hint = Some(format!("one of: {}", known.join(", ")));
            findings.error(self.file, node.spot, format!("`{word}` is no value of `{key}`"), hint);
        }
        found.map(|(_, value)| *value)
    }

    /// `true` or `false`; false if the key is missing.
    pub(crate) fn flag(&mut self, findings: &mut Findings, key: &'a str) -> bool {
        self.one_of(findings, key, &[("true", true), ("false", false)]).unwrap_or(false)
    }

    /// The items of a list, none if the key is missing.
    pub(crate) fn list(&mut self, findings: &mut Findings, key: &'a str) -> &'a [Node] {
        match self.get(key) {
            None => &[],
            Some(node) => items(findings, self.file, node, key),
        }
    }

    /// Refuses every key that was not asked for.
    pub(crate) fn done(self, findings: &mut Findings) {
        for (key, _) in self.entries {
            if !self.asked.contains(&key.text.as_str()) {
                let hint = suggestion(&key.text, self.asked.iter().copied());
                findings.error(self.file, key.spot, format!("{} has no `{}:`", self.what, key.text), hint);
            }
        }
    }
}

/// The items of a list.
pub(crate) fn items<'a>(findings: &mut Findings, file: File, node: &'a Node, what: &str) -> &'a [Node] {
    match &node.value {
        Content::List(items) => items,
        _ => {
            findings.error(
                file,
                node.spot,
                format!("`{what}` must be a list"),
                Some("write `[a, b]`".to_owned()),
            );
            &[]
        }
    }
}

/// The text of a scalar that is not empty.
pub(crate) fn text(findings: &mut Findings, file: File, node: &Node, what: &str) -> Option<String> {
    match &node.value {
        Content::Scalar(text, plain)
            if text.trim().is_empty() || *plain && (text == "~" || text == "null") =>
        {
            findings.error(
                file,
                node.spot,
                format!("`{what}:` is empty"),
                Some("write a value, or remove the key".to_owned()),
            );
            None
        }
        Content::Scalar(text, _) => Some(text.trim().to_owned()),
        _ => {
            findings.error(file, node.spot, format!("`{what}:` must be a text"), None);
            None
        }
    }
}
