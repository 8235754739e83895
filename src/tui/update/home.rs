//! The start page, and leaving a case for it.

use super::{aside, asks_before_leaving, reading, refuse};
use crate::guideline::Answers;
use crate::language::say;
use crate::session::{Entry, GuidelineStamp};
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Field, HomeItem, Leaving, Left, Model, Page, Purpose, Saving, Work};

/// Commands on the start page.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let last = model.home_items().len().saturating_sub(1);
    let cursor = &mut model.home.cursor;
    match command {
        Command::Up => *cursor = cursor.saturating_sub(1),
        Command::Down => *cursor = (*cursor + 1).min(last),
        Command::PageUp => *cursor = cursor.saturating_sub(10),
        Command::PageDown => *cursor = (*cursor + 10).min(last),
        Command::First => *cursor = 0,
        Command::Last => *cursor = last,
        Command::Accept => return open(model),
        Command::NewCase => name_case(model),
        Command::Find => model.field = Some(filter_field(model)),
        Command::Delete => return ask_to_delete(model),
        _ => {}
    }
    vec![]
}

fn filter_field(model: &Model) -> Field {
    let mut field = Field::new(Purpose::Filter);
    field.input = field.input.with_value(model.home.filter.clone());
    field
}

fn name_case(model: &mut Model) {
    model.field = Some(Field::new(Purpose::Label));
}

/// Opens what is under the cursor.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    match model.home_selected() {
        Some(HomeItem::New) => {
            name_case(model);
            vec![]
        }
        Some(HomeItem::Session(index)) => match model.home.sessions.get(index) {
            Some(listed) => match &listed.entry {
                Entry::Session(_) => vec![Effect::Open(listed.id)],
                Entry::Unusable(problem) => {
                    let text = say!(model.guideline(), "This file is left alone: {0}.", problem);
                    model.complain(text);
                    vec![]
                }
            },
            None => vec![],
        },
        Some(HomeItem::Demo(index)) => match model.home.demos.get(index) {
            Some((_, case)) => vec![Effect::Demonstrate(case.title.clone(), case.answers.clone())],
            None => vec![],
        },
        None => {
            model.complain(say!(model.guideline(), "Nothing contains these words."));
            vec![]
        }
    }
}

/// What a case is called that is begun without a label: a number, never a name.
pub(crate) fn numbered_label(model: &Model) -> String {
    say!(model.guideline(), "Case {0}", model.home.sessions.len() + 1)
}

/// The label was typed: begin the case.
pub(super) fn begin(model: &mut Model, label: &str) -> Vec<Effect> {
    let label = match label.trim() {
        "" => numbered_label(model),
        typed => typed.to_owned(),
    };
    vec![Effect::Create(label, Answers::none(model.guideline()))]
}

/// Gives the case that is open another label.
pub(super) fn rename(model: &mut Model, label: &str) -> Vec<Effect> {
    let now = model.now;
    let Some(work) = &mut model.work else { return vec![] };
    if let Some(locked) = work.case_locked() {
        return refuse(model, &locked);
    }
    match work.session.set_label(label, now) {
        Ok(()) => {
            work.saving = Saving::Underway;
            let label = work.session.label().to_owned();
            model.say(say!(model.guideline(), "The case is called {0}.", label));
            vec![Effect::Save]
        }
        Err(closed) => {
            model.complain(closed.to_string());
            vec![]
        }
    }
}

/// A session is there: show it. One that is concluded shows its conclusion first.
pub(super) fn opened(model: &mut Model, mut work: Work) {
    let guideline = model.engine.guideline();
    let other = work.session.guideline().digest != guideline.digest;
    let concluded = work.session.conclusion().is_some();
    if other && work.locked().is_none() {
        // Open by the check before; the new text of the guideline is on disk with the next change.
        let _ = work.session.set_guideline(GuidelineStamp::from(guideline), model.now);
    }
    model.work = Some(work);
    model.field = None;
    model.home.filter.clear();
    model.under.clear();
    model.page = Page::Questions;
    if concluded {
        model.open_page(Page::Final);
    }
    let outdated =
        model.work.as_ref().filter(|_| !concluded).and_then(|work| work.outdated_notice(&model.engine));
    match (outdated, other) {
        (Some(outdated), true) => {
            model.say(say!(model.guideline(), "Another text of the guideline than before. {0}", outdated))
        }
        (Some(outdated), false) => model.say(outdated),
        (None, true) => model.say(say!(
            model.guideline(),
            "This case was worked on with another text of the guideline; its answers are read under this one."
        )),
        (None, false) => {}
    }
    reading::clamp(model);
}

fn ask_to_delete(model: &mut Model) -> Vec<Effect> {
    let listed = match model.home_selected() {
        Some(HomeItem::Session(index)) => model.home.sessions.get(index),
        _ => None,
    };
    let Some(listed) = listed else {
        model.say(say!(model.guideline(), "Only sessions can be deleted."));
        return vec![];
    };
    let name = match &listed.entry {
        Entry::Session(summary) => summary.label.clone(),
        Entry::Unusable(_) => listed.id.to_string(),
    };
    vec![Effect::AskToDelete(listed.id, name)]
}

/// To the start page, unless something was begun that is not recorded: then that is asked about first.
pub(super) fn leave_case(model: &mut Model) -> Vec<Effect> {
    if asks_before_leaving(model, Leaving::Case) { vec![] } else { to_start_page(model) }
}

/// To the start page. The case stays as it is on disk.
pub(super) fn to_start_page(model: &mut Model) -> Vec<Effect> {
    if aside::is_on(model) {
        aside::say_dropped(model);
    }
    model.home.left = model.work.as_ref().map(|work| match work.demonstration {
        true => Left::Demo(work.session.label().to_owned()),
        false => Left::Session(work.session.id()),
    });
    model.under.clear();
    model.page = Page::Start;
    vec![Effect::Release, Effect::List]
}

/// The sessions are there: the cursor is on the case that was left, whatever its place is now.
pub(super) fn listed(model: &mut Model) {
    match model.home.left.take().and_then(|left| model.home_position(&left)) {
        Some(position) => model.home.cursor = position,
        None => clamp(model),
    }
}

/// Keeps the cursor on a line of the list.
pub(super) fn clamp(model: &mut Model) {
    let last = model.home_items().len().saturating_sub(1);
    model.home.cursor = model.home.cursor.min(last);
}
