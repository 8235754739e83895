//! On which open answers a diagram depends once it is cut down to the answers of a case, without cutting it down.
//!
//! A variable matters where some node that tests it can be reached and goes separate ways. While little is answered
//! nearly all nodes can be reached, and making them anew to compare them takes most of the time of an assessment.
//! Most ways are told apart by the first cases that are looked at; only what is not is cut down.

use rustc_hash::FxHashSet;

use super::diagram::{Graph, Node, VarSet, add_var, has_var, remove_var};
use super::packed::Packed;
use super::store::Store;

/// How many pairs of nodes are looked at to tell two ways apart before they are cut down.
pub(super) const PAIRS: usize = 1_000;

/// How many nodes are looked at in the order of walks, which soon meets most of the variables.
const WALKED: usize = 1_000;

/// The open variables on which diagrams of a table depend, found so far.
pub(crate) struct Essential<'t> {
    table: &'t Packed,
    found: VarSet,
    /// What may still be found.
    wanted: VarSet,
    walked: usize,
}

impl<'t> Essential<'t> {
    /// None found yet, of these.
    pub(crate) fn of(wanted: VarSet, table: &'t Packed) -> Essential<'t> {
        Essential { table, found: vec![0; table.words()], wanted, walked: WALKED }
    }

    /// Those found so far.
    pub(crate) fn found(&self) -> &VarSet {
        &self.found
    }

    /// Adds those of some diagrams.
    pub(crate) fn add(&mut self, overlay: &mut Store<'_>, roots: &[Node]) {
        if !self.walk(overlay, roots) {
            self.sweep(overlay, roots);
        }
    }

    /// Whether something is wanted below a node.
    fn is_wanted(&self, node: Node) -> bool {
        self.table.support(node).iter().zip(&self.wanted).any(|(below, wanted)| below & wanted != 0)
    }

    /// Looks at a node with an open variable.
    fn look(&mut self, overlay: &mut Store<'_>, var: usize, children: &[Node]) {
        if has_var(&self.wanted, var) && overlay.part(children) {
            add_var(&mut self.found, var);
            remove_var(&mut self.wanted, var);
        }
    }

    /// Follows ways to their ends. Returns whether all was looked at that there is.
    fn walk(&mut self, overlay: &mut Store<'_>, roots: &[Node]) -> bool {
        let mut seen = FxHashSet::default();
        let mut open = roots.to_vec();
        while let Some(node) = open.pop() {
            let node = overlay.along(node);
            let Some((var, children)) = self.table.branch(node) else { continue };
            if self.is_wanted(node) && seen.insert(node) {
                if seen.len() > self.walked {
                    return false;
                }
                self.look(overlay, var, children);
                open.extend_from_slice(children);
            }
        }
        true
    }

    /// Looks at all nodes that can be reached, each once and in the order in which they lie: parents come after
    /// children, so it goes backwards.
    fn sweep(&mut self, overlay: &mut Store<'_>, roots: &[Node]) {
        let mut reached = vec![0u64; self.table.len().div_ceil(64)];
        let reach = |reached: &mut [u64], node: Node| {
            if node.value().is_none() {
                reached[node.0 as usize / 64] |= 1 << (node.0 % 64);
            }
        };
        roots.iter().for_each(|&root| reach(&mut reached, root));
        for word in (0..reached.len()).rev() {
            while reached[word] != 0 {
                let bit = reached[word].ilog2();
                reached[word] &= !(1 << bit);
                let node = Node(word as u32 * 64 + bit);
                let Some((var, children)) = self.table.branch(node).filter(|_| self.is_wanted(node)) else {
                    continue;
                };
                match overlay.class(var) {
                    Some(class) => reach(&mut reached, children[class]),
                    None => {
                        self.look(overlay, var, children);
                        children.iter().for_each(|&child| reach(&mut reached, child));
                    }
                }
            }
        }
    }
}

impl Store<'_> {
    /// The first node from here on whose variable is open.
    pub(crate) fn along(&self, mut node: Node) -> Node {
        while let Some((var, children)) = self.branch(node)
            && let Some(class) = self.class(var)
        {
            node = children[class];
        }
        node
    }

    /// Whether some of these diagrams differ from the others once they are cut down.
    fn part(&mut self, diagrams: &[Node]) -> bool {
        let Some((&first, rest)) = diagrams.split_first() else { return false };
        let mut before = first;
        rest.iter().any(|&other| std::mem::replace(&mut before, other) != other && self.differ(first, other))
    }

    /// Whether two diagrams differ once they are cut down.
    pub(crate) fn differ(&mut self, one: Node, other: Node) -> bool {
        let mut open = vec![(one, other)];
        let mut tried = Vec::new();
        while let Some((one, other)) = open.pop() {
            let (one, other) = (self.along(one), self.along(other));
            let pair = (one.min(other), one.max(other));
            // What was tried before and did not end in a difference is alike, or will be looked at before this ends.
            if one == other || !self.alike.insert(pair) {
                continue;
            }
            tried.push(pair);
            let level = |node: Node| self.branch(node).map(|(var, _)| self.level(var));
            let differ = match level(one).into_iter().chain(level(other)).min() {
                None => true,
                Some(_) if tried.len() > self.pairs => self.restrict(one) != self.restrict(other),
                Some(top) => {
                    let (left, right) = (self.children_at(one, top), self.children_at(other, top));
                    for class in 0..left.len().max(right.len()) {
                        let way = |children: &[Node], node| children.get(class).copied().unwrap_or(node);
                        open.push((way(left, one), way(right, other)));
                    }
                    false
                }
            };
            if differ {
                tried.iter().for_each(|pair| {
                    self.alike.remove(pair);
                });
                return true;
            }
        }
        false
    }

    /// The children of a node if it is on this level, else none.
    fn children_at(&self, node: Node, level: usize) -> &[Node] {
        match self.branch(node) {
            Some((var, children)) if self.level(var) == level => children,
            _ => &[],
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::diagram::add_vars;
    use super::super::facts::Facts;
    use super::super::{Engine, compose::Composed};
    use super::*;
    use crate::guideline::{Answer, Answers, Kind, OptionSet, QuestionId};

    /// Some answers to the shipped guideline; by chance, but the same ones always.
    fn answers(engine: &Engine, seed: usize) -> Answers {
        let mut answers = Answers::none(engine.guideline());
        let mut state = seed as u64;
        let mut chance = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        for (index, question) in engine.guideline().questions.iter().enumerate() {
            if chance(8) < seed % 8 {
                let answer = match &question.kind {
                    Kind::YesNo => Answer::YesNo(chance(4) == 0),
                    Kind::OneOf(options) | Kind::Scale(options) => Answer::Option(chance(options.len())),
                    Kind::AnyOf(options) => Answer::AnyOf {
                        yes: (0..options.len()).filter(|_| chance(4) == 0).collect(),
                        unknown: OptionSet::EMPTY,
                    },
                    Kind::Number { min, .. } => Answer::Number(*min),
                };
                answers.set(QuestionId(index), Some(answer));
            }
        }
        answers
    }

    /// What is found is what is left of the diagrams when they are cut down, however early walking and comparing
    /// are given up.
    #[test]
    fn what_matters_are_the_variables_of_diagrams_that_are_cut_down() {
        let engine = Engine::shipped().unwrap();
        let Composed { table, advice, strategy, .. } = engine.composed();
        let roots: Vec<Node> = advice.iter().chain([strategy]).copied().collect();
        for seed in 0..24 {
            let facts = Facts::of(engine.guideline(), &engine.variables, &answers(&engine, seed));
            let mut overlay = Store::within(table, engine.order());
            let mut open = vec![0; table.words()];
            for (var, class) in facts.class.iter().enumerate() {
                match class {
                    Some(class) => overlay.fix(var, *class),
                    None => add_var(&mut open, var),
                }
            }
            let mut expected = vec![0; table.words()];
            for &root in &roots {
                let node = overlay.restrict(root);
                add_vars(&mut expected, overlay.support(node));
            }
            for (index, applies) in engine.composed().applies.iter().enumerate() {
                let applies = applies.map_or(Node::TRUE, |applies| overlay.restrict(applies));
                let mut vars = engine.variables.question(QuestionId(index));
                let matters = vars.any(|var| has_var(&expected, var));
                assert!(applies != Node::FALSE || !matters, "case {seed}: question {index} does not apply");
            }
            for (walked, pairs) in [(WALKED, PAIRS), (0, PAIRS), (usize::MAX, 0), (0, 3)] {
                let mut overlay = Store::within(table, engine.order());
                facts.class.iter().enumerate().for_each(|(var, class)| {
                    class.iter().for_each(|&class| overlay.fix(var, class));
                });
                overlay.pairs = pairs;
                let mut essential = Essential::of(open.clone(), table);
                essential.walked = walked;
                essential.add(&mut overlay, &roots);
                assert_eq!(*essential.found(), expected, "case {seed}, {walked} nodes and {pairs} pairs");
            }
        }
    }
}
