//! Why not another strategy, and which changes of one answer, or of two, would tip the present one.

use std::cmp::Reverse;

use super::assess::Case;
use super::diagram::{Graph, Leaves, Node, reach};
use super::explain::{met, options};
use super::masks::Masks;
use super::packed::Packed;
use super::variables::{ABSENT, Meaning, PRESENT};
use super::{Change, TippingPair, TippingPoint, Value, WhyNot};
use crate::guideline::{Answer, Answers, Changes, Decimal, QuestionId};

impl Case<'_> {
    /// For every strategy that is ruled out, a subset-minimal set of given answers that does it.
    pub(super) fn why_not(&self) -> Vec<WhyNot> {
        let guideline = self.engine.guideline();
        let possible = self.strategy;
        let all = self.engine.composed().table.leaves(self.engine.composed().strategy);
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
        let present = self.strategy;
        let guideline = self.engine.guideline();
        let outcomes = guideline[guideline.strategy].outcomes.len();
        if present.only().is_none_or(|end| end >= outcomes) {
            return Vec::new();
        }
        let mut points = Vec::new();
        for first in self.changes(answers) {
            let mut masks = self.facts.masks.clone();
            let left = self.after(&mut masks, &[&first]);
            if left == present {
                continue;
            }
            points.push((first, left));
        }
        let mut points: Vec<TippingPoint> = join(points)
            .into_iter()
            .map(|(change, left)| {
                let Change { question, to, margin } = self.change(&change);
                let near = near(change.answer, margin);
                TippingPoint { question, to, margin, near, possible: options(left, outcomes) }
            })
            .collect();
        points.sort_by_key(|point| (self.readily(point.question), Reverse(point.margin.is_some())));
        points
    }

    /// Changes of two answers after which the present strategy is no longer certain, though neither alone does it;
    /// those of modifiable answers first. Empty while the strategy is open.
    pub(super) fn tipping_pairs(&self, answers: &Answers) -> Vec<TippingPair> {
        let present = self.strategy;
        let guideline = self.engine.guideline();
        let outcomes = guideline[guideline.strategy].outcomes.len();
        if present.only().is_none_or(|end| end >= outcomes) {
            return Vec::new();
        }
        let (table, root) = self.strategy_diagram();
        let mut masks = self.facts.masks.clone();
        let alone: Vec<Flip> = self
            .changes(answers)
            .into_iter()
            .filter(|change| self.after(&mut masks, &[change]) == present)
            .collect();
        let mut pairs: Vec<(Flip, Vec<(Flip, Leaves)>)> = Vec::new();
        for (index, first) in alone.iter().enumerate() {
            masks.set(first.var, first.classes);
            // What the walk does not meet after the first change cannot turn it.
            let on_the_way = met(table, root, &masks);
            masks.set(first.var, self.facts.masks[first.var]);
            let later = alone[index + 1..].iter().filter(|second| second.question != first.question);
            let tip: Vec<(Flip, Leaves)> = later
                .filter(|second| on_the_way.contains(&second.var))
                .map(|second| (second.clone(), self.after(&mut masks, &[first, second])))
                .filter(|(_, left)| *left != present)
                .collect();
            let tip = join(tip);
            match pairs.last_mut() {
                Some((before, same)) if *same == tip && before.joins(first) => {
                    before.classes |= first.classes
                }
                _ => pairs.push((first.clone(), tip)),
            }
        }
        let mut all: Vec<TippingPair> = Vec::new();
        for (first, tip) in &pairs {
            all.extend(tip.iter().map(|(second, left)| TippingPair {
                changes: [self.change(first), self.change(second)],
                possible: options(*left, outcomes),
            }));
        }
        all.sort_by_key(|pair| {
            let [first, second] = pair.changes.each_ref().map(|change| self.readily(change.question));
            (first.max(second), first.min(second))
        });
        all
    }

    fn strategy_diagram(&self) -> (&Packed, Node) {
        let composed = self.engine.composed();
        (&composed.table, composed.strategy)
    }

    /// Every other class of every answered variable, by itself.
    fn changes(&self, answers: &Answers) -> Vec<Flip> {
        let variables = &self.engine.variables;
        let mut all = Vec::new();
        for (question, answer) in answers.iter() {
            for var in variables.question(question) {
                let Some(now) = self.facts.class[var] else { continue };
                let number = !variables.all[var].runs.is_empty();
                for class in (0..variables.all[var].classes).filter(|&class| class != now) {
                    all.push(Flip { question, answer, var, now, number, classes: 1 << class });
                }
            }
        }
        all
    }

    /// The strategies after some changes. The masks are as before when it is done.
    fn after(&self, masks: &mut Masks, changes: &[&Flip]) -> Leaves {
        let (table, root) = self.strategy_diagram();
        changes.iter().for_each(|change| masks.set(change.var, change.classes));
        let left = reach(table, root, masks);
        changes.iter().for_each(|change| masks.set(change.var, self.facts.masks[change.var]));
        left
    }

    fn change(&self, flip: &Flip) -> Change {
        let variables = &self.engine.variables;
        let to = match variables.all[flip.var].meaning {
            Meaning::Member(..) => {
                let present = flip.classes >> PRESENT & 1 == 1;
                variables.value(flip.var, if present { 1 << PRESENT } else { 1 << ABSENT })
            }
            _ => variables.value(flip.var, flip.classes),
        };
        let margin = match (flip.answer, &to) {
            (Answer::Number(number), Value::Range(min, max)) => Some(distance(number, *min, *max)),
            _ => None,
        };
        Change { question: flip.question, to, margin }
    }

    /// How readily an answer changes, the readiest first.
    fn readily(&self, question: QuestionId) -> usize {
        match self.engine.guideline()[question].changes {
            Changes::Modifiable => 0,
            Changes::Measured => 1,
            Changes::Fixed => 2,
        }
    }
}

/// Other classes of one answered variable.
#[derive(Clone, PartialEq)]
struct Flip {
    question: QuestionId,
    answer: Answer,
    var: usize,
    /// The class of the answer.
    now: usize,
    number: bool,
    classes: u64,
}

impl Flip {
    /// Whether a later change of the same variable goes with this one: of a number, classes side by side.
    fn joins(&self, later: &Flip) -> bool {
        let last = u64::BITS - 1 - self.classes.leading_zeros();
        self.var == later.var && (!self.number || later.classes == 1 << (last + 1))
    }
}

/// Classes of one variable after which the same is left become one change.
fn join(changes: Vec<(Flip, Leaves)>) -> Vec<(Flip, Leaves)> {
    let mut joined: Vec<(Flip, Leaves)> = Vec::new();
    for (flip, left) in changes {
        match joined.iter_mut().rev().find(|(before, same)| *same == left && before.joins(&flip)) {
            Some((before, _)) => before.classes |= flip.classes,
            None => joined.push((flip, left)),
        }
    }
    joined
}

fn distance(number: Decimal, min: Decimal, max: Decimal) -> Decimal {
    if number < min { min - number } else { number - max }
}

fn near(answer: Answer, margin: Option<Decimal>) -> bool {
    match (answer, margin) {
        (Answer::Number(number), Some(margin)) => margin.to_f64() * 10.0 <= number.to_f64().abs(),
        _ => false,
    }
}
