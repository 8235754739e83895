//! Pages that are read: evidence, the whole recommendation, help. Scrolling is clamped to their exact lines.

use super::{aside, board, home, reasons, refuse, typing};
use crate::language::say;
use crate::session::Status;
use crate::tui::action::{Command, Effect};
use crate::tui::layout::layout;
use crate::tui::state::{Confirm, Model, Page, Saving};
use crate::tui::view;

/// Commands on such a page.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let page = usize::from(layout(model.size, model).page.height).saturating_sub(2).max(1);
    match command {
        Command::Up => model.scroll = model.scroll.saturating_sub(1),
        Command::Down => model.scroll += 1,
        Command::PageUp => model.scroll = model.scroll.saturating_sub(page),
        Command::PageDown => model.scroll += page,
        Command::First => model.scroll = 0,
        Command::Last => model.scroll = usize::MAX,
        Command::Back => {
            model.close_page();
            if model.page == Page::Reasons {
                reasons::keep_in_sight(model);
            }
        }
        Command::Conclude | Command::Decided if aside::is_on(model) => not_aside(model),
        Command::Decided => return board::open(model),
        Command::Reasons => reasons::open(model),
        Command::WhatIf => return aside::toggle(model),
        Command::Notes => return typing::open_notes(model),
        Command::StartPage => return home::leave_case(model),
        Command::Copy | Command::Export => return give_out(model, command),
        Command::Conclude => return conclude_or_amend(model),
        _ => {}
    }
    clamp(model);
    vec![]
}

/// Says that what is on the side is for nobody else.
fn not_aside(model: &mut Model) {
    let key = model.key(Command::WhatIf);
    model.complain(say!(
        model.guideline(),
        "In what-if nothing is copied, written or closed. {0}: back.",
        key
    ));
}

/// Sends the recommendation to the clipboard, or writes it to a file.
pub(super) fn give_out(model: &mut Model, command: Command) -> Vec<Effect> {
    if aside::is_on(model) {
        not_aside(model);
        return vec![];
    }
    match (command, &model.work) {
        // The whole page is longer than terminals take.
        (Command::Copy, Some(work)) => {
            let label = work.session.label().to_owned();
            let text = [vec![label], view::brief(model, work), vec![String::new()]].concat().join("\n");
            vec![Effect::Copy(text)]
        }
        _ => vec![Effect::Export(view::as_markdown(model))],
    }
}

/// Keeps the last line of the page on its last row.
pub(super) fn clamp(model: &mut Model) {
    if matches!(model.page, Page::Evidence(_) | Page::Reasons | Page::Final | Page::Help(_)) {
        let area = layout(model.size, model).page;
        let lines = view::page_lines(model, usize::from(area.width)).len();
        model.scroll = model.scroll.min(lines.saturating_sub(usize::from(area.height)));
    }
}

fn conclude_or_amend(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(work) = &mut model.work else { return vec![] };
    if let Some(locked) = work.read_only.clone() {
        return refuse(model, &locked);
    }
    if work.session.status() == Status::Closed {
        work.session.amend(now);
        work.saving = Saving::Underway;
        work.reopen(&model.engine, now);
        let outdated = work.outdated_notice(&model.engine).unwrap_or_default();
        model
            .say(say!(model.guideline(), "Open again; what was concluded is kept. {0}", outdated).trim_end());
        return vec![Effect::Save];
    }
    model.confirm = Some(Confirm::Conclude);
    vec![]
}

/// Closes the case with the whole assessment as its conclusion.
pub(super) fn conclude(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let conclusion = view::conclusion(model);
    let Some(work) = &mut model.work else { return vec![] };
    match work.session.close(conclusion, now) {
        Ok(()) => {
            work.saving = Saving::Underway;
            model.say(say!(model.guideline(), "Closed with this recommendation."));
            vec![Effect::Save]
        }
        Err(closed) => {
            model.complain(closed.to_string());
            vec![]
        }
    }
}
