//! Proves which guideline is used, where it came from, and what a check says.

use super::{Place, copy_of_small, small, small_case};
use serde_json::json;

/// A guideline of the user's own, in the configuration folder.
fn own(place: &Place, id: &str, change: impl Fn(String) -> String) {
    copy_of_small(place, &format!("home/.config/mcrc/guidelines/{id}"), change);
}

#[test]
fn a_sound_guideline_passes_with_a_summary() {
    let place = Place::new();
    let excluded = "    - if: enzyme is absent\n      then: systemic\n      because: The drug is excluded.\n      \
                    evidence: [consensus-2020]\n    - otherwise: systemic";
    copy_of_small(&place, "sound", |text| text.replace("    - otherwise: systemic", excluded));
    let (code, stdout, stderr) = place.run(&["guideline", "check", "./sound"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(
        stdout.contains("small 0.1: 4 questions, 3 decisions, 4 recommendations, 2 citations"),
        "{stdout}"
    );
    assert!(stdout.contains("0 errors, "), "{stdout}");
}

#[test]
fn rules_that_rely_on_a_stop_fail_the_check_with_a_patient() {
    let (code, stdout, stderr) = Place::new().run(&["guideline", "check", &small()]);
    assert_eq!((code, stderr.as_str()), (1, ""), "{stdout}");
    assert!(stdout.contains("--> safety.yaml:1:3"), "{stdout}");
    assert!(
        stdout.contains("`drug-without-enzyme`") && stdout.contains("Enzyme activity: absent"),
        "{stdout}"
    );
    assert!(stdout.contains("\n1 error, "), "{stdout}");
}

#[test]
fn a_gap_and_a_dead_rule_fail_the_check_with_their_place() {
    let place = Place::new();
    own(&place, "holes", |text| {
        text.replace("guideline: small", "guideline: holes")
            .replace("    - otherwise: too_small", "    - if: remnant < 10\n      then: too_small")
            .replace(
                "    - if: fit and liver is too_small",
                "    - if: fit and liver is resectable and sites has only {liver}",
            )
    });
    let (code, stdout, _) = place.run(&["guideline", "check", "holes"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("error: "), "{stdout}");
    assert!(stdout.contains("decisions/10-plan.yaml:"), "{stdout}");
}

#[test]
fn a_guideline_in_the_configuration_folder_is_found_by_its_id() {
    let place = Place::new();
    own(&place, "mine", |text| text.replace("guideline: small", "guideline: mine"));
    let (code, stdout, _) = place.run(&["guideline", "list"]);
    assert_eq!(code, 0);
    assert!(stdout.lines().any(|line| line.starts_with("mine ")), "{stdout}");
    let assessment = place.eval("mine", &small_case(json!({})), &[]);
    assert_eq!(assessment["guideline"]["id"], "mine");
    assert_eq!(assessment["guideline"]["origin"], "path");
    assert!(assessment["guideline"]["folder"].as_str().unwrap().ends_with("guidelines/mine"));
}

#[test]
fn an_embedded_guideline_is_never_shadowed() {
    let place = Place::new();
    let (_, stdout, _) = place.run(&["guideline", "list"]);
    let embedded = stdout.split_whitespace().next().unwrap().to_string();
    own(&place, &embedded, |text| text.replace("guideline: small", &format!("guideline: {embedded}")));
    let (code, stdout, stderr) = place.run(&["guideline", "list"]);
    assert_eq!((code, stdout.lines().count()), (0, 1), "{stdout}");
    assert!(stderr.contains("is not used"), "{stderr}");
    let (code, stdout, stderr) =
        place.run_with(&["eval", "-", "--format", "json", "--guideline", &embedded], "answers: {}");
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("\"origin\":\"embedded\""), "{stdout}");
}

#[test]
fn an_order_of_variables_is_written_and_read_again() {
    let place = Place::new();
    copy_of_small(&place, "ours", |text| text);
    let folder = place.path("ours").display().to_string();
    let (code, stdout, stderr) = place.run(&["guideline", "order", &folder]);
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("nodes before"), "{stdout}");
    let order = std::fs::read_to_string(place.path("ours").join("order.yaml")).unwrap();
    assert!(order.contains("- sites.liver"), "{order}");
    let (_, stdout, _) = place.run(&["guideline", "check", &folder]);
    assert!(!stdout.contains("order.yaml"), "{stdout}");
    let (code, _, stderr) = place.run(&["guideline", "order", "nowhere"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("nowhere"), "{stderr}");
}

#[test]
fn the_id_in_a_guideline_counts_whatever_its_folder_is_called() {
    let place = Place::new();
    super::copy_of_small(&place, "home/.config/mcrc/guidelines/a-folder", |text| text);
    let (_, stdout, _) = place.run(&["guideline", "list"]);
    assert!(stdout.lines().any(|line| line.starts_with("small ")), "{stdout}");
    let (code, stdout, _) = place.run(&["guideline", "show", "--guideline", "small"]);
    assert_eq!(code, 0, "{stdout}");
    let (code, _, stderr) = place.run(&["guideline", "show", "--guideline", "a-folder"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("there is no guideline or folder `a-folder`"), "{stderr}");
}

#[test]
fn a_case_on_a_guideline_of_a_folder_says_how_it_is_opened_again() {
    let place = Place::new();
    super::copy_of_small(&place, "my own", |text| text);
    let arguments = ["new", "--plain", "--label", "One", "--guideline", "./my own"];
    let (_, stdout, _) = place.run_with(&arguments, "quit\n");
    let line = stdout.split("Continue with: ").nth(1).unwrap_or_else(|| panic!("{stdout}"));
    let line = line.split("\n\n").next().unwrap().replace('\n', " ");
    assert!(
        line.starts_with("mcrc open ") && line.contains(" --guideline '") && line.contains("/my own'"),
        "{stdout}"
    );
}

#[test]
fn in_the_folder_of_a_guideline_it_is_said_which_one_is_meant() {
    let place = Place::new();
    super::copy_of_small(&place, "one", |text| text);
    let run = |arguments: &[&str]| super::told(place.mcrc(arguments).current_dir(place.path("one")).assert());
    let (_, _, stderr) = run(&["guideline", "check"]);
    assert!(
        stderr.contains(
            "note: this is about the guideline in the program\n   = for the one in this folder name it: `.`"
        ),
        "{stderr}"
    );
    assert_eq!(run(&["guideline", "check", "."]).2, "");
}

#[test]
fn a_guideline_is_shown_in_any_language_that_it_is_translated_into() {
    let place = Place::new();
    let folder = format!("{}/tests/wrong/base", env!("CARGO_MANIFEST_DIR"));
    place.file("case.yaml", "title: x\nanswers: {hole: no, broken: [rim]}\n");
    let eval = |language: &str| place.run(&["eval", "--guideline", &folder, "--lang", language, "case.yaml"]);
    let (code, stdout, stderr) = eval("de");
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    for text in ["Ein platter Reifen", "Nach Hause gehen", "RECOMMENDATIONS"] {
        assert!(stdout.contains(text), "{text}: {stdout}");
    }
    let (code, _, stderr) = eval("fr");
    assert_eq!(code, 1);
    assert!(
        stderr.contains("guideline `puncture` is not translated into `fr`\n   = it is translated into: de"),
        "{stderr}"
    );
    assert_eq!(eval("german").0, 2);
}
