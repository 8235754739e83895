//! Each rule by itself: a patient whom it is for, or why there is none, and whether anybody would miss it.

use super::super::compose::{self, Guards};
use super::super::diagram::Node;
use super::super::facts::Facts;
use super::super::store::{OverBudget, Store};
use super::super::{Coverage, Engine};
use super::{Check, Code};
use crate::guideline::{Answers, Decision, DecisionId, Hit, Rule, Severity};

/// Whom a rule is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Witness {
    /// A patient for whom it fires, tried out.
    Patient(Answers),
    /// One whose answers raise an alert; without an alert there is none.
    Contradictory(Answers),
    /// Nobody.
    Nobody,
    /// Not found within the effort.
    Unproven,
}

impl Engine {
    /// A patient for each rule of each decision, each proof with so many nodes; as like `like` as the rule allows.
    pub fn witnesses(&self, effort: usize, like: Option<&Answers>) -> Vec<Vec<Witness>> {
        let mut check = Check::new(self, effort);
        check.like = like.map(|like| (like.clone(), Facts::of(&self.guideline, &self.variables, like)));
        let decisions = self.guideline.decisions.iter().enumerate();
        decisions
            .map(|(index, decision)| {
                (0..decision.rules.len()).map(|rule| check.witness(DecisionId(index), rule)).collect()
            })
            .collect()
    }
}

impl Check<'_> {
    fn witness(&mut self, decision: DecisionId, rule: usize) -> Witness {
        let patients = self.met(decision, rule);
        if patients == Node::FALSE {
            return Witness::Nobody;
        }
        // An alert rule is for those who raise it.
        let alerts = self.guideline()[decision].rules[rule].alert.is_some();
        match self.patient(patients) {
            _ if !self.proved(patients) => Witness::Unproven,
            Some((patient, quiet)) if quiet || alerts => Witness::Patient(patient),
            Some((patient, _)) => Witness::Contradictory(patient),
            None => Witness::Unproven,
        }
    }

    /// The patients for whom a rule fires.
    pub(super) fn met(&mut self, decision: DecisionId, rule: usize) -> Node {
        let composed = self.engine.composed();
        match self.guideline()[decision].hit {
            Hit::First => self.ending(composed.fired[decision.0], rule),
            Hit::Collect => composed.collected[decision.0][rule],
        }
    }

    /// What an author should know of single rules. A rule that a case reaches has a patient.
    pub(super) fn rules(&mut self, cases: Option<&Coverage>) {
        for (index, decision) in self.guideline().decisions.iter().enumerate() {
            for (rule, row) in decision.rules.iter().enumerate() {
                match self.witness(DecisionId(index), rule) {
                    Witness::Patient(_) | Witness::Nobody => {}
                    Witness::Contradictory(patient) => {
                        let message = format!(
                            "only patients whose answers contradict each other reach rule {} of `{}`",
                            rule + 1,
                            decision.id
                        );
                        let mut finding =
                            self.finding(Code::OnlyContradictory, &decision.id, &row.place, message);
                        finding.hint = "see whether the rule or the alert is meant".to_owned();
                        finding.patient = Some(patient);
                        self.found.push(finding);
                    }
                    Witness::Unproven if cases.is_some_and(|cases| cases.rules[index][rule] > 0) => {}
                    Witness::Unproven => {
                        let patients = self.met(DecisionId(index), rule);
                        let message =
                            format!("no patient was found for rule {} of `{}`", rule + 1, decision.id);
                        let mut finding = self.finding(Code::DeadRule, &decision.id, &row.place, message);
                        finding.severity = Severity::Warning;
                        finding.unproven = true;
                        finding.hint = format!(
                            "{}; write a case that reaches it, or take it out",
                            self.why_unproven(Ok(patients))
                        );
                        self.found.push(finding);
                    }
                }
                if decision.hit == Hit::First {
                    self.redundant(DecisionId(index), rule);
                }
            }
        }
    }

    pub(super) fn guards(&self) -> &Guards {
        let engine = self.engine;
        self.guards.get_or_init(|| {
            compose::guards(&engine.guideline, &engine.variables, engine.order(), engine.budget)
        })
    }

    /// The earlier rules that take all patients of a rule.
    pub(super) fn hidden_by(&self, decision: DecisionId, rule: usize) -> String {
        let guards = self.guards();
        let own = guards.holds[decision.0][rule];
        let mut store = Store::beside(&guards.table, self.engine.order());
        store.allow(self.effort);
        let mut hiding: Vec<usize> = (0..rule).collect();
        let mut position = hiding.len();
        // The last ones go first: what stands above is more likely to be meant as it is.
        while position > 0 {
            position -= 1;
            let mut fewer = hiding.clone();
            fewer.remove(position);
            if covers(&mut store, &guards.holds[decision.0], own, &fewer) == Ok(true) {
                hiding = fewer;
            }
        }
        let names: Vec<String> = hiding.iter().map(|hiding| (hiding + 1).to_string()).collect();
        let (noun, verb) = if names.len() == 1 { ("rule", "takes") } else { ("rules", "take") };
        format!("{noun} {} before it {verb} all its patients: put it above, or take it out", names.join(", "))
    }

    /// A note where the patients of a rule would get the same from later rules.
    fn redundant(&mut self, id: DecisionId, rule: usize) {
        let decision = &self.guideline()[id];
        let fired = self.engine.composed().fired[id.0];
        if self.ending(fired, rule) == Node::FALSE || rule + 1 == decision.rules.len() {
            return;
        }
        let guards = self.guards();
        let holds = &guards.holds[id.0];
        if holds.is_empty() {
            return;
        }
        let mut store = Store::beside(&guards.table, self.engine.order());
        store.allow(self.effort);
        if let Ok(Some(others)) = same_from(&mut store, decision, holds, rule) {
            let names: Vec<String> = others.iter().map(|other| (other + 1).to_string()).collect();
            let message = format!(
                "without rule {} of `{}` its patients would get the same from {} {}",
                rule + 1,
                decision.id,
                if names.len() == 1 { "rule" } else { "rules" },
                names.join(", ")
            );
            let place = &decision.rules[rule].place;
            let mut finding = self.finding(Code::RedundantRule, &decision.id, place, message);
            finding.hint = "keep it where its reason differs; else take it out".to_owned();
            self.found.push(finding);
        }
    }

    /// Rules that no case of the guideline reaches, and bounds that no two cases stand around.
    pub(super) fn cases(&mut self, none: bool, coverage: &Coverage) {
        if none {
            let strategy = &self.guideline()[self.guideline().strategy];
            let message = "there are no cases that try the guideline out".to_owned();
            let mut finding =
                self.finding(Code::UntestedRule, &self.guideline().id, &strategy.place, message);
            finding.hint =
                "write patients with what is right for them into cases/, and run `mcrc guideline test`"
                    .to_owned();
            self.found.push(finding);
            return;
        }
        let Coverage { rules, bounds, .. } = coverage;
        for (decision, counts) in self.guideline().decisions.iter().zip(rules) {
            // No case reaches a rule that nobody reaches; that is told already.
            let dead = |rule: &usize| {
                let place = &decision.rules[*rule].place;
                self.found.iter().any(|found| found.code == Code::DeadRule && found.place == *place)
            };
            let unreached: Vec<usize> =
                (0..counts.len()).filter(|rule| counts[*rule] == 0 && !dead(rule)).collect();
            let Some(&first) = unreached.first() else { continue };
            let names: Vec<String> = unreached.iter().map(|rule| (rule + 1).to_string()).collect();
            let noun = if names.len() == 1 { "rule" } else { "rules" };
            let message = format!("no case reaches {noun} {} of `{}`", names.join(", "), decision.id);
            let place = &decision.rules[first].place;
            let mut finding = self.finding(Code::UntestedRule, &decision.id, place, message);
            finding.hint =
                "`mcrc guideline test --write-missing` writes a patient for each, to be given an expectation"
                    .to_owned();
            self.found.push(finding);
        }
        for bound in bounds.iter().filter(|bound| bound.observable && !(bound.seen_below && bound.seen_above))
        {
            let (id, place) = self.subject(bound.on);
            let sides = match (bound.seen_below, bound.seen_above) {
                (false, false) => "on either side of",
                (false, true) => "below",
                _ => "above",
            };
            // A case beyond the bound may be there: one whose result would be the same on the other side.
            let message = format!("no case {sides} a bound of `{id}` shows it: {}", self.bound(bound));
            let mut finding = self.finding(Code::UntestedBound, id, place, message);
            finding.hint = "write one whose result would be another across the bound".to_owned();
            self.found.push(finding);
        }
    }
}

/// Whether the patients are all among those of the named rules.
fn covers(
    store: &mut Store<'_>,
    holds: &[Node],
    patients: Node,
    rules: &[usize],
) -> Result<bool, OverBudget> {
    let mut rest = patients;
    for &rule in rules {
        let others = store.not(holds[rule])?;
        rest = store.and(rest, others)?;
    }
    Ok(rest == Node::FALSE)
}

/// The later rules that give the patients of a rule the same as it does; `None` where one gives something else.
fn same_from(
    store: &mut Store<'_>,
    decision: &Decision,
    holds: &[Node],
    rule: usize,
) -> Result<Option<Vec<usize>>, OverBudget> {
    let gives = |rule: &Rule| (rule.then, rule.recommend.clone(), rule.alert.clone());
    let mut rest = holds[rule];
    for earlier in &holds[..rule] {
        let others = store.not(*earlier)?;
        rest = store.and(rest, others)?;
    }
    let mut same = Vec::new();
    for (later, &holds) in holds.iter().enumerate().skip(rule + 1) {
        if store.and(rest, holds)? != Node::FALSE {
            if gives(&decision.rules[later]) != gives(&decision.rules[rule]) {
                return Ok(None);
            }
            same.push(later);
        }
        let others = store.not(holds)?;
        rest = store.and(rest, others)?;
        if rest == Node::FALSE {
            return Ok(Some(same));
        }
    }
    Ok(None)
}
