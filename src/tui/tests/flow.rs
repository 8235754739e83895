//! Answering, changing, taking back: what a clinician does with the questionnaire.

use super::driver::{App, caps, elsewhere, engine, small, yardstick};
use crate::engine::Status;
use crate::session::Status as SessionStatus;
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;
use crate::tui::state::{Page, Panel, Saving};
use crate::tui::update::{UNSAVED, asks_before_quitting};

fn korean() -> std::sync::Arc<crate::engine::Engine> {
    engine("tests/fixtures/korean")
}

fn small_case() -> App {
    App::case(small(), (80, 24))
}

#[test]
fn a_case_is_walked_by_keys_alone_and_every_answer_is_saved() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("yn1<Enter>70<Enter>");
    assert_eq!(app.told(), ["ecog: 1", "age: 70", "obstruction: no", "primary in situ: yes"]);
    assert_eq!(app.effects, vec![Effect::Save; 4]);
    assert!(matches!(app.model.work.as_ref().unwrap().saving, Saving::Saved(_)));
}

#[test]
fn from_the_first_question_to_the_final_page() {
    let mut app = small_case();
    app.keys("y1<Enter>40<Enter>");
    let status = app.model.work.as_ref().unwrap().assessment.status;
    assert_eq!(status, Status::Final, "{:?}", app.told());
    assert!(app.notice().starts_with("Nothing more to ask."), "{}", app.notice());
    app.keys("<Enter>");
    assert_eq!(app.model.page, Page::Final);
    let screen = app.screen();
    assert!(screen.contains("RECOMMENDATION (FINAL)") && screen.contains("Resection"), "{screen}");
}

#[test]
fn a_hasty_enter_answers_nothing() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("<Enter><Enter>");
    assert!(app.told().is_empty() && app.effects.is_empty());
    assert!(app.notice().starts_with("Nothing is chosen yet"));
}

#[test]
fn y_and_n_do_nothing_where_no_yes_or_no_is_asked() {
    let mut app = small_case();
    app.go_to("Enzyme").keys("yn");
    app.go_to("sites").keys("yn");
    assert!(app.told().is_empty());
}

#[test]
fn unknown_is_an_answer_for_every_kind_of_question() {
    for question in ["Fit", "sites", "remnant", "Enzyme"] {
        let mut app = small_case();
        app.go_to(question).keys("-");
        assert_eq!(app.told().len(), 1, "{question}");
        assert!(app.told()[0].ends_with(": unknown"), "{:?}", app.told());
    }
}

#[test]
fn options_with_numeric_ids_are_chosen_by_that_id_others_by_position() {
    let mut app = App::case(korean(), (80, 24));
    app.go_to("ECOG").keys("0");
    app.go_to("원발").keys("2");
    assert_eq!(app.told(), ["ECOG 수행 상태 점수: 정상 활동", "원발 부위: 상행결장"]);
    app.go_to("ECOG").keys("7");
    assert_eq!(app.notice(), "7 is not on offer here.");
}

#[test]
fn an_option_beyond_the_ninth_is_found_by_typing_or_by_arrows() {
    let mut app = App::case(korean(), (80, 24));
    app.go_to("원발").keys("/lower<Enter>");
    assert_eq!(app.told(), ["원발 부위: 하부직장 Lower rectum"]);
    let mut app = App::case(korean(), (80, 24));
    app.go_to("원발").keys("<Up><Up><Enter>");
    assert_eq!(app.told(), ["원발 부위: 하부직장 Lower rectum"]);
    let mut app = App::case(korean(), (80, 24));
    app.go_to("원발").keys("/zzz<Enter>");
    assert!(app.told().is_empty());
}

#[test]
fn marks_cycle_and_none_of_them_is_an_answer_of_its_own() {
    let mut app = small_case();
    app.go_to("sites").keys("1122<Enter>");
    assert_eq!(app.answers().iter().count(), 1);
    assert!(app.screen().contains("unknown"), "{}", app.screen());
    let mut app = small_case();
    app.go_to("sites").keys("<Enter>0");
    assert_eq!(app.told(), ["Metastatic sites: none"]);
    let mut app = small_case();
    app.go_to("sites").keys("<Down><Space><Enter>");
    assert_eq!(app.told(), ["Metastatic sites: liver"]);
}

#[test]
fn quitting_with_answers_that_are_not_on_disk_asks_first() {
    let mut app = small_case();
    app.act(Action::NotSaved("the disk is full".to_owned()));
    assert!(asks_before_quitting(&mut app.model, 0));
    assert!(app.screen().contains("NOT SAVED. Quit all the same"), "{}", app.screen());
    app.keys("n");
    assert!(app.effects.is_empty());
    assert!(asks_before_quitting(&mut app.model, 0));
    app.keys("y");
    assert_eq!(app.effects.last(), Some(&Effect::Quit(UNSAVED)));
    assert!(!asks_before_quitting(&mut app.model, UNSAVED), "it was asked");
    assert!(!asks_before_quitting(&mut app.model, 130), "nobody waits after Ctrl-C twice");
}

#[test]
fn a_number_out_of_range_is_named_and_stays_to_be_corrected() {
    let mut app = small_case();
    app.go_to("sites").keys("1<Enter>");
    app.go_to("remnant").keys("350<Enter>");
    assert_eq!(app.notice(), "350 is out of range: 1 to 100 %");
    assert!(app.screen().contains("[   350 ]"));
    app.keys("<Backspace>.55<Enter>");
    assert_eq!(app.notice(), "35.55 is too fine: one decimal, 1 to 100 %");
    app.keys("<Backspace><Enter>");
    assert_eq!(app.told()[1], "Future liver remnant: 35.5 %");
}

#[test]
fn an_option_under_the_cursor_is_previewed_and_not_chosen() {
    let mut app = small_case();
    app.keys("<Down><Down>");
    let screen = app.screen();
    assert!(screen.contains("-> Systemic therapy"), "{screen}");
    assert!(screen.contains("RECOMMENDATION (PROVISIONAL)"), "the status is that of the answers");
    assert!(app.told().is_empty() && app.effects.is_empty());
    let arrows = screen.matches("-> ").count();
    assert!(arrows <= 3, "{screen}");
    app.keys("<Right>");
    assert!(!app.screen().contains("-> "));
}

#[test]
fn back_goes_where_one_was_and_any_answer_can_be_changed() {
    let mut app = small_case();
    app.keys("y1<Enter>");
    assert_eq!(app.asked(), "Future liver remnant");
    app.keys("bb");
    assert_eq!(app.asked(), "Fit for surgery?");
    app.keys("n");
    assert_eq!(app.told()[0], "Fit for surgery?: no");
    assert_eq!(app.model.work.as_ref().unwrap().session.history().len(), 3);
}

#[test]
fn undo_takes_back_step_by_step_and_shows_the_question() {
    let mut app = small_case();
    app.keys("y1<Enter>40<Enter>u");
    assert_eq!(app.asked(), "Future liver remnant");
    assert_eq!(app.told().len(), 2);
    app.keys("uu");
    assert!(app.told().is_empty());
    app.keys("u");
    assert_eq!(app.notice(), "Nothing to take back.");
    app.keys("<Ctrl-R>");
    assert_eq!(app.told().len(), 1);
    assert_eq!(app.notice(), "Given again: Fit for surgery?");
    app.keys("<Ctrl-R><Ctrl-R>");
    assert_eq!(app.told().len(), 3);
    app.keys("<Ctrl-R>");
    assert_eq!(app.notice(), "Nothing to give again.");
    app.keys("u").keys("41<Enter><Ctrl-R>");
    assert_eq!(app.notice(), "Nothing to give again.", "another answer was given meanwhile");
}

#[test]
fn one_key_answers_none_of_these_and_one_undo_takes_it_back() {
    let mut app = App::case(korean(), (80, 24));
    app.keys("a");
    assert_eq!(app.told(), ["천공: 없음", "패혈증: no"]);
    assert_eq!(app.asked(), "ECOG 수행 상태 점수");
    app.keys("u");
    assert!(app.told().is_empty());
    let mut app = small_case();
    app.keys("a");
    assert_eq!(app.notice(), "This section has no \"none of these\".");
}

#[test]
fn a_question_that_does_not_apply_is_not_shown_and_a_dormant_answer_is_marked() {
    let mut app = small_case();
    app.go_to("sites").keys("2<Enter>");
    app.go_to("Enzyme");
    assert!(!app.screen().contains("Future liver remnant"), "{}", app.screen());
    let mut app = small_case();
    app.go_to("sites").keys("1<Enter>");
    app.go_to("remnant").keys("40<Enter>");
    app.go_to("sites").keys("112<Enter>");
    app.go_to("Enzyme");
    assert!(app.screen().contains("40 % (no effect)"), "{}", app.screen());
}

#[test]
fn an_answer_can_be_deleted() {
    let mut app = small_case();
    app.keys("yb");
    app.go_to("Fit").keys("d");
    assert!(app.told().is_empty());
}

#[test]
fn a_session_that_someone_else_has_is_not_changed() {
    let mut app = small_case();
    app.model.work.as_mut().unwrap().read_only = Some(elsewhere());
    app.keys("y-1a<Enter>u");
    assert!(app.told().is_empty() && app.effects.iter().all(|effect| *effect == Effect::LookAgain));
    assert_eq!(
        app.notice(),
        "read-only: open elsewhere (process 308 on ward-7, since 2026-11-23 05:01). \
         Once it is closed there: s, then open it again."
    );
    let screen = app.screen();
    assert!(screen.lines().next().unwrap().ends_with("  read-only: open elsewhere"), "{screen}");
    let keys = screen.lines().last().unwrap();
    assert!(!keys.contains("y yes") && !keys.contains("undo"), "no key that is refused: {keys}");
    app.act(Action::Free);
    assert_eq!(app.notice(), "It is free now: s, then open it again.");
}

#[test]
fn a_closed_case_is_read_only_until_it_is_opened_again() {
    let mut app = small_case();
    app.keys("nf");
    app.keys("o");
    assert_eq!(app.model.mode(), Mode::Confirm);
    app.keys("q1<Enter>");
    assert_eq!(app.model.mode(), Mode::Confirm, "only yes or no answers it");
    app.keys("n");
    assert_eq!(app.model.mode(), Mode::Final);
    app.keys("oy");
    let status = |app: &App| app.model.work.as_ref().unwrap().session.status();
    assert_eq!(status(&app), SessionStatus::Closed);
    app.keys("b").go_to("Fit").keys("y");
    assert_eq!(app.told(), ["Fit for surgery?: no"]);
    app.keys("fo");
    assert_eq!(status(&app), SessionStatus::Open);
}

#[test]
fn what_could_not_be_saved_is_said_until_it_is() {
    let mut app = small_case();
    app.keys("y");
    app.act(Action::NotSaved("the disk is full".to_owned()));
    assert!(app.screen().contains("NOT SAVED: the disk is full"), "{}", app.screen());
    app.keys("<Ctrl-C>");
    assert!(app.notice().contains("NOT SAVED"));
    app.keys("1<Enter>");
    assert!(app.screen().contains("saved 05:13"));
}

#[test]
fn ctrl_c_asks_once_and_then_ends_with_130() {
    let mut app = small_case();
    app.keys("<Ctrl-C>");
    assert!(app.effects.is_empty() && app.notice().contains("again"));
    app.keys("p<Ctrl-C>");
    assert!(app.effects.is_empty(), "another key in between begins anew");
    app.keys("<Ctrl-C>");
    assert_eq!(app.effects, [Effect::Quit(130)]);
}

#[test]
fn a_paste_is_text_and_never_commands() {
    let mut app = small_case();
    app.act(Action::Paste("yq".to_owned()));
    assert!(app.told().is_empty() && app.effects.is_empty());
    app.go_to("sites").keys("1<Enter>").go_to("remnant");
    app.act(Action::Paste("35.5\n".to_owned()));
    app.keys("<Enter>");
    assert_eq!(app.told()[1], "Future liver remnant: 35.5 %");
}

#[test]
fn tab_goes_round_the_panels() {
    let mut app = small_case();
    let panel = |app: &App| app.model.work.as_ref().unwrap().panel;
    app.keys("<Tab>");
    assert_eq!(panel(&app), Panel::Path);
    app.keys("<Tab>");
    assert_eq!(panel(&app), Panel::Advice);
    app.keys("<Tab><Shift-Tab>");
    assert_eq!(panel(&app), Panel::Advice);
    app.keys("<Esc>");
    assert_eq!(panel(&app), Panel::Questions);
}

#[test]
fn the_panel_with_the_focus_is_in_brackets_and_has_the_only_cursor() {
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("LC_ALL", "C")]] {
        let mut app = App::with(small(), (80, 24), &caps(variables));
        app.open("MDT 14");
        app.keys("y");
        for (keys, focused) in
            [("", "[Patient  1/2]"), ("p", "[DECISION PATH]"), ("r", "[RECOMMENDATION (PRO")]
        {
            app.keys(keys);
            let screen = app.screen();
            assert!(screen.contains(focused), "{screen}");
            assert_eq!(screen.matches('[').count() - screen.matches("[ ]").count(), 1, "{screen}");
            let cursors: Vec<_> = screen.lines().filter(|line| line.contains('>')).collect();
            assert_eq!(cursors.len(), 1, "{screen}");
        }
    }
}

#[test]
fn a_final_status_beside_an_alert_counts_it() {
    let mut app = small_case();
    app.go_to("Enzyme").keys("2").go_to("Fit").keys("y").go_to("sites").keys("2<Enter>");
    assert_eq!(app.model.work.as_ref().unwrap().assessment.status, Status::Final);
    assert!(app.screen().contains("RECOMMENDATION (FINAL, 1 alert)"), "{}", app.screen());
    app.keys("f");
    assert!(app.screen().contains("RECOMMENDATION (FINAL, 1 alert)"), "{}", app.screen());
    app.act(Action::Resize(60, 16));
    app.keys("<Esc>");
    assert!(app.screen().contains("FINAL, 1 alert: "), "{}", app.screen());
}

#[test]
fn the_words_of_the_status_follow_the_answers() {
    let mut app = small_case();
    assert!(app.screen().contains("RECOMMENDATION (PROVISIONAL)"));
    app.keys("n");
    assert!(app.screen().contains("RECOMMENDATION (SETTLED)"), "{}", app.screen());
    app.keys("---");
    assert!(app.screen().contains("RECOMMENDATION (AWAITING WORK-UP)"), "{}", app.screen());
}

#[test]
fn advice_that_is_withheld_says_why() {
    let mut app = small_case();
    app.keys("n").go_to("Enzyme").keys("2");
    let screen = app.screen();
    assert!(screen.contains("WITHHELD Give the drug: Without the"), "{screen}");
}

#[test]
fn an_alert_stands_above_everything() {
    let mut app = App::case(korean(), (80, 24));
    app.go_to("패혈증").keys("y");
    let screen = app.screen();
    assert!(screen.contains("[!] 패혈증이 있습니다."), "{screen}");
}
