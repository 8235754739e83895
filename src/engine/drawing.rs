//! A decision's own diagram as something that can be drawn: steps, branches, and where they end.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Engine;
use super::assess::Case;
use super::assessment::Value;
use super::compile::End;
use super::diagram::{Graph, Node};
use super::facts::Facts;
use super::masks::Masks;
use super::variables::Meaning;
use crate::guideline::{Answers, DecisionId, Hit, Subject};

/// A decision's own diagram, in the order of the author's guards; for a decision that collects, that of one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The decision.
    pub decision: DecisionId,
    /// The rule, in a decision that collects.
    pub rule: Option<usize>,
    /// Where it begins.
    pub start: Goal,
    /// What is tested; a step leads only to later ones.
    pub steps: Vec<Step>,
}

/// One test.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is tested.
    pub on: Subject,
    /// Which option of an `any_of` question.
    pub option: Option<usize>,
    /// One for each place that it leads to, in the order of the values.
    pub branches: Vec<Branch>,
}

/// What some values of a step lead to.
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The values: any of these, each a run of numbers or a set of options.
    pub values: Vec<Value>,
    /// Of how many classes of values it is made; the widest branch is the one that is best called "otherwise".
    pub width: usize,
    /// Where they lead.
    pub to: Goal,
    /// Whether a case goes here, or may go as far as it is known. False where no case was given.
    pub taken: bool,
}

/// Where a branch leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Goal {
    /// Another step, by its position.
    Step(usize),
    /// A rule holds, by its position.
    Rule(usize),
    /// The decision is skipped.
    Skipped,
    /// No rule holds: the guideline has a gap.
    Gap,
    /// The rule of a decision that collects does not hold.
    Fails,
}

/// What a case makes of the rules of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firing {
    /// For every rule whether it fires, or, where the decision collects, holds; `None`: that is open.
    pub rules: Vec<Option<bool>>,
    /// Whether the decision is skipped; `None`: that is open.
    pub skipped: Option<bool>,
    /// Whether it may be that no rule of a `first` decision holds.
    pub gap: bool,
}

impl Engine {
    /// The own diagrams of a decision: one, or, where it collects, one for each rule. With answers, the branches that
    /// such a case takes are marked.
    pub fn drawings(&self, decision: DecisionId, answers: Option<&Answers>) -> Vec<Drawing> {
        let known = answers.map(|answers| self.case(answers));
        let firing = known.as_ref().map(|case| self.firing_in(case, decision));
        let hit = self.guideline[decision].hit;
        let roots = self.own[decision.0].roots.iter().enumerate();
        roots
            .map(|(index, &root)| {
                let rule = (hit == Hit::Collect).then_some(index);
                let masks = known.as_ref().map(|case| &case.facts.masks);
                let mut drawer = Drawer { engine: self, rule, masks, steps: Vec::new() };
                let start = drawer.draw(root);
                let mut drawing = Drawing { decision, rule, start, steps: drawer.steps };
                if let Some(firing) = &firing {
                    drawing.keep_possible(firing);
                }
                drawing
            })
            .collect()
    }

    /// Which rules of a decision fire in a case.
    pub fn firing(&self, decision: DecisionId, answers: &Answers) -> Firing {
        self.firing_in(&self.case(answers), decision)
    }

    fn case(&self, answers: &Answers) -> Case<'_> {
        let mut facts = Facts::of(&self.guideline, &self.variables, answers);
        self.find_cut(&mut facts);
        Case::new(self, facts)
    }

    fn firing_in(&self, case: &Case<'_>, id: DecisionId) -> Firing {
        let decision = &self.guideline[id];
        match decision.hit {
            Hit::First => {
                let fired = case.fired[id.0];
                let state =
                    |end| fired.contains(end).then(|| fired.only().is_some()).map_or(Some(false), certain);
                Firing {
                    rules: (0..decision.rules.len()).map(state).collect(),
                    skipped: state(End::SKIPPED),
                    gap: fired.contains(End::GAP),
                }
            }
            Hit::Collect => {
                let rules: Vec<Option<bool>> =
                    self.composed().collected[id.0].iter().map(|&rule| case.truth(rule)).collect();
                // Guards cannot test such a decision, so its `when` was composed only with its rules.
                let when = decision.when.as_ref();
                let runs =
                    when.map_or(Some(true), |when| case.facts.holds(&self.guideline, &self.variables, when));
                let runs = if rules.contains(&Some(true)) { Some(true) } else { runs };
                Firing { rules, skipped: runs.map(|runs| !runs), gap: false }
            }
        }
    }
}

/// What is possible is certain only where nothing else is.
fn certain(only: bool) -> Option<bool> {
    only.then_some(true)
}

impl Drawing {
    /// Takes back what leads only to ends that the case cannot have: the steps of a diagram depend on each other.
    fn keep_possible(&mut self, firing: &Firing) {
        let ends = |goal| match (goal, self.rule) {
            (Goal::Rule(rule), _) => firing.rules[rule] != Some(false),
            (Goal::Fails, Some(rule)) => firing.rules[rule] != Some(true),
            (Goal::Skipped, _) => firing.skipped != Some(false),
            (Goal::Gap, _) => firing.gap,
            (Goal::Step(_) | Goal::Fails, _) => true,
        };
        let mut alive = vec![false; self.steps.len()];
        for at in (0..self.steps.len()).rev() {
            for branch in &mut self.steps[at].branches {
                branch.taken &= match branch.to {
                    Goal::Step(next) => alive[next],
                    end => ends(end),
                };
                alive[at] |= branch.taken;
            }
        }
    }
}

struct Drawer<'a> {
    engine: &'a Engine,
    rule: Option<usize>,
    masks: Option<&'a Masks>,
    steps: Vec<Step>,
}

impl Drawer<'_> {
    fn draw(&mut self, root: Node) -> Goal {
        let root = self.settled(root);
        let order = self.order(root);
        let number: FxHashMap<Node, usize> = order.iter().enumerate().map(|(at, &node)| (node, at)).collect();
        let mut reached = vec![false; order.len()];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for (at, &node) in order.iter().enumerate() {
            let Some((var, children)) = self.engine.own_table.branch(node) else { continue };
            let mut ways: Vec<(Node, u64)> = Vec::new();
            for (class, &child) in children.iter().enumerate().take(self.classes(var)) {
                let child = self.settled(child);
                match ways.iter_mut().find(|(other, _)| *other == child) {
                    Some((_, set)) => *set |= 1 << class,
                    None => ways.push((child, 1 << class)),
                }
            }
            let mut branches = Vec::new();
            for (child, set) in ways {
                let taken = reached[at] && self.masks.is_some_and(|masks| masks[var] & set != 0);
                if taken && let Some(&next) = number.get(&child) {
                    reached[next] = true;
                }
                let to = self.goal(child, &number);
                let width = set.count_ones() as usize;
                branches.push(Branch { values: self.values(var, set), width, to, taken });
            }
            let (on, option) = self.subject(var);
            self.steps.push(Step { on, option, branches });
        }
        self.goal(root, &number)
    }

    /// The nodes from the root on, each after all that lead to it.
    fn order(&self, root: Node) -> Vec<Node> {
        let mut found = Vec::new();
        self.visit(root, &mut FxHashSet::default(), &mut found);
        found.reverse();
        found
    }

    fn visit(&self, node: Node, seen: &mut FxHashSet<Node>, found: &mut Vec<Node>) {
        let Some((var, children)) = self.engine.own_table.branch(node) else { return };
        if seen.insert(node) {
            let children = &children[..self.classes(var).min(children.len())];
            children.iter().rev().for_each(|&child| self.visit(self.settled(child), seen, found));
            found.push(node);
        }
    }

    /// How many classes of a variable can occur: a decision without `when` is never skipped.
    fn classes(&self, var: usize) -> usize {
        let classes = self.engine.variables.all[var].classes;
        match self.engine.variables.all[var].meaning {
            Meaning::Outcome(decision) if self.engine.guideline[decision].when.is_none() => classes - 1,
            _ => classes,
        }
    }

    /// The first node from here on at which there is something to choose.
    fn settled(&self, mut node: Node) -> Node {
        while let Some((var, children)) = self.engine.own_table.branch(node) {
            let children = &children[..self.classes(var).min(children.len())];
            match children {
                [first, rest @ ..] if rest.iter().all(|child| child == first) => node = *first,
                _ => break,
            }
        }
        node
    }

    fn goal(&self, node: Node, number: &FxHashMap<Node, usize>) -> Goal {
        match (node.value(), self.rule) {
            (None, _) => Goal::Step(number.get(&node).copied().unwrap_or_default()),
            (Some(0), Some(_)) => Goal::Fails,
            (Some(_), Some(rule)) => Goal::Rule(rule),
            (Some(end), None) => match End::of(end) {
                End::Rule(rule) => Goal::Rule(rule),
                End::Skipped => Goal::Skipped,
                End::Gap => Goal::Gap,
            },
        }
    }

    fn subject(&self, var: usize) -> (Subject, Option<usize>) {
        match self.engine.variables.all[var].meaning {
            Meaning::Member(question, option) => (Subject::Question(question), Some(option)),
            Meaning::Answer(question) => (Subject::Question(question), None),
            Meaning::Score(score) => (Subject::Score(score), None),
            Meaning::Outcome(decision) | Meaning::Fired(decision) | Meaning::Fires(decision, _) => {
                (Subject::Decision(decision), None)
            }
            // Own diagrams are made before composition and know no stop.
            Meaning::Stops(_) => (Subject::Decision(self.engine.guideline.strategy), None),
        }
    }

    /// What a set of classes means; runs of numbers that are apart stay apart.
    fn values(&self, var: usize, set: u64) -> Vec<Value> {
        let variables = &self.engine.variables;
        if variables.all[var].runs.is_empty() {
            return vec![variables.value(var, set)];
        }
        let mut values = Vec::new();
        let (mut rest, none) = (set, variables.all[var].runs.len());
        while rest != 0 {
            let start = rest.trailing_zeros();
            let mut run = 0;
            // The class without a value follows the last run and never joins it.
            for class in (start..64).take_while(|class| rest >> class & 1 == 1) {
                if class as usize == none && class != start {
                    break;
                }
                run |= 1u64 << class;
            }
            values.push(variables.value(var, run));
            rest &= !run;
        }
        values
    }
}
