//! What the tumour board decided otherwise than the program's plan: which plan, and why.

use super::Model;

/// The plan being chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    /// The line under the cursor, counted in [`Model::board_choices`].
    pub(crate) cursor: usize,
    /// What was chosen, the id of an outcome or words, while its reason is asked for.
    pub(crate) plan: Option<String>,
}

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BoardChoice {
    /// The strategy's outcome at this position.
    Outcome(usize),
    /// A plan in words.
    Other,
    /// No decision but the program's plan: what is recorded is taken back.
    None,
}

impl Model {
    /// What can be chosen: every plan but the program's own, another one, and none where one is recorded.
    pub(crate) fn board_choices(&self) -> Vec<BoardChoice> {
        let Some(work) = &self.work else { return vec![] };
        let guideline = self.guideline();
        let outcomes = guideline.decisions.get(guideline.strategy.0).map_or(0, |plan| plan.outcomes.len());
        let otherwise = |outcome: &usize| work.assessment.strategy.outcome != Some(*outcome);
        let mut choices: Vec<_> = (0..outcomes).filter(otherwise).map(BoardChoice::Outcome).collect();
        choices.push(BoardChoice::Other);
        choices.extend(work.session.overridden().map(|_| BoardChoice::None));
        choices
    }
}
