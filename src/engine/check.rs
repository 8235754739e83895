//! What can be proved when a guideline is compiled: no gap, no dead rule, no advice against a stop.

use super::compile::End;
use super::diagram::{Graph, Node};
use super::explain::facts;
use super::{Engine, Fact, Finding};
use crate::guideline::{Hit, Place};

/// All findings, in the order of the path.
pub(crate) fn findings(engine: &Engine) -> Vec<Finding> {
    let mut found = Vec::new();
    let guideline = engine.guideline();
    for (index, decision) in guideline.decisions.iter().enumerate() {
        match decision.hit {
            Hit::First => {
                let root = engine.composed.fired[index];
                let ends = engine.composed.table.leaves(root);
                if ends.contains(End::GAP) {
                    let message = format!("`{}` has no rule for some patients", decision.id);
                    found.push(finding(engine, &decision.place, message, Some((root, End::GAP))));
                }
                for (rule, row) in decision.rules.iter().enumerate() {
                    if !ends.contains(rule) {
                        let message = format!(
                            "rule {} of `{}` never fires: no patient reaches it",
                            rule + 1,
                            decision.id
                        );
                        found.push(finding(engine, &row.place, message, None));
                    }
                }
            }
            Hit::Collect => {
                for (rule, row) in decision.rules.iter().enumerate() {
                    if engine.composed.collected[index][rule] == Node::FALSE {
                        let message = format!(
                            "rule {} of `{}` never holds: no patient reaches it",
                            rule + 1,
                            decision.id
                        );
                        found.push(finding(engine, &row.place, message, None));
                    }
                }
            }
        }
    }
    let table = &engine.composed.table;
    for (index, &advice) in engine.composed.advice.iter().enumerate() {
        let recommendation = &guideline.recommendations[index];
        for stop in table.leaves(advice).iter().filter(|&end| end >= 2) {
            let message = format!(
                "stop `{}` is not kept by the rules alone: `{}` would be advised",
                guideline.stops[stop - 2].id,
                recommendation.id
            );
            found.push(finding(engine, &guideline.stops[stop - 2].place, message, Some((advice, stop))));
        }
    }
    found
}

fn finding(engine: &Engine, place: &Place, message: String, witness: Option<(Node, usize)>) -> Finding {
    let example = witness.map(|(root, end)| example(engine, root, end)).unwrap_or_default();
    let example = match example.as_slice() {
        [] => String::new(),
        facts => {
            let words: Vec<String> =
                facts.iter().map(|fact| super::fact_in_words(engine.guideline(), fact)).collect();
            format!("; for example: {}", words.join(", "))
        }
    };
    Finding { error: true, place: place.clone(), message: format!("{message}{example}") }
}

/// Answers on a path to the end.
fn example(engine: &Engine, root: Node, end: usize) -> Vec<Fact> {
    let table = &engine.composed.table;
    let mut path = Vec::new();
    let mut node = root;
    while let Some((var, children)) = table.branch(node) {
        let reaches = |child: &Node| table.leaves(*child).contains(end);
        let Some(class) = children.iter().position(reaches) else { break };
        path.push((var, 1u64 << class));
        node = children[class];
    }
    facts(&engine.variables, path)
}
