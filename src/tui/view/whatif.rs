//! What-if beside the questionnaire: the plan of the case and that of the answers on the side, beside each other,
//! what differs in the advice, and the answers that were changed.

use ratatui::text::{Line, Span};

use super::advice::{AdviceLine, Lines};
use super::comparison::{Comparison, NAMED, compare};
use super::extent::extent;
use super::{BULLET, phrases, styled};
use crate::engine::Assessment;
use crate::guideline::{Answer, Guideline, answer_in_words};
use crate::language::{phrase, say};
use crate::tui::state::{Aside, Changed, Item, Model, Panel, Work};
use crate::tui::text::{fill, fit, pad};
use crate::tui::theme::Role;

/// What tells what-if from the case wherever one looks.
pub(super) const MARK: &str = phrase!("WHAT IF - nothing is saved");

/// The title of the two plans.
pub(super) const TITLE: &str = phrase!("NOW AND WHAT IF");

/// Narrower terminals have one plan above the other.
const BESIDE: u16 = 76;
/// Columns at least so wide name the possible plans; beside narrower ones they are named below.
const NAMED_IN: usize = 30;
/// The starts of the lines of the two plans, and of the same width where they are continued.
pub(super) const NOW: &str = phrase!("NOW      ");
pub(super) const THEN: &str = phrase!("WHAT IF  ");
/// Plans beside each other take at least so many lines each, so that little moves while the cursor passes over options.
const PLAN: usize = 3;

/// The lines of the panel. Without the focus they are cut to the height, each part to its share.
pub(super) fn lines(
    model: &Model,
    work: &Work,
    aside: &Aside,
    width: usize,
    height: usize,
) -> Vec<AdviceLine> {
    let mut top = Lines { model, width, lines: Vec::new() };
    if model.size.0 < BESIDE {
        stacked(work, aside, &mut top);
    } else {
        beside(work, aside, &mut top);
    }
    top.lines.push(blank());
    let mut middle = Lines { model, width, lines: Vec::new() };
    let comparison = compare(model.guideline(), &aside.assessment, &work.assessment);
    differences(work, &comparison, &mut middle);
    let mut bottom = Lines { model, width, lines: Vec::new() };
    changed(work, &mut bottom);
    if work.panel != Panel::Advice && height > 0 {
        cut(&mut bottom, (height / 4).max(3));
        cut(&mut middle, height.saturating_sub(top.lines.len() + bottom.lines.len()));
    }
    let (mut lines, mut middle, mut bottom) = (top.lines, middle.lines, bottom.lines);
    lines.append(&mut middle);
    if work.panel == Panel::Advice || lines.len() + bottom.len() < height {
        lines.push(blank());
    }
    lines.append(&mut bottom);
    lines
}

/// The same as text, for the tour that is told.
pub(in crate::tui) fn in_lines(model: &Model, work: &Work) -> Vec<String> {
    let Some(aside) = &work.aside else { return Vec::new() };
    let mut out = Lines { model, width: 76, lines: Vec::new() };
    stacked(work, aside, &mut out);
    differences(work, &compare(model.guideline(), &aside.assessment, &work.assessment), &mut out);
    changed(work, &mut out);
    out.lines.iter().map(|line| line.line.to_string()).collect()
}

fn blank() -> AdviceLine {
    AdviceLine { line: Line::default(), item: None }
}

/// Leaves out what does not fit, whole entries at a time, and says at the right edge how many there are.
fn cut(lines: &mut Lines<'_>, room: usize) {
    let starts = |line: &AdviceLine| line.item.is_some();
    if lines.lines.len() <= room {
        return;
    }
    let end = (0..=room).rev().find(|at| lines.lines.get(*at).is_some_and(starts)).unwrap_or(0);
    let gone = lines.lines.split_off(end);
    let count = gone.iter().filter(|line| starts(line)).count();
    lines.mark_last(&extent(lines.model.guideline(), 0, count));
}

/// The plan on the side, with what it would be with the option under the cursor.
fn on_the_side(work: &Work) -> (&Assessment, &'static str, Role) {
    let possible = work.assessment.strategy.possible;
    match work.preview.as_ref().filter(|preview| preview.strategy.possible != possible) {
        Some(preview) => (preview, "-> ", Role::Preview),
        None => (&work.assessment, "", Role::Strong),
    }
}

/// The possible plans, where they are few.
fn possible(guideline: &Guideline, assessment: &Assessment) -> Vec<String> {
    let strategy = &assessment.strategy;
    if strategy.outcome.is_some() || strategy.possible.len() > NAMED {
        return Vec::new();
    }
    strategy.possible.iter().map(|outcome| phrases::plan(guideline, outcome).to_owned()).collect()
}

/// Two columns: status and plan, and those still possible where the columns are wide enough to name them.
fn beside(work: &Work, aside: &Aside, out: &mut Lines<'_>) {
    let (theme, guideline) = (&out.model.theme, out.model.guideline());
    let column = out.width.saturating_sub(3) / 2;
    let named = column >= NAMED_IN;
    let told = |assessment: &Assessment, mark: &str, outdated: usize| -> Vec<String> {
        let mut lines = theme.wrap_hanging(mark, &phrases::headline(guideline, assessment), column);
        if outdated > 0 {
            lines.push(say!(guideline, "{0} out of date", outdated));
        }
        if let Some(waits) = phrases::waits(guideline, assessment).filter(|_| named) {
            lines.extend(theme.wrap_hanging("", &waits, column));
        }
        for plan in possible(guideline, assessment).iter().filter(|_| named) {
            lines.extend(theme.wrap_hanging(BULLET, plan, column));
        }
        lines
    };
    let (then, mark, role) = on_the_side(work);
    let (now, without_preview) = (
        told(&aside.assessment, "", aside.to_confirm.len()),
        told(&work.assessment, "", work.to_confirm.len()),
    );
    let height = now.len().max(without_preview.len()).max(PLAN);
    let mut then = told(then, mark, work.to_confirm.len());
    if then.len() > height {
        then.truncate(height);
        if let Some(last) = then.last_mut() {
            *last = format!("{} ..", fit(last, column.saturating_sub(3)).trim_end_matches('.'));
        }
    }
    let strong = theme.style(Role::Strong);
    let mut row = |left: &str, right: &str, role: Role, item| {
        let spans = vec![
            Span::styled(pad(left, column), strong),
            Span::raw(format!(" {} ", theme.lines.vertical)),
            Span::styled(fit(right, column).into_owned(), theme.style(role)),
        ];
        out.lines.push(AdviceLine { line: Line::from(spans), item });
    };
    row(
        say!(guideline, "NOW"),
        say!(guideline, "WHAT IF"),
        Role::Strong,
        Some(Item::Decision(guideline.strategy)),
    );
    row(
        &phrases::status_and_alerts(guideline, &aside.assessment),
        &phrases::status_and_alerts(guideline, &work.assessment),
        Role::Plain,
        None,
    );
    for index in 0..height {
        let at = |lines: &[String]| lines.get(index).cloned().unwrap_or_default();
        row(&at(&now), &at(&then), role, None);
    }
    if !named {
        name(say!(guideline, NOW), &aside.assessment, out);
        name(say!(guideline, THEN), &work.assessment, out);
    }
}

/// One plan below the other.
fn stacked(work: &Work, aside: &Aside, out: &mut Lines<'_>) {
    let guideline = out.model.guideline();
    let item = Some(Item::Decision(guideline.strategy));
    let text = |of: &Assessment, outdated: usize, plan: &Assessment, mark: &str| {
        let status = phrases::full_status(guideline, of, outdated);
        format!("{status}: {mark}{}", phrases::headline(guideline, plan))
    };
    let now = &aside.assessment;
    out.hanging(say!(guideline, NOW), &text(now, aside.to_confirm.len(), now, ""), Role::Strong, item);
    name("", now, out);
    let (then, mark, role) = on_the_side(work);
    out.hanging(
        say!(guideline, THEN),
        &text(&work.assessment, work.to_confirm.len(), then, mark),
        role,
        None,
    );
    name("", &work.assessment, out);
}

/// Names the possible plans, where they are few.
fn name(first: &str, assessment: &Assessment, out: &mut Lines<'_>) {
    for (index, plan) in possible(out.model.guideline(), assessment).iter().enumerate() {
        let first = if index == 0 { first } else { "" };
        out.hanging(&format!("{}{BULLET}", fill(first, 9)), plan, Role::Plain, None);
    }
}

/// What differs in the advice.
fn differences(work: &Work, comparison: &Comparison, out: &mut Lines<'_>) {
    let guideline = out.model.guideline();
    if work.changed_aside().is_empty() {
        out.hanging(
            "",
            say!(guideline, "No answer is changed yet. Change one to see what would differ."),
            Role::Plain,
            None,
        );
        return;
    }
    for difference in &comparison.differences {
        let role = if difference.danger { Role::Danger } else { Role::Plain };
        let first = format!("{}{}", difference.sign.mark(), fill(difference.what, 9));
        out.hanging(&first, &difference.text, role, Some(difference.item));
    }
    let (now, then) = comparison.waiting;
    let mut rest = match comparison.same {
        0 => String::new(),
        1 => say!(guideline, "1 piece of advice is the same.").to_owned(),
        more => say!(guideline, "{0} pieces of advice are the same.", more),
    };
    if comparison.differences.is_empty() {
        rest = say!(guideline, "No advice differs. {0}", rest);
    }
    if now != then {
        rest.push_str(&say!(guideline, " Waiting for open answers: {0} -> {1}.", now, then));
    }
    if !rest.is_empty() {
        out.hanging("", rest.trim_start(), Role::Plain, None);
    }
}

/// The answers that were changed.
fn changed(work: &Work, out: &mut Lines<'_>) {
    let changed = work.changed_aside();
    if changed.is_empty() {
        return;
    }
    let guideline = out.model.guideline();
    let title = say!(guideline, "Changed on the side ({0}):", changed.len());
    out.lines.push(styled_line(out.model, title));
    for changed in changed {
        let text = changed_in_words(out.model, &changed);
        out.hanging("  ", &text, Role::Plain, Some(Item::Question(changed.question)));
    }
}

fn styled_line(model: &Model, text: String) -> AdviceLine {
    AdviceLine { line: styled(text, model.theme.style(Role::Strong)), item: None }
}

/// A changed answer: `Remnant: 28 % -> 32 %`; one that only counts again: `Remnant: 28 %, outdated -> confirmed`.
pub(in crate::tui) fn changed_in_words(model: &Model, changed: &Changed) -> String {
    let guideline = model.guideline();
    let told = |answer: Option<Answer>| match answer {
        Some(answer) => answer_in_words(guideline, changed.question, answer),
        None => say!(guideline, "not answered").to_owned(),
    };
    let name = guideline[changed.question].short.trim_end_matches('?');
    let outdated = if changed.was_outdated { say!(guideline, ", outdated") } else { "" };
    let then = if changed.now == changed.then {
        say!(guideline, "confirmed").to_owned()
    } else {
        told(changed.then)
    };
    format!("{name}: {}{outdated} -> {then}", told(changed.now))
}

/// What became of them when what-if ended by itself; `None` where nothing was changed.
pub(in crate::tui) fn dropped_in_words(guideline: &Guideline, work: &Work) -> Option<String> {
    match work.changed_aside().len() {
        0 => None,
        count => Some(say!(
            guideline,
            "What-if: {0} dropped; the case is as before.",
            changed_answers(guideline, count)
        )),
    }
}

/// How many answers were changed.
pub(super) fn changed_answers(guideline: &Guideline, count: usize) -> String {
    match count {
        1 => say!(guideline, "1 changed answer").to_owned(),
        more => say!(guideline, "{0} changed answers", more),
    }
}
