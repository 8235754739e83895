//! Proves the promise that sets this program apart: a plan is never made up from a missing answer, an answer that
//! cannot matter is never asked for, and a slip in the guideline or in the case is refused by name.

use serde_json::{Value, json};

use super::{Place, fixture, pci_case, yardstick};

fn eval(changes: Value) -> Value {
    Place::new().eval(&yardstick(), &pci_case(changes), &[])
}

fn contains(list: &Value, id: &str) -> bool {
    list.as_array().unwrap().iter().any(|entry| entry == id)
}

fn sorted(list: &Value) -> Vec<&str> {
    let mut list: Vec<&str> = list.as_array().unwrap().iter().map(|entry| entry.as_str().unwrap()).collect();
    list.sort_unstable();
    list
}

#[test]
fn with_the_answer_there_is_a_plan() {
    let assessment = eval(json!({}));
    assert_eq!(assessment["status"], "final");
    assert_eq!(assessment["strategy"]["outcome"], "crs_hipec_board");
    assert_eq!(assessment["strategy"]["possible"], json!(["crs_hipec_board"]));
}

#[test]
fn left_out_it_is_asked_for_and_only_what_it_decides_between_is_possible() {
    let assessment = eval(json!({"pci": null}));
    assert_eq!(assessment["status"], "provisional");
    assert_eq!(assessment["strategy"]["outcome"], Value::Null);
    assert_eq!(sorted(&assessment["strategy"]["possible"]), ["crs_hipec_board", "doublet_anti_egfr"]);
    assert_eq!(assessment["next_question"], "pci");
    assert_eq!(assessment["decisive"], json!(["pci"]));
}

#[test]
fn unknown_it_is_to_be_worked_up_and_nothing_is_asked() {
    let assessment = eval(json!({"pci": "unknown"}));
    assert_eq!(assessment["status"], "awaiting_workup");
    assert_eq!(assessment["strategy"]["outcome"], Value::Null);
    assert_eq!(sorted(&assessment["strategy"]["possible"]), ["crs_hipec_board", "doublet_anti_egfr"]);
    assert_eq!(assessment["next_question"], Value::Null);
    assert_eq!(assessment["workup"][0]["question"], "pci");
    assert_eq!(assessment["workup"].as_array().unwrap().len(), 1);
}

#[test]
fn left_out_as_unknown_it_is_to_be_worked_up_as_well() {
    let case = pci_case(json!({"pci": null}));
    let assessment = Place::new().eval(&yardstick(), &case, &["--unanswered-as-unknown"]);
    assert_eq!(assessment["status"], "awaiting_workup");
    assert_eq!(assessment["workup"][0]["question"], "pci");
}

#[test]
fn left_out_where_it_cannot_matter_it_is_not_asked_for() {
    let assessment = eval(json!({"pci": null, "peritoneal_mets": false}));
    assert_eq!(assessment["status"], "final");
    assert!(assessment["strategy"]["outcome"].is_string());
    assert!(!contains(&assessment["decisive"], "pci") && !contains(&assessment["refining"], "pci"));
    assert_eq!(assessment["next_question"], Value::Null);
}

#[test]
fn misspelt_in_a_rule_it_is_refused_when_the_guideline_is_loaded() {
    let place = Place::new();
    let mut misspelt = 0;
    for file in ["guideline.yaml", "questions.yaml"] {
        place.file(&format!("copy/{file}"), std::fs::read(fixture(&format!("yardstick/{file}"))).unwrap());
    }
    for file in std::fs::read_dir(fixture("yardstick/decisions")).unwrap() {
        let file = file.unwrap();
        let text = std::fs::read_to_string(file.path()).unwrap();
        misspelt += text.matches("pci ").count();
        let name = file.file_name().into_string().unwrap();
        place.file(&format!("copy/decisions/{name}"), text.replace("pci ", "pcii "));
    }
    assert!(misspelt > 0);
    let (code, stdout, stderr) = place.run_with(&["eval", "-", "--guideline", "./copy"], "answers: {}");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("pcii"), "{stderr}");
    assert!(stderr.contains("--> decisions/05-peritoneal-status.yaml:"), "{stderr}");
    assert!(stderr.contains("did you mean `pci`?"), "{stderr}");
    let (code, stdout, _) = place.run(&["guideline", "check", "./copy"]);
    assert_eq!(code, 1);
    assert!(stdout.contains("did you mean `pci`?"), "{stdout}");
}

#[test]
fn a_wrong_answer_is_refused_with_what_is_right() {
    for (changes, named) in [
        (json!({"pci": 400}), vec!["pci", "0", "39"]),
        (json!({"symptoms": "milde"}), vec!["symptoms", "milde", "mild"]),
        (json!({"pcii": 5}), vec!["pcii", "pci"]),
    ] {
        let case = pci_case(changes).to_string();
        let (code, stdout, stderr) =
            Place::new().run_with(&["eval", "-", "--format", "json", "--guideline", &yardstick()], &case);
        assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
        for name in named {
            assert!(stderr.contains(name), "{name}: {stderr}");
        }
    }
}
