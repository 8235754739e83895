//! Doing what a step says, by the actions that keys would cause.

use super::player::Stage;
use crate::guideline::{self, Answer, Deed, Guideline, QuestionId, View};
use crate::tui::action::{Action, Command};
use crate::tui::keymap::Mode;
use crate::tui::layout::layout;
use crate::tui::state::{Entry, Item, Pick, rows};
use crate::tui::view;

/// Does a deed. The error says what cannot be done, in words for the author of the tour.
pub(super) fn perform(stage: &mut Stage, deed: &Deed) -> Result<(), String> {
    match deed {
        Deed::Answer(answers) => {
            for (question, answer) in answers {
                go_to(stage, *question)?;
                stage.act(Action::Answer(*answer));
            }
            Ok(())
        }
        Deed::PointAt(question, answer) => {
            go_to(stage, *question)?;
            point_at(stage, *question, *answer)
        }
        Deed::WhatIf(question, answer) => {
            to_questions(stage)?;
            if !is_aside(stage) {
                stage.command(Command::WhatIf);
            }
            go_to(stage, *question)?;
            stage.act(Action::Answer(*answer));
            Ok(())
        }
        Deed::Open(view) => open(stage, view),
    }
}

fn open(stage: &mut Stage, view: &View) -> Result<(), String> {
    match view {
        View::Case => {
            to_questions(stage)?;
            if is_aside(stage) {
                stage.command(Command::WhatIf);
            }
            to_questions(stage)
        }
        View::Question(question) => go_to(stage, *question),
        View::Path(at) => {
            to_questions(stage)?;
            stage.command(Command::ShowPath);
            match at {
                Some(decision) => down_to(stage, decision.0),
                None => Ok(()),
            }
        }
        View::Recommendation(at) => {
            to_questions(stage)?;
            stage.command(Command::ShowAdvice);
            let wanted = match at {
                Some(guideline::Item::Recommendation(id)) => Item::Recommendation(*id),
                Some(guideline::Item::Question(id)) => Item::Question(*id),
                _ => return Ok(()),
            };
            let items = view::advice_items(&stage.model);
            let at = items.iter().position(|item| *item == wanted);
            down_to(stage, at.ok_or("the recommendation does not have it")?)
        }
        View::WhyNot(outcome) => {
            to_reasons(stage)?;
            let reasons = stage.model.work.as_ref().and_then(|work| work.reasons.as_ref());
            let at = match (outcome, reasons) {
                (Some(outcome), Some(reasons)) => {
                    let at = reasons.why_not.iter().position(|why| why.outcome == *outcome);
                    at.ok_or("no answer rules this outcome out")?
                }
                _ => 0,
            };
            down_to(stage, at)
        }
        View::WhatChanges(question) => {
            to_reasons(stage)?;
            let reasons = stage.model.work.as_ref().and_then(|work| work.reasons.as_ref());
            let Some(reasons) = reasons else { return Err("there are no reasons here".to_owned()) };
            let at = reasons
                .tipping_points
                .iter()
                .position(|point| question.is_none_or(|question| point.question == question));
            let at = at.ok_or("no other answer to this question changes the plan")?;
            let at = reasons.why_not.len() + at;
            down_to(stage, at)
        }
        View::Evidence => {
            stage.command(Command::Evidence);
            match stage.model.mode() {
                Mode::Evidence => Ok(()),
                _ => Err("there is nothing under the cursor that has evidence".to_owned()),
            }
        }
        View::Final => {
            to_questions(stage)?;
            stage.command(Command::Final);
            Ok(())
        }
        View::Further(None) => {
            stage.command(Command::PageDown);
            Ok(())
        }
        View::Further(Some(words)) => further(stage, words),
    }
}

/// Turns pages until the words are in sight.
fn further(stage: &mut Stage, words: &str) -> Result<(), String> {
    loop {
        let area = layout(stage.model.size, &stage.model).page;
        let lines = view::page_lines(&stage.model, usize::from(area.width));
        let mut shown = lines.iter().skip(stage.model.scroll).take(usize::from(area.height));
        if shown.any(|line| line.to_string().contains(words)) {
            return Ok(());
        }
        let before = stage.model.scroll;
        stage.command(Command::PageDown);
        if stage.model.scroll == before {
            return Err(format!("\"{words}\" is not further down"));
        }
    }
}

fn is_aside(stage: &Stage) -> bool {
    stage.model.work.as_ref().is_some_and(|work| work.aside.is_some())
}

/// Leaves pages and panels for the questions.
fn to_questions(stage: &mut Stage) -> Result<(), String> {
    // Pages lie on one another, but not many.
    for _ in 0..16 {
        match stage.model.mode() {
            Mode::YesNo | Mode::OneOf | Mode::AnyOf | Mode::Number => return Ok(()),
            Mode::TakeOver => stage.command(Command::No),
            Mode::Start => return Err("no case is open".to_owned()),
            _ => stage.command(Command::Back),
        }
    }
    Err("the questions cannot be reached from here".to_owned())
}

fn to_reasons(stage: &mut Stage) -> Result<(), String> {
    if stage.model.mode() != Mode::Reasons {
        to_questions(stage)?;
        stage.command(Command::Reasons);
    }
    Ok(())
}

/// Walks up or down the questions.
fn go_to(stage: &mut Stage, question: QuestionId) -> Result<(), String> {
    to_questions(stage)?;
    loop {
        let focus = stage.focus();
        let command = match focus.cmp(&Some(question)) {
            std::cmp::Ordering::Less => Command::NextQuestion,
            std::cmp::Ordering::Equal => return Ok(()),
            std::cmp::Ordering::Greater => Command::PreviousQuestion,
        };
        stage.command(command);
        let passed = match command {
            Command::NextQuestion => stage.focus() > Some(question),
            _ => stage.focus() < Some(question),
        };
        if passed || stage.focus() == focus {
            return Err(format!("`{}` is not asked here", id(stage.model.guideline(), question)));
        }
    }
}

/// Moves the cursor of a panel or page to an entry. A long one is read line by line on the way.
fn down_to(stage: &mut Stage, entry: usize) -> Result<(), String> {
    let place = |stage: &Stage| {
        let work = stage.model.work.as_ref()?;
        Some(match stage.model.mode() {
            Mode::Path => (work.path_cursor, 0),
            Mode::Advice => (work.advice_cursor, work.advice_first),
            _ => (work.reason_cursor, 0),
        })
    };
    stage.command(Command::First);
    loop {
        let here = place(stage);
        match here {
            None => return Err("no case is open".to_owned()),
            Some((cursor, _)) if cursor == entry => return Ok(()),
            Some(_) => stage.command(Command::Down),
        }
        if place(stage) == here {
            return Err("the cursor cannot reach it".to_owned());
        }
    }
}

/// Moves over an option, marks options, or types a number; chooses nothing.
fn point_at(stage: &mut Stage, question: QuestionId, answer: Answer) -> Result<(), String> {
    let rows = rows(stage.model.guideline(), question);
    match answer {
        Answer::Number(number) => {
            for character in number.to_string().chars() {
                match character.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
                    Some(digit) => stage.act(Action::Digit(digit)),
                    None if character == '-' => stage.command(Command::Unknown),
                    None => stage.command(Command::Point),
                }
            }
            Ok(())
        }
        Answer::AnyOf { yes, unknown } if !yes.is_empty() || !unknown.is_empty() => {
            for (at, row) in rows.iter().enumerate() {
                let Pick::Mark(option) = row.pick else { continue };
                over(stage, at);
                // A mark goes round: no, yes, unknown.
                for _ in 0..2 {
                    let Some(Entry::Marks { yes: marked, unknown: open, .. }) =
                        stage.model.work.as_ref().map(|work| work.entry.clone())
                    else {
                        break;
                    };
                    let is = (marked.contains(option), open.contains(option));
                    if is != (yes.contains(option), unknown.contains(option)) {
                        stage.command(Command::Toggle);
                    }
                }
            }
            Ok(())
        }
        answer => match rows.iter().position(|row| row.pick == Pick::Answer(answer)) {
            Some(at) => {
                over(stage, at);
                Ok(())
            }
            None => Err(format!("`{}` does not offer this", id(stage.model.guideline(), question))),
        },
    }
}

fn over(stage: &mut Stage, row: usize) {
    stage.command(Command::First);
    for _ in 0..row {
        stage.command(Command::Down);
    }
}

fn id(guideline: &Guideline, question: QuestionId) -> &str {
    &guideline[question].id
}
