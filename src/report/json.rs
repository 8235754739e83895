//! The stable JSON of `eval --format json`, as `schema/assessment.schema.json` describes it.
//!
//! Fields may be added here, and to the schema; those that are there keep their names and meanings. Every field is
//! always present. Rules are counted from 1, as people count lines.

mod document;

use serde_json::{Number, Value as Json, json};

use super::Report;
use super::words::{burden_id, plan_in_words, strength_id};
use crate::engine::{Advice, Assessment, Change, DecisionState, Fact, State, TippingPair, Value};
use crate::guideline::{
    Answer, Answers, Choice, Decimal, DecisionId, EvidenceId, Guideline, Hit, Kind, OptionSet, Origin,
    QuestionId, RecommendationId, Subject, Tone, answer_to_value,
};
use document::*;

/// A report as JSON, on one line without a line break at its end.
pub fn json(report: &Report<'_>) -> String {
    // Only maps with keys that are no text could fail, and there are none.
    serde_json::to_string(&document(report)).unwrap_or_default()
}

/// A report as a JSON value, for the conclusion of a session.
pub fn json_value(report: &Report<'_>) -> Json {
    serde_json::to_value(document(report)).unwrap_or_default()
}

/// A condition as it stands in `recommendations.if`: what it is about, and its classes.
pub fn condition_value(guideline: &Guideline, fact: &Fact) -> Json {
    serde_json::to_value(Writer { guideline, answers: None }.condition(fact)).unwrap_or_default()
}

fn document<'a>(report: &Report<'a>) -> Document<'a> {
    let Report { guideline, assessment, title, .. } = *report;
    let writer = Writer { guideline, answers: report.answers };
    let questions = |ids: &[QuestionId]| ids.iter().map(|id| guideline[*id].id.as_str()).collect();
    let strategy = &assessment.strategy;
    Document {
        guideline: GuidelineDoc {
            id: &guideline.id,
            version: &guideline.version,
            digest: &guideline.digest,
            origin: match guideline.origin {
                Origin::Embedded => "embedded",
                Origin::Folder(_) => "path",
            },
            folder: match &guideline.origin {
                Origin::Embedded => None,
                Origin::Folder(folder) => Some(folder.display().to_string()),
            },
        },
        title,
        status: assessment.status.id(),
        exact: assessment.exact,
        strategy: StrategyDoc {
            outcome: strategy.outcome.and_then(|position| writer.outcome(guideline.strategy, position)),
            possible: writer.outcomes(guideline.strategy, strategy.possible),
            title: writer.strategy_title(strategy.outcome, strategy.possible),
            why: writer.tests(&strategy.why),
        },
        overridden: report.overridden.map(|overridden| OverrideDoc {
            outcome: guideline[guideline.strategy]
                .outcomes
                .iter()
                .map(|outcome| outcome.id.as_str())
                .find(|id| *id == overridden.strategy),
            title: plan_in_words(guideline, &overridden.strategy),
            reason: &overridden.reason,
            at: overridden.at.to_string(),
        }),
        decisions: assessment.decisions.iter().map(|state| writer.decision(state)).collect(),
        recommendations: assessment.recommendations.iter().map(|advice| writer.advice(advice)).collect(),
        withheld: assessment
            .withheld
            .iter()
            .map(|withheld| WithheldDoc {
                id: &guideline[withheld.recommendation].id,
                title: guideline[withheld.recommendation].named(),
                stop: &guideline[withheld.stop].id,
                because: &guideline[withheld.stop].because,
            })
            .collect(),
        pending: assessment.pending.iter().map(|id: &RecommendationId| guideline[*id].id.as_str()).collect(),
        workup: assessment
            .workup
            .iter()
            .map(|item| {
                let question = &guideline[item.question];
                WorkUpDoc {
                    question: &question.id,
                    text: item.by.map_or(&question.ask, |workup| &guideline[workup].title),
                    burden: burden_id(question.burden),
                    decisive: item.decisive,
                }
            })
            .collect(),
        alerts: assessment
            .alerts
            .iter()
            .map(|alert| {
                let rule = &guideline[alert.decision].rules[alert.rule];
                AlertDoc {
                    decision: &guideline[alert.decision].id,
                    rule: alert.rule + 1,
                    text: rule.alert.as_deref().unwrap_or(&rule.because),
                }
            })
            .collect(),
        scores: assessment
            .scores
            .iter()
            .map(|score| ScoreDoc {
                id: &guideline[score.score].id,
                title: &guideline[score.score].title,
                value: score.range.filter(|(min, max)| min == max).map(|(min, _)| number(min)),
                min: score.range.map(|(min, _)| number(min)),
                max: score.range.map(|(_, max)| number(max)),
            })
            .collect(),
        dormant: questions(&assessment.dormant),
        outdated: report
            .outdated
            .iter()
            .flat_map(|outdated| outdated.iter())
            .map(|outdated| guideline[outdated.question].id.as_str())
            .collect(),
        next_question: assessment.next_question.map(|id| guideline[id].id.as_str()),
        decisive: questions(&assessment.decisive),
        refining: questions(&assessment.refining),
        why_not: assessment
            .why_not
            .iter()
            .filter_map(|why_not| {
                Some(WhyNotDoc {
                    strategy: writer.outcome(guideline.strategy, why_not.outcome)?,
                    because: writer.tests(&why_not.because),
                })
            })
            .collect(),
        tipping_points: assessment
            .tipping_points
            .iter()
            .map(|point| TippingPointDoc {
                question: &guideline[point.question].id,
                to: writer.classes(Subject::Question(point.question), &point.to),
                margin: point.margin.map(number),
                possible: writer.outcomes(guideline.strategy, point.possible),
                near: point.near,
                certain: point.possible.len() == 1,
            })
            .collect(),
        tipping_pairs: report.pairs.map(|pairs| {
            let change = |change: &Change| ChangeDoc {
                question: &guideline[change.question].id,
                to: writer.classes(Subject::Question(change.question), &change.to),
                margin: change.margin.map(number),
            };
            let pair = |pair: &TippingPair| TippingPairDoc {
                changes: pair.changes.each_ref().map(change),
                possible: writer.outcomes(guideline.strategy, pair.possible),
                certain: pair.possible.len() == 1,
            };
            pairs.iter().map(pair).collect()
        }),
        what_if: report.what_if.map(|what_if| {
            let value = |answers: &Answers, question: QuestionId| {
                answers.get(question).map(|answer| answer_to_value(guideline, question, answer))
            };
            let changed = |&question: &QuestionId| ChangedDoc {
                question: &guideline[question].id,
                from: value(what_if.before, question),
                to: report.answers.and_then(|answers| value(answers, question)),
            };
            let Assessment { status, strategy, .. } = what_if.assessment;
            WhatIfDoc {
                changed: what_if.changed.iter().map(changed).collect(),
                status: status.id(),
                outcome: strategy.outcome.and_then(|position| writer.outcome(guideline.strategy, position)),
                possible: writer.outcomes(guideline.strategy, strategy.possible),
            }
        }),
        evidence: cited(report)
            .into_iter()
            .map(|id| {
                let evidence = &guideline[id];
                EvidenceDoc {
                    id: &evidence.id,
                    citation: &evidence.citation,
                    pmid: evidence.pmid,
                    doi: evidence.doi.as_deref(),
                    finding: &evidence.finding,
                    grade: &evidence.grade,
                    status: if evidence.checked { "checked" } else { "unverified" },
                }
            })
            .collect(),
        disclaimer: &guideline.disclaimer,
    }
}

/// The evidence that an assessment rests on: of the rules that decided, of those that advise, and of the stops that
/// hold, in the order in which the page comes to them.
pub(in crate::report) fn cited(report: &Report<'_>) -> Vec<EvidenceId> {
    let Report { guideline, assessment, .. } = *report;
    let decided = assessment.decisions.iter().filter_map(|state| match state.state {
        State::Decided { rule: Some(rule), .. } => Some((state.decision, rule)),
        _ => None,
    });
    let alerts = assessment.alerts.iter().map(|alert| (alert.decision, alert.rule));
    let advice = assessment.recommendations.iter().flat_map(|advice| advice.from.iter().copied());
    let rules = alerts.chain(advice).chain(decided);
    let of_rules = rules.filter_map(|(decision, rule)| guideline[decision].rules.get(rule));
    let of_stops = assessment.withheld.iter().map(|withheld| &guideline[withheld.stop].evidence);
    let mut cited = vec![];
    for evidence in of_rules.map(|rule| &rule.evidence).chain(of_stops).flatten() {
        if !cited.contains(evidence) {
            cited.push(*evidence);
        }
    }
    cited
}

/// An exact decimal as a JSON number: whole numbers without a point.
fn number(value: Decimal) -> Number {
    let text = value.to_string();
    let fraction = || Number::from_f64(value.to_f64()).unwrap_or_else(|| Number::from(0));
    text.parse::<i64>().map_or_else(|_| fraction(), Number::from)
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    guideline: &'a Guideline,
    answers: Option<&'a Answers>,
}

impl<'a> Writer<'a> {
    fn outcome(self, decision: DecisionId, position: usize) -> Option<&'a str> {
        let outcomes = &self.guideline[decision].outcomes;
        match outcomes.get(position) {
            Some(outcome) => Some(&outcome.id),
            None if position == outcomes.len() => Some("skipped"),
            None => None,
        }
    }

    fn outcomes(self, decision: DecisionId, set: OptionSet) -> Vec<&'a str> {
        set.iter().filter_map(|position| self.outcome(decision, position)).collect()
    }

    fn strategy_title(self, outcome: Option<usize>, possible: OptionSet) -> String {
        let outcomes = &self.guideline[self.guideline.strategy].outcomes;
        let label = |position: usize| outcomes.get(position).map(|outcome| outcome.label.as_str());
        match outcome.and_then(label) {
            Some(label) => label.to_string(),
            None if possible.is_empty() => "Not covered by any rule".to_string(),
            None => format!(
                "Undetermined: {}",
                possible.iter().filter_map(label).collect::<Vec<_>>().join(", or ")
            ),
        }
    }

    fn decision(self, state: &DecisionState) -> DecisionDoc<'a> {
        let guideline = self.guideline;
        let decision = &guideline[state.decision];
        let mut doc = DecisionDoc {
            id: &decision.id,
            title: &decision.title,
            hit: match decision.hit {
                Hit::First => "first",
                Hit::Collect => "collect",
            },
            state: "open",
            outcome: None,
            possible: vec![],
            rule: None,
            because: None,
            tests: vec![],
            evidence: vec![],
            rules: vec![],
        };
        let evidence = |rule: usize| -> Vec<&'a str> {
            let cited = decision.rules.get(rule).map(|rule| rule.evidence.as_slice()).unwrap_or_default();
            cited.iter().map(|id| guideline[*id].id.as_str()).collect()
        };
        match &state.state {
            State::Skipped { tests } => {
                doc.state = "skipped";
                doc.possible = vec!["skipped"];
                doc.tests = self.tests(tests);
            }
            State::Decided { outcome, rule, tests } => {
                doc.state = "decided";
                doc.outcome = self.outcome(state.decision, *outcome);
                doc.possible = doc.outcome.into_iter().collect();
                doc.rule = rule.map(|rule| rule + 1);
                doc.because =
                    rule.and_then(|rule| decision.rules.get(rule)).map(|rule| rule.because.as_str());
                doc.evidence = rule.map(evidence).unwrap_or_default();
                doc.tests = self.tests(tests);
            }
            State::Open { possible, skippable } => {
                doc.possible = self.outcomes(state.decision, *possible);
                if *skippable {
                    doc.possible.push("skipped");
                }
            }
            State::Collected(rules) => {
                if rules.iter().all(Option::is_some) {
                    doc.state = "decided";
                }
                doc.rules = rules
                    .iter()
                    .enumerate()
                    .map(|(rule, holds)| RuleDoc { rule: rule + 1, holds: *holds })
                    .collect();
                let holding = rules.iter().enumerate().filter(|(_, holds)| **holds == Some(true));
                for id in holding.flat_map(|(rule, _)| evidence(rule)) {
                    if !doc.evidence.contains(&id) {
                        doc.evidence.push(id);
                    }
                }
            }
        }
        doc
    }

    fn advice(self, advice: &Advice) -> AdviceDoc<'a> {
        let guideline = self.guideline;
        let recommendation = &guideline[advice.recommendation];
        let mut evidence: Vec<&str> = vec![];
        for (decision, rule) in &advice.from {
            for id in guideline[*decision].rules.get(*rule).iter().flat_map(|rule| &rule.evidence) {
                if !evidence.contains(&guideline[*id].id.as_str()) {
                    evidence.push(&guideline[*id].id);
                }
            }
        }
        AdviceDoc {
            id: &recommendation.id,
            title: &recommendation.title,
            detail: &recommendation.detail,
            domain: &recommendation.domain,
            tone: match advice.tone(guideline) {
                Tone::Do => "do",
                Tone::Consider => "consider",
                Tone::Avoid => "avoid",
            },
            strength: advice.strength.map(strength_id),
            conditional: advice.condition.is_some(),
            condition: advice.condition.as_ref().map(|alternatives| {
                let all = |facts: &Vec<Fact>| facts.iter().map(|fact| self.condition(fact)).collect();
                alternatives.iter().map(all).collect()
            }),
            from: advice
                .from
                .iter()
                .map(|(decision, rule)| FromDoc { decision: &guideline[*decision].id, rule: rule + 1 })
                .collect(),
            evidence,
            finds_out: advice.finds_out.iter().map(|id| guideline[*id].id.as_str()).collect(),
        }
    }

    fn condition(self, fact: &Fact) -> ConditionDoc<'a> {
        let classes = self.classes(fact.on, &fact.is);
        match fact.on {
            Subject::Question(id) => {
                ConditionDoc::Question { question: &self.guideline[id].id, r#in: classes }
            }
            Subject::Decision(id) => {
                ConditionDoc::Decision { decision: &self.guideline[id].id, r#in: classes }
            }
            Subject::Score(id) => ConditionDoc::Score { score: &self.guideline[id].id, r#in: classes },
        }
    }

    fn tests(self, facts: &[Fact]) -> Vec<Test<'a>> {
        let test = |fact: &Fact| {
            let (on, id) = match fact.on {
                Subject::Question(id) => ("question", self.guideline[id].id.as_str()),
                Subject::Decision(id) => ("decision", self.guideline[id].id.as_str()),
                Subject::Score(id) => ("score", self.guideline[id].id.as_str()),
            };
            let answer = match fact.on {
                Subject::Question(question) => self.answers.and_then(|answers| {
                    Some(answer_to_value(self.guideline, question, answers.get(question)?))
                }),
                Subject::Decision(_) | Subject::Score(_) => None,
            };
            Test { on, id, is: self.answer_or_classes(fact), answer }
        };
        facts.iter().map(test).collect()
    }

    /// One value as a case would give it, several as classes.
    fn answer_or_classes(self, fact: &Fact) -> Json {
        match (&fact.is, fact.on) {
            (Value::Number(value), _) => Json::Number(number(*value)),
            (Value::Options(set), Subject::Question(question)) if set.len() == 1 => {
                let position = set.iter().next().unwrap_or_default();
                let answer = match self.guideline[question].kind {
                    Kind::YesNo => Answer::YesNo(position == 0),
                    _ => Answer::Option(position),
                };
                answer_to_value(self.guideline, question, answer)
            }
            (Value::Options(set), Subject::Decision(decision)) if set.len() == 1 => {
                self.outcomes(decision, *set).first().copied().map_or(Json::Null, Json::from)
            }
            _ => self.classes(fact.on, &fact.is),
        }
    }

    fn classes(self, on: Subject, value: &Value) -> Json {
        let ids = |set: OptionSet| -> Vec<&str> {
            match on {
                Subject::Question(question) => match &self.guideline[question].kind {
                    Kind::YesNo => named(&["yes", "no"], set),
                    other => {
                        let options: &[Choice] = other.options();
                        let ids: Vec<&str> = options.iter().map(|option| option.id.as_str()).collect();
                        named(&ids, set)
                    }
                },
                Subject::Decision(decision) => self.outcomes(decision, set),
                Subject::Score(_) => vec![],
            }
        };
        match value {
            Value::Options(set) => json!({"options": ids(*set)}),
            Value::Chosen { yes, no } => json!({"yes": ids(*yes), "no": ids(*no)}),
            Value::Number(value) => json!({"min": number(*value), "max": number(*value)}),
            Value::Range(min, max) => json!({"min": number(*min), "max": number(*max)}),
            Value::NotApplicable => json!({"applies": false}),
        }
    }
}

fn named<'a>(ids: &[&'a str], set: OptionSet) -> Vec<&'a str> {
    set.iter().filter_map(|position| ids.get(position).copied()).collect()
}
