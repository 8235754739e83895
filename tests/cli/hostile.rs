//! Proves that nothing which others wrote steers the terminal of whoever reads it, and that nothing which others put
//! in the place of a file keeps the program waiting.

use std::process::Command;

use serde_json::{Value, json};

use super::sessions::Sessions;
use super::{Place, copy_of_small, small};

/// Controls of both kinds, and a sign that turns the direction of writing.
const EVIL: &str = "\u{1b}]0;x\u{7}\u{9b}2J\u{202e}";

fn assert_harmless(text: &str) {
    let bad = |c: char| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(bad), "{text:?}");
}

#[test]
fn messages_about_files_show_none_of_their_controls() {
    let place = Place::new();
    let case = place
        .file("case\u{1b}[2J.yaml", format!("answers: {{\"{EVIL}\": yes}}\n# {EVIL}\n"))
        .display()
        .to_string();
    let (code, stdout, stderr) = place.run(&["eval", &case, "--guideline", &small()]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("case?[2J.yaml") && stderr.contains("there is no question"), "{stderr}");
    assert_harmless(&stderr);
    copy_of_small(&place, "evil", |text| text.replace("title: ", &format!("{EVIL}: ")));
    for arguments in
        [["guideline", "check", "evil"], ["guideline", "show", "--guideline=evil"], ["eval", EVIL, EVIL]]
    {
        let (code, stdout, stderr) = place.run(&arguments);
        assert_ne!(code, 0);
        assert_harmless(&(stdout + &stderr));
    }
    let (code, _, stderr) = place.run(&[EVIL]);
    assert_eq!(code, 2);
    assert_harmless(&stderr);
}

#[test]
fn a_comparison_of_guidelines_shows_none_of_their_controls_and_json_all_of_them() {
    let place = Place::new();
    copy_of_small(&place, "evil", |text| {
        text.replace("remnant >= 30", "remnant >= 35")
            .replace("title: ", "title: \"\\e[31m\\u009b\\u202e\" # ")
    });
    let (code, stdout, stderr) = place.run(&["guideline", "diff", &small(), "evil"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("?[31m??"), "{stdout}");
    assert_harmless(&stdout);
    let (_, stdout, _) = place.run(&["guideline", "diff", &small(), "evil", "--format", "json"]);
    assert_harmless(&stdout);
    assert!(stdout.contains("\\u009b\\u202e"), "{stdout}");
    assert!(serde_json::from_str::<Value>(&stdout).unwrap().to_string().contains('\u{9b}'));
}

#[test]
fn the_notes_of_a_session_steer_nothing() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "case", &[("fit", json!(true))]);
    let path = sessions.data().join(format!("sessions/{}.yaml", session.id()));
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text + "notes: \"first \\e[2J\\u009b2J\\nsecond\"\n").unwrap();
    let data = sessions.data().display().to_string();
    let (code, stdout, stderr) = sessions.place.run(&["sessions", "show", "case", "--data-dir", &data]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.ends_with("NOTES\nfirst ?[2J?2J\nsecond\n"), "{stdout}");
    assert_harmless(&stdout);
}

#[test]
fn pipes_in_the_place_of_files_are_told_and_not_waited_for() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "case", &[]);
    let data = sessions.data().display().to_string();
    let pipe = |path: &str| {
        let path = sessions.place.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    pipe("data/sessions/01900000-0000-7000-8000-0000000000aa.yaml");
    let (code, stdout, stderr) = sessions.place.run(&["sessions", "list", "--data-dir", &data]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("no regular file") && stdout.contains(session.label()), "{stdout}");
    let keys = pipe("home/.config/mcrc/keys.yaml");
    let (code, _, stderr) = sessions.place.run_with(&["--plain", "--data-dir", &data], "q\n");
    assert_eq!(code, 1);
    assert!(stderr.contains("keys.yaml cannot be read") && stderr.contains("no regular file"), "{stderr}");
    std::fs::remove_file(keys).unwrap();
    pipe("home/.config/mcrc/guidelines/pipe/guideline.yaml");
    pipe("home/.config/mcrc/guidelines/small/other.yaml");
    let (code, _, stderr) = sessions.place.run(&["guideline", "check", "small"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("no regular file"), "{stderr}");
}

#[test]
fn deleting_for_good_takes_the_reports_along_and_says_so() {
    let sessions = Sessions::new();
    let session = sessions.save(1, "case", &[]);
    let data = sessions.data().display().to_string();
    let report = sessions.place.file(&format!("data/reports/{}.md", session.id()), "x");
    let (code, stdout, stderr) =
        sessions.place.run(&["sessions", "delete", "case", "--yes", "--data-dir", &data]);
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout, format!("deleted {}\nand {}\n", session.id(), report.display()));
    assert!(!report.exists());
}

#[test]
fn reading_makes_no_folders() {
    let place = Place::new();
    for arguments in [
        &["sessions", "list"][..],
        &["sessions", "show", "x"],
        &["open", "x"],
        &["sessions", "delete", "x", "--yes"],
        &["doctor"],
    ] {
        place.run(&[arguments, &["--data-dir", "data"]].concat());
        assert!(!place.path("data").exists(), "{arguments:?}");
    }
}
