//! What surrounds the panels: header, titles, separators, the message line and the keys.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::extent::{at_the_right, extent};
use super::{phrases, put, whatif};
use crate::engine::Assessment;
use crate::guideline::Origin;
use crate::language::{phrase, say};
use crate::tui::action::Command;
use crate::tui::keymap::{Binding, Mode};
use crate::tui::layout::Layout;
use crate::tui::state::{Confirm, Model, Page, Panel, Saving, Work};
use crate::tui::text::{fit, pad, width};
use crate::tui::theme::Role;

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
    let (saving, role) = match model.demonstration {
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
    match (work.case_locked(), &work.saving) {
        (_, Saving::Failed(reason)) => (say!(model.guideline(), "NOT SAVED: {0}", reason), Role::Danger),
        (Some(reason), _) => (reason.split(';').next().unwrap_or_default().to_owned(), Role::Strong),
        (None, _) if work.aside.is_some() => (String::new(), Role::Plain),
        (None, Saving::Underway) => (say!(model.guideline(), "saving").to_owned(), Role::Plain),
        (None, Saving::Saved(at)) => (say!(model.guideline(), "saved {0}", at.clock()), Role::Good),
    }
}

/// A rule with a title in it.
pub(super) fn title(model: &Model, text: &str, focused: bool, area: Rect, buffer: &mut Buffer) {
    let role = if focused { Role::Focused } else { Role::Strong };
    let line = model.theme.lines.horizontal;
    let room = usize::from(area.width);
    let text = fit(&model.theme.text(text), room.saturating_sub(3)).into_owned();
    let rest = room.saturating_sub(width(&text) + 3);
    let spans = vec![
        Span::raw(format!("{line} ")),
        Span::styled(text, model.theme.style(role)),
        Span::raw(format!(" {}", line.repeat(rest))),
    ];
    put(buffer, area, 0, &Line::from(spans));
}

/// The title of a page.
pub(super) fn page_title(model: &Model, text: &str, area: Rect, buffer: &mut Buffer) {
    title(model, text, false, area, buffer);
}

/// How much is above and below, at the right end of a title's row and never over the title; where there is no room
/// for the words, only how much is not shown.
pub(super) fn more(
    model: &Model,
    title: &str,
    (above, below): (usize, usize),
    area: Rect,
    buffer: &mut Buffer,
) {
    if above + below == 0 || area.height == 0 {
        return;
    }
    let room = usize::from(area.width).saturating_sub(width(&model.theme.text(title)) + 4);
    let long = format!(" {} ", extent(model.guideline(), above, below));
    let text = if width(&long) <= room { long } else { format!(" +{} ", above + below) };
    if let Ok(wide) = u16::try_from(width(&text))
        && width(&text) <= room
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
        more(model, text, (above, below), area, buffer);
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

fn names(model: &Model, work: &Work) -> [(Panel, &'static str); 3] {
    let guideline = model.guideline();
    let plan = match work.aside.is_some() {
        true => say!(guideline, "r Now and what if"),
        false => say!(guideline, "r Recommendation"),
    };
    [
        (Panel::Questions, say!(guideline, "b Questions")),
        (Panel::Path, say!(guideline, "p Path")),
        (Panel::Advice, plan),
    ]
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
        None => put(buffer, area, 0, &line("", of, outdated, assessment, mark, role)),
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

/// What is asked or was last said.
pub(super) fn notice(model: &Model, area: Rect, buffer: &mut Buffer) {
    let (text, role) = match (confirm_in_words(model, usize::from(area.width)), &model.notice) {
        (Some(text), _) => (text, Role::Alert),
        (None, Some(notice)) => (notice.text.clone(), if notice.error { Role::Danger } else { Role::Plain }),
        (None, None) => match model.warnings.first() {
            Some(warning) => {
                let others = model.warnings.len() - 1;
                let count = if others > 0 { format!(" (+{others})") } else { String::new() };
                (format!("[!]{count} {warning}"), Role::Danger)
            }
            None => return,
        },
    };
    let text = fit(&model.theme.text(&text), usize::from(area.width).saturating_sub(1)).into_owned();
    put(buffer, area, 0, &Line::from(vec![Span::raw(" "), Span::styled(text, model.theme.style(role))]));
}

/// The question of the program itself that waits for y or n.
pub(in crate::tui) fn confirm_in_words(model: &Model, width: usize) -> Option<String> {
    Some(match model.confirm.as_ref()? {
        Confirm::Delete(_, label) => say!(model.guideline(), "Delete \"{0}\" for good? y/n", label),
        Confirm::Conclude => {
            say!(model.guideline(), "Close the case with this recommendation? It becomes read-only. y/n")
                .to_owned()
        }
        Confirm::QuitUnsaved => {
            say!(model.guideline(), "The last answers are NOT SAVED. Quit all the same, and lose them? y/n")
                .to_owned()
        }
        Confirm::TakeOver => whatif::take_over(model, width),
    })
}

/// The keys of the mode, as many as fit; help and quit always.
pub(super) fn hints(model: &Model, area: Rect, buffer: &mut Buffer) {
    let shown: Vec<&Binding> =
        model.keymap.bindings(model.mode()).filter(|binding| applies(model, binding)).collect();
    let aside = model.work.as_ref().is_some_and(|work| work.aside.is_some());
    let section = model.work.as_ref().and_then(|work| {
        let guideline = model.guideline();
        guideline.sections.get(work.section(guideline))
    });
    let label = section.map_or("", |section| section.none_label.as_str());
    let hint = |binding: &Binding| match binding.command {
        Some(Command::WhatIf) if aside => say!(model.guideline(), "end what-if"),
        Some(Command::NoneOfThese) => label,
        _ => say!(model.guideline(), binding.hint),
    };
    let text = |binding: &Binding| format!("{} {}", binding.first_key(), hint(binding));
    let in_panel = matches!(model.mode(), Mode::Path | Mode::Advice);
    let last = |binding: &&&Binding| {
        matches!(binding.hint, "help" | "quit")
            || aside && binding.command == Some(Command::WhatIf)
            || in_panel && binding.command == Some(Command::Back) && !binding.hint.is_empty()
    };
    let mut room = usize::from(area.width).saturating_sub(1);
    for binding in shown.iter().filter(last) {
        room = room.saturating_sub(width(&text(binding)) + 2);
    }
    let mut full = false;
    let mut chosen = Vec::new();
    for binding in shown.iter().filter(|binding| !last(binding)) {
        let needed = width(&text(binding)) + 2;
        full |= needed > room;
        if !full {
            room -= needed;
            chosen.push(*binding);
        }
    }
    chosen.extend(shown.iter().filter(last));
    let mut spans = vec![Span::raw(" ")];
    for binding in chosen {
        spans.push(Span::styled(binding.first_key(), model.theme.style(Role::Strong)));
        spans.push(Span::raw(format!(" {}  ", hint(binding))));
    }
    put(buffer, area, 0, &Line::from(spans));
}

/// Whether a key is worth a hint now.
fn applies(model: &Model, binding: &Binding) -> bool {
    let section = model.work.as_ref().and_then(|work| {
        let guideline = model.guideline();
        guideline.sections.get(work.section(guideline))
    });
    match binding.command {
        _ if binding.hint.is_empty() => false,
        Some(Command::NextOutdated) => model.work.as_ref().is_some_and(|work| !work.to_confirm.is_empty()),
        Some(Command::Notes | Command::Copy | Command::Export | Command::Conclude) => {
            model.work.as_ref().is_none_or(|work| work.aside.is_none())
        }
        Some(Command::Yes) if model.confirm == Some(Confirm::TakeOver) => {
            model.work.as_ref().is_some_and(|work| work.case_locked().is_none())
        }
        Some(Command::NoneOfThese) => section.is_some_and(|section| !section.none_of_these.is_empty()),
        _ => true,
    }
}
