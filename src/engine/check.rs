//! What can be proved when a guideline is compiled: no gap, no dead rule, no advice against a stop.

use super::compile::End;
use super::compose::stopped;
use super::diagram::{Graph, Node, has_var};
use super::explain::facts;
use super::store::{OverBudget, Store};
use super::{Engine, Fact, Finding};
use crate::guideline::{Decision, Hit, Place, StopId};

/// How many nodes each proof may make.
const EFFORT: usize = 2_000_000;
const UNPROVED: &str = "not proved within the effort: ";

/// All findings, in the order of the path.
pub(crate) fn findings(engine: &Engine) -> Vec<Finding> {
    let store = Store::beside(&engine.composed().table, &engine.order);
    Check { engine, store, found: Vec::new() }.all()
}

struct Check<'a> {
    engine: &'a Engine,
    store: Store<'a>,
    found: Vec<Finding>,
}

impl Check<'_> {
    fn all(mut self) -> Vec<Finding> {
        let guideline = self.engine.guideline();
        for (index, decision) in guideline.decisions.iter().enumerate() {
            match decision.hit {
                Hit::First => self.first(index, decision),
                Hit::Collect => {
                    for (rule, row) in decision.rules.iter().enumerate() {
                        let holds = self.engine.composed().collected[index][rule];
                        if self.patients(holds, 1) == Node::FALSE {
                            self.dead(decision, rule, &row.place, "holds");
                        }
                    }
                }
            }
        }
        self.stops();
        self.exclusions();
        self.found
    }

    /// Where an end is reached: a condition over questions, FALSE if nowhere.
    fn patients(&mut self, root: Node, end: usize) -> Node {
        self.store.relabel(root, &|other| usize::from(other == end))
    }

    /// Whether a diagram is over questions only, so that what it says of an end is proved.
    fn proved(&self, node: Node) -> bool {
        let support = self.store.support(node);
        !(0..self.engine.variables.all.len())
            .any(|var| self.engine.variables.is_cut(var) && has_var(support, var))
    }

    fn first(&mut self, index: usize, decision: &Decision) {
        let root = self.engine.composed().fired[index];
        let gap = self.patients(root, End::GAP);
        if gap != Node::FALSE {
            self.add(&decision.place, format!("`{}` has no rule for some patients", decision.id), Some(gap));
        }
        for (rule, row) in decision.rules.iter().enumerate() {
            if self.patients(root, rule) == Node::FALSE {
                self.dead(decision, rule, &row.place, "fires");
            }
        }
    }

    fn dead(&mut self, decision: &Decision, rule: usize, place: &Place, does: &str) {
        let message = format!("rule {} of `{}` never {does}: no patient reaches it", rule + 1, decision.id);
        self.add(place, message, None);
    }

    /// The rules alone must keep every stop.
    fn stops(&mut self) {
        let guideline = self.engine.guideline();
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            let advice = self.engine.composed().advice[index];
            for end in self.store.leaves(advice).iter().filter(|&end| end >= stopped(StopId(0))) {
                let patients = self.patients(advice, end);
                if patients == Node::FALSE {
                    continue;
                }
                let stop = &guideline.stops[end - stopped(StopId(0))];
                let message = format!(
                    "the rules alone would advise `{}` against the stop `{}`",
                    recommendation.id, stop.id
                );
                self.add(&stop.place, message, Some(patients));
            }
        }
        for (index, stop) in guideline.stops.iter().enumerate() {
            let holds = self.engine.composed().stops[index];
            for &(decision, forbidden) in &stop.forbid_outcome {
                let outcome = self.engine.composed().outcome[decision.0];
                self.store.allow(EFFORT);
                let outcome =
                    self.store.relabel(outcome, &|position| usize::from(forbidden.contains(position)));
                let both = self.store.and(holds, outcome);
                if both != Ok(Node::FALSE) {
                    let message = format!(
                        "`{}` can end in an outcome that `{}` forbids",
                        guideline[decision].id, stop.id
                    );
                    self.add_where(&stop.place, message, both);
                }
            }
        }
    }

    /// No patient gets two recommendations that exclude each other.
    fn exclusions(&mut self) {
        let guideline = self.engine.guideline();
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            for other in &recommendation.excludes {
                self.store.allow(EFFORT);
                let given = |store: &mut Store, index: usize| {
                    store.relabel(self.engine.composed().advice[index], &|end| usize::from(end == 1))
                };
                let (one, two) = (given(&mut self.store, index), given(&mut self.store, other.0));
                let both = self.store.and(one, two);
                if both != Ok(Node::FALSE) {
                    let message =
                        format!("`{}` and `{}` exclude each other", recommendation.id, guideline[*other].id);
                    let message = format!("{message}, yet a patient gets both");
                    self.add_where(&recommendation.place, message, both);
                }
            }
        }
    }

    /// With its patients, or without where they could not be found within the effort.
    fn add_where(&mut self, place: &Place, message: String, patients: Result<Node, OverBudget>) {
        match patients {
            Ok(patients) => self.add(place, message, Some(patients)),
            Err(OverBudget) => self.add(place, format!("{UNPROVED}{message}"), None),
        }
    }

    fn add(&mut self, place: &Place, message: String, witness: Option<Node>) {
        let unproven = match witness {
            Some(patients) if !self.proved(patients) => UNPROVED,
            _ => "",
        };
        let example = witness.map(|patients| self.example(patients)).unwrap_or_default();
        let words: Vec<String> =
            example.iter().map(|fact| super::fact_in_words(self.engine.guideline(), fact)).collect();
        let example =
            if words.is_empty() { String::new() } else { format!("; for example: {}", words.join("; ")) };
        let message = format!("{unproven}{message}{example}");
        self.found.push(Finding { error: true, place: place.clone(), message });
    }

    /// The answers of one of the patients.
    fn example(&self, patients: Node) -> Vec<Fact> {
        let mut path = Vec::new();
        let mut node = patients;
        while let Some((var, children)) = self.store.branch(node) {
            let reaches = |child: &Node| self.store.leaves(*child).contains(1);
            let Some(class) = children.iter().position(reaches) else { break };
            path.push((var, 1u64 << class));
            node = children[class];
        }
        facts(&self.engine.variables, path)
    }
}
