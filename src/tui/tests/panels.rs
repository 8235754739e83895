//! What the panels beside the questionnaire show of a long case, and what they say of the rest.

use ratatui::style::Modifier;

use super::driver::{App, demonstration, shipped, small};
use crate::engine::State;
use crate::guideline::{Answer, QuestionId, Subject};
use crate::report::has_effect;
use crate::tui::action::Action;
use crate::tui::key::keys;
use crate::tui::state::Panel;
use crate::tui::view;

const TWO_STAGE: &str = "two-stage-hepatectomy";

/// A demonstration of which all but the first sections is unknown: there is much conditional advice.
fn unknown() -> App {
    const KNOWN: usize = 2;
    let engine = shipped();
    let mut answers = demonstration("cytoreduction-prodige7");
    for (index, question) in engine.guideline().questions.iter().enumerate() {
        if question.section >= KNOWN {
            answers.set(QuestionId(index), Some(Answer::Unknown));
        }
    }
    App::answered(&answers, (80, 24))
}

/// The rows of the decision path on a screen of two columns, without the mark of the cursor.
fn path(app: &App) -> Vec<String> {
    let screen = app.screen();
    let right = screen
        .lines()
        .filter_map(|line| line.split_once(['\u{2502}', '\u{251c}', '\u{252c}']))
        .map(|(_, right)| right);
    let rows = right.skip_while(|line| !line.contains("DECISION PATH"));
    let rows = rows.skip(1).take_while(|line| !line.contains("RECOMMENDATION"));
    rows.map(|line| line.trim().trim_start_matches('>').to_owned()).collect()
}

/// The number before a word in a text, 0 if it is not there.
fn number(text: &str, before: &str) -> usize {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let at = words.windows(2).find(|pair| pair[1] == before);
    at.map_or(0, |pair| pair[0].parse().unwrap())
}

#[test]
fn the_path_counts_what_it_does_not_show() {
    for (width, height) in [(80, 24), (100, 30), (76, 16)] {
        for app in
            [App::answered(&demonstration(TWO_STAGE), (width, height)), App::case(shipped(), (width, height))]
        {
            let screen = app.screen();
            let title = screen.lines().nth(1).unwrap();
            let title = &title[title.find("DECISION PATH").unwrap()..];
            let rows = path(&app);
            let decisions: Vec<&String> =
                rows.iter().filter(|row| row.starts_with("v ") || row.starts_with(". ")).collect();
            let left_out = rows.iter().find(|row| row.ends_with("(p)")).unwrap();
            let counted = number(title, "above")
                + number(title, "below")
                + number(left_out, "without")
                + number(left_out, "only");
            assert_eq!(decisions.len() + counted, shipped().guideline().decisions.len(), "{screen}");
            assert!(decisions.last().unwrap().contains("Strategy"), "{screen}");
        }
    }
}

#[test]
fn the_strategy_is_the_last_line_of_the_path_wherever_it_is_scrolled() {
    let mut app = App::answered(&demonstration(TWO_STAGE), (80, 24));
    app.keys("p<Home>");
    let count = shipped().guideline().decisions.len();
    for _ in 0..count {
        let rows = path(&app);
        assert!(rows.last().unwrap().starts_with("v Strategy"), "{rows:?}");
        app.keys("<Down>");
    }
    let cursor = app.model.work.as_ref().unwrap().path_cursor;
    assert_eq!(cursor, shipped().guideline().strategy.0, "the last one down is the strategy");
    assert!(app.screen().contains(">v Strategy"), "{}", app.screen());
    assert!(app.screen().contains("above"), "{}", app.screen());
}

/// From question to question the rows stay where they are, unless nothing that the question goes into would be seen.
#[test]
fn the_path_moves_only_for_what_the_question_goes_into() {
    let case = demonstration(TWO_STAGE);
    let mut app = App::case(shipped(), (80, 24));
    let mut moved = 0;
    while let Some(question) = app.model.work.as_ref().unwrap().assessment.next_question {
        let first = view::first_shown_decision(&app.model).unwrap();
        app.act(Action::Answer(case.get(question).unwrap_or(Answer::Unknown)));
        let rows = path(&app);
        let work = app.model.work.as_ref().unwrap();
        let now = view::first_shown_decision(&app.model).unwrap();
        let on = Subject::Question(work.focus);
        let guideline = app.model.guideline();
        let fed: Vec<&str> = (guideline.decisions.iter().zip(&work.assessment.decisions))
            .filter(|(decision, state)| {
                let guards = decision.rules.iter().filter_map(|rule| rule.guard.as_ref());
                matches!(state.state, State::Open { .. })
                    && has_effect(&work.assessment, &state.state)
                    && guards.chain(&decision.when).any(|guard| guard.tests(on))
            })
            .map(|(decision, _)| decision.title.as_str())
            .collect();
        let seen = |title: &&str| rows.iter().any(|row| row.contains(*title));
        assert!(fed.is_empty() || fed.iter().any(seen), "{fed:?} in {rows:#?}");
        // A step that no longer has an effect leaves its place to the next one.
        let gone = !has_effect(&work.assessment, &work.assessment.decisions[first].state);
        moved += usize::from(now != first && !gone);
    }
    assert!(moved < 20, "moved {moved} times");
}

#[test]
fn reasons_are_whole_and_the_deciding_one_comes_first() {
    let app = App::answered(&demonstration(TWO_STAGE), (200, 60));
    let screen = app.screen();
    for line in [
        "v Primary side  left colon <- Primary site: sigmoid colon",
        "v Remnant       too small",
        "<- Remnant volume: 24 %, Liver tissue: injured liver",
        "v MMR pathway   proficient <- MMR: proficient (MSS)",
    ] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    for (width, height) in [(60, 16), (80, 24), (100, 30), (120, 40), (160, 48), (200, 60)] {
        let mut app = App::answered(&demonstration(TWO_STAGE), (width, height));
        app.keys("p");
        for row in app.screen().lines() {
            let reason = row.split_once(" <- ").map_or("", |(_, reason)| reason);
            let reason = reason.split('\u{2502}').next().unwrap().trim_end();
            assert!(!reason.trim_end_matches(", ..").ends_with(".."), "{row}");
        }
    }
}

#[test]
fn every_line_of_the_recommendation_can_be_reached() {
    for mut app in [unknown(), App::answered(&demonstration(TWO_STAGE), (76, 16))] {
        app.act(Action::Resize(76, 17));
        app.keys("r");
        let (_, lines, height) = view::advice_extent(&app.model);
        let mut seen = vec![false; lines];
        for _ in 0..lines + height {
            let first = app.model.work.as_ref().unwrap().advice_first;
            seen[first..(first + height).min(lines)].fill(true);
            app.keys("<Down>");
        }
        assert!(seen.iter().all(|seen| *seen), "{}", app.screen());
        let screen = app.screen();
        assert!(screen.contains(" above") && !screen.contains("more below"), "{screen}");
        let end = app.model.work.as_ref().unwrap().advice_first;
        assert_eq!(end, lines - height);
        // And back to the plan.
        app.keys(&"<Up>".repeat(lines + height));
        let work = app.model.work.as_ref().unwrap();
        assert_eq!((work.advice_cursor, work.advice_first, work.panel), (0, 0, Panel::Advice));
        app.keys("<End>");
        assert_eq!(app.model.work.as_ref().unwrap().advice_first, lines - height);
    }
}

#[test]
fn a_preview_stands_under_the_plan_and_marks_what_would_go() {
    let mut app = App::answered(&demonstration(TWO_STAGE), (80, 40));
    app.keys("<Down>");
    let screen = app.screen();
    let right =
        |line: &str| line.split(['\u{2502}', '\u{251c}']).nth(1).unwrap_or_default().trim().to_owned();
    let lines: Vec<String> = screen.lines().map(right).collect();
    let plan = lines.iter().rposition(|line| line == "Convert, then reassess").unwrap();
    assert_eq!(lines[plan + 1], "-> Disease control", "{screen}");
    assert!(lines.contains(&"do       Tumour board discussion".to_owned()), "{screen}");
    let goes = lines.iter().position(|line| line == "- goes   Liver volumetry").expect(&screen);
    let (buffer, _) = app.buffer();
    let is_bold = |column| {
        let cell = buffer.cell((column, u16::try_from(goes).unwrap())).unwrap();
        cell.modifier.contains(Modifier::BOLD)
    };
    assert!(is_bold(39) && !is_bold(48), "only the word is of the preview: {screen}");
    app.keys("<Up>");
    assert!(!app.screen().contains("- goes"), "{}", app.screen());
}

#[test]
fn certain_advice_comes_first_and_a_condition_takes_one_line() {
    let mut app = unknown();
    app.act(Action::Resize(76, 600));
    let screen = app.screen();
    let lines: Vec<&str> = screen
        .lines()
        .filter_map(|line| line.split_once('\u{2502}'))
        .map(|(_, right)| right.trim())
        .collect();
    let advice = |line: &&&str| {
        ["do  ", "consider ", "AVOID ", "find out "].iter().any(|word| line.starts_with(*word))
    };
    let starts: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| advice(line)).map(|(at, _)| at).collect();
    let is_open = |at: usize| {
        lines[at].contains(", if ")
            || lines
                .iter()
                .skip(at + 1)
                .take(3)
                .take_while(|line| !advice(line))
                .any(|line| line.starts_with("if "))
    };
    let first_open = starts.iter().position(|at| is_open(*at)).unwrap();
    let late: Vec<&str> =
        starts[first_open..].iter().filter(|at| !is_open(**at)).map(|at| lines[*at]).collect();
    assert!(first_open > 0 && late.is_empty(), "{late:#?}");
    assert!(screen.contains("if Primary site, Primary, .."), "{screen}");
    let molecular = lines.iter().filter(|line| line.starts_with("find out Molecular profile")).count();
    assert_eq!(molecular, 1, "{screen}");
}

#[test]
fn what_unknown_answers_are_good_for_is_told_apart() {
    let app = App::answered(&demonstration("mismatch-repair-unknown"), (120, 40));
    let screen = app.screen();
    assert!(screen.contains("1 unknown answer decides the plan"), "{screen}");
    assert!(screen.contains("find out Molecular profile: MMR"), "{screen}");
    assert!(!screen.contains("keep it open"), "{screen}");
}

#[test]
fn more_ways_than_a_page_can_bear_are_told_with_the_evidence() {
    let mut app = unknown();
    app.act(Action::Resize(100, 2_000));
    app.keys("f");
    let screen = app.screen();
    assert!(screen.contains("if one of these holds:") && screen.contains("more ways"), "{screen}");
    assert!(!screen.contains("; or "), "{screen}");
    let work = app.model.work.as_ref().unwrap();
    let most = |advice: &&crate::engine::Advice| advice.condition.as_ref().map_or(0, Vec::len);
    let advice = work.assessment.recommendations.iter().max_by_key(most).unwrap();
    let ways = most(&advice);
    let items = view::advice_items(&app.model);
    let item = crate::tui::state::Item::Recommendation(advice.recommendation);
    let at = items.iter().position(|other| *other == item).unwrap();
    app.keys("br").keys(&"<Down>".repeat(at)).keys("e");
    let screen = app.screen();
    let listed = screen.lines().skip_while(|line| !line.contains("if one of these holds:")).skip(1);
    let listed =
        listed.take_while(|line| !line.trim().is_empty()).filter(|line| line.starts_with(" * ")).count();
    assert_eq!(listed, ways, "{screen}");
}

#[test]
fn help_never_vanishes_without_a_word() {
    let mut app = App::case(shipped(), (80, 24));
    let engine = shipped();
    let guideline = engine.guideline();
    for question in (0..guideline.questions.len()).map(QuestionId) {
        let Some(help) = &guideline[question].help else { continue };
        for size in [(60, 16), (80, 24)] {
            app.act(Action::Resize(size.0, size.1));
            app.model.work.as_mut().unwrap().go_to(guideline, question);
            let screen = app.screen();
            let last = help.split_whitespace().next_back().unwrap();
            assert!(
                screen.contains("e: more") || screen.contains(last),
                "{}\n{screen}",
                guideline[question].id
            );
        }
    }
}

#[test]
fn the_smallest_screen_has_title_progress_and_marks() {
    let app = App::start(shipped(), (60, 16));
    assert!(
        app.screen().contains("Not a medical device.") || app.screen().contains("Not a medical\n device."),
        "{}",
        app.screen()
    );
    let mut app = App::case(shipped(), (60, 16));
    app.go_to("Perforation");
    let screen = app.screen();
    assert!(screen.contains("[Emergency screen  0/6]") && screen.contains("2 below"), "{screen}");
    app.keys("p");
    let screen = app.screen();
    assert!(screen.contains(" b Questions ") && screen.contains("b back"), "{screen}");
    assert!(screen.contains(" below"), "{screen}");
    app.keys("r");
    assert!(
        app.screen().contains("[RECOMMENDATION (PROVISIONAL)]") && app.screen().contains("b back"),
        "{}",
        app.screen()
    );
}

#[test]
fn options_that_do_not_fit_are_counted_at_the_right_edge() {
    let mut app = App::case(shipped(), (60, 16));
    app.go_to("Where are the metastases now?");
    let screen = app.screen();
    let row = screen.lines().find(|line| line.contains("[ ] 7 other nodes")).unwrap();
    assert!(row.ends_with("  6 below"), "{screen}");
    app.keys("<End>");
    let screen = app.screen();
    assert!(screen.lines().any(|line| line.contains("- unknown") && line.ends_with(" above")), "{screen}");
}

#[test]
fn all_marks_are_explained() {
    let mut app = App::case(small(), (80, 40));
    app.keys("?");
    let screen = app.screen();
    for mark in ["v decided", ". open", "/ without effect", "+ comes", "~ is", "[!]"] {
        assert!(screen.replace("\n ", " ").contains(mark), "{mark}\n{screen}");
    }
}

/// Whoever answers at the keyboard sees the same words for a decision in the path, on its page and in the report.
#[test]
fn what_a_decision_came_to_is_said_in_the_same_words_everywhere() {
    let mut app = App::answered(&demonstration(TWO_STAGE), (100, 70));
    app.keys("p<Home>");
    let screen = app.screen();
    assert!(screen.contains("/ Course        left open, no effect"), "{screen}");
    assert!(screen.contains("/ Conflicts     left open, no effect"), "{screen}");
    app.keys("<Home><Down><Down><Down><Down><Enter>");
    assert!(app.screen().contains("left open, no effect"), "{}", app.screen());
    let report = view::as_text(&app.model);
    assert!(report.contains("no effect  Course: left open, no effect"), "{report}");
    assert!(report.contains("no effect  Conflicts: left open, no effect"), "{report}");
    assert!(!report.contains("rules hold") && !report.contains("(1 line)"), "{report}");
}

#[test]
fn scores_are_shown_where_they_have_a_part_and_as_a_clinician_uses_them() {
    let mut app = App::answered(&demonstration(TWO_STAGE), (100, 400));
    app.keys("f");
    for text in [app.screen(), view::as_text(&app.model)] {
        assert!(text.contains("Tumour Burden Score of the liver metastases: 1 to 103.4"), "{text}");
        assert!(!text.contains("Adverse factors of lung metastases"), "{text}");
    }
    let mut app = App::answered(&demonstration("lung-ablation-or-sbrt"), (100, 400));
    app.keys("f");
    for text in [app.screen(), view::as_text(&app.model)] {
        assert!(text.contains("Adverse factors of lung metastases"), "{text}");
        assert!(!text.contains("Tumour Burden Score"), "{text}");
    }
    let json = view::conclusion(&app.model);
    assert_eq!(json["scores"].as_array().unwrap().len(), shipped().guideline().scores.len());
}

/// Keys of a panel that nothing else moves.
#[test]
fn a_page_of_the_path_and_back() {
    let mut app = App::answered(&demonstration(TWO_STAGE), (80, 24));
    let before = path(&app);
    for key in keys("p<End><PgUp><Home>b") {
        let action = app.model.keymap.action(app.model.mode(), key).unwrap();
        app.act(action);
    }
    assert_eq!(path(&app).last(), before.last());
}
