//! What is advised: alerts, the strategy, the recommendations, and what is withheld.

use super::{Block, Section, Writer};
use crate::engine::{Advice, State, Status};
use crate::guideline::{DecisionId, EvidenceId, Guideline, Rule};
use crate::language::say;
use crate::report::words::{
    WAYS, certain_first, grounds, is_undecided, strength_in_words, tone_word, ways_in_words,
};

/// So many recommendations are seen at a glance, with all that belongs to them.
const FEW: usize = 3;

impl<'r> Writer<'r> {
    pub(super) fn alerts(&self) -> Section {
        let blocks = self
            .report
            .assessment
            .alerts
            .iter()
            .filter_map(|alert| {
                let rule = self.rule(alert.decision, alert.rule)?;
                let text = rule.alert.clone().unwrap_or_else(|| rule.because.clone());
                let mut notes = vec![];
                if rule.alert.is_some() && !rule.because.is_empty() {
                    notes.push((say!(self.guideline(), "Why"), rule.because.clone()));
                }
                push_citations(self.guideline(), &mut notes, self.citations(&rule.evidence));
                Some(Block::Item { mark: Some(say!(self.guideline(), "ALERT")), text, notes })
            })
            .collect();
        Section { title: say!(self.guideline(), "Alerts").into(), blocks }
    }

    pub(super) fn strategy(&self) -> Section {
        let assessment = self.report.assessment;
        let guideline = self.guideline();
        let strategy = &assessment.strategy;
        let decision = &guideline[guideline.strategy];
        let mut blocks = vec![];
        match strategy.outcome.and_then(|outcome| decision.outcomes.get(outcome)) {
            Some(outcome) => {
                let mut notes = vec![];
                let state = assessment.decisions.get(guideline.strategy.0).map(|state| &state.state);
                if let Some(State::Decided { rule: Some(rule), .. }) = state
                    && let Some(rule) = self.rule(guideline.strategy, *rule)
                {
                    push_reason(guideline, &mut notes, rule);
                    push_citations(self.guideline(), &mut notes, self.citations(&rule.evidence));
                }
                if !strategy.why.is_empty() {
                    notes.push((say!(self.guideline(), "Follows from"), self.facts(&strategy.why)));
                }
                blocks.push(Block::Item { mark: None, text: outcome.label.clone(), notes });
            }
            None if strategy.possible.is_empty() => {
                blocks.push(Block::Text(
                    say!(self.guideline(), "No rule of this guideline covers the case.").into(),
                ));
            }
            None => {
                blocks
                    .push(Block::Text(say!(self.guideline(), "Not determined yet. Still possible:").into()));
                blocks.extend(
                    self.outcomes(guideline.strategy, strategy.possible)
                        .into_iter()
                        .map(|text| Block::Item { mark: None, text, notes: vec![] }),
                );
            }
        }
        if !assessment.open_formulas.is_empty() {
            let formulas: Vec<&str> =
                assessment.open_formulas.iter().map(|score| guideline[*score].title.as_str()).collect();
            blocks.push(Block::Text(say!(
                self.guideline(),
                "While numbers of {0} are open, more may be listed as open here than is.",
                formulas.join(", ")
            )));
        } else if !assessment.exact {
            blocks.push(Block::Text(
                say!(self.guideline(), "This guideline was too large to be worked out exactly: more may be listed as open here than is.")
                    .into(),
            ));
        }
        // What is certain is not made less so by advice that still waits.
        let title = if strategy.outcome.is_some() && assessment.status != Status::Provisional {
            decision.title.clone()
        } else {
            self.provisionally(&decision.title)
        };
        Section { title, blocks }
    }

    /// A heading that cannot be read as final while the case is not.
    fn provisionally(&self, title: &str) -> String {
        match self.report.assessment.status {
            _ if is_undecided(self.report.assessment) => say!(self.guideline(), "{0} (open)", title),
            Status::Provisional => say!(self.guideline(), "{0} (provisional)", title),
            Status::AwaitingWorkup => say!(self.guideline(), "{0} (awaiting work-up)", title),
            Status::Settled | Status::Final => title.to_string(),
        }
    }

    /// The recommendations by their titles alone, for whoever reads one screen: the whole list has many.
    pub(super) fn in_short(&self) -> Section {
        let recommendations = &self.report.assessment.recommendations;
        let item = |advice: &Advice| {
            let recommendation = &self.guideline()[advice.recommendation];
            Block::Item {
                mark: Some(tone_word(
                    self.guideline(),
                    advice.tone(self.guideline()),
                    advice.condition.is_some(),
                )),
                text: recommendation.title.clone(),
                notes: vec![],
            }
        };
        let enough = recommendations.len() > FEW;
        let blocks = certain_first(recommendations).filter(|_| enough).map(item).collect();
        Section { title: self.provisionally(say!(self.guideline(), "In short")), blocks }
    }

    pub(super) fn recommendations(&self) -> Section {
        let guideline = self.guideline();
        let mut blocks = vec![];
        let mut domain = None;
        for advice in &self.report.assessment.recommendations {
            let recommendation = &guideline[advice.recommendation];
            if domain.replace(&recommendation.domain) != Some(&recommendation.domain)
                && !recommendation.domain.is_empty()
            {
                blocks.push(Block::Heading(recommendation.domain.clone()));
            }
            blocks.push(Block::Item {
                mark: Some(tone_word(
                    self.guideline(),
                    advice.tone(self.guideline()),
                    advice.condition.is_some(),
                )),
                text: recommendation.title.clone(),
                notes: self.advice_notes(advice),
            });
        }
        let pending = &self.report.assessment.pending;
        if !pending.is_empty() {
            let titles: Vec<String> = pending.iter().map(|id| guideline[*id].named()).collect();
            blocks.push(Block::Text(say!(
                self.guideline(),
                "Not decided before more questions are answered: {0}.",
                titles.join("; ")
            )));
        }
        Section { title: self.provisionally(say!(self.guideline(), "Recommendations")), blocks }
    }

    fn advice_notes(&self, advice: &Advice) -> Vec<(&'static str, String)> {
        let guideline = self.guideline();
        let mut notes = vec![];
        if let Some(alternatives) = &advice.condition {
            let (ways, more) = ways_in_words(guideline, alternatives, WAYS);
            let only = (say!(guideline, "Only if"), say!(guideline, "Or if"));
            let told = ways.into_iter().enumerate();
            notes.extend(told.map(|(nth, way)| (if nth == 0 { only.0 } else { only.1 }, way)));
            notes.extend(more.map(|more| ("", more)));
        }
        if !guideline[advice.recommendation].detail.is_empty() {
            notes.push(("", guideline[advice.recommendation].detail.clone()));
        }
        if let Some(strength) = advice.strength {
            notes.push((
                say!(self.guideline(), "Strength"),
                strength_in_words(self.guideline(), strength).to_string(),
            ));
        }
        // Of several rules that may give it, those that certainly hold are the reason.
        let holding: Vec<_> =
            advice.from.iter().filter(|(decision, rule)| self.fires(*decision, *rule)).collect();
        let rules = if holding.is_empty() { advice.from.iter().collect() } else { holding };
        let mut cited: Vec<EvidenceId> = vec![];
        for (decision, rule) in rules {
            let Some(rule) = self.rule(*decision, *rule) else { continue };
            push_reason(guideline, &mut notes, rule);
            for evidence in &rule.evidence {
                if !cited.contains(evidence) {
                    cited.push(*evidence);
                }
            }
        }
        push_citations(self.guideline(), &mut notes, self.citations(&cited));
        for question in &advice.finds_out {
            notes.push((say!(self.guideline(), "Finds out"), guideline[*question].ask.clone()));
        }
        notes
    }

    /// Whether a rule certainly gives its advice.
    fn fires(&self, decision: DecisionId, rule: usize) -> bool {
        match self.report.assessment.decisions.get(decision.0).map(|state| &state.state) {
            Some(State::Decided { rule: Some(fired), .. }) => *fired == rule,
            Some(State::Collected(rules)) => rules.get(rule) == Some(&Some(true)),
            _ => false,
        }
    }

    pub(super) fn withheld(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .withheld
            .iter()
            .map(|withheld| {
                let stop = &guideline[withheld.stop];
                let mut notes = vec![(say!(self.guideline(), "Why"), stop.because.clone())];
                push_citations(self.guideline(), &mut notes, self.citations(&stop.evidence));
                let text = guideline[withheld.recommendation].named();
                Block::Item { mark: Some(say!(self.guideline(), "WITHHELD")), text, notes }
            })
            .collect();
        Section { title: say!(self.guideline(), "Withheld for safety").into(), blocks }
    }
}

fn push_reason(guideline: &Guideline, notes: &mut Vec<(&'static str, String)>, rule: &Rule) {
    let grounds = grounds(guideline, rule);
    let grounds = if grounds.is_empty() { grounds } else { format!(" ({grounds})") };
    let reason = (say!(guideline, "Why"), format!("{}{grounds}", rule.because));
    if !rule.because.is_empty() && !notes.contains(&reason) {
        notes.push(reason);
    }
}

fn push_citations(guideline: &Guideline, notes: &mut Vec<(&'static str, String)>, citations: String) {
    if !citations.is_empty() {
        notes.push((say!(guideline, "Evidence"), citations));
    }
}
