//! Line mode as a script drives it: commands on standard input, one a line, and the session that is left on disk.

use serde_json::json;

use super::{Place, fixture, told};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/terminals.md");

/// Line mode on the guideline of the screen tests, with what is typed.
fn typed(place: &Place, bytes: impl Into<Vec<u8>>) -> (i32, String, String) {
    let guideline = fixture("screens");
    let command = place.mcrc(&["--data-dir", "data", "--guideline", &guideline, "--plain"]);
    told(command.env("LC_ALL", "C.UTF-8").stdin(bytes.into()).assert())
}

/// The one session on disk.
fn saved(place: &Place) -> String {
    let files: Vec<_> =
        std::fs::read_dir(place.path("data/sessions")).unwrap().map(|file| file.unwrap().path()).collect();
    let sessions: Vec<_> =
        files.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    assert_eq!(sessions.len(), 1, "{files:?}");
    std::fs::read_to_string(sessions[0]).unwrap()
}

#[test]
fn a_script_leaves_its_answers_in_a_session_and_its_end_is_no_error() {
    let place = Place::new();
    let script = "new MDT 14, case 3\ny\nliver, lung?\n28,5\nnotes seen by HPB\nexport\n";
    let (code, stdout, stderr) = typed(&place, script);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    let session = mcrc::session::Session::from_yaml(&saved(&place)).unwrap();
    assert_eq!(session.label(), "MDT 14, case 3");
    assert_eq!(session.notes(), "seen by HPB");
    let answers = serde_json::Value::Object(session.answers().clone());
    let wanted = json!({"fit": true, "sites": {"yes": ["liver"], "unknown": ["lung"]}, "remnant": 28.5});
    assert_eq!(answers, wanted);
    assert!(stdout.lines().all(|line| !line.starts_with("> ")), "no prompt where nobody types: {stdout}");
    assert!(stdout.contains("Future liver remnant: 28.5 %.") && stdout.contains("/reports/"), "{stdout}");
    assert!(
        stdout.ends_with('\n') && stdout.contains("MDT 14, case 3 is saved. Continue with: mcrc open "),
        "{stdout}"
    );
}

#[test]
fn what_a_script_says_wrongly_is_told_and_the_rest_is_done() {
    let place = Place::new();
    let mut script = b"new MDT 14\nmaybe\n\xff\xfe\n".to_vec();
    script.extend(vec![b'x'; 2_000_000]);
    script.extend(b"\ny\x00\ny\n1\n99999\n40");
    let (code, stdout, stderr) = typed(&place, script);
    // Nobody may be looking: the exit code tells, and the last line how much.
    assert_eq!((code, stderr.as_str()), (1, ""), "{stdout}");
    assert!(stdout.ends_with("5 lines were refused.\n"), "{stdout}");
    for text in
        ["\"maybe\" is neither", "is not UTF-8 (byte 1)", "longer than 10000 bytes", "99999 is out of range"]
    {
        assert!(stdout.contains(text), "{text}: {stdout}");
    }
    let session = mcrc::session::Session::from_yaml(&saved(&place)).unwrap();
    assert_eq!(
        serde_json::Value::Object(session.answers().clone()),
        json!({"fit": true, "sites": ["liver"], "remnant": 40})
    );
}

#[test]
fn a_script_that_names_its_questions_reaches_no_other() {
    let place = Place::new();
    let (code, stdout, _) =
        typed(&place, "new MDT 14\nsites: liver\nfit: y\nremnant: about\nenzyme: absent\nquit\n");
    assert_eq!(code, 1);
    assert!(stdout.ends_with("1 line was refused.\n"), "{stdout}");
    let session = mcrc::session::Session::from_yaml(&saved(&place)).unwrap();
    assert_eq!(
        serde_json::Value::Object(session.answers().clone()),
        json!({"sites": ["liver"], "fit": true, "enzyme": "absent"})
    );
}

#[test]
fn a_case_that_was_left_is_found_by_its_label_and_goes_on() {
    let place = Place::new();
    typed(&place, "new MDT 14\ny\nquit\nnever read\n");
    let (code, stdout, _) = typed(&place, "open mdt 14\nliver\nundo\n2\n");
    assert_eq!(code, 0);
    assert!(stdout.contains("Case: MDT 14\n"), "{stdout}");
    let session = mcrc::session::Session::from_yaml(&saved(&place)).unwrap();
    assert_eq!(serde_json::Value::Object(session.answers().clone()), json!({"fit": true, "sites": ["lung"]}));
}

#[test]
fn without_a_terminal_lines_are_not_narrower_than_80_columns() {
    let place = Place::new();
    let guideline = fixture("screens");
    let said = |columns: &str| {
        let command = place.mcrc(&["--data-dir", "data", "--guideline", &guideline, "--plain"]);
        told(command.env("COLUMNS", columns).stdin("h\n").assert()).1
    };
    assert_eq!(said("20"), said("80"));
    assert!(said("200").lines().count() < said("80").lines().count());
}

/// The script in the document, and the end of what it says there. `UPDATE_DOCS=1` writes what it says now.
#[test]
fn the_script_in_the_document_says_what_is_written_below_it() {
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let (before, rest) = document.split_once("```text script\n").unwrap();
    let (script, rest) = rest.split_once("```").unwrap();
    let (between, rest) = rest.split_once("```text said\n").unwrap();
    let (_, after) = rest.split_once("```").unwrap();
    let place = Place::new();
    let command = place.mcrc(&["--data-dir", "data", "--plain"]).env("LC_ALL", "C.UTF-8");
    let (code, stdout, stderr) = told(command.stdin(script.to_owned()).assert());
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    // The last question and what follows it; the id is another one in each run.
    let lines: Vec<&str> = stdout.lines().collect();
    let asked = lines.iter().rposition(|line| line.ends_with(" left.")).unwrap();
    let first = lines[..asked].iter().rposition(|line| line.contains("help: ?")).unwrap() + 1;
    let text = lines[first..].join("\n") + "\n";
    let text = text.split("mcrc open ").next().unwrap().to_owned() + "mcrc open ..\n";
    let told = format!("{before}```text script\n{script}```{between}```text said\n{text}```{after}");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(DOCUMENT, &told).unwrap();
    }
    snapbox::assert_data_eq!(told, snapbox::Data::text(document).raw());
}
