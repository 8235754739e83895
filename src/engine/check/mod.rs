//! What can be proved of a guideline: no gap, no dead rule or stop, no advice against a stop, no two recommendations
//! that exclude each other. The proofs walk diagrams over all answers; a refutation comes with a patient.
//!
//! [`Engine::findings`] has only what makes a guideline unsafe, quickly, since the application asks at every start.
//! [`Engine::review`] is for authors: it also looks at each rule, question, option and source.

mod accepted;
mod doubt;
mod finding;
mod formulas;
mod grounds;
mod idle;
mod nobody;
mod patient;
mod rules;
mod workup;

pub use finding::{Code, Finding};
pub use rules::Witness;

use std::cell::OnceCell;
use std::panic::resume_unwind;
use std::thread;

use super::Engine;
use super::compile::End;
use super::compose::{self, Guards, stopped};
use super::diagram::{Graph, Node};
use super::facts::Facts;
use super::store::Store;
use crate::guideline::{
    Answers, Decision, DecisionId, Guideline, Hit, OptionSet, Place, RecommendationId, StopId,
};
use doubt::{Doubt, Patients};

/// How many nodes each proof may make, unless the author allows more.
pub const EFFORT: usize = 2_000_000;

impl Engine {
    /// Proves that the guideline has no gap, no dead rule or stop and no advice against a stop; says where it fails.
    pub fn findings(&self) -> Vec<Finding> {
        let mut check = Check::new(self, EFFORT);
        check.proofs();
        check.found
    }

    /// Everything that can be said about the guideline, the worst first: [`Engine::findings`] and what an author
    /// should know. Each proof may make `effort` nodes; `cases` are the guideline's own, `None` if they are elsewhere.
    pub fn review(&self, effort: usize, cases: Option<&[&Answers]>) -> Vec<Finding> {
        let mut check = Check::new(self, effort);
        // The proofs make nodes of their own, the cases only read: neither waits for the other.
        let coverage = thread::scope(|scope| {
            let reached = cases.map(|cases| scope.spawn(|| self.coverage(cases.iter().copied())));
            check.proofs();
            check.dead_points();
            check.overflow();
            check.idle();
            check.grounds();
            // Made here, while there is time.
            check.guards();
            reached.map(|reached| reached.join().unwrap_or_else(|panic| resume_unwind(panic)))
        });
        let coverage = cases.map(<[_]>::is_empty).zip(coverage);
        check.rules(coverage.as_ref().map(|(_, coverage)| coverage));
        if let Some((none, coverage)) = &coverage {
            check.cases(*none, coverage);
        }
        check.accepted(coverage.is_some());
        let rank = |code| Code::ALL.iter().position(|other| *other == code);
        check.found.sort_by(|one, other| {
            let key = |finding: &Finding| (finding.severity, rank(finding.code));
            key(one).cmp(&key(other)).then_with(|| one.place.cmp(&other.place))
        });
        check.found
    }
}

struct Check<'a> {
    engine: &'a Engine,
    store: Store<'a>,
    effort: usize,
    found: Vec<Finding>,
    /// Whom patients should be like, where there is a choice.
    like: Option<(Answers, Facts)>,
    guards: OnceCell<Guards>,
}

impl<'a> Check<'a> {
    fn new(engine: &'a Engine, effort: usize) -> Check<'a> {
        let store = Store::beside(&engine.composed().table, engine.order());
        Check { engine, store, effort, found: Vec::new(), like: None, guards: OnceCell::new() }
    }

    fn guideline(&self) -> &'a Guideline {
        &self.engine.guideline
    }

    fn proofs(&mut self) {
        let mut dead = Vec::new();
        for (index, decision) in self.guideline().decisions.iter().enumerate() {
            let id = DecisionId(index);
            if decision.hit == Hit::First {
                self.gap(id, decision);
            }
            for rule in 0..decision.rules.len() {
                if self.met(id, rule) == Node::FALSE {
                    dead.push((self.dead(id, rule), id, rule));
                }
            }
        }
        self.explain_dead(&dead);
        self.dead_stops();
        self.stops();
        self.exclusions();
    }

    /// Where a diagram has an end: a condition over questions, FALSE if nowhere.
    fn ending(&mut self, root: Node, end: usize) -> Node {
        self.store.relabel(root, &|other| usize::from(other == end))
    }

    fn gap(&mut self, id: DecisionId, decision: &Decision) {
        let gap = self.ending(self.engine.composed().fired[id.0], End::GAP);
        if gap != Node::FALSE {
            let message = format!("`{}` has no rule for some patients", decision.id);
            let mut finding = self.finding(Code::Gap, &decision.id, &decision.place, message);
            finding.hint = "write a rule for them, or end the decision with `otherwise`".to_owned();
            let doubt = Doubt {
                message: format!("it is not proved that `{}` has a rule for every patient", decision.id),
                hint: "end the decision with `otherwise`".to_owned(),
            };
            self.add(finding, doubt, Ok(gap));
        }
    }

    /// Adds the finding of a dead rule, and returns its position.
    fn dead(&mut self, decision: DecisionId, rule: usize) -> usize {
        let row = &self.guideline()[decision];
        let does = if row.hit == Hit::First { "fires" } else { "holds" };
        let message = format!("rule {} of `{}` never {does}: no patient reaches it", rule + 1, row.id);
        self.found.push(self.finding(Code::DeadRule, &row.id, &row.rules[rule].place, message));
        self.found.len() - 1
    }

    /// The rules alone must keep every stop.
    fn stops(&mut self) {
        let guideline = self.guideline();
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            let advice = self.engine.composed().advice[index];
            for end in self.store.leaves(advice).iter().filter(|&end| end >= stopped(StopId(0))) {
                let patients = self.ending(advice, end);
                if patients == Node::FALSE {
                    continue;
                }
                let stop = &guideline.stops[end - stopped(StopId(0))];
                let message = format!(
                    "the rules alone would advise `{}` against the stop `{}`",
                    recommendation.id, stop.id
                );
                let mut finding = self.finding(Code::AgainstStop, &stop.id, &stop.place, message);
                finding.hint =
                    "let the rules named here exclude these patients; the stop is only the net".to_owned();
                let doubt = Doubt {
                    message: format!(
                        "it is not proved that the rules alone keep `{}` from the patients of the stop `{}`",
                        recommendation.id, stop.id
                    ),
                    hint: "let the rules that advise it test what the stop tests".to_owned(),
                };
                self.add_advice(finding, doubt, Ok(patients), &[RecommendationId(index)]);
            }
        }
        for (index, stop) in guideline.stops.iter().enumerate() {
            let holds = self.engine.composed().stops[index];
            for &(decision, forbidden) in &stop.forbid_outcome {
                let fired = self.engine.composed().fired[decision.0];
                self.store.allow(self.effort);
                let ends = |end| compose::outcome(&guideline[decision], end);
                let outcome = self.store.relabel(fired, &|end| usize::from(forbidden.contains(ends(end))));
                let both = self.store.and(holds, outcome);
                if both != Ok(Node::FALSE) {
                    let message = format!(
                        "`{}` can end in an outcome that `{}` forbids",
                        guideline[decision].id, stop.id
                    );
                    let mut finding = self.finding(Code::ForbiddenOutcome, &stop.id, &stop.place, message);
                    finding.hint =
                        format!("let the rules of `{}` exclude these patients", guideline[decision].id);
                    let doubt = Doubt {
                        message: format!(
                            "it is not proved that `{}` never ends in an outcome that `{}` forbids",
                            guideline[decision].id, stop.id
                        ),
                        hint: format!(
                            "let the rules of `{}` test what the stop tests",
                            guideline[decision].id
                        ),
                    };
                    self.add_outcome(finding, doubt, both, decision, forbidden);
                }
            }
        }
    }

    fn finding(&self, code: Code, of: &str, place: &Place, message: String) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            of: of.to_owned(),
            place: place.clone(),
            message,
            hint: String::new(),
            unproven: false,
            share: None,
            patient: None,
            path: Vec::new(),
            accepted: None,
        }
    }

    /// As [`Check::add`], with the rules that give the advice to that patient.
    fn add_advice(
        &mut self,
        finding: Finding,
        doubt: Doubt,
        patients: Patients,
        advice: &[RecommendationId],
    ) {
        self.add(finding, doubt, patients);
        let Some((finding, patient)) = self.last_with_patient() else { return };
        let guideline = self.guideline();
        let way = |id: &RecommendationId| {
            let rules = &self.engine.givers[id.0];
            self.way(&patient, &guideline[*id].id, rules)
        };
        self.found[finding].path = advice.iter().map(way).collect();
    }

    /// As [`Check::add`], with the rule that decides for that patient.
    fn add_outcome(
        &mut self,
        finding: Finding,
        doubt: Doubt,
        patients: Patients,
        decision: DecisionId,
        forbidden: OptionSet,
    ) {
        self.add(finding, doubt, patients);
        let Some((finding, patient)) = self.last_with_patient() else { return };
        let row = &self.guideline()[decision];
        let rules: Vec<(DecisionId, usize)> = (0..row.rules.len())
            .filter(|&rule| row.rules[rule].then.is_some_and(|then| forbidden.contains(then)))
            .map(|rule| (decision, rule))
            .collect();
        let outcomes: Vec<&str> = forbidden.iter().map(|outcome| row.outcomes[outcome].id.as_str()).collect();
        self.found[finding].path = vec![self.way(&patient, &outcomes.join("` or `"), &rules)];
    }

    /// Which of the rules brings something to a patient: those that fire for certain, or, where open answers choose
    /// between several, all of them.
    fn way(&self, patient: &Answers, what: &str, rules: &[(DecisionId, usize)]) -> String {
        let (fired, _) = self.engine.rules_met(patient);
        let certain: Vec<_> = rules.iter().filter(|rule| fired.contains(rule)).collect();
        let shown = if certain.is_empty() { rules.iter().collect() } else { certain };
        let named = shown.into_iter().map(|&(decision, rule)| {
            let decision = &self.guideline()[decision];
            let Place { file, line, .. } = &decision.rules[rule].place;
            format!("rule {} of `{}` ({file}:{line})", rule + 1, decision.id)
        });
        format!("`{what}` by {}", named.collect::<Vec<_>>().join(", or by "))
    }

    fn last_with_patient(&self) -> Option<(usize, Answers)> {
        let last = self.found.len().checked_sub(1)?;
        Some((last, self.found[last].patient.clone()?))
    }
}
