//! Facts in the clinician's words, from the labels of the guideline.

use super::assessment::{Fact, Value};
use crate::guideline::{Choice, Decimal, Guideline, Kind, OptionSet, Subject};
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

fn quantity(guideline: &Guideline, on: Subject, number: Decimal) -> String {
    match on {
        Subject::Question(question) => guideline[question].kind.quantity(number),
        Subject::Decision(_) | Subject::Score(_) => number.to_string(),
    }
}

/// A range as far as the question's own range leaves it open: `at least 30 %` where 30 to the end is meant.
fn range(guideline: &Guideline, on: Subject, min: Decimal, max: Decimal) -> String {
    let unit = unit(guideline, on);
    if min == max {
        return quantity(guideline, on, min);
    }
    if let Subject::Question(question) = on
        && let Kind::Number { min: least, max: most, .. } = &guideline[question].kind
    {
        match (min == *least, max == *most) {
            (true, true) => return say!(guideline, "any").to_owned(),
            (true, false) => return say!(guideline, "at most {0}{1}", max, unit),
            (false, true) => return say!(guideline, "at least {0}{1}", min, unit),
            (false, false) => {}
        }
    }
    say!(guideline, "{0} to {1}{2}", min, max, unit)
}
