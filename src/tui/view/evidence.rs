//! Reasons and evidence of one thing: a question, a decision, a recommendation, a stop.

use ratatui::text::Line;

use super::{BULLET, phrases, styled};
use crate::engine::{Fact, State, fact_in_words};
use crate::guideline::{
    Choice, DecisionId, Evidence, EvidenceId, Guideline, Kind, QuestionId, RecommendationId, Rule, StopId,
    Subject,
};
use crate::language::{phrase, say};
use crate::report::{grounds, standing_in_words, ways_in_words};
use crate::tui::state::{Item, Model, Work};
use crate::tui::theme::Role;

/// Said of every entry whose figures nobody compared with the source.
pub(super) const UNVERIFIED: &str = phrase!("[UNVERIFIED: figures not yet checked against the source]");

/// The lines of the page.
pub(super) fn lines(model: &Model, work: &Work, item: Item, width: usize) -> Vec<Line<'static>> {
    let mut page = Writer { model, width, lines: Vec::new() };
    match item {
        Item::Question(question) => of_question(&mut page, work, question),
        Item::Decision(decision) => of_decision(&mut page, work, decision),
        Item::Recommendation(recommendation) => of_recommendation(&mut page, work, recommendation),
        Item::Stop(stop) => of_stop(&mut page, stop),
    }
    page.lines
}

/// One entry of the evidence, as text.
pub(super) fn in_lines(model: &Model, id: EvidenceId, width: usize) -> Vec<String> {
    let mut page = Writer { model, width, lines: Vec::new() };
    page.evidence(&[id]);
    page.lines.iter().map(ToString::to_string).collect()
}

/// Gathers the lines of a page that is read.
pub(super) struct Writer<'a> {
    /// The state.
    pub(super) model: &'a Model,
    /// Columns of the page.
    pub(super) width: usize,
    /// What was written so far.
    pub(super) lines: Vec<Line<'static>>,
}

impl Writer<'_> {
    pub(super) fn guideline(&self) -> &Guideline {
        self.model.engine.guideline()
    }

    pub(super) fn heading(&mut self, text: &str) {
        if !self.lines.is_empty() {
            self.lines.push(Line::default());
        }
        self.hanging("", text, Role::Strong);
    }

    pub(super) fn hanging(&mut self, first: &str, text: &str, role: Role) {
        let style = self.model.theme.style(role);
        let lines = self.model.theme.wrap_hanging(first, text, self.width);
        self.lines.extend(lines.into_iter().map(|line| styled(line, style)));
    }

    /// The ways in which advice comes to hold that is not certain, one a line: so many at most.
    pub(super) fn ways(&mut self, indent: &str, ways: &[Vec<Fact>], most: usize) {
        let guideline = self.model.engine.guideline();
        let (ways, more) = ways_in_words(guideline, ways, most);
        if let [way] = ways.as_slice() {
            self.hanging(indent, &say!(guideline, "if {0}", way), Role::Strong);
            return;
        }
        self.hanging(indent, say!(guideline, "if one of these holds:"), Role::Strong);
        for way in ways {
            self.hanging(&format!("{indent}{BULLET}"), &way, Role::Strong);
        }
        if let Some(more) = more {
            self.hanging(indent, &more, Role::Plain);
        }
    }

    /// An entry of a list.
    pub(super) fn entry(&mut self, text: &str, role: Role) {
        self.hanging(&format!("  {BULLET}"), text, role);
    }

    /// Citations with finding, grade and the mark for unverified figures.
    pub(super) fn evidence(&mut self, ids: &[EvidenceId]) {
        for id in ids {
            let Evidence { citation, pmid, doi, finding, grade, checked, .. } = self.guideline()[*id].clone();
            self.entry(&citation, Role::Strong);
            if !finding.is_empty() {
                self.hanging("    ", &finding, Role::Plain);
            }
            let mut source = vec![];
            if !grade.is_empty() {
                source.push(grade);
            }
            source.extend(pmid.map(|pmid| format!("PMID {pmid}")));
            source.extend(doi.map(|doi| format!("doi:{doi}")));
            if !source.is_empty() {
                self.hanging("    ", &source.join(", "), Role::Plain);
            }
            if !checked {
                self.hanging("    ", say!(self.guideline(), UNVERIFIED), Role::Danger);
            }
        }
    }

    /// The reason of a rule and what it rests on.
    fn rule(&mut self, decision: DecisionId, rule: &Rule) {
        let guideline = self.model.guideline();
        let title = guideline[decision].title.clone();
        let text =
            if rule.because.is_empty() { rule.alert.as_deref().unwrap_or_default() } else { &rule.because };
        self.hanging("  ", &format!("{title}: {text}"), Role::Plain);
        let mut grading = vec![];
        grading.extend(
            rule.strength
                .map(|strength| say!(guideline, "Strength {0}", phrases::strength(guideline, strength))),
        );
        let grounds = grounds(self.guideline(), rule);
        grading.extend((!grounds.is_empty()).then(|| say!(guideline, "basis: {0}", grounds)));
        if !grading.is_empty() {
            self.hanging("  ", &format!("{}.", grading.join("; ")), Role::Plain);
        }
    }
}

fn of_question(page: &mut Writer<'_>, work: &Work, id: QuestionId) {
    let guideline = page.model.engine.guideline();
    let question = &guideline[id];
    page.heading(&question.ask);
    if let Some(answer) = work.answer_with_age(guideline, id) {
        page.hanging(say!(guideline, "Answer: "), &answer, Role::Plain);
    }
    if let Some(help) = &question.help {
        page.hanging("", help, Role::Plain);
    }
    if let Kind::Number { unit, min, max, .. } = &question.kind {
        page.hanging("", &say!(guideline, "A number from {0} to {1} {2}", min, max, unit), Role::Plain);
    }
    for option in question.kind.options() {
        if let Some(help) = &option.help {
            page.hanging(&format!("  {}: ", option.label), help, Role::Plain);
        }
    }
    page.hanging(
        "",
        &say!(guideline, "Finding out: {0}.", phrases::burden(guideline, question.burden)),
        Role::Plain,
    );
    if let Some(workup) = question.workup {
        let recommendation = &guideline[workup];
        page.hanging(say!(guideline, "While unknown: "), &recommendation.named(), Role::Plain);
        if !recommendation.detail.is_empty() {
            page.hanging("  ", &recommendation.detail, Role::Plain);
        }
    }
    let on = Subject::Question(id);
    let mut cited = vec![];
    let mut testing = vec![];
    for decision in &guideline.decisions {
        let when = decision.when.iter().any(|guard| guard.tests(on));
        let rules = decision.rules.iter().filter(|rule| rule.guard.iter().any(|guard| guard.tests(on)));
        let evidence: Vec<EvidenceId> =
            rules.clone().flat_map(|rule| rule.evidence.iter().copied()).collect();
        if when || rules.count() > 0 {
            testing.push(decision.title.clone());
        }
        for id in evidence {
            if !cited.contains(&id) {
                cited.push(id);
            }
        }
    }
    if !testing.is_empty() {
        page.heading(say!(guideline, "Decisions that test it"));
        page.hanging("  ", &testing.join(", "), Role::Plain);
    }
    if !cited.is_empty() {
        page.heading(say!(guideline, "Evidence of the rules that test it"));
        page.evidence(&cited);
    }
}

fn of_decision(page: &mut Writer<'_>, work: &Work, id: DecisionId) {
    let guideline = page.model.engine.guideline();
    let decision = &guideline[id];
    page.heading(&decision.title);
    let Some(state) = work.assessment.decisions.get(id.0).map(|decision| &decision.state) else { return };
    page.hanging("", &standing_in_words(guideline, &work.assessment, id), Role::Strong);
    let mut cited: Vec<EvidenceId> = vec![];
    match state {
        State::Decided { outcome, rule, tests } => {
            if let Some(help) = decision.outcomes.get(*outcome).and_then(|choice| choice.help.as_ref()) {
                page.hanging("  ", help, Role::Plain);
            }
            if let Some(rule) = rule.and_then(|rule| decision.rules.get(rule)) {
                page.rule(id, rule);
                cited.extend(&rule.evidence);
            } else {
                page.hanging(
                    "  ",
                    say!(guideline, "Several rules are possible, all with this outcome."),
                    Role::Plain,
                );
            }
            let why = if id == guideline.strategy { &work.assessment.strategy.why } else { tests };
            if !why.is_empty() {
                page.heading(say!(guideline, "It follows from"));
                for fact in why {
                    page.entry(&fact_in_words(guideline, fact), Role::Plain);
                }
            }
            if id == guideline.strategy {
                why_not(page, work);
            }
        }
        State::Skipped { tests } => {
            page.heading(say!(guideline, "It does not apply, because"));
            for fact in tests {
                page.entry(&fact_in_words(guideline, fact), Role::Plain);
            }
        }
        State::Open { possible, .. } => {
            page.heading(say!(guideline, "Still possible"));
            for outcome in possible.iter() {
                let Some(Choice { label, help, .. }) = decision.outcomes.get(outcome) else { continue };
                let text = help.as_ref().map_or_else(|| label.clone(), |help| format!("{label}: {help}"));
                page.entry(&text, Role::Plain);
            }
            what_would_decide(page, work, id);
        }
        State::Collected(rules) => {
            for (rule, _) in decision.rules.iter().zip(rules).filter(|(_, holds)| **holds == Some(true)) {
                page.rule(id, rule);
                cited.extend(&rule.evidence);
            }
        }
    }
    if !cited.is_empty() {
        page.heading(say!(guideline, "Evidence"));
        page.evidence(&cited);
    }
}

/// Open and unknown answers that the decision's own rules test.
fn what_would_decide(page: &mut Writer<'_>, work: &Work, id: DecisionId) {
    let guideline = page.model.engine.guideline();
    let guards = |question| {
        let on = Subject::Question(question);
        guideline[id].rules.iter().any(|rule| rule.guard.iter().any(|guard| guard.tests(on)))
    };
    let relevant = work.assessment.decisive.iter().chain(&work.assessment.refining);
    let asked: Vec<QuestionId> = relevant.copied().filter(|question| guards(*question)).collect();
    if !asked.is_empty() {
        page.heading(say!(guideline, "Answers that would help to decide it"));
        for question in asked {
            page.entry(&guideline[question].ask, Role::Plain);
        }
    }
}

/// What rules the other plans out.
fn why_not(page: &mut Writer<'_>, work: &Work) {
    let guideline = page.model.engine.guideline();
    let Some(reasons) = work.reasons.as_ref().filter(|reasons| !reasons.why_not.is_empty()) else { return };
    page.heading(say!(guideline, "Why not another plan"));
    for why in &reasons.why_not {
        let plan = phrases::plan(guideline, why.outcome);
        page.entry(&format!("{plan}: {}", phrases::ruled_out(guideline, &work.counted(), why)), Role::Plain);
    }
}

fn of_recommendation(page: &mut Writer<'_>, work: &Work, id: RecommendationId) {
    let guideline = page.model.engine.guideline();
    let recommendation = &guideline[id];
    page.heading(&recommendation.named());
    let advice = work.assessment.recommendations.iter().find(|advice| advice.recommendation == id);
    let tone = advice.map_or(recommendation.tone, |advice| advice.tone(guideline));
    page.hanging("", &format!("{}: {}", recommendation.domain, phrases::tone(guideline, tone)), Role::Plain);
    if !recommendation.detail.is_empty() {
        page.hanging("", &recommendation.detail, Role::Plain);
    }
    let Some(advice) = advice else {
        return;
    };
    if let Some(strength) = advice.strength {
        page.hanging(
            "",
            &say!(guideline, "Strength {0}", phrases::strength(guideline, strength)),
            Role::Plain,
        );
    }
    if let Some(ways) = &advice.condition {
        page.ways("", ways, usize::MAX);
    }
    page.heading(say!(guideline, "Because"));
    let mut cited: Vec<EvidenceId> = vec![];
    for (decision, rule) in &advice.from {
        if let Some(rule) = guideline[*decision].rules.get(*rule) {
            page.rule(*decision, rule);
            cited.extend(rule.evidence.iter().filter(|id| !cited.contains(id)).copied().collect::<Vec<_>>());
        }
    }
    for question in &advice.finds_out {
        page.hanging("  ", &say!(guideline, "{0}: unknown", guideline[*question].ask), Role::Plain);
    }
    if !cited.is_empty() {
        page.heading(say!(guideline, "Evidence"));
        page.evidence(&cited);
    }
}

fn of_stop(page: &mut Writer<'_>, id: StopId) {
    let guideline = page.model.engine.guideline();
    let stop = &guideline[id];
    page.heading(say!(guideline, "Withheld for safety"));
    page.hanging("", &stop.because, Role::Plain);
    page.heading(say!(guideline, "It takes back"));
    for recommendation in &stop.forbid {
        page.entry(&guideline[*recommendation].named(), Role::Plain);
    }
    if !stop.evidence.is_empty() {
        page.heading(say!(guideline, "Evidence"));
        page.evidence(&stop.evidence);
    }
}
