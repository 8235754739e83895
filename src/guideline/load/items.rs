//! Recommendations, evidence, scores and stops.

use super::{Loader, Source, id};
use crate::guideline::document::{Content, Node};
use crate::guideline::findings::{Fields, File, items, suggestion, text};
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
            for node in items(&mut self.findings, source.file, &source.root, key) {
                let Content::Map(entries) = &node.value else { continue };
                let Some((_, node)) = entries.iter().find(|(name, _)| name.text == key) else { continue };
                let Some(name) = text(&mut self.findings, source.file, node, key) else { continue };
                let ids = if key == "evidence" { &mut self.evidence } else { &mut self.recommendations };
                if ids.add(&name).is_none() {
                    self.findings.error(source.file, node.spot, format!("`{name}` is there twice"), None);
                }
            }
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
            let spot = fields.spot;
            fields.done(findings);
            if checked.is_none() {
                let hint = Some("`status: checked` or `status: unverified`".to_owned());
                findings.error(file, spot, format!("`{id}` does not say whether it was checked"), hint);
            }
            let number = pmid.as_ref().and_then(|pmid| pmid.parse().ok());
            if pmid.is_some() && number.is_none() {
                findings.error(file, spot, format!("the `pmid` of `{id}` is not a number"), None);
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
            let excludes = fields.list(findings, "excludes");
            let spot = fields.spot;
            fields.done(findings);
            if tone.is_none() {
                findings.error(file, spot, format!("`{id}` needs `tone:` do, consider or avoid"), None);
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
            let Some(id_node) = fields.require(&mut self.findings, "score") else { continue };
            let title = fields.text(&mut self.findings, "title");
            let (points, formula) = (fields.get("points"), fields.get("formula"));
            fields.done(&mut self.findings);
            if points.is_some() == formula.is_some() {
                self.findings.error(file, id_node.spot, "a score has either `points:` or `formula:`", None);
            }
            let Some(name) = id(&mut self.findings, file, id_node, "score") else { continue };
            let subject = Subject::Score(ScoreId(all.len()));
            if !self.names.add(Named { id: name.clone(), subject, is: Is::Score }) {
                let message = format!("`{name}` is already the name of something else");
                self.findings.error(file, id_node.spot, message, None);
                continue;
            }
            let place = self.findings.place(file, id_node.spot);
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
                    let guard = fields.require(&mut self.findings, "if");
                    let add = fields.text(&mut self.findings, "add");
                    let spot = fields.spot;
                    fields.done(&mut self.findings);
                    let add = add.parse::<i32>().ok().filter(|add| (-50..=50).contains(add));
                    if add.is_none() {
                        self.findings.error(file, spot, "`add:` must be a whole number of points", None);
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

    /// All stops.
    pub(super) fn stops(&mut self, source: Option<&Source>) -> Vec<Stop> {
        let Some(source) = source else { return Vec::new() };
        let file = source.file;
        let mut all: Vec<Stop> = Vec::new();
        for node in items(&mut self.findings, file, &source.root, "safety.yaml") {
            let findings = &mut self.findings;
            let Some(mut fields) = Fields::of(findings, file, node, "a stop") else { continue };
            let id = fields.text(findings, "never");
            let guard = fields.require(findings, "if");
            let (forbid, outcomes) = (fields.list(findings, "forbid"), fields.get("forbid_outcome"));
            let because = fields.text(findings, "because");
            let evidence = fields.list(findings, "evidence");
            let spot = fields.spot;
            fields.done(findings);
            if forbid.is_empty() && outcomes.is_none() {
                let hint =
                    Some("`forbid: [recommendation]` or `forbid_outcome: {decision: [outcome]}`".to_owned());
                findings.error(file, spot, format!("`{id}` forbids nothing"), hint);
            }
            if all.iter().any(|other| other.id == id) {
                findings.error(file, spot, format!("`{id}` is there twice"), None);
            }
            let forbid =
                forbid.iter().filter_map(|node| self.recommendation(file, node)).map(RecommendationId);
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

    fn forbidden_outcomes(&mut self, file: File, node: &Node) -> Vec<(DecisionId, OptionSet)> {
        let Content::Map(entries) = &node.value else {
            let hint = Some("write `forbid_outcome: {decision: [outcome]}`".to_owned());
            self.findings.error(file, node.spot, "`forbid_outcome:` must be a map", hint);
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
                let hint = suggestion(&key.text, decisions.map(|named| named.id.as_str()));
                self.findings.error(file, key.spot, format!("there is no decision `{}`", key.text), hint);
                continue;
            };
            let nodes = items(&mut self.findings, file, list, &key.text);
            let set = nodes.iter().filter_map(|node| self.outcome(file, node, &outcomes)).collect();
            all.push((decision, set));
        }
        all
    }
}
