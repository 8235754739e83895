//! What-if: nothing of it reaches the case unless it is taken over, and then all of it as one step.

use super::driver::{App, elsewhere, small, yardstick};
use crate::guideline::Answers;
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;
use crate::tui::state::{Entry, Page, Panel, Work};

/// Fit, liver metastases, a remnant of 28 %: prepare, then reassess.
fn settled() -> App {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>28<Enter>");
    app.effects.clear();
    app
}

fn work(app: &App) -> &Work {
    app.model.work.as_ref().unwrap()
}

fn plan(app: &App) -> Option<usize> {
    work(app).assessment.strategy.outcome
}

/// What a case is on disk and on the screen.
fn case(app: &App) -> (usize, Answers, Option<usize>, Page, String) {
    let work = work(app);
    let now = work.aside.as_ref().map_or(&work.answers, |aside| &aside.answers);
    (
        work.session.history().len(),
        now.clone(),
        work.of_case().strategy.outcome,
        app.model.page,
        format!("{:?}", work.session),
    )
}

#[test]
fn answers_on_the_side_change_nothing_of_the_case() {
    let mut app = settled();
    let before = case(&app);
    app.keys("w").go_to("remnant").keys("32<Enter>");
    app.go_to("Fit").keys("n").go_to("sites").keys("-");
    assert_eq!(app.told().len(), 3);
    assert!(app.told()[0].ends_with(": no"), "{:?}", app.told());
    assert!(app.effects.is_empty(), "nothing is saved");
    assert_eq!(case(&app), before);
    assert!(app.screen().contains("WHAT IF - nothing is saved"));
    assert!(!app.screen().contains("saved 05:13"));
}

#[test]
fn two_plans_stand_beside_each_other_with_what_differs() {
    let mut app = settled();
    app.keys("w").go_to("remnant").keys("32<Enter>");
    let screen = app.screen();
    for text in [
        "NOW AND WHAT IF",
        "Prepare, then      \u{2502} Resection",
        "+ do       Resect the liver metastases",
        "- consider Augment the remnant",
        "Changed on the side (1):",
        "Future liver remnant: 28 % -> 32 %",
        "~ 32 %",
    ] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
}

#[test]
fn advice_that_stays_says_what_is_otherwise_about_it() {
    let mut app = App::case(small(), (120, 40));
    app.keys("n").go_to("Enzyme").keys("1w").go_to("Enzyme").keys("2");
    let screen = app.screen();
    assert!(screen.contains("~ WITHHELD Give the drug: Without the enzyme the drug is lethal."), "{screen}");
    app.keys("wyw").go_to("Enzyme").keys("1");
    assert!(app.screen().contains("~ do       Give the drug: no longer withheld"), "{}", app.screen());

    let mut app = App::case(small(), (120, 40));
    app.keys("y1<Enter>40<Enter>w").go_to("remnant").keys("-");
    let screen = app.screen();
    for text in [
        "FINAL                                   \u{2502} OPEN",
        "                                        \u{2502} waits on Future liver remnant",
        "Resection                               \u{2502} 2 strategies possible",
        "* Prepare, then reassess",
        "+ consider Augment the remnant: if Future liver remnant: at most 29.9 %",
        "+ find out Liver volumetry: Future liver remnant (decides)",
        "~ do       Resect the liver metastases: only if Future liver remnant: at",
    ] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    app.keys("wyw").go_to("remnant").keys("40<Enter>");
    let screen = app.screen();
    assert!(screen.contains("~ do       Resect the liver metastases: certain now"), "{screen}");
    assert!(screen.contains("- find out Liver volumetry: Future liver remnant (decides)"), "{screen}");
}

#[test]
fn without_a_change_it_just_ends() {
    for keys in ["w", "<Esc>", "b", "pw", "fw"] {
        let mut app = settled();
        let before = case(&app);
        app.keys("w").keys(keys);
        assert!(work(&app).aside.is_none(), "{keys}");
        assert_eq!(case(&app), before);
        assert_eq!(app.model.mode(), Mode::Number);
        assert!(app.notice().contains("nothing was changed"), "{}", app.notice());
    }
}

#[test]
fn dropping_restores_the_case_and_the_place_in_it() {
    let mut app = settled();
    app.keys("p<Down>");
    let (panel, cursor) = (work(&app).panel, work(&app).path_cursor);
    let before = case(&app);
    app.keys("w").go_to("remnant").keys("32<Enter>").go_to("Fit").keys("n");
    app.keys("w");
    assert_eq!(app.model.mode(), Mode::TakeOver);
    assert!(
        app.screen().contains("Take over 2 changed answers into the case? y take over / n drop / Esc stay")
    );
    app.keys("n");
    assert_eq!(case(&app), before);
    assert_eq!((work(&app).panel, work(&app).path_cursor), (panel, cursor));
    assert_eq!(app.notice(), "What-if: 2 changed answers dropped; the case is as before.");
    assert!(app.effects.is_empty());
}

#[test]
fn what_was_typed_and_not_accepted_is_still_there_after_dropping() {
    let mut app = settled();
    app.go_to("remnant").keys("31");
    app.keys("w<Enter>wn");
    assert_eq!(work(&app).entry, Entry::Number { text: "31".to_owned(), touched: true });
    assert_eq!(app.told()[1..], ["Metastatic sites: liver", "Future liver remnant: 28 %"]);
}

#[test]
fn taking_over_is_one_step_that_is_saved_and_that_one_undo_takes_back() {
    let mut app = settled();
    let before = app.answers().clone();
    app.keys("w").go_to("remnant").keys("32<Enter>").go_to("Enzyme").keys("1");
    app.keys("wy");
    assert!(work(&app).aside.is_none());
    assert_eq!(app.effects, [Effect::Save]);
    assert_eq!(app.told()[2..], ["Future liver remnant: 32 %", "Enzyme activity: normal"]);
    assert_eq!(plan(&app), Some(0));
    assert_eq!(app.notice(), "Taken over: 2 answers. u takes them back together.");
    app.keys("u");
    assert_eq!(*app.answers(), before);
    assert_eq!(plan(&app), Some(1));
}

#[test]
fn escape_stays_and_nothing_else_answers_the_question() {
    let mut app = settled();
    app.keys("w").go_to("Fit").keys("nw");
    app.keys("q1<Enter>w?b");
    assert_eq!(app.model.mode(), Mode::TakeOver);
    app.keys("<Esc>");
    assert!(work(&app).aside.is_some());
    assert_eq!(app.told()[0], "Fit for surgery?: no");
}

#[test]
fn undo_on_the_side_goes_back_to_the_case_and_no_further() {
    let mut app = settled();
    let before = app.answers().clone();
    app.keys("w").go_to("remnant").keys("32<Enter>").go_to("Fit").keys("n");
    app.keys("u");
    assert_eq!(app.notice(), "Taken back on the side: Fit for surgery?");
    assert_eq!(app.asked(), "Fit for surgery?");
    app.keys("uu");
    assert_eq!(*app.answers(), before);
    assert!(app.notice().starts_with("Nothing was changed on the side."), "{}", app.notice());
    app.keys("<Ctrl-R>");
    assert!(app.notice().starts_with("Given again on the side: "), "{}", app.notice());
    app.keys("<Ctrl-R>");
    assert_eq!(work(&app).changed_aside().len(), 2);
    app.keys("<Ctrl-R>");
    assert_eq!(app.notice(), "Nothing was taken back on the side.");
    assert_eq!(work(&app).session.history().len(), 3);
}

#[test]
fn an_answer_put_back_by_hand_is_no_change() {
    let mut app = settled();
    app.keys("w").go_to("Fit").keys("n").go_to("Fit").keys("y").keys("w");
    assert!(work(&app).aside.is_none());
}

#[test]
fn leaving_the_program_or_the_case_drops_what_is_on_the_side() {
    for (keys, effects) in [
        ("q", vec![Effect::Quit(0)]),
        ("<Ctrl-C><Ctrl-C>", vec![Effect::Quit(130)]),
        ("s", vec![Effect::Release, Effect::List]),
    ] {
        let mut app = settled();
        let before = format!("{:?}", work(&app).session);
        app.keys("w").go_to("Fit").keys("n");
        let mut after = String::new();
        for key in crate::tui::key::keys(keys) {
            after = app.model.work.as_ref().map_or(after, |work| format!("{:?}", work.session));
            app.act(app.model.keymap.action(app.model.mode(), key).unwrap());
        }
        assert_eq!(after, before);
        assert_eq!(app.effects, effects);
        assert!(app.notice().contains("1 changed answer dropped"), "{}", app.notice());
    }
}

#[test]
fn the_last_words_are_those_of_the_case() {
    let mut app = settled();
    app.keys("w").go_to("Fit").keys("nq");
    let words = crate::tui::summary::summary(&app.model);
    assert!(words.contains("Prepare, then reassess"), "{words}");
    assert!(words.contains("1 changed answer dropped; the case is as before."), "{words}");
}

#[test]
fn a_closed_case_is_explored_and_not_changed() {
    let mut app = settled();
    app.keys("foy");
    let before = case(&app);
    app.keys("w");
    assert!(app.notice().contains("closed"), "{}", app.notice());
    app.go_to("Fit").keys("n").keys("w");
    assert!(
        app.screen()
            .contains("Not to be taken over. n drop / Esc stay (closed; o on the final page opens it")
    );
    app.keys("y");
    assert_eq!(app.model.mode(), Mode::TakeOver);
    app.keys("n");
    assert_eq!(case(&app), before, "and on the final page again");
}

#[test]
fn a_case_that_someone_else_has_is_explored_and_not_changed() {
    let mut app = settled();
    app.model.work.as_mut().unwrap().read_only = Some(elsewhere());
    app.keys("w").go_to("Fit").keys("nwy");
    assert!(
        app.screen().contains("Not to be taken over. n drop / Esc stay (read-only: open elsewhere (process"),
        "{}",
        app.screen()
    );
    app.keys("n");
    assert_eq!(app.told()[0], "Fit for surgery?: yes");
}

#[test]
fn nothing_of_it_is_copied_written_closed_or_noted() {
    let mut app = settled();
    app.keys("wf");
    assert!(app.screen().contains("WHAT IF - nothing is saved"));
    app.keys("cxom");
    assert_eq!(app.model.page, Page::Final);
    assert!(app.model.confirm.is_none() && app.effects.is_empty());
    app.keys("<Esc>m");
    assert!(app.notice().contains("no notes are written"), "{}", app.notice());
}

#[test]
fn the_option_under_the_cursor_is_previewed_within_the_side() {
    let mut app = settled();
    app.keys("w").go_to("Fit").keys("<Down>");
    let screen = app.screen();
    assert!(screen.contains("Prepare, then      \u{2502} -> Systemic"), "{screen}");
    assert!(app.told()[0].ends_with("yes"));
}

#[test]
fn a_save_that_failed_is_still_said() {
    let mut app = settled();
    app.act(Action::NotSaved("the disk is full".to_owned()));
    app.keys("w");
    assert!(app.screen().contains("NOT SAVED: the disk is full"), "{}", app.screen());
}

#[test]
fn why_not_names_the_answers_and_what_would_change_the_plan() {
    let mut app = settled();
    app.keys("v");
    let screen = app.screen();
    for text in [
        "FINAL: Prepare, then reassess",
        "> Resection",
        "ruled out by Future liver remnant: 28 %",
        "Modifiable:",
        "Future liver remnant: at least 30 % (now 28 %, 2 away: near)",
        "then Resection",
    ] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    app.keys("<Esc>");
    assert_eq!(app.model.page, Page::Questions);
}

#[test]
fn while_the_plan_is_open_the_page_says_what_decides_it() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("yv");
    let screen = app.screen();
    assert!(screen.contains("The plan is still open. These answers decide it:"), "{screen}");
    app.keys("<End>");
    assert!(app.screen().contains("* msi"), "{}", app.screen());
    app.keys("<Home>");
    assert_eq!(app.model.scroll, 0);
    app.keys(&"<Down>".repeat(40));
    assert!(app.screen().contains("* msi"), "{}", app.screen());
    app.keys("<PgUp><Tab><Enter>e");
    assert!(work(&app).aside.is_none());
}

#[test]
fn reasons_are_made_when_asked_for_and_gone_with_the_next_answer() {
    let mut app = settled();
    assert!(work(&app).reasons.is_none());
    app.keys("v<Esc>");
    assert!(work(&app).reasons.is_some());
    app.go_to("Enzyme").keys("1");
    assert!(work(&app).reasons.is_none());
}

#[test]
fn enter_on_a_tipping_point_is_what_if_with_the_nearest_answer() {
    let mut app = settled();
    app.keys("v<Tab><Enter>");
    assert_eq!(app.told()[2], "Future liver remnant: 30 %");
    assert_eq!(app.model.page, Page::Questions);
    assert!(app.notice().starts_with("What if Future liver remnant: 28 % -> 30 %?"), "{}", app.notice());
    assert!(work(&app).aside.is_some() && app.effects.is_empty());
    app.keys("wn");
    assert_eq!((app.model.page, work(&app).reason_cursor), (Page::Reasons, 2));
    app.keys("<Esc>");
    assert_eq!((app.model.page, work(&app).panel), (Page::Questions, Panel::Questions));
}

#[test]
fn every_tipping_point_leads_where_it_says() {
    let mut app = settled();
    app.keys("v");
    let points = work(&app).reasons.as_ref().unwrap().tipping_points.clone();
    assert!(points.len() >= 3, "{points:?}");
    for (at, point) in points.iter().enumerate() {
        app.keys("<Tab>").keys(&"<Down>".repeat(at)).keys("<Enter>");
        let possible = work(&app).assessment.strategy.possible;
        assert!(possible.minus(point.possible).is_empty(), "{point:?} {possible:?}");
        app.keys("wn<Home>");
    }
}

#[test]
fn enter_on_a_plan_goes_to_the_answer_that_leads_to_it() {
    let mut app = settled();
    app.keys("v<Enter>");
    assert_eq!(work(&app).reason_cursor, 2);
    assert!(app.screen().contains("> Future liver remnant: at least 30 %"), "{}", app.screen());
}

#[test]
fn the_evidence_of_the_strategy_says_why_not_another() {
    let mut app = settled();
    app.keys("r<Home><Enter>");
    let screen = app.screen();
    assert!(screen.contains("Why not another plan"), "{screen}");
    assert!(screen.contains("* Resection: ruled out by Future liver remnant: 28 %"), "{screen}");
    app.keys("v");
    assert_eq!(app.model.page, Page::Reasons);
    app.keys("<Esc>");
    assert!(matches!(app.model.page, Page::Evidence(_)));
}
