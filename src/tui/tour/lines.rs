//! The tour as text: captions, and in lines what the program says at each step. For ears, pipes and tests.

use std::sync::Arc;

use super::player::Player;
use super::words;
use crate::guideline::{Deed, TourStep, View, answer_in_words};
use crate::language::say;
use crate::tui::state::Work;
use crate::tui::text::wrap_hanging;
use crate::tui::view;

/// The size of the screen that the text is read from.
pub(super) const SIZE: (u16, u16) = (80, 24);
const COLUMNS: usize = 78;

/// The whole tour, from its first step to its last.
pub(super) fn of(player: &mut Player) -> String {
    let engine = Arc::clone(&player.engine);
    let guideline = engine.guideline();
    let mut text = format!("{}\n{}\n", player.tour().title, say!(guideline, words::OPENING));
    player.jump(0);
    loop {
        if let (true, Some((number, scene))) = (player.begins_scene(), player.scene()) {
            let of = player.tour().scenes.len();
            text.push_str(&format!("\n{}\n", words::scene(guideline, number, of, &scene.title)));
            text.push_str(&format!("{}\n", words::case(guideline, &scene.case)));
        }
        text.push_str(&step(player));
        if !player.forward() {
            return player.stage.model.theme.text(&text).into_owned();
        }
    }
}

/// The caption of the present step, and what the program says.
fn step(player: &Player) -> String {
    let Some(step) = player.step() else { return String::new() };
    let place = words::place(player.stage.model.guideline(), player.place());
    let mut lines = vec![String::new()];
    lines.extend(wrap_hanging(&format!("{place}: "), &step.caption, COLUMNS));
    lines.extend(player.trouble().map(words::trouble));
    if let Some(work) = &player.stage.model.work {
        lines.extend(said(player, work, step).into_iter().map(|line| format!("  {line}")));
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

fn said(player: &Player, work: &Work, step: &TourStep) -> Vec<String> {
    let model = &player.stage.model;
    let guideline = model.guideline();
    let mut lines = Vec::new();
    match &step.deed {
        Some(Deed::Answer(answers)) => {
            for (question, answer) in answers {
                let words = answer_in_words(guideline, *question, *answer);
                lines.push(format!("{}: {words}", guideline[*question].ask));
            }
        }
        Some(Deed::PointAt(question, answer)) => {
            let words = answer_in_words(guideline, *question, *answer);
            lines.push(words::pointed_at(guideline, &guideline[*question].ask, &words));
            let assessment = work.preview.as_ref().unwrap_or(&work.assessment);
            lines.extend(view::in_one_line(model, assessment));
            return lines;
        }
        Some(Deed::WhatIf(..)) => return view::what_if_in_lines(model, work),
        Some(Deed::Open(View::Path(_))) => return view::path_in_lines(model, work),
        Some(Deed::Open(View::WhyNot(_) | View::WhatChanges(_))) => {
            return view::reasons_in_lines(model, work);
        }
        Some(Deed::Open(View::Evidence | View::Final)) => {
            let lines = view::page_lines(model, COLUMNS - 2);
            return lines.iter().map(ToString::to_string).collect();
        }
        Some(Deed::Open(View::Recommendation(_))) => {
            return view::as_text(model).lines().map(str::to_owned).collect();
        }
        // The page was written out whole by the step before.
        Some(Deed::Open(View::Further(_))) => return lines,
        Some(Deed::Open(View::Case | View::Question(_))) | None => {}
    }
    lines.extend(view::in_one_line(model, &work.assessment));
    if let Some(next) = work.assessment.next_question {
        lines.push(words::asks_next(guideline, &guideline[next].ask));
    }
    lines
}
