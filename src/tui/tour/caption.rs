//! The box below the application: which step of which scene, the caption and the keys of the tour.
//!
//! It is reversed from edge to edge and bears its mark, so that nobody takes it for something the program says. Its
//! first line covers the keys of the application, which do nothing meanwhile.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::player::{Player, Says};
use super::words;
use crate::guideline::Guideline;
use crate::language::say;
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::Role;
use crate::tui::view;

/// How many rows the application lends to the box.
pub(super) fn rows(player: &Player) -> u16 {
    if player.taken_over {
        return 1;
    }
    let columns = usize::from(player.size().0);
    let captions = player.tour().scenes.iter().flat_map(|scene| &scene.steps).map(|step| &*step.caption);
    // As many for every step, so that the application above keeps its place.
    let guideline = player.engine.guideline();
    let said = [say!(guideline, words::HELP), say!(guideline, words::END)];
    let most = captions.chain(said).map(|text| wrapped(player, text, columns).len()).max();
    u16::try_from(most.unwrap_or(0)).unwrap_or(u16::MAX).min(player.size().1)
}

fn wrapped(player: &Player, text: &str, columns: usize) -> Vec<String> {
    player.stage.model.theme.wrap(text, columns.saturating_sub(2))
}

/// Draws the application and the box below it; returns where the cursor is, if text is typed.
pub(super) fn draw(player: &Player, by_itself: bool, buffer: &mut Buffer) -> Option<Position> {
    let (columns, all) = player.size();
    let (_, height) = player.stage.model.size;
    let area = Rect::new(0, 0, columns, height.min(all)).intersection(buffer.area);
    let cursor = view::render(&player.stage.model, area, buffer);
    let lines = lines(player, by_itself);
    let top = all.saturating_sub(u16::try_from(lines.len()).unwrap_or(u16::MAX));
    let style = player.stage.model.theme.style(Role::Caption);
    for (row, (line, strong)) in (top..all).zip(lines) {
        let style = if strong { style.patch(player.stage.model.theme.style(Role::Strong)) } else { style };
        put(buffer, row, columns, &line, style);
    }
    cursor
}

fn put(buffer: &mut Buffer, row: u16, columns: u16, line: &str, style: Style) {
    if row < buffer.area.bottom() {
        buffer.set_stringn(0, row, pad(line, usize::from(columns)), usize::from(columns), style);
    }
}

/// The lines of the box, and whether they are its heading.
fn lines(player: &Player, by_itself: bool) -> Vec<(String, bool)> {
    let columns = usize::from(player.size().0);
    let guideline = player.engine.guideline();
    if player.taken_over {
        let said = longest(guideline, &words::YOUR_TURN, columns.saturating_sub(2));
        return vec![(format!(" {said}"), true)];
    }
    let said = match (player.says, player.step()) {
        (Says::Keys, _) => say!(guideline, words::HELP).to_owned(),
        (Says::End, _) => say!(guideline, words::END).to_owned(),
        (Says::Caption, step) => match player.trouble() {
            Some(trouble) => words::trouble(trouble),
            None => step.map_or_else(String::new, |step| step.caption.clone()),
        },
    };
    let mut lines = vec![(heading(player, by_itself, columns), true)];
    let text = wrapped(player, &said, columns);
    let rows = usize::from(rows(player));
    lines.extend(
        text.into_iter()
            .chain(std::iter::repeat(String::new()))
            .take(rows)
            .map(|line| (format!(" {line}"), false)),
    );
    lines
}

/// The first of some phrases that fits, else the last.
fn longest(guideline: &Guideline, phrases: &[&'static str], columns: usize) -> &'static str {
    let mut said = phrases.iter().map(|phrase| say!(guideline, phrase));
    let fits = said.clone().find(|phrase| width(phrase) <= columns);
    fits.or(said.next_back()).unwrap_or_default()
}

/// Step and scene on the left, keys on the right, as much as fits.
fn heading(player: &Player, by_itself: bool, columns: usize) -> String {
    let guideline = player.engine.guideline();
    let title = player.scene().map_or("", |(_, scene)| &scene.title);
    let title = player.stage.model.theme.text(title);
    let left = format!(" {}  {title}", words::place(guideline, player.place()));
    let keys: &[&'static str] = if by_itself { &words::BY_ITSELF } else { &words::KEYS };
    let keys = longest(guideline, keys, columns.saturating_sub(width(&left) + 3));
    let room = columns.saturating_sub(width(keys) + 3);
    format!("{}  {keys}", pad(&fit(&left, room), room))
}
