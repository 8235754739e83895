//! Proves what `eval` prints: the three formats, many cases at once, JSON that its schema describes, a pipe that is
//! closed early, and an output that cannot be written.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use super::{Place, pci_case, small, small_case, yardstick};

pub(super) fn validator() -> jsonschema::Validator {
    jsonschema::validator_for(&serde_json::from_str(mcrc::report::SCHEMA).unwrap()).unwrap()
}

#[test]
fn json_is_what_its_schema_says() {
    let validator = validator();
    let small_cases = [
        json!({}),
        json!({"fit": true}),
        json!({"fit": "unknown", "sites": "unknown", "remnant": "unknown", "enzyme": "unknown"}),
        json!({"fit": true, "sites": ["liver"], "remnant": 42.5, "enzyme": "normal"}),
        json!({"fit": true, "sites": ["liver"], "remnant": 29.9, "enzyme": "normal"}),
        json!({"fit": true, "sites": {"yes": ["liver"], "unknown": ["lung"]}, "remnant": 30, "enzyme": "absent"}),
        json!({"fit": true, "sites": ["liver", "lung"], "enzyme": "absent", "remnant": 50}),
        json!({"fit": false, "sites": [], "remnant": 12, "enzyme": "unknown"}),
    ];
    let cases = small_cases
        .into_iter()
        .map(|answers| (small(), small_case(answers)))
        .chain([json!({}), json!({"pci": null})].map(|changes| (yardstick(), pci_case(changes))));
    for (guideline, case) in cases {
        let assessment = Place::new().eval(&guideline, &case, &[]);
        let errors: Vec<String> = validator
            .iter_errors(&assessment)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}\n{assessment:#}");
    }
}

#[test]
fn the_schema_refuses_what_is_no_assessment() {
    let validator = validator();
    let good = Place::new().eval(&small(), &small_case(json!({"fit": true})), &[]);
    assert!(validator.is_valid(&good));
    for field in good.as_object().unwrap().keys() {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().shift_remove(field);
        assert!(!validator.is_valid(&bad), "{field} is not required");
    }
    for (field, value) in [("status", json!("done")), ("strategy", json!(null)), ("decisions", json!([{}]))] {
        let mut bad = good.clone();
        bad[field] = value;
        assert!(!validator.is_valid(&bad), "{field}");
    }
}

#[test]
fn every_answer_and_reason_is_in_the_json() {
    let answers = json!({"fit": true, "sites": ["liver"], "remnant": 42.5, "enzyme": "normal"});
    let assessment = Place::new().eval(&small(), &small_case(answers), &[]);
    assert_eq!(assessment["guideline"]["origin"], "path");
    assert_eq!(assessment["guideline"]["folder"], json!(small()));
    assert_eq!(assessment["title"], "A case");
    assert_eq!(assessment["status"], "final");
    assert_eq!(assessment["strategy"]["outcome"], "resect");
    let liver = &assessment["decisions"][0];
    assert_eq!(
        (&liver["id"], &liver["state"], &liver["outcome"]),
        (&json!("liver"), &json!("decided"), &json!("resectable"))
    );
    assert_eq!((&liver["rule"], &liver["evidence"]), (&json!(1), &json!(["remnant-2013"])));
    assert!(
        liver["tests"].as_array().unwrap().contains(
            &json!({"on": "question", "id": "remnant", "is": {"min": 30, "max": 100}, "answer": 42.5})
        ),
        "{liver}"
    );
    let operate = &assessment["recommendations"][0];
    assert_eq!(
        (&operate["id"], &operate["tone"], &operate["strength"]),
        (&json!("operate"), &json!("do"), &json!("A"))
    );
    assert_eq!((&operate["conditional"], &operate["if"]), (&json!(false), &Value::Null));
    assert_eq!(operate["from"], json!([{"decision": "plan", "rule": 1}]));
    let tipping = assessment["tipping_points"].as_array().unwrap();
    let remnant = tipping.iter().find(|point| point["question"] == "remnant").unwrap();
    assert_eq!(remnant["to"], json!({"min": 1, "max": 29.9}));
    assert_eq!(remnant["margin"], json!(12.6));
}

#[test]
fn advice_that_waits_on_an_unknown_answer_says_on_which() {
    let answers = json!({"fit": true, "sites": ["liver"], "remnant": "unknown", "enzyme": "normal"});
    let assessment = Place::new().eval(&small(), &small_case(answers), &[]);
    assert_eq!(assessment["status"], "awaiting_workup");
    let advice = assessment["recommendations"].as_array().unwrap();
    let operate = advice.iter().find(|advice| advice["id"] == "operate").unwrap();
    assert_eq!(operate["conditional"], true);
    assert_eq!(operate["if"], json!([[{"question": "remnant", "in": {"min": 30, "max": 100}}]]));
    let volumetry = advice.iter().find(|advice| advice["id"] == "volumetry").unwrap();
    assert_eq!((&volumetry["conditional"], &volumetry["finds_out"]), (&json!(false), &json!(["remnant"])));
    assert_eq!(assessment["workup"][0]["text"], "Liver volumetry");
}

#[test]
fn what_a_stop_takes_back_is_withheld_with_the_reason() {
    let answers = json!({"fit": true, "sites": ["lung"], "enzyme": "absent"});
    let assessment = Place::new().eval(&small(), &small_case(answers.clone()), &[]);
    assert_eq!(assessment["withheld"][0]["id"], "drug");
    assert_eq!(assessment["withheld"][0]["stop"], "drug-without-enzyme");
    assert_eq!(assessment["alerts"][0]["text"], "Check the enzyme before anything else.");
    let case = small_case(answers).to_string();
    let (_, text, stderr) = Place::new().run_with(&["eval", "-", "--guideline", &small()], &case);
    assert!(stderr.contains("has 1 error and is not to be relied on"), "{stderr}");
    let at = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word}: {text}"));
    assert!(at("ALERT  Check the enzyme") < at("PLAN\n"), "{text}");
    assert!(text.contains("WITHHELD  Give the drug"), "{text}");
    assert!(text.contains("Without the enzyme the drug is lethal."), "{text}");
}

#[test]
fn a_report_never_reads_as_final_while_it_is_not() {
    let place = Place::new();
    let print = |answers: Value, format: &str| {
        let case = small_case(answers).to_string();
        let (code, stdout, _) =
            place.run_with(&["eval", "-", "--guideline", &small(), "--format", format], &case);
        assert_eq!(code, 0);
        stdout
    };
    for format in ["text", "markdown"] {
        let open = print(json!({"fit": true}), format);
        assert!(open.contains("PROVISIONAL - "), "{open}");
        assert!(open.to_lowercase().contains("plan (provisional)"), "{open}");
        assert!(!open.contains("FINAL"), "{open}");
        assert!(open.contains("Still possible"), "{open}");
        assert!(open.contains("NEXT"), "{open}");
        let done =
            print(json!({"fit": true, "sites": ["liver"], "remnant": 42.5, "enzyme": "normal"}), format);
        assert!(done.contains("FINAL - no open answer can change this"), "{done}");
        for part in [
            "unverified",
            "tumour board",
            "Invented for tests",
            "small 0.1",
            "sha256:",
            "DO",
            "Enough liver stays",
        ] {
            assert!(done.contains(part), "{part}: {done}");
        }
    }
}

#[test]
fn many_cases_are_one_json_document_a_line() {
    let place = Place::new();
    let one = place.file("one.yaml", "title: one\nanswers: {fit: yes}\n").display().to_string();
    let two = place.file("two.json", r#"{"title": "two", "answers": {"fit": false}}"#).display().to_string();
    let (code, stdout, _) = place.run(&["eval", &one, &two, "--format", "json", "--guideline", &small()]);
    assert_eq!(code, 0);
    let titles: Vec<Value> =
        stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["title"].clone()).collect();
    assert_eq!(titles, ["one", "two"]);
    let lines = "{\"title\": \"a\", \"answers\": {}}\n\n{\"title\": \"b\", \"answers\": {\"fit\": true}}\n";
    let (code, stdout, _) =
        place.run_with(&["eval", "-", "--format", "json", "--guideline", &small()], lines);
    assert_eq!((code, stdout.lines().count()), (0, 2));
    let pretty = "{\n  \"title\": \"a\",\n  \"answers\": {\"fit\": true}\n}\n";
    let (code, stdout, _) =
        place.run_with(&["eval", "-", "--format", "json", "--guideline", &small()], pretty);
    assert_eq!((code, stdout.lines().count()), (0, 1));
}

#[test]
fn one_wrong_case_does_not_stop_the_others() {
    let place = Place::new();
    let lines =
        "{\"answers\": {\"fit\": true}}\n{\"answers\": {\"fit\": 7}}\n{\"answers\": {\"fit\": false}}\n";
    let (code, stdout, stderr) =
        place.run_with(&["eval", "-", "--format", "json", "--guideline", &small()], lines);
    assert_eq!((code, stdout.lines().count()), (1, 2), "{stderr}");
    assert!(stderr.contains("line 2") && stderr.contains("fit"), "{stderr}");
}

#[test]
fn a_reader_that_has_read_enough_ends_it_quietly() {
    let place = Place::new();
    let mut child = Command::new(snapbox::cmd::cargo_bin!("mcrc"))
        .env_clear()
        .env("HOME", place.path("home"))
        .args(["eval", "-", "--format", "json", "--guideline", &yardstick()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let writer = std::thread::spawn(move || {
        // Far more than a pipe holds; ends when the program does.
        (0..100_000).all(|_| stdin.write_all(b"{\"answers\": {\"age\": 60}}\n").is_ok())
    });
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert!(!writer.join().unwrap(), "it read everything although no one listened");
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["status"], "provisional");
}

#[test]
fn an_output_that_cannot_be_written_is_said() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let place = Place::new();
    let case = place.file("case.yaml", "answers: {}\n");
    let output = Command::new(snapbox::cmd::cargo_bin!("mcrc"))
        .env_clear()
        .env("HOME", place.path("home"))
        .args(["eval", "--guideline", &small()])
        .arg(case)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("the output cannot be written"), "{stderr}");
}

#[test]
fn what_if_says_what_was_changed_and_the_plan_without_it() {
    let place = Place::new();
    let answers = json!({"fit": true, "sites": ["liver"], "remnant": "unknown", "enzyme": "normal"});
    let case = small_case(answers);
    let document = place.eval(&small(), &case, &["--what-if", "remnant=42.5", "--pairs"]);
    assert_eq!(
        document["what_if"]["changed"],
        json!([{"question": "remnant", "from": "unknown", "to": 42.5}])
    );
    assert!(document["what_if"]["outcome"].is_null(), "{document:#}");
    assert!(document["strategy"]["outcome"].is_string(), "{document:#}");
    assert!(document["tipping_pairs"].is_array());
    assert!(validator().is_valid(&document), "{document:#}");
    let itself = place.eval(&small(), &case, &[]);
    assert!(itself["what_if"].is_null() && itself["tipping_pairs"].is_null());

    let file = place.file("case.json", case.to_string());
    let file = file.display().to_string();
    let guideline = small();
    let eval = |further: &[&str]| {
        place.run(&[&["--guideline", guideline.as_str(), "eval", file.as_str()], further].concat())
    };
    let (code, text, _) = eval(&["--what-if", "remnant=42.5"]);
    assert_eq!(code, 0);
    assert!(text.contains("WHAT IF") && text.contains("in the case: unknown"), "{text}");
    let (code, _, stderr) = eval(&["--what-if", "remnent=1"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("did you mean `remnant`?"), "{stderr}");
    let (code, _, stderr) = eval(&["--what-if", "remnant"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("QUESTION=ANSWER"), "{stderr}");
}
