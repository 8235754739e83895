//! Proves `mcrc sessions` on a folder of real files: listing, showing, deleting, and what is said about files that
//! are damaged or newer than the program.

use std::path::PathBuf;

use mcrc::session::{GuidelineStamp, Moment, Session, Store};
use serde_json::{Value, json};

use super::{Place, copy_of_small, small};

pub(super) struct Sessions {
    pub(super) place: Place,
    store: Store,
}

impl Sessions {
    pub(super) fn new() -> Sessions {
        let place = Place::new();
        let store = Store::open(&place.path("data")).unwrap();
        // The session's own guideline is found by its id, as a user's is.
        copy_of_small(&place, "home/.config/mcrc/guidelines/small", |text| text);
        Sessions { place, store }
    }

    pub(super) fn save(&self, number: u128, label: &str, answers: &[(&str, Value)]) -> Session {
        let at: Moment = format!("2026-11-23T05:{number:02}:00+09:00").parse().unwrap();
        let digest = format!("sha256:{:064}", 0);
        let stamp = GuidelineStamp { id: "small".into(), version: "0.1".into(), digest };
        let id = (0x0190_0000_0000_7000_8000_0000_0000_0000_u128 | number << 80).to_be_bytes();
        let mut session = Session::new(uuid::Uuid::from_bytes(id), at, stamp, label);
        for (question, answer) in answers {
            session.answer(question, Some(answer.clone()), at).unwrap();
        }
        self.store.save(&mut session).unwrap();
        session
    }

    pub(super) fn data(&self) -> PathBuf {
        self.place.path("data")
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let data = self.data().display().to_string();
        self.place.run(&[&["--data-dir", &data, "sessions"], arguments].concat())
    }
}

#[test]
fn an_empty_folder_lists_nothing_and_says_so() {
    let (code, stdout, stderr) = Sessions::new().run(&["list"]);
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert!(stderr.contains("there are no sessions"), "{stderr}");
}

#[test]
fn sessions_are_listed_with_the_last_changed_first_and_bad_files_after_them() {
    let sessions = Sessions::new();
    sessions.save(1, "MDT 14, case 1", &[]);
    sessions.save(2, "MDT 14, case 2", &[("fit", json!(true))]);
    let bad = "01900000-00ff-7000-8000-000000000000";
    std::fs::write(sessions.store.folder().join(format!("{bad}.yaml")), "format: 9\nanswers: {}\n").unwrap();
    let (code, stdout, stderr) = sessions.run(&["list"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{stdout}");
    assert_eq!(lines[0], "01900000-0002  2026-11-23 05:02  open  small 0.1  -  MDT 14, case 2");
    assert!(lines[1].ends_with("MDT 14, case 1"), "{stdout}");
    assert_eq!(lines[2], "01900000-00ff  written by a newer version of mcrc (format 9)");
}

#[test]
fn the_list_names_plans_by_their_titles_and_that_of_the_board_before_the_program_s() {
    let sessions = Sessions::new();
    let mut session = sessions.save(1, "MDT 14, case 1", &[]);
    session.set_strategy(Some("prepare".into())).unwrap();
    sessions.store.save(&mut session).unwrap();
    let (_, stdout, _) = sessions.run(&["list"]);
    assert!(stdout.contains("Prepare, then reassess"), "{stdout}");
    let at = session.updated();
    let decided = mcrc::session::Override { strategy: "no_such_plan".into(), reason: "frail".into(), at };
    session.set_override(Some(decided), at).unwrap();
    sessions.store.save(&mut session).unwrap();
    let (_, stdout, _) = sessions.run(&["list"]);
    assert!(stdout.contains("board: no such plan"), "{stdout}");
    let (_, shown, _) = sessions.run(&["show", "MDT 14, case 1"]);
    assert!(shown.contains("The board decided otherwise: no such plan (frail; 2026-11-23"), "{shown}");
    let (_, shown, _) = sessions.run(&["show", "MDT 14, case 1", "--format", "json"]);
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["override"]["outcome"], Value::Null);
    assert_eq!(shown["override"]["reason"], "frail");
}

#[test]
fn the_list_names_plans_in_any_language_of_the_guideline() {
    let sessions = Sessions::new();
    let mut session = sessions.save(1, "MDT 14, case 1", &[]);
    session.set_strategy(Some("walk".into())).unwrap();
    sessions.store.save(&mut session).unwrap();
    let folder = format!("{}/tests/wrong/base", env!("CARGO_MANIFEST_DIR"));
    let list = |language: &str| sessions.run(&["list", "--guideline", &folder, "--lang", language]).1;
    assert!(list("en").contains("  walk  "), "{}", list("en"));
    assert!(list("de").contains("  gehen  "), "{}", list("de"));
}

#[test]
fn deleting_says_that_the_report_goes_with_it() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "a", &[]);
    let report = sessions.store.report(session.id());
    std::fs::create_dir_all(report.parent().unwrap()).unwrap();
    std::fs::write(&report, "a report").unwrap();
    assert!(delete_on_a_terminal(&sessions, "n\n").contains("for good, with its report "));
    let (_, stdout, _) = sessions.run(&["delete", "a", "--yes"]);
    assert!(stdout.contains(&format!("and {}", report.display())) && !report.exists(), "{stdout}");
}

#[test]
fn a_session_is_shown_under_its_own_guideline_with_what_no_longer_fits() {
    let sessions = Sessions::new();
    sessions.save(
        1,
        "MDT 14, case 1",
        &[("fit", json!(true)), ("sites", json!(["liver"])), ("gone", json!(1))],
    );
    let (code, stdout, stderr) = sessions.run(&["show", "MDT 14, case 1"]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("MDT 14, case 1"), "{stdout}");
    assert!(stdout.contains("PROVISIONAL"), "{stdout}");
    assert!(stdout.contains("Metastatic sites: liver"), "{stdout}");
    assert!(stderr.contains("`gone`") && stderr.contains("left out"), "{stderr}");
    assert!(stderr.contains("whose text differs"), "{stderr}");
    let (code, stdout, _) = sessions.run(&["show", "0190", "--format", "json"]);
    assert_eq!(code, 0);
    let shown: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!((&shown["guideline"]["id"], &shown["title"]), (&json!("small"), &json!("MDT 14, case 1")));
}

/// A session whose remnant was measured in 2006, under a guideline that lets that be valid for some days.
fn shown_when_the_remnant_is_valid_for(days: u32, close: bool) -> (String, String, Value) {
    let sessions = Sessions::new();
    copy_of_small(&sessions.place, "home/.config/mcrc/guidelines/small", |text| {
        text.replace("changes: modifiable", &format!("changes: modifiable\n      valid_days: {days}"))
    });
    let long_ago: Moment = "2006-11-23T05:00:00+09:00".parse().unwrap();
    let answers = [("fit", json!(true)), ("sites", json!(["liver"]))];
    let mut session = sessions.save(1, "a", &answers);
    session.answer("remnant", Some(json!(40)), long_ago).unwrap();
    if close {
        session.close(json!({"status": "final"}), long_ago).unwrap();
    }
    sessions.store.save(&mut session).unwrap();
    let (code, text, stderr) = sessions.run(&["show", "a"]);
    assert_eq!(code, 0, "{stderr}");
    let (_, json, _) = sessions.run(&["show", "a", "--format", "json"]);
    (text, stderr, serde_json::from_str(&json).unwrap())
}

#[test]
fn an_answer_that_is_outdated_is_shown_as_such_and_counts_as_unknown() {
    let (text, stderr, json) = shown_when_the_remnant_is_valid_for(42, false);
    assert!(stderr.contains("1 answer is out of date and counts as unknown until confirmed"), "{stderr}");
    assert!(text.contains("CONFIRM") && text.contains("40 % (outdated, "), "{text}");
    assert_eq!((&json["outdated"], &json["strategy"]["outcome"]), (&json!(["remnant"]), &Value::Null));
    let (text, stderr, json) = shown_when_the_remnant_is_valid_for(100_000, false);
    assert!(!stderr.contains("out of date") && !text.contains("outdated"), "{stderr}{text}");
    assert_eq!((&json["outdated"], &json["strategy"]["outcome"]), (&json!([]), &json!("resect")));
}

#[test]
fn line_mode_says_what_is_outdated_and_the_same_answer_confirms_it() {
    let sessions = Sessions::new();
    copy_of_small(&sessions.place, "home/.config/mcrc/guidelines/small", |text| {
        text.replace("changes: modifiable", "changes: modifiable\n      valid_days: 42")
    });
    let mut session = sessions.save(1, "a", &[("fit", json!(true)), ("sites", json!(["liver"]))]);
    let long_ago: Moment = "2006-11-23T05:00:00+09:00".parse().unwrap();
    session.answer("remnant", Some(json!(40)), long_ago).unwrap();
    sessions.store.save(&mut session).unwrap();
    let data = sessions.data().display().to_string();
    let arguments = ["--data-dir", &data, "open", "a", "--plain"];
    let (code, stdout, stderr) = sessions.place.run_with(&arguments, "40\nq\n");
    assert_eq!(code, 0, "{stderr}");
    let notice = "1 answer is out of date; until confirmed the plan waits on it.";
    // Lines are wrapped; what they say is compared.
    let said = stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let (before, after) = said.split_once("help: ?").unwrap();
    assert!(before.contains(notice) && before.contains("Answered: 40 %; outdated, "), "{stdout}");
    assert!(after.contains("Resection") && !after.contains("out of date"), "{stdout}");
    let confirmed = sessions.store.load("a").unwrap();
    assert_eq!(confirmed.history().len(), 4);
    assert!(confirmed.answered_at("remnant").unwrap() > long_ago);
}

#[test]
fn a_closed_session_is_shown_as_it_was_concluded_however_old_its_answers_are() {
    let (text, stderr, json) = shown_when_the_remnant_is_valid_for(42, true);
    assert!(!stderr.contains("out of date") && !text.contains("outdated"), "{stderr}{text}");
    assert_eq!((&json["outdated"], &json["strategy"]["outcome"]), (&json!([]), &json!("resect")));
}

#[test]
fn a_session_of_a_guideline_that_is_not_here_can_be_shown_under_another() {
    let sessions = Sessions::new();
    sessions.save(1, "a", &[("fit", json!(true))]);
    std::fs::remove_dir_all(sessions.place.path("home/.config")).unwrap();
    let (code, _, stderr) = sessions.run(&["show", "a"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("`small` 0.1, which is not here") && stderr.contains("--guideline"), "{stderr}");
    let (code, stdout, _) = sessions.run(&["show", "a", "--guideline", &small()]);
    assert_eq!(code, 0);
    assert!(stdout.contains("Fit for surgery: yes"), "{stdout}");
}

#[test]
fn a_misspelt_or_ambiguous_session_is_refused_with_the_right_names() {
    let sessions = Sessions::new();
    let first = sessions.save(1, "MDT 14", &[]);
    sessions.save(2, "MDT 15", &[]);
    let (code, _, stderr) = sessions.run(&["show", "MDT 41"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("did you mean `MDT 14`?"), "{stderr}");
    let (code, _, stderr) = sessions.run(&["show", "0190"]);
    assert_eq!(code, 1);
    assert!(stderr.contains(&first.id().to_string()), "{stderr}");
    let data = sessions.data().display().to_string();
    let (code, _, stderr) = sessions.place.run(&["--data-dir", &data, "open", "MDT 41"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("did you mean `MDT 14`?"), "{stderr}");
}

#[test]
fn nothing_is_deleted_without_a_yes() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "a", &[]);
    let path = sessions.store.path(session.id());
    let (code, stdout, stderr) = sessions.run(&["delete", "a"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("--yes"), "{stderr}");
    assert!(path.exists());
    let (code, stdout, _) = sessions.run(&["delete", "a", "--yes"]);
    assert_eq!((code, stdout), (0, format!("deleted {}\n", session.id())));
    assert!(!path.exists());
    let (code, _, stderr) = sessions.run(&["delete", "a", "--yes"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("there is no session `a`"), "{stderr}");
}

#[test]
fn a_session_that_is_open_elsewhere_is_not_deleted() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "a", &[]);
    let _open = sessions.store.open_session("a", session.updated()).unwrap();
    let (code, _, stderr) = sessions.run(&["delete", "a", "--yes"]);
    assert_eq!(code, 1);
    assert!(stderr.contains(&format!("process {}", std::process::id())), "{stderr}");
    assert!(sessions.store.path(session.id()).exists());
}

/// Runs `sessions delete a` on a terminal, types an answer, and returns what stood there.
fn delete_on_a_terminal(sessions: &Sessions, answer: &str) -> String {
    use std::io::{Read, Write};
    let pty = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default()).unwrap();
    let mut command = portable_pty::CommandBuilder::new(snapbox::cmd::cargo_bin!("mcrc"));
    command.env("HOME", sessions.place.path("home"));
    command.args(["sessions", "delete", "a", "--data-dir"]);
    command.arg(sessions.data());
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let (mut shown, mut byte) = (vec![], [0]);
    while !shown.ends_with(b"[y/N] ") {
        assert_eq!(reader.read(&mut byte).unwrap(), 1, "{}", String::from_utf8_lossy(&shown));
        shown.push(byte[0]);
    }
    writer.write_all(answer.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    // On Linux a terminal without a program at its other end ends in an error, not in nothing.
    while matches!(reader.read(&mut byte), Ok(1)) {
        shown.push(byte[0]);
    }
    String::from_utf8(shown).unwrap()
}

#[test]
fn on_a_terminal_it_asks_and_only_a_clear_yes_deletes() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "a", &[("fit", json!(true))]);
    for no in ["\n", "n\n", "maybe\n"] {
        let shown = delete_on_a_terminal(&sessions, no);
        assert!(shown.contains("(a, 1 answer, changed 2026-11-23 05:01) for good?"), "{shown}");
        assert!(shown.contains("nothing was deleted"), "{shown}");
        assert!(sessions.store.path(session.id()).exists());
    }
    let shown = delete_on_a_terminal(&sessions, "y\n");
    assert!(shown.contains(&format!("deleted {}", session.id())), "{shown}");
    assert!(!sessions.store.path(session.id()).exists());
}
