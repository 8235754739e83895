//! Proves that a guideline in another language asks, decides and advises the same, in other words: on the shipped
//! guideline in Korean, with the demonstrations.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]

use std::path::Path;
use std::sync::Arc;

use mcrc::engine::Engine;
use mcrc::guideline::{Files, Guideline, in_language, load, read_case};
use mcrc::report::{Layout, Report, json_value, text};
use mcrc::session::{GuidelineStamp, Moment, Replayed, Session};
use serde_json::Value;

fn both() -> (Guideline, Guideline) {
    let files = Files::embedded();
    let source = load(&files).unwrap().guideline;
    let (korean, findings) = in_language(&files, &source, "ko");
    assert_eq!(findings.0, []);
    (source, korean)
}

/// Without what is written for people.
fn without_words(mut value: Value) -> Value {
    match &mut value {
        Value::Object(map) => {
            for key in ["title", "because", "text", "detail", "domain", "disclaimer"] {
                map.remove(key);
            }
            map.values_mut().for_each(|inner| *inner = without_words(inner.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| *inner = without_words(inner.take())),
        _ => {}
    }
    value
}

fn demonstrations() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect()
}

#[test]
fn the_advice_is_the_same_and_reads_in_korean() {
    let (source, korean) = both();
    let (english, other) = (Engine::new(Arc::new(source)).unwrap(), Engine::new(Arc::new(korean)).unwrap());
    let demonstrations = demonstrations();
    assert!(demonstrations.len() > 5);
    for (name, case) in demonstrations {
        let [one, two] = [&english, &other].map(|engine| {
            let case = read_case(engine.guideline(), &name, &case).unwrap();
            let assessment = engine.assess_with_reasons(&case.answers);
            let report =
                Report::new(engine.guideline(), &case.title, &assessment).with_answers(&case.answers);
            let page = text(&report, Layout::default());
            (json_value(&report), page)
        });
        assert!(without_words(one.0.clone()) == without_words(two.0.clone()), "{name}");
        assert!(one.0 != two.0, "{name}");
        let of = |engine: &Engine| engine.guideline()[engine.guideline().strategy].title.clone();
        let (title, korean) = (of(&english), of(&other));
        assert!(two.1.contains(&korean) && !two.1.contains(&title), "{name}: {}", two.1);
        for shown in two.0["recommendations"].as_array().unwrap() {
            let title = shown["title"].as_str().unwrap();
            assert!(
                two.1.split_whitespace().collect::<String>().contains(&title.replace(' ', "")),
                "{title}: {}",
                two.1
            );
        }
    }
}

#[test]
fn a_session_opens_in_either_language() {
    let (source, korean) = both();
    let now: Moment = "2026-11-23T12:00:00Z".parse().unwrap();
    let mut session = Session::new(uuid::Uuid::from_u128(1), now, GuidelineStamp::from(&korean), "a case");
    session.answer("metastatic_sites", Some(serde_json::json!(["liver"])), now).unwrap();
    session.answer("treatment_goal", Some(serde_json::json!("curative")), now).unwrap();
    assert_eq!(session.guideline(), &GuidelineStamp::from(&source));
    assert_eq!(Replayed::under(&source, &session).answers, Replayed::under(&korean, &session).answers);
}

/// What an editor of 80 columns shows beside a path of 21: a longer label is cut where it is needed most.
#[test]
fn labels_fit_where_the_english_ones_fit() {
    let (source, korean) = both();
    use unicode_width::UnicodeWidthStr;
    let widest = |guideline: &Guideline| {
        let shorts = guideline.questions.iter().map(|question| question.short.width()).max();
        let options = guideline.questions.iter().flat_map(|question| question.kind.options());
        let outcomes = guideline.decisions.iter().flat_map(|decision| &decision.outcomes);
        let options = options.map(|choice| choice.label.width()).max();
        let outcomes = outcomes.map(|choice| choice.label.width()).max();
        [shorts, options, outcomes].map(Option::unwrap)
    };
    for (korean, english) in widest(&korean).into_iter().zip(widest(&source)) {
        assert!(korean <= english, "{korean} > {english}");
    }
}
