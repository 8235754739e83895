//! What surrounds the panels: header, titles, separators, the message line and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::asked::confirm_in_words;
use super::extent::{at_the_right, extent};
use super::{phrases, put, whatif};
use crate::engine::Assessment;
use crate::guideline::Origin;
use crate::language::{phrase, say};
use crate::report::plan_in_words;
use crate::session::Status;
use crate::tui::action::Command;
use crate::tui::keymap::{Binding, Mode};
use crate::tui::layout::Layout;
use crate::tui::state::{Confirm, Locked, Model, Page, Panel, Saving, Work};
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::Role;

/// How many rows a question and a message may take.
const ASKED: usize = 4;
const SAID: usize = 3;

/// Where others say that the case is on disk.
const DEMONSTRATION: &str = phrase!("demonstration");

/// Label on the left; guideline and whether the case is on disk on the right.
pub(super) fn header(model: &Model, area: Rect, buffer: &mut Buffer) {
    let guideline = model.guideline();
    let mut right = format!("{} {}", guideline.id, guideline.version);
    if let Origin::Folder(path) = &guideline.origin {
        // The folder itself; reports and `doctor` name the whole path.
        let folder = path.file_name().unwrap_or(path.as_os_str());
        right.push_str(&say!(guideline, " from {0}/", folder.display()));
    }
    let room = usize::from(area.width);
    let work = model.work.as_ref().filter(|_| model.page != Page::Start);
    let aside = work.is_some_and(|work| work.aside.is_some());
    let (saving, role) = match work.map_or(model.keeps_nothing, |_| model.is_demonstration()) {
        true if aside => (say!(guideline, DEMONSTRATION).to_owned(), Role::Strong),
        true => (say!(guideline, "{0}, not saved", say!(guideline, DEMONSTRATION)), Role::Strong),
        false => work.map_or((String::new(), Role::Plain), |work| saving(model, work)),
    };
    let mut right = fit(&model.theme.text(&right), room * if aside { 1 } else { 2 } / 5).into_owned();
    if aside && !saving.is_empty() {
        // What is wrong with the case needs the room.
        right.clear();
    }
    let mark =
        if aside { format!(" {} ", model.theme.text(say!(guideline, whatif::MARK))) } else { String::new() };
    let beside_mark = room.saturating_sub(width(&mark) + " mcrc ".len() + 2);
    let saving = fit(&model.theme.text(&saving), beside_mark.min(room / 2)).into_owned();
    let gap = if saving.is_empty() { "" } else { "  " };
    let used = width(&right) + gap.len() + width(&saving) + 2;
    let label = work.map_or("", |work| work.session.label());
    let label = format!(" {}", model.theme.text(label));
    let left = room.saturating_sub(used + " mcrc ".len() + width(&mark));
    let line = Line::from(vec![
        Span::styled(" mcrc ", model.theme.style(Role::Strong)),
        Span::styled(mark, model.theme.style(Role::Alert)),
        Span::styled(pad(&label, left), model.theme.style(Role::Strong)),
        Span::raw(format!(" {right}{gap}")),
        Span::styled(saving, model.theme.style(role)),
    ]);
    put(buffer, area, 0, &line);
}

/// Whether the case is on disk. In what-if only what is wrong with it.
fn saving(model: &Model, work: &Work) -> (String, Role) {
    let guideline = model.guideline();
    match (work.case_locked(), &work.saving) {
        (_, Saving::Failed(reason)) => (say!(guideline, "NOT SAVED: {0}", reason), Role::Danger),
        // Who has it is said once an answer is refused.
        (Some(Locked::Elsewhere(_)), _) => {
            (say!(guideline, "read-only: open elsewhere").to_owned(), Role::Strong)
        }
        (Some(Locked::Unwritable(_)), _) => (say!(guideline, "read-only").to_owned(), Role::Strong),
        (Some(Locked::Closed), _) => (say!(guideline, "case closed").to_owned(), Role::Strong),
        (None, _) if work.aside.is_some() => (String::new(), Role::Plain),
        (None, Saving::Underway) => (say!(guideline, "saving").to_owned(), Role::Plain),
        (None, Saving::Saved(at)) => (say!(guideline, "saved {0}", at.clock()), Role::Good),
    }
}

/// A rule with a title in it; that of the panel with the focus stands in brackets.
pub(super) fn title(model: &Model, text: &str, focused: bool, area: Rect, buffer: &mut Buffer) {
    let role = if focused { Role::Focused } else { Role::Strong };
    let line = model.theme.lines.horizontal;
    let room = usize::from(area.width);
    let around = if focused { ["[", "]"] } else { [" ", " "] };
    let text = fit(&model.theme.text(text), room.saturating_sub(3)).into_owned();
    let rest = room.saturating_sub(width(&text) + 3);
    let spans = vec![
        Span::raw(format!("{line}{}", around[0])),
        Span::styled(text, model.theme.style(role)),
        Span::raw(format!("{}{}", around[1], line.repeat(rest))),
    ];
    put(buffer, area, 0, &Line::from(spans));
}

/// The title of a page with how much is above and below what is shown; a long title gives way to that.
pub(super) fn page_title(model: &Model, text: &str, beyond: (usize, usize), area: Rect, buffer: &mut Buffer) {
    let mark = extent(model.guideline(), beyond.0, beyond.1);
    let beside = if mark.is_empty() { 0 } else { width(&mark) + 3 };
    let room = usize::from(area.width).saturating_sub(3 + beside);
    title(model, &fit(&model.theme.text(text), room), false, area, buffer);
    more(model, &mark, area, buffer);
}

/// How much is above and below, at the right end of a title's row.
fn more(model: &Model, mark: &str, area: Rect, buffer: &mut Buffer) {
    let text = format!(" {} ", model.theme.text(mark));
    if let Ok(wide) = u16::try_from(width(&text))
        && !mark.is_empty()
        && area.height > 0
        && wide + 4 <= area.width
    {
        let place = Rect { x: area.right() - wide - 1, width: wide, ..area };
        put(buffer, place, 0, &Line::raw(text));
    }
}

/// Columns' lines between the panels.
pub(super) fn separators(model: &Model, layout: &Layout, buffer: &mut Buffer) {
    let lines = model.theme.lines;
    for area in layout.separators {
        for row in 0..area.height {
            let y = area.y + row;
            let joint = if y == layout.questions.title.y {
                lines.down
            } else if y == layout.advice.title.y && area.x + 1 == layout.advice.title.x {
                lines.right
            } else {
                lines.vertical
            };
            put(buffer, area, row, &Line::raw(joint));
        }
    }
}

/// The title of a panel with how much of it is above and below what is shown. Returns whether there was room for that;
/// else it belongs to the last row of the panel.
pub(super) fn heading(
    model: &Model,
    work: &Work,
    panel: Panel,
    text: &str,
    (above, below): (usize, usize),
    layout: &Layout,
    buffer: &mut Buffer,
) -> bool {
    let mark = extent(model.guideline(), above, below);
    if layout.tabs.height > 0 {
        return tabs(model, work, text, &mark, layout, buffer);
    }
    let area = match panel {
        Panel::Questions => layout.questions.title,
        Panel::Path => layout.path.title,
        Panel::Advice => layout.advice.title,
    };
    title(model, text, work.panel == panel, area, buffer);
    let fits = width(&model.theme.text(text)) + width(&mark) + 6 <= usize::from(area.width);
    if fits {
        more(model, &mark, area, buffer);
    }
    fits
}

/// The columns for the title of a panel and its mark.
pub(super) fn title_room(model: &Model, work: &Work, layout: &Layout) -> usize {
    match layout.tabs.width {
        0 => usize::from(layout.questions.title.width).saturating_sub(6),
        tabs => {
            let names = names(model, work);
            let others = names.iter().filter(|(panel, _)| *panel != work.panel);
            usize::from(tabs).saturating_sub(others.map(|(_, name)| width(name) + 3).sum::<usize>() + 4)
        }
    }
}

/// The names of the panels, each with the key that leads there.
fn names(model: &Model, work: &Work) -> [(Panel, String); 3] {
    let guideline = model.guideline();
    let plan = match work.aside.is_some() {
        true => say!(guideline, "Now and what if"),
        false => say!(guideline, "Recommendation"),
    };
    [
        (Panel::Questions, Command::Back, say!(guideline, "Questions")),
        (Panel::Path, Command::ShowPath, say!(guideline, "Path")),
        (Panel::Advice, Command::ShowAdvice, plan),
    ]
    .map(|(panel, command, name)| (panel, format!("{} {name}", model.key(command))))
}

/// The names of the panels, where only one is shown: of that one its title. Returns whether there was room for the mark.
fn tabs(model: &Model, work: &Work, title: &str, mark: &str, layout: &Layout, buffer: &mut Buffer) -> bool {
    let room = title_room(model, work, layout);
    let title = fit(&model.theme.text(title), room + 2).into_owned();
    let mut spans = vec![];
    for (panel, name) in names(model, work) {
        spans.push(match panel == work.panel {
            true => Span::styled(format!("[{title}]"), model.theme.style(Role::Strong)),
            false => Span::raw(format!(" {name} ")),
        });
        spans.push(Span::raw(" "));
    }
    let fits = width(&title) + width(mark) <= room;
    let line = at_the_right(&Line::from(spans), if fits { mark } else { "" }, usize::from(layout.tabs.width));
    put(buffer, layout.tabs, 0, &line);
    fits
}

/// Status and plan in one line, where the recommendation is not shown.
pub(super) fn headline(model: &Model, work: &Work, area: Rect, buffer: &mut Buffer) {
    let (assessment, mark, role) = match &work.preview {
        Some(preview) => (preview, "-> ", Role::Preview),
        None => (&work.assessment, "", Role::Strong),
    };
    // Where what it waits on leaves no room for the plan, the plan goes before.
    let line = |name: &str, of: &Assessment, outdated: usize, plan: &Assessment, mark: &str, role: Role| {
        let guideline = model.guideline();
        let plan = format!("{mark}{}", model.theme.text(&phrases::headline(guideline, plan)));
        let full = phrases::full_status(guideline, of, outdated);
        let full = format!("{name}{}: ", model.theme.text(&full));
        let short = format!("{name}{}: ", phrases::status_and_outdated(model.guideline(), of, outdated));
        let fits = width(&full) + width(&plan) <= usize::from(area.width);
        let status = if fits { full } else { short };
        Line::from(vec![Span::raw(status), Span::styled(plan, model.theme.style(role))])
    };
    let (of, outdated) = (&work.assessment, work.to_confirm.len());
    match &work.aside {
        None => {
            let guideline = model.guideline();
            let board = work.session.overridden().map_or_else(String::new, |decided| {
                let plan = plan_in_words(guideline, &decided.strategy);
                model.theme.text(&say!(guideline, "Board: {0}. ", plan)).into_owned()
            });
            put(buffer, area, 0, &line(&board, of, outdated, assessment, mark, role));
        }
        Some(aside) => {
            let now = &aside.assessment;
            let outdated_now = aside.to_confirm.len();
            put(
                buffer,
                area,
                0,
                &line(say!(model.guideline(), whatif::NOW), now, outdated_now, now, "", Role::Strong),
            );
            put(
                buffer,
                area,
                1,
                &line(say!(model.guideline(), whatif::THEN), of, outdated, assessment, mark, role),
            );
        }
    }
}

/// What is asked or was last said. Where it takes more than its row, it covers the rows above.
pub(super) fn notice(model: &Model, area: Rect, buffer: &mut Buffer) {
    let asked = confirm_in_words(model);
    let (text, role, most) = match (asked, &model.notice) {
        // That a second Ctrl-C quits is said whatever is asked.
        (_, Some(notice)) if model.interrupted => (notice.text.clone(), Role::Plain, SAID),
        (Some(text), _) => (text, Role::Alert, ASKED),
        (None, Some(notice)) => {
            (notice.text.clone(), if notice.error { Role::Danger } else { Role::Plain }, SAID)
        }
        (None, None) => match model.warnings.first() {
            Some(warning) => {
                let others = model.warnings.len() - 1;
                let count = if others > 0 { format!(" (+{others})") } else { String::new() };
                (format!("[!]{count} {warning}"), Role::Danger, 1)
            }
            None => return,
        },
    };
    let room = usize::from(area.width).saturating_sub(2);
    let mut lines =
        if most == 1 { vec![model.theme.text(&text).into_owned()] } else { model.theme.wrap(&text, room) };
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(rest);
    }
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX).min(area.y);
    let area = Rect { y: area.y - above, height: area.height + above, ..area };
    for (row, line) in (0..area.height).zip(lines) {
        let style = model.theme.style(role);
        let blank = " ".repeat(usize::from(area.width));
        put(buffer, area, row, &Line::raw(blank));
        let text = fit(&line, room + 1).into_owned();
        put(buffer, area, row, &Line::from(vec![Span::raw(" "), Span::styled(text, style)]));
    }
}

/// The keys of the mode, as many as fit; help and quit always.
pub(super) fn hints(model: &Model, area: Rect, buffer: &mut Buffer) {
    let shown: Vec<(&Binding, String)> = model
        .keymap
        .bindings(model.mode())
        .filter(|binding| applies(model, binding))
        .map(|binding| (binding, format!(" {}", hint(model, binding))))
        .collect();
    let aside = model.work.as_ref().is_some_and(|work| work.aside.is_some());
    let in_panel = matches!(model.mode(), Mode::Path | Mode::Advice);
    let last = |(binding, _): &&(&Binding, String)| {
        matches!(binding.hint, "help" | "quit")
            || aside && binding.command == Some(Command::WhatIf)
            || in_panel && binding.command == Some(Command::Back) && !binding.hint.is_empty()
    };
    let needed = |(binding, hint): &(&Binding, String)| width(&binding.first_key()) + width(hint) + 2;
    let mut room = usize::from(area.width).saturating_sub(1);
    for one in shown.iter().filter(last) {
        room = room.saturating_sub(needed(one));
    }
    let mut full = false;
    let mut chosen = Vec::new();
    for one in shown.iter().filter(|one| !last(one)) {
        full |= needed(one) > room;
        if !full {
            room -= needed(one);
            chosen.push(one);
        }
    }
    chosen.extend(shown.iter().filter(last));
    let mut spans = vec![Span::raw(" ")];
    for (binding, hint) in chosen {
        spans.push(Span::styled(binding.first_key(), model.theme.style(Role::Strong)));
        spans.push(Span::raw(format!("{hint}  ")));
    }
    put(buffer, area, 0, &Line::from(spans));
}

/// One or two words for what a key does now.
fn hint(model: &Model, binding: &Binding) -> String {
    let guideline = model.guideline();
    let work = model.work.as_ref();
    let hint = say!(guideline, binding.hint);
    match (binding.command, work) {
        (Some(Command::WhatIf), Some(work)) if work.aside.is_some() => {
            say!(guideline, "end what-if").to_owned()
        }
        (Some(Command::Conclude), Some(work)) if work.session.status() == Status::Closed => {
            say!(guideline, "reopen case").to_owned()
        }
        // What it would answer: how many questions, or which.
        (Some(Command::NoneOfThese), Some(work)) => {
            let section = guideline.sections.get(work.section(guideline));
            let label = section.map_or(hint, |section| section.none_label.as_str());
            let open = work.none_of_these(guideline);
            match open.as_slice() {
                [(question, _)] => {
                    format!("{label} ({})", guideline[*question].short.trim_end_matches('?'))
                }
                several => format!("{label} ({})", several.len()),
            }
        }
        _ => hint.to_owned(),
    }
}

/// Whether a key is worth a hint now: not where it would be refused.
fn applies(model: &Model, binding: &Binding) -> bool {
    let Some(work) = &model.work else { return !binding.hint.is_empty() };
    let asked = matches!(model.mode(), Mode::YesNo | Mode::OneOf | Mode::AnyOf | Mode::Number);
    let open = work.locked().is_none();
    match binding.command {
        _ if binding.hint.is_empty() => false,
        Some(Command::Yes) if model.confirm == Some(Confirm::TakeOver) => work.case_locked().is_none(),
        Some(Command::Copy | Command::Export) => work.aside.is_none(),
        Some(Command::Notes) => work.aside.is_none() && open,
        Some(Command::Conclude) => work.aside.is_none() && work.read_only.is_none(),
        Some(Command::Decided) => work.aside.is_none() && open,
        Some(Command::NoneOfThese) => open && !work.none_of_these(model.guideline()).is_empty(),
        Some(Command::NextOutdated) => !work.to_confirm.is_empty(),
        Some(Command::Undo) => open,
        Some(Command::Yes | Command::No | Command::Unknown | Command::Accept) | None if asked => open,
        _ => true,
    }
}
