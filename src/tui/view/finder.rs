//! What words find, and the palette of commands: a line to type in, and a list under it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::{first_in_sight, frame, put, start};
use crate::language::say;
use crate::tui::action::Command;
use crate::tui::keymap::Mode;
use crate::tui::layout::Layout;
use crate::tui::state::{Finder, Found, Item, Model, Purpose, rows};
use crate::tui::text::{fit, pad};
use crate::tui::theme::Role;

/// Draws the page; returns where the cursor is.
pub(super) fn draw(model: &Model, finder: &Finder, layout: &Layout, buffer: &mut Buffer) -> Option<Position> {
    let palette = model.field.as_ref().is_some_and(|field| field.purpose == Purpose::Palette);
    let title = if palette {
        say!(model.guideline(), "EVERY COMMAND BY NAME")
    } else {
        say!(model.guideline(), "FIND")
    };
    let area = layout.page;
    let prompt = if palette { ": " } else { "/ " };
    let cursor = start::text_field(model, prompt, Rect { height: 1.min(area.height), ..area }, buffer);
    let list = Rect { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
    let height = usize::from(list.height);
    let first = first_in_sight(finder.cursor, finder.found.len(), height);
    for (row, (index, found)) in (0..list.height).zip(finder.found.iter().enumerate().skip(first)) {
        put(buffer, list, row, &line(model, finder, *found, index == finder.cursor, usize::from(list.width)));
    }
    let below = finder.found.len().saturating_sub(first + height);
    frame::page_title(model, title, (first, below), layout.page_title, buffer);
    if finder.found.is_empty() {
        put(buffer, list, 0, &Line::raw(say!(model.guideline(), "Nothing contains these words.")));
    }
    Some(cursor)
}

fn line(model: &Model, finder: &Finder, found: Found, here: bool, width: usize) -> Line<'static> {
    let (kind, text) = words(model, finder.over, found);
    let mark = if here { "> " } else { "  " };
    let style = if here { model.theme.style(Role::Strong) } else { model.theme.style(Role::Plain) };
    let command = matches!(found, Found::Command(_) | Found::Elsewhere(..));
    let kind_width = if command { 20 } else { 16 };
    let room = width.saturating_sub(2 + kind_width + 1);
    Line::from(vec![
        Span::styled(format!("{mark}{} ", pad(&kind, kind_width)), style),
        Span::styled(fit(&model.theme.text(&text), room).into_owned(), style),
    ])
}

/// What it is, and its words.
pub(in crate::tui) fn words(model: &Model, over: Mode, found: Found) -> (String, String) {
    let guideline = model.guideline();
    let label = |question, row: usize| rows(guideline, question).get(row).map(|row| row.label.clone());
    match found {
        Found::Row(row) => {
            let focus = model.work.as_ref().map(|work| work.focus);
            (
                say!(model.guideline(), "answer").to_owned(),
                focus.and_then(|focus| label(focus, row)).unwrap_or_default(),
            )
        }
        Found::Question(question) => {
            let work = model.work.as_ref();
            let answer = work.and_then(|work| work.answer_text(guideline, question));
            let short = guideline[question].short.trim_end_matches('?');
            let text = match answer {
                Some(answer) => format!("{short}: {answer}"),
                None => format!("{short} - {}", guideline[question].ask),
            };
            (say!(model.guideline(), "question").to_owned(), text)
        }
        Found::OtherRow(question, row) => {
            let short = guideline[question].short.trim_end_matches('?');
            (
                say!(model.guideline(), "answer of").to_owned(),
                format!("{short}: {}", label(question, row).unwrap_or_default()),
            )
        }
        Found::Item(Item::Decision(decision)) => {
            (say!(model.guideline(), "decision").to_owned(), guideline[decision].title.clone())
        }
        Found::Item(Item::Recommendation(advice)) => {
            (say!(model.guideline(), "recommendation").to_owned(), guideline[advice].title.clone())
        }
        Found::Item(Item::Question(_) | Item::Stop(_)) => (String::new(), String::new()),
        Found::Command(command) => (command.name().to_owned(), command_in_words(model, command, over, "")),
        Found::Elsewhere(command, place) => {
            let any_question = place == Mode::YesNo && !matches!(command, Command::Yes | Command::No);
            let there = if any_question { say!(guideline, "A question") } else { place.title(guideline) };
            (command.name().to_owned(), command_in_words(model, command, place, there))
        }
    }
}

/// Its keys, where it works if that is elsewhere, and what it does.
fn command_in_words(model: &Model, command: Command, mode: Mode, place: &str) -> String {
    let guideline = model.guideline();
    let bindings = model.keymap.commands(mode);
    let binding = bindings.iter().find(|(known, _)| *known == command).map(|(_, binding)| *binding);
    let Some(binding) = binding else { return String::new() };
    let keys = pad(&binding.key_names(), 10);
    match place {
        "" => format!("{keys}  {}", say!(guideline, binding.help)),
        place => format!("{keys}  {place}: {}", say!(guideline, binding.help)),
    }
}
