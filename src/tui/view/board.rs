//! What the tumour board decided otherwise: the plans to choose from, then a line for the reason.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{first_in_sight, frame, phrases, put, start, styled};
use crate::guideline::Guideline;
use crate::language::say;
use crate::report::plan_in_words;
use crate::session::Override;
use crate::tui::layout::Layout;
use crate::tui::state::{BoardChoice, Model, Purpose, Work};
use crate::tui::text::fit;
use crate::tui::theme::Role;

/// The decision of the board with its reason, as it stands above the program's plan.
fn in_words(guideline: &Guideline, decided: &Override) -> String {
    let plan = plan_in_words(guideline, &decided.strategy);
    say!(guideline, "The tumour board decided otherwise: {0}. Reason: {1}", plan, decided.reason)
}

/// The same of a case, where the board decided otherwise.
pub(in crate::tui) fn recorded(guideline: &Guideline, work: &Work) -> Option<String> {
    work.session.overridden().map(|decided| in_words(guideline, decided))
}

/// Draws the page; returns where the cursor is, if text is typed.
pub(super) fn draw(model: &Model, work: &Work, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let guideline = model.guideline();
    let title = say!(guideline, "WHAT THE TUMOUR BOARD DECIDED OTHERWISE");
    let area = layout.page;
    let width = usize::from(area.width);
    let plan = say!(guideline, "The program's plan: {0}", phrases::headline(guideline, &work.assessment));
    let mut texts = vec![(plan, Role::Plain)];
    texts.extend(recorded(guideline, work).map(|text| (text, Role::Strong)));
    texts.extend(model.board.plan.iter().filter(|_| model.field.is_some()).map(|chosen| {
        (say!(guideline, "Of the board: {0}", plan_in_words(guideline, chosen)), Role::Strong)
    }));
    let mut row = 0;
    for (text, role) in texts {
        for line in model.theme.wrap(&text, width) {
            put(buffer, area, row, &styled(line, model.theme.style(role)));
            row += 1;
        }
    }
    row += 1;
    let rest = Rect { y: area.y + row.min(area.height), height: area.height.saturating_sub(row), ..area };
    if let Some(field) = &model.field {
        let prompt = match field.purpose {
            Purpose::BoardPlan => say!(guideline, "Its plan: "),
            _ => say!(guideline, "Reason: "),
        };
        frame::page_title(model, title, (0, 0), layout.page_title, buffer);
        return Some(start::text_field(model, prompt, Rect { height: 1.min(rest.height), ..rest }, buffer));
    }
    let choices = model.board_choices();
    let height = usize::from(rest.height);
    let first = first_in_sight(model.board.cursor, choices.len(), height);
    for (row, (at, choice)) in (0..rest.height).zip(choices.iter().enumerate().skip(first)) {
        let here = at == model.board.cursor;
        let key = if at < 9 { (at + 1).to_string() } else { " ".to_owned() };
        let text = format!("{}{key} {}", if here { "> " } else { "  " }, choice_in_words(guideline, *choice));
        let style = model.theme.style(if here { Role::Strong } else { Role::Plain });
        put(buffer, rest, row, &styled(fit(&model.theme.text(&text), width).into_owned(), style));
    }
    let below = choices.len().saturating_sub(first + height);
    frame::page_title(model, title, (first, below), layout.page_title, buffer);
    None
}

/// A line of the list.
fn choice_in_words(guideline: &Guideline, choice: BoardChoice) -> String {
    match choice {
        BoardChoice::Outcome(outcome) => phrases::plan(guideline, outcome).to_owned(),
        BoardChoice::Other => say!(guideline, "another plan").to_owned(),
        BoardChoice::None => say!(guideline, "take back what is recorded").to_owned(),
    }
}
