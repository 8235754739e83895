//! Proves what `mcrc guideline diff` says of a change, as its author meets it: who is affected, and who is not.

use std::path::Path;

use super::sessions::Sessions;
use super::{Place, copy_of_small, small};
use serde_json::{Value, json};

/// The small guideline and a changed copy of it, compared.
fn compared(change: impl Fn(String) -> String, further: &[&str]) -> (i32, String, String) {
    let place = Place::new();
    copy_of_small(&place, "new", change);
    place.run(&[&["guideline", "diff", &small(), "./new"], further].concat())
}

/// The same as JSON.
fn compared_as_json(change: impl Fn(String) -> String) -> Value {
    let (code, stdout, stderr) = compared(change, &["--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

fn larger_remnant(text: String) -> String {
    text.replace("remnant >= 30", "remnant >= 35").replace("version: \"0.1\"", "version: \"0.2\"")
}

fn verdict<'a>(document: &'a Value, of: &str, id: &str) -> &'a Value {
    let all = document["compared"].as_array().unwrap();
    all.iter().find(|one| one["of"] == of && one["id"] == id).unwrap()
}

#[test]
fn equal_versions_affect_no_patient() {
    let (code, stdout, stderr) = compared(|text| text, &["--exit-code"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "small 0.1 -> small 0.1 (the same text)\n\nNo patient is affected: every outcome, alert and recommendation \
         is the same for all answers.\n"
    );
}

#[test]
fn a_moved_threshold_names_exactly_the_numbers_between() {
    let (code, stdout, stderr) = compared(larger_remnant, &[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("small 0.1 -> small 0.2\n\nSTRATEGY\n  `plan` Plan\n"), "{stdout}");
    let change = "    Resection -> Prepare, then reassess: 4.2 % of combinations  [1]\n      all of them: Fit for \
                  surgery: yes; Metastatic sites: only liver; Future liver remnant: 30 to 34.9 %\n        e.g. \
                  answers: {fit: yes, sites: [liver], remnant: 30}\n";
    assert!(stdout.contains(change), "{stdout}");
    assert!(stdout.contains("  `liver` Liver  (its own rules changed)\n"), "{stdout}");
    let operate = "  `operate` Resect the liver metastases\n    no longer given: 4.2 % of combinations, the patients \
                   of [1]\n";
    assert!(stdout.contains(operate), "{stdout}");
    assert!(!stdout.contains("volumetry"), "{stdout}");
    let (code, _, _) = compared(larger_remnant, &["--exit-code"]);
    assert_eq!(code, 1);
}

#[test]
fn the_json_counts_and_shows_a_patient_whom_both_versions_decide_as_it_says() {
    let document = compared_as_json(larger_remnant);
    assert_eq!((&document["nobody_affected"], &document["new"]["version"]), (&json!(false), &json!("0.2")));
    let change = &verdict(&document, "strategy", "plan")["changes"][0];
    assert_eq!((&change["from"]["id"], &change["to"]["id"]), (&json!("resect"), &json!("prepare")));
    // Fit or not, liver and lung or not, three runs of numbers: one of 24.
    assert_eq!(change["share"], json!({"affected": "1", "of": "24", "fraction": 1.0 / 24.0}));
    let class = &change["classes"][0];
    assert_eq!(class["if"][2], json!({"question": "remnant", "in": {"min": 30, "max": 34.9}}));
    assert_eq!((&change["in_no_class"], &change["exact"]), (&json!("0"), &json!(true)));
    let place = Place::new();
    copy_of_small(&place, "new", larger_remnant);
    let plan = |guideline: &str| place.eval(guideline, &class["witness"], &[])["strategy"]["outcome"].clone();
    assert_eq!((plan(&small()), plan("./new")), (json!("resect"), json!("prepare")));
}

#[test]
fn an_option_that_one_version_does_not_know_is_not_seen_by_it() {
    let bone = |text: String| {
        text.replace(
            "        - {id: lung, label: lung}",
            "        - {id: bone, label: bone}\n        - {id: lung, label: lung}",
        )
    };
    let (_, stdout, _) = compared(bone, &[]);
    assert!(stdout.contains("  + option sites.bone\n  A version does not see"), "{stdout}");
    assert!(stdout.contains("Resection -> Systemic therapy"), "{stdout}");
    assert!(stdout.contains("Metastatic sites: only liver, bone"), "{stdout}");
    // The other way round the option is gone, and the same patients are affected.
    let place = Place::new();
    copy_of_small(&place, "new", bone);
    let (_, stdout, _) = place.run(&["guideline", "diff", "./new", &small()]);
    assert!(stdout.contains("  - option sites.bone\n"), "{stdout}");
    assert!(stdout.contains("Systemic therapy -> Resection"), "{stdout}");
}

#[test]
fn a_question_of_another_unit_is_compared_as_two_questions() {
    let (_, stdout, _) = compared(|text| text.replace("unit: \"%\"", "unit: ml"), &[]);
    let line = "  ~ question remnant: number in % -> number in ml; compared as two questions\n";
    assert!(stdout.contains(line), "{stdout}");
    assert!(stdout.contains("Future liver remnant: at least 30 ml"), "{stdout}");
}

#[test]
fn what_is_added_or_removed_is_given_to_and_taken_from_somebody() {
    let renamed = |text: String| text.replace("augment", "embolise");
    let document = compared_as_json(renamed);
    let listed =
        |what: &str, id: &str| json!({"part": "recommendation", "id": id, "what": what, "how": null});
    assert_eq!(document["listed"], json!([listed("added", "embolise"), listed("removed", "augment")]));
    for (id, from, to) in [("embolise", "not_given", "given"), ("augment", "given", "not_given")] {
        let change = &verdict(&document, "recommendation", id)["changes"][0];
        assert_eq!((&change["from"]["says"], &change["to"]["says"]), (&json!(from), &json!(to)));
        assert_eq!(change["common"][0], json!({"question": "sites", "in": {"yes": ["liver"], "no": []}}));
    }
}

#[test]
fn texts_and_evidence_are_counted_and_named_on_request() {
    let reworded = |text: String| {
        text.replace("because: Enough liver stays.", "because: Enough stays.")
            .replace("      strength: B\n", "      strength: A\n")
            .replace("title: Give the drug", "title: Give a drug")
    };
    let (code, stdout, _) = compared(reworded, &["--exit-code"]);
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("No patient is affected"), "{stdout}");
    assert!(stdout.contains("  reasons of rules: 1\n  strength and basis of rules: 1\n"), "{stdout}");
    let (_, stdout, _) = compared(reworded, &["--text"]);
    assert!(stdout.contains("  reasons of rules: 1 (liver rule 1)\n"), "{stdout}");
    assert!(stdout.contains("  texts of recommendations: 1 (drug)\n"), "{stdout}");
}

#[test]
fn an_alert_for_other_patients_is_a_change_and_its_witness_shows_it() {
    let (_, stdout, _) =
        compared(|text| text.replace("enzyme is absent and sites has lung", "enzyme is absent"), &[]);
    assert!(stdout.contains("`contradictions` rule 1 Check the enzyme before anything else."), "{stdout}");
    // Half of the combinations of three questions with two classes each have no lung, a half of these fit, and so on.
    assert!(stdout.contains("    holds now: 12 % of combinations  [1]\n"), "{stdout}");
    assert!(stdout.contains("enzyme: absent}  (an alert shows)\n"), "{stdout}");
}

#[test]
fn sessions_that_would_change_are_listed_by_label_and_short_id() {
    let sessions = Sessions::new();
    let answers = |remnant: i32| {
        [
            ("fit", json!(true)),
            ("sites", json!(["liver"])),
            ("remnant", json!(remnant)),
            ("enzyme", json!("normal")),
        ]
    };
    sessions.save(1, "MDT 14, case 1", &answers(32));
    sessions.save(2, "MDT 14, case 2", &answers(40));
    copy_of_small(&sessions.place, "new", larger_remnant);
    let data = sessions.data().display().to_string();
    let arguments = ["--data-dir", &data, "guideline", "diff", "small", "./new", "--sessions"];
    let (code, stdout, stderr) = sessions.place.run(&arguments);
    assert_eq!(code, 0, "{stderr}");
    let listed = "SESSIONS\n  2 saved sessions of `small`, 1 would change\n  01900000-0001  MDT 14, case 1\n      \
                  strategy: Resection -> Prepare, then reassess\n      augment: not given -> given\n      operate: \
                  given -> not given\n";
    assert!(stdout.ends_with(listed), "{stdout}");
    let (_, stdout, _) = sessions.place.run(&[&arguments[..], &["--format", "json"]].concat());
    let document: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(
        document["sessions"]["changed"][0]["strategy"],
        json!({"old": ["resect"], "new": ["prepare"]})
    );
}

#[test]
fn errors_say_which_version_they_are_about() {
    let (code, stdout, stderr) = compared(|text| text.replace("remnant >= 30", "remant >= 30"), &[]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.contains("did you mean `remnant`?") && stderr.contains("this is about `./new`"),
        "{stderr}"
    );
    let (code, _, stderr) = Place::new().run(&["guideline", "diff", &small(), "nowhere"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("`nowhere`"), "{stderr}");
    let (code, _, _) = Place::new().run(&["guideline", "diff", &small()]);
    assert_eq!(code, 2);
}

/// The shipped guideline with each file changed.
fn copy_of_shipped(place: &Place, change: impl Fn(String) -> String) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("guidelines/mcrc");
    for folder in ["", "decisions"] {
        for file in std::fs::read_dir(shipped.join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let text = std::fs::read_to_string(&path).unwrap();
                place.file(&format!("new/{}", path.strip_prefix(&shipped).unwrap().display()), change(text));
            }
        }
    }
}

#[test]
fn a_moved_threshold_of_the_shipped_guideline_is_followed_to_the_strategy() {
    let place = Place::new();
    let (from, to) = ("future_liver_remnant_percent < 30", "future_liver_remnant_percent < 35");
    copy_of_shipped(&place, |text| text.replacen(from, to, 1));
    let (code, stdout, stderr) = place.run(&["guideline", "diff", "mcrc", "./new", "--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    let document: Value = serde_json::from_str(&stdout).unwrap();
    assert!(!stdout.contains("unproven"), "{stdout}");
    let changes = verdict(&document, "strategy", "strategy")["changes"].as_array().unwrap();
    assert!(!changes.is_empty());
    for change in changes {
        let remnant = json!({"question": "future_liver_remnant_percent", "in": {"min": 30, "max": 34}});
        assert!(change["common"].as_array().unwrap().contains(&remnant), "{change}");
        let class = &change["classes"][0];
        assert_eq!(class["without_alert"], true);
        for (guideline, says) in [("mcrc", "from"), ("./new", "to")] {
            let assessment = place.eval(guideline, &class["witness"], &[]);
            assert_eq!(assessment["strategy"]["outcome"], change[says]["id"], "{class}");
            assert_eq!(assessment["alerts"], json!([]));
        }
    }
}
