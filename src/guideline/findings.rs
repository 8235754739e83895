//! Collecting findings while files are read, and reading maps strictly: no key unknown, none missing.

use std::sync::Arc;

use super::characters;
use super::document::{Content, Malformed, Node, Spot};
use super::examples::{add, instead_of};
use super::language::SyntaxError;
use super::{Diagnostic, Diagnostics, Place, Severity, nearest};

/// "did you mean ...?", or what there is to choose from; `None` only where there is nothing.
pub(crate) fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(odd) = characters::hint(name) {
        let plain = characters::plain(name);
        let meant = known.clone().into_iter().find(|known| *known == plain);
        return Some(meant.map_or(odd.clone(), |meant| format!("{odd}, as in `{meant}`")));
    }
    let first = name.split(';').next().unwrap_or_default().trim();
    if name.contains(';') && known.clone().into_iter().any(|known| known == first) {
        return Some(format!("separate them with commas: `{}`", name.replace(';', ",")));
    }
    if let Some(near) = nearest(name, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = known.into_iter().collect();
    match all.len() {
        0 => None,
        1..=12 => Some(format!("known here: {}", all.join(", "))),
        more => Some(format!("known here: {}, and {} more", all[..8].join(", "), more - 8)),
    }
}

/// As [`suggestion`], for a table that may be empty.
pub(crate) fn known_or<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> Option<String> {
    suggestion(name, known).or_else(|| Some(otherwise.to_owned()))
}

/// After so many errors the input is no guideline, and looking for the nearest right names only takes time.
const ENOUGH: usize = 2_000;

/// The findings of one load, and the file being read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Names and lines. The lines are shared: a long one may be quoted by thousands of findings.
    files: Vec<(String, Vec<Arc<str>>)>,
    found: Vec<Diagnostic>,
    errors: usize,
    /// Which keys were asked for, by what has them, and the words they allow: what the schema is held against.
    #[cfg(test)]
    pub(super) asked: Asked,
}

/// Keys by what has them, with the words they allow, if only some are allowed.
#[cfg(test)]
pub(super) type Asked = std::collections::BTreeMap<(String, String), std::collections::BTreeSet<String>>;

impl Findings {
    /// Remembers a file's lines, for quoting them.
    pub(crate) fn file(&mut self, name: &str, text: &str) -> File {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        self.files.push((name.to_owned(), text.lines().map(Arc::from).collect()));
        File(self.files.len() - 1)
    }

    fn add(&mut self, severity: Severity, file: File, spot: Spot, message: String, hint: Option<String>) {
        let (name, lines) = &self.files[file.0];
        let place = Place { file: name.clone(), line: spot.line, column: spot.column };
        let line_text = spot.line.checked_sub(1).and_then(|index| lines.get(index)).cloned();
        self.errors += usize::from(severity == Severity::Error);
        self.found.push(Diagnostic { severity, place, line_text, width: spot.width.max(1), message, hint });
    }

    /// A finding that knows its place already; the line is quoted from the file.
    pub(crate) fn add_at(&mut self, mut finding: Diagnostic) {
        let lines = self.files.iter().find(|(name, _)| *name == finding.place.file).map(|(_, lines)| lines);
        let index = finding.place.line.checked_sub(1);
        self.errors += usize::from(finding.severity == Severity::Error);
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

    /// How many errors there are so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors
    }

    /// Whether there are so many errors that more of them help nobody.
    pub(crate) fn is_hopeless(&self) -> bool {
        self.errors > ENOUGH
    }

    /// Whether the input is usable so far.
    pub(crate) fn is_clean(&self) -> bool {
        self.errors == 0
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
    let Content::Scalar(_, plain) = &node.value else { return node.spot };
    let row = node.rows.iter().rev().find(|row| row.at <= start);
    match (node.flat, row) {
        (true, _) => Spot { column: node.spot.column + usize::from(!plain) + start, width, ..node.spot },
        (false, Some(row)) => Spot { line: row.line, column: row.column + start - row.at, width },
        (false, None) => node.spot,
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
    missing: Vec<&'a str>,
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
            Content::Map(entries) => {
                let (asked, missing) = (Vec::new(), Vec::new());
                Some(Fields { file, spot: node.spot, what, entries, asked, missing })
            }
            Content::Scalar(..) | Content::List(_) => {
                let hint = match what {
                    "`recommend`" => "write `recommend: {has: [advice], not: [advice]}`",
                    "`expect`" => "write `expect: {strategy: outcome}`",
                    "a rule" => "write `if:`, `then:` and `because:`, each in a line of its own",
                    _ => "write `key: value`, each key in a line of its own",
                };
                let hint = Some(hint.to_owned());
                findings.error(file, node.spot, format!("{what} must have keys and values"), hint);
                None
            }
        }
    }

    /// The value of a key, if it is there.
    pub(crate) fn get(&mut self, key: &'a str) -> Option<&'a Node> {
        if !self.asked.contains(&key) {
            self.asked.push(key);
        }
        self.entries.iter().find(|(other, _)| other.text == key).map(|(_, node)| node)
    }

    /// The value of a key that must be there; [`Fields::done`] says so where it is not.
    pub(crate) fn require(&mut self, key: &'a str) -> Option<&'a Node> {
        let found = self.get(key);
        if found.is_none() {
            self.missing.push(key);
        }
        found
    }

    /// Whether a key was written that was not asked for so far.
    pub(crate) fn has_others(&self) -> bool {
        self.entries.iter().any(|(key, _)| !self.asked.contains(&key.text.as_str()))
    }

    /// Whether a flag is written that is neither true nor false.
    pub(crate) fn is_mistaken(&self, key: &str) -> bool {
        let node = self.entries.iter().find(|(other, _)| other.text == key).map(|(_, node)| node);
        node.is_some_and(|node| !["true", "false"].contains(&node.scalar().unwrap_or_default()))
    }

    /// Demands a key that was asked for and is needed after all.
    pub(crate) fn demand(&mut self, key: &'a str) {
        if !self.missing.contains(&key) && !self.entries.iter().any(|(other, _)| other.text == key) {
            self.missing.push(key);
        }
    }

    /// A text that must be there and not be empty.
    pub(crate) fn text(&mut self, findings: &mut Findings, key: &'a str) -> String {
        let node = self.require(key);
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
        #[cfg(test)]
        findings
            .asked
            .entry((self.what.to_owned(), key.to_owned()))
            .or_default()
            .extend(words.iter().map(|(word, _)| (*word).to_owned()));
        let node = self.get(key)?;
        let word = text(findings, self.file, node, key)?;
        let found = words.iter().find(|(known, _)| *known == word);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
            let hint = Some(match word.as_str() {
                "yes" | "on" | "y" if known.contains(&"true") => "write `true`".to_owned(),
                "no" | "off" | "n" if known.contains(&"false") => {
                    "write `false`, or remove the key".to_owned()
                }
                _ => format!("one of: {}", known.join(", ")),
            });
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

    /// Refuses every key that was not asked for, and names every key that is missing. A misspelt key is both, and is
    /// told once.
    pub(crate) fn done(self, findings: &mut Findings) {
        self.done_or(findings, |_| None);
    }

    /// As [`Fields::done`]; `knows` may know better what to do about a key that was not asked for.
    pub(crate) fn done_or(mut self, findings: &mut Findings, knows: impl Fn(&str) -> Option<String>) {
        #[cfg(test)]
        for key in &self.asked {
            findings.asked.entry((self.what.to_owned(), (*key).to_owned())).or_default();
        }
        let written = |key: &str| self.entries.iter().any(|(other, _)| other.text == key);
        let free: Vec<&str> = self.asked.iter().copied().filter(|key| !written(key)).collect();
        for (key, _) in self.entries {
            if findings.errors() > ENOUGH {
                return;
            }
            if !self.asked.contains(&key.text.as_str()) {
                // What is missing comes first: it is what was meant.
                let better = knows(&key.text)
                    .or_else(|| misread(&key.text))
                    .or_else(|| instead_of(self.what, &key.text));
                let near = match better {
                    Some(_) => None,
                    None => nearest(&key.text, self.missing.iter().copied())
                        .or_else(|| nearest(&key.text, free.iter().copied())),
                };
                let hint = match near {
                    None if better.is_some() => better,
                    Some(near) => Some(format!("did you mean `{near}`?")),
                    None => suggestion(&key.text, self.asked.iter().copied()),
                };
                let named =
                    |missing: &str| hint.as_ref().is_some_and(|hint| hint.contains(&format!("`{missing}:")));
                self.missing.retain(|missing| Some(*missing) != near && !named(missing));
                findings.error(self.file, key.spot, format!("{} has no `{}:`", self.what, key.text), hint);
            }
        }
        self.tell_missing(findings);
    }

    /// Names every key that is missing, of a map that is not read any further.
    pub(crate) fn incomplete(mut self, findings: &mut Findings) {
        for missing in std::mem::take(&mut self.missing) {
            // Two letters are near to everything.
            let keys = self.entries.iter().map(|(key, _)| key.text.as_str()).filter(|_| missing.len() > 3);
            let near = nearest(missing, keys);
            match self.entries.iter().find(|(key, _)| Some(key.text.as_str()) == near) {
                Some((key, _)) => {
                    let hint = Some(format!("did you mean `{missing}`?"));
                    findings.error(
                        self.file,
                        key.spot,
                        format!("{} has no `{}:`", self.what, key.text),
                        hint,
                    );
                }
                None => self.missing.push(missing),
            }
        }
        self.tell_missing(findings);
    }

    fn tell_missing(&self, findings: &mut Findings) {
        let spot = self.entries.first().map_or(self.spot, |(key, _)| key.spot);
        for key in &self.missing {
            findings.error(
                self.file,
                spot,
                format!("{} needs `{key}:`", self.what),
                Some(add(self.what, key)),
            );
        }
    }
}

/// What to do about a key with characters that are taken for others: quotes that YAML takes for letters, spaces that
/// nobody sees.
fn misread(key: &str) -> Option<String> {
    match key.contains(['“', '”', '„', '‘', '’']) {
        true => Some("typographic quotes are no quotes: put the text in plain ones, `\"` or `'`".to_owned()),
        false => characters::hint(key),
    }
}

/// The items of a list.
pub(crate) fn items<'a>(findings: &mut Findings, file: File, node: &'a Node, what: &str) -> &'a [Node] {
    let hint = match &node.value {
        Content::List(items) => return items,
        _ if what.ends_with(".yaml") => "begin each entry with `- `".to_owned(),
        _ if what == "range" => "write two numbers, such as `range: [1, 100]`".to_owned(),
        Content::Scalar(text, false) if text.starts_with('[') && text.ends_with(']') => {
            format!("remove the quotes: `{what}: {text}`")
        }
        Content::Scalar(text, true) if text.starts_with('-') => {
            format!("write a space after the dash: `- {}`", text.trim_start_matches('-'))
        }
        Content::Scalar(text, _) if !text.is_empty() && text.len() < 40 => {
            format!("write `{what}: [{text}]`")
        }
        Content::Scalar(..) | Content::Map(_) => {
            format!("write `{what}: [a, b]`, or begin each of its lines with `- `")
        }
    };
    findings.error(file, node.spot, format!("`{what}` must be a list"), Some(hint));
    &[]
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
                Some("write a value, or remove the key if it may be missing".to_owned()),
            );
            None
        }
        Content::Scalar(text, _) => Some(text.trim().to_owned()),
        _ => {
            let one = match &node.value {
                Content::List(items) if items.len() == 1 => {
                    items[0].scalar().filter(|one| !one.contains(' '))
                }
                _ => None,
            };
            let hint = Some(match one {
                Some(one) => format!("write `{what}: {one}`"),
                None => "write one text, in quotes if it begins with `[` or `{`".to_owned(),
            });
            findings.error(file, node.spot, format!("`{what}` must be a text"), hint);
            None
        }
    }
}
