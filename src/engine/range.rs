//! The values that a score may have while answers are open: interval arithmetic, which may name too many values and
//! never too few.

use super::facts::Facts;
use super::variables::Variables;
use crate::guideline::{
    Answer, Answers, Decimal, Formula, Guideline, Kind, Operator, QuestionId, ScoreId, ScoreKind, Subject,
};

/// All values from `low` to `high`, both included; none at all where `low` is larger.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range {
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Whether there may be no value: an input does not apply, or the arithmetic has no result.
    pub(crate) none: bool,
}

impl Range {
    const NONE: Range = Range { low: f64::INFINITY, high: f64::NEG_INFINITY, none: true };

    fn one(value: f64) -> Range {
        Range { low: value, high: value, none: false }
    }

    /// The values as decimals, the least and the largest, if there are any.
    pub(crate) fn decimals(self) -> Option<(Decimal, Decimal)> {
        (self.low <= self.high).then(|| (decimal(self.low), decimal(self.high)))
    }

    /// All results of an operation that is monotonic in each of its numbers.
    fn corners(self, other: Range, operation: impl Fn(f64, f64) -> f64) -> Range {
        if self.low > self.high || other.low > other.high {
            return Range::NONE;
        }
        let pairs =
            [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        // Infinity times nothing is nothing: the infinite end only bounds what is finite.
        let results = pairs.map(|(one, other)| {
            let result = operation(one, other);
            if result.is_nan() { 0.0 } else { result }
        });
        Range {
            low: results.into_iter().fold(f64::INFINITY, f64::min),
            high: results.into_iter().fold(f64::NEG_INFINITY, f64::max),
            none: self.none || other.none,
        }
    }

    fn divided_by(self, other: Range) -> Range {
        let by_zero = other.low <= 0.0 && other.high >= 0.0;
        match (by_zero, other.low == other.high) {
            (false, _) => self.corners(other, |one, other| one / other),
            (true, true) => Range::NONE,
            (true, false) if self.low > self.high => Range::NONE,
            (true, false) => Range { low: f64::NEG_INFINITY, high: f64::INFINITY, none: true },
        }
    }

    fn root(self) -> Range {
        match self.high < 0.0 {
            true => Range::NONE,
            false => Range {
                low: self.low.max(0.0).sqrt(),
                high: self.high.sqrt(),
                none: self.none || self.low < 0.0,
            },
        }
    }

    /// What is too large for a number has no value.
    fn finite(self) -> Range {
        match self.low.is_finite() && self.high.is_finite() {
            true => self,
            false if self.low >= self.high => Range::NONE,
            false => Range { none: true, ..self },
        }
    }
}

/// The nearest decimal; the largest one for what is beyond.
fn decimal(value: f64) -> Decimal {
    let end = Decimal::whole(END);
    Decimal::from_f64(value).unwrap_or(if value < 0.0 { Decimal::ZERO - end } else { end })
}

/// Beyond this no score is told apart.
pub(crate) const END: i64 = 1_000_000_000_000;

/// What a formula may come to.
pub(crate) fn formula(
    guideline: &Guideline,
    variables: &Variables,
    facts: &Facts,
    answers: &Answers,
    of: &Formula,
) -> Range {
    let range = |inner: &Formula| formula(guideline, variables, facts, answers, inner);
    match of {
        Formula::Number(number) => Range::one(number.to_f64()),
        Formula::Of(Subject::Question(question)) => {
            let applies = facts.applies(guideline, variables, *question);
            match applies {
                Some(false) => Range::NONE,
                _ => Range { none: applies.is_none(), ..answer(guideline, answers, *question) },
            }
        }
        Formula::Of(Subject::Score(score)) => self::score(guideline, variables, facts, answers, *score),
        Formula::Of(Subject::Decision(_)) => Range::NONE,
        Formula::Sqrt(inner) => range(inner).root().finite(),
        Formula::Binary(operator, left, right) => {
            let (left, right) = (range(left), range(right));
            let result = match operator {
                Operator::Add => left.corners(right, |one, other| one + other),
                Operator::Subtract => left.corners(right, |one, other| one - other),
                Operator::Multiply => left.corners(right, |one, other| one * other),
                Operator::Divide => left.divided_by(right),
                Operator::Min => left.corners(right, f64::min),
                Operator::Max => left.corners(right, f64::max),
            };
            result.finite()
        }
    }
}

/// What a score may come to, each of its criteria looked at by itself.
pub(crate) fn score(
    guideline: &Guideline,
    variables: &Variables,
    facts: &Facts,
    answers: &Answers,
    of: ScoreId,
) -> Range {
    match &guideline[of].kind {
        ScoreKind::Formula(inner) => formula(guideline, variables, facts, answers, inner),
        ScoreKind::Points(points) => {
            let (mut low, mut high) = (0.0, 0.0);
            for (guard, add) in points {
                let add = f64::from(*add);
                let holds = facts.holds(guideline, variables, guard);
                low += if holds == Some(true) || holds.is_none() && add < 0.0 { add } else { 0.0 };
                high += if holds == Some(true) || holds.is_none() && add > 0.0 { add } else { 0.0 };
            }
            Range { low, high, none: false }
        }
    }
}

fn answer(guideline: &Guideline, answers: &Answers, question: QuestionId) -> Range {
    match (answers.get(question), &guideline[question].kind) {
        (Some(Answer::Number(number)), _) => Range::one(number.to_f64()),
        (_, Kind::Number { min, max, .. }) => Range { low: min.to_f64(), high: max.to_f64(), none: false },
        _ => Range::NONE,
    }
}
