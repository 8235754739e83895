//! Proves that what `guideline diff` and `guideline check` print for programs is what their shipped schemas say, and
//! that the schemas are strict enough to notice when it is not.

use serde_json::{Value, json};

use super::sessions::Sessions;
use super::{Place, copy_of_small, small};

/// The schema as the program prints it.
fn schema(kind: &str) -> jsonschema::Validator {
    let (code, stdout, stderr) = Place::new().run(&["guideline", "schema", kind]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let file = format!("{}/schema/{kind}.schema.json", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(stdout, std::fs::read_to_string(file).unwrap());
    jsonschema::validator_for(&serde_json::from_str(&stdout).unwrap()).unwrap()
}

#[track_caller]
fn holds(validator: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
}

/// Every field that the schema describes is demanded: without it the document is refused.
fn misses_nothing(validator: &jsonschema::Validator, value: &Value, pointer: &str) {
    let keys: Vec<String> = value.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect();
    for key in keys {
        let mut less = value.clone();
        less.pointer_mut(pointer).unwrap().as_object_mut().unwrap().shift_remove(&key);
        assert!(!validator.is_valid(&less), "{pointer}/{key} is not required");
    }
}

/// The small guideline against a changed copy of it.
fn compared(change: impl Fn(String) -> String) -> Value {
    let place = Place::new();
    copy_of_small(&place, "new", change);
    let (code, stdout, stderr) = place.run(&["guideline", "diff", &small(), "./new", "--format", "json"]);
    assert_eq!(code, 0, "{stderr}");
    serde_json::from_str(&stdout).unwrap()
}

#[test]
fn a_difference_is_what_its_schema_says() {
    let validator = schema("difference");
    let changes: [fn(String) -> String; 8] = [
        |text| text,
        |text| text.replace("remnant >= 30", "remnant >= 35"),
        |text| text.replace("augment", "embolise"),
        |text| text.replace("unit: \"%\"", "unit: ml"),
        |text| text.replace("enzyme is absent and sites has lung", "enzyme is absent"),
        |text| text.replace("because: Enough liver stays.", "because: Enough stays."),
        |text| {
            text.replace(
                "        - {id: lung, label: lung}",
                "        - {id: lung, label: lung}\n        - {id: bone, label: bone}",
            )
        },
        |text| text.replace("fit and liver is resectable", "liver is resectable"),
    ];
    let mut seen = 0;
    for change in changes {
        let document = compared(change);
        holds(&validator, &document);
        misses_nothing(&validator, &document, "");
        let compared = document["compared"].as_array().unwrap();
        for (at, one) in compared.iter().enumerate() {
            misses_nothing(&validator, &document, &format!("/compared/{at}"));
            if one["verdict"] == "changed" {
                seen += 1;
                for part in ["", "/share", "/from", "/to", "/classes/0", "/classes/0/witness"] {
                    let pointer = format!("/compared/{at}/changes/0{part}");
                    misses_nothing(&validator, &document, &pointer);
                }
            }
        }
    }
    assert!(seen > 10, "{seen}");
    let mut wrong = compared(changes[1]);
    wrong["compared"][0]["verdict"] = json!("different");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn sessions_that_would_change_are_as_the_schema_says() {
    let sessions = Sessions::new();
    let answers = [
        ("fit", json!(true)),
        ("sites", json!(["liver"])),
        ("remnant", json!(32)),
        ("enzyme", json!("normal")),
    ];
    sessions.save(1, "MDT 14, case 1", &answers);
    copy_of_small(&sessions.place, "new", |text| text.replace("remnant >= 30", "remnant >= 35"));
    let data = sessions.data().display().to_string();
    let arguments =
        ["--data-dir", &data, "guideline", "diff", "small", "./new", "--sessions", "--format", "json"];
    let (code, stdout, stderr) = sessions.place.run(&arguments);
    assert_eq!(code, 0, "{stderr}");
    let (validator, document): (_, Value) = (schema("difference"), serde_json::from_str(&stdout).unwrap());
    holds(&validator, &document);
    for pointer in ["/sessions", "/sessions/changed/0", "/sessions/changed/0/recommendations/0"] {
        misses_nothing(&validator, &document, pointer);
    }
}

#[test]
fn findings_are_what_their_schema_says() {
    let (place, validator) = (Place::new(), schema("finding"));
    copy_of_small(&place, "typo", |text| text.replace("if: remnant >= 30", "if: remnent >= 30"));
    copy_of_small(&place, "idle", |text| {
        text.replace("fit and liver is resectable", "liver is resectable")
            .replace("strategy: plan", "strategy: plan\naccepted:\n  - {finding: only-unverified, of: [liver], because: An example.}\n  - {finding: gap, of: [liver], because: For nothing.}")
    });
    let mut codes = std::collections::BTreeSet::new();
    for folder in [small().as_str(), "./typo", "./idle"] {
        let (_, stdout, _) = place.run(&["guideline", "check", folder, "--format", "json", "--notes"]);
        assert!(!stdout.is_empty(), "{folder}");
        for line in stdout.lines() {
            let finding: Value = serde_json::from_str(line).unwrap();
            holds(&validator, &finding);
            misses_nothing(&validator, &finding, "");
            codes.insert(finding["code"].as_str().unwrap().to_owned());
        }
    }
    for code in ["load", "against-stop", "only-unverified", "accepted-nothing", "untested-rule"] {
        assert!(codes.contains(code), "{codes:?}");
    }
    let known = |code: &str| validator.is_valid(&finding(code));
    assert!(mcrc::engine::Code::ALL.iter().all(|code| known(code.id())));
    assert!(known("gap") && !known("gaps"));
}

/// A finding of the proofs with this code.
fn finding(code: &str) -> Value {
    json!({
        "code": code, "of": "plan", "severity": "error", "file": "decisions/10-plan.yaml", "line": 1, "column": 1,
        "message": "x", "hint": "y", "unproven": false, "share": 0.5, "patient": {"fit": true}, "path": [],
        "accepted": null,
    })
}
