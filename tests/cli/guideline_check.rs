//! Proves what a check prints: findings with their patient, way and share, for reading and for programs, and what its
//! options do.

use serde_json::Value;

use super::{Place, copy_of_small, small};

fn findings(stdout: &str) -> Vec<Value> {
    stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_stop_that_the_rules_forget_is_refuted_with_patient_way_and_share() {
    let (code, stdout, _) = Place::new().run(&["guideline", "check", &small()]);
    assert_eq!(code, 1, "{stdout}");
    let first = stdout.split("\n\n").next().unwrap();
    assert_eq!(
        first,
        "error: the rules alone would advise `drug` against the stop `drug-without-enzyme` [against-stop]\n  \
         --> safety.yaml:1:3\n   |\n 1 | - never: drug-without-enzyme\n   |   ^\n   \
         = for example: Fit for surgery: yes; Metastatic sites: none; Enzyme activity: absent\n   \
         = answers: {fit: yes, sites: [], enzyme: absent}\n   = `drug` by rule 3 of `plan` (decisions/10-plan.yaml:37)\n   = 41 % of all combinations of answers\n   \
         = let the rules named here exclude these patients; the stop is only the net"
    );
}

#[test]
fn for_programs_each_finding_is_a_line_with_a_stable_code_and_the_patient_as_answers() {
    let (code, stdout, _) = Place::new().run(&["guideline", "check", &small(), "--format", "json"]);
    assert_eq!(code, 1, "{stdout}");
    let findings = findings(&stdout);
    assert_eq!(findings[0]["code"], "against-stop");
    assert_eq!(findings[0]["severity"], "error");
    assert_eq!(findings[0]["of"], "drug-without-enzyme");
    assert_eq!((&findings[0]["file"], &findings[0]["line"]), (&"safety.yaml".into(), &1.into()));
    assert_eq!(findings[0]["patient"]["enzyme"], "absent");
    assert_eq!(findings[0]["unproven"], false);
    assert!(findings.iter().any(|finding| finding["code"] == "untested-rule"));
}

#[test]
fn what_does_not_load_has_its_line_for_programs_too() {
    let place = Place::new();
    copy_of_small(&place, "typo", |text| text.replace("if: remnant >= 30", "if: remnent >= 30"));
    let (code, stdout, _) = place.run(&["guideline", "check", "./typo", "--format", "json"]);
    assert_eq!(code, 1, "{stdout}");
    let findings = findings(&stdout);
    assert_eq!(findings[0]["code"], "load");
    assert_eq!(
        (&findings[0]["file"], &findings[0]["column"]),
        (&"decisions/10-plan.yaml".into(), &11.into())
    );
    assert_eq!(findings[0]["hint"], "did you mean `remnant`?");
}

/// The small guideline with rules that keep its stop.
fn sound(place: &Place, change: impl Fn(String) -> String) {
    let excluded = "    - if: enzyme is absent\n      then: systemic\n      because: The drug is excluded.\n      \
                    evidence: [consensus-2020]\n    - otherwise: systemic";
    copy_of_small(place, "sound", |text| change(text.replace("    - otherwise: systemic", excluded)));
}

#[test]
fn warnings_fail_only_a_strict_check() {
    let place = Place::new();
    sound(&place, |text| text);
    let (code, stdout, _) = place.run(&["guideline", "check", "./sound"]);
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("every rule has a patient; 1 stop is proved for all answers"), "{stdout}");
    let (code, strict, _) = place.run(&["guideline", "check", "./sound", "--strict"]);
    assert_eq!((code, strict), (1, stdout));
}

#[test]
fn an_accepted_warning_becomes_a_note_with_its_reason_and_one_for_nothing_is_told() {
    let place = Place::new();
    let accepted = "accepted:\n  - {finding: only-unverified, of: [liver], because: A demonstration.}\n  \
                    - {finding: idle-bound, of: [remnant], because: No reason.}\n";
    sound(&place, |text| match text.contains("guideline: small") {
        true => format!("{text}{accepted}"),
        false => text,
    });
    let (_, stdout, _) = place.run(&["guideline", "check", "./sound"]);
    assert!(!stdout.contains("[only-unverified]"), "{stdout}");
    assert!(
        stdout.contains("there is no `idle-bound` of `remnant` to accept [accepted-nothing]"),
        "{stdout}"
    );
    assert!(stdout.contains("1 note (--notes lists them)"), "{stdout}");
    let (_, stdout, _) = place.run(&["guideline", "check", "./sound", "--notes"]);
    assert!(stdout.contains("note: rules 1, 2 of `liver` cite only unverified sources"), "{stdout}");
    assert!(stdout.contains("= accepted: A demonstration."), "{stdout}");
}

#[test]
fn a_dead_rule_names_the_smallest_set_of_rules_that_hides_it() {
    let place = Place::new();
    copy_of_small(&place, "dead", |text| {
        let more = "    - if: fit is no\n      then: systemic\n      because: Not fit.\n      evidence: [consensus-2020]\n    \
                    - if: fit is no and liver is too_small\n      then: systemic\n      because: Never.\n      \
                    evidence: [consensus-2020]\n    - otherwise: systemic";
        text.replace("    - otherwise: systemic", more)
    });
    let (code, stdout, _) = place.run(&["guideline", "check", "./dead"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("rule 4 of `plan` never fires: no patient reaches it [dead-rule]"), "{stdout}");
    assert!(
        stdout.contains("= rule 3 before it takes all its patients: put it above, or take it out"),
        "{stdout}"
    );
}
