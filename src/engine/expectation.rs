//! What a case expects, held against what follows from its answers.

use super::assessment::{Assessment, Fact, State};
use crate::guideline::{Decimal, Expect, Guideline, OptionSet, RecommendationId};

/// An expectation that was not met.
#[derive(Clone, Debug, PartialEq)]
pub struct Mismatch {
    /// What was expected of, as the case file has it: `strategy`, `recommend.has`, `scores.fong_clinical_risk`.
    pub of: String,
    /// What was expected, by id.
    pub expected: String,
    /// What follows instead, by id.
    pub got: String,
    /// The answers and outcomes that led there, as far as there is one path.
    pub because: Vec<Fact>,
}

/// Every expectation that the assessment does not meet.
pub fn mismatches(guideline: &Guideline, expect: &Expect, assessment: &Assessment) -> Vec<Mismatch> {
    let check = Check { guideline, assessment };
    let mut found = Vec::new();
    check.strategy(expect, &mut found);
    check.recommendations(expect, &mut found);
    check.lists(expect, &mut found);
    check.outcomes(expect, &mut found);
    check.scores(expect, &mut found);
    found
}

struct Check<'a> {
    guideline: &'a Guideline,
    assessment: &'a Assessment,
}

impl Check<'_> {
    fn strategy(&self, expect: &Expect, found: &mut Vec<Mismatch>) {
        let (guideline, strategy) = (self.guideline, &self.assessment.strategy);
        let decision = &guideline[guideline.strategy];
        let got = strategy.outcome.map(|outcome| decision.outcomes[outcome].id.clone());
        if expect.strategy.is_some() && got != expect.strategy {
            let open = || {
                let ids = strategy.possible.iter().map(|outcome| decision.outcomes[outcome].id.as_str());
                format!("open: {}", ids.collect::<Vec<_>>().join(", "))
            };
            found.push(Mismatch {
                of: "strategy".to_owned(),
                expected: expect.strategy.clone().unwrap_or_default(),
                got: got.unwrap_or_else(open),
                because: strategy.why.clone(),
            });
        }
    }

    fn recommendations(&self, expect: &Expect, found: &mut Vec<Mismatch>) {
        for id in &expect.has {
            let advice =
                self.assessment.recommendations.iter().find(|advice| self.id(advice.recommendation) == id);
            let got = match advice {
                Some(advice) if advice.condition.is_none() => continue,
                Some(_) => "it waits on unknown answers",
                None if self.assessment.withheld.iter().any(|held| self.id(held.recommendation) == id) => {
                    "a stop withholds it"
                }
                None if self.assessment.pending.iter().any(|pending| self.id(*pending) == id) => {
                    "it waits on unanswered questions"
                }
                None => "it is not given",
            };
            found.push(self.plain("recommend.has", id, got.to_owned()));
        }
        for id in &expect.not {
            let given =
                self.assessment.recommendations.iter().find(|advice| self.id(advice.recommendation) == id);
            // What waits on an unknown answer says so; only outright advice is what must not be.
            let Some(advice) = given.filter(|advice| advice.condition.is_none()) else { continue };
            let rules: Vec<String> = advice
                .from
                .iter()
                .map(|&(decision, rule)| format!("rule {} of {}", rule + 1, self.guideline[decision].id))
                .collect();
            let by = match rules.is_empty() {
                true => "as the work-up of an unknown answer".to_owned(),
                false => format!("by {}", rules.join(", ")),
            };
            found.push(self.plain("recommend.not", id, format!("given {by}")));
        }
    }

    fn lists(&self, expect: &Expect, found: &mut Vec<Mismatch>) {
        let (guideline, assessment) = (self.guideline, self.assessment);
        let withheld = assessment.withheld.iter().map(|held| self.id(held.recommendation).to_owned());
        let mut alerts: Vec<String> =
            assessment.alerts.iter().map(|alert| guideline[alert.decision].id.clone()).collect();
        alerts.dedup();
        let pairs = [("withheld", &expect.withheld, withheld.collect()), ("alerts", &expect.alerts, alerts)];
        for (of, expected, mut got) in pairs {
            let Some(mut expected) = expected.clone() else { continue };
            let sort = |list: &mut Vec<String>| {
                list.sort();
                list.dedup();
            };
            sort(&mut expected);
            sort(&mut got);
            if expected != got {
                found.push(self.plain(of, &list(&expected), list(&got)));
            }
        }
        if let Some(status) = &expect.status
            && status != assessment.status.id()
        {
            let open = assessment.decisive.iter().chain(&assessment.refining);
            let open: Vec<&str> = open.take(5).map(|question| guideline[*question].id.as_str()).collect();
            let waits =
                if open.is_empty() { String::new() } else { format!(", waits on {}", open.join(", ")) };
            found.push(self.plain("status", status, format!("{}{waits}", assessment.status.id())));
        }
    }

    fn outcomes(&self, expect: &Expect, found: &mut Vec<Mismatch>) {
        for (id, expected) in &expect.outcomes {
            let decisions = self.guideline.decisions.iter().zip(&self.assessment.decisions);
            let Some((decision, state)) = decisions.into_iter().find(|(decision, _)| decision.id == *id)
            else {
                continue;
            };
            let ids = |set: OptionSet| -> Vec<String> {
                set.iter().map(|position| decision.outcomes[position].id.clone()).collect()
            };
            let (got, because) = match &state.state {
                State::Decided { outcome, tests, .. } => {
                    (ids(OptionSet::one(*outcome)).concat(), tests.clone())
                }
                State::Skipped { tests } => ("skipped".to_owned(), tests.clone()),
                State::Open { possible, .. } => (format!("open: {}", ids(*possible).join(", ")), Vec::new()),
                State::Collected(_) => continue,
            };
            if got != *expected {
                found.push(Mismatch {
                    of: format!("outcomes.{id}"),
                    expected: expected.clone(),
                    got,
                    because,
                });
            }
        }
    }

    fn scores(&self, expect: &Expect, found: &mut Vec<Mismatch>) {
        for (id, least, largest) in &expect.scores {
            let values = &self.assessment.scores;
            let range = values
                .iter()
                .find(|value| self.guideline[value.score].id == *id)
                .and_then(|value| value.range);
            if range != Some((*least, *largest)) {
                let got = range.map_or_else(|| "no value".to_owned(), between);
                found.push(self.plain(&format!("scores.{id}"), &between((*least, *largest)), got));
            }
        }
    }

    fn id(&self, recommendation: RecommendationId) -> &str {
        &self.guideline[recommendation].id
    }

    fn plain(&self, of: &str, expected: &str, got: String) -> Mismatch {
        Mismatch { of: of.to_owned(), expected: expected.to_owned(), got, because: Vec::new() }
    }
}

fn between((least, largest): (Decimal, Decimal)) -> String {
    if least == largest { least.to_string() } else { format!("{least} to {largest}") }
}

fn list(ids: &[String]) -> String {
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}
