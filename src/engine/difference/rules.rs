//! Which rule of the old version is which rule of the new one: rules have no ids.

use crate::guideline::{Decision, Guideline, Rule};

/// The rules of a decision in both versions, by position: `None` where one has no such rule. In the order of the new
/// version, with those that are gone at the end.
pub(super) fn pairs(
    [old, new]: [&Guideline; 2],
    [old_decision, new_decision]: [&Decision; 2],
    tests_alike: impl Fn(usize, usize) -> bool,
) -> Vec<(Option<usize>, Option<usize>)> {
    let advice = |guideline: &Guideline, rule: &Rule| -> Vec<String> {
        rule.recommend.iter().map(|&id| guideline[id].id.clone()).collect()
    };
    let outcome = |decision: &Decision, rule: &Rule| rule.then.map(|then| decision.outcomes[then].id.clone());
    let rules = |i: usize, j: usize| (&old_decision.rules[i], &new_decision.rules[j]);
    let same_end = |i: usize, j: usize| {
        let (one, other) = rules(i, j);
        outcome(old_decision, one) == outcome(new_decision, other)
    };
    let same_text = |i: usize, j: usize| {
        let (one, other) = rules(i, j);
        one.because == other.because && one.alert == other.alert
    };
    let same_alert = |i: usize, j: usize| {
        let (one, other) = rules(i, j);
        one.alert.is_some() && one.alert == other.alert
    };
    let same_advice = |i: usize, j: usize| {
        let (one, other) = rules(i, j);
        let advised = advice(old, one);
        !advised.is_empty() && advised == advice(new, other) && one.alert.is_some() == other.alert.is_some()
    };
    let mut twin: Vec<Option<usize>> = vec![None; new_decision.rules.len()];
    let mut taken = vec![false; old_decision.rules.len()];
    // The surest likeness first.
    let likenesses: [&dyn Fn(usize, usize) -> bool; 5] = [
        &|i, j| tests_alike(i, j) && same_end(i, j) && same_text(i, j),
        &|i, j| tests_alike(i, j) && same_end(i, j),
        &|i, j| same_text(i, j) && same_end(i, j),
        &|i, j| same_alert(i, j) && same_end(i, j),
        &|i, j| same_advice(i, j) && same_end(i, j),
    ];
    for alike in likenesses {
        for (j, twin) in twin.iter_mut().enumerate().filter(|(_, twin)| twin.is_none()) {
            if let Some(i) = (0..taken.len()).find(|&i| !taken[i] && alike(i, j)) {
                (*twin, taken[i]) = (Some(i), true);
            }
        }
    }
    let gone = (0..taken.len()).filter(|&i| !taken[i]).map(|i| (Some(i), None));
    twin.iter().enumerate().map(|(j, &i)| (i, Some(j))).chain(gone).collect()
}
