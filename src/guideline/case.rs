//! Cases: answers with a title, from a YAML or JSON document, and answers as values in such documents.

use serde_json::Value;

use super::{Answer, Answers, Diagnostics, Guideline, QuestionId};

/// A case file: answers with a title, and (a guideline's own cases) what they expect.
#[derive(Clone, Debug)]
pub struct Case {
    /// For people; may be empty.
    pub title: String,
    /// Where the case comes from.
    pub source: Option<String>,
    /// What was answered.
    pub answers: Answers,
    /// What the case expects.
    pub expect: Option<Expect>,
}

/// What a guideline's own case expects; all by id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expect {
    /// The outcome of the strategy.
    pub strategy: Option<String>,
    /// Recommendations that must be given.
    pub has: Vec<String>,
    /// Recommendations that must not be given.
    pub not: Vec<String>,
    /// Recommendations that must be withheld.
    pub withheld: Option<Vec<String>>,
    /// Ids of decisions whose alerts must show.
    pub alerts: Option<Vec<String>>,
    /// The status.
    pub status: Option<String>,
}

/// Reads a case from a YAML or JSON document. `name` is shown in errors.
pub fn read_case(_guideline: &Guideline, _name: &str, _text: &str) -> Result<Case, Diagnostics> {
    Err(Diagnostics::default())
}

/// An answer as it stands in files: `1`, `28.5`, `true`, `"option"`, `["option"]`, `{"yes": [], "unknown": []}`, `"unknown"`.
pub fn answer_to_value(_guideline: &Guideline, _question: QuestionId, _answer: Answer) -> Value {
    Value::Null
}

/// Reads an answer as it stands in files. The error is a sentence that names the question, what is allowed and the nearest right name.
pub fn answer_from_value(
    _guideline: &Guideline,
    _question: QuestionId,
    _value: &Value,
) -> Result<Answer, String> {
    Err(String::new())
}

/// An answer in the clinician's words: `28 %`, `bilobar`, `liver, lung`, `yes`, `unknown`.
pub fn answer_in_words(_guideline: &Guideline, _question: QuestionId, _answer: Answer) -> String {
    String::new()
}
