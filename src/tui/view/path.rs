//! The decision path: every decision with its state, and while an option is under the cursor what it would change.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::{evidence, first_in_sight, frame, phrases, put};
use crate::engine::{Assessment, State, Status};
use crate::language::say;
use crate::tui::action::Command;
use crate::tui::layout::Area;
use crate::tui::state::{Model, Panel, Work};
use crate::tui::text::{fit, pad, width, wrap_hanging};
use crate::tui::theme::Role;

/// At most so many lines give the reason of a decision here; all of it is on its evidence page.
const REASON: usize = 3;
/// At most so many lines show what the option under the cursor would change, the headline among them.
const PREVIEWED: usize = 3;

/// The first decision that is not decided yet, or the last one.
pub(in crate::tui) fn first_open(assessment: &Assessment) -> usize {
    let open = |state: &State| matches!(state, State::Open { .. });
    let states = &assessment.decisions;
    states.iter().position(|decision| open(&decision.state)).unwrap_or(states.len().saturating_sub(1))
}

/// The first open decision that the question with the focus goes into; else the first open one.
fn fed_by_focus(model: &Model, work: &Work) -> usize {
    let states = &work.assessment.decisions;
    let decisions = model.guideline().decisions.iter().zip(states);
    let fed = decisions.enumerate().find(|(_, (decision, state))| {
        let guards = decision.rules.iter().filter_map(|rule| rule.guard.as_ref()).chain(&decision.when);
        matches!(state.state, State::Open { .. })
            && guards.into_iter().any(|guard| evidence::tests(guard, work.focus))
    });
    fed.map_or_else(|| first_open(&work.assessment), |(index, _)| index)
}

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, area: Area, buffer: &mut Buffer) {
    if area.body.height == 0 {
        return;
    }
    let focused = work.panel == Panel::Path;
    let height = usize::from(area.body.height);
    let states = &work.assessment.decisions;
    // What was skipped and what only collects advice is left out; with the focus all are there.
    let compact = !focused;
    let shown: Vec<usize> = (0..states.len())
        .filter(|index| !compact || states.get(*index).is_some_and(|s| says_something(&s.state)))
        .collect();
    let left_out = states.len() - shown.len();
    let key = model.key(Command::ShowPath);
    let aside = match left_out {
        0 => String::new(),
        more => say!(model.guideline(), "  {0} more ({1})", more, key),
    };
    frame::title(model, &say!(model.guideline(), "DECISION PATH{0}", aside), focused, area.title, buffer);

    let wanted = if focused { work.path_cursor } else { fed_by_focus(model, work) };
    let wanted = shown.iter().position(|index| *index >= wanted).unwrap_or(shown.len().saturating_sub(1));
    let panel = PathPanel::new(model, work, usize::from(area.body.width));
    let below = panel.reasons_below(&shown, height.saturating_sub(shown.len()));
    let first = if shown.len() <= height { 0 } else { first_in_sight(wanted, shown.len(), height) };
    let window: Vec<usize> = shown.iter().copied().skip(first).take(height).collect();
    let changed = changed(model, work, &window);
    let mut row = 0;
    for (index, reason) in window.into_iter().zip(below.iter().skip(first)) {
        let next = changed.iter().find(|(changed, _)| *changed == index).map(|(_, state)| *state);
        put(buffer, area.body, row, &panel.line(index, next, reason.is_empty()));
        row += 1;
        for line in reason {
            put(buffer, area.body, row, &Line::raw(line.clone()));
            row += 1;
        }
    }
}

/// Whether a decision is a step of the path: the advice that others collect stands beside it.
fn says_something(state: &State) -> bool {
    matches!(state, State::Decided { .. } | State::Open { .. })
}

/// What the lines of the panel are made from.
struct PathPanel<'a> {
    model: &'a Model,
    work: &'a Work,
    width: usize,
    /// Columns of the titles.
    column: usize,
}

impl PathPanel<'_> {
    fn new<'a>(model: &'a Model, work: &'a Work, room: usize) -> PathPanel<'a> {
        let decisions = &model.guideline().decisions;
        let longest = decisions.iter().map(|decision| width(&model.theme.text(&decision.title))).max();
        PathPanel { model, work, width: room, column: longest.unwrap_or(0).min(room * 9 / 20) }
    }

    fn state(&self, index: usize) -> Option<&State> {
        self.work.assessment.decisions.get(index).map(|decision| &decision.state)
    }

    /// Reasons in lines of their own, as far as spare rows allow, the last decisions first: the plan needs its
    /// reasons most. The others have theirs beside the outcome.
    fn reasons_below(&self, shown: &[usize], spare: usize) -> Vec<Vec<String>> {
        let mut spare = spare;
        let mut below: Vec<Vec<String>> = shown
            .iter()
            .rev()
            .map(|index| {
                let reason = self.state(*index).and_then(|state| why(self.model, state));
                let lines = reason.map_or_else(Vec::new, |why| self.reason_lines(&why));
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

    fn reason_lines(&self, why: &str) -> Vec<String> {
        let mut lines = wrap_hanging("     <- ", why, self.width.saturating_sub(1));
        if lines.len() > REASON {
            lines.truncate(REASON);
            if let Some(last) = lines.last_mut() {
                *last = format!("{} ..", fit(last, self.width.saturating_sub(4)).trim_end_matches('.'));
            }
        }
        lines
    }

    /// The line of a decision; `next` is what the option under the cursor would make of it.
    fn line(&self, index: usize, next: Option<&State>, reason_beside: bool) -> Line<'static> {
        let theme = &self.model.theme;
        let decision = self.model.guideline().decisions.get(index);
        let Some((decision, state)) = decision.zip(self.state(index)) else { return Line::default() };
        let settled = self.work.assessment.status == Status::Final;
        let (mark, role) = match (state, next) {
            (_, Some(_)) => ("*", Role::Preview),
            (State::Decided { .. } | State::Collected(_), _) => ("v", Role::Good),
            (State::Open { .. }, _) => (".", Role::Plain),
            (State::Skipped { .. }, _) => ("-", Role::Plain),
        };
        let cursor = self.work.panel == Panel::Path && self.work.path_cursor == index;
        let room = self.width.saturating_sub(self.column + 5);
        let text = match (state, next) {
            (_, Some(next)) => format!("-> {}", phrases::state(self.model.guideline(), decision, next)),
            (State::Open { .. }, None) if settled => {
                say!(self.model.guideline(), "left open, no effect").to_owned()
            }
            _ => phrases::state(self.model.guideline(), decision, state),
        };
        let text = theme.text(&text).into_owned();
        let role_of_text = match (state, next) {
            (_, Some(_)) => Role::Preview,
            (State::Decided { .. }, None) => Role::Strong,
            _ => Role::Plain,
        };
        let used = width(&text);
        let mut spans = vec![
            Span::styled(if cursor { ">" } else { " " }, theme.style(Role::Strong)),
            Span::styled(mark, theme.style(role)),
            Span::raw(format!(" {}  ", pad(&theme.text(&decision.title), self.column))),
            Span::styled(fit(&text, room).into_owned(), theme.style(role_of_text)),
        ];
        let why = why(self.model, state).filter(|_| reason_beside && next.is_none() && used + 9 <= room);
        if let Some(why) = why {
            spans.push(Span::raw(fit(&format!(" <- {why}"), room - used).into_owned()));
        }
        Line::from(spans)
    }
}

/// A line for each decision.
pub(super) fn in_lines(model: &Model, work: &Work) -> Vec<String> {
    let decisions = model.guideline().decisions.iter().zip(&work.assessment.decisions);
    let lines = decisions.map(|(decision, state)| {
        let because = why(model, &state.state)
            .map_or_else(String::new, |why| say!(model.guideline(), ", because {0}", why));
        format!("{}: {}{because}", decision.title, phrases::state(model.guideline(), decision, &state.state))
    });
    lines.map(|line| model.theme.text(&line).into_owned()).collect()
}

/// The decisions in sight that the option under the cursor would change, with what they would be. The strategy is
/// the headline and not repeated.
fn changed<'a>(model: &Model, work: &'a Work, window: &[usize]) -> Vec<(usize, &'a State)> {
    let Some(preview) = &work.preview else { return Vec::new() };
    let before = &work.assessment;
    let headline = before.strategy.possible != preview.strategy.possible;
    let strategy = model.guideline().strategy.0;
    window
        .iter()
        .filter(|index| **index != strategy)
        .filter_map(|index| {
            let (old, new) = before.decisions.get(*index).zip(preview.decisions.get(*index))?;
            let decision = model.guideline().decisions.get(*index)?;
            let differs = phrases::state(model.guideline(), decision, &old.state)
                != phrases::state(model.guideline(), decision, &new.state);
            differs.then_some((*index, &new.state))
        })
        .take(PREVIEWED - usize::from(headline))
        .collect()
}

/// The tests that force a decision, in words.
fn why(model: &Model, state: &State) -> Option<String> {
    match state {
        State::Decided { tests, .. } if !tests.is_empty() => {
            let facts = phrases::brief(model.guideline(), tests);
            Some(model.theme.text(&facts).into_owned())
        }
        _ => None,
    }
}
