//! A guideline compiled into decision diagrams, and everything that follows from a walk on them.
//!
//! Each decision has its *own* diagrams over questions, scores and earlier decisions, in the order of the author's
//! guards: they draw the path and say what to ask next. All of it is also *composed* into diagrams over questions
//! only, in one fixed order: they say what is possible, what matters, and why. An [`Assessment`] is read off both.
//!
//! Nothing in here reads a file, knows the time or a screen.

mod advice;
mod assess;
mod assessment;
mod check;
mod compile;
mod compose;
mod coverage;
mod diagram;
mod difference;
mod dormant;
mod drawing;
mod essential;
mod expectation;
mod explain;
mod facts;
mod formula;
mod image;
mod masks;
mod next;
mod order;
mod packed;
mod program;
mod range;
mod sifting;
mod store;
mod tipping;
mod variables;
mod words;

pub use assessment::*;
pub use check::{Code, EFFORT, Finding, Witness};
pub use coverage::{Bound, Coverage};
pub use difference::{
    Affected, Class, Compared, Count, Difference, Effort, Listed, Of, Says, Share, Verdict, Visible, What,
    difference,
};
pub use drawing::{Branch, Drawing, Firing, Goal, Step};
pub use expectation::{Mismatch, mismatches};
pub use image::Image;
pub use program::Classified;
pub use words::{fact_in_words, score_in_words, value_in_words};

use std::sync::{Arc, OnceLock};

use compile::Own;
use compose::Composed;
use diagram::{Node, Table};
use program::Program;
use sifting::Sifting;
use store::Order;
use variables::{Meaning, Variables};

use crate::guideline::{DecisionId, Guideline, Placed, RecommendationId, Subject};

/// How many nodes composition may make for one decision, recommendation or stop, chosen from the sizes measured on
/// the shipped guideline (see `ARCHITECTURE.md`).
pub const BUDGET: usize = 600_000;

/// A guideline ready to assess cases.
#[derive(Debug)]
pub struct Engine {
    guideline: Arc<Guideline>,
    variables: Variables,
    own_table: Table,
    own: Vec<Own>,
    own_stops: Vec<Node>,
    order: Order,
    budget: usize,
    /// The composed diagrams as the build made them, if it did.
    image: Option<&'static [u8]>,
    composed: OnceLock<(Composed, Option<Order>)>,
    program: OnceLock<Program>,
    givers: Vec<Vec<(DecisionId, usize)>>,
    /// Work-up that a stop may forbid.
    stopped_workups: Vec<RecommendationId>,
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
    /// Compiles a guideline. Gaps and dead rules are no error here; see [`Engine::findings`].
    ///
    /// Errors: a decision that is too large for a diagram of its own.
    pub fn new(guideline: Arc<Guideline>) -> Result<Engine, TooLarge> {
        Engine::with_budget(guideline, BUDGET)
    }

    /// Compiles with another budget of nodes than [`BUDGET`]; where it does not hold, assessments say `exact: false`.
    pub fn with_budget(guideline: Arc<Guideline>, budget: usize) -> Result<Engine, TooLarge> {
        compose::fits(&guideline)?;
        let variables = Variables::of(&guideline);
        let mut own_table = Table::new(variables.all.len());
        let (own, own_stops) = compile::all(&guideline, &variables, &mut own_table)?;
        Ok(Engine::made(guideline, budget, variables, (own_table, own, own_stops)))
    }

    /// An engine with the diagrams of single decisions, and those of stops.
    fn made(
        guideline: Arc<Guideline>,
        budget: usize,
        variables: Variables,
        (own_table, own, own_stops): (Table, Vec<Own>, Vec<Node>),
    ) -> Engine {
        let order = order::order(&guideline, &variables);
        let mut givers = vec![Vec::new(); guideline.recommendations.len()];
        for (index, decision) in guideline.decisions.iter().enumerate() {
            for (rule, row) in decision.rules.iter().enumerate() {
                for recommendation in &row.recommend {
                    givers[recommendation.0].push((DecisionId(index), rule));
                }
            }
        }
        let mut stopped_workups: Vec<RecommendationId> =
            guideline.questions.iter().filter_map(|question| question.workup).collect();
        stopped_workups.retain(|id| guideline.stops.iter().any(|stop| stop.forbid.contains(id)));
        stopped_workups.sort_unstable();
        stopped_workups.dedup();
        Engine {
            guideline,
            variables,
            own_table,
            own,
            own_stops,
            order,
            budget,
            image: None,
            composed: OnceLock::new(),
            program: OnceLock::new(),
            givers,
            stopped_workups,
        }
    }

    /// The same engine with the texts of its guideline in another language. Ids and rules must be the same, which they
    /// are for what [`in_language`](crate::guideline::in_language) makes of the guideline.
    #[must_use]
    pub fn reworded(self, guideline: Guideline) -> Engine {
        debug_assert_eq!(self.guideline.digest, guideline.digest);
        Engine { guideline: Arc::new(guideline), ..self }
    }

    /// The composed diagrams, read or made when the first case needs them: the start page does not wait for them.
    fn composed(&self) -> &Composed {
        &self.whole().0
    }

    /// The order of variables in the composed diagrams.
    fn order(&self) -> &Order {
        self.whole().1.as_ref().unwrap_or(&self.order)
    }

    /// The composed diagrams, with their order where it is not the one that was given.
    fn whole(&self) -> &(Composed, Option<Order>) {
        let read = || self.image.and_then(|image| image::read(image, &self.order.classes));
        self.composed.get_or_init(|| read().map_or_else(|| self.compose(), |composed| (composed, None)))
    }

    /// Composes in the order that the guideline gives, and, where that takes too many nodes, in the program's own: an
    /// order changes no verdict but for want of nodes.
    fn compose(&self) -> (Composed, Option<Order>) {
        let make = |order: &Order| compose::compose(&self.guideline, &self.variables, order, self.budget);
        let given = make(&self.order);
        if given.has_cuts && !self.guideline.order.is_empty() {
            let own =
                order::order(&Guideline { order: Vec::new(), ..(*self.guideline).clone() }, &self.variables);
            let composed = make(&own);
            if !composed.has_cuts {
                return (composed, Some(own));
            }
        }
        (given, None)
    }

    /// Makes what the first assessment would wait for.
    pub fn prepare(&self) {
        self.composed();
    }

    fn program(&self) -> &Program {
        self.program.get_or_init(|| {
            let root = |index: usize| self.own[index].roots[0];
            Program::new(&self.guideline, &self.variables, &self.own_table, root, self.composed())
        })
    }

    /// The guideline it was made from.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    /// Looks for an order of variables in which the composed diagrams are smaller than in the present one: how many
    /// nodes there would be, and the order. Takes a minute for a guideline as large as the shipped one.
    pub fn better_order(&self) -> (usize, Vec<Placed>) {
        let composed = self.composed();
        let mut sifting = Sifting::new(&composed.table, self.order(), composed.roots());
        while sifting.pass(&self.order.classes) {}
        let place = |&var: &usize| match self.variables.all[var].meaning {
            Meaning::Answer(question) => Some(Placed { subject: Subject::Question(question), option: None }),
            Meaning::Member(question, option) => {
                Some(Placed { subject: Subject::Question(question), option: Some(option) })
            }
            Meaning::Score(score) => Some(Placed { subject: Subject::Score(score), option: None }),
            _ => None,
        };
        (sifting.len(), sifting.order().iter().filter_map(place).collect())
    }

    /// How many nodes the decisions' own diagrams and the composed ones have.
    pub fn size(&self) -> (usize, usize) {
        (self.own_table.len(), self.composed().table.len())
    }

    /// How many composed nodes a decision needs, that of the strategy for example.
    pub fn composed_size(&self, decision: DecisionId) -> usize {
        diagram::size(&self.composed().table, self.composed().fired[decision.0])
    }
}
