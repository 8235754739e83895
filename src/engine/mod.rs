//! A guideline compiled into decision diagrams, and everything that follows from a walk on them.
//!
//! Each decision has its *own* diagrams over questions, scores and earlier decisions, in the order of the author's
//! guards: they draw the path and say what to ask next. All of it is also *composed* into diagrams over questions
//! only, in one fixed order: they say what is possible, what matters, and why. An [`Assessment`] is read off both.
//!
//! Nothing in here reads a file, knows the time or a screen.

mod assess;
mod assessment;
mod check;
mod compile;
mod compose;
mod diagram;
mod explain;
mod facts;
mod formula;
mod next;
mod order;
mod program;
mod tipping;
mod variables;
mod words;

pub use assessment::*;
pub use program::Classified;
pub use words::{fact_in_words, value_in_words};

use std::sync::Arc;

use compile::Own;
use compose::Composed;
use diagram::{Node, Table};
use program::Program;
use variables::Variables;

use crate::guideline::{DecisionId, Guideline};

/// How many nodes each decision, stop or recommendation may add to the composed diagrams.
pub const DEFAULT_BUDGET: usize = 200_000;

/// A guideline ready to assess cases.
#[derive(Debug)]
pub struct Engine {
    guideline: Arc<Guideline>,
    variables: Variables,
    own_table: Table,
    own: Vec<Own>,
    own_stops: Vec<Node>,
    composed: Composed,
    program: Program,
    has_cuts: bool,
    givers: Vec<Vec<(DecisionId, usize)>>,
    findings: Vec<Finding>,
}

/// A guideline that is too large to compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLarge(pub String);

impl std::fmt::Display for TooLarge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TooLarge {}

impl Engine {
    /// Compiles a guideline. Gaps and dead rules are in [`Engine::findings`], not an error here.
    ///
    /// Errors: a decision that is too large for a diagram of its own.
    pub fn new(guideline: Arc<Guideline>) -> Result<Engine, TooLarge> {
        Engine::with_budget(guideline, DEFAULT_BUDGET)
    }

    /// Compiles with another node budget for composition; where it does not hold, assessments say `exact: false`.
    pub fn with_budget(guideline: Arc<Guideline>, budget: usize) -> Result<Engine, TooLarge> {
        compose::fits(&guideline)?;
        let variables = Variables::of(&guideline);
        let mut own_table = Table::new(variables.all.len());
        let (own, own_stops) = compile::all(&guideline, &variables, &mut own_table)?;
        let composed = compose::compose(&guideline, &variables, budget);
        let mut givers = vec![Vec::new(); guideline.recommendations.len()];
        for (index, decision) in guideline.decisions.iter().enumerate() {
            for (rule, row) in decision.rules.iter().enumerate() {
                for recommendation in &row.recommend {
                    givers[recommendation.0].push((DecisionId(index), rule));
                }
            }
        }
        let program =
            Program::new(&guideline, &variables, &own_table, |index| own[index].roots[0], &composed);
        let has_cuts = composed.has_cuts(&variables);
        let mut engine = Engine {
            guideline,
            variables,
            own_table,
            own,
            own_stops,
            composed,
            program,
            has_cuts,
            givers,
            findings: Vec::new(),
        };
        engine.findings = check::findings(&engine);
        Ok(engine)
    }

    /// The guideline it was made from.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    /// What the proof of completeness found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many nodes the decisions' own diagrams and the composed ones have.
    pub fn size(&self) -> (usize, usize) {
        (self.own_table.len(), self.composed.table.len())
    }

    /// How many composed nodes a decision needs, that of the strategy for example.
    pub fn composed_size(&self, decision: DecisionId) -> usize {
        self.composed.table.below(self.composed.outcome[decision.0])
    }
}
