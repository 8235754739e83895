//! Facts in the clinician's words, from the labels of the guideline.

use super::assessment::{Fact, Value};
use super::range::END;
use super::variables::point_range;
use crate::guideline::{Choice, Decimal, Guideline, Kind, OptionSet, ScoreId, ScoreKind, Subject};
use crate::language::say;

/// A fact in words: `Future liver remnant: 20 to 29 %`, `Fitness: fit`.
pub fn fact_in_words(guideline: &Guideline, fact: &Fact) -> String {
    let name = match fact.on {
        Subject::Question(question) => &guideline[question].short,
        Subject::Decision(decision) => &guideline[decision].title,
        Subject::Score(score) => &guideline[score].title,
    };
    format!("{}: {}", name.trim_end_matches('?'), value_in_words(guideline, fact))
}

/// Only the value of a fact: `20 to 29 %`, `fit or frail`, `not liver`.
pub fn value_in_words(guideline: &Guideline, fact: &Fact) -> String {
    let options: Vec<&str> = match fact.on {
        Subject::Question(question) => match &guideline[question].kind {
            Kind::YesNo => vec![say!(guideline, "yes"), say!(guideline, "no")],
            other => labels(other.options()),
        },
        Subject::Decision(decision) => labels(&guideline[decision].outcomes)
            .into_iter()
            .chain([say!(guideline, "not applicable")])
            .collect(),
        Subject::Score(_) => Vec::new(),
    };
    let named = |set: OptionSet, between: &str| {
        let names: Vec<&str> = set.iter().filter_map(|position| options.get(position).copied()).collect();
        names.join(between)
    };
    match &fact.is {
        Value::Options(set) => named(*set, say!(guideline, " or ")),
        Value::Chosen { yes, no } if yes.len() + no.len() == options.len() && !no.is_empty() => {
            match yes.is_empty() {
                true => say!(guideline, "none").to_owned(),
                false => say!(guideline, "only {0}", named(*yes, ", ")),
            }
        }
        Value::Chosen { yes, no } if no.is_empty() => named(*yes, ", "),
        Value::Chosen { yes, no } if yes.is_empty() => {
            say!(guideline, "not {0}", named(*no, say!(guideline, ", not ")))
        }
        Value::Chosen { yes, no } => {
            say!(guideline, "{0}, not {1}", named(*yes, ", "), named(*no, say!(guideline, ", not ")))
        }
        Value::Number(number) => quantity(guideline, fact.on, *number),
        Value::Range(min, max) => range(guideline, fact.on, *min, *max),
        Value::NotApplicable => say!(guideline, "not applicable").to_owned(),
    }
}

fn labels(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.label.as_str()).collect()
}

fn unit(guideline: &Guideline, on: Subject) -> String {
    match on {
        Subject::Question(question) => match &guideline[question].kind {
            Kind::Number { unit, .. } if !unit.is_empty() => format!(" {unit}"),
            _ => String::new(),
        },
        Subject::Decision(_) | Subject::Score(_) => String::new(),
    }
}

/// From where to where the values of a question or score go at most.
fn ends(guideline: &Guideline, on: Subject) -> Option<(Decimal, Decimal)> {
    match on {
        Subject::Question(question) => match &guideline[question].kind {
            Kind::Number { min, max, .. } => Some((*min, *max)),
            _ => None,
        },
        Subject::Score(score) => match &guideline[score].kind {
            ScoreKind::Points(points) => {
                let (min, max) = point_range(points);
                Some((Decimal::whole(min), Decimal::whole(max)))
            }
            ScoreKind::Formula(_) => Some((Decimal::whole(-END), Decimal::whole(END))),
        },
        Subject::Decision(_) => None,
    }
}

fn quantity(guideline: &Guideline, on: Subject, number: Decimal) -> String {
    match on {
        Subject::Question(question) => guideline[question].kind.quantity(number),
        Subject::Decision(_) | Subject::Score(_) => number.to_string(),
    }
}

/// A score with what it comes to: `5`, `3 to 6`, `at least 2.5`.
pub fn score_in_words(guideline: &Guideline, score: ScoreId, (min, max): (Decimal, Decimal)) -> String {
    match &guideline[score].kind {
        ScoreKind::Points(_) if min != max => say!(guideline, "{0} to {1}", min, max),
        _ => range(guideline, Subject::Score(score), min, max),
    }
}

/// A range as far as the question's own range leaves it open: `at least 30 %` where 30 to the end is meant.
fn range(guideline: &Guideline, on: Subject, min: Decimal, max: Decimal) -> String {
    let unit = unit(guideline, on);
    let (open_below, open_above) =
        ends(guideline, on).map_or((false, false), |(least, most)| (min <= least, max >= most));
    let formula =
        matches!(on, Subject::Score(score) if matches!(guideline[score].kind, ScoreKind::Formula(_)));
    if min == max && !(formula && (open_below || open_above)) {
        return quantity(guideline, on, min);
    }
    // Between the numbers of a formula lie others: a bound is what a guard says, not its neighbour on the grid.
    let step = Decimal::step(Decimal::PLACES);
    let beside = |number: Decimal, other: Decimal| formula && !number.on_grid(ROUND) && other.on_grid(ROUND);
    let above = beside(min, min - step).then(|| min - step);
    let below = beside(max, max + step).then(|| max + step);
    match ((open_below, above), (open_above, below)) {
        ((true, _), (true, _)) => say!(guideline, "any").to_owned(),
        ((true, _), (false, None)) => say!(guideline, "at most {0}{1}", max, unit),
        ((true, _), (false, Some(below))) => say!(guideline, "below {0}{1}", below, unit),
        ((false, None), (true, _)) => say!(guideline, "at least {0}{1}", min, unit),
        ((false, Some(above)), (true, _)) => say!(guideline, "above {0}{1}", above, unit),
        ((false, None), (false, None)) => say!(guideline, "{0} to {1}{2}", min, max, unit),
        ((false, None), (false, Some(below))) => {
            say!(guideline, "at least {0}, below {1}{2}", min, below, unit)
        }
        ((false, Some(above)), (false, None)) => {
            say!(guideline, "above {0}, at most {1}{2}", above, max, unit)
        }
        ((false, Some(above)), (false, Some(below))) => {
            say!(guideline, "above {0}, below {1}{2}", above, below, unit)
        }
    }
}

/// With more places than so many nobody writes a threshold.
const ROUND: u8 = 4;
