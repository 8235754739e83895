//! Complete cases, fast: the decisions' own diagrams laid out as one array of words.
//!
//! For cohorts, where every question is answered and only the outcomes are wanted. A run allocates nothing and
//! remembers nothing of earlier cases.

use super::compile::End;
use super::compose::{Composed, skipped};
use super::diagram::{Graph, Node, Table};
use super::variables::{Variables, point_range};
use super::{Engine, facts::Facts};
use crate::guideline::{Answers, Decimal, DecisionId, Guideline, Hit, ScoreId, ScoreKind};

/// Marks a word as an end; the rest of it is the class.
const END: u32 = 1 << 31;

/// A case ready to run: the class of every variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classified(Vec<u8>);

#[derive(Debug)]
pub(crate) struct Program {
    /// A variable, then for each of its classes the index of the next word, or an end.
    words: Vec<u32>,
    /// What to set, in order: a variable, and where its diagram begins.
    steps: Vec<(u16, u32)>,
}

impl Program {
    /// Lays out scores and `first` decisions.
    pub(crate) fn new(
        guideline: &Guideline,
        variables: &Variables,
        own_table: &Table,
        roots: impl Fn(usize) -> Node,
        composed: &Composed,
    ) -> Program {
        let mut program = Program { words: Vec::new(), steps: Vec::new() };
        for (index, score) in guideline.scores.iter().enumerate() {
            if let (ScoreKind::Points(points), Some(sum)) = (&score.kind, composed.sums[index]) {
                let var = variables.score(ScoreId(index));
                let (least, _) = point_range(points);
                let class = |sum: usize| variables.class_of_number(var, Decimal::whole(least + sum as i64));
                program.step(var, &composed.table, sum, &class);
            }
        }
        for (index, decision) in guideline.decisions.iter().enumerate() {
            if decision.hit == Hit::First {
                let none = skipped(decision.outcomes.len());
                let class = |end: usize| match End::of(end) {
                    End::Rule(rule) => decision.rules[rule].then.unwrap_or(none),
                    End::Skipped | End::Gap => none,
                };
                program.step(variables.decision(DecisionId(index)), own_table, roots(index), &class);
            }
        }
        program
    }

    fn step(&mut self, var: usize, table: &impl Graph, root: Node, class: &impl Fn(usize) -> usize) {
        let mut placed = rustc_hash::FxHashMap::default();
        let start = self.place(table, root, class, &mut placed);
        self.steps.push((var as u16, start));
    }

    fn place(
        &mut self,
        table: &impl Graph,
        node: Node,
        class: &impl Fn(usize) -> usize,
        placed: &mut rustc_hash::FxHashMap<Node, u32>,
    ) -> u32 {
        let Some((var, children)) = table.branch(node) else {
            return END | node.value().map_or(0, class) as u32;
        };
        if let Some(&known) = placed.get(&node) {
            return known;
        }
        let start = self.words.len();
        self.words.push(var as u32);
        self.words.extend(children.iter().map(|_| 0));
        for (position, &child) in children.iter().enumerate() {
            let next = self.place(table, child, class, placed);
            self.words[start + 1 + position] = next;
        }
        placed.insert(node, start as u32);
        start as u32
    }
}

impl Engine {
    /// The classes of complete answers; `None` where a question that applies is unanswered or unknown.
    pub fn classify(&self, answers: &Answers) -> Option<Classified> {
        let facts = Facts::of(&self.guideline, &self.variables, answers);
        let mut classes = vec![0; self.variables.all.len()];
        for index in 0..self.guideline.questions.len() {
            let question = crate::guideline::QuestionId(index);
            for var in self.variables.question(question) {
                match facts.class[var] {
                    Some(class) => classes[var] = class as u8,
                    None if facts.applies(&self.guideline, &self.variables, question) == Some(false) => {}
                    None => return None,
                }
            }
        }
        for (index, score) in self.guideline.scores.iter().enumerate() {
            let var = self.variables.score(ScoreId(index));
            if let (ScoreKind::Formula(_), Some(class)) = (&score.kind, facts.class[var]) {
                classes[var] = class as u8;
            }
        }
        Some(Classified(classes))
    }

    /// Runs every decision on a complete case; afterwards [`Engine::outcome_of`] reads them off.
    pub fn run(&self, case: &mut Classified) {
        let classes = case.0.as_mut_slice();
        let words = self.program().words.as_slice();
        for &(var, start) in &self.program().steps {
            let mut at = start;
            while at & END == 0 {
                let class = classes[words[at as usize] as usize];
                at = words[at as usize + 1 + usize::from(class)];
            }
            classes[usize::from(var)] = (at & !END) as u8;
        }
    }

    /// The outcome of a `first` decision in a case that ran; `None` where it was skipped.
    pub fn outcome_of(&self, case: &Classified, decision: DecisionId) -> Option<usize> {
        let class = usize::from(case.0[self.variables.decision(decision)]);
        (class < self.guideline[decision].outcomes.len()).then_some(class)
    }
}
