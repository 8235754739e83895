//! What is advised, withheld, or waits: the recommendations, alerts and scores of a case.

use super::assess::Case;
use super::compose::stopped;
use super::diagram::{Graph, Node};
use super::explain::{alternatives, facts};
use super::facts::Known;
use super::variables::point_range;
use super::{Advice, Alert, Fact, ScoreValue, Withheld, WorkUp};
use crate::guideline::{Decimal, DecisionId, Hit, QuestionId, RecommendationId, ScoreId, ScoreKind, StopId};

/// How many nodes the condition of work-up may make; beyond, it is advised outright.
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
            let mut add = match ends.only() {
                Some(1) => true,
                Some(0) => false,
                Some(stop) => {
                    withheld.push(Withheld { recommendation: id, stop: StopId(stop - stopped(StopId(0))) });
                    false
                }
                None if !ends.contains(1) => false,
                None if self.only_unanswered(root) || self.waits(root) => {
                    pending.push(id);
                    false
                }
                None => {
                    let node = self.cut_down(root);
                    advice.condition = Some(self.condition(node, 1));
                    true
                }
            };
            if !add {
                advice.from.clear();
                advice.strength = None;
            }
            let finds_out = workup.iter().map(|item| item.question);
            advice.finds_out =
                finds_out.filter(|&question| engine.guideline[question].workup == Some(id)).collect();
            if !advice.finds_out.is_empty() && !self.allowed(id) {
                advice.finds_out.clear();
            }
            let certain = add && advice.condition.is_none();
            if !certain && !advice.finds_out.is_empty() {
                let wanted = self.wanted(&advice.finds_out, root);
                advice.condition = match wanted.value() {
                    Some(_) => None,
                    None => Some(self.condition(wanted, 1)),
                };
                add = wanted.value().is_some() || !self.waits_for(wanted);
                if !add {
                    advice.finds_out.clear();
                    pending.push(id);
                }
            }
            if add {
                pending.retain(|&other| other != id);
                given.push(advice);
            }
        }
        (given, withheld, pending)
    }

    /// Where work-up is advised: where one of the questions applies that it answers, or the rules advise it.
    fn wanted(&mut self, questions: &[QuestionId], advice: Node) -> Node {
        let advice = self.cut_down(advice);
        self.overlay.allow(CONDITION);
        let mut wanted = self.overlay.relabel(advice, &|end| usize::from(end == 1));
        for &question in questions {
            let applies = match self.engine.composed().applies[question.0] {
                Some(condition) => self.cut_down(condition),
                None => Node::TRUE,
            };
            wanted = self.overlay.or(wanted, applies).unwrap_or(Node::TRUE);
        }
        wanted
    }

    /// Whether no stop stands against advice, for certain.
    fn allowed(&self, id: RecommendationId) -> bool {
        self.truth(self.engine.composed().forbidden[id.0]) == Some(false)
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
