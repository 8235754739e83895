//! Proves that a guideline's own cases are held to what they expect, and that what none of them reaches is named.

use super::{Place, copy_of_small};

/// The small guideline with these cases, tested.
fn tested(cases: &[(&str, &str)], further: &[&str]) -> (i32, String, String) {
    let place = Place::new();
    copy_of_small(&place, "own", |text| text);
    for (name, text) in cases {
        place.file(&format!("own/cases/{name}.yaml"), text);
    }
    place.run(&[&["guideline", "test", "./own"], further].concat())
}

const SURGERY: &str =
    "title: Enough remains\nanswers: {fit: yes, sites: [liver], remnant: 40, enzyme: normal}\n";

#[test]
fn cases_that_say_what_follows_pass() {
    let expect = "expect:\n  strategy: resect\n  recommend: {has: [operate], not: [augment]}\n  withheld: []\n  \
                  alerts: []\n  outcomes: {liver: resectable}\n";
    let (code, stdout, stderr) = tested(&[("surgery", &format!("{SURGERY}{expect}"))], &[]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.contains("1 case, 0 failed"), "{stdout}");
}

#[test]
fn each_expectation_that_is_not_met_is_shown_with_what_came_instead() {
    let expect = "expect:\n  strategy: systemic\n  recommend: {has: [augment], not: [operate]}\n  outcomes: {liver: too_small}\n";
    let (code, stdout, _) = tested(&[("surgery", &format!("{SURGERY}{expect}"))], &[]);
    assert_eq!(code, 1, "{stdout}");
    for line in [
        "cases/surgery.yaml: Enough remains",
        "   strategy: expected systemic, got resect",
        "      because Fit for surgery: yes; ",
        "   recommend.has: expected augment, got it is not given",
        "   recommend.not: expected operate, got given by rule ",
        "   outcomes.liver: expected too_small, got resectable",
        "1 case, 1 failed",
    ] {
        assert!(stdout.contains(line), "{line} is not in\n{stdout}");
    }
}

#[test]
fn rules_advice_and_bounds_that_no_case_reaches_are_named_and_strictness_makes_them_failures() {
    let case = format!("{SURGERY}expect: {{strategy: resect}}\n");
    let (code, stdout, _) = tested(&[("surgery", &case)], &[]);
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("decisions/10-plan.yaml:"), "{stdout}");
    assert!(stdout.contains("no case is given `augment`"), "{stdout}");
    assert!(stdout.contains("no case below turns at remnant: "), "{stdout}");
    let (code, strict, _) = tested(&[("surgery", &case)], &["--strict"]);
    assert_eq!((code, strict), (1, stdout));
}

#[test]
fn a_case_that_expects_nothing_fails_so_that_nobody_takes_it_for_a_test() {
    let (code, stdout, _) = tested(&[("surgery", SURGERY)], &[]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("cases/surgery.yaml: expects nothing yet"), "{stdout}");
}

#[test]
fn wrong_names_in_a_case_are_errors_with_their_place_and_the_others_still_run() {
    let good = format!("{SURGERY}expect: {{strategy: resect}}\n");
    let wrong = format!("{SURGERY}expect:\n  outcomes: {{lever: resectable}}\n  scores: {{risk: many}}\n");
    let (code, stdout, _) = tested(&[("good", &good), ("wrong", &wrong)], &[]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("no decision `lever` has an outcome"), "{stdout}");
    assert!(stdout.contains("did you mean `liver`?"), "{stdout}");
    assert!(stdout.contains("--> cases/wrong.yaml:4:"), "{stdout}");
    assert!(stdout.contains("1 case, 0 failed, 2 errors in case files"), "{stdout}");
}

#[test]
fn patients_are_written_who_reach_what_no_case_does_and_no_more_of_them_than_it_takes() {
    let place = Place::new();
    copy_of_small(&place, "own", |text| text);
    let (_, stdout, stderr) = place.run(&["guideline", "test", "./own", "--write-missing"]);
    assert_eq!(stderr, "", "{stdout}");
    assert!(stdout.contains("3 cases written"), "{stdout}");
    let case = std::fs::read_to_string(place.path("own/cases/missing-plan-2.yaml")).unwrap();
    assert!(case.starts_with("# Reaches rule 2 of `plan`: "), "{case}");
    assert!(case.contains("\n# Also: rule 2 of `liver`\n"), "{case}");
    let (code, stdout, _) = place.run(&["guideline", "test", "./own"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("3 cases, 3 failed") && stdout.contains("6 of 6 rules reached"), "{stdout}");
    let (code, _, stderr) = place.run(&["guideline", "test", "--write-missing"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("comes without its cases"), "{stderr}");
}
