//! Whole screens, as a clinician sees them. A change here is read before it is accepted.

use super::driver::{App, caps, engine, in_korean, small, yardstick};
use super::outdated::{opened, resection};
use crate::tui::action::Action;

fn snapshot(name: &str, app: &App) {
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!(name, app.screen());
    });
}

/// Everything is the same at every size but the room.
fn at_both_sizes(name: &str, mut app: App) {
    for (width, height) in [(80, 24), (120, 40)] {
        app.act(Action::Resize(width, height));
        snapshot(&format!("{name}_{width}x{height}"), &app);
    }
}

#[test]
fn the_start_page() {
    at_both_sizes("start", App::start(yardstick(), (80, 24)));
}

#[test]
fn the_first_question() {
    at_both_sizes("first_question", App::case(yardstick(), (80, 24)));
}

#[test]
fn an_option_previewed() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("y<Down>");
    at_both_sizes("preview", app);
}

#[test]
fn half_way() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("yn1<Enter>70<Enter>n");
    at_both_sizes("half_way", app);
}

#[test]
fn advice_with_a_stop_an_alert_and_an_unknown() {
    let mut app = App::case(small(), (80, 24));
    app.go_to("Enzyme")
        .keys("2")
        .go_to("Fit")
        .keys("y")
        .go_to("sites")
        .keys("12<Enter>")
        .go_to("remnant")
        .keys("-");
    at_both_sizes("advice", app);
}

#[test]
fn answers_out_of_date() {
    let mut app = opened(resection);
    snapshot("outdated_80x24", &app);
    app.act(Action::Resize(60, 16));
    snapshot("outdated_60x16", &app);
}

#[test]
fn the_final_page() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>40<Enter><Enter>");
    at_both_sizes("final", app);
}

#[test]
fn evidence() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>40<Enter>r<Enter>");
    at_both_sizes("evidence", app);
}

#[test]
fn help() {
    let mut app = App::case(small(), (80, 24));
    app.keys("?");
    snapshot("help", &app);
}

#[test]
fn one_panel_at_a_time_at_the_smallest_size() {
    let mut app = App::case(small(), (60, 16));
    app.keys("y");
    snapshot("smallest_questions", &app);
    app.keys("p");
    snapshot("smallest_path", &app);
    app.keys("r");
    snapshot("smallest_recommendation", &app);
}

#[test]
fn stacked_where_it_is_narrow_and_tall() {
    let mut app = App::case(small(), (60, 40));
    app.keys("y");
    snapshot("stacked", &app);
}

#[test]
fn the_shipped_guideline_before_the_first_answer_and_in_an_emergency() {
    let mut app = App::case(engine("guidelines/mcrc"), (80, 24));
    for (width, height) in [(80, 24), (120, 40)] {
        app.act(Action::Resize(width, height));
        snapshot(&format!("shipped_first_{width}x{height}"), &app);
    }
    // Liver only, cure the goal, none of the emergencies but a free perforation.
    app.keys("11<Enter>");
    app.go_to("Perforation").keys("3");
    at_both_sizes("shipped_perforation", app);
}

#[test]
fn korean_keeps_its_columns() {
    let mut app = App::case(engine("tests/fixtures/korean"), (80, 24));
    app.keys("a1");
    snapshot("korean", &app);
    let screen = app.screen();
    let column = |line: &str| line.find('\u{2502}').map(|at| crate::tui::text::width(&line[..at]));
    let columns: Vec<_> = screen.lines().skip(2).filter_map(column).collect();
    assert!(columns.iter().all(|at| *at == columns[0]), "{columns:?}");
}

/// The shipped guideline and everything around it.
#[test]
fn the_interface_in_korean() {
    let mut app = App::start(in_korean("guidelines/mcrc"), (80, 24));
    at_three_sizes("korean_start", &mut app);
    app.open("증례 3");
    app.keys("11<Enter>");
    app.go_to("천공").keys("3<Up>");
    at_three_sizes("korean_question", &mut app);
    app.keys("v");
    at_three_sizes("korean_why_not", &mut app);
    app.keys("bf");
    at_three_sizes("korean_final", &mut app);
    app.keys("bw1");
    at_three_sizes("korean_what_if", &mut app);
    app.keys("?");
    at_three_sizes("korean_help", &mut app);
}

#[test]
fn without_utf8_everything_is_ascii() {
    let mut app = App::with(engine("tests/fixtures/korean"), (80, 24), &caps(&[("LC_ALL", "C")]));
    app.open("간 전이 3");
    app.keys("a1");
    let screen = app.screen();
    assert!(screen.is_ascii(), "{screen}");
    snapshot("ascii", &app);
}

/// What-if, at the sizes where it looks different.
fn at_three_sizes(name: &str, app: &mut App) {
    for (width, height) in [(80, 24), (120, 40), (60, 16)] {
        app.act(Action::Resize(width, height));
        snapshot(&format!("{name}_{width}x{height}"), app);
    }
}

#[test]
fn what_if_on_the_small_guideline() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>28<Enter>w").go_to("remnant").keys("32<Enter>").go_to("Enzyme").keys("2");
    at_three_sizes("what_if_small", &mut app);
}

#[test]
fn what_if_on_the_yardstick() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("yn1<Enter>70<Enter>nw").go_to("ecog").keys("3<Enter>");
    at_three_sizes("what_if_yardstick", &mut app);
}

/// The plan of the shipped guideline on an answered case.
fn two_stage() -> App {
    let engine = engine("guidelines/mcrc");
    let text = std::fs::read_to_string("demo/two-stage-hepatectomy.yaml").unwrap();
    let answers = crate::guideline::read_case(engine.guideline(), "demo", &text).unwrap().answers;
    let mut app = App::case(engine, (80, 24));
    let all: Vec<_> = answers.iter().map(|(question, answer)| (question, Some(answer))).collect();
    for (question, answer) in all {
        let guideline = app.model.engine.guideline();
        app.model.work.as_mut().unwrap().go_to(guideline, question);
        app.act(Action::Answer(answer.unwrap()));
    }
    app
}

#[test]
fn what_if_and_why_not_on_the_shipped_guideline() {
    let mut app = two_stage();
    app.keys("v");
    at_three_sizes("shipped_why_not", &mut app);
    let mut app = two_stage();
    app.keys("v<Tab>");
    at_three_sizes("shipped_what_would_change", &mut app);
    let mut app = two_stage();
    app.keys("v<Tab><Enter>");
    at_three_sizes("shipped_what_if", &mut app);
    let mut app = two_stage();
    app.keys("v<Tab><Enter>r<End>");
    app.act(Action::Resize(60, 16));
    snapshot("shipped_what_if_advice_60x16", &app);
    app.act(Action::Resize(60, 40));
    snapshot("shipped_what_if_stacked_60x40", &app);
    app.keys("w");
    snapshot("shipped_what_if_take_over_60x40", &app);
}

#[test]
fn why_not_on_the_small_guideline() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>28<Enter>v");
    at_three_sizes("why_not_small", &mut app);
}

#[test]
fn why_not_while_the_plan_is_open() {
    let mut app = App::case(yardstick(), (80, 24));
    app.keys("ynv");
    at_three_sizes("why_not_yardstick", &mut app);
}
