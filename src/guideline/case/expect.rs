//! What a guideline's own cases expect.

use crate::guideline::document::{Content, Key, Node};
use crate::guideline::findings::{Fields, File, Findings, items, known_or, text};
use crate::guideline::{Decimal, Decision, Guideline, Hit};

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
    /// Outcomes of decisions, by id: `skipped` is one that every decision has.
    pub outcomes: Vec<(String, String)>,
    /// The least and the largest value that a score may have.
    pub scores: Vec<(String, Decimal, Decimal)>,
}

pub(super) fn expected(
    guideline: &Guideline,
    findings: &mut Findings,
    file: File,
    node: &Node,
) -> Option<Expect> {
    let mut fields = Fields::of(findings, file, node, "`expect`")?;
    let strategy = fields.get("strategy");
    let recommend = fields.get("recommend");
    let (withheld, alerts) = (fields.get("withheld"), fields.get("alerts"));
    let (outcomes, scores) = (fields.get("outcomes"), fields.get("scores"));
    let statuses: Vec<(&str, &str)> = ["provisional", "settled", "awaiting_workup", "final"]
        .iter()
        .map(|status| (*status, *status))
        .collect();
    let status = fields.one_of(findings, "status", &statuses).map(str::to_owned);
    fields.done_or(findings, |key| elsewhere(guideline, key));
    let plans = &guideline[guideline.strategy].outcomes;
    let strategy = strategy.and_then(|node| {
        one(
            findings,
            file,
            node,
            "strategy",
            &plans.iter().map(|outcome| outcome.id.as_str()).collect::<Vec<_>>(),
        )
    });
    let known: Vec<&str> = guideline.recommendations.iter().map(|item| item.id.as_str()).collect();
    let decisions: Vec<&str> = guideline.decisions.iter().map(|decision| decision.id.as_str()).collect();
    let (mut has, mut not) = (Vec::new(), Vec::new());
    if let Some(node) = recommend
        && let Some(mut fields) = Fields::of(findings, file, node, "`recommend`")
    {
        let (yes, no) = (fields.get("has"), fields.get("not"));
        fields.done(findings);
        has = yes.map_or_else(Vec::new, |node| several(findings, file, node, "has", &known));
        not = no.map_or_else(Vec::new, |node| several(findings, file, node, "not", &known));
    }
    let withheld = withheld.map(|node| several(findings, file, node, "withheld", &known));
    let alerts = alerts.map(|node| several(findings, file, node, "alerts", &decisions));
    let outcomes = outcomes.map_or_else(Vec::new, |node| outcomes_of(guideline, findings, file, node));
    let scores = scores.map_or_else(Vec::new, |node| scores_of(guideline, findings, file, node));
    Some(Expect { strategy, has, not, withheld, alerts, status, outcomes, scores })
}

/// Where an expectation belongs that was written under the id of a decision, score or recommendation.
fn elsewhere(guideline: &Guideline, key: &str) -> Option<String> {
    let decision = guideline.decisions.iter().find(|decision| decision.id == key);
    match decision {
        Some(_) if guideline[guideline.strategy].id == key => Some("write `strategy: outcome`".to_owned()),
        Some(decision) if decision.hit == Hit::First => Some(format!("write `outcomes: {{{key}: outcome}}`")),
        Some(_) => Some(format!("write `alerts: [{key}]`")),
        None if guideline.scores.iter().any(|score| score.id == key) => {
            Some(format!("write `scores: {{{key}: value}}`"))
        }
        None if guideline.recommendations.iter().any(|item| item.id == key) => {
            Some(format!("write `recommend: {{has: [{key}]}}`"))
        }
        None => None,
    }
}

/// `{decision: outcome}`; an outcome may be `skipped`.
fn outcomes_of(
    guideline: &Guideline,
    findings: &mut Findings,
    file: File,
    node: &Node,
) -> Vec<(String, String)> {
    let mut read = Vec::new();
    for (key, value) in entries(findings, file, node, "outcomes", "decision: outcome") {
        let decisions: Vec<&Decision> =
            guideline.decisions.iter().filter(|decision| decision.hit == Hit::First).collect();
        let Some(decision) = decisions.iter().find(|decision| decision.id == key.text) else {
            let known = decisions.iter().map(|decision| decision.id.as_str());
            let hint = known_or(&key.text, known, "name a decision with outcomes");
            findings.error(file, key.spot, format!("no decision `{}` has an outcome", key.text), hint);
            continue;
        };
        let known: Vec<&str> =
            decision.outcomes.iter().map(|outcome| outcome.id.as_str()).chain(["skipped"]).collect();
        read.extend(
            one(findings, file, value, "outcomes", &known).map(|outcome| (key.text.clone(), outcome)),
        );
    }
    read
}

/// `{score: value}`, or `{score: [least, largest]}` while inputs are unknown.
fn scores_of(
    guideline: &Guideline,
    findings: &mut Findings,
    file: File,
    node: &Node,
) -> Vec<(String, Decimal, Decimal)> {
    let mut read = Vec::new();
    for (key, value) in entries(findings, file, node, "scores", "score: value") {
        let known = guideline.scores.iter().map(|score| score.id.as_str());
        if !known.clone().any(|id| id == key.text) {
            let hint = known_or(&key.text, known, "remove it; the guideline has no scores");
            findings.error(file, key.spot, format!("there is no score `{}`", key.text), hint);
            continue;
        }
        let number = |node: &Node| match &node.value {
            Content::Scalar(text, _) => text.parse::<Decimal>().ok(),
            Content::List(_) | Content::Map(_) => None,
        };
        let range = match &value.value {
            Content::List(ends) if ends.len() == 2 => number(&ends[0]).zip(number(&ends[1])),
            _ => number(value).map(|value| (value, value)),
        };
        match range {
            Some((least, largest)) if least > largest => {
                let hint = Some(format!("write `{}: [{largest}, {least}]`", key.text));
                findings.error(file, value.spot, "a range is [least, largest]", hint);
            }
            Some((least, largest)) => read.push((key.text.clone(), least, largest)),
            None => {
                let hint = Some(format!("write `{}: 3`, or `{}: [2, 4]` for a range", key.text, key.text));
                findings.error(file, value.spot, "a score must be a number or a range", hint);
            }
        }
    }
    read
}

fn entries<'a>(
    findings: &mut Findings,
    file: File,
    node: &'a Node,
    what: &str,
    example: &str,
) -> &'a [(Key, Node)] {
    match &node.value {
        Content::Map(entries) => entries,
        Content::Scalar(..) | Content::List(_) => {
            let hint = Some(format!("write `{what}: {{{example}}}`"));
            findings.error(file, node.spot, format!("`{what}` must have keys and values"), hint);
            &[]
        }
    }
}

fn one(findings: &mut Findings, file: File, node: &Node, what: &str, known: &[&str]) -> Option<String> {
    let name = text(findings, file, node, what)?;
    if known.contains(&name.as_str()) {
        return Some(name);
    }
    let hint = known_or(&name, known.iter().copied(), "remove it; the guideline has none");
    let kind = match what {
        "alerts" => "decision",
        "strategy" => "outcome of the strategy",
        "outcomes" => "outcome of this decision",
        _ => "recommendation",
    };
    findings.error(file, node.spot, format!("`{name}` is no {kind}"), hint);
    None
}

fn several(findings: &mut Findings, file: File, node: &Node, what: &str, known: &[&str]) -> Vec<String> {
    let nodes = items(findings, file, node, what);
    nodes.iter().filter_map(|node| one(findings, file, node, what, known)).collect()
}
