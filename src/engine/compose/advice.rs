//! What is advised, once all decisions are composed: stops, and the recommendations that they may forbid.

use super::{Composed, Composer, Composition, stopped};
use crate::engine::diagram::Node;
use crate::engine::store::OverBudget;
use crate::guideline::{DecisionId, Hit, QuestionId, RecommendationId, ScoreId, StopId};

impl Composer<'_> {
    /// Stops and advice, once all decisions are composed.
    pub(super) fn finish(mut self) -> Composed {
        let guideline = self.guideline;
        let mut stops = Vec::new();
        for (index, stop) in guideline.stops.iter().enumerate() {
            self.store.allow(self.budget);
            let holds = self.guard(&stop.guard);
            let var = self.variables.stop(StopId(index));
            stops.push(holds.unwrap_or_else(|OverBudget| self.store.variable(var)));
        }
        let (mut advice, mut forbidden) = (Vec::new(), Vec::new());
        for index in 0..guideline.recommendations.len() {
            let id = RecommendationId(index);
            self.store.allow(self.budget);
            let (given, stopped) = match self.advice(id, &stops, false) {
                Ok(exact) => exact,
                Err(OverBudget) => {
                    // Over the few variables of its own rules and stops nothing can exceed a budget.
                    self.store.allow(usize::MAX / 2);
                    self.advice(id, &stops, true).unwrap_or((Node::FALSE, Node::FALSE))
                }
            };
            advice.push(given);
            forbidden.push(stopped);
        }
        self.store.allow(self.budget);
        let mut applies: Vec<Option<Node>> =
            (0..guideline.questions.len()).map(|index| self.applies(QuestionId(index)).ok()).collect();
        let mut sums: Vec<Option<Node>> =
            (0..guideline.scores.len()).map(|index| self.sum(ScoreId(index)).ok()).collect();
        let Composer { store, variables, mut fired, outcome, mut collected, .. } = self;
        let mut strategy = outcome[guideline.strategy.0];
        let mut roots: Vec<&mut Node> = fired.iter_mut().chain([&mut strategy]).collect();
        roots.extend(collected.iter_mut().flatten());
        roots.extend(advice.iter_mut().chain(&mut forbidden).chain(&mut stops));
        roots.extend(applies.iter_mut().chain(&mut sums).flatten());
        let table = store.keep(&mut roots);
        let has_cuts = false;
        let mut composed =
            Composed { table, fired, strategy, collected, advice, forbidden, stops, applies, sums, has_cuts };
        composed.has_cuts = composed.find_cuts(variables);
        composed
    }

    /// Where a recommendation is given, withheld or not given; and where stops forbid it, whoever gives it.
    /// With `cut`, over the variables of rules and stops instead of questions.
    fn advice(
        &mut self,
        id: RecommendationId,
        stops: &[Node],
        cut: bool,
    ) -> Result<(Node, Node), OverBudget> {
        let guideline = self.guideline;
        let mut given = Node::FALSE;
        for (index, decision) in guideline.decisions.iter().enumerate() {
            let rules: Vec<usize> = (0..decision.rules.len())
                .filter(|&rule| decision.rules[rule].recommend.contains(&id))
                .collect();
            given = self.given(given, DecisionId(index), &rules, cut)?;
        }
        let mut forbidden = Node::FALSE;
        for (index, stop) in guideline.stops.iter().enumerate().rev() {
            if stop.forbid.contains(&id) {
                let var = self.variables.stop(StopId(index));
                let holds = if cut { self.store.variable(var) } else { stops[index] };
                forbidden = self.store.choose(holds, Node::terminal(stopped(StopId(index))), forbidden)?;
            }
        }
        let allowed = self.store.relabel(forbidden, &|terminal| usize::from(terminal == 0));
        let kept = self.store.choose(allowed, Node::TRUE, forbidden)?;
        Ok((self.store.choose(given, kept, Node::FALSE)?, forbidden))
    }

    /// Adds where one of the rules of a decision holds.
    fn given(&mut self, given: Node, decision: DecisionId, rules: &[usize], cut: bool) -> Composition {
        if rules.is_empty() {
            return Ok(given);
        }
        match self.guideline[decision].hit {
            Hit::First => {
                let fired = if cut { self.cut(decision) } else { self.fired[decision.0] };
                let fires = self.store.relabel(fired, &|terminal| usize::from(rules.contains(&terminal)));
                self.store.or(given, fires)
            }
            Hit::Collect => rules.iter().try_fold(given, |given, &rule| {
                let holds = match cut {
                    true => self.cut_rule(decision, rule),
                    false => self.collected[decision.0][rule],
                };
                self.store.or(given, holds)
            }),
        }
    }
}
