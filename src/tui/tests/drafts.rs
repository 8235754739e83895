//! Only Enter records marks and numbers: whatever else is pressed, what was begun stays a draft and is said to be one.

use super::driver::{App, elsewhere, engine, small};
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;
use crate::tui::state::{Entry, Page};

fn case() -> App {
    let mut app = App::case(small(), (80, 24));
    app.keys("y");
    app.effects.clear();
    app
}

/// What the list says of the question with these words.
fn row(app: &App, words: &str) -> String {
    let screen = app.screen();
    let line = screen.lines().find(|line| line.contains(words) && line.contains('\u{2502}'));
    line.unwrap_or_else(|| panic!("{words} is not in\n{screen}")).split('\u{2502}').next().unwrap().to_owned()
}

#[test]
fn leaving_a_question_records_nothing_and_says_so() {
    let ways = ["<Esc>", "b", "<Right>", "<Left>", "<PgDn>", "l", "h", "/remn<Enter>", "p", "r", "f", "v"];
    for way in ways {
        let mut app = case();
        app.go_to("sites").keys("1").keys(way);
        assert_eq!(app.told(), ["Fit for surgery?: yes"], "{way}");
        assert!(app.effects.is_empty(), "{way}: {:?}", app.effects);
        assert_eq!(app.notice(), "Metastatic sites: not recorded; Enter there records it.", "{way}");
    }
    for way in ["<Esc>", "<Right>", "<Left>", "<PgUp>"] {
        let mut app = case();
        app.go_to("sites").keys("1<Enter>").go_to("remnant");
        app.effects.clear();
        app.keys("7").keys(way);
        assert_eq!(app.told().len(), 2, "{way}: 7 on the way to 70 is not an answer");
        assert!(app.effects.is_empty(), "{way}");
        assert!(app.notice().starts_with("Future liver remnant: not recorded"), "{way}: {}", app.notice());
    }
}

#[test]
fn a_draft_is_there_again_and_the_list_says_that_it_is_one() {
    let mut app = case();
    app.go_to("sites").keys("1<Esc>");
    assert!(row(&app, "  Metastatic").contains("not recorded (l"), "{}", row(&app, "  Metastatic"));
    app.go_to("sites");
    assert!(app.screen().contains("[x] 1 liver"), "{}", app.screen());
    app.keys("2<Enter>");
    assert_eq!(app.told()[1], "Metastatic sites: liver, lung");
    assert!(!app.screen().contains("not recorded"), "{}", app.screen());
    app.go_to("remnant").keys("7<Left><Right>0<Enter>");
    assert_eq!(app.told()[2], "Future liver remnant: 70 %");
}

#[test]
fn a_number_that_is_not_valid_can_be_left_and_is_said_not_to_be() {
    let mut app = case();
    app.go_to("sites").keys("1<Enter>").go_to("remnant").keys("350<Esc>");
    assert_eq!(app.notice(), "Future liver remnant: not recorded (350 is out of range: 1 to 100 %).");
    app.go_to("remnant");
    assert!(app.screen().contains("[   350 ]"), "{}", app.screen());
    app.keys("d");
    assert_eq!(app.notice(), "What was not recorded is gone.");
    app.keys("<Esc>");
    assert!(!app.notice().contains("not recorded"), "{}", app.notice());
}

#[test]
fn leaving_the_program_or_the_case_asks_first_and_names_what_is_not_recorded() {
    let mut app = case();
    app.go_to("sites").keys("1q");
    assert_eq!(app.model.mode(), Mode::Confirm);
    assert!(
        app.screen().contains("Not recorded: Metastatic sites (liver). Quit without it? y/n"),
        "{}",
        app.screen()
    );
    app.keys("n");
    assert!(app.effects.is_empty() && app.screen().contains("[x] 1 liver"), "{}", app.screen());
    app.keys("<Esc>s");
    assert!(app.screen().contains("Leave the case without it? y/n"), "{}", app.screen());
    app.keys("y");
    assert_eq!(app.effects, [Effect::Release, Effect::List]);

    let mut app = case();
    app.go_to("sites").keys("1qy");
    assert_eq!(app.effects, [Effect::Quit(0)]);
    let mut app = case();
    app.go_to("sites").keys("1<Ctrl-C>");
    assert!(app.notice().contains("Not recorded: Metastatic sites (liver)."), "{}", app.notice());
    app.keys("<Ctrl-C>");
    assert_eq!(app.effects, [Effect::Quit(130)], "nobody is asked then");
    // Where the screen is too small for anything else, the question is there all the same.
    let mut app = case();
    app.go_to("sites").keys("1");
    app.act(Action::Resize(50, 5));
    app.keys("q");
    assert!(app.screen().replace('\n', " ").contains("Quit without it? y/n"), "{}", app.screen());
    app.keys("y");
    assert_eq!(app.effects, [Effect::Quit(0)]);
}

#[test]
fn closing_the_case_names_what_is_not_recorded() {
    let mut app = case();
    app.go_to("sites").keys("1fo");
    let screen = app.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(screen.contains("Not recorded: Metastatic sites (liver). The plan is provisional:"), "{screen}");
    assert!(screen.contains("Close the case all the same? y/n"), "{screen}");
}

#[test]
fn undo_and_redo_take_drafts_of_their_questions_away_and_no_others() {
    let mut app = case();
    app.go_to("sites").keys("1<Enter>").go_to("Enzyme").keys("1");
    app.go_to("sites").keys("2").go_to("remnant").keys("33");
    app.keys("u");
    assert_eq!(app.notice(), "Taken back: Enzyme activity");
    app.keys("u");
    assert_eq!((app.asked(), app.told().len()), ("Metastatic sites", 1));
    assert!(app.screen().contains("[ ] 1 liver"), "{}", app.screen());
    app.keys("<Ctrl-R>");
    assert_eq!(app.told()[1], "Metastatic sites: liver");
    assert!(app.screen().contains("[ ] 2 lung"), "{}", app.screen());
    app.go_to("remnant");
    assert!(app.screen().contains("[    33 ]"), "the other one is kept: {}", app.screen());
}

#[test]
fn what_if_begins_with_what_was_begun_and_asks_about_what_was_begun_there() {
    let mut app = case();
    app.go_to("sites").keys("1w");
    assert!(app.screen().contains("[x] 1 liver"), "{}", app.screen());
    app.keys("w");
    assert!(app.model.work.as_ref().unwrap().aside.is_none(), "nothing was begun on the side");
    assert!(app.screen().contains("[x] 1 liver"), "{}", app.screen());

    app.keys("w2w");
    assert!(
        app.screen().contains("Not recorded: Metastatic sites (liver, lung). End what-if"),
        "{}",
        app.screen()
    );
    app.keys("n").go_to("Fit").keys("nw");
    let screen = app.screen();
    assert!(
        screen.contains("Not recorded: Metastatic sites (liver, lung). Take over 1 changed answer"),
        "{screen}"
    );
    app.keys("y");
    assert_eq!(app.told(), ["Fit for surgery?: no"]);
    app.go_to("sites");
    let entry = &app.model.work.as_ref().unwrap().entry;
    assert!(matches!(entry, Entry::Marks { yes, .. } if yes.len() == 1), "that of the case: {entry:?}");
    app.keys("<Enter>");
    assert_eq!(app.told()[1], "Metastatic sites: liver");
}

#[test]
fn none_of_these_leaves_alone_what_was_begun() {
    let app = App::case(engine("tests/fixtures/korean"), (80, 24));
    let open = app.model.work.as_ref().unwrap().none_of_these(app.model.guideline()).len();
    assert!(open > 1);
    assert!(app.screen().contains(&format!("({open})")), "the key says how many: {}", app.screen());
}

#[test]
fn nothing_marked_or_all_of_it_taken_away_is_no_answer_and_neither_is_an_erased_number() {
    let mut app = case();
    for keys in ["<Enter>", "111<Enter>"] {
        app.go_to("sites").keys(keys);
        assert_eq!(app.told().len(), 1, "{keys}");
        let said = "Nothing is marked: a digit marks, 0 is none of them, - is unknown.";
        assert_eq!(app.notice(), said, "{keys}");
    }
    app.keys("1<Enter>").go_to("sites").keys("11<Enter>");
    assert_eq!(app.told()[1], "Metastatic sites: liver", "what was recorded before stays");
    app.go_to("remnant").keys("28<Enter>").go_to("remnant").keys("<Backspace><Backspace><Enter>");
    assert_eq!(app.notice(), "Type a number first, or - for unknown.");
    assert_eq!(app.told()[2], "Future liver remnant: 28 %");
}

#[test]
fn backspace_in_a_number_erases_and_never_leaves_it() {
    let mut app = case();
    app.go_to("sites").keys("1<Enter>").go_to("remnant").keys("28<Enter>").go_to("remnant");
    app.keys("<Backspace>");
    assert!(app.screen().contains("[     2 ]"), "{}", app.screen());
    app.keys("<Backspace><Backspace><Backspace>");
    assert_eq!((app.asked(), app.model.page), ("Future liver remnant", Page::Questions));
}

#[test]
fn a_number_with_a_comma_is_read_in_one_way_or_refused() {
    let mut app = case();
    app.go_to("sites").keys("1<Enter>").go_to("remnant").keys("1,000<Enter>");
    assert_eq!(app.notice(), "\"1,000\" can be read in two ways: type it with a point, or without a comma");
    app.keys("d28,5<Enter>");
    assert_eq!(app.told()[2], "Future liver remnant: 28.5 %");
    app.go_to("remnant");
    app.act(Action::Paste("1,000".to_owned()));
    app.keys("<Enter>");
    assert!(app.notice().contains("two ways"), "{}", app.notice());
}

#[test]
fn a_digit_answers_no_yes_or_no() {
    let mut app = App::case(small(), (80, 24));
    app.keys("12");
    assert!(app.told().is_empty());
    app.keys("<Down><Enter>");
    assert_eq!(app.told(), ["Fit for surgery?: yes"]);
}

#[test]
fn where_nothing_can_be_changed_nothing_is_begun_either() {
    let mut app = case();
    app.model.work.as_mut().unwrap().read_only = Some(elsewhere());
    app.go_to("sites").keys("1").go_to("remnant").keys("3.<Backspace>");
    app.keys("q");
    assert_eq!(app.effects.last(), Some(&Effect::Quit(0)));
}
