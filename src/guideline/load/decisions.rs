//! Decisions and their rules.

use super::{Loader, Source, id};
use crate::guideline::document::{Node, Spot};
use crate::guideline::findings::{Fields, File, items, suggestion, text};
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
            for node in items(&mut self.findings, source.file, &source.root, "a file of decisions") {
                read.extend(self.heading(source.file, node, read.len()));
            }
        }
        read.into_iter().enumerate().map(|(position, read)| self.decision(read, position)).collect()
    }

    fn heading<'a>(&mut self, file: File, node: &'a Node, position: usize) -> Option<Read<'a>> {
        let mut fields = Fields::of(&mut self.findings, file, node, "a decision")?;
        let id_node = fields.require(&mut self.findings, "decision")?;
        let name = id(&mut self.findings, file, id_node, "decision");
        let title = fields.text(&mut self.findings, "title");
        let hit =
            fields.one_of(&mut self.findings, "hit", &[("first", Hit::First), ("collect", Hit::Collect)]);
        let hit = hit.unwrap_or(Hit::First);
        let (when, outcomes) = (fields.get("when"), fields.get("outcomes"));
        let ordered = fields.flag(&mut self.findings, "ordered");
        let rules = fields.require(&mut self.findings, "rules");
        fields.done(&mut self.findings);
        let (name, spot) = (name?, id_node.spot);
        let outcomes = match (outcomes, hit) {
            (Some(node), Hit::First) => self.choices(file, node, "outcomes", false),
            (None, Hit::First) => {
                self.findings.error(file, spot, format!("`{name}` needs `outcomes:`"), None);
                Vec::new()
            }
            (Some(node), Hit::Collect) => {
                let hint = Some("its rules stand each on their own".to_owned());
                self.findings.error(file, node.spot, "a decision that collects has no outcomes", hint);
                Vec::new()
            }
            (None, Hit::Collect) => Vec::new(),
        };
        if outcomes.len() >= OptionSet::CAPACITY {
            self.findings.error(file, spot, format!("more than {} outcomes", OptionSet::CAPACITY - 1), None);
        }
        let subject = Subject::Decision(DecisionId(position));
        let is = Is::Decision { hit, outcomes: outcomes.clone(), ordered };
        if !self.names.add(Named { id: name.clone(), subject, is }) {
            self.findings.error(file, spot, format!("`{name}` is already the name of something else"), None);
            return None;
        }
        let rules = rules.map_or(&[][..], |rules| items(&mut self.findings, file, rules, "rules"));
        if rules.is_empty() {
            self.findings.error(file, spot, format!("`{name}` has no rules"), None);
        }
        let place = self.findings.place(file, spot);
        let decision =
            Decision { id: name, title, when: None, hit, outcomes, ordered, rules: Vec::new(), place };
        Some(Read { decision, when, rules, file, spot })
    }

    fn decision(&mut self, read: Read, position: usize) -> Decision {
        let Read { mut decision, when, rules: nodes, file, spot } = read;
        decision.when = when.and_then(|node| self.guard(file, node, position));
        let last = nodes.len().saturating_sub(1);
        for (index, node) in nodes.iter().enumerate() {
            let rule = self.rule(file, node, (position, decision.hit, &decision.outcomes), index == last);
            decision.rules.extend(rule);
        }
        for (index, outcome) in decision.outcomes.iter().enumerate() {
            let complete = decision.rules.len() == nodes.len();
            if complete && !decision.rules.iter().any(|rule| rule.then == Some(index)) {
                let message = format!("no rule of `{}` ends in `{}`", decision.id, outcome.id);
                self.findings.warning(file, spot, message, None);
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
        (position, hit, outcomes): (usize, Hit, &[Choice]),
        last: bool,
    ) -> Option<Rule> {
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
        fields.done(&mut self.findings);

        let mut complain = |message: &str, hint: &str| {
            self.findings.error(file, spot, message, (!hint.is_empty()).then(|| hint.to_owned()));
        };
        match (hit, condition, otherwise, then) {
            (_, None, None, _) => {
                complain("a rule needs `if:`", "the last rule may say `otherwise: outcome`")
            }
            (_, Some(_), Some(_), _) => complain("a rule has `if:` or `otherwise:`, not both", ""),
            (Hit::Collect, _, Some(_), _) | (Hit::Collect, _, _, Some(_)) => {
                complain("a decision that collects has neither `then:` nor `otherwise:`", "");
            }
            (Hit::First, Some(_), None, None) => complain("a rule needs `then:` with its outcome", ""),
            (Hit::First, None, Some(_), Some(_)) => {
                complain("`otherwise:` names the outcome itself", "remove `then:`")
            }
            (Hit::First, None, Some(_), None) if !last => {
                complain("`otherwise` hides all rules below it", "make it the last rule");
            }
            _ => {}
        }
        if because.is_empty() && (hit == Hit::First || alert.is_none()) {
            complain("a rule needs `because:` with its reason", "");
        }
        let guard = condition.and_then(|node| self.guard(file, node, position));
        let then = then
            .or(otherwise)
            .filter(|_| hit == Hit::First)
            .and_then(|node| self.outcome(file, node, outcomes));
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

    pub(super) fn outcome(&mut self, file: File, node: &Node, outcomes: &[Choice]) -> Option<usize> {
        let name = text(&mut self.findings, file, node, "outcome")?;
        let found = outcomes.iter().position(|outcome| outcome.id == name);
        if found.is_none() {
            let hint = suggestion(&name, outcomes.iter().map(|outcome| outcome.id.as_str()));
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
                None => {
                    let hint = suggestion(&name, self.evidence.1.iter().map(String::as_str));
                    self.findings.error(file, node.spot, format!("there is no evidence `{name}`"), hint);
                }
            }
        }
        cited
    }

    pub(super) fn recommendation(&mut self, file: File, node: &Node) -> Option<usize> {
        let name = text(&mut self.findings, file, node, "recommendation")?;
        let found = self.recommendations.get(&name);
        if found.is_none() {
            let hint = suggestion(&name, self.recommendations.1.iter().map(String::as_str));
            self.findings.error(file, node.spot, format!("there is no recommendation `{name}`"), hint);
        }
        found
    }
}
