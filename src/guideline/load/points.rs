//! Tests of scores that no sum of their points meets, or every one.

use super::Loader;
use crate::guideline::{
    Decimal, Diagnostic, Guard, Guideline, Holds, Interval, ScoreKind, Severity, Subject, Test,
};

impl Loader {
    /// Refuses a comparison of a score that is true, or false, whatever its points add up to.
    pub(super) fn points(&mut self, guideline: &Guideline) {
        let mut guards: Vec<&Guard> = Vec::new();
        for decision in &guideline.decisions {
            guards.extend(&decision.when);
            guards.extend(decision.rules.iter().filter_map(|rule| rule.guard.as_ref()));
        }
        guards.extend(guideline.stops.iter().map(|stop| &stop.guard));
        for score in &guideline.scores {
            if let ScoreKind::Points(points) = &score.kind {
                guards.extend(points.iter().map(|(guard, _)| guard));
            }
        }
        while let Some(guard) = guards.pop() {
            match guard {
                Guard::All(parts) | Guard::Any(parts) => guards.extend(parts),
                Guard::Not(part) => guards.push(part),
                Guard::Test(Test { on: Subject::Score(score), holds: Holds::Within(interval), place }) => {
                    let ScoreKind::Points(points) = &guideline[*score].kind else { continue };
                    let Some((word, range)) = decided(points, interval) else { continue };
                    self.findings.add_at(Diagnostic {
                        severity: Severity::Error,
                        place: place.clone(),
                        line_text: None,
                        width: guideline[*score].id.chars().count(),
                        message: format!("this test is always {word}"),
                        hint: Some(format!(
                            "its points add up to {range}; compare with a number inside, or remove the test"
                        )),
                    });
                }
                Guard::Test(_) => {}
            }
        }
    }
}

/// Whether all sums of points lie inside or outside an interval, and from where to where they go.
fn decided(points: &[(Guard, i32)], interval: &Interval) -> Option<(&'static str, String)> {
    let sum =
        |sign: fn(&i32) -> bool| points.iter().map(|(_, add)| *add).filter(sign).map(i64::from).sum::<i64>();
    let (least, most) = (sum(|add| *add < 0), sum(|add| *add > 0));
    // Not every sum in between need be reached; the proofs see to those.
    let mut inside = (least..=most).map(|sum| interval.contains(Decimal::whole(sum)));
    let first = inside.next()?;
    inside
        .all(|other| other == first)
        .then(|| (if first { "true" } else { "false" }, format!("{least} to {most}")))
}
