//! What is advised, withheld, or waits: the recommendations, alerts and scores of a case.

use super::assess::Case;
use super::compose::stopped;
use super::diagram::{Graph, Node};
use super::explain::{alternatives, facts};
use super::facts::Known;
use super::store::OverBudget;
use super::variables::point_range;
use super::{Advice, Alert, Fact, ScoreValue, Withheld, WorkUp};
use crate::guideline::{Decimal, DecisionId, Hit, QuestionId, RecommendationId, ScoreId, ScoreKind, StopId};

/// How many nodes the condition of work-up may make; beyond, it is wanted outright.
const CONDITION: usize = 10_000;

impl Case<'_> {
    pub(super) fn recommendations(
        &mut self,
        workup: &[WorkUp],
    ) -> (Vec<Advice>, Vec<Withheld>, Vec<RecommendationId>) {
        let engine = self.engine;
        let (mut given, mut withheld, mut pending) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..self.advice.len() {
            let id = RecommendationId(index);
            let (root, ends) = (engine.composed().advice[index], self.advice[index]);
            let from = self.sources(id);
            let strength =
                from.iter().filter_map(|&(decision, rule)| engine.guideline[decision].rules[rule].strength);
            let strength = strength.min();
            let mut advice =
                Advice { recommendation: id, strength, condition: None, from, finds_out: Vec::new() };
            let finds_out = workup.iter().map(|item| item.question);
            advice.finds_out =
                finds_out.filter(|&question| engine.guideline[question].workup == Some(id)).collect();
            let waits = ends.only().is_none() && (self.only_unanswered(root) || self.waits(root));
            if !ends.contains(1) || waits {
                advice.from.clear();
                advice.strength = None;
            }
            let certain = ends.only() == Some(1);
            let node = match (advice.finds_out.is_empty(), ends.only()) {
                (false, _) if !certain => self.with_workup(id, &advice.finds_out),
                (_, Some(end)) => Node::terminal(end),
                (_, None) if !ends.contains(1) => Node::FALSE,
                (_, None) if waits => {
                    pending.push(id);
                    continue;
                }
                (_, None) => self.cut_down(root),
            };
            match node.value() {
                Some(1) => given.push(advice),
                Some(0) => {}
                Some(stop) => {
                    withheld.push(Withheld { recommendation: id, stop: StopId(stop - stopped(StopId(0))) });
                }
                None if !self.overlay.leaves(node).contains(1) => {}
                None if !advice.finds_out.is_empty() && self.waits_for(node) => pending.push(id),
                None => {
                    advice.condition = Some(self.condition(node, 1));
                    given.push(advice);
                }
            }
        }
        (given, withheld, pending)
    }

    /// Where a recommendation ends that finds out the answers to some questions, as [`Composed::advice`] has it: it is
    /// wanted where one of them applies or the rules advise it, and stops hold for it whoever wants it.
    fn with_workup(&mut self, id: RecommendationId, questions: &[QuestionId]) -> Node {
        let composed = self.engine.composed();
        let forbidden = self.cut_down(composed.forbidden[id.0]);
        let kept = self.overlay.relabel(forbidden, &|end| if end == 0 { 1 } else { end });
        let mut wanted = self.cut_down(composed.advice[id.0]);
        self.overlay.allow(CONDITION);
        for &question in questions {
            let applies = match composed.applies[question.0] {
                Some(condition) => self.cut_down(condition),
                None => Node::TRUE,
            };
            wanted = match self.overlay.choose(applies, kept, wanted) {
                Ok(wanted) => wanted,
                Err(OverBudget) => return kept,
            };
        }
        wanted
    }

    /// The unknown answers that matter and that a recommendation finds out.
    pub(super) fn found_out_by(&self, id: RecommendationId) -> Vec<QuestionId> {
        let guideline = &self.engine.guideline;
        let questions = (0..self.relevant.len()).map(QuestionId);
        questions
            .filter(|&question| {
                guideline[question].workup == Some(id)
                    && self.relevant[question.0]
                    && self.facts.known[question.0] == Known::Unknown
            })
            .collect()
    }

    /// Questions on which it hangs whether the work-up for an unknown answer is forbidden, and that did not matter
    /// before.
    pub(super) fn asked_by_stops(&mut self) -> Vec<QuestionId> {
        let engine = self.engine;
        let mut more = Vec::new();
        for &id in &engine.stopped_workups {
            let finds_out = self.found_out_by(id);
            if finds_out.is_empty() {
                continue;
            }
            let node = self.with_workup(id, &finds_out);
            let support = self.overlay.support(node).to_vec();
            self.note_inexact(&support);
            let questions = self.questions_of(&support);
            more.extend(
                (0..questions.len())
                    .filter(|&index| questions[index] && !self.relevant[index])
                    .map(QuestionId),
            );
        }
        more
    }

    /// Whether no stop stands against advice, for certain.
    pub(super) fn allowed(&self, id: RecommendationId) -> bool {
        self.ends(self.engine.composed().forbidden[id.0]).only() == Some(0)
    }

    /// Whether an unanswered question is among those on which a composed diagram depends.
    fn waits(&mut self, root: Node) -> bool {
        let node = self.cut_down(root);
        self.waits_for(node)
    }

    /// As [`Case::waits`], of a diagram that is cut down already.
    fn waits_for(&self, node: Node) -> bool {
        let support = self.overlay.support(node).to_vec();
        let questions = self.questions_of(&support);
        (0..questions.len()).any(|index| questions[index] && self.facts.known[index] == Known::Unanswered)
    }

    fn condition(&self, node: Node, target: usize) -> Vec<Vec<Fact>> {
        let variables = &self.engine.variables;
        alternatives(&self.overlay, variables, node, target)
            .into_iter()
            .map(|cube| facts(variables, cube))
            .collect()
    }

    /// The rules that may give a recommendation; only those that fire for certain, if there are any.
    fn sources(&self, id: RecommendationId) -> Vec<(DecisionId, usize)> {
        let engine = self.engine;
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        for &(decision, rule) in &engine.givers[id.0] {
            let (may, must) = match engine.guideline[decision].hit {
                Hit::First => {
                    let ends = self.fired[decision.0];
                    (ends.contains(rule), ends.only() == Some(rule))
                }
                Hit::Collect => {
                    let holds = self.collected[decision.0][rule];
                    (holds != Some(false), holds == Some(true))
                }
            };
            if must {
                certain.push((decision, rule));
            }
            if may {
                possible.push((decision, rule));
            }
        }
        if certain.is_empty() { possible } else { certain }
    }

    pub(super) fn alerts(&self) -> Vec<Alert> {
        let engine = self.engine;
        let mut alerts = Vec::new();
        for (index, decision) in engine.guideline.decisions.iter().enumerate() {
            for (rule, row) in decision.rules.iter().enumerate().filter(|(_, row)| row.alert.is_some()) {
                let holds = match decision.hit {
                    Hit::Collect => self.collected[index][rule] == Some(true),
                    Hit::First => self.fired[index].only() == Some(rule),
                };
                if holds && row.alert.is_some() {
                    alerts.push(Alert { decision: DecisionId(index), rule });
                }
            }
        }
        alerts
    }

    pub(super) fn scores(&self) -> Vec<ScoreValue> {
        let engine = self.engine;
        let mut values = Vec::new();
        for (index, score) in engine.guideline.scores.iter().enumerate() {
            let range = match (&score.kind, engine.composed().sums[index]) {
                (ScoreKind::Points(points), Some(sum)) => {
                    let (least, _) = point_range(points);
                    let mut sums = self.ends(sum).iter().map(|value| Decimal::whole(least + value as i64));
                    sums.next().map(|first| (first, sums.last().unwrap_or(first)))
                }
                (ScoreKind::Points(points), None) => {
                    let (least, most) = point_range(points);
                    Some((Decimal::whole(least), Decimal::whole(most)))
                }
                (ScoreKind::Formula(_), _) => {
                    let range = self.facts.formulas.iter().find(|(score, _)| *score == ScoreId(index));
                    range.and_then(|(_, range)| range.decimals())
                }
            };
            values.push(ScoreValue { score: ScoreId(index), range });
        }
        values
    }
}
