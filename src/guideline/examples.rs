//! What a missing key may look like, for authors who do not know the format by heart.

/// An example of each key that must be there somewhere.
const EXAMPLES: [(&str, &str); 29] = [
    ("guideline", "guideline: liver_unit"),
    ("title", "title: What it is called"),
    ("version", "version: \"1\""),
    ("date", "date: 2026-11-23"),
    ("licence", "licence: CC-BY-4.0"),
    ("disclaimer", "disclaimer: What it must not be used for"),
    ("strategy", "strategy: plan"),
    ("section", "section: The heading of a page"),
    ("questions", "questions: [{id: fit, ask: Fit for surgery?, kind: yes_no}]"),
    ("id", "id: short_name"),
    ("ask", "ask: The question as it is read"),
    ("kind", "kind: yes_no"),
    ("decision", "decision: short_name"),
    ("outcomes", "outcomes: [resect, wait]"),
    ("rules", "rules: [{if: fit, then: resect, because: It is possible.}]"),
    ("if", "if: age >= 70 and fit"),
    ("then", "then: outcome"),
    ("because", "because: The reason in plain words."),
    ("recommendation", "recommendation: short_name"),
    ("domain", "domain: The heading under which it stands"),
    ("evidence", "evidence: author-2026"),
    ("citation", "citation: Author A, Journal 2026;1:1"),
    ("finding", "finding: \"One sentence: cohort, endpoint, figures, year\""),
    ("grade", "grade: cohort"),
    ("score", "score: short_name"),
    ("add", "add: 1"),
    ("never", "never: short-name"),
    ("from", "from: The text as the guideline has it"),
    ("at", "at: questions.age.ask"),
];

/// What to do about a missing key.
pub(crate) fn add(what: &str, key: &str) -> String {
    if (what, key) == ("a rule", "if") {
        return "add a guard, such as `if: age >= 70`; the last rule may be `otherwise: outcome`".to_owned();
    }
    match EXAMPLES.iter().find(|(other, _)| *other == key) {
        Some((_, example)) => format!("add it, for example `{example}`"),
        None if key == "answers" => "add it, `answers: {}` where nothing is answered".to_owned(),
        None if key == "tone" => "add `tone: do`, `tone: consider` or `tone: avoid`".to_owned(),
        None if key == "status" => {
            "add `status: checked` if you read the figures in the source, else `status: unverified`"
                .to_owned()
        }
        None if key == "range" => "add it, for example `range: [1, 100]`".to_owned(),
        None if key == "options" => "add it, for example `options: [left, right]`".to_owned(),
        None => format!("add `{key}:`"),
    }
}
