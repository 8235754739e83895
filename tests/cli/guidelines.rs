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
