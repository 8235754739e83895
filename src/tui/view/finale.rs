//! The final page: the whole recommendation, as it is saved, copied and discussed.

use ratatui::text::Line;
use serde_json::Value;

use super::evidence::Writer;
use super::{board, phrases};
use crate::engine::{Advice, Assessment, fact_in_words};
use crate::guideline::{Answers, EvidenceId, Tone};
use crate::language::say;
use crate::report::{self, Report, WAYS, certain_first, grounds, outcomes, score_applies, score_in_words};
use crate::tui::state::{Model, Work};
use crate::tui::text::fill;
use crate::tui::theme::Role;

/// So many recommendations are seen at a glance, with all that belongs to them.
const FEW: usize = 3;

/// The lines of the page.
pub(super) fn lines(model: &Model, work: &Work, width: usize) -> Vec<Line<'static>> {
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut page = Writer { model, width, lines: Vec::new() };
    page.hanging("", work.session.label(), Role::Strong);
    if let Some(decided) = board::recorded(guideline, work) {
        page.hanging("", &decided, Role::Alert);
    }
    for alert in &assessment.alerts {
        page.hanging("[!] ", phrases::alert(guideline, alert), Role::Alert);
    }
    below_the_alerts(&mut page, work);
    page.lines
}

/// The page below its alerts as text, for line mode, which says them in its own words.
pub(super) fn in_lines(model: &Model, work: &Work, width: usize) -> Vec<String> {
    let mut page = Writer { model, width, lines: Vec::new() };
    below_the_alerts(&mut page, work);
    // The first is the plan, which line mode has said with its status.
    page.lines.iter().skip(1).map(ToString::to_string).collect()
}

fn below_the_alerts(page: &mut Writer<'_>, work: &Work) {
    let assessment = &work.assessment;
    let guideline = page.model.engine.guideline();
    plan(page, work);
    in_short(page, assessment);
    advice(page, assessment);
    safety(page, assessment);
    reasons(page, assessment);
    answers(page, work);
    if !work.session.notes().is_empty() {
        page.heading(say!(guideline, "Notes"));
        page.hanging("  ", work.session.notes(), Role::Plain);
    }
    provenance(page, work);
}

fn plan(page: &mut Writer<'_>, work: &Work) {
    let assessment = &work.assessment;
    let guideline = page.model.engine.guideline();
    page.heading(&phrases::headline(guideline, assessment));
    let title = super::final_title(page.model, work);
    let missing = phrases::what_is_missing(guideline, assessment, work.to_confirm.len(), &title);
    if !missing.is_empty() {
        page.hanging("", &missing, Role::Plain);
    }
    if assessment.strategy.outcome.is_none() {
        for name in outcomes(guideline, guideline.strategy, assessment.strategy.possible) {
            page.entry(name, Role::Plain);
        }
    }
    let because = assessment.decisions.get(guideline.strategy.0).and_then(|state| match state.state {
        crate::engine::State::Decided { rule, .. } => guideline[guideline.strategy].rules.get(rule?),
        _ => None,
    });
    if let Some(rule) = because {
        page.hanging("", &rule.because, Role::Plain);
    }
}

/// The answers that force the plan, on as few lines as they take.
fn reasons(page: &mut Writer<'_>, assessment: &Assessment) {
    if assessment.strategy.why.is_empty() {
        return;
    }
    let guideline = page.model.engine.guideline();
    let facts: Vec<String> =
        assessment.strategy.why.iter().map(|fact| fact_in_words(guideline, fact)).collect();
    page.heading(say!(guideline, "The plan follows from"));
    page.hanging("  ", &facts.join("; "), Role::Plain);
}

/// The recommendations by their titles alone, for whoever reads one screen.
fn in_short(page: &mut Writer<'_>, assessment: &Assessment) {
    if assessment.recommendations.len() <= FEW {
        return;
    }
    let guideline = page.model.engine.guideline();
    page.heading(say!(guideline, "In short"));
    for advice in certain_first(&assessment.recommendations) {
        let recommendation = &guideline[advice.recommendation];
        let role = if advice.tone(guideline) == Tone::Avoid { Role::Danger } else { Role::Plain };
        let open =
            if advice.condition.is_some() { say!(guideline, " (depends on open answers)") } else { "" };
        let first = format!("  {}", fill(phrases::tone(guideline, advice.tone(guideline)), 9));
        page.hanging(&first, &format!("{}{open}", recommendation.title), role);
    }
}

fn advice(page: &mut Writer<'_>, assessment: &Assessment) {
    let guideline = page.model.engine.guideline();
    let domain = |advice: &Advice| guideline[advice.recommendation].domain.as_str();
    for of_domain in assessment.recommendations.chunk_by(|one, other| domain(one) == domain(other)) {
        if let Some(domain) = of_domain.first().map(domain).filter(|domain| !domain.is_empty()) {
            page.heading(domain);
        }
        certain_first(of_domain).for_each(|advice| one(page, advice));
    }
}

/// A recommendation with all that belongs to it.
fn one(page: &mut Writer<'_>, advice: &Advice) {
    let guideline = page.model.engine.guideline();
    let recommendation = &guideline[advice.recommendation];
    let role = if advice.tone(guideline) == Tone::Avoid { Role::Danger } else { Role::Strong };
    let strength = advice
        .strength
        .map_or_else(String::new, |strength| format!(" ({})", phrases::strength(guideline, strength)));
    let first = format!("  {}", fill(phrases::tone(guideline, advice.tone(guideline)), 9));
    page.hanging(&first, &format!("{}{strength}", recommendation.title), role);
    if let Some(ways) = &advice.condition {
        page.ways("           ", ways, WAYS);
    }
    if !recommendation.detail.is_empty() {
        page.hanging("           ", &recommendation.detail, Role::Plain);
    }
    let mut cited: Vec<EvidenceId> = vec![];
    for (decision, rule) in &advice.from {
        if let Some(rule) = guideline[*decision].rules.get(*rule) {
            if !rule.because.is_empty() {
                let grounds = grounds(guideline, rule);
                let grounds = if grounds.is_empty() { grounds } else { format!(" ({grounds})") };
                page.hanging("           ", &format!("{}{grounds}", rule.because), Role::Plain);
            }
            let new: Vec<_> = rule.evidence.iter().filter(|id| !cited.contains(id)).copied().collect();
            cited.extend(new);
        }
    }
    for id in cited {
        let evidence = &guideline[id];
        let mark = if evidence.checked { "" } else { say!(page.guideline(), " [UNVERIFIED]") };
        page.hanging("           ", &format!("{}{mark}", evidence.citation), Role::Plain);
    }
}

fn safety(page: &mut Writer<'_>, assessment: &Assessment) {
    let guideline = page.model.engine.guideline();
    if !assessment.withheld.is_empty() {
        page.heading(say!(guideline, "Withheld"));
        for withheld in &assessment.withheld {
            let text = format!(
                "{}: {}",
                guideline[withheld.recommendation].named(),
                guideline[withheld.stop].because
            );
            page.entry(&text, Role::Danger);
        }
    }
    if !assessment.workup.is_empty() {
        page.heading(say!(guideline, "Find out"));
        for workup in &assessment.workup {
            let question = &guideline[workup.question];
            let matters =
                if workup.decisive { say!(guideline, "decides") } else { say!(guideline, "refines") };
            let burden = phrases::burden(guideline, question.burden);
            page.entry(&format!("{} ({matters}; {burden})", question.ask), Role::Plain);
        }
    }
    if !assessment.pending.is_empty() {
        page.heading(say!(guideline, "Waits for open answers"));
        for recommendation in &assessment.pending {
            page.entry(&guideline[*recommendation].named(), Role::Plain);
        }
    }
    let applying = assessment.scores.iter().filter(|of| score_applies(guideline, assessment, of.score));
    let known: Vec<_> = applying.filter_map(|of| Some((of.score, of.range?))).collect();
    if !known.is_empty() {
        page.heading(say!(guideline, "Scores"));
        for (score, range) in known {
            let value = score_in_words(guideline, score, range);
            page.entry(&format!("{}: {value}", guideline[score].title), Role::Plain);
        }
    }
}

fn answers(page: &mut Writer<'_>, work: &Work) {
    let guideline = page.model.engine.guideline();
    if work.answers.count() == 0 {
        return;
    }
    page.heading(say!(guideline, "Answers"));
    for (question, _) in work.answers.iter() {
        let dormant =
            if work.assessment.dormant.contains(&question) { say!(guideline, " (no effect)") } else { "" };
        let text = work.answer_with_age(guideline, question).unwrap_or_default();
        page.entry(&format!("{}: {text}{dormant}", guideline[question].short), Role::Plain);
    }
}

fn provenance(page: &mut Writer<'_>, work: &Work) {
    let guideline = page.model.engine.guideline();
    page.heading(say!(guideline, "Where this comes from"));
    page.hanging("", &origin_in_words(page.model, work), Role::Plain);
    page.hanging("", &guideline.disclaimer, Role::Plain);
}

/// Guideline, version, date, digest, when the case was changed, and the program.
pub(super) fn origin_in_words(model: &Model, work: &Work) -> String {
    let guideline = model.guideline();
    let digest: String = guideline.digest.chars().take(19).collect();
    say!(
        guideline,
        "{0} ({1} {2}, {3}, {4}). Changed {5}. mcrc {6}.",
        guideline.title,
        guideline.id,
        guideline.version,
        guideline.date,
        digest,
        work.session.updated().date_and_clock(),
        env!("CARGO_PKG_VERSION")
    )
}

/// The case as a report.
fn report<'a>(model: &'a Model, work: &'a Work, counted: &'a Answers) -> Report<'a> {
    Report::new(model.guideline(), work.session.label(), &work.assessment)
        .with_answers(counted)
        .with_outdated(&work.outdated)
        .with_override(work.session.overridden())
}

/// The whole assessment as it is kept when the case is closed.
pub(in crate::tui) fn conclusion(model: &Model) -> Value {
    model.work.as_ref().map_or(Value::Null, |work| report::json_value(&report(model, work, &work.counted())))
}

/// The report as plain text, for the tour that is told.
pub(in crate::tui) fn as_text(model: &Model) -> String {
    let layout = report::Layout { width: 76, ascii: !model.theme.is_unicode() };
    model
        .work
        .as_ref()
        .map_or_else(String::new, |work| report::text(&report(model, work, &work.counted()), layout))
}

/// The report as Markdown, for files.
pub(in crate::tui) fn as_markdown(model: &Model) -> String {
    model
        .work
        .as_ref()
        .map_or_else(String::new, |work| report::markdown(&report(model, work, &work.counted())))
}
