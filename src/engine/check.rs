//! What can be proved when a guideline is compiled: no gap, no dead rule, no advice against a stop.

use rustc_hash::FxHashMap;

use super::compile::End;
use super::compose::{skipped, stopped};
use super::diagram::{Graph, Node, Store, has_var};
use super::explain::facts;
use super::{Engine, Fact, Finding};
use crate::guideline::{Decision, Hit, Place, StopId};

/// How many nodes the proof may make to replace storeys by their conditions.
const EFFORT: usize = 2_000_000;

/// All findings, in the order of the path.
pub(crate) fn findings(engine: &Engine) -> Vec<Finding> {
    Check { engine, store: Store::beside(&engine.composed.table, &engine.order), found: Vec::new() }.all()
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
                        let holds = self.exactly(self.engine.composed.collected[index][rule]);
                        if holds == Node::FALSE {
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

    /// A diagram over questions only, as far as the effort allows.
    fn exactly(&mut self, node: Node) -> Node {
        let engine = self.engine;
        let storeys: Vec<(usize, Vec<Node>)> = engine
            .composed
            .storeys
            .iter()
            .map(|&id| {
                let none = skipped(engine.guideline[id].outcomes.len());
                let outcome = self.store.relabel(engine.composed.outcome[id.0], &|end| end.min(none));
                (engine.variables.decision(id), self.store.split(outcome, none + 1))
            })
            .collect();
        self.store.allow(EFFORT);
        self.store.substitute(node, &storeys, &mut FxHashMap::default()).unwrap_or(node)
    }

    /// Whether a diagram is over questions only, so that what it says of an end is proved.
    fn proved(&self, node: Node) -> bool {
        let support = self.store.support(node);
        !(0..self.engine.variables.all.len())
            .any(|var| self.engine.variables.is_derived(var) && has_var(support, var))
    }

    fn first(&mut self, index: usize, decision: &Decision) {
        let root = self.exactly(self.engine.composed.fired[index]);
        let ends = self.store.leaves(root);
        if ends.contains(End::GAP) {
            self.add(
                &decision.place,
                format!("`{}` has no rule for some patients", decision.id),
                Some((root, End::GAP)),
            );
        }
        for (rule, row) in decision.rules.iter().enumerate() {
            if !ends.contains(rule) {
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
            let advice = self.engine.composed.advice[index];
            if self.store.leaves(advice).iter().all(|end| end < 2) {
                continue;
            }
            let advice = self.exactly(advice);
            for end in self.store.leaves(advice).iter().filter(|&end| end >= 2) {
                let stop = &guideline.stops[end - stopped(StopId(0))];
                let message = format!(
                    "the rules alone would advise `{}` against the stop `{}`",
                    recommendation.id, stop.id
                );
                self.add(&stop.place, message, Some((advice, end)));
            }
        }
        for (index, stop) in guideline.stops.iter().enumerate() {
            let holds = self.engine.composed.stops[index];
            for &(decision, forbidden) in &stop.forbid_outcome {
                let outcome = self.engine.composed.outcome[decision.0];
                self.store.allow(EFFORT);
                let outcome =
                    self.store.relabel(outcome, &|position| usize::from(forbidden.contains(position)));
                let both = self.store.and(holds, outcome).unwrap_or(Node::TRUE);
                let both = self.exactly(both);
                if both != Node::FALSE {
                    let message = format!(
                        "`{}` can end in an outcome that `{}` forbids",
                        guideline[decision].id, stop.id
                    );
                    self.add(&stop.place, message, Some((both, 1)));
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
                    store.relabel(self.engine.composed.advice[index], &|end| usize::from(end == 1))
                };
                let (one, two) = (given(&mut self.store, index), given(&mut self.store, other.0));
                let both = self.store.and(one, two).unwrap_or(Node::TRUE);
                let both = self.exactly(both);
                if both != Node::FALSE {
                    let message =
                        format!("`{}` and `{}` exclude each other", recommendation.id, guideline[*other].id);
                    self.add(
                        &recommendation.place,
                        format!("{message}, yet a patient gets both"),
                        Some((both, 1)),
                    );
                }
            }
        }
    }

    fn add(&mut self, place: &Place, message: String, witness: Option<(Node, usize)>) {
        let unproven = match witness {
            Some((root, _)) if !self.proved(root) => "not proved within the effort: ",
            _ => "",
        };
        let example = witness.map(|(root, end)| self.example(root, end)).unwrap_or_default();
        let words: Vec<String> =
            example.iter().map(|fact| super::fact_in_words(self.engine.guideline(), fact)).collect();
        let example =
            if words.is_empty() { String::new() } else { format!("; for example: {}", words.join("; ")) };
        let message = format!("{unproven}{message}{example}");
        self.found.push(Finding { error: true, place: place.clone(), message });
    }

    /// Answers on a path to the end.
    fn example(&self, root: Node, end: usize) -> Vec<Fact> {
        let mut path = Vec::new();
        let mut node = root;
        while let Some((var, children)) = self.store.branch(node) {
            let reaches = |child: &Node| self.store.leaves(*child).contains(end);
            let Some(class) = children.iter().position(reaches) else { break };
            path.push((var, 1u64 << class));
            node = children[class];
        }
        facts(&self.engine.variables, path)
    }
}
