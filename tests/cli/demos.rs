//! Proves that every demonstration case can be listed and printed, and says something definite or what to find out;
//! and that the tour is told without a terminal. Of demonstrations nothing is kept.

use serde_json::Value;

use super::output::validator;
use super::{Place, told};

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
    let (code, stdout, stderr) = Place::new().run(&["demo", "--list"]);
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

#[test]
fn without_a_terminal_the_tour_is_told_as_text_and_nothing_is_kept() {
    let place = Place::new();
    for arguments in [&["demo"][..], &["demo", "--plain"], &["demo", "--script", "--once", "--pace", "0.1"]] {
        let (code, stdout, stderr) = place.run(&[arguments, &["--data-dir", "data"]].concat());
        assert_eq!((code, stderr.as_str()), (0, ""), "{arguments:?}");
        let said = ["SCENE 1 OF 5", "TOUR 1/", "OPEN, waits on MMR", "at least 30 %", "[UNVERIFIED]"];
        assert!(said.iter().all(|words| stdout.contains(words)), "{stdout}");
        assert!(!stdout.contains("cannot be shown") && !stdout.contains('\x1b'), "{stdout}");
    }
    assert!(!place.path("data").exists() && !place.path("home").exists());
}

#[test]
fn in_korean_the_demonstrations_and_the_tour_are_korean() {
    let place = Place::new();
    let hangul = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
    let run = |arguments: &[&str]| told(place.mcrc(arguments).env("LANG", "ko_KR.UTF-8").assert());
    let (code, stdout, stderr) = run(&["demo", "--list"]);
    assert_eq!((code, stderr.as_str(), stdout.lines().count()), (0, "", names().len()));
    assert!(stdout.lines().all(hangul), "{stdout}");
    let (code, stdout, stderr) = run(&["demo"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(!stdout.contains("TOUR") && !stdout.contains("cannot be shown"), "{stdout}");
    assert!(stdout.lines().filter(|line| line.starts_with("안내 ")).all(hangul), "{stdout}");
}

#[test]
fn a_demonstration_that_nobody_can_come_back_to_is_not_saved() {
    let place = Place::new();
    for input in ["", "1\nq\n"] {
        let (code, stdout, stderr) =
            place.run_with(&["demo", "remnant-not-measured", "--data-dir", "data"], input);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.contains("demonstration: nothing is saved"), "{stdout}");
    }
    assert!(!place.path("data").exists() && !place.path("home").exists());
}

#[test]
fn the_tour_says_what_it_needs() {
    let place = Place::new();
    let (code, _, stderr) = place.run(&["demo", "--guideline", &super::small()]);
    assert_eq!(code, 1);
    assert!(
        stderr.contains("the guided tour is not made for guideline") && stderr.contains("--list"),
        "{stderr}"
    );
    for (wrong, told) in [
        (&["demo", "--once"][..], "--script"),
        (&["demo", "--pace", "3"], "--script"),
        (&["demo", "--script", "--pace", "0"], "from 0.05 to 3600"),
        (&["demo", "--script", "--pace", "soon"], "from 0.05 to 3600"),
        (&["demo", "--list", "--script"], "cannot be used with"),
        (&["demo", "resectable-liver", "--script"], "cannot be used with"),
    ] {
        let (code, _, stderr) = place.run(wrong);
        assert_eq!(code, 2, "{wrong:?}");
        assert!(stderr.contains(told), "{wrong:?}: {stderr}");
    }
}
