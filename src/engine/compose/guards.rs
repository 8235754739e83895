//! Guards by themselves: the patients of each rule whatever earlier rules say, and whether there is one for some guards
//! at once.

use super::Composer;
use crate::engine::diagram::Node;
use crate::engine::packed::Packed;
use crate::engine::store::{Order, OverBudget, Store};
use crate::engine::variables::Variables;
use crate::guideline::{DecisionId, Guard, Guideline, QuestionId, ScoreId};

/// The patients of each rule of each `first` decision, whatever earlier rules say; none for a decision that is cut.
#[derive(Debug)]
pub(crate) struct Guards {
    /// All nodes.
    pub(crate) table: Packed,
    /// For each decision and rule, where the decision is made and the rule's guard holds.
    pub(crate) holds: Vec<Vec<Node>>,
}

/// Composes only the guards of rules.
pub(crate) fn guards(guideline: &Guideline, variables: &Variables, order: &Order, budget: usize) -> Guards {
    let nothing = Packed::empty();
    let Composer { mut store, mut holds, runs, .. } =
        Composer::of(guideline, variables, Store::bare(&nothing, order), budget);
    for (rules, runs) in holds.iter_mut().zip(runs) {
        store.allow(budget);
        let both: Result<Vec<Node>, OverBudget> = rules.iter().map(|&holds| store.and(runs, holds)).collect();
        *rules = both.unwrap_or_default();
    }
    let table = store.keep(&mut holds.iter_mut().flatten().collect::<Vec<_>>());
    Guards { table, holds }
}

/// Guards of a guideline, composed as they are asked for.
pub(crate) struct Single<'a>(Composer<'a>);

/// Calls with the guards of a guideline; those that test no decision need none `decided`.
pub(crate) fn singly<R>(
    guideline: &Guideline,
    variables: &Variables,
    order: &Order,
    (budget, decided): (usize, bool),
    ask: impl FnOnce(&mut Single<'_>) -> R,
) -> R {
    let nothing = Packed::empty();
    let mut composer = Composer::new(guideline, variables, Store::bare(&nothing, order), budget);
    if decided {
        (0..guideline.decisions.len()).for_each(|index| composer.add_decision(DecisionId(index)));
    }
    // What is remembered of questions and scores must not hang on a question that counts as always asked.
    composer.store.allow(budget);
    for index in 0..guideline.questions.len() {
        let _ = composer.applies(QuestionId(index));
    }
    for index in 0..guideline.scores.len() {
        let _ = composer.sum(ScoreId(index));
    }
    ask(&mut Single(composer))
}

impl Single<'_> {
    /// Whether somebody meets all of these guards, were the question `always` asked; what cannot be found out within
    /// the budget may be.
    pub(crate) fn somebody(&mut self, guards: &[&Guard], always: Option<QuestionId>) -> bool {
        let composer = &mut self.0;
        composer.always = always;
        composer.store.allow(composer.budget);
        let all = guards.iter().try_fold(Node::TRUE, |all, guard| {
            let guard = composer.guard(guard)?;
            composer.store.and(all, guard)
        });
        all != Ok(Node::FALSE)
    }
}
