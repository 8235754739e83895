//! Decisions and their rules.

use super::{Loader, Source, id};
use crate::guideline::document::{Content, Node, Spot};
use crate::guideline::findings::{Fields, File, items, known_or, text};
use crate::guideline::resolve::{Is, Named, Resolver, Scope};
use crate::guideline::{
    Basis, Choice, Decision, DecisionId, EvidenceId, Guard, Hit, OptionSet, RecommendationId, Rule, Strength,
    Subject,
};

/// A decision whose guards are still to be resolved.
struct Read<'a> {
    decision: Decision,
    when: Option<&'a Node>,
    rules: &'a [Node],
    file: File,
    spot: Spot,
}

impl Loader {
    /// All decisions, in the order of the path. All names are learnt before any guard is read, so that a guard
    /// which tests a later decision can be told so.
    pub(super) fn decisions(&mut self, sources: &[Source]) -> Vec<Decision> {
        let mut read = Vec::new();
        for source in sources {
            let name = self.findings.place(source.file, source.root.spot).file;
            self.names.incomplete |= !matches!(source.root.value, Content::List(_));
            for node in items(&mut self.findings, source.file, &source.root, &name) {
                read.extend(self.heading(source.file, node, read.len()));
            }
        }
        read.into_iter().enumerate().map(|(position, read)| self.decision(read, position)).collect()
    }

    fn heading<'a>(&mut self, file: File, node: &'a Node, position: usize) -> Option<Read<'a>> {
        let mut fields = Fields::of(&mut self.findings, file, node, "a decision")?;
        let Some(id_node) = fields.require("decision") else {
            fields.incomplete(&mut self.findings);
            // What it would have been called may be tested anywhere below.
            self.names.incomplete = true;
            return None;
        };
        let before = self.findings.errors();
        let name = id(&mut self.findings, file, id_node, "decision");
        if name.is_none() {
            self.names.incomplete = true;
        }
        let title = fields.text(&mut self.findings, "title");
        let hit =
            fields.one_of(&mut self.findings, "hit", &[("first", Hit::First), ("collect", Hit::Collect)]);
        // Where the policy is misspelt nothing is demanded that depends on it.
        let policy = fields.get("hit").is_none() || hit.is_some();
        let hit = hit.unwrap_or(Hit::First);
        let (when, outcomes) = (fields.get("when"), fields.get("outcomes"));
        // Whoever wrote something there meant an order: what compares is not told again.
        let ordered = fields.flag(&mut self.findings, "ordered") || fields.is_mistaken("ordered");
        let rules = fields.require("rules");
        if hit == Hit::First && policy && !fields.has_others() {
            fields.demand("outcomes");
        }
        fields.done(&mut self.findings);
        let (name, spot) = (name?, id_node.spot);
        let written = outcomes.is_some();
        let start = self.findings.errors();
        let outcomes = match (outcomes, hit) {
            (Some(node), Hit::First) => self.choices(file, node, "outcomes", false),
            (Some(node), Hit::Collect) => {
                let hint = Some(
                    "remove them, each of its rules stands on its own; or remove `hit: collect`".to_owned(),
                );
                self.findings.error(file, node.spot, "a decision that collects has no outcomes", hint);
                Vec::new()
            }
            (None, _) => Vec::new(),
        };
        if let Some(outcome) = outcomes.iter().find(|outcome| outcome.id == "skipped") {
            let message =
                format!("`{}` cannot be an outcome: cases say so of decisions that are not made", outcome.id);
            let hint = Some("choose another word; readers see the label".to_owned());
            self.findings.error(file, spot, message, hint);
        }
        let most = OptionSet::CAPACITY - 1;
        if outcomes.len() > most {
            let hint =
                Some("split the decision: one for the kind of outcome, one for the choice within".to_owned());
            self.findings.error(file, spot, format!("`{name}` has more than {most} outcomes"), hint);
        }
        if written && outcomes.is_empty() && hit == Hit::First && self.findings.errors() == before {
            let hint = Some("write at least one, such as `outcomes: [operate, wait]`".to_owned());
            self.findings.error(file, spot, format!("`{name}` has no outcome"), hint);
        }
        let subject = Subject::Decision(DecisionId(position));
        let is = Is::Decision { hit, outcomes: outcomes.clone(), ordered };
        let place = self.findings.place(file, spot);
        if !self.names.add(Named { id: name.clone(), subject, is }, place.clone()) {
            self.taken(file, spot, &name);
            // The decision was meant to have another name, which is not known.
            self.names.incomplete = true;
            return None;
        }
        if self.findings.errors() > start || !policy || hit == Hit::First && !written {
            self.names.broken.insert(name.clone());
        }
        let list = rules.map_or(&[][..], |rules| items(&mut self.findings, file, rules, "rules"));
        if rules.is_some() && list.is_empty() && self.findings.errors() == before {
            let hint = Some("write at least one, `- if: ...` or `- otherwise: outcome`".to_owned());
            self.findings.error(file, spot, format!("`{name}` has no rules"), hint);
        }
        if list.len() > most {
            let hint = Some(
                "split the decision: the first for the kind of patient, others for the choice".to_owned(),
            );
            self.findings.error(file, spot, format!("`{name}` has more than {most} rules"), hint);
        }
        let rules = list;
        let decision =
            Decision { id: name, title, when: None, hit, outcomes, ordered, rules: Vec::new(), place };
        Some(Read { decision, when, rules, file, spot })
    }

    fn decision(&mut self, read: Read, position: usize) -> Decision {
        let Read { mut decision, when, rules: nodes, file, spot } = read;
        decision.when = when.and_then(|node| self.guard(file, node, position));
        let last = nodes.len().saturating_sub(1);
        for (index, node) in nodes.iter().enumerate() {
            let rule = self.rule(file, node, (position, &decision), index == last);
            decision.rules.extend(rule);
        }
        for (index, outcome) in decision.outcomes.iter().enumerate() {
            let complete = decision.rules.len() == nodes.len();
            if complete && !decision.rules.iter().any(|rule| rule.then == Some(index)) {
                let message = format!("no rule of `{}` ends in `{}`", decision.id, outcome.id);
                let hint = Some("write a rule with this outcome, or remove it from `outcomes:`".to_owned());
                self.findings.warning(file, spot, message, hint);
            }
        }
        decision
    }

    /// A guard that may test the decisions before a position.
    pub(super) fn guard(&mut self, file: File, node: &Node, before: usize) -> Option<Guard> {
        let (names, findings) = (&mut self.names, &mut self.findings);
        Resolver { names, findings, file, scope: Scope::Decisions(before) }.guard(node)
    }

    fn rule(
        &mut self,
        file: File,
        node: &Node,
        (position, decision): (usize, &Decision),
        last: bool,
    ) -> Option<Rule> {
        let Decision { hit, outcomes, id: decision, .. } = decision;
        let hit = *hit;
        let mut fields = Fields::of(&mut self.findings, file, node, "a rule")?;
        let (condition, otherwise, then) = (fields.get("if"), fields.get("otherwise"), fields.get("then"));
        let because = fields.optional(&mut self.findings, "because").unwrap_or_default();
        let alert = fields.optional(&mut self.findings, "alert");
        let strength = fields.one_of(
            &mut self.findings,
            "strength",
            &[
                ("A", Strength::A),
                ("B", Strength::B),
                ("C", Strength::C),
                ("D", Strength::D),
                ("X", Strength::X),
            ],
        );
        let basis = fields.one_of(
            &mut self.findings,
            "basis",
            &[
                ("guideline", Basis::Guideline),
                ("trial", Basis::Trial),
                ("consensus", Basis::Consensus),
                ("observational", Basis::Observational),
                ("expert", Basis::Expert),
            ],
        );
        let evidence = fields.list(&mut self.findings, "evidence");
        let recommend = fields.list(&mut self.findings, "recommend");
        let spot = fields.spot;
        let sound = !self.names.broken.contains(decision);
        if sound && hit == Hit::First && condition.is_some() && otherwise.is_none() {
            fields.demand("then");
        }
        if sound && because.is_empty() && (hit == Hit::First || alert.is_none()) {
            fields.demand("because");
        }
        if condition.is_none() && otherwise.is_none() && !fields.has_others() {
            fields.demand("if");
        }
        fields.done(&mut self.findings);

        let mut complain =
            |message: &str, hint: &str| self.findings.error(file, spot, message, Some(hint.to_owned()));
        match (hit, condition, otherwise, then) {
            (_, Some(_), Some(_), _) => complain(
                "a rule has `if:` or `otherwise:`, not both",
                "with `if:` the outcome is `then:`; `otherwise: outcome` is the last rule",
            ),
            (Hit::Collect, _, Some(_), _) | (Hit::Collect, _, _, Some(_)) => complain(
                "a decision that collects has neither `then:` nor `otherwise:`",
                "remove it; a rule here has `recommend:` or `alert:`",
            ),
            (Hit::First, None, Some(otherwise), Some(then)) => {
                let hint = match then.scalar() {
                    Some(outcome) if otherwise.is_empty() => {
                        format!("write `- otherwise: {outcome}`, without `then:`")
                    }
                    _ => "remove `then:`".to_owned(),
                };
                complain("`otherwise:` names the outcome itself", &hint);
            }
            (Hit::First, None, Some(_), None) if !last => {
                complain("`otherwise` hides all rules below it", "make it the last rule");
            }
            _ => {}
        }
        let guard = condition.and_then(|node| match (hit, everybody(node)) {
            (Hit::First, Some(word)) => {
                let outcome = then.and_then(|node| node.scalar()).unwrap_or("outcome");
                let hint = Some(format!("write `- otherwise: {outcome}`, without `then:`, as the last rule"));
                self.findings.error(file, node.spot, format!("`if: {word}` is no guard"), hint);
                None
            }
            _ => self.guard(file, node, position),
        });
        let then = match (then, otherwise) {
            (Some(then), _) => Some((then, "then")),
            (None, otherwise) => otherwise.map(|node| (node, "otherwise")),
        };
        let then = then
            .filter(|_| hit == Hit::First && sound)
            .and_then(|(node, key)| self.outcome(file, node, outcomes, key));
        let evidence = self.cite(file, evidence);
        let recommend: Vec<RecommendationId> = recommend
            .iter()
            .filter_map(|node| {
                let position = self.recommendation(file, node)?;
                self.given.insert(position);
                Some(RecommendationId(position))
            })
            .collect();
        if (condition.is_some() && guard.is_none()) || (hit == Hit::First && then.is_none()) {
            return None;
        }
        let place = self.findings.place(file, spot);
        Some(Rule { guard, then, because, alert, strength, basis, evidence, recommend, place })
    }

    pub(super) fn outcome(
        &mut self,
        file: File,
        node: &Node,
        outcomes: &[Choice],
        key: &str,
    ) -> Option<usize> {
        let name = text(&mut self.findings, file, node, key)?;
        let found = outcomes.iter().position(|outcome| outcome.id == name);
        if found.is_none() {
            let known = outcomes.iter().map(|outcome| outcome.id.as_str());
            let hint = known_or(&name, known, "the decision collects, and has no outcomes");
            self.findings.error(file, node.spot, format!("`{name}` is no outcome of this decision"), hint);
        }
        found
    }

    pub(super) fn cite(&mut self, file: File, nodes: &[Node]) -> Vec<EvidenceId> {
        let mut cited = Vec::new();
        for node in nodes {
            let Some(name) = text(&mut self.findings, file, node, "evidence") else { continue };
            match self.evidence.get(&name) {
                Some(position) => {
                    self.cited.insert(position);
                    cited.push(EvidenceId(position));
                }
                None if self.evidence.incomplete => {}
                None => {
                    let hint = known_or(
                        &name,
                        self.evidence.all.iter().map(String::as_str),
                        "write it into evidence.yaml first",
                    );
                    self.findings.error(file, node.spot, format!("there is no evidence `{name}`"), hint);
                }
            }
        }
        cited
    }

    pub(super) fn recommendation(&mut self, file: File, node: &Node) -> Option<usize> {
        let name = text(&mut self.findings, file, node, "recommendation")?;
        let found = self.recommendations.get(&name);
        if found.is_none() && !self.recommendations.incomplete {
            let hint = known_or(
                &name,
                self.recommendations.all.iter().map(String::as_str),
                "write it into recommendations.yaml first",
            );
            self.findings.error(file, node.spot, format!("there is no recommendation `{name}`"), hint);
        }
        found
    }
}

/// What some write for everybody who is left.
fn everybody(node: &Node) -> Option<&str> {
    let word = node.scalar()?;
    ["otherwise", "true", "always", "yes", "else", "default", "everybody"].contains(&word).then_some(word)
}
