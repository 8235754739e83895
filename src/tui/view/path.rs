//! The decision path: every decision with its state, and while an option is under the cursor what it would change.
//!
//! The strategy is its last line and always in sight. Without the focus only steps are shown: what has no effect on the
//! case, and what only gives advice (it stands with the recommendation), is counted. The rows stay where they are as long as
//! the decision that the question with the focus goes into is in sight.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::{frame, phrases, put};
use crate::engine::{Assessment, State, Status};
use crate::guideline::{Answers, DecisionId, Guideline, Subject};
use crate::language::say;
use crate::report::{has_effect, standing_in_words, state_in_words};
use crate::tui::action::Command;
use crate::tui::layout::{Layout, layout};
use crate::tui::state::{Model, Panel, Work};
use crate::tui::text::{fill, fit, width, wrap_hanging};
use crate::tui::theme::Role;

/// At most so many lines give the reason of a decision here; all of it is on its evidence page.
const REASON: usize = 3;
/// At most so many lines show what the option under the cursor would change, the headline among them.
const PREVIEWED: usize = 3;
/// Below the rows: what is left out, and the strategy.
const FOOT: usize = 2;

/// The decisions from top to bottom: as in the guideline, but the strategy last.
pub(in crate::tui) fn order(guideline: &Guideline) -> impl Iterator<Item = usize> {
    let strategy = guideline.strategy.0;
    (0..guideline.decisions.len()).filter(move |index| *index != strategy).chain([strategy])
}

/// The first decision that is still to be made, or the strategy.
pub(in crate::tui) fn first_open(guideline: &Guideline, assessment: &Assessment) -> usize {
    let open = |state: &State| matches!(state, State::Open { .. }) && has_effect(assessment, state);
    let found = assessment.decisions.iter().position(|decision| open(&decision.state));
    found.unwrap_or(guideline.strategy.0)
}

/// The open decisions that the question with the focus goes into.
fn fed_by_focus(model: &Model, work: &Work) -> Vec<usize> {
    let decisions = model.guideline().decisions.iter().zip(&work.assessment.decisions);
    let on = Subject::Question(work.focus);
    let fed = decisions.enumerate().filter(|(_, (decision, state))| {
        let guards = decision.rules.iter().filter_map(|rule| rule.guard.as_ref()).chain(&decision.when);
        matches!(state.state, State::Open { .. }) && guards.into_iter().any(|guard| guard.tests(on))
    });
    fed.map(|(index, _)| index).collect()
}

/// The first decision to be shown, so that what matters now is in sight and nothing moves that need not.
pub(in crate::tui) fn first_shown(model: &Model) -> Option<usize> {
    let work = model.work.as_ref()?;
    let body = layout(model.size, model).path.body;
    if body.height == 0 {
        return None;
    }
    let panel = PathPanel::new(model, work, usize::from(body.width), usize::from(body.height));
    panel.rows.get(panel.first).copied()
}

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, layout: &Layout, buffer: &mut Buffer) {
    let area = layout.path;
    if area.body.height == 0 {
        return;
    }
    let panel = PathPanel::new(model, work, usize::from(area.body.width), usize::from(area.body.height));
    let title = say!(model.guideline(), "DECISION PATH");
    let below = panel.rows.len().saturating_sub(panel.first + panel.room);
    frame::heading(model, work, Panel::Path, title, (panel.first, below), layout, buffer);
    for (row, line) in (0..area.body.height).zip(panel.lines()) {
        put(buffer, area.body, row, &line);
    }
}

/// What the panel consists of.
struct PathPanel<'a> {
    model: &'a Model,
    work: &'a Work,
    /// The answers as they count.
    answers: Answers,
    width: usize,
    /// Columns of the titles.
    column: usize,
    /// The decisions that are shown or can be scrolled to, without the strategy.
    rows: Vec<usize>,
    /// How many are left out because they have no effect, and because they only give advice.
    left_out: (usize, usize),
    /// How many rows there is room for.
    room: usize,
    /// The first of them in sight.
    first: usize,
}

impl PathPanel<'_> {
    fn new<'a>(model: &'a Model, work: &'a Work, columns: usize, height: usize) -> PathPanel<'a> {
        let guideline = model.guideline();
        let focused = work.panel == Panel::Path;
        let steps = |index: &usize| {
            let state = work.assessment.decisions.get(*index).map(|decision| &decision.state);
            state.is_some_and(|state| is_step(&work.assessment, state))
        };
        let strategy = guideline.strategy.0;
        let all = (0..guideline.decisions.len()).filter(|index| *index != strategy);
        let (rows, others): (Vec<usize>, Vec<usize>) = all.partition(|index| focused || steps(index));
        let advising = others.iter().filter_map(|index| work.assessment.decisions.get(*index));
        let advising = advising.filter(|decision| has_effect(&work.assessment, &decision.state)).count();
        // Steps are decided in a word; what only gives advice may have a longer title.
        let titles = guideline.decisions.iter().filter(|decision| !decision.outcomes.is_empty());
        let longest = titles.map(|decision| width(&model.theme.text(&decision.title))).max().unwrap_or(0);
        let mut panel = PathPanel {
            model,
            work,
            answers: work.counted(),
            width: columns,
            column: longest.min(columns * 9 / 20),
            left_out: (others.len() - advising, advising),
            rows,
            room: height.saturating_sub(FOOT),
            first: 0,
        };
        let wanted = match focused {
            true => vec![work.path_cursor],
            false => fed_by_focus(model, work),
        };
        panel.first = panel.first_in_sight(&wanted);
        panel
    }

    /// The first row in sight: as before, unless none of the wanted decisions would be seen.
    fn first_in_sight(&self, wanted: &[usize]) -> usize {
        let row_of = |decision: usize| self.rows.iter().position(|row| *row >= decision);
        let last = self.rows.len().saturating_sub(self.room);
        let first = row_of(self.work.path_first).unwrap_or(last).min(last);
        let wanted: Vec<usize> =
            wanted.iter().filter_map(|decision| self.rows.iter().position(|row| row == decision)).collect();
        let in_sight = |row: &usize| (first..first + self.room).contains(row);
        match wanted.first() {
            Some(row) if !wanted.iter().any(in_sight) && *row < first => *row,
            Some(row) if !wanted.iter().any(in_sight) => (row + 1).saturating_sub(self.room).min(last),
            _ => first,
        }
    }

    fn state(&self, index: usize) -> Option<&State> {
        self.work.assessment.decisions.get(index).map(|decision| &decision.state)
    }

    /// Everything in sight: rows, what is left out, the strategy.
    fn lines(&self) -> Vec<Line<'static>> {
        let strategy = self.model.guideline().strategy.0;
        let window: Vec<usize> = self.rows.iter().copied().skip(self.first).take(self.room).collect();
        let changed = changed(self.model, self.work, &window);
        let shown: Vec<usize> = window.into_iter().chain([strategy]).collect();
        let whys: Vec<Vec<String>> = shown.iter().map(|index| self.why(*index)).collect();
        let below = self.reasons_below(&shown, &whys);
        let mut lines = Vec::new();
        for ((index, why), reason) in shown.into_iter().zip(&whys).zip(below) {
            if index == strategy && self.room > 0 {
                lines.push(Line::raw(self.what_is_left_out()));
            }
            let next = changed.iter().find(|(changed, _)| *changed == index).map(|(_, state)| *state);
            lines.push(self.line(index, next, if reason.is_empty() { why } else { &[] }));
            lines.extend(reason.into_iter().map(Line::raw));
        }
        lines
    }

    fn what_is_left_out(&self) -> String {
        let (guideline, key) = (self.model.guideline(), self.model.key(Command::ShowPath));
        let text = match self.left_out {
            (0, 0) => return String::new(),
            (0, 1) => say!(guideline, "1 only advises ({0})", key),
            (0, advising) => say!(guideline, "{0} only advise ({1})", advising, key),
            (idle, 0) => say!(guideline, "{0} without effect ({1})", idle, key),
            (idle, 1) => say!(guideline, "{0} without effect, 1 only advises ({1})", idle, key),
            (idle, advising) => {
                say!(guideline, "{0} without effect, {1} only advise ({2})", idle, advising, key)
            }
        };
        fit(&format!("   {}", self.model.theme.text(&text)), self.width).into_owned()
    }

    /// The tests that force a decision, in words.
    fn why(&self, index: usize) -> Vec<String> {
        let Some(state) = self.state(index) else { return Vec::new() };
        let reasons = phrases::reasons(self.model.guideline(), &self.answers, DecisionId(index), state);
        reasons.iter().map(|reason| self.model.theme.text(reason).into_owned()).collect()
    }

    /// Reasons that do not fit beside the outcome, in lines of their own as far as spare rows allow, the plan first, which
    /// needs its reasons most, and then the last decisions.
    fn reasons_below(&self, shown: &[usize], whys: &[Vec<String>]) -> Vec<Vec<String>> {
        let mut spare = (self.room + 1).saturating_sub(shown.len());
        let mut below: Vec<Vec<String>> = shown
            .iter()
            .zip(whys)
            .rev()
            .map(|(index, why)| {
                let (_, room) = self.text(*index, None);
                let beside = width(&why.join(", ")) <= room;
                let lines = if beside { Vec::new() } else { self.reason_lines(why) };
                if lines.len() > spare {
                    return Vec::new();
                }
                spare -= lines.len();
                lines
            })
            .collect();
        below.reverse();
        below
    }

    /// As many reasons, whole, as fit into the lines for them.
    fn reason_lines(&self, why: &[String]) -> Vec<String> {
        let indent = format!("{}<- ", " ".repeat(self.column + 5));
        let told = |count: usize| {
            let rest = if count < why.len() { ", .." } else { "" };
            let text = format!("{}{rest}", why.get(..count)?.join(", "));
            let lines = wrap_hanging(&indent, &text, self.width);
            (lines.len() <= REASON).then_some(lines)
        };
        (1..=why.len()).rev().find_map(told).unwrap_or_default()
    }

    /// Where a decision stands, or would with the option under the cursor, and how many columns that leaves for a reason.
    /// How many outcomes are possible is said without their names where those do not fit.
    fn text(&self, index: usize, next: Option<&State>) -> (String, usize) {
        let guideline = self.model.guideline();
        let id = DecisionId(index);
        let state = next.or_else(|| self.state(index));
        let text = match next {
            Some(next) => format!("-> {}", state_in_words(guideline, id, next)),
            None => standing_in_words(guideline, &self.work.assessment, id),
        };
        let room = self.width.saturating_sub(self.column + 5);
        let text = match state {
            Some(State::Open { .. }) if width(&self.model.theme.text(&text)) > room => {
                text.split(": ").next().unwrap_or_default().to_owned()
            }
            _ => text,
        };
        let text = self.model.theme.text(&text).into_owned();
        let left = room.saturating_sub(width(&text) + " <- ".len());
        (text, left)
    }

    /// The line of a decision, with the reasons that stand beside it; `next` is what the option under the cursor would make
    /// of it.
    fn line(&self, index: usize, next: Option<&State>, beside: &[String]) -> Line<'static> {
        let (theme, guideline) = (&self.model.theme, self.model.guideline());
        let decision = guideline.decisions.get(index);
        let Some((decision, state)) = decision.zip(self.state(index)) else { return Line::default() };
        let (text, left) = self.text(index, next);
        let (mark, role) = match mark(&self.work.assessment, state) {
            _ if next.is_some() => ("~", Role::Preview),
            "v" => ("v", Role::Good),
            mark => (mark, Role::Plain),
        };
        let role_of_text = match (state, next) {
            (_, Some(_)) => Role::Preview,
            (State::Decided { .. }, None) => Role::Strong,
            _ => Role::Plain,
        };
        // A longer title takes from the room of the outcome, not from the outcome.
        let room = self.width.saturating_sub(5);
        let title = theme.text(&decision.title);
        let title = fill(&fit(&title, room.saturating_sub(width(&text)).max(self.column)), self.column);
        let room = room.saturating_sub(width(&title));
        let cursor = self.work.panel == Panel::Path && self.work.path_cursor == index;
        let mut spans = vec![
            Span::styled(if cursor { ">" } else { " " }, theme.style(Role::Strong)),
            Span::styled(mark, theme.style(role)),
            Span::raw(format!(" {title}  ")),
            Span::styled(fit(&text, room).into_owned(), theme.style(role_of_text)),
        ];
        if next.is_none()
            && let Some(why) = phrases::as_many_as_fit(beside, left)
        {
            spans.push(Span::raw(format!(" <- {why}")));
        }
        Line::from(spans)
    }
}

/// Whether a decision is a step of the path: it has an effect, and the advice that others collect stands beside it.
pub(in crate::tui) fn is_step(assessment: &Assessment, state: &State) -> bool {
    has_effect(assessment, state) && !matches!(state, State::Collected(_))
}

/// Where a decision stands, in one column: the help page explains it.
fn mark(assessment: &Assessment, state: &State) -> &'static str {
    match state {
        state if !has_effect(assessment, state) => "/",
        State::Open { .. } => ".",
        State::Collected(rules) if rules.contains(&None) && assessment.status != Status::Final => ".",
        _ => "v",
    }
}

/// A line for each decision.
pub(super) fn in_lines(model: &Model, work: &Work) -> Vec<String> {
    let guideline = model.guideline();
    let answers = work.counted();
    let line = |(index, decision): (usize, &crate::engine::DecisionState)| {
        let id = DecisionId(index);
        let reasons = phrases::reasons(guideline, &answers, id, &decision.state);
        let because = match reasons.as_slice() {
            [] => String::new(),
            reasons => say!(guideline, ", because {0}", reasons.join(", ")),
        };
        format!("{}: {}{because}", guideline[id].title, standing_in_words(guideline, &work.assessment, id))
    };
    let lines = work.assessment.decisions.iter().enumerate().map(line);
    lines.map(|line| model.theme.text(&line).into_owned()).collect()
}

/// The decisions in sight that the option under the cursor would change, with what they would be. The strategy is
/// the headline and not repeated.
fn changed<'a>(model: &Model, work: &'a Work, window: &[usize]) -> Vec<(usize, &'a State)> {
    let Some(preview) = &work.preview else { return Vec::new() };
    let before = &work.assessment;
    let headline = before.strategy.possible != preview.strategy.possible;
    let in_words = |index: usize, state| state_in_words(model.guideline(), DecisionId(index), state);
    window
        .iter()
        .filter_map(|index| {
            let (old, new) = before.decisions.get(*index).zip(preview.decisions.get(*index))?;
            let differs = in_words(*index, &old.state) != in_words(*index, &new.state);
            differs.then_some((*index, &new.state))
        })
        .take(PREVIEWED - usize::from(headline))
        .collect()
}
