//! What the tumour board decided otherwise: recorded with its reason, shown above the plan everywhere, taken back.

use super::driver::{App, elsewhere, small};
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;
use crate::tui::state::Page;

/// Fit, liver metastases, a remnant of 40 %: resection.
fn resection() -> App {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>40<Enter>f");
    app.effects.clear();
    app
}

fn decided(app: &App) -> Option<(&str, &str)> {
    let decided = app.model.work.as_ref().unwrap().session.overridden()?;
    Some((decided.strategy.as_str(), decided.reason.as_str()))
}

fn flat(app: &App) -> String {
    app.screen().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_plan_is_chosen_its_reason_typed_and_both_stand_above_the_plan() {
    let mut app = resection();
    app.keys("t");
    let screen = app.screen();
    assert!(screen.contains("The program's plan: Resection"), "{screen}");
    assert!(screen.contains("> 1 Prepare, then reassess") && screen.contains("3 another plan"), "{screen}");
    assert!(!screen.contains("take back"), "nothing is recorded yet: {screen}");
    app.keys("2");
    assert_eq!(app.model.mode(), Mode::BoardText);
    assert!(app.screen().contains("Of the board: Systemic therapy"), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!((app.notice(), decided(&app)), ("Type the reason in a few words.", None));
    app.keys("frail, quits<Enter>");
    assert_eq!(decided(&app), Some(("systemic", "frail, quits")));
    assert_eq!((app.effects.as_slice(), app.model.page), (&[Effect::Save][..], Page::Final));
    let said = "The tumour board decided otherwise: Systemic therapy. Reason: frail, quits";
    let place = |text: &str| (flat(&app).find(said).unwrap(), flat(&app).find(text).unwrap());
    let (board, plan) = place("Resection");
    assert!(board < plan, "{}", app.screen());

    app.keys("<Esc>");
    assert!(app.screen().contains("The tumour board decided otherwise:"), "{}", app.screen());
    app.act(Action::Resize(60, 16));
    app.keys("r");
    assert!(app.screen().contains(">The tumour board decided otherwise:"), "{}", app.screen());
    app.keys("<Esc>");
    assert!(app.screen().contains("Board: Systemic therapy. FINAL: Resection"), "{}", app.screen());
    app.keys("c");
    let Some(Effect::Copy(copied)) = app.effects.last() else { panic!("{:?}", app.effects) };
    assert!(copied.lines().nth(1).unwrap().contains(said), "{copied}");
    app.keys("x");
    let Some(Effect::Export(report)) = app.effects.last() else { panic!("{:?}", app.effects) };
    assert!(report.contains("**The board decided otherwise:** Systemic therapy (frail, quits;"), "{report}");
    assert!(crate::tui::summary::summary(&app.model).contains("The tumour board decided otherwise:"));
}

#[test]
fn another_plan_is_typed_and_what_is_recorded_is_taken_back() {
    let mut app = resection();
    app.keys("t<End><Enter>");
    app.keys("<Enter>");
    assert_eq!(app.notice(), "Type the plan in a few words.");
    app.keys("Trial<Enter>he asked for it<Enter>");
    assert_eq!(decided(&app), Some(("Trial", "he asked for it")));
    app.keys("t<End>");
    assert!(app.screen().contains("> 4 take back what is recorded"), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(decided(&app), None);
    assert!(!app.screen().contains("decided otherwise"), "{}", app.screen());
}

#[test]
fn escape_records_nothing_at_any_step() {
    let mut app = resection();
    app.keys("t<Esc>");
    assert_eq!(app.model.page, Page::Final);
    app.keys("t1reason<Esc>");
    assert_eq!(app.model.mode(), Mode::Board);
    app.keys("<Esc>");
    assert_eq!((decided(&app), app.effects.len()), (None, 0));
}

#[test]
fn closing_reminds_of_it_and_keeps_it_with_the_conclusion() {
    let mut app = resection();
    app.keys("o");
    assert!(flat(&app).contains("If the tumour board decided otherwise: n, then t."), "{}", app.screen());
    app.keys("nt1why<Enter>o");
    assert!(!flat(&app).contains("then t."), "{}", app.screen());
    app.keys("y");
    let conclusion = app.model.work.as_ref().unwrap().session.conclusion().unwrap();
    assert_eq!(conclusion.overridden.as_ref().unwrap().strategy, "prepare");
    assert_eq!(conclusion.assessment["override"]["title"], "Prepare, then reassess");
    app.keys("t");
    assert!(app.notice().starts_with("closed; o on the final page"), "{}", app.notice());
}

#[test]
fn it_is_not_recorded_where_nothing_can_be() {
    let mut app = resection();
    app.keys("wft");
    assert!(app.notice().contains("In what-if nothing is"), "{}", app.notice());
    let mut app = resection();
    app.model.work.as_mut().unwrap().read_only = Some(elsewhere());
    app.keys("t");
    assert_eq!(app.model.page, Page::Final);
    assert!(!app.screen().lines().last().unwrap().contains("t board"), "{}", app.screen());
}

#[test]
fn a_case_that_is_not_settled_says_so_before_it_is_closed() {
    let mut app = App::case(small(), (80, 24));
    app.keys("fo");
    let said = "The plan is provisional: 3 answers can still change it. If the tumour board decided otherwise: \
                n, then t. Close the case all the same? y/n";
    assert!(flat(&app).contains(said), "{}", app.screen());
    app.keys("n<Esc>y1<Enter>-fo");
    let said = "The plan is open, waits on Future liver remnant.";
    assert!(flat(&app).contains(said), "{}", app.screen());
    app.act(Action::Resize(60, 16));
    assert!(flat(&app).contains("Close the case all the same? y/n"), "{}", app.screen());
}
