//! The JSON Schema for editors: it takes every shipped file, and sees a good part of the mistakes before loading does.

use std::path::Path;

use mcrc::guideline::{Files, file_schema};
use serde_json::Value;

use crate::base::mistakes;

/// Which kind of file this is.
fn kind(path: &str) -> &str {
    match path.split_once('/') {
        Some(("decisions", _)) => "decisions",
        Some(("cases", _)) => "case",
        Some(("translations", _)) => "translation",
        _ => path.trim_end_matches(".yaml"),
    }
}

/// What the schema says against a file; `None` where it is no YAML, or of no kind.
fn against(path: &str, text: &str) -> Option<Vec<String>> {
    let schema = file_schema(kind(path));
    if !schema.is_object() {
        return None;
    }
    let value: Value = serde_yaml::from_str(text).ok()?;
    let validator = jsonschema::validator_for(&schema).unwrap();
    Some(validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect())
}

#[test]
fn every_shipped_file_is_as_the_schema_says() {
    let folders = [
        "guidelines/tutorial",
        "guidelines/mcrc",
        "tests/fixtures/small",
        "tests/fixtures/yardstick",
        "tests/fixtures/screens",
        "tests/fixtures/korean",
        "src/cli/guideline/start",
        "tests/wrong/base",
    ];
    let mut files: Vec<(String, String)> = folders
        .iter()
        .flat_map(|folder| {
            let texts = Files::read(Path::new(folder)).unwrap().texts;
            texts.into_iter().filter(|(path, _)| path.ends_with(".yaml"))
        })
        .collect();
    for entry in std::fs::read_dir("demo").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            let name = path.file_name().unwrap().to_string_lossy();
            files.push((format!("cases/{name}"), std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(files.len() > 60);
    for (path, text) in files {
        assert_eq!(against(&path, &text), Some(vec![]), "{path}");
    }
}

#[test]
fn the_schema_sees_mistakes_in_keys_words_and_shapes() {
    // Per topic: how many mistakes it can see at least. What needs the names of other files, it cannot.
    for (topic, least) in [
        ("guideline", 6),
        ("questions", 35),
        ("decisions", 22),
        ("items", 22),
        ("cases", 15),
        ("yaml", 10),
        ("translations", 8),
    ] {
        let (mut seen, mut missed) = (0, Vec::new());
        for mistake in mistakes(topic) {
            let Some(errors) = mistake.text().and_then(|text| against(&mistake.file, &text)) else {
                continue;
            };
            match errors.is_empty() {
                false => seen += 1,
                true => missed.push(mistake.name),
            }
        }
        assert!(seen >= least, "{topic}: {seen} seen; missed {missed:#?}");
    }
    for mistake in mistakes("warnings") {
        assert_eq!(against(&mistake.file, &mistake.text().unwrap()), Some(vec![]), "{}", mistake.name);
    }
}
