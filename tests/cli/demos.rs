//! Proves that every demonstration case can be listed and printed, and says something definite or what to find out.

use serde_json::Value;

use super::Place;
use super::output::validator;

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"))
        .unwrap()
        .filter_map(|file| Some(file.unwrap().file_name().to_str()?.strip_suffix(".yaml")?.to_string()))
        .collect();
    names.sort();
    names
}

#[test]
fn every_demonstration_is_listed_with_its_title() {
    let names = names();
    if names.is_empty() {
        return;
    }
    let (code, stdout, stderr) = Place::new().run(&["demo"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let listed: Vec<&str> = stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(listed, names);
    assert!(!stdout.contains("not a case of guideline"), "{stdout}");
}

#[test]
fn every_demonstration_has_an_assessment_that_its_schema_describes() {
    let (place, validator) = (Place::new(), validator());
    for name in names() {
        let (code, stdout, stderr) = place.run(&["demo", &name, "--eval", "--format", "json"]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{name}");
        let assessment: Value = serde_json::from_str(&stdout).unwrap();
        assert!(validator.is_valid(&assessment), "{name}: {assessment:#}");
        assert_eq!(assessment["guideline"]["origin"], "embedded", "{name}");
        assert_ne!(assessment["title"], "", "{name}");
        let something = |field: &str| !assessment[field].as_array().unwrap().is_empty();
        assert!(something("recommendations") || something("workup") || something("pending"), "{name}");
        let (code, text, _) = place.run(&["demo", &name, "--eval"]);
        assert_eq!(code, 0, "{name}");
        assert!(text.contains(assessment["guideline"]["version"].as_str().unwrap()), "{text}");
    }
}
