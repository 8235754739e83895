//! Recommendations, evidence, scores and stops.

use super::{Loader, Source, id};
use crate::guideline::characters;
use crate::guideline::document::{Content, Node, Spot};
use crate::guideline::findings::{Fields, File, items, known_or, text};
use crate::guideline::resolve::{Is, Named, Resolver, Scope};
use crate::guideline::{
    DecisionId, Evidence, Formula, OptionSet, Recommendation, RecommendationId, Score, ScoreId, ScoreKind,
    Stop, Subject, Tone,
};

/// A score whose guards are still to be resolved.
pub(super) struct Read<'a> {
    score: Score,
    points: Option<&'a Node>,
    formula: Option<&'a Node>,
    file: File,
}

impl Loader {
    /// Learns which recommendations and which evidence there are.
    pub(super) fn collect_ids(&mut self, recommendations: Option<&Source>, evidence: Option<&Source>) {
        for (source, key) in [(recommendations, "recommendation"), (evidence, "evidence")] {
            let Some(source) = source else { continue };
            // What is wrong with an entry is told when it is read.
            let nodes = if let Content::List(nodes) = &source.root.value { &nodes[..] } else { &[] };
            let mut read = 0;
            for node in nodes {
                let Content::Map(entries) = &node.value else { continue };
                let Some((_, id)) = entries.iter().find(|(name, _)| name.text == key) else { continue };
                let Content::Scalar(name, _) = &id.value else { continue };
                read += 1;
                let name = name.trim();
                let fine = self.is_id(source.file, node, key, name);
                let ids = if key == "evidence" { &mut self.evidence } else { &mut self.recommendations };
                ids.incomplete |= !fine;
                if fine && !name.is_empty() && ids.add(name).is_none() {
                    ids.incomplete = true;
                    let hint = Some("give one of them another id, or remove it".to_owned());
                    self.findings.error(source.file, id.spot, format!("`{name}` is there twice"), hint);
                }
            }
            let ids = if key == "evidence" { &mut self.evidence } else { &mut self.recommendations };
            ids.incomplete |= read < nodes.len() || !matches!(source.root.value, Content::List(_));
        }
    }

    /// All evidence.
    pub(super) fn evidence_items(&mut self, source: Option<&Source>) -> Vec<Evidence> {
        let Some(source) = source else { return Vec::new() };
        let (file, findings) = (source.file, &mut self.findings);
        let mut all = Vec::new();
        for node in items(findings, file, &source.root, "evidence.yaml") {
            let Some(mut fields) = Fields::of(findings, file, node, "an evidence entry") else { continue };
            let id = fields.text(findings, "evidence");
            let citation = fields.text(findings, "citation");
            let finding = fields.text(findings, "finding");
            let grade = fields.text(findings, "grade");
            let pmid = fields.optional(findings, "pmid");
            let doi = fields.optional(findings, "doi");
            let checked = fields.one_of(findings, "status", &[("checked", true), ("unverified", false)]);
            fields.demand("status");
            let (spot, written, doi_written) = (fields.spot, fields.get("pmid"), fields.get("doi"));
            fields.done(findings);
            let number = pmid.as_ref().and_then(|pmid| pmid.parse().ok());
            if let (Some(node), Some(_), None) = (written, &pmid, number) {
                let hint =
                    Some("write its digits, such as `pmid: 23219349`; a PMC number is another".to_owned());
                findings.error(file, node.spot, "`pmid:` must be a PubMed number", hint);
            }
            if let (Some(node), Some(doi)) = (doi_written, &doi)
                && !(doi.starts_with("10.") && doi.contains('/') && !doi.contains(char::is_whitespace))
            {
                let meant = doi.find("10.").map(|start| &doi[start..]).filter(|meant| meant.contains('/'));
                let hint = Some(match meant {
                    Some(meant) => format!("write `doi: {meant}`"),
                    None => "write what begins with `10.`, such as `doi: 10.1002/bjs.9212`".to_owned(),
                });
                findings.error(file, node.spot, "`doi:` must be a digital object identifier", hint);
            }
            let place = findings.place(file, spot);
            all.push(Evidence {
                id,
                citation,
                pmid: number,
                doi,
                finding,
                grade,
                checked: checked == Some(true),
                place,
            });
        }
        all
    }

    /// All recommendations.
    pub(super) fn recommendation_items(&mut self, source: Option<&Source>) -> Vec<Recommendation> {
        let Some(source) = source else { return Vec::new() };
        let file = source.file;
        let mut all = Vec::new();
        for node in items(&mut self.findings, file, &source.root, "recommendations.yaml") {
            let findings = &mut self.findings;
            let Some(mut fields) = Fields::of(findings, file, node, "a recommendation") else { continue };
            let id = fields.text(findings, "recommendation");
            let title = fields.text(findings, "title");
            let detail = fields.optional(findings, "detail").unwrap_or_default();
            let domain = fields.text(findings, "domain");
            let tones = [("do", Tone::Do), ("consider", Tone::Consider), ("avoid", Tone::Avoid)];
            let tone = fields.one_of(findings, "tone", &tones);
            fields.demand("tone");
            let excludes = fields.list(findings, "excludes");
            let spot = fields.spot;
            fields.done(findings);
            for node in
                excludes.iter().filter(|node| matches!(&node.value, Content::Scalar(text, _) if *text == id))
            {
                let hint = Some("name the advice that must not be given together with it".to_owned());
                findings.error(file, node.spot, format!("`{id}` excludes itself"), hint);
            }
            let excludes =
                excludes.iter().filter_map(|node| self.recommendation(file, node)).map(RecommendationId);
            let excludes = excludes.collect();
            let place = self.findings.place(file, spot);
            let tone = tone.unwrap_or(Tone::Consider);
            all.push(Recommendation { id, title, detail, domain, tone, excludes, place });
        }
        all
    }

    /// All scores by name; their guards come later.
    pub(super) fn scores<'a>(&mut self, source: Option<&'a Source>) -> Vec<Read<'a>> {
        let Some(source) = source else { return Vec::new() };
        let file = source.file;
        let mut all = Vec::new();
        for node in items(&mut self.findings, file, &source.root, "scores.yaml") {
            let Some(mut fields) = Fields::of(&mut self.findings, file, node, "a score") else { continue };
            let Some(id_node) = fields.require("score") else {
                fields.incomplete(&mut self.findings);
                self.names.incomplete = true;
                continue;
            };
            let title = fields.text(&mut self.findings, "title");
            let (points, formula) = (fields.get("points"), fields.get("formula"));
            fields.done(&mut self.findings);
            if points.is_some() == formula.is_some() {
                let hint = Some("write one: `points: [{if: guard, add: 1}]` or `formula: a * b`".to_owned());
                self.findings.error(file, id_node.spot, "a score has either `points:` or `formula:`", hint);
            }
            let Some(name) = id(&mut self.findings, file, id_node, "score") else {
                self.names.incomplete = true;
                continue;
            };
            let subject = Subject::Score(ScoreId(all.len()));
            let place = self.findings.place(file, id_node.spot);
            if !self.names.add(Named { id: name.clone(), subject, is: Is::Score }, place.clone()) {
                self.taken(file, id_node.spot, &name);
                // The score was meant to have another name, which is not known.
                self.names.incomplete = true;
                continue;
            }
            let score = Score { id: name, title, kind: ScoreKind::Points(Vec::new()), place };
            all.push(Read { score, points, formula, file });
        }
        all
    }

    /// Resolves the guards and formulas of scores.
    pub(super) fn score_contents(&mut self, read: Vec<Read>) -> Vec<Score> {
        let mut scores = Vec::new();
        for (position, Read { mut score, points, formula, file }) in read.into_iter().enumerate() {
            let scope = Scope::Scores(position);
            if let Some(node) = formula {
                let (names, findings) = (&mut self.names, &mut self.findings);
                let formula = Resolver { names, findings, file, scope }.formula(node);
                score.kind = ScoreKind::Formula(formula.unwrap_or(Formula::Number(Default::default())));
            }
            if let Some(node) = points {
                let mut all = Vec::new();
                for node in items(&mut self.findings, file, node, "points") {
                    let Some(mut fields) = Fields::of(&mut self.findings, file, node, "a line of points")
                    else {
                        continue;
                    };
                    let guard = fields.require("if");
                    let node = fields.require("add");
                    fields.done(&mut self.findings);
                    let text = node.and_then(|node| text(&mut self.findings, file, node, "add"));
                    let add = text.as_ref().and_then(|add| add.parse::<i32>().ok());
                    let add = add.filter(|add| (-50..=50).contains(add));
                    if let (Some(node), Some(text), None) = (node, &text, add) {
                        let hint = characters::hint(text).or_else(|| {
                            Some("write a whole number from -50 to 50, such as `add: 1`".to_owned())
                        });
                        self.findings.error(file, node.spot, "`add:` must be a number of points", hint);
                    }
                    let (names, findings) = (&mut self.names, &mut self.findings);
                    let guard = guard.and_then(|node| Resolver { names, findings, file, scope }.guard(node));
                    all.extend(guard.zip(add));
                }
                score.kind = ScoreKind::Points(all);
            }
            scores.push(score);
        }
        scores
    }

    /// A name that something else has already.
    pub(super) fn taken(&mut self, file: File, spot: Spot, name: &str) {
        let what = match self.names.get(name).map(|named| &named.is) {
            Some(Is::Question(_)) => "a question",
            Some(Is::Decision { .. }) => "a decision",
            Some(Is::Score) => "a score",
            None => "something else",
        };
        let first = self
            .names
            .place(name)
            .map_or_else(String::new, |place| format!(" ({}:{})", place.file, place.line));
        let hint = "choose another; questions, decisions and scores share one set of names".to_owned();
        self.findings.error(file, spot, format!("`{name}` is already the name of {what}{first}"), Some(hint));
        self.names.broken.insert(name.to_owned());
    }

    /// All stops.
    pub(super) fn stops(&mut self, source: Option<&Source>) -> Vec<Stop> {
        let Some(source) = source else { return Vec::new() };
        let file = source.file;
        let mut all: Vec<Stop> = Vec::new();
        for node in items(&mut self.findings, file, &source.root, "safety.yaml") {
            let findings = &mut self.findings;
            let Some(mut fields) = Fields::of(findings, file, node, "a stop") else { continue };
            let id = fields.text(findings, "never");
            let guard = fields.require("if");
            let (written, outcomes) = (fields.get("forbid"), fields.get("forbid_outcome"));
            let forbid = written.map_or(&[][..], |node| items(findings, file, node, "forbid"));
            let because = fields.text(findings, "because");
            let evidence = fields.list(findings, "evidence");
            let spot = fields.spot;
            fields.done(findings);
            let nothing =
                written.is_none_or(|node| matches!(&node.value, Content::List(all) if all.is_empty()));
            if nothing && outcomes.is_none() {
                let hint =
                    "add `forbid: [recommendation]` or `forbid_outcome: {decision: [outcome]}`".to_owned();
                let hint = Some(hint);
                findings.error(file, spot, format!("`{id}` forbids nothing"), hint);
            }
            if all.iter().any(|other| other.id == id) {
                let hint = Some("give one of them another name, or join them with `or`".to_owned());
                findings.error(file, spot, format!("`{id}` is there twice"), hint);
            }
            self.is_id(file, node, "never", &id);
            let forbid = forbid.iter().filter_map(|node| self.forbidden(file, node)).map(RecommendationId);
            let forbid = forbid.collect();
            let forbid_outcome = outcomes.map_or_else(Vec::new, |node| self.forbidden_outcomes(file, node));
            let evidence = self.cite(file, evidence);
            let guard = guard.and_then(|node| self.guard(file, node, usize::MAX));
            let place = self.findings.place(file, spot);
            if let Some(guard) = guard {
                all.push(Stop { id, guard, forbid, forbid_outcome, because, evidence, place });
            }
        }
        all
    }

    /// A recommendation that a stop forbids; outcomes are easily taken for such.
    fn forbidden(&mut self, file: File, node: &Node) -> Option<usize> {
        if let Content::Scalar(name, _) = &node.value
            && self.recommendations.get(name.trim()).is_none()
        {
            let ends = |named: &&Named| match &named.is {
                Is::Decision { outcomes, .. } => outcomes.iter().any(|outcome| outcome.id == name.trim()),
                _ => false,
            };
            if let Some(decision) = self.names.all.iter().find(ends) {
                let message = format!("`{name}` is an outcome of `{}`, no recommendation", decision.id);
                let hint = Some(format!("write `forbid_outcome: {{{}: [{name}]}}`", decision.id));
                self.findings.error(file, node.spot, message, hint);
                return None;
            }
        }
        self.recommendation(file, node)
    }

    fn forbidden_outcomes(&mut self, file: File, node: &Node) -> Vec<(DecisionId, OptionSet)> {
        let Content::Map(entries) = &node.value else {
            let hint = Some("write `forbid_outcome: {decision: [outcome]}`".to_owned());
            self.findings.error(file, node.spot, "`forbid_outcome` must have keys and values", hint);
            return Vec::new();
        };
        let mut all = Vec::new();
        for (key, list) in entries {
            let found = self.names.get(&key.text).cloned();
            let Some(Named {
                subject: Subject::Decision(decision), is: Is::Decision { outcomes, .. }, ..
            }) = found
            else {
                let decisions = self.names.all.iter().filter(|named| matches!(named.is, Is::Decision { .. }));
                let known = decisions.map(|named| named.id.as_str());
                let hint = known_or(&key.text, known, "write it into a file of the folder decisions/ first");
                if !self.names.incomplete && !self.names.broken.contains(&key.text) {
                    self.findings.error(file, key.spot, format!("there is no decision `{}`", key.text), hint);
                }
                continue;
            };
            if self.names.broken.contains(&key.text) {
                continue;
            }
            let nodes = items(&mut self.findings, file, list, &key.text);
            let set = nodes.iter().filter_map(|node| self.outcome(file, node, &outcomes, "forbid_outcome"));
            let set = set.collect();
            all.push((decision, set));
        }
        all
    }
}
