//! Why not another strategy, and which change of one answer would tip the present one.

use std::cmp::Reverse;

use super::assess::Case;
use super::diagram::{Graph, Leaves, reach};
use super::explain::options;
use super::variables::{ABSENT, Meaning, PRESENT};
use super::{TippingPoint, Value, WhyNot};
use crate::guideline::{Answer, Answers, Changes, Decimal, QuestionId};

impl Case<'_> {
    /// For every strategy that is ruled out, a subset-minimal set of given answers that does it.
    pub(super) fn why_not(&self) -> Vec<WhyNot> {
        let guideline = self.engine.guideline();
        let possible = self.overlay.leaves(self.strategy);
        let all = self.engine.composed().table.leaves(self.engine.composed().outcome[guideline.strategy.0]);
        (0..guideline[guideline.strategy].outcomes.len())
            .filter(|&outcome| all.contains(outcome) && !possible.contains(outcome))
            .map(|outcome| {
                let others = Leaves(!Leaves::one(outcome).0);
                WhyNot { outcome, because: self.reasons(others, &[]) }
            })
            .collect()
    }

    /// Changes of one answer after which the present strategy is no longer certain, modifiable answers first.
    /// Empty while the strategy is open.
    pub(super) fn tipping_points(&self, answers: &Answers) -> Vec<TippingPoint> {
        let present = self.overlay.leaves(self.strategy);
        let mut points = Vec::new();
        let guideline = self.engine.guideline();
        if present.only().is_none_or(|end| end >= guideline[guideline.strategy].outcomes.len()) {
            return points;
        }
        let mut masks = self.facts.masks.clone();
        for (question, answer) in answers.iter() {
            for var in self.engine.variables.question(question) {
                let Some(class) = self.facts.class[var] else { continue };
                let mut found: Vec<(u64, Leaves)> = Vec::new();
                let number = !self.engine.variables.all[var].runs.is_empty();
                for other in (0..self.engine.variables.all[var].classes).filter(|&other| other != class) {
                    masks.set(var, 1 << other);
                    let root = self.engine.composed().outcome[guideline.strategy.0];
                    let left = reach(&self.engine.composed().table, root, &masks);
                    if left == present {
                        continue;
                    }
                    let joins = |(set, leaves): &&mut (u64, Leaves)| {
                        *leaves == left && (!number || set >> (other - 1) & 1 == 1 && other != class + 1)
                    };
                    match found.iter_mut().rev().find(|same| joins(same)) {
                        Some((set, _)) => *set |= 1 << other,
                        None => found.push((1 << other, left)),
                    }
                }
                masks.set(var, 1 << class);
                for (set, left) in found {
                    points.push(self.point(question, answer, var, set, left));
                }
            }
        }
        let order = |point: &TippingPoint| match guideline[point.question].changes {
            Changes::Modifiable => 0,
            Changes::Measured => 1,
            Changes::Fixed => 2,
        };
        points.sort_by_key(|point| (order(point), Reverse(point.margin.is_some())));
        points
    }

    fn point(
        &self,
        question: QuestionId,
        answer: Answer,
        var: usize,
        set: u64,
        left: Leaves,
    ) -> TippingPoint {
        let variables = &self.engine.variables;
        let to = match variables.all[var].meaning {
            Meaning::Member(..) => {
                variables.value(var, if set >> PRESENT & 1 == 1 { 1 << PRESENT } else { 1 << ABSENT })
            }
            _ => variables.value(var, set),
        };
        let margin = match (answer, &to) {
            (Answer::Number(number), Value::Range(min, max)) => Some(distance(number, *min, *max)),
            _ => None,
        };
        let guideline = self.engine.guideline();
        let outcomes = guideline[guideline.strategy].outcomes.len();
        TippingPoint { question, to, margin, possible: options(left, outcomes) }
    }
}

fn distance(number: Decimal, min: Decimal, max: Decimal) -> Decimal {
    if number < min { min - number } else { number - max }
}
