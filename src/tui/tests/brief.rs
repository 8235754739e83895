//! The case in short: what is copied fits every terminal, and what stays on the screen at the end fits this one.

use super::driver::{App, in_korean, small};
use crate::engine::Engine;
use crate::guideline::read_case;
use crate::tui::action::{Action, Effect};
use crate::tui::summary::summary;
use crate::tui::terminal::clipboard;
use crate::tui::text::width;
use std::sync::Arc;

fn copied(app: &mut App) -> String {
    app.keys("fc");
    match app.effects.last() {
        Some(Effect::Copy(text)) => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_says_status_plan_advice_and_where_it_comes_from() {
    let mut app = App::case(small(), (80, 24));
    app.go_to("Enzyme").keys("2").go_to("Fit").keys("y").go_to("sites").keys("12<Enter>");
    app.go_to("remnant").keys("-");
    insta::with_settings!({omit_expression => true, prepend_module_to_snapshot => false}, {
        insta::assert_snapshot!("brief", copied(&mut app));
    });
}

#[test]
fn every_demonstration_fits_the_clipboard_in_every_language() {
    let english = Arc::new(Engine::shipped().unwrap());
    for engine in [english, in_korean("guidelines/mcrc")] {
        for entry in std::fs::read_dir("demo").unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let answers = read_case(engine.guideline(), "demo", &text).unwrap().answers;
            let mut app = App::case(engine.clone(), (80, 24));
            let work = app.model.work.as_mut().unwrap();
            work.answers = answers;
            work.assess(&engine);
            let text = copied(&mut app);
            assert!(clipboard::sequence(&text, true).is_some(), "{} bytes: {}", text.len(), path.display());
        }
    }
}

#[test]
fn the_last_words_are_wrapped_at_words_and_the_command_stands_alone() {
    for columns in [60, 80, 120] {
        let mut app = App::case(small(), (80, 24));
        app.act(Action::Resize(columns, 24));
        app.keys("y1<Enter>40<Enter>q");
        let words = summary(&app.model);
        let lines: Vec<&str> = words.lines().collect();
        assert!(lines.iter().all(|line| width(line) <= usize::from(columns)), "{words}");
        assert_eq!(lines[lines.len() - 2..], ["Continue with:", "mcrc open 00000000-0000-0000"], "{words}");
        assert!(words.contains("RECOMMENDATION (FINAL): Resection"), "{words}");
    }
}
