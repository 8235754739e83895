//! The questionnaire: the section's questions with their answers, and below the one that has the focus.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::extent::{at_the_right, extent};
use super::{first_in_sight, frame, put, styled};
use crate::guideline::{Kind, QuestionId};
use crate::language::say;
use crate::tui::action::Command;
use crate::tui::layout::Layout;
use crate::tui::state::{Entry, Model, Panel, Pick, Row, Work, rows};
use crate::tui::text::{fill, fit, pad, width};
use crate::tui::theme::Role;

/// Draws the panel.
pub(super) fn draw(model: &Model, work: &Work, layout: &Layout, buffer: &mut Buffer) {
    if layout.questions.body.height == 0 {
        return;
    }
    let guideline = model.guideline();
    let section = work.section(guideline);
    let listed = work.listed(guideline, section);
    let valid =
        |question: QuestionId| work.answers.get(question).is_some() && work.outdated.get(question).is_none();
    let answered = listed.iter().filter(|question| valid(**question)).count();
    let name = guideline.sections.get(section).map_or("", |section| section.title.as_str());
    let hidden = list(model, work, &listed, layout.list, buffer);
    // The counts stay whole when the name has to be cut.
    let count = format!("  {answered}/{}", listed.len());
    let mark = width(&extent(guideline, hidden.0, hidden.1));
    let room = frame::title_room(model, work, layout).saturating_sub(count.len() + mark);
    let title = format!("{}{count}", fit(&model.theme.text(name), room));
    frame::heading(model, work, Panel::Questions, &title, hidden, layout, buffer);
    detail(model, work, layout.detail, buffer);
}

/// Draws the questions around the one that has the focus; returns how many are above and below what is shown.
fn list(
    model: &Model,
    work: &Work,
    listed: &[QuestionId],
    area: Rect,
    buffer: &mut Buffer,
) -> (usize, usize) {
    let focus = listed.iter().position(|question| *question == work.focus).unwrap_or(0);
    let first = first_in_sight(focus, listed.len(), usize::from(area.height));
    for (row, question) in (0..area.height).zip(listed.iter().skip(first)) {
        let here = *question == work.focus;
        // Without the focus the panel has no cursor, and the question that will have it again is set off.
        let focused = work.panel == Panel::Questions;
        let marker = if here && focused { "> " } else { "  " };
        let style = model.theme.style(if here && !focused { Role::Strong } else { Role::Plain });
        let room = usize::from(area.width).saturating_sub(3);
        let (answer, role) = answer(model, work, *question, room / 2);
        let answer = fit(&model.theme.text(&answer), room / 2).into_owned();
        let ask = pad(
            &model.theme.text(&model.guideline()[*question].short),
            room.saturating_sub(width(&answer) + 1),
        );
        let line = Line::from(vec![
            Span::styled(marker, model.theme.style(Role::Strong)),
            Span::styled(format!("{ask} "), style),
            Span::styled(answer, model.theme.style(role)),
        ]);
        put(buffer, area, row, &line);
    }
    (first, listed.len().saturating_sub(first + usize::from(area.height)))
}

/// The answer, or what the question is good for while it has none, in about so much room.
fn answer(model: &Model, work: &Work, question: QuestionId, room: usize) -> (String, Role) {
    let guideline = model.guideline();
    let assessment = &work.assessment;
    if let Some(draft) = work.draft_text(guideline, question) {
        return (say!(guideline, "not recorded ({0})", draft), Role::Alert);
    }
    match work.answer_text(guideline, question) {
        // The mark comes first, for a long answer is cut; the age stands below, with the question.
        Some(text) if work.outdated.get(question).is_some() => {
            (say!(guideline, "outdated ({0})", text), Role::Alert)
        }
        Some(text) if work.is_changed_aside(question) => (format!("~ {text}"), Role::Strong),
        None if work.is_changed_aside(question) => {
            (say!(guideline, "~ not answered").to_owned(), Role::Strong)
        }
        Some(text) if assessment.dormant.contains(&question) => {
            let mark = say!(guideline, " (no effect)");
            (format!("{}{mark}", fit(&text, room.saturating_sub(width(mark)))), Role::Plain)
        }
        Some(text) => (text, Role::Strong),
        None if assessment.decisive.contains(&question) => {
            (say!(guideline, "decides").to_owned(), Role::Plain)
        }
        None if assessment.refining.contains(&question) => {
            (say!(guideline, "refines").to_owned(), Role::Plain)
        }
        None if assessment.applies.get(question.0).copied().flatten() == Some(false) => {
            (say!(guideline, "does not apply").to_owned(), Role::Plain)
        }
        None => (say!(guideline, "not needed").to_owned(), Role::Plain),
    }
}

fn detail(model: &Model, work: &Work, area: Rect, buffer: &mut Buffer) {
    let guideline = model.guideline();
    let Some(question) = guideline.questions.get(work.focus.0) else { return };
    let room = usize::from(area.width).saturating_sub(2);
    let rows = rows(guideline, work.focus);
    let number = matches!(question.kind, Kind::Number { .. });
    let confirms = match work.locked() {
        None => say!(guideline, ". {0} confirms it.", model.key(Command::Accept)),
        Some(_) => String::new(),
    };
    let outdated = work
        .outdated
        .get(work.focus)
        .map(|outdated| format!("{}{confirms}", outdated.mark(model.guideline())));
    let outdated = outdated.map(|text| model.theme.wrap(&text, room)).unwrap_or_default();
    let under_cursor = work.cursor.and_then(|cursor| rows.get(cursor)?.help.as_ref());
    // First what the option means, then how the question is answered.
    let texts: Vec<&str> = under_cursor.into_iter().chain(&question.help).map(String::as_str).collect();
    let more = say!(guideline, "{0}: more", model.key(Command::Evidence));
    let height = usize::from(area.height);
    let needed = rows.len() + usize::from(number) + outdated.len();
    let mut asks = model.theme.wrap(&question.ask, room);
    // Where the answers take all the room, the question says that there is more to read.
    let crowded = !texts.is_empty() && asks.len() + needed + 2 > height;
    if crowded {
        asks = model.theme.wrap(&question.ask, room.saturating_sub(width(&more) + 2));
    }
    let shown = asks.len().min(height.saturating_sub(needed.min(4)).max(1));
    let mut row = 0;
    for (index, ask) in asks.into_iter().take(shown).enumerate() {
        let line = styled(format!(" {ask}"), model.theme.style(Role::Strong));
        let mark = if crowded && index + 1 == shown { more.as_str() } else { "" };
        put(buffer, area, row, &at_the_right(&line, mark, room + 1));
        row += 1;
    }
    for line in outdated {
        put(buffer, area, row, &styled(format!(" {line}"), model.theme.style(Role::Alert)));
        row += 1;
    }
    if number {
        put(buffer, area, row, &number_line(model, work));
        row += 1;
    }
    let height = usize::from(area.height.saturating_sub(row));
    let first = first_in_sight(work.cursor.unwrap_or(0), rows.len(), height);
    let below = rows.len().saturating_sub(first + height);
    let mark = model.theme.text(&extent(guideline, first, below)).into_owned();
    for (position, option) in rows.iter().enumerate().skip(first).take(height) {
        let last = position + 1 == (first + height).min(rows.len());
        let line = option_line(model, work, position, option, room);
        put(buffer, area, row, &at_the_right(&line, if last { &mark } else { "" }, room + 1));
        row += 1;
    }
    let area = Rect { y: area.y + row, height: area.height.saturating_sub(row), ..area };
    help(model, &texts, &more, area, buffer);
}

fn option_line(model: &Model, work: &Work, position: usize, option: &Row, room: usize) -> Line<'static> {
    let here = work.cursor == Some(position);
    let style = model.theme.style(if here { Role::Strong } else { Role::Plain });
    let mark = match (option.pick, &work.entry) {
        (Pick::Mark(option), Entry::Marks { yes, .. }) if yes.contains(option) => "[x]",
        (Pick::Mark(option), Entry::Marks { unknown, .. }) if unknown.contains(option) => "[?]",
        (Pick::Mark(_), _) => "[ ]",
        (Pick::Answer(answer), _) if work.answers.get(work.focus) == Some(answer) => "(o)",
        _ => "( )",
    };
    let key = option.key.unwrap_or(' ');
    // A scale may have its digit in the label, where the key says it too.
    let label =
        option.label.strip_prefix(key).and_then(|rest| rest.strip_prefix(", ")).unwrap_or(&option.label);
    let label = fit(&model.theme.text(label), room.saturating_sub(8)).into_owned();
    Line::from(vec![
        Span::styled(if here && work.panel == Panel::Questions { "> " } else { "  " }, style),
        Span::raw(mark),
        Span::raw(" "),
        Span::styled(key.to_string(), style),
        Span::raw(format!(" {label}")),
    ])
}

fn number_line(model: &Model, work: &Work) -> Line<'static> {
    let Some(question) = model.guideline().questions.get(work.focus.0) else { return Line::default() };
    let Kind::Number { unit, min, max, .. } = &question.kind else { return Line::default() };
    let typed = match &work.entry {
        Entry::Number { text, .. } => text.as_str(),
        _ => "",
    };
    let unit = model.theme.text(unit).into_owned();
    Line::from(vec![
        Span::raw("   "),
        Span::styled(format!("[{typed:>6} ]"), model.theme.style(Role::Strong)),
        Span::raw(format!(
            " {unit}{}{}",
            if unit.is_empty() { "" } else { ", " },
            say!(model.guideline(), "{0} to {1}", min, max)
        )),
    ])
}

/// A definition, as far as there is room; the rest is on the evidence page, and where nothing of it can be shown the
/// question says so.
fn help(model: &Model, help: &[&str], more: &str, area: Rect, buffer: &mut Buffer) {
    if area.height < 2 || help.is_empty() {
        return;
    }
    let width = usize::from(area.width).saturating_sub(2);
    let lines: Vec<String> = help.iter().flat_map(|help| model.theme.wrap(help, width)).collect();
    let room = usize::from(area.height) - 1;
    for (row, (index, line)) in (1..).zip(lines.iter().enumerate().take(room)) {
        let cut = index + 1 == room && lines.len() > room;
        let line = match cut {
            true => words_beside(line, more, width),
            false => line.clone(),
        };
        put(buffer, area, row, &Line::raw(format!(" {line}")));
    }
}

/// As many words of a line as leave room for a mark at its right edge, which says that there are more.
fn words_beside(line: &str, mark: &str, columns: usize) -> String {
    let room = columns.saturating_sub(width(mark) + 2);
    let mut text = line;
    while width(text) > room {
        text = text.rsplit_once(' ').map_or("", |(words, _)| words);
    }
    format!("{}  {mark}", fill(text, room))
}
