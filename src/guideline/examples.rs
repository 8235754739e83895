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

/// Keys that are nowhere needed, and have no example.
const FURTHER: [&str; 36] = [
    "otherwise",
    "when",
    "hit",
    "ordered",
    "alert",
    "strength",
    "basis",
    "recommend",
    "label",
    "help",
    "short",
    "options",
    "unit",
    "range",
    "decimals",
    "asks_when",
    "workup",
    "burden",
    "changes",
    "valid_days",
    "pinned",
    "detail",
    "tone",
    "excludes",
    "pmid",
    "doi",
    "status",
    "points",
    "formula",
    "forbid",
    "forbid_outcome",
    "answers",
    "expect",
    "accepted",
    "source",
    "sources",
];

/// Whether some file has a key of this name.
pub(crate) fn is_key(word: &str) -> bool {
    FURTHER.contains(&word) || EXAMPLES.iter().any(|(key, _)| *key == word)
}

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

/// What other programs and languages call the keys of the format: what has them, their word, and ours.
const OTHERS: [(&str, &str, &str); 24] = [
    ("a rule", "else", "otherwise"),
    ("a rule", "default", "otherwise"),
    ("a rule", "when", "if"),
    ("a rule", "condition", "if"),
    ("a rule", "outcome", "then"),
    ("a rule", "reason", "because"),
    ("a rule", "why", "because"),
    ("a rule", "cite", "evidence"),
    ("a rule", "sources", "evidence"),
    ("a rule", "advise", "recommend"),
    ("a rule", "warning", "alert"),
    ("a question", "text", "ask"),
    ("a question", "question", "ask"),
    ("a question", "label", "short"),
    ("a question", "title", "short"),
    ("a question", "type", "kind"),
    ("a question", "choices", "options"),
    ("a question", "values", "options"),
    ("a question", "if", "asks_when"),
    ("a question", "when", "asks_when"),
    ("a decision", "if", "when"),
    ("a stop", "when", "if"),
    ("a stop", "reason", "because"),
    ("a line of points", "points", "add"),
];

/// What to do about a key that there is not, where it can be told from the key itself.
pub(crate) fn instead_of(what: &str, key: &str) -> Option<String> {
    if ["all", "any", "not"].contains(&key) && ["a rule", "a stop", "a line of points"].contains(&what) {
        return Some(format!("write `if:`, and below it, further in, `{key}:` with its list of guards"));
    }
    if what == "a question" && ["min", "max"].contains(&key) {
        return Some("write `range: [smallest, largest]`".to_owned());
    }
    if key.bytes().all(|byte| byte.is_ascii_digit()) {
        // `{if: inr > 3,1, add: 1}`
        return Some("a comma ends a number: write a decimal point, such as `3.1`".to_owned());
    }
    if key.contains([' ', '<', '>']) {
        // `{if: a > 1, b < 2, add: 1}`
        return Some(
            "a comma ends a text in braces: join two tests with `and` or `or`, or put the text in quotes"
                .to_owned(),
        );
    }
    let (.., ours) = OTHERS.iter().find(|(other, word, _)| (*other, *word) == (what, key))?;
    Some(format!("write `{ours}:`"))
}
