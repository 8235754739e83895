//! Which question to ask next: the walk from the strategy backwards, along the authors' own diagrams.

use rustc_hash::FxHashSet;

use super::Engine;
use super::diagram::{Graph, Node};
use super::facts::{Facts, Known};
use super::variables::Meaning;
use crate::guideline::{DecisionId, Guard, Hit, QuestionId, ScoreId, ScoreKind, Subject};

/// Open questions in the order in which the walk meets them.
pub(crate) struct Backwards<'a> {
    engine: &'a Engine,
    facts: &'a Facts,
    /// Met so far, each once.
    pub(crate) met: Vec<QuestionId>,
    seen: FxHashSet<Node>,
    walked: FxHashSet<DecisionId>,
}

impl<'a> Backwards<'a> {
    /// A walk over variables that are in one of their possible classes.
    pub(crate) fn new(engine: &'a Engine, facts: &'a Facts) -> Backwards<'a> {
        Backwards { engine, facts, met: Vec::new(), seen: FxHashSet::default(), walked: FxHashSet::default() }
    }

    /// Walks a decision, and the earlier ones it needs.
    pub(crate) fn decision(&mut self, decision: DecisionId) {
        if self.walked.insert(decision) {
            for &root in &self.engine.own[decision.0].roots {
                self.node(root);
            }
        }
    }

    /// Walks all that may advise something, in the order of the path.
    pub(crate) fn advice(&mut self) {
        let guideline = self.engine.guideline();
        for (index, decision) in guideline.decisions.iter().enumerate() {
            match decision.hit {
                Hit::First if decision.rules.iter().any(|rule| !rule.recommend.is_empty()) => {
                    self.decision(DecisionId(index));
                }
                Hit::First => {}
                Hit::Collect => {
                    for (rule, row) in decision.rules.iter().enumerate() {
                        if !row.recommend.is_empty() {
                            self.node(self.engine.own[index].roots[rule]);
                        }
                    }
                }
            }
        }
        for &root in &self.engine.own_stops {
            self.node(root);
        }
    }

    /// Walks one of the diagrams of single decisions.
    pub(crate) fn node(&mut self, node: Node) {
        let Some((var, children)) = self.engine.own_table.branch(node) else { return };
        if !self.seen.insert(node) {
            return;
        }
        if self.facts.masks[var].count_ones() > 1 {
            self.open(self.engine.variables.all[var].meaning);
        }
        for (class, &child) in children.iter().enumerate() {
            if self.facts.masks[var] >> class & 1 == 1 {
                self.node(child);
            }
        }
    }

    /// Walks what a variable stands for.
    pub(crate) fn variable(&mut self, var: usize) {
        self.open(self.engine.variables.all[var].meaning);
    }

    fn open(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Answer(question) | Meaning::Member(question, _) => self.question(question),
            Meaning::Outcome(decision) | Meaning::Fired(decision) | Meaning::Fires(decision, _) => {
                self.decision(decision);
            }
            Meaning::Score(score) => self.score(score),
            Meaning::Stops(stop) => self.node(self.engine.own_stops[stop.0]),
        }
    }

    fn question(&mut self, question: QuestionId) {
        if !self.met.contains(&question) {
            self.met.push(question);
        }
    }

    fn score(&mut self, score: ScoreId) {
        match &self.engine.guideline()[score].kind {
            ScoreKind::Points(points) => points.iter().for_each(|(guard, _)| self.guard(guard)),
            ScoreKind::Formula(formula) => {
                formula.subjects().into_iter().for_each(|subject| self.subject(subject));
            }
        }
    }

    fn guard(&mut self, guard: &Guard) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| self.guard(part)),
            Guard::Not(part) => self.guard(part),
            Guard::Test(test) => self.subject(test.on),
        }
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Question(question) => {
                if let Some(guard) = &self.engine.guideline()[question].asks_when {
                    self.guard(guard);
                }
                // By the answer, not its classes: a number that only a formula looks at has but one.
                if self.facts.known[question.0] != Known::Answered {
                    self.question(question);
                }
            }
            Subject::Score(score) => self.score(score),
            Subject::Decision(decision) => self.decision(decision),
        }
    }
}
