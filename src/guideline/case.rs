//! Cases: answers with a title, from a YAML or JSON document, and answers as values in such documents.

mod expect;
mod tour;
mod translated;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::document::{Content, EMPTY, Key, Node, parse};
use super::findings::{Fields, File, Findings, suggestion, text};
use super::nearest::denies;
use super::{
    Answer, Answers, Choice, Decimal, DecimalError, Diagnostics, Guideline, Kind, OptionSet, Question,
    QuestionId,
};
use crate::language::say;

pub use expect::Expect;
use expect::expected;
pub use tour::{Deed, Scene, Tour, TourStep, View, read_tour};
pub use translated::{Translated, read_translated};

/// A case file: answers with a title, and (a guideline's own cases) what they expect.
#[derive(Clone, Debug)]
pub struct Case {
    /// For people; may be empty.
    pub title: String,
    /// Where the case comes from.
    pub source: Option<String>,
    /// The claim of the founding review that it demonstrates.
    pub claim: Option<u32>,
    /// What was answered.
    pub answers: Answers,
    /// What the case expects.
    pub expect: Option<Expect>,
}

/// What is wrong with an answer, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) message: String,
    pub(crate) hint: Option<String>,
}

/// Reads a case from a YAML or JSON document. `name` is shown in errors.
pub fn read_case(guideline: &Guideline, name: &str, source: &str) -> Result<Case, Diagnostics> {
    let mut findings = Findings::default();
    match read(guideline, &mut findings, name, source) {
        Some(case) if findings.is_clean() => Ok(case),
        _ => Err(findings.done()),
    }
}

/// What reading this case asks for.
#[cfg(test)]
pub(super) fn asked(guideline: &Guideline, name: &str, source: &str) -> super::findings::Asked {
    let mut findings = Findings::default();
    let _ = read(guideline, &mut findings, name, source);
    findings.asked
}

fn read(guideline: &Guideline, findings: &mut Findings, name: &str, source: &str) -> Option<Case> {
    let file = findings.file(name, source);
    match parse(source) {
        Ok((root, problems)) => {
            problems.into_iter().for_each(|problem| findings.malformed(file, problem));
            case(guideline, findings, file, &root)
        }
        Err(mut malformed) => {
            if malformed.message == EMPTY {
                malformed.hint = Some("write `answers:` and `expect:`, or take the file out".to_owned());
            }
            findings.malformed(file, malformed);
            None
        }
    }
}

fn case(guideline: &Guideline, findings: &mut Findings, file: File, root: &Node) -> Option<Case> {
    let mut fields = Fields::of(findings, file, root, "a case")?;
    let title = fields.optional(findings, "title").unwrap_or_default().nfc().collect();
    let source = fields.optional(findings, "source");
    let claim = fields.get("claim");
    let answers = fields.require("answers");
    let expect = fields.get("expect");
    fields.done(findings);
    let number = claim.and_then(|node| {
        let number = text(findings, file, node, "claim").and_then(|claim| claim.parse().ok());
        if number.is_none() {
            let hint =
                Some("write the number of the claim that the case demonstrates, or remove it".to_owned());
            findings.error(file, node.spot, "`claim:` must be a number", hint);
        }
        number
    });
    let answers = given(guideline, findings, file, answers?);
    let expect = expect.and_then(|node| expected(guideline, findings, file, node));
    Some(Case { title, source, claim: number, answers, expect })
}

fn given(guideline: &Guideline, findings: &mut Findings, file: File, node: &Node) -> Answers {
    let mut answers = Answers::none(guideline);
    let Content::Map(entries) = &node.value else {
        let hint = Some("write `answers: {question: answer}`".to_owned());
        findings.error(file, node.spot, "`answers` must have keys and values", hint);
        return answers;
    };
    for (index, (key, value)) in entries.iter().enumerate() {
        if findings.is_hopeless() {
            break;
        }
        if let Some((before, number)) =
            index.checked_sub(1).and_then(|before| comma(&entries[before], key, value))
        {
            let hint = Some(format!("write a decimal point: `{}: {number}`", before.text));
            findings.error(file, key.spot, "a comma ends a number here", hint);
            continue;
        }
        if let Some((question, answer)) = one_given(guideline, findings, file, key, value) {
            answers.set(question, Some(answer));
        }
    }
    answers
}

/// The number that was meant by `inr: 3,1` in braces, where the comma begins another key.
fn comma<'a>((before, number): &'a (Key, Node), key: &Key, value: &Node) -> Option<(&'a Key, String)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = number.scalar().filter(|text| digits(text))?;
    (digits(&key.text) && value.is_empty()).then(|| (before, format!("{whole}.{}", key.text)))
}

/// One answer, by the id of its question.
fn one_given(
    guideline: &Guideline,
    findings: &mut Findings,
    file: File,
    key: &Key,
    value: &Node,
) -> Option<(QuestionId, Answer)> {
    let Some(position) = guideline.questions.iter().position(|question| question.id == key.text) else {
        let known = guideline.questions.iter().map(|question| question.id.as_str());
        let hint = suggestion(&key.text, known);
        findings.error(file, key.spot, format!("there is no question `{}`", key.text), hint);
        return None;
    };
    match read_answer(&guideline.questions[position], &value_of(value)) {
        Ok(answer) => Some((QuestionId(position), answer)),
        Err(wrong) => {
            findings.error(file, value.spot, wrong.message, wrong.hint);
            None
        }
    }
}

/// A node as a value: plain numbers and truth values as such, everything else as text.
pub(crate) fn value_of(node: &Node) -> Value {
    match &node.value {
        Content::Scalar(text, true) => match text.as_str() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "" | "~" | "null" => Value::Null,
            number => match number.parse::<Decimal>() {
                Ok(_) => serde_json::from_str(number).unwrap_or_else(|_| Value::String(text.clone())),
                Err(_) => Value::String(text.clone()),
            },
        },
        Content::Scalar(text, false) => Value::String(text.clone()),
        Content::List(items) => Value::Array(items.iter().map(value_of).collect()),
        Content::Map(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (key.text.clone(), value_of(node))).collect())
        }
    }
}

/// An answer as it stands in files: `1`, `28.5`, `true`, `"option"`, `["option"]`, `{"yes": [], "unknown": []}`, `"unknown"`.
pub fn answer_to_value(guideline: &Guideline, question: QuestionId, answer: Answer) -> Value {
    let options = guideline[question].kind.options();
    let id = |position: usize| options.get(position).map_or_else(String::new, |option| option.id.clone());
    let ids = |set: OptionSet| -> Value { set.iter().map(|position| Value::String(id(position))).collect() };
    match answer {
        Answer::Unknown => Value::String("unknown".to_owned()),
        Answer::YesNo(yes) => Value::Bool(yes),
        Answer::Option(position) => number_or_text(&id(position)),
        Answer::Number(number) => number_or_text(&number.to_string()),
        Answer::AnyOf { yes, unknown } if unknown.is_empty() => ids(yes),
        Answer::AnyOf { yes, unknown } => serde_json::json!({ "yes": ids(yes), "unknown": ids(unknown) }),
    }
}

fn number_or_text(text: &str) -> Value {
    match text.parse::<Decimal>() {
        Ok(_) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned())),
        Err(_) => Value::String(text.to_owned()),
    }
}

/// Reads an answer as it stands in files. The error is a sentence that names the question, what is allowed and the
/// nearest right name.
pub fn answer_from_value(
    guideline: &Guideline,
    question: QuestionId,
    value: &Value,
) -> Result<Answer, String> {
    read_answer(&guideline[question], value).map_err(|wrong| match wrong.hint {
        Some(hint) => format!("{}: {hint}", wrong.message),
        None => wrong.message,
    })
}

/// Reads an answer to a question.
pub(crate) fn read_answer(question: &Question, value: &Value) -> Result<Answer, Wrong> {
    if value.as_str() == Some("unknown") {
        return Ok(Answer::Unknown);
    }
    let wrong = |message: String, hint: Option<String>| Wrong { message, hint };
    let id = &question.id;
    let written = written(value);
    match &question.kind {
        Kind::YesNo => match value {
            Value::Bool(yes) => Ok(Answer::YesNo(*yes)),
            Value::String(word) if word == "yes" => Ok(Answer::YesNo(true)),
            Value::String(word) if word == "no" => Ok(Answer::YesNo(false)),
            _ => {
                let hint = Some("write yes, no or unknown".to_owned());
                Err(wrong(format!("`{id}` is a yes/no question, not {written}"), hint))
            }
        },
        Kind::OneOf(choices) | Kind::Scale(choices) => match value {
            Value::String(_) | Value::Number(_) => {
                let name = plain(value);
                let position = position(id, choices, &name)?;
                Ok(Answer::Option(position))
            }
            _ => {
                let ids: Vec<&str> = choices.iter().take(8).map(|choice| choice.id.as_str()).collect();
                let more = if choices.len() > ids.len() { ", .." } else { "" };
                let hint = Some(format!("write one of: {}{more}, or unknown", ids.join(", ")));
                Err(wrong(format!("`{id}` takes one option, not {written}"), hint))
            }
        },
        Kind::AnyOf(choices) => match value {
            Value::Array(list) => {
                Ok(Answer::AnyOf { yes: set(id, choices, list)?, unknown: OptionSet::EMPTY })
            }
            Value::Object(parts) if parts.is_empty() => {
                let hint = Some("write `[]` for none, or unknown".to_owned());
                Err(wrong(format!("`{id}` has no answer in `{{}}`"), hint))
            }
            Value::Object(parts) => {
                let mut sets = [OptionSet::EMPTY; 2];
                for (key, list) in parts {
                    let place = match (key.as_str(), list) {
                        ("yes", Value::Array(list)) => (0, list),
                        ("unknown", Value::Array(list)) => (1, list),
                        _ => {
                            let hint = "write `{yes: [..], unknown: [..]}`; what stands in neither is a no";
                            let message = format!("`{key}` has no place in the answer to `{id}`");
                            return Err(wrong(message, Some(hint.to_owned())));
                        }
                    };
                    sets[place.0] = set(id, choices, place.1)?;
                }
                let [yes, unknown] = sets;
                if let Some(both) = yes.and(unknown).iter().next() {
                    let message = format!("`{id}` has `{}` both as yes and as unknown", choices[both].id);
                    return Err(wrong(message, Some("keep one of them".to_owned())));
                }
                Ok(Answer::AnyOf { yes, unknown })
            }
            _ => {
                let one = value.as_str().filter(|name| choices.iter().any(|choice| choice.id == *name));
                let hint = Some(match one {
                    Some(name) => format!("write `[{name}]`"),
                    None => "write `[]` for none, `[a, b]`, or `{yes: [a], unknown: [b]}`".to_owned(),
                });
                Err(wrong(format!("`{id}` takes a list of options, not {written}"), hint))
            }
        },
        Kind::Number { unit, min, max, decimals } => {
            let range = format!("from {min} to {max} {unit}");
            let range = range.trim_end();
            let grid = match decimals {
                0 => "a whole number".to_owned(),
                1 => "a number with at most 1 decimal".to_owned(),
                _ => format!("a number with at most {decimals} decimals"),
            };
            let allowed = match decimals {
                0 => format!("write a whole number {range}"),
                1 => format!("write a number {range}, with at most 1 decimal"),
                _ => format!("write a number {range}, with at most {decimals} decimals"),
            };
            if !value.is_number() {
                let number = value.as_str().map(str::parse::<Decimal>);
                let hint = match number {
                    Some(Ok(_)) => "remove the quotes".to_owned(),
                    Some(Err(DecimalError::TooManyPlaces)) => allowed,
                    _ if value
                        .as_str()
                        .is_some_and(|text| text.replace(',', ".").parse::<Decimal>().is_ok()) =>
                    {
                        format!("write `{}`", plain(value).replace(',', "."))
                    }
                    _ => format!("{allowed}, without its unit, or unknown"),
                };
                let message = match number {
                    Some(Ok(_)) => format!("`{id}` is a number, not a text"),
                    Some(Err(DecimalError::TooManyPlaces | DecimalError::TooLarge)) => {
                        format!("`{id}` is out of range or has too many decimals")
                    }
                    _ => format!("`{id}` is a number, not {written}"),
                };
                return Err(wrong(message, Some(hint)));
            }
            let number: Decimal = plain(value).parse().map_err(|_| {
                wrong(format!("`{id}` is out of range or has too many decimals"), Some(allowed.clone()))
            })?;
            if number < *min || number > *max {
                return Err(wrong(
                    format!("`{id}` is {number}, which is out of range"),
                    Some(format!("{allowed}, or unknown")),
                ));
            }
            if !number.on_grid(*decimals) {
                let message = format!("`{id}` is {grid}, not {number}");
                return Err(wrong(message, Some("round it as the measurement allows".to_owned())));
            }
            Ok(Answer::Number(number))
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Null => "an empty value".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "a map".to_owned(),
        other => format!("`{}`", plain(other)),
    }
}

fn position(id: &str, choices: &[Choice], name: &str) -> Result<usize, Wrong> {
    choices.iter().position(|choice| choice.id == name).ok_or_else(|| Wrong {
        message: format!("`{id}` has no option `{name}`"),
        hint: suggestion(name, choices.iter().map(|choice| choice.id.as_str())),
    })
}

fn set(id: &str, choices: &[Choice], list: &[Value]) -> Result<OptionSet, Wrong> {
    let mut set = OptionSet::EMPTY;
    for item in list {
        let name = plain(item);
        if denies(&name) && !choices.iter().any(|choice| choice.id == name) {
            let hint = match list.len() {
                1 => "write `[]` for none of them",
                _ => "leave it out: what is not listed is a no",
            };
            return Err(Wrong {
                message: format!("`{id}` has no option `{name}`"),
                hint: Some(hint.to_owned()),
            });
        }
        let position = position(id, choices, &name)?;
        if set.contains(position) {
            let message = format!("`{id}` lists `{}` twice", choices[position].id);
            return Err(Wrong { message, hint: Some("keep one of them".to_owned()) });
        }
        set = set.with(position);
    }
    Ok(set)
}

/// An answer in the clinician's words: `28 %`, `bilobar`, `liver, lung`, `yes`, `unknown`.
pub fn answer_in_words(guideline: &Guideline, question: QuestionId, answer: Answer) -> String {
    let kind = &guideline[question].kind;
    let label = |position: usize| kind.options().get(position).map_or("", |option| option.label.as_str());
    let labels = |set: OptionSet| set.iter().map(label).collect::<Vec<_>>().join(", ");
    match answer {
        Answer::Unknown => say!(guideline, "unknown").to_owned(),
        Answer::YesNo(true) => say!(guideline, "yes").to_owned(),
        Answer::YesNo(false) => say!(guideline, "no").to_owned(),
        Answer::Option(position) => label(position).to_owned(),
        Answer::Number(number) => kind.quantity(number),
        Answer::AnyOf { yes, unknown } => match (yes.is_empty(), unknown.is_empty()) {
            (true, true) => say!(guideline, "none").to_owned(),
            (false, true) => labels(yes),
            (true, false) => say!(guideline, "unknown: {0}", labels(unknown)),
            (false, false) => say!(guideline, "{0}; unknown: {1}", labels(yes), labels(unknown)),
        },
    }
}
