//! The decision path: every decision with its state, and while an option is under the cursor what it would change.

use ratatui::buffer::Buffer;
use ratatui::text::{Line, Span};

use super::{first_in_sight, frame, phrases, put};
use crate::engine::{Assessment, State};
use crate::tui::layout::Area;
use crate::tui::state::{Model, Panel, Work};
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::Role;

/// At most so many lines show what the option under the cursor would change, the headline among them.
const PREVIEWED: usize = 3;

/// The first decision that is not decided yet, or the last one.
pub(in crate::tui) fn first_open(assessment: &Assessment) -> usize {
    let open = |state: &State| matches!(state, State::Open { .. });
    let states = &assessment.decisions;
    states.iter().position(|decision| open(&decision.state)).unwrap_or(states.len().saturating_sub(1))
}

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, area: Area, buffer: &mut Buffer) {
    if area.body.height == 0 {
        return;
    }
    let guideline = model.guideline();
    let focused = work.panel == Panel::Path;
    let height = usize::from(area.body.height);
    let states = &work.assessment.decisions;
    // Where there is no room for all, those that do not apply are left out; with the focus all are there.
    let compact = !focused && states.len() > height;
    let shown: Vec<usize> = (0..states.len())
        .filter(|index| {
            !compact || !matches!(states.get(*index).map(|s| &s.state), Some(State::Skipped { .. }))
        })
        .collect();
    let skipped = states.len() - shown.len();
    let aside = if skipped > 0 { format!("  {skipped} do not apply") } else { String::new() };
    frame::title(model, &format!("DECISION PATH{aside}"), focused, area.title, buffer);

    let wanted = if focused { work.path_cursor } else { first_open(&work.assessment) };
    let wanted = shown.iter().position(|index| *index >= wanted).unwrap_or(shown.len().saturating_sub(1));
    let first = first_in_sight(wanted, shown.len(), height);
    let window: Vec<usize> = shown.into_iter().skip(first).take(height).collect();
    let changed = changed(model, work, &window);
    let names = guideline.decisions.iter().map(|decision| width(&model.theme.text(&decision.title))).max();
    let column = names.unwrap_or(0).min(usize::from(area.body.width) * 9 / 20);
    for (row, index) in (0..area.body.height).zip(window) {
        let Some((decision, state)) = guideline.decisions.get(index).zip(states.get(index)) else { continue };
        let next = changed.iter().find(|(changed, _)| *changed == index).map(|(_, state)| *state);
        let cursor = focused && work.path_cursor == index;
        let (mark, role) = match (&state.state, next) {
            (_, Some(_)) => (">", Role::Preview),
            (State::Decided { .. } | State::Collected(_), _) => ("v", Role::Good),
            (State::Open { .. }, _) => (".", Role::Plain),
            (State::Skipped { .. }, _) => ("-", Role::Plain),
        };
        let title = pad(&model.theme.text(&decision.title), column);
        let mut spans = vec![
            Span::styled(if cursor { ">" } else { " " }, model.theme.style(Role::Strong)),
            Span::styled(mark, model.theme.style(role)),
            Span::raw(format!(" {title}  ")),
        ];
        let room = usize::from(area.body.width).saturating_sub(column + 5);
        let text = phrases::state(decision, next.unwrap_or(&state.state));
        let text = model.theme.text(&text).into_owned();
        match next {
            Some(_) => {
                let text = format!("-> {text}");
                spans.push(Span::styled(fit(&text, room).into_owned(), model.theme.style(Role::Preview)));
            }
            None => {
                let bold = matches!(state.state, State::Decided { .. });
                let role = if bold { Role::Strong } else { Role::Plain };
                let used = width(&text);
                spans.push(Span::styled(fit(&text, room).into_owned(), model.theme.style(role)));
                if let Some(why) = why(model, &state.state).filter(|_| used + 9 <= room) {
                    spans.push(Span::raw(fit(&format!(" <- {why}"), room - used).into_owned()));
                }
            }
        }
        put(buffer, area.body, row, &Line::from(spans));
    }
}

/// A line for each decision.
pub(super) fn in_lines(model: &Model, work: &Work) -> Vec<String> {
    let decisions = model.guideline().decisions.iter().zip(&work.assessment.decisions);
    let lines = decisions.map(|(decision, state)| {
        let because = why(model, &state.state).map_or_else(String::new, |why| format!(", because {why}"));
        format!("{}: {}{because}", decision.title, phrases::state(decision, &state.state))
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
            let differs = phrases::state(decision, &old.state) != phrases::state(decision, &new.state);
            differs.then_some((*index, &new.state))
        })
        .take(PREVIEWED - usize::from(headline))
        .collect()
}

/// The tests that force a decision, in words.
fn why(model: &Model, state: &State) -> Option<String> {
    match state {
        State::Decided { tests, .. } if !tests.is_empty() => {
            let facts = phrases::facts(model.guideline(), tests);
            Some(model.theme.text(&facts).into_owned())
        }
        _ => None,
    }
}
