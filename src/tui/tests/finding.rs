//! Finding by words, the palette of commands, and the next question that matters.

use super::driver::{App, small, yardstick};
use crate::tui::keymap::Mode;
use crate::tui::state::{Item, Page};

#[test]
fn a_question_is_found_by_its_words_and_not_answered() {
    let mut app = App::case(small(), (80, 24));
    app.keys("/remn");
    assert_eq!(app.model.mode(), Mode::Find);
    assert!(app.screen().contains("> question "), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(app.asked(), "Future liver remnant");
    assert!(app.told().is_empty() && app.model.finder.is_none());
    app.keys("b");
    assert_eq!(app.asked(), "Fit for surgery?");
}

#[test]
fn an_answer_of_the_question_is_chosen_and_one_of_another_question_is_gone_to() {
    let mut app = App::case(small(), (80, 24));
    app.keys("/yes");
    assert!(app.screen().contains("> answer "), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(app.told(), ["Fit for surgery?: yes"]);
    app.keys("uv/absent");
    let first = app.screen().lines().position(|line| line.starts_with(" > answer of"));
    assert!(first.is_some(), "{}", app.screen());
    app.keys("<Enter>");
    assert!(app.told().is_empty());
    assert_eq!((app.model.page, app.asked()), (Page::Questions, "Enzyme activity"));
}

#[test]
fn a_recommendation_is_found_and_read_about() {
    let mut app = App::case(small(), (80, 24));
    let title = app.model.guideline().recommendations[0].title.clone();
    app.keys("/").keys(&title).keys("<Enter>");
    assert!(matches!(app.model.page, Page::Evidence(Item::Recommendation(_))), "{}", app.screen());
    app.keys("b");
    assert_eq!(app.model.page, Page::Questions);
}

#[test]
fn what_finds_nothing_says_so_and_esc_leaves_everything_as_it_was() {
    let mut app = App::case(small(), (80, 24));
    app.keys("/zzzz");
    assert!(app.screen().contains("Nothing contains these words."), "{}", app.screen());
    app.keys("<Enter>");
    assert_eq!(app.notice(), "Nothing contains these words.");
    let before = app.screen();
    app.keys("?/");
    assert_eq!(app.model.mode(), Mode::Help, "no finding on the help page");
    app.keys("<Esc>/y<Esc>");
    assert_eq!(
        app.screen().lines().skip(1).take(8).collect::<Vec<_>>(),
        before.lines().skip(1).take(8).collect::<Vec<_>>()
    );
    assert!(app.effects.is_empty());
}

#[test]
fn every_command_is_in_the_palette_and_does_what_its_key_does() {
    let mut app = App::case(small(), (80, 60));
    app.keys(":");
    assert_eq!(app.model.mode(), Mode::Palette);
    let listed: Vec<String> = {
        let finder = app.model.finder.as_ref().unwrap();
        let words = |found| crate::tui::view::found_in_words(&app.model, finder.over, found);
        finder.found.iter().map(|found| words(*found).0).collect()
    };
    // Accept and the palette are its own; the others only edit text, which the palette cannot be called from.
    let own = ["accept", "palette", "cancel", "left", "right", "line-start", "line-end"];
    for (_, name) in crate::tui::keymap::all_commands() {
        let text = own.contains(&name) || name.starts_with("erase-") && name != "erase-digit";
        assert_eq!(listed.iter().filter(|known| *known == name).count(), usize::from(!text), "{name}");
    }
    app.keys("final<Enter>");
    assert_eq!(app.model.page, Page::Final);
    app.keys(":copy<Enter>");
    assert!(matches!(app.effects.last(), Some(crate::tui::action::Effect::Copy(_))));
    app.keys("b:yes<Enter>");
    assert_eq!(app.told(), ["Fit for surgery?: yes"]);
    app.keys(":undo<Enter>");
    assert!(app.told().is_empty());
    app.keys(":q<Esc>");
    assert_eq!(app.asked(), "Fit for surgery?");
}

#[test]
fn a_command_of_another_page_says_where_it_works_and_is_gone_to_and_done() {
    let mut app = App::case(small(), (80, 24));
    app.keys(":close");
    let row = app.screen().lines().find(|line| line.contains("> close-case")).unwrap().to_owned();
    assert!(row.contains(" o ") && row.contains("Final page: close the case"), "{row}");
    app.keys("<Enter>");
    assert_eq!((app.model.page, app.model.mode()), (Page::Final, Mode::Confirm));
    app.keys("n:undo<Enter>");
    assert_eq!((app.model.page, app.notice()), (Page::Questions, "Nothing to take back."));
    app.keys(":pairs<Enter>");
    assert_eq!(app.model.page, Page::Reasons);
    app.keys("<Esc>:mark<Enter>");
    assert_eq!(app.notice(), "mark works here: A choice of several.");
    app.keys(":new-c<Enter>");
    assert_eq!((app.model.page, app.model.mode()), (Page::Start, Mode::Label));
    app.keys("<Esc>:final<Enter>");
    assert_eq!(app.notice(), "final-page works in a case: open one first.");
}

#[test]
fn hints_name_the_keys_that_a_file_gives() {
    let mut app = App::case(small(), (80, 24));
    let file = "undo: z\nfinal-page: X\nwhat-if: i\npath: P\nrecommendation: R\nstart-page: S\nexport: C\n";
    app.model.keymap = crate::tui::keymap::Keymap::read("keys.yaml", file).unwrap();
    app.keys("i");
    assert_eq!(app.notice(), "What if: answers change on the side. i: back to the case.");
    app.keys("niy");
    assert_eq!(app.notice(), "Taken over: 1 answer. z takes it back.");
    app.keys("z<Esc>");
    assert_eq!(app.notice(), "This is where you began. S: start page.");
    app.keys("y1<Enter>40<Enter>");
    assert_eq!(app.notice(), "Nothing more to ask. X: the final page.");
    let screen = app.screen();
    assert!(screen.contains("1 without effect (P)") && screen.contains("X final page"), "{screen}");
    app.act(crate::tui::action::Action::Resize(60, 16));
    assert!(app.screen().contains("P Path") && app.screen().contains("R Recommendation"), "{}", app.screen());
}

#[test]
fn space_goes_to_the_next_question_that_matters_and_round() {
    let mut app = App::case(yardstick(), (80, 24));
    let first = app.asked().to_owned();
    app.keys("<Space>");
    let second = app.asked().to_owned();
    assert_ne!(first, second);
    app.keys("p<Space>");
    assert_ne!(app.asked(), second, "from a panel, too");
    let mut seen = vec![];
    for _ in 0..60 {
        if app.model.mode() == Mode::AnyOf {
            app.keys("<Right>");
            continue;
        }
        app.keys("<Space>");
        seen.push(app.asked().to_owned());
    }
    assert!(seen.contains(&first), "round and round");
    assert!(app.told().is_empty());
}
