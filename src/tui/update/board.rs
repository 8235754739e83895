//! Recording what the tumour board decided otherwise. The session keeps it, above the program's plan on every page.

use super::refuse;
use crate::language::say;
use crate::session::Override;
use crate::tui::action::{Command, Effect};
use crate::tui::state::{Board, BoardChoice, Field, Model, Page, Purpose, Saving};

/// Opens the list of plans.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    if let Some(locked) = model.work.as_ref().and_then(|work| work.case_locked()) {
        return refuse(model, &locked);
    }
    model.board = Board::default();
    model.open_page(Page::Board);
    vec![]
}

/// Commands on the list.
pub(super) fn run(model: &mut Model, command: Command) -> Vec<Effect> {
    let last = model.board_choices().len().saturating_sub(1);
    let cursor = &mut model.board.cursor;
    match command {
        Command::Up => *cursor = cursor.saturating_sub(1),
        Command::Down => *cursor = (*cursor + 1).min(last),
        Command::First | Command::PageUp => *cursor = 0,
        Command::Last | Command::PageDown => *cursor = last,
        Command::Accept => return choose(model),
        Command::Back => drop(model.close_page()),
        _ => {}
    }
    vec![]
}

/// A digit chooses the line of this number.
pub(super) fn digit(model: &mut Model, digit: u8) -> Vec<Effect> {
    match usize::from(digit).checked_sub(1).filter(|at| *at < model.board_choices().len()) {
        Some(at) => {
            model.board.cursor = at;
            choose(model)
        }
        None => {
            model.complain(say!(model.guideline(), "{0} is not on offer here.", digit));
            vec![]
        }
    }
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let guideline = model.engine.guideline();
    match model.board_choices().get(model.board.cursor) {
        Some(BoardChoice::Outcome(at)) => {
            let strategy = guideline.decisions.get(guideline.strategy.0);
            model.board.plan = strategy.and_then(|plan| plan.outcomes.get(*at)).map(|plan| plan.id.clone());
            model.field = Some(Field::new(Purpose::BoardReason));
            vec![]
        }
        Some(BoardChoice::Other) => {
            model.field = Some(Field::new(Purpose::BoardPlan));
            vec![]
        }
        Some(BoardChoice::None) => record(model, None),
        None => vec![],
    }
}

/// The plan or the reason was typed. Neither may be empty.
pub(super) fn accept(model: &mut Model, purpose: Purpose) -> Vec<Effect> {
    let text = model.field.as_ref().map(|field| field.text().trim().to_owned()).unwrap_or_default();
    match (purpose, text.is_empty()) {
        (Purpose::BoardPlan, true) => {
            model.complain(say!(model.guideline(), "Type the plan in a few words."))
        }
        (_, true) => model.complain(say!(model.guideline(), "Type the reason in a few words.")),
        (Purpose::BoardPlan, false) => {
            model.board.plan = Some(text);
            model.field = Some(Field::new(Purpose::BoardReason));
        }
        (_, false) => {
            model.field = None;
            let decided = model.board.plan.take().map(|plan| (plan, text));
            return record(model, decided);
        }
    }
    vec![]
}

/// Records plan and reason, or takes back what is recorded.
pub(super) fn record(model: &mut Model, decided: Option<(String, String)>) -> Vec<Effect> {
    let now = model.now;
    let Some(work) = &mut model.work else { return vec![] };
    if let Some(locked) = work.case_locked() {
        return refuse(model, &locked);
    }
    let withdrawn = decided.is_none();
    let overridden = decided.map(|(strategy, reason)| Override { strategy, reason, at: now });
    // Open by the check before.
    if work.session.set_override(overridden, now).is_err() {
        return vec![];
    }
    work.saving = Saving::Underway;
    if model.page == Page::Board {
        model.close_page();
    }
    let key = model.key(Command::Decided);
    model.say(match withdrawn {
        true => say!(model.guideline(), "Taken back: the program's plan stands alone.").to_owned(),
        false => {
            say!(
                model.guideline(),
                "Recorded above the program's plan. {0} changes it or takes it back.",
                key
            )
        }
    });
    vec![Effect::Save]
}
