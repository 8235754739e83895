//! What one assessment says otherwise than the one before, in as few lines as tell it; danger first.

use crate::engine::Assessment;
use crate::guideline::{Guideline, StopId};
use crate::language::say;
use crate::tui::state::Item;
use crate::tui::view::comparison::{Difference, NAMED, Sign, compare};
use crate::tui::view::phrases;

/// An assessment, and how many answers are to be confirmed under it.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) assessment: &'a Assessment,
    pub(super) outdated: usize,
}

/// Alerts and stops, each in a line that begins with its word; only those that were not there before.
pub(super) fn dangers(guideline: &Guideline, now: &Assessment, before: Option<&Assessment>) -> Vec<String> {
    let new_alert =
        |alert: &&crate::engine::Alert| before.is_none_or(|before| !before.alerts.contains(alert));
    let mut lines: Vec<String> = now
        .alerts
        .iter()
        .filter(new_alert)
        .map(|alert| say!(guideline, "ALERT {0}", phrases::alert(guideline, alert)))
        .collect();
    let mut stops: Vec<(StopId, Vec<String>)> = Vec::new();
    for withheld in &now.withheld {
        if before.is_some_and(|before| before.withheld.contains(withheld)) {
            continue;
        }
        let name = guideline[withheld.recommendation].named();
        match stops.iter_mut().find(|(stop, _)| *stop == withheld.stop) {
            Some((_, names)) => names.push(name),
            None => stops.push((withheld.stop, vec![name])),
        }
    }
    lines.extend(stops.into_iter().map(|(stop, names)| {
        let because = sentence(&guideline[stop].because);
        say!(guideline, "STOP Withheld for safety: {0}. {1}", names.join("; "), because)
    }));
    lines
}

/// A text that ends like a sentence.
fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// Status and plan, with the possible plans where they are few.
pub(super) fn plan(guideline: &Guideline, state: State<'_>) -> String {
    let status = phrases::full_status(guideline, state.assessment, state.outdated);
    let headline = phrases::headline(guideline, state.assessment);
    let strategy = &state.assessment.strategy;
    if strategy.outcome.is_some() || strategy.possible.len() > NAMED || strategy.possible.is_empty() {
        return say!(guideline, "{0}: {1}.", status, headline);
    }
    let names: Vec<&str> =
        strategy.possible.iter().map(|outcome| phrases::plan(guideline, outcome)).collect();
    say!(guideline, "{0}: {1}: {2}.", status, headline, names.join("; "))
}

/// What differs from before: dangers, then the plan, then the advice; empty where nothing does.
pub(super) fn told(guideline: &Guideline, before: State<'_>, now: State<'_>) -> Vec<String> {
    let mut lines = dangers(guideline, now.assessment, Some(before.assessment));
    let plan_now = plan(guideline, now);
    if plan_now != plan(guideline, before) {
        lines.push(plan_now);
    }
    let differences = compare(guideline, before.assessment, now.assessment).differences;
    lines.extend(differences.iter().filter_map(|difference| line(guideline, difference)));
    lines
}

/// A difference in words; `None` for what was said already.
fn line(guideline: &Guideline, difference: &Difference) -> Option<String> {
    let Difference { sign, what, text, danger, item } = difference;
    match (item, sign) {
        // Which plans are left is in the line of the plan.
        (Item::Decision(_), _) if !danger => None,
        (Item::Decision(_) | Item::Stop(_), Sign::Added | Sign::Changed) => None,
        (Item::Decision(_), Sign::Dropped) => Some(say!(guideline, "No longer an alert: {0}", text)),
        (Item::Stop(_), Sign::Dropped) => Some(say!(guideline, "No longer withheld: {0}", text)),
        (_, Sign::Added) => Some(say!(guideline, "New: {0} {1}", what, text)),
        (_, Sign::Dropped) => Some(say!(guideline, "Gone: {0} {1}", what, text)),
        (_, Sign::Changed) => Some(say!(guideline, "Changed: {0} {1}", what, text)),
    }
}
