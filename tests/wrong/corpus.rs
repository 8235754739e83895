//! What is said about each mistake, word for word.

use std::fmt::Write as _;
use std::process::Command;

use crate::base::{found, found_in_translations, here, mistakes};

/// What is said about the mistakes of a topic, one after the other.
fn said(topic: &str) -> String {
    let mut all = String::new();
    let mut names: Vec<String> = Vec::new();
    for mistake in mistakes(topic) {
        let folder = tempfile::tempdir().unwrap();
        mistake.make(folder.path());
        let findings = match topic {
            "translations" => found_in_translations(folder.path()),
            _ => found(folder.path()),
        };
        let text = findings.to_string().replace(&folder.path().display().to_string(), "DIR");
        assert!(!text.is_empty(), "{topic}: nothing is said about: {}", mistake.name);
        for finding in &findings.0 {
            assert!(finding.hint.is_some(), "{}: it does not say what to do: {finding}", mistake.name);
        }
        assert!(!names.contains(&mistake.name), "{topic}: twice: {}", mistake.name);
        writeln!(all, "# {}\n\n{text}\n", mistake.name).unwrap();
        names.push(mistake.name);
    }
    all
}

fn hold(topic: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path(here().join("snapshots"));
    settings.bind(|| insta::assert_snapshot!(topic, said(topic)));
}

#[test]
fn the_command_says_the_same_with_its_exit_code() {
    for (topic, name, count, code) in [
        ("guards", "A misspelt name", "1 error, ", 1),
        ("yaml", "A dash is missing", "4 errors, ", 1),
        ("questions", "Questions without a section", "1 error, ", 1),
        ("files", "A stray folder", "1 error, ", 1),
        ("warnings", "Evidence that nobody cites", "0 errors, ", 0),
        ("translations", "A question of another name", "1 error, ", 1),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mistake = mistakes(topic).into_iter().find(|mistake| mistake.name == name).unwrap();
        mistake.make(folder.path());
        let command =
            Command::new(env!("CARGO_BIN_EXE_mcrc")).args(["guideline", "check"]).arg(folder.path()).output();
        let output = command.unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{name}: {text}");
        assert!(text.starts_with(&found(folder.path()).to_string()), "{name}: {text}");
        assert!(text.lines().last().unwrap().starts_with(count), "{name}: {text}");
    }
}

#[test]
fn the_guideline_in_which_the_mistakes_are_made_is_sound() {
    assert_eq!(found(&here().join("base")).0, []);
    assert_eq!(found_in_translations(&here().join("base")).0, []);
}

#[test]
fn what_yaml_readers_stumble_over() {
    hold("yaml");
}

#[test]
fn files_and_folders() {
    hold("files");
}

#[test]
fn the_head() {
    hold("guideline");
}

#[test]
fn questions() {
    hold("questions");
}

#[test]
fn decisions() {
    hold("decisions");
}

#[test]
fn guards() {
    hold("guards");
}

#[test]
fn recommendations_evidence_scores_and_stops() {
    hold("items");
}

#[test]
fn warnings() {
    hold("warnings");
}

#[test]
fn translations() {
    hold("translations");
}

#[test]
fn cases() {
    hold("cases");
}
