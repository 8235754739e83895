//! The start page: what words find there, what does not fit, and where the cursor is when one comes back.

use serde_json::json;
use uuid::Uuid;

use super::driver::{App, engine, in_korean, small};
use crate::guideline::{Answers, Case};
use crate::session::{Entry, GuidelineStamp, Listed, Session, Summary};
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;

/// A session of the list; the last of the digits is its id.
fn listed(app: &App, id: u128, label: &str, day: &str, closed: bool) -> Listed {
    let at = format!("{day}T05:12:00+09:00").parse().unwrap();
    let stamp = GuidelineStamp::from(app.model.guideline());
    let mut session = Session::new(Uuid::from_u128(id), at, stamp, label);
    if closed {
        session.set_strategy(Some("resect".into())).unwrap();
        session.close(json!({}), at).unwrap();
    }
    let text = session.to_yaml().unwrap();
    let summary = Summary::from_head(text.as_bytes()).unwrap().unwrap();
    Listed { id: session.id(), path: "x".into(), entry: Entry::Session(summary) }
}

fn with(sessions: &[(&str, &str, bool)], demos: usize, size: (u16, u16)) -> App {
    let mut app = App::start(small(), size);
    let answers = Answers::none(app.model.guideline());
    let case =
        |title: String| Case { title, source: None, claim: None, answers: answers.clone(), expect: None };
    app.model.home.demos = (1..=demos).map(|at| (format!("demo-{at}"), case(format!("Show {at}")))).collect();
    let sessions = sessions.iter().zip(1..);
    let sessions = sessions.map(|((label, day, closed), id)| listed(&app, id, label, day, *closed)).collect();
    app.act(Action::Listed(sessions));
    app
}

fn three() -> App {
    with(
        &[
            ("MDT 15, case 3", "2026-11-22", false),
            ("MDT 15, case 2", "2026-11-21", true),
            ("MDT 15, case 1", "2026-11-20", false),
        ],
        2,
        (80, 24),
    )
}

/// The labels that are listed.
fn found(app: &App) -> Vec<String> {
    app.model.home_items().into_iter().map(|item| app.model.home_row(item).label).collect()
}

#[test]
fn words_find_what_the_row_shows_and_digits_only_whole_numbers_of_it() {
    for (words, labels) in [
        ("case 2", &["MDT 15, case 2"][..]),
        ("2 case", &["MDT 15, case 2"]),
        ("closed", &["MDT 15, case 2"]),
        ("resection", &["MDT 15, case 2"]),
        ("open", &["MDT 15, case 3", "MDT 15, case 1"]),
        ("no plan", &["MDT 15, case 3", "MDT 15, case 1"]),
        ("2026-11-20", &["MDT 15, case 1"]),
        ("11-2", &[]),
        ("22", &["MDT 15, case 3"]),
        ("show", &["Show 1", "Show 2"]),
        ("SHOW 2", &["Show 2"]),
        ("demo-1", &[]),
    ] {
        let mut app = three();
        app.keys("/").keys(words);
        assert_eq!(found(&app), labels, "{words}");
    }
}

#[test]
fn the_phrase_as_it_was_typed_comes_before_its_words() {
    let mut app = with(
        &[
            ("2 of case", "2026-11-22", false),
            ("case 2", "2026-11-21", false),
            ("other", "2026-11-21", false),
        ],
        0,
        (80, 24),
    );
    app.keys("/case 2");
    assert_eq!(found(&app), ["case 2", "2 of case"]);
}

#[test]
fn words_in_korean_find_the_words_on_the_screen() {
    let mut app = App::start(in_korean("guidelines/mcrc"), (80, 24));
    let sessions = vec![listed(&app, 1, "\u{c99d}\u{b840} 1", "2026-11-22", false)];
    app.act(Action::Listed(sessions));
    for (words, count) in [("진행", 1), ("종결", 0), ("아직 계획 없음", 1)] {
        app.model.home.filter = words.to_owned();
        assert_eq!(found(&app).len(), count, "{words}");
    }
}

#[test]
fn a_filter_is_seen_as_long_as_it_is_on_and_gone_once_something_is_open() {
    let mut app = three();
    app.keys("/zzz");
    assert!(app.screen().contains("Filter: zzz"), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!((app.notice(), app.model.mode()), ("Nothing contains these words.", Mode::Filter));
    assert!(app.screen().contains("Filter: zzz"), "{}", app.screen());
    app.keys("<Esc>");
    assert_eq!(found(&app).len(), 6);

    app.keys("/case 1<Enter>");
    assert_eq!(app.effects, [Effect::Open(Uuid::from_u128(3))]);
    app.open("MDT 15, case 1");
    app.keys("s");
    assert_eq!((app.model.mode(), found(&app).len()), (Mode::Start, 6));
}

#[test]
fn one_comes_back_to_the_line_one_left_wherever_it_is_now() {
    let mut app = three();
    // The case that the driver opens has this id.
    let mut sessions = vec![listed(&app, 7, "MDT 9", "2026-11-01", false)];
    app.open("MDT 9");
    app.keys("s");
    sessions.splice(0..0, [listed(&app, 1, "MDT 15, case 3", "2026-11-22", false)]);
    app.act(Action::Listed(sessions));
    assert!(app.screen().contains("> MDT 9 "), "{}", app.screen());

    let mut app = three();
    app.keys("<End><Enter>");
    assert!(matches!(app.effects.last(), Some(Effect::Demonstrate(title, _)) if title == "Show 2"));
    assert!(app.screen().lines().next().unwrap().ends_with("demonstration, not saved"), "{}", app.screen());
    app.keys("y");
    assert!(!app.screen().contains("saved 05"), "{}", app.screen());
    app.keys("s");
    let sessions = app.model.home.sessions.clone();
    app.act(Action::Listed(sessions));
    assert!(app.screen().contains("> Show 2"), "{}", app.screen());
    assert!(!app.screen().contains("not saved"), "the start page is none: {}", app.screen());
}

#[test]
fn what_does_not_fit_is_counted_above_and_below() {
    let mut app = with(&[], 30, (80, 24));
    let title = |app: &App| app.screen().lines().nth(1).unwrap().to_owned();
    let below = |app: &App| {
        let shown = app.screen().lines().filter(|line| line.contains("Show ")).count();
        format!("{} below ", 30 - shown)
    };
    assert!(title(&app).contains(&below(&app)), "{}", app.screen());
    app.keys("<End>");
    assert!(title(&app).contains(" above ") && app.screen().contains("> Show 30"), "{}", app.screen());
    assert!(!app.screen().contains("New case"), "it is among those above: {}", app.screen());
    app.model.size = (60, 16);
    assert!(title(&app).contains(" above "), "{}", app.screen());
    let mut app = App::start(engine("guidelines/mcrc"), (60, 16));
    app.model.home.demos = with(&[], 30, (60, 16)).model.home.demos;
    app.keys("<PgDn>");
    assert!(
        title(&app).contains(".. ") && title(&app).contains(" above, "),
        "a long title: {}",
        app.screen()
    );
    assert!(title(&with(&[], 3, (80, 24))).trim_end().ends_with("\u{2500}"));
}

#[test]
fn a_label_has_the_room_there_is_and_the_plan_gives_way() {
    let long = "MDT 15, case 3, liver and lung, second look";
    for (size, whole) in [((80, 24), long), ((60, 16), "MDT 15, case 3, liver and lu..")] {
        let app = with(&[(long, "2026-11-22", false), ("MDT 1", "2026-11-21", true)], 0, size);
        let screen = app.screen();
        assert!(screen.contains(whole), "{screen}");
        for line in screen.lines().filter(|line| line.contains("MDT")) {
            assert!(line.ends_with("05:12"), "{screen}");
        }
    }
}

#[test]
fn deleting_asks_and_names_the_report_that_goes_with_it() {
    let mut app = three();
    app.keys("<Down>d");
    assert!(matches!(app.effects.as_slice(), [Effect::AskToDelete(..)]), "{:?}", app.effects);
    assert!(app.screen().contains("Delete \"MDT 15, case 3\" for good? y/n"), "{}", app.screen());
    app.keys("n");
    let report = "/home/a/.local/share/mcrc/reports/1.md";
    let ask = crate::tui::state::Confirm::Delete(Uuid::from_u128(1), "MDT".to_owned(), Some(report.into()));
    app.act(Action::Ask(ask));
    let text = app.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(&format!("for good, with its report {report}? y/n")), "{text}");
}

#[test]
fn the_label_page_says_what_an_empty_label_becomes_and_marks_what_has_left_on_the_left() {
    let mut app = three();
    app.keys("c");
    assert!(app.screen().contains("Left empty it becomes \"Case 4\"."), "{}", app.screen());
    app.keys(&"x".repeat(100));
    assert!(app.screen().contains("> ..xxx"), "{}", app.screen());
    let (_, cursor) = app.buffer();
    assert_eq!(cursor.unwrap().x, 78);
}

#[test]
fn a_key_without_a_meaning_takes_the_message_away() {
    let mut app = three();
    app.keys("d");
    assert_eq!(app.notice(), "Only sessions can be deleted.");
    app.keys("z");
    assert_eq!(app.notice(), "");
    // In a question of the program, the first Ctrl-C is answered all the same.
    app.keys("<Down>d<Ctrl-C>");
    assert!(app.screen().contains("Press Ctrl-C again to quit."), "{}", app.screen());
    app.keys("z");
    assert!(app.screen().contains("for good? y/n"), "{}", app.screen());
}
