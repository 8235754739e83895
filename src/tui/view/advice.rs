//! The recommendation beside the questionnaire: how far it has come, alerts, the plan, and the advice. In what-if its
//! place is taken by the two plans.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::extent::{at_the_right, extent};
use super::{BULLET, board, frame, phrases, put, styled, whatif};
use crate::engine::{Advice, Assessment};
use crate::guideline::Tone;
use crate::language::say;
use crate::report::{certain_first, outcomes};
use crate::tui::layout::{Layout, layout};
use crate::tui::state::{Item, Model, Panel, Work};
use crate::tui::text::{fill, fit, width};
use crate::tui::theme::Role;

/// The plan takes so many lines at most.
const HEADLINE: usize = 2;
/// Columns of the word before a piece of advice.
const TONE: usize = 9;
/// So many possible plans are listed at least while the panel has no focus.
const POSSIBLE: usize = 4;

/// A line of the panel, and the position of its item in [`items`] if the item begins here.
pub(super) struct AdviceLine {
    pub(super) line: Line<'static>,
    pub(super) item: Option<Item>,
}

/// What the cursor of the panel can be on, from top to bottom.
pub(in crate::tui) fn items(model: &Model) -> Vec<Item> {
    let Some(work) = &model.work else { return Vec::new() };
    lines(model, work, 80, 0).into_iter().filter_map(|line| line.item).collect()
}

/// The lines that each item takes, with what stands under it; how many lines there are, and how many are in sight.
pub(in crate::tui) fn item_lines(model: &Model) -> (Vec<Range<usize>>, usize, usize) {
    let Some(work) = &model.work else { return (Vec::new(), 0, 0) };
    let body = layout(model.size, model).advice.body;
    let height = usize::from(body.height);
    let lines = lines(model, work, usize::from(body.width).saturating_sub(2), height);
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.item.is_some()).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    // What stands above the first item belongs to it.
    let ranges = starts.iter().enumerate().map(|(nth, start)| if nth == 0 { 0 } else { *start }).zip(ends);
    (ranges.map(|(start, end)| start..end).collect(), lines.len(), height)
}

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, layout: &Layout, buffer: &mut Buffer) {
    let area = layout.advice;
    if area.body.height == 0 {
        return;
    }
    let columns = usize::from(area.body.width);
    let height = usize::from(area.body.height);
    let focused = work.panel == Panel::Advice;
    let title = match work.aside {
        Some(_) => say!(model.guideline(), whatif::TITLE).to_owned(),
        None => title(model, work, columns),
    };
    let mut lines = lines(model, work, columns.saturating_sub(2), height);
    let first = if focused { work.advice_first.min(lines.len().saturating_sub(height)) } else { 0 };
    let below = lines.len().saturating_sub(first + height);
    if !frame::heading(model, work, Panel::Advice, &title, (first, below), layout, buffer)
        && let Some(last) = lines.get_mut(first + height - 1)
    {
        let mark = extent(model.guideline(), first, below);
        last.line = at_the_right(&last.line, &model.theme.text(&mark), columns.saturating_sub(2));
    }
    let starts = lines.iter().enumerate().filter(|(_, line)| line.item.is_some()).map(|(at, _)| at);
    let cursor = starts.clone().nth(work.advice_cursor).filter(|_| focused);
    for (row, (index, line)) in (0..area.body.height).zip(lines.iter().enumerate().skip(first)) {
        if cursor == Some(index) {
            put(buffer, area.body, row, &styled(">", model.theme.style(Role::Strong)));
        }
        let inner = Rect { x: area.body.x + 1, width: area.body.width.saturating_sub(1), ..area.body };
        put(buffer, inner, row, &line.line);
    }
}

/// The title of the panel, as wide as the panel at most: what the plan waits on goes before how much is below.
fn title(model: &Model, work: &Work, columns: usize) -> String {
    phrases::title(model.guideline(), &work.assessment, columns.saturating_sub(3))
}

fn lines(model: &Model, work: &Work, columns: usize, height: usize) -> Vec<AdviceLine> {
    if let Some(aside) = &work.aside {
        return whatif::lines(model, work, aside, columns, height);
    }
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut out = Lines { model, width: columns, lines: Vec::new() };
    if let Some(decided) = board::recorded(guideline, work) {
        out.hanging("", &decided, Role::Alert, Some(Item::Decision(guideline.strategy)));
    }
    for alert in &assessment.alerts {
        let text = phrases::alert(guideline, alert);
        out.hanging("[!] ", text, Role::Alert, Some(Item::Decision(alert.decision)));
    }
    headline(work, &mut out);
    let title = title(model, work, columns + 2);
    let missing = phrases::what_is_missing(guideline, assessment, work.to_confirm.len(), &title);
    if !missing.is_empty() {
        out.hanging("", &missing, Role::Plain, None);
    }
    let above = out.lines.len();
    let told = || {
        certain_first(&assessment.recommendations)
            .filter(|advice| !phrases::only_finds_out(assessment, advice))
    };
    told().filter(|advice| advice.condition.is_none()).for_each(|advice| one(work, advice, &mut out));
    for withheld in &assessment.withheld {
        let title = guideline[withheld.recommendation].named();
        let because = &guideline[withheld.stop].because;
        let text = format!("{title}: {because}");
        let item = Some(Item::Stop(withheld.stop));
        out.hanging(say!(guideline, "WITHHELD "), &text, Role::Danger, item);
    }
    for (question, text) in phrases::workups(guideline, &assessment.workup) {
        out.hanging(say!(guideline, "find out "), &text, Role::Plain, Some(Item::Question(question)));
    }
    told().filter(|advice| advice.condition.is_some()).for_each(|advice| one(work, advice, &mut out));
    match assessment.pending.len() {
        0 => {}
        1 => out.hanging("", say!(guideline, "1 more waits for open answers."), Role::Plain, None),
        more => out.hanging("", &say!(guideline, "{0} more wait for open answers.", more), Role::Plain, None),
    }
    if assessment.strategy.outcome.is_none() {
        let plans = possible(work, height.saturating_sub(out.lines.len()), &out);
        out.lines.splice(above..above, plans);
    }
    out.lines
}

/// The plan, and in a line of its own what it would be with the option under the cursor.
fn headline(work: &Work, out: &mut Lines<'_>) {
    let guideline = out.model.guideline();
    let before = out.lines.len();
    let plan = phrases::headline(guideline, &work.assessment);
    out.hanging("", &plan, Role::Strong, Some(Item::Decision(guideline.strategy)));
    out.lines.truncate(before + HEADLINE);
    let possible = work.assessment.strategy.possible;
    let preview = work.preview.as_ref().filter(|preview| preview.strategy.possible != possible);
    let text = preview.map_or_else(String::new, |preview| {
        let text = format!("-> {}", phrases::headline(guideline, preview));
        fit(&out.model.theme.text(&text), out.width).into_owned()
    });
    let line = styled(text, out.model.theme.style(Role::Preview));
    out.lines.push(AdviceLine { line, item: None });
}

/// The plans still possible: all of them with the focus, else as many as there is room for beside the rest.
fn possible(work: &Work, room: usize, beside: &Lines<'_>) -> Vec<AdviceLine> {
    let guideline = beside.model.guideline();
    let mut out = Lines { model: beside.model, width: beside.width, lines: Vec::new() };
    let names = outcomes(guideline, guideline.strategy, work.assessment.strategy.possible);
    let all = work.panel == Panel::Advice;
    let shown = if all { names.len() } else { room.max(POSSIBLE).min(names.len()) };
    for name in names.iter().take(shown) {
        out.hanging(BULLET, name, Role::Plain, None);
    }
    out.mark_last(&extent(guideline, 0, names.len() - shown));
    out.lines
}

/// A piece of advice, and if it is not certain on what it depends. What would go with the option under the cursor says so
/// in the place of its first word.
fn one(work: &Work, advice: &Advice, out: &mut Lines<'_>) {
    let guideline = out.model.guideline();
    let recommendation = &guideline[advice.recommendation];
    let role = match advice.tone(guideline) {
        Tone::Avoid => Role::Danger,
        Tone::Do | Tone::Consider => Role::Plain,
    };
    let stays = |preview: &Assessment| {
        preview.recommendations.iter().any(|other| other.recommendation == advice.recommendation)
    };
    let goes = !work.preview.as_ref().is_none_or(stays);
    let word =
        if goes { say!(guideline, "- goes") } else { phrases::tone(guideline, advice.tone(guideline)) };
    let first = fill(word, TONE);
    let item = Some(Item::Recommendation(advice.recommendation));
    let title = &recommendation.title;
    let room = out.width.saturating_sub(TONE);
    let at = out.lines.len();
    match phrases::condition(guideline, advice, room) {
        None => out.hanging(&first, title, role, item),
        Some(condition) if width(title) + width(&condition) + 2 <= room => {
            out.hanging(&first, &format!("{title}, {condition}"), role, item);
        }
        Some(condition) => {
            out.hanging(&first, title, role, item);
            out.hanging(&" ".repeat(TONE), &condition, Role::Plain, None);
        }
    }
    if let (true, Some(line)) = (goes, out.lines.get_mut(at)) {
        let text = line.line.to_string();
        let rest = text.strip_prefix(first.as_str()).unwrap_or_default().to_owned();
        let (preview, style) = (out.model.theme.style(Role::Preview), out.model.theme.style(role));
        line.line = Line::from(vec![Span::styled(first, preview), Span::styled(rest, style)]);
    }
}

/// Lines being gathered.
pub(super) struct Lines<'a> {
    pub(super) model: &'a Model,
    pub(super) width: usize,
    pub(super) lines: Vec<AdviceLine>,
}

impl Lines<'_> {
    pub(super) fn hanging(&mut self, first: &str, text: &str, role: Role, item: Option<Item>) {
        let style = self.model.theme.style(role);
        for (index, line) in self.model.theme.wrap_hanging(first, text, self.width).into_iter().enumerate() {
            self.lines.push(AdviceLine { line: styled(line, style), item: item.filter(|_| index == 0) });
        }
    }

    /// Says at the right edge of the last line what is not shown after it.
    pub(super) fn mark_last(&mut self, mark: &str) {
        if let Some(last) = self.lines.last_mut() {
            last.line = at_the_right(&last.line, &self.model.theme.text(mark), self.width);
        }
    }
}
