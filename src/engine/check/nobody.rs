//! Conditions that hold for nobody, and why: of rules, of stops, which then protect nobody, and of points.

use super::{Check, Code};
use crate::engine::compose::{self, Single};
use crate::engine::diagram::Node;
use crate::guideline::{
    DecisionId, Guard, Guideline, Hit, Holds, Place, QuestionId, ScoreKind, Subject, Test, guard_text,
};

/// A condition that holds for nobody.
#[derive(Clone, Copy)]
struct Condition<'a> {
    /// The decision that it stands in, if that is not always made.
    made: Option<(&'a str, &'a Guard)>,
    guard: Option<&'a Guard>,
}

impl<'a> Check<'a> {
    /// Says of each dead rule found so far why nobody reaches it.
    pub(super) fn explain_dead(&mut self, dead: &[(usize, DecisionId, usize)]) {
        let guideline = self.guideline();
        let mut nobody = Vec::new();
        for &(finding, id, rule) in dead {
            let decision = &guideline[id];
            let hidden = match decision.hit {
                Hit::Collect => Some(false),
                Hit::First => self.guards().holds[id.0].get(rule).map(|&own| own != Node::FALSE),
            };
            match hidden {
                Some(true) => self.found[finding].hint = self.hidden_by(id, rule),
                Some(false) => {
                    let made = decision.when.as_ref().map(|when| (decision.id.as_str(), when));
                    nobody.push((finding, Condition { made, guard: decision.rules[rule].guard.as_ref() }));
                }
                None => {
                    self.found[finding].hint =
                        "take it out, or let earlier rules leave it some patients".to_owned();
                }
            }
        }
        self.explain(&nobody, true, "mend that, or take the rule out");
    }

    /// Stops that protect nobody.
    pub(super) fn dead_stops(&mut self) {
        let mut nobody = Vec::new();
        for (index, stop) in self.guideline().stops.iter().enumerate() {
            if self.engine.composed().stops[index] == Node::FALSE {
                let message = format!("nobody is protected by the stop `{}`: it never holds", stop.id);
                self.found.push(self.finding(Code::DeadStop, &stop.id, &stop.place, message));
                nobody.push((self.found.len() - 1, Condition { made: None, guard: Some(&stop.guard) }));
            }
        }
        self.explain(&nobody, true, "mend its `if:`");
    }

    /// Points that nobody gets.
    pub(super) fn dead_points(&mut self) {
        let engine = self.engine;
        let guideline = self.guideline();
        let scored = |line: &(usize, usize)| match &guideline.scores[line.0].kind {
            ScoreKind::Points(points) => points.get(line.1).map(|(guard, _)| guard),
            ScoreKind::Formula(_) => None,
        };
        let lines: Vec<(usize, usize)> = (0..guideline.scores.len())
            .flat_map(|score| match &guideline.scores[score].kind {
                ScoreKind::Points(points) => (0..points.len()).map(|line| (score, line)).collect(),
                ScoreKind::Formula(_) => Vec::new(),
            })
            .collect();
        if lines.is_empty() {
            return;
        }
        let dead: Vec<(usize, usize)> =
            compose::singly(guideline, &engine.variables, engine.order(), (engine.budget, false), |guards| {
                let nobody = |line: &(usize, usize)| {
                    scored(line).is_some_and(|guard| !guards.somebody(&[guard], None))
                };
                lines.into_iter().filter(nobody).collect()
            });
        let mut nobody = Vec::new();
        for line in dead {
            let score = &guideline.scores[line.0];
            let Some(guard) = scored(&line) else { continue };
            let message = format!("nobody gets the points of line {} of `{}`", line.1 + 1, score.id);
            let place = first_place(guard).unwrap_or(&score.place);
            self.found.push(self.finding(Code::DeadPoints, &score.id, place, message));
            nobody.push((self.found.len() - 1, Condition { made: None, guard: Some(guard) }));
        }
        self.explain(&nobody, false, "mend that, or take the line out");
    }

    /// Gives findings their reason: what keeps everybody from their conditions.
    fn explain(&mut self, nobody: &[(usize, Condition<'a>)], decided: bool, what: &str) {
        if nobody.is_empty() {
            return;
        }
        let engine = self.engine;
        let guideline = self.guideline();
        let reasons: Vec<String> = compose::singly(
            guideline,
            &engine.variables,
            engine.order(),
            (engine.budget, decided),
            |guards| {
                let mut why = Why { guideline, guards };
                nobody.iter().map(|(_, condition)| why.nobody(*condition)).collect()
            },
        );
        for ((finding, _), reason) in nobody.iter().zip(reasons) {
            self.found[*finding].hint = format!("{reason}; {what}");
        }
    }
}

/// Finds the reason for which a condition holds for nobody.
struct Why<'a, 'g, 's> {
    guideline: &'a Guideline,
    guards: &'g mut Single<'s>,
}

impl<'a> Why<'a, '_, '_> {
    fn nobody(&mut self, condition: Condition<'a>) -> String {
        let when: Vec<&Guard> = condition.made.iter().flat_map(|(_, when)| parts(when)).collect();
        let own: Vec<&Guard> = condition.guard.iter().flat_map(|guard| parts(guard)).collect();
        if let Some((decision, _)) = condition.made
            && !self.guards.somebody(&when, None)
        {
            return format!("`{decision}` is never made: {}", self.never(&when));
        }
        if !self.guards.somebody(&own, None) {
            return self.never(&own);
        }
        let Some((decision, made)) = condition.made else {
            return "its tests never hold together".to_owned();
        };
        let own = self.smallest(&own, &when);
        format!(
            "`{decision}` is made only where `{}` (its `when:`), and there {}",
            guard_text(self.guideline, made),
            self.never_holds(&own)
        )
    }

    /// Why nobody meets all of some guards.
    fn never(&mut self, guards: &[&'a Guard]) -> String {
        if let Some(alone) = guards.iter().find(|guard| !self.guards.somebody(&[**guard], None)) {
            return self.alone(alone);
        }
        let fewest = self.smallest(guards, &[]);
        for question in tested(&fewest) {
            let Some(asked) = &self.guideline[question].asks_when else { continue };
            if self.guards.somebody(&fewest, Some(question)) {
                let others: Vec<&Guard> = fewest
                    .iter()
                    .copied()
                    .filter(|guard| !guard.tests(Subject::Question(question)))
                    .collect();
                let what = match others.is_empty() {
                    true => "they contradict that".to_owned(),
                    false => self.never_holds(&others),
                };
                return format!(
                    "`{}` is asked only where `{}` (its `asks_when:`), and there {what}",
                    self.guideline[question].id,
                    guard_text(self.guideline, asked),
                );
            }
        }
        let texts: Vec<String> = fewest.iter().map(|guard| self.text(guard)).collect();
        format!("{} never hold together", texts.join(" and "))
    }

    /// Why nobody meets one guard.
    fn alone(&mut self, guard: &'a Guard) -> String {
        let text = self.text(guard);
        match guard {
            Guard::All(parts) => self.never(&parts.iter().collect::<Vec<_>>()),
            Guard::Any(_) => format!("no part of {text} ever holds"),
            Guard::Not(part) => format!("{} holds for everybody", self.text(part)),
            Guard::Test(Test { on: Subject::Question(question), .. }) => {
                let id = &self.guideline[*question].id;
                match &self.guideline[*question].asks_when {
                    Some(asked) if !self.guards.somebody(&[asked], None) => {
                        format!("`{id}` is never asked: its `asks_when:` holds for nobody")
                    }
                    Some(asked) if self.guards.somebody(&[guard], Some(*question)) => {
                        let asked = guard_text(self.guideline, asked);
                        format!(
                            "`{id}` is asked only where `{asked}` (its `asks_when:`), and there {text} never holds"
                        )
                    }
                    _ => format!("{text} holds for nobody"),
                }
            }
            Guard::Test(Test { on: Subject::Decision(decision), holds, .. }) => {
                let id = &self.guideline[*decision].id;
                match (&self.guideline[*decision].when, holds) {
                    (Some(when), _) if !self.guards.somebody(&[when], None) => {
                        format!("`{id}` is never made: its `when:` holds for nobody")
                    }
                    (_, Holds::In(set)) if set.len() > 1 => {
                        format!("`{id}` ends in none of these for anybody: {text}")
                    }
                    _ => format!("{text} holds for nobody: no patient gets to that outcome"),
                }
            }
            Guard::Test(Test { on: Subject::Score(_), .. }) => {
                format!("{text} holds for nobody: the points never add up to it")
            }
        }
    }

    /// As few of the guards as nobody meets together with the given ones; later ones go first.
    fn smallest(&mut self, guards: &[&'a Guard], with: &[&'a Guard]) -> Vec<&'a Guard> {
        let mut kept = guards.to_vec();
        for position in (0..kept.len()).rev() {
            let mut fewer = kept.clone();
            fewer.remove(position);
            let all: Vec<&Guard> = fewer.iter().chain(with).copied().collect();
            if !self.guards.somebody(&all, None) {
                kept = fewer;
            }
        }
        kept
    }

    fn never_holds(&self, guards: &[&Guard]) -> String {
        let texts: Vec<String> = guards.iter().map(|guard| self.text(guard)).collect();
        let verb = if texts.len() == 1 { "never holds" } else { "never hold together" };
        format!("{} {verb}", texts.join(" and "))
    }

    fn text(&self, guard: &Guard) -> String {
        format!("`{}`", guard_text(self.guideline, guard))
    }
}

/// Where a guard begins.
fn first_place(guard: &Guard) -> Option<&Place> {
    match guard {
        Guard::All(parts) | Guard::Any(parts) => parts.iter().find_map(first_place),
        Guard::Not(part) => first_place(part),
        Guard::Test(test) => Some(&test.place),
    }
}

/// What has to hold all at once.
fn parts(guard: &Guard) -> Vec<&Guard> {
    match guard {
        Guard::All(all) => all.iter().flat_map(parts).collect(),
        other => vec![other],
    }
}

/// The questions that some guards test, each once.
fn tested(guards: &[&Guard]) -> Vec<QuestionId> {
    let mut found = Vec::new();
    for subject in guards.iter().flat_map(|guard| guard.subjects()) {
        if let Subject::Question(question) = subject
            && !found.contains(&question)
        {
            found.push(question);
        }
    }
    found
}
