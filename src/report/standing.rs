//! Where a decision stands, in the words of every page.

use crate::engine::{Assessment, State, Status};
use crate::guideline::{DecisionId, Guideline, OptionSet};
use crate::language::say;

/// So many outcomes are named where a decision is told in a few words; of more, only their number.
const NAMED: usize = 3;

/// Whether anything follows from a decision as it stands: not where it does not apply, nor where nothing open can
/// change the advice any more and it was left open.
pub fn has_effect(assessment: &Assessment, state: &State) -> bool {
    let may_change = assessment.status != Status::Final;
    match state {
        State::Decided { .. } => true,
        State::Skipped { .. } => false,
        State::Open { .. } => may_change,
        State::Collected(rules) => {
            rules.contains(&Some(true)) || may_change && rules.iter().any(Option::is_none)
        }
    }
}

/// Where a decision stands, in the words of every page: `fit for major surgery`, `left open, no effect`.
pub fn standing_in_words(guideline: &Guideline, assessment: &Assessment, id: DecisionId) -> String {
    match assessment.decisions.get(id.0).map(|decision| &decision.state) {
        Some(state) if is_left_open(assessment, state) => say!(guideline, "left open, no effect").to_owned(),
        Some(state) => state_in_words(guideline, id, state),
        None => String::new(),
    }
}

fn is_left_open(assessment: &Assessment, state: &State) -> bool {
    let open = match state {
        State::Open { .. } => true,
        State::Collected(rules) => rules.iter().any(Option::is_none),
        State::Decided { .. } | State::Skipped { .. } => false,
    };
    open && !has_effect(assessment, state)
}

/// The state of a decision in a few words, whatever the rest of the case is like.
pub fn state_in_words(guideline: &Guideline, id: DecisionId, state: &State) -> String {
    let decision = &guideline[id];
    match state {
        State::Skipped { .. } => say!(guideline, "does not apply").to_owned(),
        State::Decided { outcome, .. } => {
            decision.outcomes.get(*outcome).map_or_else(String::new, |choice| choice.label.clone())
        }
        State::Open { possible, skippable } => {
            let mut names = outcomes(guideline, id, *possible);
            if *skippable {
                names.push(say!(guideline, "does not apply"));
            }
            // The count comes first: names that are cut are not to be read as the outcome.
            match names.as_slice() {
                few if few.len() <= NAMED => {
                    say!(guideline, "{0} possible: {1}", few.len(), listed(few, say!(guideline, "or")))
                }
                more => say!(guideline, "{0} possible", more.len()),
            }
        }
        State::Collected(rules) => {
            let holding = rules.iter().filter(|rule| **rule == Some(true)).count();
            match (holding, rules.iter().any(Option::is_none)) {
                (0, true) => say!(guideline, "none so far").to_owned(),
                (0, false) => say!(guideline, "none").to_owned(),
                (1, true) => say!(guideline, "1 applies so far").to_owned(),
                (1, false) => say!(guideline, "1 applies").to_owned(),
                (more, true) => say!(guideline, "{0} apply so far", more),
                (more, false) => say!(guideline, "{0} apply", more),
            }
        }
    }
}

/// Labels of outcomes.
pub fn outcomes(guideline: &Guideline, id: DecisionId, set: OptionSet) -> Vec<&str> {
    let outcomes = &guideline[id].outcomes;
    set.iter().filter_map(|outcome| Some(outcomes.get(outcome)?.label.as_str())).collect()
}

/// `A`, `A or B`, `A, B or C`.
pub fn listed(names: &[&str], last: &str) -> String {
    match names {
        [before @ .., end] if !before.is_empty() => format!("{} {last} {end}", before.join(", ")),
        names => names.concat(),
    }
}
