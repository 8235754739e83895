//! What stands on a page and in which order, before it is text or Markdown.

use super::Report;
use super::words::{
    basis_in_words, burden_id, count, origin_in_words, short_digest, status_in_words, strength_in_words,
    tone_word,
};
use crate::engine::{Advice, DecisionState, Fact, State, Status, fact_in_words};
use crate::guideline::{
    DecisionId, EvidenceId, Guideline, Hit, OptionSet, QuestionId, Rule, answer_in_words,
};

/// A page.
pub(super) struct Page {
    /// What the page is about.
    pub(super) title: String,
    /// Under the title: what it is called, and what it says.
    pub(super) header: Vec<(&'static str, String)>,
    /// The status in plain words.
    pub(super) status: String,
    /// Only sections with something in them.
    pub(super) sections: Vec<Section>,
    /// At the end.
    pub(super) disclaimer: String,
}

/// A part of a page.
pub(super) struct Section {
    /// Its heading.
    pub(super) title: String,
    /// What stands in it.
    pub(super) blocks: Vec<Block>,
}

/// A block of a section.
pub(super) enum Block {
    /// A heading within the section.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// One thing, with what belongs to it.
    Item {
        /// A word before it that says at a glance what it is.
        mark: Option<&'static str>,
        /// The thing.
        text: String,
        /// Under it: an empty label is a plain line.
        notes: Vec<(&'static str, String)>,
    },
}

impl Page {
    /// The page of a report.
    pub(super) fn of(report: &Report<'_>) -> Page {
        let Report { guideline, assessment, .. } = *report;
        let mut header = vec![(
            "Guideline",
            format!(
                "{} ({} {}, {})",
                guideline.title,
                guideline.id,
                guideline.version,
                origin_in_words(&guideline.origin)
            ),
        )];
        header.push(("Text", format!("{}, dated {}", short_digest(&guideline.digest), guideline.date)));
        if let Some(overridden) = report.overridden {
            let at = overridden.at.date_and_clock();
            let decided = strategy_label(guideline, &overridden.strategy);
            header.push(("The board decided otherwise", format!("{decided} ({}; {at})", overridden.reason)));
        }
        let title = match report.title {
            "" => "Case for discussion by the tumour board (MDT)".to_string(),
            title => format!("{title}: for discussion by the tumour board (MDT)"),
        };
        let writer = Writer { report };
        let sections = vec![
            writer.alerts(),
            writer.strategy(),
            writer.recommendations(),
            writer.withheld(),
            writer.workup(),
            writer.open(),
            writer.path(),
            writer.scores(),
            writer.why_not(),
            writer.tipping_points(),
            writer.answers(),
            writer.evidence(),
        ];
        Page {
            title,
            header,
            status: status_in_words(assessment),
            sections: sections.into_iter().filter(|section| !section.blocks.is_empty()).collect(),
            disclaimer: guideline.disclaimer.clone(),
        }
    }
}

/// The label of a strategy's outcome, or the words themselves if it is none.
fn strategy_label(guideline: &Guideline, id: &str) -> String {
    let outcomes = &guideline[guideline.strategy].outcomes;
    outcomes.iter().find(|outcome| outcome.id == id).map_or(id, |outcome| &outcome.label).to_string()
}

struct Writer<'r> {
    report: &'r Report<'r>,
}

impl<'r> Writer<'r> {
    fn guideline(&self) -> &'r Guideline {
        self.report.guideline
    }

    fn rule(&self, decision: DecisionId, rule: usize) -> Option<&'r Rule> {
        self.guideline()[decision].rules.get(rule)
    }

    fn facts(&self, facts: &[Fact]) -> String {
        facts.iter().map(|fact| fact_in_words(self.guideline(), fact)).collect::<Vec<_>>().join("; ")
    }

    fn outcomes(&self, decision: DecisionId, set: OptionSet) -> Vec<String> {
        let outcomes = &self.guideline()[decision].outcomes;
        set.iter().filter_map(|position| Some(outcomes.get(position)?.label.clone())).collect()
    }

    /// Citations, each marked where its figures were not checked against the source.
    fn citations(&self, evidence: &[EvidenceId]) -> String {
        let cite = |id: &EvidenceId| {
            let evidence = &self.guideline()[*id];
            format!("{}{}", evidence.citation, if evidence.checked { "" } else { " [unverified]" })
        };
        evidence.iter().map(cite).collect::<Vec<_>>().join("; ")
    }

    fn alerts(&self) -> Section {
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
                    notes.push(("Why", rule.because.clone()));
                }
                push_citations(&mut notes, self.citations(&rule.evidence));
                Some(Block::Item { mark: Some("ALERT"), text, notes })
            })
            .collect();
        Section { title: "Alerts".into(), blocks }
    }

    fn strategy(&self) -> Section {
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
                    push_reason(&mut notes, rule);
                    push_citations(&mut notes, self.citations(&rule.evidence));
                }
                if !strategy.why.is_empty() {
                    notes.push(("Follows from", self.facts(&strategy.why)));
                }
                blocks.push(Block::Item { mark: None, text: outcome.label.clone(), notes });
            }
            None => {
                blocks.push(Block::Text("Not determined yet. Still possible:".into()));
                blocks.extend(
                    self.outcomes(guideline.strategy, strategy.possible)
                        .into_iter()
                        .map(|text| Block::Item { mark: None, text, notes: vec![] }),
                );
            }
        }
        if !assessment.exact {
            blocks.push(Block::Text(
                "This guideline was too large to be worked out exactly: more may be listed as open here than is."
                    .into(),
            ));
        }
        Section { title: self.provisionally(&decision.title), blocks }
    }

    /// A heading that cannot be read as final while the case is not.
    fn provisionally(&self, title: &str) -> String {
        match self.report.assessment.status {
            Status::Provisional => format!("{title} (provisional)"),
            Status::AwaitingWorkup => format!("{title} (awaiting work-up)"),
            Status::Settled | Status::Final => title.to_string(),
        }
    }

    fn recommendations(&self) -> Section {
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
                mark: Some(tone_word(recommendation.tone)),
                text: recommendation.title.clone(),
                notes: self.advice_notes(advice),
            });
        }
        let pending = &self.report.assessment.pending;
        if !pending.is_empty() {
            let titles: Vec<&str> = pending.iter().map(|id| guideline[*id].title.as_str()).collect();
            blocks.push(Block::Text(format!(
                "Not decided before more questions are answered: {}.",
                titles.join("; ")
            )));
        }
        Section { title: self.provisionally("Recommendations"), blocks }
    }

    fn advice_notes(&self, advice: &Advice) -> Vec<(&'static str, String)> {
        let guideline = self.guideline();
        let mut notes = vec![];
        if let Some(alternatives) = &advice.condition {
            notes.push(("Only", self.condition(alternatives)));
        }
        if !guideline[advice.recommendation].detail.is_empty() {
            notes.push(("", guideline[advice.recommendation].detail.clone()));
        }
        if let Some(strength) = advice.strength {
            notes.push(("Strength", strength_in_words(strength).to_string()));
        }
        // Of several rules that may give it, those that certainly hold are the reason.
        let holding: Vec<_> =
            advice.from.iter().filter(|(decision, rule)| self.fires(*decision, *rule)).collect();
        let rules = if holding.is_empty() { advice.from.iter().collect() } else { holding };
        let mut cited: Vec<EvidenceId> = vec![];
        for (decision, rule) in rules {
            let Some(rule) = self.rule(*decision, *rule) else { continue };
            push_reason(&mut notes, rule);
            for evidence in &rule.evidence {
                if !cited.contains(evidence) {
                    cited.push(*evidence);
                }
            }
        }
        push_citations(&mut notes, self.citations(&cited));
        for question in &advice.finds_out {
            notes.push(("Finds out", guideline[*question].ask.clone()));
        }
        notes
    }

    /// Alternatives in words: `if A and B; or if C`.
    fn condition(&self, alternatives: &[Vec<Fact>]) -> String {
        if alternatives.is_empty() {
            return "on answers that are not known yet".to_string();
        }
        let one = |facts: &Vec<Fact>| {
            let facts: Vec<String> = facts.iter().map(|fact| fact_in_words(self.guideline(), fact)).collect();
            format!("if {}", facts.join(" and "))
        };
        alternatives.iter().map(one).collect::<Vec<_>>().join("; or ")
    }

    /// Whether a rule certainly gives its advice.
    fn fires(&self, decision: DecisionId, rule: usize) -> bool {
        match self.report.assessment.decisions.get(decision.0).map(|state| &state.state) {
            Some(State::Decided { rule: Some(fired), .. }) => *fired == rule,
            Some(State::Collected(rules)) => rules.get(rule) == Some(&Some(true)),
            _ => false,
        }
    }

    fn withheld(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .withheld
            .iter()
            .map(|withheld| {
                let stop = &guideline[withheld.stop];
                let mut notes = vec![("Why", stop.because.clone())];
                push_citations(&mut notes, self.citations(&stop.evidence));
                let text = guideline[withheld.recommendation].title.clone();
                Block::Item { mark: Some("WITHHELD"), text, notes }
            })
            .collect();
        Section { title: "Withheld for safety".into(), blocks }
    }

    fn workup(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .workup
            .iter()
            .map(|item| {
                let question = &guideline[item.question];
                let mut notes = vec![];
                if let Some(workup) = question.workup {
                    notes.push(("How", guideline[workup].title.clone()));
                }
                let weight = if item.decisive { "can change the plan" } else { "refines the advice" };
                notes.push(("", format!("{weight}; {}", burden_id(question.burden))));
                Block::Item { mark: Some("FIND OUT"), text: question.ask.clone(), notes }
            })
            .collect();
        Section { title: "Work-up".into(), blocks }
    }

    fn open(&self) -> Section {
        let assessment = self.report.assessment;
        let unanswered = |questions: &'r [QuestionId]| {
            let unknown =
                |question: &QuestionId| assessment.workup.iter().any(|item| item.question == *question);
            questions.iter().filter(move |question| !unknown(question))
        };
        let ask = |question: &QuestionId| self.guideline()[*question].ask.clone();
        let mut blocks = vec![];
        if let Some(next) = assessment.next_question {
            blocks.push(Block::Item { mark: Some("NEXT"), text: ask(&next), notes: vec![] });
        }
        for (questions, words) in [
            (&assessment.decisive, "can still change the plan"),
            (&assessment.refining, "would refine the advice"),
        ] {
            let open: Vec<String> = unanswered(questions).map(ask).collect();
            if !open.is_empty() {
                blocks.push(Block::Text(format!(
                    "{} {words}: {}",
                    count(open.len(), "unanswered question"),
                    open.join("; ")
                )));
            }
        }
        if !assessment.dormant.is_empty() {
            let dormant: Vec<String> = assessment.dormant.iter().map(ask).collect();
            blocks.push(Block::Text(format!("Answered, but without effect here: {}", dormant.join("; "))));
        }
        Section { title: "Still open".into(), blocks }
    }

    fn path(&self) -> Section {
        let blocks = self.report.assessment.decisions.iter().map(|state| self.decision(state)).collect();
        Section { title: "Decision path".into(), blocks }
    }

    fn decision(&self, state: &DecisionState) -> Block {
        let decision = &self.guideline()[state.decision];
        let title = &decision.title;
        let mut notes = vec![];
        let (mark, text) = match &state.state {
            State::Skipped { tests } => {
                push_facts(&mut notes, self.facts(tests));
                ("skipped", format!("{title}: does not apply"))
            }
            State::Decided { outcome, rule, tests } => {
                let label = decision.outcomes.get(*outcome).map_or("", |outcome| &outcome.label);
                push_facts(&mut notes, self.facts(tests));
                if let Some(rule) = rule.and_then(|rule| self.rule(state.decision, rule))
                    && !rule.because.is_empty()
                {
                    notes.push(("Why", rule.because.clone()));
                }
                ("decided", format!("{title}: {label}"))
            }
            State::Open { possible, skippable } => {
                let mut labels = self.outcomes(state.decision, *possible);
                if *skippable {
                    labels.push("does not apply".into());
                }
                ("open", format!("{title}: {}", labels.join(", or ")))
            }
            State::Collected(rules) => {
                debug_assert_eq!(decision.hit, Hit::Collect);
                let holding = rules.iter().filter(|holds| **holds == Some(true)).count();
                let open = rules.iter().filter(|holds| holds.is_none()).count();
                let mark = if open == 0 { "decided" } else { "open" };
                let rest = if open == 0 { String::new() } else { format!(", {open} open") };
                (mark, format!("{title}: {} of {} hold{rest}", holding, count(rules.len(), "rule")))
            }
        };
        Block::Item { mark: Some(mark), text, notes }
    }

    fn scores(&self) -> Section {
        let blocks = self
            .report
            .assessment
            .scores
            .iter()
            .map(|score| {
                let value = match score.range {
                    None => "no value".to_string(),
                    Some((min, max)) if min == max => min.to_string(),
                    Some((min, max)) => format!("{min} to {max}"),
                };
                let text = format!("{}: {value}", self.guideline()[score.score].title);
                Block::Item { mark: None, text, notes: vec![] }
            })
            .collect();
        Section { title: "Scores".into(), blocks }
    }

    fn why_not(&self) -> Section {
        let outcomes = &self.guideline()[self.guideline().strategy].outcomes;
        let blocks = self
            .report
            .assessment
            .why_not
            .iter()
            .filter_map(|why_not| {
                let text = outcomes.get(why_not.outcome)?.label.clone();
                Some(Block::Item {
                    mark: Some("not"),
                    text,
                    notes: vec![("Ruled out by", self.facts(&why_not.because))],
                })
            })
            .collect();
        Section { title: "Why not another plan".into(), blocks }
    }

    fn tipping_points(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .tipping_points
            .iter()
            .map(|point| {
                let fact =
                    Fact { on: crate::guideline::Subject::Question(point.question), is: point.to.clone() };
                let margin =
                    point.margin.map(|margin| format!(" (a change by {margin})")).unwrap_or_default();
                let text = format!("{}{margin}", fact_in_words(guideline, &fact));
                let then = self.outcomes(guideline.strategy, point.possible).join(", or ");
                Block::Item { mark: Some("if"), text, notes: vec![("Then", then)] }
            })
            .collect();
        Section { title: "What would change the plan".into(), blocks }
    }

    fn answers(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .answers
            .iter()
            .flat_map(|answers| answers.iter())
            .map(|(question, answer)| {
                let words = answer_in_words(guideline, question, answer);
                let text = format!("{}: {words}", guideline[question].ask.trim_end_matches('?'));
                Block::Item { mark: None, text, notes: vec![] }
            })
            .collect();
        Section { title: "Answers".into(), blocks }
    }

    fn evidence(&self) -> Section {
        let blocks = super::json::cited(self.report)
            .into_iter()
            .map(|id| {
                let evidence = &self.guideline()[id];
                let mut notes = vec![("", evidence.finding.clone())];
                let pmid = evidence.pmid.map(|pmid| format!("; PMID {pmid}")).unwrap_or_default();
                let doi = evidence.doi.as_ref().map(|doi| format!("; doi {doi}")).unwrap_or_default();
                notes.push(("Grade", format!("{}{pmid}{doi}", evidence.grade)));
                Block::Item {
                    mark: (!evidence.checked).then_some("[unverified]"),
                    text: evidence.citation.clone(),
                    notes,
                }
            })
            .collect();
        Section { title: "Evidence".into(), blocks }
    }
}

fn push_facts(notes: &mut Vec<(&'static str, String)>, facts: String) {
    if !facts.is_empty() {
        notes.push(("Because", facts));
    }
}

fn push_reason(notes: &mut Vec<(&'static str, String)>, rule: &Rule) {
    let basis = rule.basis.map(|basis| format!(" ({})", basis_in_words(basis))).unwrap_or_default();
    if !rule.because.is_empty() {
        notes.push(("Why", format!("{}{basis}", rule.because)));
    }
}

fn push_citations(notes: &mut Vec<(&'static str, String)>, citations: String) {
    if !citations.is_empty() {
        notes.push(("Evidence", citations));
    }
}
