//! How a session changes, and how it does not.

use serde_json::json;

use super::*;

fn at(minute: u8) -> Moment {
    format!("2026-11-23T05:{minute:02}:00+09:00").parse().unwrap()
}

fn session() -> Session {
    let guideline = GuidelineStamp {
        id: "tutorial".into(),
        version: "1".into(),
        digest: "sha256:0123456789abcdef".into(),
    };
    Session::new(Uuid::from_u128(7), at(0), guideline, "MDT 14, case 3")
}

#[test]
fn an_answer_is_kept_with_its_history_and_the_same_answer_is_no_change() {
    let mut session = session();
    assert_eq!(session.answer("ecog", Some(json!(1)), at(1)), Ok(true));
    assert_eq!(session.answer("ecog", Some(json!(1)), at(2)), Ok(false));
    assert_eq!(session.answer("ecog", Some(json!("unknown")), at(3)), Ok(true));
    assert_eq!(session.answer("ecog", None, at(4)), Ok(true));
    assert!(session.answers().is_empty());
    let told: Vec<_> = session.history().iter().map(|c| (c.from.clone(), c.to.clone())).collect();
    let unknown = Some(json!("unknown"));
    assert_eq!(told, [(None, Some(json!(1))), (Some(json!(1)), unknown.clone()), (unknown, None)]);
    assert_eq!(session.updated(), at(4));
}

#[test]
fn undo_goes_back_step_by_step_and_is_itself_in_the_history() {
    let mut session = session();
    session.answer("a", Some(json!(1)), at(1)).unwrap();
    session.answer("b", Some(json!(true)), at(2)).unwrap();
    assert_eq!(session.undo(at(3)).unwrap(), ["b"]);
    session.answer("c", Some(json!("x")), at(4)).unwrap();
    assert_eq!(session.undo(at(5)).unwrap(), ["c"]);
    assert_eq!(session.undo(at(6)).unwrap(), ["a"]);
    assert!(!session.can_undo());
    assert!(session.undo(at(7)).unwrap().is_empty());
    assert!(session.answers().is_empty());
    assert_eq!(session.history().len(), 6);
}

#[test]
fn answers_given_with_one_key_are_taken_back_with_one_undo() {
    let mut session = session();
    session.answer("a", Some(json!("yes")), at(1)).unwrap();
    let none = [("a", json!("no")), ("b", json!("none")), ("c", json!("none"))]
        .map(|(id, value)| (id.to_string(), Some(value)));
    assert_eq!(session.answer_together(none, at(2)), Ok(true));
    assert_eq!(session.answers().len(), 3);
    assert_eq!(session.undo(at(3)).unwrap(), ["c", "b", "a"]);
    assert_eq!(serde_json::to_value(session.answers()).unwrap(), json!({"a": "yes"}));
    assert_eq!(session.undo(at(4)).unwrap(), ["a"]);
    assert!(!session.can_undo());
}

#[test]
fn a_closed_session_refuses_every_change_and_amending_keeps_what_was_concluded() {
    let mut session = session();
    session.close(json!({"status": "final"}), at(1)).unwrap();
    let closed = session.clone();
    assert_eq!(session.answer("a", Some(json!(1)), at(2)), Err(Closed));
    assert_eq!(session.undo(at(2)), Err(Closed));
    assert_eq!(session.set_notes("x", at(2)), Err(Closed));
    assert_eq!(session.set_label("x", at(2)), Err(Closed));
    assert_eq!(session.set_override(None, at(2)), Err(Closed));
    assert_eq!(session.close(Value::Null, at(2)), Err(Closed));
    assert_eq!(session, closed);
    session.amend(at(3));
    assert_eq!(session.answer("a", Some(json!(1)), at(4)), Ok(true));
    session.close(json!({"status": "settled"}), at(5)).unwrap();
    assert_eq!(session.earlier_conclusions()[0].assessment, json!({"status": "final"}));
    assert_eq!(session.conclusion().unwrap().assessment, json!({"status": "settled"}));
}

#[test]
fn a_label_is_one_short_line() {
    assert_eq!(clean_label("  MDT\t14,\n\u{1b}[31m case 3 "), "MDT 14, [31m case 3");
    assert_eq!(clean_label(&"가".repeat(500)).chars().count(), 120);
}

#[test]
fn the_time_of_an_answer_is_that_of_its_last_change() {
    let mut session = session();
    session.answer("a", Some(json!(1)), at(1)).unwrap();
    session.answer("a", Some(json!(2)), at(2)).unwrap();
    assert_eq!(session.answered_at("a"), Some(at(2)));
    assert_eq!(session.answered_at("b"), None);
}

#[test]
fn only_who_confirms_an_answer_makes_it_younger() {
    let mut session = session();
    let again = || [("a".to_string(), Some(json!(1))), ("b".to_string(), None)];
    session.answer("a", Some(json!(1)), at(1)).unwrap();
    assert_eq!(session.answer_together(again(), at(2)), Ok(false));
    assert_eq!(session.answered_at("a"), Some(at(1)));
    assert_eq!(session.answer_or_confirm(again(), at(3)), Ok(true));
    assert_eq!((session.answered_at("a"), session.updated()), (Some(at(3)), at(3)));
    let confirmed = session.history().last().unwrap();
    assert_eq!((&confirmed.from, &confirmed.to), (&Some(json!(1)), &Some(json!(1))));
    assert_eq!(session.history().len(), 2, "what is not answered cannot be confirmed");
    session.undo(at(4)).unwrap();
    assert_eq!(session.answered_at("a"), Some(at(1)));
    session.close(json!({}), at(5)).unwrap();
    assert_eq!(session.answer_or_confirm(again(), at(6)), Err(Closed));
}

#[test]
fn redo_gives_again_what_undo_took_back_until_something_else_is_answered() {
    let mut session = session();
    session.answer("a", Some(json!(1)), at(1)).unwrap();
    session.answer_together([("a".into(), Some(json!(2))), ("b".into(), Some(json!(3)))], at(2)).unwrap();
    let full = session.answers().clone();
    assert!(!session.can_redo() && session.redo(at(3)).unwrap().is_empty());
    session.undo(at(3)).unwrap();
    session.undo(at(4)).unwrap();
    assert!(session.answers().is_empty());
    assert_eq!(session.redo(at(5)).unwrap(), ["a"]);
    assert_eq!(session.answered_at("a"), Some(at(1)), "as old as it was");
    assert_eq!(session.redo(at(6)).unwrap(), ["a", "b"]);
    assert_eq!((session.answers(), session.can_redo()), (&full, false));
    // Undo takes a redone step back as it took it back first.
    session.undo(at(7)).unwrap();
    assert_eq!(session.answers()["a"], json!(1));
    session.answer("c", Some(json!(4)), at(8)).unwrap();
    assert!(!session.can_redo());
    session.undo(at(9)).unwrap();
    session.undo(at(10)).unwrap();
    assert!(session.answers().is_empty() && !session.can_undo());
    session.close(json!({}), at(11)).unwrap();
    assert_eq!(session.redo(at(12)), Err(Closed));
}
