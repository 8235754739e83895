//! The answers a question offers, as rows with the keys that choose them.

use crate::guideline::{Answer, Guideline, Kind, OptionSet, QuestionId};
use crate::language::say;

/// One answer on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The key that chooses it, if there is one.
    pub(crate) key: Option<char>,
    /// In the clinician's words.
    pub(crate) label: String,
    /// A definition, if one is needed.
    pub(crate) help: Option<String>,
    /// What choosing it does.
    pub(crate) pick: Pick,
}

/// What choosing a row does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pick {
    /// Answers the question.
    Answer(Answer),
    /// Marks the option at this position of an `any_of` question.
    Mark(usize),
}

/// The rows of a question: its options, "none of them" where there may be many, and "unknown".
pub(crate) fn rows(guideline: &Guideline, question: QuestionId) -> Vec<Row> {
    let kind = &guideline[question].kind;
    let row = |key, label: &str, pick| Row { key, label: label.to_owned(), help: None, pick };
    let mut rows = Vec::new();
    match kind {
        Kind::YesNo => {
            rows.push(row(Some('y'), say!(guideline, "yes"), Pick::Answer(Answer::YesNo(true))));
            rows.push(row(Some('n'), say!(guideline, "no"), Pick::Answer(Answer::YesNo(false))));
        }
        Kind::Number { .. } => {}
        Kind::OneOf(options) | Kind::Scale(options) | Kind::AnyOf(options) => {
            let by_id = options.iter().all(|option| digit(&option.id).is_some());
            for (position, option) in options.iter().enumerate() {
                let by_position =
                    u32::try_from(position + 1).ok().and_then(|digit| char::from_digit(digit, 10));
                let pick = match kind {
                    Kind::AnyOf(_) => Pick::Mark(position),
                    _ => Pick::Answer(Answer::Option(position)),
                };
                rows.push(Row {
                    key: if by_id { digit(&option.id) } else { by_position },
                    label: option.label.clone(),
                    help: option.help.clone(),
                    pick,
                });
            }
        }
    }
    if let Kind::AnyOf(_) = kind {
        let none = Answer::AnyOf { yes: OptionSet::EMPTY, unknown: OptionSet::EMPTY };
        rows.push(row(Some('0'), say!(guideline, "none of them"), Pick::Answer(none)));
    }
    rows.push(row(Some('-'), say!(guideline, "unknown"), Pick::Answer(Answer::Unknown)));
    rows
}

/// The row that a digit chooses.
pub(crate) fn row_of_digit(guideline: &Guideline, question: QuestionId, digit: u8) -> Option<usize> {
    rows(guideline, question).iter().position(|row| row.key == Some(char::from(b'0' + digit)))
}

fn digit(id: &str) -> Option<char> {
    let mut characters = id.chars();
    characters.next().filter(|c| c.is_ascii_digit() && characters.next().is_none())
}
