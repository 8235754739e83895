//! From files to a typed guideline, with all findings at once.
//!
//! Ids first, so that every name can be looked up wherever it stands: questions, scores, decisions, evidence and
//! recommendations are read as lists of nodes, then their contents are resolved.

mod decisions;
mod items;
mod order;
mod questions;
mod unused;

use super::document::{Node, parse};
use super::findings::{Fields, File, Findings, text};
use super::resolve::Names;
use super::{Accepted, Diagnostics, Files, Guideline, Severity};

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
}

/// Ids of one table, in order.
#[derive(Default)]
struct Ids(std::collections::HashMap<String, usize>, Vec<String>);

impl Ids {
    /// Adds an id; returns its position, or `None` where it is taken.
    fn add(&mut self, id: &str) -> Option<usize> {
        let position = self.1.len();
        if self.0.insert(id.to_owned(), position).is_some() {
            return None;
        }
        self.1.push(id.to_owned());
        Some(position)
    }

    fn get(&self, id: &str) -> Option<usize> {
        self.0.get(id).copied()
    }
}

/// What is known while a guideline is read.
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
    let mut loader = Loader {
        findings: Findings::default(),
        names: Names::default(),
        evidence: Ids::default(),
        recommendations: Ids::default(),
        cited: Default::default(),
        given: Default::default(),
    };
    let guideline = loader.guideline(files);
    let findings = loader.findings.done();
    match guideline {
        Some(guideline) if !findings.has_errors() => {
            debug_assert!(findings.0.iter().all(|finding| finding.severity != Severity::Error));
            Ok(Loaded { guideline, warnings: findings })
        }
        _ => Err(findings),
    }
}

impl Loader {
    fn source(&mut self, files: &Files, path: &str) -> Option<Source> {
        let (_, text) = files.texts.iter().find(|(other, _)| other == path)?;
        let file = self.findings.file(path, text);
        match parse(text) {
            Ok((root, problems)) => {
                problems.into_iter().for_each(|problem| self.findings.malformed(file, problem));
                Some(Source { file, root })
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
        if questions.is_none() && !files.texts.iter().any(|(path, _)| path == "questions.yaml") {
            let file = self.findings.file("questions.yaml", "");
            self.findings.error(file, Default::default(), "a guideline needs questions.yaml", None);
        }
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
            self.unused(&guideline);
        }
        Some(guideline)
    }

    /// A misspelt file would be knowledge that is silently left out.
    fn known_files(&mut self, files: &Files) {
        let known = ["guideline", "questions", "recommendations", "evidence", "scores", "safety", "order"];
        for (path, _) in &files.texts {
            if path.ends_with('/') {
                let hint =
                    Some("a guideline has the folders decisions/ and cases/, without others in them".into());
                let file = self.findings.file(path, "");
                self.findings.error(
                    file,
                    Default::default(),
                    "this folder has no place in a guideline",
                    hint,
                );
                continue;
            }
            if let Some(name) = path.strip_suffix(".yml") {
                let file = self.findings.file(path, "");
                let hint = Some(format!("rename it to {name}.yaml"));
                self.findings.error(file, Default::default(), "only files that end in .yaml are read", hint);
                continue;
            }
            let Some(name) = path.strip_suffix(".yaml") else { continue };
            let fine = name.starts_with("decisions/") || name.starts_with("cases/") || known.contains(&name);
            if !fine {
                let hint = super::findings::suggestion(name, known).map(|hint| hint.replace("`?", ".yaml`?"));
                let file = self.findings.file(path, "");
                self.findings.error(file, Default::default(), "this file has no place in a guideline", hint);
            }
        }
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
        let node = fields.require(findings, "strategy");
        fields.done(findings);
        let node = node?;
        let name = text(findings, source.file, node, "strategy")?;
        let Some(strategy) = decisions.iter().position(|decision| decision.id == name) else {
            let hint =
                super::findings::suggestion(&name, decisions.iter().map(|decision| decision.id.as_str()));
            findings.error(source.file, node.spot, format!("there is no decision `{name}`"), hint);
            return None;
        };
        if decisions[strategy].hit != super::Hit::First || decisions[strategy].when.is_some() {
            let message =
                format!("the strategy `{name}` must be a decision of hit policy `first` without `when`");
            findings.error(source.file, node.spot, message, None);
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
            origin: super::Origin::Embedded,
            strategy: super::DecisionId(strategy),
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

/// Checks an id that guards will name.
fn id(findings: &mut Findings, file: File, node: &Node, what: &str) -> Option<String> {
    let id = text(findings, file, node, what)?;
    let fine = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && id.starts_with(|c: char| c.is_alphabetic());
    let problem = match () {
        () if !fine => Some("ids are lower-case letters, digits and `_`, and begin with a letter"),
        () if super::language::KEYWORDS.contains(&id.as_str()) => Some("this word means something in guards"),
        () if misread(&id) => Some("other readers of YAML take this word for a truth value"),
        () => None,
    };
    match problem {
        Some(problem) => {
            findings.error(file, node.spot, format!("`{id}` cannot be an id: {problem}"), None);
            None
        }
        None => Some(id),
    }
}

/// Words that YAML 1.1 takes for something other than text.
fn misread(id: &str) -> bool {
    let words = ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~", "unknown"];
    words.contains(&id.to_ascii_lowercase().as_str())
}
