//! A translation file: entries by the keys of what they translate, and what is wrong with its writing.

use super::super::document::{Content, Key as Name, Node, Spot, parse};
use super::super::findings::{Fields, File, Findings, suggestion};
use super::texts::{Key, Text, plain};

/// One translated text.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: Key,
    /// The text it is made from.
    pub(super) from: String,
    /// An older text, from which the translation was made before the guideline changed.
    pub(super) was: Option<String>,
    /// The translation; `None` while there is none.
    pub(super) to: Option<String>,
    pub(super) spot: Spot,
}

impl Entry {
    /// Whether the translation was made from this text.
    pub(super) fn is_of(&self, text: &str) -> bool {
        let made_from = self.was.as_ref().unwrap_or(&self.from);
        plain(made_from) == plain(text) && plain(&self.from) == plain(text)
    }
}

/// A place in the file that has a name, for comments that stand above it.
pub(super) struct Anchor {
    pub(super) line: usize,
    pub(super) name: String,
}

/// What stands in a file.
pub(super) struct Written {
    pub(super) file: File,
    /// What the language calls itself.
    pub(super) name: Option<String>,
    /// Added to the disclaimer.
    pub(super) note: Option<String>,
    pub(super) entries: Vec<Entry>,
    /// Of what the guideline does not have: kept by `gone:`.
    pub(super) gone: Vec<Entry>,
    /// Of what the guideline does not have: written where the others are.
    pub(super) unknown: Vec<Entry>,
    pub(super) anchors: Vec<Anchor>,
    /// How many errors are only that the guideline lacks something whose translations were all understood.
    pub(super) harmless: usize,
}

/// The keys that the guideline has, as a tree.
#[derive(Default)]
pub(super) struct Known {
    pub(super) children: Vec<(String, Known)>,
    pub(super) is: Is,
}

/// What stands at a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Is {
    /// More keys.
    #[default]
    Map,
    /// One text.
    Text,
    /// Texts that have no ids.
    List,
}

impl Known {
    /// The keys of these texts.
    pub(super) fn of(texts: &[Text]) -> Known {
        let mut root = Known::default();
        for text in texts {
            let mut node = &mut root;
            for name in text.key.path.split('.') {
                // Texts of one thing stand together, so that the last one is nearly always it.
                let position = match node.children.iter().rposition(|(other, _)| other == name) {
                    Some(position) => position,
                    None => {
                        node.children.push((name.to_owned(), Known::default()));
                        node.children.len() - 1
                    }
                };
                node = &mut node.children[position].1;
            }
            node.is = if text.key.listed.is_some() { Is::List } else { Is::Text };
        }
        root
    }

    fn child(&self, name: &str) -> Option<&Known> {
        self.children.iter().find(|(other, _)| other == name).map(|(_, known)| known)
    }
}

/// Reads a translation; `None` where it is no document.
pub(super) fn read(
    findings: &mut Findings,
    path: &str,
    source: &str,
    code: &str,
    known: &Known,
) -> Option<Written> {
    let file = findings.file(path, source);
    let root = match parse(source) {
        Ok((root, problems)) => {
            problems.into_iter().for_each(|problem| findings.malformed(file, problem));
            root
        }
        Err(malformed) => {
            findings.malformed(file, malformed);
            return None;
        }
    };
    let content = Written {
        file,
        name: None,
        note: None,
        entries: Vec::new(),
        gone: Vec::new(),
        unknown: Vec::new(),
        anchors: Vec::new(),
        harmless: 0,
    };
    let mut reader = Reader { findings, code, content };
    reader.root(&root, known);
    Some(reader.content)
}

struct Reader<'a> {
    findings: &'a mut Findings,
    code: &'a str,
    content: Written,
}

impl Reader<'_> {
    fn root(&mut self, root: &Node, known: &Known) {
        let file = self.content.file;
        let Content::Map(entries) = &root.value else {
            let hint = Some("write it with `mcrc guideline translate DIR LANGUAGE`".to_owned());
            self.findings.error(file, root.spot, "a translation must have keys and values", hint);
            return;
        };
        for (name, node) in entries {
            self.anchor(name, &name.text);
            let scalar = || match &node.value {
                Content::Scalar(text, _) if !node.is_empty() => {
                    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
                }
                _ => None,
            };
            match name.text.as_str() {
                "name" => self.content.name = scalar(),
                "note" => self.content.note = scalar(),
                "gone" => self.gone(node),
                other => match known.child(other) {
                    Some(known) => self.node(known, node, other),
                    None => self.unknown(known, name, node, ""),
                },
            }
        }
    }

    fn anchor(&mut self, name: &Name, path: &str) {
        self.content.anchors.push(Anchor { line: name.spot.line, name: path.to_owned() });
    }

    fn node(&mut self, known: &Known, node: &Node, path: &str) {
        match known.is {
            Is::Text => {
                let entry = self.entry(node, path, false);
                self.content.entries.extend(entry);
            }
            Is::List => self.list(node, path),
            Is::Map => {
                let Content::Map(entries) = &node.value else {
                    let first = known.children.first().map_or("title", |(name, _)| name.as_str());
                    let hint =
                        Some(format!("write what it has, each in a line of its own, such as `{first}:`"));
                    self.findings.error(
                        self.content.file,
                        node.spot,
                        format!("`{path}` must have keys and values"),
                        hint,
                    );
                    return;
                };
                for (name, inner) in entries {
                    let deeper = format!("{path}.{}", name.text);
                    self.anchor(name, &deeper);
                    match known.child(&name.text) {
                        Some(known) => self.node(known, inner, &deeper),
                        None => self.unknown(known, name, inner, path),
                    }
                }
            }
        }
    }

    fn list(&mut self, node: &Node, path: &str) {
        let file = self.content.file;
        let Content::List(items) = &node.value else {
            let hint = Some(format!("begin each entry with `- from:`, and `{}:` below it", self.code));
            self.findings.error(file, node.spot, format!("`{path}` must be a list"), hint);
            return;
        };
        for item in items {
            let Some(entry) = self.entry(item, path, true) else { continue };
            let name = format!("{path}\n{}", plain(&entry.from));
            self.content.anchors.push(Anchor { line: item.spot.line, name });
            match self.content.entries.iter().find(|other| other.key == entry.key) {
                Some(first) => {
                    let message = format!("this text stands twice here; first in line {}", first.spot.line);
                    let hint = Some("keep one of them".to_owned());
                    self.findings.error(file, entry.spot, message, hint);
                }
                None => self.content.entries.push(entry),
            }
        }
    }

    /// Reads `{from, was, ko}`.
    fn entry(&mut self, node: &Node, path: &str, listed: bool) -> Option<Entry> {
        let file = self.content.file;
        let mut fields = Fields::of(self.findings, file, node, "a translation")?;
        let from = fields.text(self.findings, "from");
        let was = fields.optional(self.findings, "was");
        let to = fields.get(self.code);
        fields.done(self.findings);
        let to = match to.map(|node| (&node.value, node)) {
            Some((Content::Scalar(text, _), node)) if !node.is_empty() && !text.trim().is_empty() => {
                Some(text.trim().to_owned())
            }
            None | Some((Content::Scalar(..), _)) => None,
            Some((_, node)) => {
                let hint = Some("put it in quotes if it begins with `[` or `{`".to_owned());
                self.findings.error(file, node.spot, format!("`{}` must be a text", self.code), hint);
                None
            }
        };
        let listed = listed.then(|| plain(&from));
        let key = Key { path: path.to_owned(), listed };
        (!from.is_empty()).then_some(Entry { key, from, was, to, spot: node.spot })
    }

    fn gone(&mut self, node: &Node) {
        let file = self.content.file;
        let Content::List(items) = &node.value else {
            if !node.is_empty() {
                let hint = Some("begin each entry with `- at:`".to_owned());
                self.findings.error(file, node.spot, "`gone` must be a list", hint);
            }
            return;
        };
        for item in items {
            let Some(mut fields) = Fields::of(self.findings, file, item, "what is gone") else { continue };
            let path = fields.text(self.findings, "at");
            let from = fields.text(self.findings, "from");
            let to = fields.optional(self.findings, self.code);
            fields.done(self.findings);
            let key = Key { path, listed: None };
            self.content.gone.push(Entry { key, from, was: None, to, spot: item.spot });
        }
    }

    /// A key that the guideline does not have, and the translations in it, so that they are not lost.
    fn unknown(&mut self, known: &Known, name: &Name, node: &Node, path: &str) {
        let what = match path.rsplit('.').next().unwrap_or("") {
            "" => format!("a translation has no `{}:`", name.text),
            "questions" => format!("there is no question `{}`", name.text),
            "decisions" => format!("there is no decision `{}`", name.text),
            "recommendations" => format!("there is no recommendation `{}`", name.text),
            "scores" => format!("there is no score `{}`", name.text),
            "stops" => format!("there is no stop `{}`", name.text),
            "options" => format!("`{}` has no option `{}`", owner(path), name.text),
            "outcomes" => format!("`{}` has no outcome `{}`", owner(path), name.text),
            own => format!("`{own}` has no `{}:` to translate", name.text),
        };
        let names = known.children.iter().map(|(name, _)| name.as_str());
        let mut hint = suggestion(&name.text, names).unwrap_or_else(|| "remove it".to_owned());
        let joint = if hint.ends_with('?') { " If it is gone," } else { "; if it is gone," };
        hint.push_str(&format!("{joint} `mcrc guideline translate` puts its translation aside"));
        self.findings.error(self.content.file, name.spot, what, Some(hint));
        let deeper = if path.is_empty() { name.text.clone() } else { format!("{path}.{}", name.text) };
        self.anchor(name, &deeper);
        self.content.harmless += usize::from(self.harvest(node, &deeper));
    }

    /// Takes what is translated in there; whether that was all there is.
    fn harvest(&mut self, node: &Node, path: &str) -> bool {
        match &node.value {
            Content::Scalar(..) => node.is_empty(),
            Content::List(items) => {
                // Each is harvested, also after one of which not all was taken.
                let taken: Vec<bool> = items.iter().map(|item| self.harvest(item, path)).collect();
                taken.into_iter().all(|whole| whole)
            }
            Content::Map(entries) => {
                let text = |name: &str| {
                    entries.iter().find(|(key, _)| key.text == name).and_then(|(_, node)| match &node.value {
                        Content::Scalar(text, _) if !text.trim().is_empty() => Some(text.trim().to_owned()),
                        _ => None,
                    })
                };
                if let Some(from) = text("from") {
                    let key = Key { path: path.to_owned(), listed: None };
                    let (was, to) = (text("was"), text(self.code));
                    self.content.unknown.push(Entry { key, from, was, to, spot: node.spot });
                    return entries.iter().all(|(key, _)| ["from", "was", self.code].contains(&&*key.text));
                }
                let inner = |all, (name, node): &(Name, Node)| {
                    self.harvest(node, &format!("{path}.{}", name.text)) && all
                };
                entries.iter().fold(true, inner)
            }
        }
    }
}

/// Whose options or outcomes: `questions.ecog.options` are those of `ecog`.
fn owner(path: &str) -> &str {
    path.rsplit('.').nth(1).unwrap_or(path)
}
