//! When an answer is outdated, and what makes it valid again.

use std::path::Path;

use serde_json::json;
use uuid::Uuid;

use super::*;
use crate::guideline::{Files, OptionSet, load};
use crate::session::GuidelineStamp;

/// A guideline in which fitness is valid for 14 days, sites for 60, the remnant for 42, and the enzyme for ever.
fn guideline() -> Guideline {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/screens");
    load(&Files::read(&folder).unwrap()).unwrap().guideline
}

fn at(text: &str) -> Moment {
    text.parse().unwrap()
}

fn begun() -> Moment {
    at("2026-01-01T12:00:00Z")
}

fn session(guideline: &Guideline) -> Session {
    Session::new(Uuid::from_u128(7), begun(), GuidelineStamp::from(guideline), "MDT 14, case 3")
}

fn ids(guideline: &Guideline, session: &Session, opened: &str) -> Vec<String> {
    let outdated = Outdated::when_opened(guideline, session, at(opened));
    outdated.iter().map(|outdated| guideline[outdated.question].id.clone()).collect()
}

const NONE: [String; 0] = [];

#[test]
fn an_answer_is_valid_to_the_second() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("remnant", Some(json!(40)), begun()).unwrap();
    assert_eq!(ids(&guideline, &session, "2026-02-12T12:00:00Z"), NONE, "exactly 42 days");
    assert_eq!(ids(&guideline, &session, "2026-02-12T12:00:01Z"), ["remnant"]);
    assert_eq!(
        ids(&guideline, &session, "2026-02-12T21:00:00+09:00"),
        NONE,
        "whatever the clock on the wall"
    );
    let outdated = Outdated::when_opened(&guideline, &session, at("2026-02-12T12:00:01Z"));
    assert_eq!(outdated.iter().next().unwrap().mark(&guideline), "outdated, 42 days old");
}

#[test]
fn only_what_is_known_and_of_limited_validity_is_outdated() {
    let guideline = guideline();
    let mut session = session(&guideline);
    let answers = [
        ("fit", json!("unknown")),
        ("sites", json!({"yes": ["liver"], "unknown": ["lung"]})),
        ("enzyme", json!("absent")),
        ("gone", json!(1)),
    ];
    for (question, answer) in answers {
        session.answer(question, Some(answer), begun()).unwrap();
    }
    assert_eq!(ids(&guideline, &session, "2027-01-01T12:00:00Z"), ["sites"], "as a whole");
    let given = Replayed::under(&guideline, &session).answers;
    let outdated = Outdated::when_opened(&guideline, &session, at("2027-01-01T12:00:00Z"));
    let counted = outdated.as_unknown(&given);
    let sites = QuestionId(1);
    let said = Answer::AnyOf { yes: OptionSet::one(0), unknown: OptionSet::one(1) };
    assert_eq!((given.get(sites), counted.get(sites)), (Some(said), Some(Answer::Unknown)));
    assert_eq!(outdated.get(sites).map(|outdated| outdated.answer), Some(said));
    assert_eq!(given.count(), counted.count());
}

#[test]
fn a_clock_that_was_set_back_makes_nothing_outdated() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("fit", Some(json!(true)), begun()).unwrap();
    assert_eq!(ids(&guideline, &session, "1990-01-01T12:00:00Z"), NONE);
}

#[test]
fn an_answer_without_a_date_is_as_old_as_its_session() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("fit", Some(json!(true)), begun()).unwrap();
    let text = session.to_yaml().unwrap();
    let (start, end) = (text.find("history:").unwrap(), text.find("program:").unwrap());
    let session = Session::from_yaml(&format!("{}{}", &text[..start], &text[end..])).unwrap();
    assert!(session.history().is_empty());
    assert_eq!(ids(&guideline, &session, "2026-01-10T12:00:00Z"), NONE);
    assert_eq!(ids(&guideline, &session, "2026-02-10T12:00:00Z"), ["fit"]);
}

#[test]
fn a_confirmation_makes_it_valid_from_then_and_undo_takes_that_back() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("fit", Some(json!(true)), begun()).unwrap();
    let opened = "2026-02-01T12:00:00Z";
    assert_eq!(ids(&guideline, &session, opened), ["fit"]);
    let again = [("fit".to_string(), Some(json!(true)))];
    assert_eq!(session.answer_or_confirm(again, at("2026-02-01T12:05:00Z")), Ok(true));
    assert_eq!(ids(&guideline, &session, opened), NONE);
    assert_eq!(ids(&guideline, &session, "2026-02-15T12:05:00Z"), NONE);
    assert_eq!(ids(&guideline, &session, "2026-02-15T12:05:01Z"), ["fit"]);
    let mut session = Session::from_yaml(&session.to_yaml().unwrap()).unwrap();
    assert_eq!(session.undo(at("2026-02-01T12:06:00Z")).unwrap(), ["fit"]);
    assert_eq!(ids(&guideline, &session, opened), ["fit"]);
    assert_eq!(session.answers()["fit"], json!(true), "the answer stays");
    assert_eq!(session.undo(at("2026-02-01T12:07:00Z")).unwrap(), ["fit"]);
    assert!(session.answers().is_empty() && !session.can_undo());
}

#[test]
fn another_answer_is_valid_and_undo_brings_the_old_one_back_as_old_as_it_was() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("fit", Some(json!(true)), begun()).unwrap();
    let opened = "2026-02-01T12:00:00Z";
    session.answer("fit", Some(json!(false)), at("2026-02-01T12:05:00Z")).unwrap();
    assert_eq!(ids(&guideline, &session, opened), NONE);
    session.undo(at("2026-02-01T12:06:00Z")).unwrap();
    assert_eq!(session.answered_at("fit"), Some(begun()));
    assert_eq!(ids(&guideline, &session, opened), ["fit"]);
}

#[test]
fn a_closed_session_keeps_what_was_outdated_when_it_was_concluded() {
    let guideline = guideline();
    let mut session = session(&guideline);
    session.answer("fit", Some(json!(true)), begun()).unwrap();
    session.answer("remnant", Some(json!(40)), begun()).unwrap();
    let concluded = at("2026-02-01T12:00:00Z");
    session.close(json!({"outdated": ["fit"]}), concluded).unwrap();
    for opened in ["2026-02-01T12:00:00Z", "2036-01-01T12:00:00Z"] {
        let outdated = Outdated::when_opened(&guideline, &session, at(opened));
        assert_eq!(
            outdated.iter().map(|outdated| outdated.mark(&guideline)).collect::<Vec<_>>(),
            ["outdated, 31 days old"]
        );
    }
    session.amend(at("2036-01-01T12:00:00Z"));
    assert_eq!(ids(&guideline, &session, "2036-01-01T12:00:00Z"), ["fit", "remnant"]);
    session.close(json!({"status": "final"}), at("2036-01-01T12:00:00Z")).unwrap();
    assert_eq!(ids(&guideline, &session, "2036-01-01T12:00:00Z"), NONE, "concluded before any was listed");
}
