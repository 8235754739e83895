//! Why not another plan, and what would change the present one. Each entry of the two lists can be under the cursor.

use std::ops::Range;

use ratatui::text::Line;

use super::evidence::Writer;
use super::phrases;
use crate::engine::{Fact, TippingPoint, Value, fact_in_words};
use crate::guideline::{Decimal, QuestionId, Subject, answer_in_words};
use crate::language::say;
use crate::tui::state::{Model, Reasons, Work};
use crate::tui::theme::Role;

/// How many pairs of changes are named.
const PAIRS: usize = 30;
/// How many answers that decide an open plan are named one after another.
const DECIDING: usize = 12;

/// The lines of the page.
pub(super) fn lines(model: &Model, work: &Work, width: usize) -> Vec<Line<'static>> {
    page(model, work, width).0
}

/// The page as text, for line mode: each entry has a number in the place of the cursor's mark.
pub(super) fn in_lines(model: &Model, work: &Work, width: usize) -> Vec<String> {
    let (mut page, mut entries) = (Writer { model, width, lines: Vec::new() }, Vec::new());
    if let Some(reasons) = &work.reasons {
        plan(&mut page, work);
        why_not(&mut page, work, reasons, &mut entries);
        what_would_change(&mut page, work, reasons, &mut entries);
    }
    // While the plan is open, all that decide it stand at the end; the first of them are enough.
    let deciding =
        if work.assessment.strategy.outcome.is_none() { work.assessment.decisive.len() } else { 0 };
    let left_out = deciding.saturating_sub(DECIDING);
    page.lines.truncate(page.lines.len() - left_out);
    let mut lines: Vec<String> = page.lines.iter().map(ToString::to_string).collect();
    if left_out > 0 {
        lines.push(say!(model.guideline(), "and {0} more", left_out));
    }
    for (number, entry) in (1..).zip(entries) {
        if let Some(line) = lines.get_mut(entry.start) {
            *line = format!("{number}. {}", line.get(2..).unwrap_or_default());
        }
    }
    lines
}

/// The part about pairs alone, as text.
pub(super) fn pairs_in_lines(model: &Model, work: &Work, width: usize) -> Vec<String> {
    let mut page = Writer { model, width, lines: Vec::new() };
    if let Some(reasons) = &work.reasons {
        pairs(&mut page, work, reasons);
    }
    page.lines.iter().map(ToString::to_string).collect()
}

/// The lines that each entry takes: first the plans that are ruled out, then the tipping points.
pub(in crate::tui) fn entries(model: &Model, width: usize) -> Vec<Range<usize>> {
    model.work.as_ref().map_or_else(Vec::new, |work| page(model, work, width).1)
}

fn page(model: &Model, work: &Work, width: usize) -> (Vec<Line<'static>>, Vec<Range<usize>>) {
    let mut page = Writer { model, width, lines: Vec::new() };
    let mut entries = Vec::new();
    if let Some(reasons) = &work.reasons {
        plan(&mut page, work);
        why_not(&mut page, work, reasons, &mut entries);
        what_would_change(&mut page, work, reasons, &mut entries);
        pairs(&mut page, work, reasons);
    }
    (page.lines, entries)
}

/// The start of an entry's first line.
fn mark(work: &Work, entry: usize) -> &'static str {
    if work.reason_cursor == entry { "> " } else { "  " }
}

fn plan(page: &mut Writer<'_>, work: &Work) {
    let guideline = page.model.engine.guideline();
    let assessment = &work.assessment;
    let status = phrases::full_status(guideline, assessment, work.to_confirm.len());
    page.heading(&format!("{status}: {}", phrases::headline(guideline, assessment)));
    if assessment.strategy.outcome.is_none() {
        for outcome in assessment.strategy.possible.iter() {
            page.hanging(say!(guideline, "  possible: "), phrases::plan(guideline, outcome), Role::Plain);
        }
    }
}

fn why_not(page: &mut Writer<'_>, work: &Work, reasons: &Reasons, entries: &mut Vec<Range<usize>>) {
    let guideline = page.model.engine.guideline();
    page.heading(say!(guideline, "Why not another plan"));
    if reasons.why_not.is_empty() {
        page.hanging("  ", say!(guideline, "No answer rules a plan out yet."), Role::Plain);
    }
    for why in &reasons.why_not {
        let start = page.lines.len();
        page.hanging(mark(work, entries.len()), phrases::plan(guideline, why.outcome), Role::Strong);
        page.hanging("    ", &phrases::ruled_out(guideline, &work.counted(), why), Role::Plain);
        entries.push(start..page.lines.len());
    }
}

fn what_would_change(page: &mut Writer<'_>, work: &Work, reasons: &Reasons, entries: &mut Vec<Range<usize>>) {
    let guideline = page.model.engine.guideline();
    page.heading(say!(guideline, "What would change the plan"));
    if work.assessment.strategy.outcome.is_none() {
        page.hanging("  ", say!(guideline, "The plan is still open. These answers decide it:"), Role::Plain);
        for question in &work.assessment.decisive {
            page.entry(&guideline[*question].ask, Role::Plain);
        }
        return;
    }
    if reasons.tipping_points.is_empty() {
        page.hanging("  ", say!(guideline, "No change of one answer alone changes the plan."), Role::Plain);
    }
    let mut group = None;
    for point in &reasons.tipping_points {
        let changes = guideline[point.question].changes;
        if group != Some(changes) {
            group = Some(changes);
            page.hanging("  ", &format!("{}:", phrases::changes(guideline, changes)), Role::Plain);
        }
        let start = page.lines.len();
        let first = mark(work, entries.len());
        let TippingPoint { question, to, margin, near, .. } = point;
        let words = change_in_words(page.model, work, *question, to, *margin, *near);
        page.hanging(first, &words, Role::Strong);
        let then: Vec<&str> =
            point.possible.iter().map(|outcome| phrases::plan(guideline, outcome)).collect();
        page.hanging(say!(guideline, "    then "), &then.join(say!(guideline, ", or ")), Role::Plain);
        entries.push(start..page.lines.len());
    }
}

/// `Remnant: at least 30 % (now 28 %, 2 away: near)`.
fn change_in_words(
    model: &Model,
    work: &Work,
    question: QuestionId,
    to: &Value,
    margin: Option<Decimal>,
    near: bool,
) -> String {
    let guideline = model.guideline();
    let fact = Fact { on: Subject::Question(question), is: to.clone() };
    let answer = work.counts_as(question);
    let given = answer.map(|answer| answer_in_words(guideline, question, answer)).unwrap_or_default();
    let given = match (margin, answer) {
        (Some(margin), _) => {
            let near = if near { say!(guideline, ": near") } else { "" };
            say!(guideline, "now {0}, {1} away{2}", given, margin, near)
        }
        _ => say!(guideline, "answered: {0}", given),
    };
    format!("{} ({given})", fact_in_words(guideline, &fact))
}

/// The pairs of changes, once they were asked for. There may be hundreds: the readiest ones are named.
fn pairs(page: &mut Writer<'_>, work: &Work, reasons: &Reasons) {
    let guideline = page.model.engine.guideline();
    let Some(pairs) = &reasons.pairs else { return };
    page.heading(say!(guideline, "Which two changes together would change it"));
    if pairs.is_empty() {
        page.hanging(
            "  ",
            say!(guideline, "No two changes do together what neither does alone."),
            Role::Plain,
        );
    }
    for pair in pairs.iter().take(PAIRS) {
        let [one, other] = pair.changes.each_ref().map(|change| {
            change_in_words(page.model, work, change.question, &change.to, change.margin, false)
        });
        page.hanging("  ", &say!(guideline, "{0}, and {1}", one, other), Role::Plain);
        let then: Vec<&str> = pair.possible.iter().map(|outcome| phrases::plan(guideline, outcome)).collect();
        page.hanging(say!(guideline, "    then "), &then.join(say!(guideline, ", or ")), Role::Plain);
    }
    if pairs.len() > PAIRS {
        page.hanging("  ", &say!(guideline, "and {0} more", pairs.len() - PAIRS), Role::Plain);
    }
}
