//! The recommendation beside the questionnaire: how far it has come, alerts, the plan, and the advice. In what-if its
//! place is taken by the two plans.

use ratatui::buffer::Buffer;
use ratatui::text::Line;

use super::{frame, phrases, put, styled, whatif};
use crate::guideline::{RecommendationId, Tone};
use crate::language::say;
use crate::tui::layout::Area;
use crate::tui::state::{Item, Model, Panel, Work};
use crate::tui::text::fill;
use crate::tui::theme::Role;

/// The plan always takes so many lines, so that nothing moves while the cursor passes over options.
const HEADLINE: usize = 2;
/// Possible plans that are listed at least, and rows that are kept for the rest, while the panel has no focus.
const POSSIBLE: usize = 4;
const REST: usize = 6;

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

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, area: Area, buffer: &mut Buffer) {
    if area.body.height == 0 {
        return;
    }
    let width = usize::from(area.body.width);
    let focused = work.panel == Panel::Advice;
    let title = match work.aside {
        Some(_) => say!(model.guideline(), whatif::TITLE).to_owned(),
        None => title(model, work, width),
    };
    frame::title(model, &title, focused, area.title, buffer);
    let height = usize::from(area.body.height);
    let lines = lines(model, work, width.saturating_sub(2), height);
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.item.is_some()).map(|(at, _)| at).collect();
    let cursor = starts.get(work.advice_cursor).copied().filter(|_| focused);
    let next = starts.get(work.advice_cursor + 1).copied().unwrap_or(lines.len());
    // The whole item under the cursor is in sight, or as much of it as fits.
    let first = cursor.map_or(0, |cursor| next.saturating_sub(height).min(cursor));
    for (row, (index, line)) in (0..area.body.height).zip(lines.iter().enumerate().skip(first)) {
        if cursor == Some(index) {
            put(buffer, area.body, row, &styled(">", model.theme.style(Role::Strong)));
        }
        let inner = ratatui::layout::Rect {
            x: area.body.x + 1,
            width: area.body.width.saturating_sub(1),
            ..area.body
        };
        put(buffer, inner, row, &line.line);
    }
    let below = lines.len().saturating_sub(first + height);
    frame::more(model, &title, (first, below), area.title, buffer);
}

/// The title of the panel, as wide as the panel at most.
fn title(model: &Model, work: &Work, width: usize) -> String {
    phrases::title(model.guideline(), &work.assessment, width.saturating_sub(3))
}

fn lines(model: &Model, work: &Work, width: usize, height: usize) -> Vec<AdviceLine> {
    if let Some(aside) = &work.aside {
        return whatif::lines(model, work, aside, width, height);
    }
    let guideline = model.guideline();
    let assessment = &work.assessment;
    let mut out = Lines { model, width, lines: Vec::new() };
    for alert in &assessment.alerts {
        let text = guideline[alert.decision].rules.get(alert.rule).and_then(|rule| rule.alert.as_deref());
        out.hanging("[!] ", text.unwrap_or_default(), Role::Alert, Some(Item::Decision(alert.decision)));
    }
    headline(work, &mut out);
    let title = title(model, work, width + 2);
    let missing = phrases::what_is_missing(guideline, assessment, work.to_confirm.len(), &title);
    if !missing.is_empty() {
        out.hanging("", &missing, Role::Plain, None);
    }
    if let (None, Some(decision)) =
        (assessment.strategy.outcome, guideline.decisions.get(guideline.strategy.0))
    {
        let possible = phrases::outcomes(decision, assessment.strategy.possible);
        let all = work.panel == Panel::Advice;
        let room = height.saturating_sub(REST).max(POSSIBLE);
        let shown = if all || possible.len() <= room + 1 { possible.len() } else { room };
        for name in possible.iter().take(shown) {
            out.hanging("- ", name, Role::Plain, None);
        }
        if shown < possible.len() {
            out.hanging(
                "",
                &say!(model.guideline(), "  and {0} more (r)", possible.len() - shown),
                Role::Plain,
                None,
            );
        }
    }
    for advice in &assessment.recommendations {
        if phrases::only_finds_out(advice) {
            continue;
        }
        let recommendation = &guideline[advice.recommendation];
        let role = match recommendation.tone {
            Tone::Avoid => Role::Danger,
            Tone::Do | Tone::Consider => Role::Plain,
        };
        let first = fill(phrases::tone(model.guideline(), recommendation.tone), 9);
        out.hanging(&first, &recommendation.title, role, Some(Item::Recommendation(advice.recommendation)));
        if let Some(condition) = phrases::condition(guideline, advice) {
            out.hanging("         ", &condition, Role::Plain, None);
        }
    }
    for withheld in &assessment.withheld {
        let title = title_of(model, withheld.recommendation);
        let because = &guideline[withheld.stop].because;
        out.hanging(
            say!(model.guideline(), "WITHHELD "),
            &format!("{title}: {because}"),
            Role::Danger,
            Some(Item::Stop(withheld.stop)),
        );
    }
    for workup in &assessment.workup {
        let text = phrases::workup(guideline, workup);
        out.hanging(
            say!(model.guideline(), "find out "),
            &text,
            Role::Plain,
            Some(Item::Question(workup.question)),
        );
    }
    match assessment.pending.len() {
        0 => {}
        1 => out.hanging("", say!(model.guideline(), "1 more waits for open answers."), Role::Plain, None),
        more => out.hanging(
            "",
            &say!(model.guideline(), "{0} more wait for open answers.", more),
            Role::Plain,
            None,
        ),
    }
    out.lines
}

/// The plan, or what it would be with the option under the cursor.
fn headline(work: &Work, out: &mut Lines<'_>) {
    let guideline = out.model.guideline();
    let possible = |assessment: &crate::engine::Assessment| assessment.strategy.possible;
    let preview = work.preview.as_ref().filter(|preview| possible(preview) != possible(&work.assessment));
    let (text, role) = match preview {
        Some(preview) => (format!("-> {}", phrases::headline(guideline, preview)), Role::Preview),
        None => (phrases::headline(guideline, &work.assessment), Role::Strong),
    };
    let before = out.lines.len();
    out.hanging("", &text, role, Some(Item::Decision(guideline.strategy)));
    out.lines.truncate(before + HEADLINE);
    while out.lines.len() < before + HEADLINE {
        out.lines.push(AdviceLine { line: Line::default(), item: None });
    }
}

fn title_of(model: &Model, recommendation: RecommendationId) -> String {
    model.guideline()[recommendation].named()
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
}
