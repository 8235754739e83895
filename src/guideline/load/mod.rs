//! From files to a typed guideline, with all findings at once.
//!
//! Ids first, so that every name can be looked up wherever it stands: questions, scores, decisions, evidence and
//! recommendations are read as lists of nodes, then their contents are resolved.

mod decisions;
mod items;
mod order;
mod points;
mod questions;
mod stray;
mod unused;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::characters;
use super::document::{Node, parse};
use super::findings::{Fields, File, Findings, known_or, text};
use super::resolve::Names;
use super::{Accepted, Diagnostics, Files, Guideline};

/// A guideline that loaded, with warnings if there are any.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The guideline.
    pub guideline: Guideline,
    /// Warnings, never errors.
    pub warnings: Diagnostics,
}

/// A file of the guideline as a document.
struct Source {
    file: File,
    root: Node,
    /// Whether something was left out of it, such as a key written twice.
    damaged: bool,
}

/// Ids of one table, in order.
#[derive(Default)]
struct Ids {
    positions: std::collections::HashMap<String, usize>,
    all: Vec<String>,
    /// Some of the table could not be read: what is not in it may have been meant to be.
    incomplete: bool,
}

impl Ids {
    /// Adds an id; returns its position, or `None` where it is taken.
    fn add(&mut self, id: &str) -> Option<usize> {
        let position = self.all.len();
        if self.positions.contains_key(id) {
            return None;
        }
        self.positions.insert(id.to_owned(), position);
        self.all.push(id.to_owned());
        Some(position)
    }

    fn get(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }
}

/// What is known while a guideline is read.
#[derive(Default)]
struct Loader {
    findings: Findings,
    names: Names,
    evidence: Ids,
    recommendations: Ids,
    /// Evidence and recommendations that something refers to.
    cited: std::collections::HashSet<usize>,
    given: std::collections::HashSet<usize>,
}

/// Loads a guideline; on errors returns all findings, warnings among them.
pub fn load(files: &Files) -> Result<Loaded, Diagnostics> {
    let mut loader = Loader::default();
    let guideline = loader.guideline(files);
    let left_out = guideline.is_none()
        || loader.names.incomplete
        || !loader.names.broken.is_empty()
        || loader.evidence.incomplete
        || loader.recommendations.incomplete;
    if left_out && loader.findings.is_clean() {
        // Follow-ups of a mistake are kept silent; should the mistake itself be too, nothing may load all the same.
        let file = loader.findings.file("guideline.yaml", "");
        let hint = Some("please report this as a mistake of the program, with the guideline".to_owned());
        loader.findings.error(file, Default::default(), "something was left out without a reason", hint);
    }
    let findings = loader.findings.done();
    match guideline {
        Some(guideline) if !findings.has_errors() => Ok(Loaded { guideline, warnings: findings }),
        _ => Err(findings),
    }
}

/// The id in the text of a guideline.yaml, if it can be read.
pub fn id_in_head(text: &str) -> Option<String> {
    let (root, _) = parse(text).ok()?;
    let super::document::Content::Map(entries) = &root.value else { return None };
    let (_, id) = entries.iter().find(|(key, _)| key.text == "guideline")?;
    id.scalar().filter(|id| !id.is_empty()).map(str::to_owned)
}

/// What loading asks for in these files, cases among them.
#[cfg(test)]
pub(super) fn asked(files: &Files) -> super::findings::Asked {
    let mut loader = Loader::default();
    let mut asked =
        loader.guideline(files).map(|_| std::mem::take(&mut loader.findings.asked)).unwrap_or_default();
    let Ok(Loaded { guideline, .. }) = load(files) else { return asked };
    for (path, text) in files.texts.iter().filter(|(path, _)| path.starts_with("cases/")) {
        asked.extend(super::case::asked(&guideline, path, text));
    }
    asked
}

impl Loader {
    fn source(&mut self, files: &Files, path: &str) -> Option<Source> {
        let (_, text) = files.texts.iter().find(|(other, _)| other == path)?;
        let file = self.findings.file(path, text);
        match parse(text) {
            Ok((root, problems)) => {
                let damaged = !problems.is_empty();
                problems.into_iter().for_each(|problem| self.findings.malformed(file, problem));
                Some(Source { file, root, damaged })
            }
            Err(malformed) => {
                self.findings.malformed(file, malformed);
                None
            }
        }
    }

    fn guideline(&mut self, files: &Files) -> Option<Guideline> {
        let head = self.source(files, "guideline.yaml");
        let questions = self.source(files, "questions.yaml");
        let recommendations = self.source(files, "recommendations.yaml");
        let evidence = self.source(files, "evidence.yaml");
        let scores = self.source(files, "scores.yaml");
        let safety = self.source(files, "safety.yaml");
        let order = self.source(files, "order.yaml");
        let paths: Vec<String> = files
            .texts
            .iter()
            .map(|(path, _)| path.clone())
            .filter(|path| path.starts_with("decisions/") && path.ends_with(".yaml"))
            .collect();
        let decisions: Vec<Source> = paths.iter().filter_map(|path| self.source(files, path)).collect();
        self.known_files(files);
        let there = |name: &str| files.texts.iter().any(|(path, _)| path == name);
        if !there("questions.yaml") {
            let file = self.findings.file("questions.yaml", "");
            let hint = Some("write it: sections, each with `section:` and `questions:`".to_owned());
            self.findings.error(file, Default::default(), "a guideline needs questions.yaml", hint);
        }
        // One mistake is told once: what a file that cannot be read would have named is not missed elsewhere.
        if paths.is_empty() {
            let file = self.findings.file("decisions/", "");
            let hint = Some("write them into a file such as decisions/10-plan.yaml".to_owned());
            self.findings.error(file, Default::default(), "a guideline needs decisions", hint);
        }
        let broken = |source: &Option<Source>, name: &str| match source {
            Some(source) => source.damaged,
            None => there(name),
        };
        self.recommendations.incomplete |= broken(&recommendations, "recommendations.yaml");
        self.evidence.incomplete |= broken(&evidence, "evidence.yaml");
        self.names.incomplete |= broken(&questions, "questions.yaml")
            || broken(&scores, "scores.yaml")
            || paths.is_empty()
            || decisions.len() < paths.len()
            || decisions.iter().any(|source| source.damaged);
        let (head, questions) = (head?, questions?);

        self.collect_ids(recommendations.as_ref(), evidence.as_ref());
        let evidence = self.evidence_items(evidence.as_ref());
        let (sections, questions) = self.questions(&questions)?;
        let scores = self.scores(scores.as_ref());
        let decisions = self.decisions(&decisions);
        let questions = self.asks_when(questions);
        let scores = self.score_contents(scores);
        let recommendations = self.recommendation_items(recommendations.as_ref());
        let stops = self.stops(safety.as_ref());
        let mut guideline = self.head(&head, &decisions)?;
        guideline.digest = files.digest();
        guideline.origin = files.origin.clone();
        guideline.sections = sections;
        guideline.questions = questions;
        guideline.decisions = decisions;
        guideline.scores = scores;
        guideline.recommendations = recommendations;
        guideline.evidence = evidence;
        guideline.stops = stops;
        guideline.order = self.order(order.as_ref());
        if self.findings.is_clean() {
            self.points(&guideline);
            self.unused(&guideline);
        }
        Some(guideline)
    }

    fn head(&mut self, source: &Source, decisions: &[super::Decision]) -> Option<Guideline> {
        let findings = &mut self.findings;
        let mut fields = Fields::of(findings, source.file, &source.root, "guideline.yaml")?;
        let mut take = |key: &'static str| fields.text(findings, key);
        let (id, title, version, date) = (take("guideline"), take("title"), take("version"), take("date"));
        let (licence, disclaimer) = (take("licence"), take("disclaimer"));
        let sources = fields.list(findings, "sources");
        let sources =
            sources.iter().filter_map(|node| text(findings, source.file, node, "sources")).collect();
        let accepted = fields.list(findings, "accepted");
        let accepted = accepted.iter().filter_map(|node| accepts(findings, source.file, node)).collect();
        let orders = [("walk", super::Asking::Walk), ("pages", super::Asking::Pages)];
        let asking = fields.one_of(findings, "asking", &orders).unwrap_or_default();
        let node = fields.require("strategy");
        let written = fields.get("date");
        fields.done(findings);
        self.is_id(source.file, &source.root, "guideline", &id);
        let findings = &mut self.findings;
        if let Some(node) = written.filter(|_| !date.is_empty() && !is_date(&date)) {
            let hint = Some("write year, month and day, such as `date: 2026-11-23`".to_owned());
            findings.error(source.file, node.spot, format!("`{date}` is no date"), hint);
        }
        let node = node?;
        let name = text(findings, source.file, node, "strategy")?;
        let Some(strategy) = decisions.iter().position(|decision| decision.id == name) else {
            let hint = known_or(
                &name,
                decisions.iter().map(|decision| decision.id.as_str()),
                "write it into a file of the folder decisions/, such as decisions/10-plan.yaml",
            );
            if !self.names.incomplete && !self.names.broken.contains(&name) {
                findings.error(source.file, node.spot, format!("there is no decision `{name}`"), hint);
            }
            return None;
        };
        if decisions[strategy].hit != super::Hit::First || decisions[strategy].when.is_some() {
            let (message, hint) = match decisions[strategy].hit {
                super::Hit::Collect => {
                    ("collects and has no outcome", "name a decision that has `outcomes:`")
                }
                super::Hit::First => (
                    "has a condition, and every patient needs a headline",
                    "remove its `when:`, and give it an outcome for the patients it left out",
                ),
            };
            let message = format!("the strategy `{name}` {message}");
            findings.error(source.file, node.spot, message, Some(hint.to_owned()));
        }
        Some(Guideline {
            id,
            title,
            version,
            date,
            licence,
            disclaimer,
            sources,
            digest: String::new(),
            language: None,
            origin: super::Origin::Embedded,
            strategy: super::DecisionId(strategy),
            asking,
            sections: Vec::new(),
            questions: Vec::new(),
            decisions: Vec::new(),
            scores: Vec::new(),
            recommendations: Vec::new(),
            evidence: Vec::new(),
            stops: Vec::new(),
            order: Vec::new(),
            accepted,
        })
    }
}

/// Whether a text is a day as ISO 8601 writes it.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number =
        |part: &str, digits: usize| (part.len() == digits).then(|| part.parse::<u32>().ok()).flatten();
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// A kind of finding that the authors accept, and why.
fn accepts(findings: &mut Findings, file: File, node: &Node) -> Option<Accepted> {
    let mut fields = Fields::of(findings, file, node, "what is accepted")?;
    let finding = fields.text(findings, "finding");
    let of = fields.list(findings, "of");
    let of = of.iter().filter_map(|node| text(findings, file, node, "of")).collect();
    let because = fields.text(findings, "because");
    fields.done(findings);
    Some(Accepted { finding, of, because, place: findings.place(file, node.spot) })
}

impl Loader {
    /// Checks an id that no guard names: of a guideline, a recommendation, evidence or a stop, by its key.
    fn is_id(&mut self, file: File, node: &Node, key: &str, id: &str) -> bool {
        let dash = key != "recommendation";
        let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-' && dash;
        if id.is_empty() || id.chars().all(fine) && id.starts_with(|c: char| c.is_ascii_lowercase()) {
            return true;
        }
        let spot = match &node.value {
            super::document::Content::Map(entries) => {
                entries.iter().find(|(name, _)| name.text == key).map_or(node.spot, |(_, value)| value.spot)
            }
            _ => node.spot,
        };
        let (signs, between) = if dash { ("digits, `-` and `_`", '-') } else { ("digits and `_`", '_') };
        let message =
            format!("`{id}` cannot be an id: ids are lower-case letters, {signs}, and begin with a letter");
        self.findings.error(file, spot, message, instead(id, between));
        false
    }
}

/// Checks an id that guards will name.
fn id(findings: &mut Findings, file: File, node: &Node, what: &str) -> Option<String> {
    let id = text(findings, file, node, what)?;
    let keyword = super::language::KEYWORDS.contains(&id.as_str());
    match no_id(&id, keyword) {
        Some((problem, hint)) => {
            findings.error(file, node.spot, format!("`{id}` cannot be an id: {problem}"), hint);
            None
        }
        None => Some(id),
    }
}

/// Why a text is no id that guards can name, and what may be written instead.
fn no_id(id: &str, keyword: bool) -> Option<(&'static str, Option<String>)> {
    let fine = id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        && id.starts_with(|c: char| c.is_ascii_lowercase());
    let other = || Some("choose another word; readers see the label or title".to_owned());
    match () {
        () if !fine => {
            Some(("ids are lower-case letters, digits and `_`, and begin with a letter", instead(id, '_')))
        }
        () if keyword => Some(("this word means something in guards", other())),
        () if id == "unknown" => {
            let hint = "leave it out: every question can be answered with unknown";
            Some(("unknown is an answer that every question has", Some(hint.to_owned())))
        }
        () if misread(id) => Some(("other readers of YAML take this word for something else", other())),
        () => None,
    }
}

/// The nearest text that is an id.
fn instead(id: &str, between: char) -> Option<String> {
    if let Some(odd) = characters::hint(id) {
        return match instead(&characters::plain(id), between) {
            Some(better) if better.starts_with("write `") => Some(format!("{odd}, or {better}")),
            _ => Some(odd),
        };
    }
    // Letters with accents are written as their letter.
    let text: String =
        id.trim().to_lowercase().replace('ß', "ss").nfd().filter(|c| !is_combining_mark(*c)).collect();
    let text: String = text
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { between })
        .collect();
    let text = text.trim_matches(between);
    Some(
        match text.starts_with(|c: char| c.is_ascii_lowercase())
            && !text.contains(&format!("{between}{between}"))
        {
            true => format!("write `{text}`"),
            false => "write a short word, such as `left` or `stage_4`".to_owned(),
        },
    )
}

/// Words that YAML 1.1 takes for something other than text.
fn misread(id: &str) -> bool {
    let words = ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "unknown"];
    words.contains(&id.to_ascii_lowercase().as_str())
}
