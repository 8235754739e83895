//! Proves that a new guideline passes its check and its cases as it is written, and that nothing is overwritten; and
//! that the schema of each kind of file is printed whole.

use super::Place;
use serde_json::json;

#[test]
fn a_new_guideline_passes_its_check_and_its_cases_reach_everything() {
    let place = Place::new();
    let (code, stdout, stderr) = place.run(&["guideline", "new", "deep/liver-unit"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(
        stdout.contains("`liver-unit`") && stdout.contains("mcrc guideline check deep/liver-unit"),
        "{stdout}"
    );
    let (code, stdout, _) = place.run(&["guideline", "check", "deep/liver-unit"]);
    assert!(code == 0 && stdout.contains("0 errors, 0 warnings"), "{stdout}");
    assert!(stdout.contains("liver-unit 1: "), "{stdout}");
    let (code, stdout, _) = place.run(&["guideline", "test", "deep/liver-unit", "--strict"]);
    assert_eq!(code, 0, "{stdout}");
    let head = std::fs::read_to_string(place.path("deep/liver-unit/guideline.yaml")).unwrap();
    assert!(
        head.contains("\ndate: 20")
            && !head.contains("2026-01-01")
            && head.contains("guideline: liver-unit\n"),
        "{head}"
    );
}

#[test]
fn an_empty_folder_is_filled_and_another_is_left_alone() {
    let place = Place::new();
    std::fs::create_dir_all(place.path("empty")).unwrap();
    assert_eq!(place.run(&["guideline", "new", "empty"]).0, 0);
    place.file("full/notes.txt", "mine");
    for (folder, told) in [
        ("full", "the folder full is not empty"),
        ("empty", "the folder empty is not empty"),
        ("full/notes.txt", "cannot be"),
        ("Liver", "`Liver` cannot be the id of a guideline"),
        ("2nd-line", "`2nd-line` cannot be the id"),
        ("liver unit", "`liver unit` cannot be the id"),
        ("..", "names no folder"),
        ("/proc/liver", "/proc/liver cannot be written"),
    ] {
        let (code, stdout, stderr) = place.run(&["guideline", "new", folder]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{folder}: {stderr}");
        assert!(stderr.contains(told) && stderr.contains("\n   = "), "{folder}: {stderr}");
        assert!(folder == "empty" || !place.path(folder).join("guideline.yaml").exists());
    }
    assert_eq!(std::fs::read_dir(place.path("full")).unwrap().count(), 1);
}

#[test]
fn the_schema_of_each_kind_of_file_is_printed_whole() {
    let place = Place::new();
    for kind in mcrc::guideline::FILE_KINDS {
        let (code, stdout, stderr) = place.run(&["guideline", "schema", kind]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        let schema: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        assert!(!validator.is_valid(&json!({"nothing": "of the kind"})), "{kind}");
        assert!(schema["$id"].as_str().unwrap().ends_with(&format!("/{kind}.schema.json")), "{kind}");
    }
    let (code, all, _) = place.run(&["guideline", "schema"]);
    assert_eq!((code, all.as_str()), (0, mcrc::guideline::FILES_SCHEMA));
    let (code, _, stderr) = place.run(&["guideline", "schema", "question"]);
    assert!(code == 2 && stderr.contains("questions"), "{stderr}");
}
