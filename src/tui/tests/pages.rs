//! The pages around the questionnaire: start, evidence, final, notes, help.

use super::driver::{App, small, yardstick};
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Mode;
use crate::tui::state::Page;

#[test]
fn a_new_case_is_named_and_begun() {
    let mut app = App::start(small(), (80, 24));
    app.keys("cMDT 14, n° 3<Backspace>4<Enter>");
    assert!(matches!(&app.effects[0], Effect::Create(label, _) if label == "MDT 14, n° 4"));
    assert_eq!(app.model.page, Page::Questions);
    assert_eq!(app.asked(), "Fit for surgery?");
}

#[test]
fn escape_leaves_the_label_without_a_case() {
    let mut app = App::start(small(), (80, 24));
    app.keys("cabc<Esc>");
    assert_eq!(app.model.mode(), Mode::Start);
    assert!(app.effects.is_empty());
}

#[test]
fn hangul_is_composed_while_it_is_typed() {
    let mut app = App::start(small(), (80, 24));
    app.keys("c");
    app.act(Action::Paste("\u{1100}\u{1161}\u{11ab}".to_owned()));
    let (_, cursor) = app.buffer();
    assert!(app.screen().contains("> 간"), "{}", app.screen());
    assert_eq!(cursor.unwrap().x, 5, "behind two columns");
    app.keys("<Enter>");
    assert!(matches!(&app.effects[0], Effect::Create(label, _) if label == "간"));
}

#[test]
fn the_start_page_is_left_to_and_found_again() {
    let mut app = App::case(small(), (80, 24));
    app.keys("ys");
    assert_eq!(app.effects, [Effect::Save, Effect::Release, Effect::List]);
    assert_eq!(app.model.mode(), Mode::Start);
}

#[test]
fn evidence_shows_citation_finding_grade_and_the_mark_for_unverified_figures() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>40<Enter>p<Home><Enter>");
    let screen = app.screen();
    for text in [
        "Author A, J Test 2013;1:1",
        "Less failure above 30 %",
        "cohort",
        "PMID 12345",
        "UNVERIFIED",
        "B, conditional",
    ] {
        assert!(screen.contains(text), "{text}: {screen}");
    }
    app.keys("<Esc>");
    assert_eq!(app.model.page, Page::Questions);
}

#[test]
fn every_panel_has_evidence_of_what_is_under_its_cursor() {
    let mut app = App::case(small(), (80, 24));
    app.keys("n").go_to("Enzyme").keys("1e");
    assert!(app.screen().contains("REASONS AND EVIDENCE"));
    app.keys("<Esc>re");
    assert!(app.screen().contains("Plan"), "{}", app.screen());
    app.keys("<Esc><Down>e");
    assert!(app.screen().contains("Give the drug"), "{}", app.screen());
}

#[test]
fn the_final_page_scrolls_to_its_last_line_and_no_further() {
    let mut app = App::case(small(), (60, 16));
    app.keys("y1<Enter>40<Enter>f<End>");
    let screen = app.screen();
    assert!(screen.contains("Not clinical advice."), "{screen}");
    let scroll = app.model.scroll;
    app.keys("<Down><PgDn>");
    assert_eq!(app.model.scroll, scroll);
    app.act(Action::Resize(80, 24));
    assert!(app.screen().contains("Not clinical advice."));
}

#[test]
fn the_final_page_is_copied_and_exported() {
    let mut app = App::case(small(), (80, 24));
    app.keys("y1<Enter>40<Enter>fcx");
    let [.., Effect::Copy(text), Effect::Export(markdown)] = app.effects.as_slice() else {
        panic!("{:?}", app.effects)
    };
    for text in [text, markdown] {
        assert!(text.contains("Resection") && text.contains("Not clinical advice."), "{text}");
    }
}

#[test]
fn notes_are_written_kept_and_shown() {
    let mut app = App::case(small(), (80, 24));
    app.keys("mfirst q<Enter>second<Esc>");
    assert_eq!(app.effects, [Effect::Save]);
    assert_eq!(app.model.work.as_ref().unwrap().session.notes(), "first q\nsecond");
    app.keys("f");
    assert!(app.screen().contains("first q"), "{}", app.screen());
    app.keys("m<Esc>");
    assert_eq!(app.effects.len(), 1, "nothing changed, nothing saved");
}

#[test]
fn help_names_every_key_of_its_mode_first_and_is_short() {
    for keys in ["", "p", "r", "f"] {
        let mut app = App::case(yardstick(), (80, 60));
        app.keys(keys);
        let mode = app.model.mode();
        app.keys("?");
        let screen = app.screen();
        let (here, _) = screen.split_once("Elsewhere, where keys do something else:").unwrap();
        for binding in app.model.keymap.bindings(mode) {
            assert!(here.contains(&binding.key_names()), "{}: {here}", binding.help);
        }
        let lines = crate::tui::view::page_lines(&app.model, 78).len();
        assert!(lines < 150, "{lines} lines");
        app.keys("<Esc>");
        assert_eq!(app.model.mode(), mode);
    }
}

#[test]
fn keys_that_do_the_same_stand_on_one_line() {
    let mut app = App::case(small(), (80, 50));
    app.keys("?");
    let screen = app.screen();
    for line in ["  Up, k / Down, j    up / down", "  Backspace, b, Esc  back to where you were"] {
        assert!(
            screen.lines().any(|shown| shown.trim_start().starts_with(line.trim_start())),
            "{line}\n{screen}"
        );
    }
}

#[test]
fn notes_turn_by_pages_and_say_how_much_is_above_and_below() {
    let mut app = App::case(small(), (80, 24));
    let text: Vec<String> = (1..=40).map(|line| format!("line {line}")).collect();
    app.keys("m");
    app.act(Action::Paste(text.join("\n")));
    let title = |app: &App| app.screen().lines().nth(1).unwrap().to_owned();
    assert!(title(&app).contains("20 above"), "{}", app.screen());
    app.keys("<PgUp>");
    assert!(app.screen().contains("line 20") && title(&app).contains(" below"), "{}", app.screen());
    app.keys("<PgUp><PgUp>");
    assert!(title(&app).contains("20 below") && !title(&app).contains("above"), "{}", app.screen());
    app.keys("<PgDn><PgDn><End>X<Esc>");
    assert!(app.model.work.as_ref().unwrap().session.notes().ends_with("line 40X"));
}

#[test]
fn warnings_about_the_guideline_stay_on_every_page() {
    let mut app = App::case(small(), (80, 24));
    app.model.warnings.push("a stop is not proved".to_owned());
    for keys in ["", "p", "f", "<Esc>e", "<Esc>s"] {
        app.keys(keys);
        assert!(app.screen().contains("[!] a stop is not proved"), "{keys}: {}", app.screen());
    }
}

#[test]
fn below_the_smallest_size_one_line_says_what_is_needed() {
    let mut app = App::case(small(), (80, 24));
    app.act(Action::Resize(40, 10));
    assert_eq!(app.screen().trim_end(), "Enlarge to 60x16 (now 40x10); q quits");
}

/// A title gives way to how much is above and below, which is said in one form at every size.
#[test]
fn a_page_says_what_is_beyond_it_in_one_form() {
    let mut app = App::case(yardstick(), (60, 16));
    app.open("A label that is so long that no title of a page has room for all of it");
    app.keys("m").keys(&"a line<Enter>".repeat(40));
    let title = app.screen().lines().nth(1).unwrap().to_owned();
    assert!(
        title.contains("NOTES ON A label") && title.contains(".. ") && title.contains(" above "),
        "{title}"
    );
    app.keys("<Esc>v<PgDn>");
    let title = app.screen().lines().nth(1).unwrap().to_owned();
    assert!(title.contains("WHY NOT, AND WHAT CHANGES THE PLAN ") && title.contains(" above, "), "{title}");
}
