//! What a set of cases reaches: rules, recommendations, and both sides of every bound between two classes of a
//! number or a score.

use rustc_hash::FxHashSet;

use super::Engine;
use super::assess::Case;
use super::assessment::Value;
use super::compile::End;
use super::diagram::{Graph, Node, has_var, reach};
use super::facts::Facts;
use super::masks::Masks;
use super::variables::Meaning;
use crate::guideline::{Answers, Hit, Subject};

/// What a set of cases reaches.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// For each decision and each of its rules, how many cases fire it for certain.
    pub rules: Vec<Vec<usize>>,
    /// For each recommendation, how many cases are given it for certain, by a rule or as the
    /// work-up of an unknown answer.
    pub recommendations: Vec<usize>,
    /// The bounds between neighbouring classes that some guard draws.
    pub bounds: Vec<Bound>,
}

/// The bound between two neighbouring classes of a number or a score.
#[derive(Clone, Debug, PartialEq)]
pub struct Bound {
    /// The question or the score.
    pub on: Subject,
    /// The class below.
    pub below: Value,
    /// The class above.
    pub above: Value,
    /// Whether any patient's result depends on the side; where not, no pair of cases can show it.
    pub observable: bool,
    /// Whether a case lies below, and its result would be another one above.
    pub seen_below: bool,
    /// Whether a case lies above, and its result would be another one below.
    pub seen_above: bool,
}

/// A bound with its variable, the class below it, and the results that depend on the variable.
struct Turn {
    var: usize,
    below: usize,
    roots: Vec<Node>,
    bound: Bound,
}

impl Engine {
    /// What these cases reach.
    pub fn coverage<'a>(&self, cases: impl IntoIterator<Item = &'a Answers>) -> Coverage {
        let guideline = &self.guideline;
        let mut coverage = Coverage {
            rules: guideline.decisions.iter().map(|decision| vec![0; decision.rules.len()]).collect(),
            recommendations: vec![0; guideline.recommendations.len()],
            bounds: Vec::new(),
        };
        let mut bounds = self.bounds();
        for answers in cases {
            let mut facts = Facts::of(&self.guideline, &self.variables, answers);
            self.find_cut(&mut facts);
            let case = Case::new(self, facts);
            self.count(&case, &mut coverage);
            for Turn { var, below, roots, bound } in &mut bounds {
                // Where no result depends on the side no case can show it, and one that shows it is enough.
                if bound.observable {
                    bound.seen_below =
                        bound.seen_below || self.turns(&case, *var, roots, (*below, *below + 1));
                    bound.seen_above =
                        bound.seen_above || self.turns(&case, *var, roots, (*below + 1, *below));
                }
            }
            for advice in case.recommended().iter().filter(|advice| advice.condition.is_none()) {
                coverage.recommendations[advice.recommendation.0] += 1;
            }
        }
        coverage.bounds = bounds.into_iter().map(|turn| turn.bound).collect();
        coverage
    }

    fn count(&self, case: &Case<'_>, coverage: &mut Coverage) {
        for (index, decision) in self.guideline.decisions.iter().enumerate() {
            match decision.hit {
                Hit::First => {
                    if let Some(End::Rule(rule)) = case.fired[index].only().map(End::of) {
                        coverage.rules[index][rule] += 1;
                    }
                }
                Hit::Collect => {
                    for (rule, &holds) in case.collected[index].iter().enumerate() {
                        coverage.rules[index][rule] += usize::from(holds == Some(true));
                    }
                }
            }
        }
    }

    /// Every bound, and what may turn at it.
    fn bounds(&self) -> Vec<Turn> {
        let composed = self.separated(&self.composed().table, &self.results());
        let own = self.separated(&self.own_table, &self.own_roots());
        let mut bounds = Vec::new();
        for (var, variable) in self.variables.all.iter().enumerate() {
            let on = match variable.meaning {
                Meaning::Answer(question) => Subject::Question(question),
                Meaning::Score(score) => Subject::Score(score),
                _ => continue,
            };
            fn on_var(table: &impl Graph, roots: Vec<Node>, var: usize) -> Vec<Node> {
                roots.into_iter().filter(|&root| has_var(table.support(root), var)).collect()
            }
            let (separated, roots) = match self.is_composed_away(var) {
                true => (&own, on_var(&self.own_table, self.own_roots(), var)),
                false => (&composed, on_var(&self.composed().table, self.results(), var)),
            };
            bounds.extend((1..variable.runs.len()).map(|above| {
                let bound = Bound {
                    on,
                    below: self.variables.value(var, 1 << (above - 1)),
                    above: self.variables.value(var, 1 << above),
                    observable: separated.contains(&(var, above - 1)),
                    seen_below: false,
                    seen_above: false,
                };
                Turn { var, below: above - 1, roots: roots.clone(), bound }
            }));
        }
        bounds
    }

    /// Whether a case lies in the class `from` and gets another result in the class `to`.
    fn turns(&self, case: &Case<'_>, var: usize, roots: &[Node], (from, to): (usize, usize)) -> bool {
        if case.facts.masks[var] != 1 << from {
            return false;
        }
        fn turn(table: &impl Graph, roots: &[Node], masks: &Masks, moved: &Masks) -> bool {
            roots.iter().any(|&root| {
                let ends = reach(table, root, masks);
                ends.only().is_some() && reach(table, root, moved) != ends
            })
        }
        let masks = &case.facts.masks;
        let mut moved = masks.clone();
        moved.set(var, 1 << to);
        match self.is_composed_away(var) {
            true => turn(&self.own_table, roots, masks, &moved),
            false => turn(&self.composed().table, roots, masks, &moved),
        }
    }

    /// Scores of points are sums of their guards in the composed diagrams; their own bounds show only in the
    /// diagrams of single decisions.
    fn is_composed_away(&self, var: usize) -> bool {
        match self.variables.all[var].meaning {
            Meaning::Score(score) => self.composed().sums[score.0].is_some(),
            _ => false,
        }
    }

    fn results(&self) -> Vec<Node> {
        let composed = self.composed();
        let collected = composed.collected.iter().flatten();
        composed.fired.iter().chain(collected).chain(&composed.advice).copied().collect()
    }

    fn own_roots(&self) -> Vec<Node> {
        self.own.iter().flat_map(|own| own.roots.iter().copied()).collect()
    }

    /// The bounds at which some node goes separate ways: variable and class below.
    fn separated(&self, table: &impl Graph, roots: &[Node]) -> FxHashSet<(usize, usize)> {
        let (mut found, mut seen) = (FxHashSet::default(), FxHashSet::default());
        let mut open = roots.to_vec();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let Some((var, children)) = table.branch(node) {
                let ways = children.windows(2).enumerate().filter(|(_, pair)| pair[0] != pair[1]);
                found.extend(ways.map(|(below, _)| (var, below)));
                open.extend_from_slice(children);
            }
        }
        found
    }
}
