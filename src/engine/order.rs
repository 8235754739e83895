//! The one order of variables in composed diagrams: first what pinned sections ask, since cutting a diagram down to
//! its first variables costs nothing; then as the guideline's `order.yaml` says, and for what is not listed there as
//! the walk from the strategy backwards meets them.
//!
//! A decision's questions stand together, after those of the decisions it tests, so that what a module has found
//! out is forgotten but for its outcome before the next module begins.

use super::store::Order;
use super::variables::Variables;
use crate::guideline::{
    DecisionId, Guard, Guideline, Holds, OptionSet, Placed, QuestionId, ScoreId, ScoreKind, Subject,
};

/// The classes of each variable and its position in the order.
pub(crate) fn order(guideline: &Guideline, variables: &Variables) -> Order {
    let mut placing = Placing {
        guideline,
        variables,
        placed: vec![false; variables.all.len()],
        decided: vec![false; guideline.decisions.len()],
        order: Vec::with_capacity(variables.all.len()),
    };
    placing.pinned();
    let pinned = placing.order.len();
    guideline.order.iter().for_each(|placed| placing.placed(*placed));
    placing.decision(guideline.strategy);
    for index in 0..guideline.decisions.len() {
        placing.decision(DecisionId(index));
    }
    for index in 0..guideline.questions.len() {
        placing.question(QuestionId(index));
    }
    for index in 0..guideline.scores.len() {
        placing.score(ScoreId(index));
    }
    (0..variables.all.len()).for_each(|var| placing.place(var));
    let mut level = vec![0; variables.all.len()];
    for (position, var) in placing.order.into_iter().enumerate() {
        level[var] = position;
    }
    let classes = variables.all.iter().map(|variable| variable.classes).collect();
    Order { classes, level, pinned }
}

/// How many options a test may name to place them.
const TOGETHER: usize = 2;

struct Placing<'a> {
    guideline: &'a Guideline,
    variables: &'a Variables,
    placed: Vec<bool>,
    decided: Vec<bool>,
    order: Vec<usize>,
}

impl Placing<'_> {
    fn place(&mut self, var: usize) {
        if !std::mem::replace(&mut self.placed[var], true) {
            self.order.push(var);
        }
    }

    /// Questions with one answer in pinned sections: they are answered first.
    fn pinned(&mut self) {
        for section in self.guideline.sections.iter().filter(|section| section.pinned) {
            for question in section.questions.iter().map(|&question| self.variables.question(question)) {
                if question.len() == 1 {
                    self.place(question.start);
                }
            }
        }
    }

    fn placed(&mut self, placed: Placed) {
        match (placed.subject, placed.option) {
            (Subject::Question(question), None) => {
                self.variables.question(question).for_each(|var| self.place(var));
            }
            (Subject::Question(question), Some(option)) => {
                self.place(self.variables.question(question).start + option);
            }
            (Subject::Score(score), _) => self.place(self.variables.score(score)),
            (Subject::Decision(_), _) => {}
        }
    }

    fn decision(&mut self, id: DecisionId) {
        if std::mem::replace(&mut self.decided[id.0], true) {
            return;
        }
        let decision = &self.guideline[id];
        let guards = decision.when.iter().chain(decision.rules.iter().filter_map(|rule| rule.guard.as_ref()));
        guards.for_each(|guard| self.guard(guard));
        self.place(self.variables.decision(id));
    }

    fn guard(&mut self, guard: &Guard) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| self.guard(part)),
            Guard::Not(part) => self.guard(part),
            Guard::Test(test) => match (&test.holds, test.on) {
                (Holds::Has(_, named), Subject::Question(question)) => self.options(question, *named),
                (Holds::Count(_), _) => {}
                _ => self.subject(test.on),
            },
        }
    }

    /// The options of an `any_of` question stand each with the questions that it leads to, not all together: a
    /// test of many at once says little about any of them.
    fn options(&mut self, question: QuestionId, named: OptionSet) {
        if named.len() <= TOGETHER {
            let vars = self.variables.question(question);
            named.iter().for_each(|option| self.place(vars.start + option));
        }
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Question(question) => self.question(question),
            Subject::Decision(decision) => self.decision(decision),
            Subject::Score(score) => self.score(score),
        }
    }

    fn question(&mut self, question: QuestionId) {
        let vars = self.variables.question(question);
        if vars.clone().all(|var| self.placed[var]) {
            return;
        }
        if let Some(guard) = &self.guideline[question].asks_when {
            self.guard(guard);
        }
        vars.for_each(|var| self.place(var));
    }

    fn score(&mut self, score: ScoreId) {
        let var = self.variables.score(score);
        if self.placed[var] {
            return;
        }
        match &self.guideline[score].kind {
            ScoreKind::Points(points) => points.iter().for_each(|(guard, _)| self.guard(guard)),
            ScoreKind::Formula(formula) => {
                formula.subjects().into_iter().for_each(|subject| self.subject(subject));
            }
        }
        self.place(var);
    }
}
