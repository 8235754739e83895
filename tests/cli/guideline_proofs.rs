//! Proves what a check promises on guidelines of a page, each made for one question: that a promise holds, that what
//! is not proved is not claimed, and that one which cannot hold for anybody is no promise.

use serde_json::{Value, json};

use super::Place;

/// A guideline in a folder of this place: its files, with a head and evidence where none are given.
fn tiny(place: &Place, files: &[(&str, &str)]) {
    let head = "guideline: tiny\ntitle: Tiny\nversion: \"1\"\ndate: 2026-11-29\nlicence: CC0-1.0\n\
                disclaimer: Invented for tests.\nstrategy: plan\n";
    let evidence = "- {evidence: e, citation: C, finding: F, grade: g, status: checked}\n";
    for (name, text) in [("guideline.yaml", head), ("evidence.yaml", evidence)].iter().chain(files) {
        place.file(&format!("tiny/{name}"), text);
    }
}

/// A scan that finds out a leak, and the patients who would not survive the scan.
const SCAN: [(&str, &str); 4] = [
    (
        "questions.yaml",
        "- section: S\n  questions:\n    - {id: unstable, ask: Unstable?, kind: yes_no}\n    \
         - {id: leak, ask: Leak?, kind: yes_no, workup: ct}\n",
    ),
    ("recommendations.yaml", "- {recommendation: ct, title: CT scan, domain: D, tone: do}\n"),
    (
        "decisions/10-plan.yaml",
        "- decision: plan\n  title: Plan\n  outcomes: [operate, wait]\n  rules:\n    \
         - {if: leak, then: operate, because: x, evidence: [e]}\n    - {otherwise: wait, because: x, evidence: [e]}\n",
    ),
    (
        "safety.yaml",
        "- {never: ct-in-the-unstable, if: unstable, forbid: [ct], because: Dies in the scanner., evidence: [e]}\n",
    ),
];

#[test]
fn a_stop_holds_for_work_up_and_its_question_is_asked() {
    let place = Place::new();
    tiny(&place, &SCAN);
    let eval = |answers: Value| place.eval("./tiny", &json!({"title": "x", "answers": answers}), &[]);
    let forbidden = eval(json!({"unstable": true, "leak": "unknown"}));
    assert_eq!(forbidden["recommendations"], json!([]));
    assert_eq!(forbidden["withheld"][0]["id"], "ct");
    assert_eq!(forbidden["withheld"][0]["because"], "Dies in the scanner.");
    // The question is still to be answered, in some other way.
    assert_eq!(forbidden["workup"][0]["question"], "leak");
    assert_eq!(forbidden["workup"][0]["text"], "Leak?");
    assert_eq!(forbidden["dormant"], json!([]));
    let allowed = eval(json!({"unstable": false, "leak": "unknown"}));
    assert_eq!((&allowed["recommendations"][0]["id"], &allowed["withheld"]), (&json!("ct"), &json!([])));
    assert_eq!(allowed["recommendations"][0]["conditional"], false);
    assert_eq!(allowed["workup"][0]["text"], "CT scan");
    let open = eval(json!({"leak": "unknown"}));
    assert_eq!((&open["recommendations"], &open["pending"]), (&json!([]), &json!(["ct"])));
    assert_eq!(open["next_question"], "unstable");
    let unknown = eval(json!({"unstable": "unknown", "leak": "unknown"}));
    assert_eq!(unknown["recommendations"][0]["conditional"], true);
    assert_eq!(unknown["workup"][1]["question"], "unstable");
    // Nobody scans whom the leak does not matter to.
    assert_eq!(eval(json!({"unstable": true, "leak": false}))["withheld"], json!([]));
}

#[test]
fn a_report_names_no_way_to_find_out_that_a_stop_forbids() {
    let place = Place::new();
    tiny(&place, &SCAN);
    let report = |unstable: &str| {
        place.file("case.yaml", format!("title: x\nanswers: {{unstable: {unstable}, leak: unknown}}\n"));
        place.run(&["eval", "--guideline", "./tiny", "case.yaml"]).1
    };
    let forbidden = report("yes");
    assert!(forbidden.contains("WITHHELD") && forbidden.contains("Dies in the scanner."), "{forbidden}");
    assert!(!forbidden.contains("How: CT scan") && !forbidden.contains("DO  CT scan"), "{forbidden}");
    assert!(!forbidden.contains("without effect"), "{forbidden}");
    assert!(report("no").contains("How: CT scan"));
    let unknown = report("unknown");
    assert!(unknown.contains("Only if: Unstable: no") && !unknown.contains("How: CT scan"), "{unknown}");
}
