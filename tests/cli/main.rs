//! Proves the command line as a user meets it: the program is started, and what it writes and how it ends is looked
//! at. Nothing of the machine it runs on is visible to it: no home, no configuration, no locale, no terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]

mod blank_answer;
mod demos;
mod document;
mod guideline_cases;
mod guideline_check;
mod guideline_diff;
mod guideline_new;
mod guideline_proofs;
mod guideline_schema;
mod guideline_translate;
mod guideline_views;
mod guideline_wrong;
mod guidelines;
mod hostile;
mod lines;
mod machine;
mod output;
mod sessions;
mod usage;
mod wrong_input;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use snapbox::cmd::{Command, OutputAssert};

/// A place of its own for each test: a home, a data folder and files.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and returns its path.
    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// The program, run here.
    fn mcrc(&self, arguments: &[&str]) -> Command {
        Command::new(snapbox::cmd::cargo_bin!("mcrc"))
            .env_clear()
            .env("HOME", self.path("home"))
            .current_dir(self.folder.path())
            .args(arguments)
    }

    /// The program, run here; returns its exit code, output and messages.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        told(self.mcrc(arguments).assert())
    }

    /// The program with something on standard input.
    fn run_with(&self, arguments: &[&str], input: &str) -> (i32, String, String) {
        told(self.mcrc(arguments).stdin(input.to_string()).assert())
    }

    /// The assessments that `eval` prints for a case of a guideline.
    fn eval(&self, guideline: &str, case: &Value, further: &[&str]) -> Value {
        let arguments = [&["eval", "-", "--format", "json", "--guideline", guideline], further].concat();
        let (code, stdout, stderr) = self.run_with(&arguments, &case.to_string());
        assert_eq!(code, 0, "{stderr}");
        serde_json::from_str(&stdout).unwrap()
    }
}

fn told(assert: OutputAssert) -> (i32, String, String) {
    let output = assert.get_output();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().expect("ended by itself"), text(&output.stdout), text(&output.stderr))
}

/// The path of a fixture.
fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

fn yardstick() -> String {
    fixture("yardstick")
}

/// A guideline with one of everything. Its rules forget the patients of its stop, so that the stop is seen at work;
/// only its check says so.
fn small() -> String {
    fixture("small")
}

/// The small guideline again, in a folder of this place, with each file changed.
fn copy_of_small(place: &Place, folder: &str, change: impl Fn(String) -> String) {
    let files = ["guideline", "questions", "recommendations", "evidence", "safety", "decisions/10-plan"];
    for file in files.map(|file| format!("{file}.yaml")) {
        let text = std::fs::read_to_string(fixture(&format!("small/{file}"))).unwrap();
        place.file(&format!("{folder}/{file}"), change(text));
    }
}

/// The case on which a missing answer decides, with changes; `null` takes an answer out.
fn pci_case(changes: Value) -> Value {
    let text = std::fs::read_to_string(fixture("cases/yardstick-pci.json")).unwrap();
    let mut case: Value = serde_json::from_str(&text).unwrap();
    let answers = case["answers"].as_object_mut().unwrap();
    for (question, answer) in changes.as_object().unwrap() {
        match answer {
            Value::Null => drop(answers.shift_remove(question)),
            answer => drop(answers.insert(question.clone(), answer.clone())),
        }
    }
    case
}

/// A case of the small guideline.
fn small_case(answers: Value) -> Value {
    json!({"title": "A case", "answers": answers})
}
