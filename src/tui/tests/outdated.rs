//! Answers that are out of date: said at opening, asked for first, and valid again once they are confirmed.

use serde_json::{Value, json};
use uuid::Uuid;

use super::driver::{App, elsewhere, small};
use crate::engine::Status;
use crate::session::{GuidelineStamp, Moment, Session};
use crate::tui::action::{Action, Effect};
use crate::tui::state::{Page, Work};

/// Fitness is valid for 14 days, sites for 60, the remnant for 42, the enzyme for ever; it is opened on 2026-11-23.
fn session(app: &App, answers: &[(&str, Value, &str)]) -> Session {
    let begun = "2026-01-01T12:00:00+09:00".parse().unwrap();
    let stamp = GuidelineStamp::from(app.model.guideline());
    let mut session = Session::new(Uuid::from_u128(7), begun, stamp, "MDT 14, case 3");
    for (question, answer, day) in answers {
        let at: Moment = format!("{day}T05:13:00+09:00").parse().unwrap();
        session.answer(question, Some(answer.clone()), at).unwrap();
    }
    session
}

/// Everything that a resection needs, of which fitness and the remnant are out of date.
pub(super) fn resection(app: &App) -> Session {
    session(
        app,
        &[
            ("sites", json!(["liver"]), "2026-10-01"),
            ("remnant", json!(40), "2026-10-11"),
            ("enzyme", json!("normal"), "2026-01-02"),
            ("fit", json!(true), "2026-11-01"),
        ],
    )
}

pub(super) fn opened(of: impl Fn(&App) -> Session) -> App {
    let mut app = App::start(small(), (80, 24));
    let session = of(&app);
    app.act(Action::Opened(Box::new(session), None));
    app
}

fn work(app: &App) -> &Work {
    app.model.work.as_ref().unwrap()
}

#[test]
fn opening_says_what_is_out_of_date_and_asks_for_it_first() {
    let mut app = opened(resection);
    assert_eq!(app.notice(), "2 answers are out of date; until confirmed the plan waits on them.");
    assert!(app.effects.is_empty(), "nothing is written before something is answered");
    assert_eq!(work(&app).assessment.status, Status::AwaitingWorkup);
    let screen = app.screen();
    assert!(screen.contains("2 answers are out of date."), "{screen}");
    assert!(screen.contains("outdated (yes)") && screen.contains("outdated, 22 days old. Enter"), "{screen}");
    assert_eq!(app.asked(), "Fit for surgery?");
    app.keys("<Enter>");
    assert_eq!(app.asked(), "Future liver remnant");
    assert!(app.screen().contains("1 answer is out of date."), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(work(&app).assessment.status, Status::Final);
    assert!(!app.screen().contains("out of date"), "{}", app.screen());
    assert_eq!(app.effects, [Effect::Save, Effect::Save]);
    let history = work(&app).session.history();
    assert_eq!(history.len(), 6);
    assert_eq!((&history[5].from, &history[5].to), (&Some(json!(40)), &Some(json!(40))));
}

#[test]
fn the_key_of_the_same_answer_confirms_and_undo_takes_that_back() {
    let mut app = opened(resection);
    app.keys("y");
    assert_eq!(work(&app).outdated.len(), 1);
    app.keys("u");
    assert_eq!(app.asked(), "Fit for surgery?");
    assert_eq!(work(&app).outdated.len(), 2);
    assert!(app.told().contains(&"Fit for surgery?: yes".to_owned()));
    app.keys("n");
    assert_eq!(work(&app).outdated.len(), 1, "another answer is valid too");
    app.keys("u");
    assert_eq!(work(&app).outdated.len(), 2, "and the old one as old as it was");
}

#[test]
fn the_same_number_and_the_same_marks_confirm() {
    let old = |app: &App| {
        session(
            app,
            &[
                ("fit", json!(true), "2026-11-20"),
                ("sites", json!({"yes": ["liver"], "unknown": ["lung"]}), "2026-01-02"),
                ("remnant", json!(40), "2026-01-02"),
            ],
        )
    };
    let mut app = opened(old);
    assert_eq!(app.asked(), "Metastatic sites");
    app.keys("<Enter>");
    assert_eq!(app.asked(), "Future liver remnant");
    app.keys("40<Enter>");
    assert!(work(&app).outdated.is_empty());
    assert_eq!(work(&app).session.history().len(), 5);
    assert!(app.told()[1].contains("liver"), "{:?}", app.told());
}

#[test]
fn a_valid_answer_is_not_made_younger_by_going_over_it() {
    let mut app = opened(|app| session(app, &[("fit", json!(true), "2026-11-20")]));
    assert_eq!(app.notice(), "");
    app.go_to("Fit").keys("<Enter>").go_to("Fit").keys("y");
    assert_eq!(work(&app).session.history().len(), 1);
    assert!(app.effects.is_empty());
}

#[test]
fn nothing_turns_out_of_date_while_one_works() {
    let mut app = opened(|app| session(app, &[("fit", json!(true), "2026-11-20")]));
    app.model.now = "2027-11-23T05:13:00+09:00".parse().unwrap();
    app.go_to("sites").keys("1<Enter>");
    assert!(work(&app).outdated.is_empty());
}

#[test]
fn a_clock_set_back_meanwhile_does_not_undo_a_confirmation() {
    let mut app = opened(resection);
    app.model.now = "2026-01-01T05:13:00+09:00".parse().unwrap();
    app.keys("y");
    assert_eq!(work(&app).outdated.len(), 1);
}

#[test]
fn one_goes_round_what_is_out_of_date_without_answering() {
    let mut app = opened(resection);
    assert!(app.screen().contains("o out of date"), "{}", app.screen());
    app.keys("o");
    assert_eq!(app.asked(), "Future liver remnant");
    app.keys("o");
    assert_eq!(app.asked(), "Fit for surgery?");
    app.keys(">");
    assert_eq!(app.asked(), "Future liver remnant", "the next section opens at what is wanted");
    app.keys("<Enter>o<Enter>o");
    assert_eq!(app.notice(), "No answer is out of date.");
}

#[test]
fn what_matters_to_nothing_is_marked_and_not_asked_for() {
    let mut app = opened(|app| {
        session(
            app,
            &[
                ("sites", json!(["lung"]), "2026-11-20"),
                ("enzyme", json!("normal"), "2026-11-20"),
                ("remnant", json!(40), "2026-01-02"),
            ],
        )
    });
    assert_eq!(app.notice(), "1 answer is out of date; nothing here rests on it.");
    assert!(!app.screen().contains("o out of date"), "{}", app.screen());
    app.keys("o");
    assert_eq!(app.notice(), "Nothing here rests on what is out of date.");
    app.go_to("remnant");
    assert!(app.screen().contains("outdated (40 %)"), "{}", app.screen());
}

#[test]
fn an_alert_that_goes_with_an_outdated_answer_is_asked_for() {
    let mut app = opened(|app| {
        session(
            app,
            &[
                ("fit", json!(true), "2026-01-02"),
                ("sites", json!(["lung"]), "2026-11-20"),
                ("enzyme", json!("absent"), "2026-11-20"),
            ],
        )
    });
    assert_eq!(app.notice(), "1 answer is out of date; until confirmed the advice waits on it.");
    assert_eq!(app.asked(), "Fit for surgery?");
    assert!(!app.screen().contains("[!]"), "{}", app.screen());
    app.keys("y");
    assert!(app.screen().contains("[!] Check the enzyme"), "{}", app.screen());
}

#[test]
fn confirming_is_previewed() {
    let mut app = opened(resection);
    app.go_to("remnant").keys("<Enter>").go_to("Fit");
    app.keys("<Down><Up>");
    assert!(app.screen().contains("-> Resection"), "{}", app.screen());
}

#[test]
fn a_case_that_someone_else_has_open_is_shown_and_not_confirmed() {
    let mut app = App::start(small(), (80, 24));
    let session = resection(&app);
    app.act(Action::Opened(Box::new(session), Some(elsewhere())));
    app.keys("<Enter>");
    assert_eq!(work(&app).outdated.len(), 2);
    assert!(app.effects == [Effect::LookAgain] && !app.screen().contains("Enter"), "{}", app.screen());
}

/// Whether the final page says that the plan is open, and on what it waits.
fn is_open(app: &App) -> bool {
    let waits = "2 answers are out of date. Waits on Fit for surgery and Future liver remnant.";
    app.screen().contains("RECOMMENDATION (OPEN)") && app.screen().contains(waits)
}

#[test]
fn a_closed_case_shows_what_held_until_it_is_opened_again() {
    let close = |app: &App| {
        let mut session = resection(app);
        session.close(json!({"status": "final"}), session.updated()).unwrap();
        session
    };
    let mut app = opened(close);
    assert_eq!((app.model.page, app.notice()), (Page::Final, ""));
    assert!(app.screen().contains("RECOMMENDATION (FINAL)"), "{}", app.screen());
    app.keys("o");
    assert_eq!(
        app.notice(),
        "Open again; what was concluded is kept. \
         2 answers are out of date; until confirmed the plan waits on them."
    );
    assert!(is_open(&app), "{}", app.screen());
}

#[test]
fn a_case_closed_with_outdated_answers_keeps_them_so() {
    let mut app = opened(resection);
    app.keys("foy");
    assert!(is_open(&app), "{}", app.screen());
    let closed = work(&app).session.clone();
    assert_eq!(closed.conclusion().unwrap().assessment["outdated"], json!(["fit", "remnant"]));
    let mut app = App::start(small(), (80, 24));
    app.model.now = "2036-11-23T05:13:00+09:00".parse().unwrap();
    app.act(Action::Opened(Box::new(closed), None));
    assert!(is_open(&app), "{}", app.screen());
    assert_eq!(work(&app).outdated.len(), 2);
}

#[test]
fn the_final_page_and_the_report_mark_it() {
    let mut app = opened(resection);
    app.keys("fcx");
    let [.., Effect::Copy(copied), Effect::Export(text)] = app.effects.as_slice() else {
        panic!("{:?}", app.effects)
    };
    assert!(copied.contains("2 answers are out of date."), "{copied}");
    assert!(text.contains("CONFIRM") && text.contains("40 % (outdated, 43 days old)"), "{text}");
    app.keys("<End><Up><Up>");
    assert!(app.screen().contains("40 %; outdated, 43 days old"), "{}", app.screen());
}

#[test]
fn what_if_begins_with_what_is_out_of_date_and_taking_over_confirms() {
    let mut app = opened(resection);
    let before = format!("{:?}", work(&app).session);
    app.keys("w");
    assert_eq!((work(&app).outdated.len(), work(&app).changed_aside().len()), (2, 0));
    assert!(app.screen().contains("o out of date"), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(app.asked(), "Future liver remnant", "given again it counts, and the next one is asked for");
    assert_eq!(work(&app).to_confirm.len(), 1);
    assert_eq!(work(&app).to_confirm_of_case().len(), 2);
    assert!(app.screen().contains("Fit for surgery: yes, outdated ->"), "{}", app.screen());
    app.keys("uu");
    assert_eq!((work(&app).outdated.len(), work(&app).changed_aside().len()), (2, 0));
    app.go_to("Fit").keys("y").go_to("remnant").keys("45<Enter>");
    assert!(work(&app).outdated.is_empty());
    assert_eq!(work(&app).assessment.status, Status::Final);
    assert_eq!(work(&app).of_case().status, Status::AwaitingWorkup);
    assert!(app.screen().contains("Future liver remnant: 40 %, outdated"), "{}", app.screen());
    assert_eq!(format!("{:?}", work(&app).session), before);

    app.keys("wn");
    assert_eq!((work(&app).outdated.len(), work(&app).to_confirm.len()), (2, 2), "dropped");
    assert_eq!(work(&app).assessment.status, Status::AwaitingWorkup);

    app.keys("wy").go_to("remnant").keys("45<Enter>wy");
    assert_eq!(app.notice(), "Taken over: 2 answers. u takes them back together.");
    assert_eq!(app.effects, [Effect::Save]);
    assert!(work(&app).outdated.is_empty());
    let history = work(&app).session.history();
    let taken: Vec<_> = history[4..].iter().map(|change| (&change.from, &change.to)).collect();
    assert_eq!(
        taken,
        [(&Some(json!(true)), &Some(json!(true))), (&Some(json!(40)), &Some(json!(45)))],
        "one is confirmed, one is changed"
    );
    app.keys("u");
    assert_eq!((work(&app).outdated.len(), work(&app).to_confirm.len()), (2, 2), "as old as before");
}

#[test]
fn reasons_are_those_of_the_answers_as_they_count() {
    let mut app = opened(resection);
    app.keys("v");
    let screen = app.screen();
    assert!(
        screen.contains("OPEN, 2 OUT OF DATE, waits on Fit for surgery and Future liver remnant:"),
        "{screen}"
    );
    assert!(screen.contains("The plan is still open. These answers decide it:"), "{screen}");
    app.keys("<Esc>y<Enter>v");
    assert!(app.screen().contains("FINAL: Resection"), "{}", app.screen());
}
