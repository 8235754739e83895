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

/// What a check says of the guideline, and its exit code.
fn checked(place: &Place, more: &[&str]) -> (i32, String) {
    let (code, stdout, stderr) = place.run(&[&["guideline", "check", "./tiny"], more].concat());
    assert_eq!(stderr, "");
    (code, stdout)
}

/// A guideline of these questions, rules of its plan and scores.
fn of(questions: &[&str], rules: &[&str], scores: &str) -> Place {
    let place = Place::new();
    let rules: String = rules
        .iter()
        .map(|rule| match rule.split_once(" then ") {
            Some((guard, outcome)) => {
                format!("    - {{if: \"{guard}\", then: {outcome}, because: x, evidence: [e]}}\n")
            }
            None => format!("    - {{otherwise: {rule}, because: x, evidence: [e]}}\n"),
        })
        .collect();
    let plan = format!("- decision: plan\n  title: Plan\n  outcomes: [a, b]\n  rules:\n{rules}");
    let questions: String = questions.iter().map(|question| format!("    - {{{question}}}\n")).collect();
    tiny(
        &place,
        &[
            ("questions.yaml", &format!("- section: S\n  questions:\n{questions}")),
            ("decisions/20-plan.yaml", &plan),
            ("scores.yaml", if scores.is_empty() { "[]\n" } else { scores }),
        ],
    );
    place
}

const AGE: &str = "id: age, ask: Age?, kind: number, range: [18, 100]";
const FEVER: &str = "id: fever, ask: Fever?, kind: yes_no";
const SITE: &str = "id: site, ask: Site?, kind: one_of, options: [liver, lung], asks_when: fever";

#[test]
fn a_rule_whose_patient_is_not_found_is_not_counted_as_one_that_has_a_patient() {
    let place =
        of(&[AGE], &["f > 5 then a", "age > 60 then a", "b"], "- {score: f, title: F, formula: age - age}\n");
    let (code, stdout) = checked(&place, &[]);
    assert!(stdout.contains("warning: no patient was found for rule 1 of `plan` [dead-rule]"), "{stdout}");
    assert!(stdout.contains("could not be proved, because `f` is a formula"), "{stdout}");
    assert!(stdout.contains("2 of 3 rules have a patient, of 1 it is not proved\n"), "{stdout}");
    assert_eq!(code, 0);
    let head = std::fs::read_to_string(place.path("tiny/guideline.yaml")).unwrap();
    place.file(
        "tiny/guideline.yaml",
        format!("{head}accepted:\n  - {{finding: dead-rule, of: [plan], because: I say so.}}\n"),
    );
    let (code, stdout) = checked(&place, &["--strict"]);
    assert!(stdout.contains("an error cannot be accepted: `dead-rule` [accepted-nothing]"), "{stdout}");
    assert!(stdout.contains("warning: no patient was found for rule 1 of `plan`"), "{stdout}");
    assert_eq!(code, 1);
}

#[test]
fn a_case_that_reaches_a_rule_is_its_patient() {
    let mass = "id: mass, ask: Mass?, kind: number, range: [0, 1000], decimals: 3";
    let place = of(&[mass], &["f = 0.003 then a", "b"], "- {score: f, title: F, formula: mass / 3}\n");
    assert!(checked(&place, &[]).1.contains("no patient was found for rule 1"));
    place.file("tiny/cases/one.yaml", "title: x\nanswers: {mass: 0.009}\nexpect: {strategy: a}\n");
    let (_, stdout) = checked(&place, &[]);
    assert!(
        !stdout.contains("no patient was found") && stdout.contains("every rule has a patient"),
        "{stdout}"
    );
}

#[test]
fn what_is_not_proved_is_no_fact_and_says_why() {
    let place =
        of(&[AGE], &["f > 60 then a", "age <= 60 then b"], "- {score: f, title: F, formula: age + 0}\n");
    let (code, stdout) = checked(&place, &[]);
    assert!(
        stdout.contains("error: it is not proved that `plan` has a rule for every patient [gap]"),
        "{stdout}"
    );
    assert!(stdout.contains("because `f` is a formula; end the decision with `otherwise`"), "{stdout}");
    assert!(!stdout.contains("effort") && !stdout.contains("% of all"), "{stdout}");
    assert_eq!(code, 1);
    place.file("tiny/recommendations.yaml", "- {recommendation: r, title: R, domain: D, tone: do}\n");
    place.file(
        "tiny/decisions/30-more.yaml",
        "- {decision: more, title: M, hit: collect, rules: [{if: f > 60, because: x, evidence: [e], recommend: [r]}]}\n",
    );
    place.file("tiny/safety.yaml", "- {never: s, if: age < 30, forbid: [r], because: x, evidence: [e]}\n");
    let (_, stdout) = checked(&place, &[]);
    let said = "error: it is not proved that the rules alone keep `r` from the patients of the stop `s` [against-stop]";
    assert!(stdout.contains(said), "{stdout}");
}

#[test]
fn a_gap_where_a_formula_has_no_value_has_its_patient() {
    let weight = "id: w, ask: Weight?, kind: number, range: [40, 150], asks_when: fever";
    let place = of(
        &[AGE, weight, FEVER],
        &["f >= 70 then a", "f < 70 then b"],
        "- {score: f, title: F, formula: age + w}\n",
    );
    let (_, stdout) = checked(&place, &[]);
    assert!(stdout.contains("`plan` has no rule for some patients [gap]"), "{stdout}");
    assert!(stdout.contains("= for example: Fever: no\n"), "{stdout}");
    let place =
        of(&[AGE], &["f >= 0 then a", "f < 0 then b"], "- {score: f, title: F, formula: 1 / (age - 40)}\n");
    let (_, stdout) = checked(&place, &[]);
    assert!(stdout.contains("= for example: Age: 40\n"), "{stdout}");
}

#[test]
fn a_stop_and_points_that_hold_for_nobody_are_told_with_the_reason() {
    let points = "- {score: s, title: S, points: [{if: fever is no and site is lung, add: 3}, {if: age > 60, add: 2}]}\n";
    let place = of(&[AGE, FEVER, SITE], &["s >= 2 then a", "b"], points);
    place.file("tiny/recommendations.yaml", "- {recommendation: r, title: R, domain: D, tone: do}\n");
    place.file(
        "tiny/decisions/30-more.yaml",
        "- {decision: more, title: M, hit: collect, rules: [{if: age > 60, because: x, evidence: [e], recommend: [r]}]}\n",
    );
    place.file(
        "tiny/safety.yaml",
        "- {never: lung, if: fever is no and site is lung, forbid: [r], because: x, evidence: [e]}\n",
    );
    let (code, stdout) = checked(&place, &[]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("error: nobody is protected by the stop `lung`: it never holds [dead-stop]"),
        "{stdout}"
    );
    assert!(stdout.contains("warning: nobody gets the points of line 1 of `s` [dead-points]"), "{stdout}");
    let why = "`site` is asked only where `fever` (its `asks_when:`), and there `fever is no` never holds";
    assert_eq!(stdout.matches(why).count(), 2, "{stdout}");
}

#[test]
fn a_dead_rule_says_what_keeps_everybody_from_it() {
    let ghost = "id: ghost, ask: Ghost?, kind: yes_no, asks_when: fever is no and site is lung";
    let place = of(
        &[AGE, FEVER, SITE, ghost],
        &[
            "ghost then a",
            "fever is no and site is lung then a",
            "age < 30 and age > 60 then a",
            "inner is out then a",
            "b",
        ],
        "",
    );
    place.file(
        "tiny/decisions/10-inner.yaml",
        "- decision: inner\n  title: I\n  when: fever\n  outcomes: [in, out]\n  rules:\n    \
         - {if: fever is no, then: out, because: x, evidence: [e]}\n    - {otherwise: in, because: x, evidence: [e]}\n",
    );
    let (_, stdout) = checked(&place, &[]);
    for why in [
        "`ghost` is never asked: its `asks_when:` holds for nobody; mend that, or take the rule out",
        "`site` is asked only where `fever` (its `asks_when:`), and there `fever is no` never holds",
        "`age < 30` and `age > 60` never hold together",
        "`inner is out` holds for nobody: no patient gets to that outcome",
        "`inner` is made only where `fever` (its `when:`), and there `fever is no` never holds",
    ] {
        assert!(stdout.contains(why), "{why}: {stdout}");
    }
}

#[test]
fn two_work_ups_that_exclude_each_other_are_refuted_where_somebody_gets_both() {
    let questions = [
        "id: crea, ask: Crea?, kind: number, range: [0, 20], workup: ct",
        "id: inr, ask: INR?, kind: number, range: [0, 20], workup: mr",
        FEVER,
    ];
    let place = of(&questions, &["crea > 5 and inr > 2 then a", "b"], "");
    place.file(
        "tiny/recommendations.yaml",
        "- {recommendation: ct, title: CT, domain: D, tone: do}\n- {recommendation: mr, title: MR, domain: D, tone: do, excludes: [ct]}\n",
    );
    let (code, stdout) = checked(&place, &[]);
    assert_eq!(code, 1);
    let said = "error: `mr` and `ct` exclude each other, yet a patient whose answers are unknown gets both [exclusion]";
    assert!(stdout.contains(said), "{stdout}");
    assert!(
        stdout.contains("= for example: Crea: unknown; INR: unknown\n   = answers: {crea: unknown, inr: unknown}\n   = `mr` as the work-up of `inr`\n"),
        "{stdout}"
    );
    // Stops keep them apart.
    place.file(
        "tiny/safety.yaml",
        "- {never: ct-in-fever, if: fever, forbid: [ct], because: x, evidence: [e]}\n\
         - {never: mr-without, if: not fever, forbid: [mr], because: x, evidence: [e]}\n",
    );
    let (code, stdout) = checked(&place, &[]);
    assert_eq!(code, 0, "{stdout}");
    assert!(
        stdout.contains("every rule has a patient; 2 stops and 1 exclusion are proved for all answers"),
        "{stdout}"
    );
}

#[test]
fn each_id_that_is_accepted_has_such_a_finding() {
    let place = of(&[AGE, FEVER, SITE], &["age > 60 then a", "b"], "");
    let head = std::fs::read_to_string(place.path("tiny/guideline.yaml")).unwrap();
    let accept = |line: &str| {
        place.file("tiny/guideline.yaml", format!("{head}accepted:\n  - {line}\n"));
        checked(&place, &[]).1
    };
    let stdout = accept("{finding: idle-question, of: [sit, age], because: Known.}");
    assert!(
        stdout.contains("there is no `idle-question` of `sit`, `age` to accept [accepted-nothing]"),
        "{stdout}"
    );
    assert!(stdout.contains("= did you mean `site`? Else take it out of `accepted:`"), "{stdout}");
    let stdout = accept("{finding: gap, of: [plan], because: Known.}");
    assert!(stdout.contains("an error cannot be accepted: `gap` [accepted-nothing]"), "{stdout}");
    let stdout = accept("{finding: idle-qestion, of: [site], because: Known.}");
    assert!(
        stdout.contains("there is no finding `idle-qestion`")
            && stdout.contains("did you mean `idle-question`?"),
        "{stdout}"
    );
}

#[test]
fn an_order_that_makes_diagrams_too_large_changes_no_verdict() {
    let questions: Vec<String> = (0..44).map(|at| format!("id: q{at}, ask: Q{at}?, kind: yes_no")).collect();
    let questions: Vec<&str> = questions.iter().map(String::as_str).collect();
    let pairs: Vec<String> = (0..22).map(|at| format!("(q{at} and q{})", at + 22)).collect();
    let place = of(&questions, &[&format!("{} then a", pairs.join(" or ")), "b"], "");
    let own = checked(&place, &[]);
    assert_eq!(own.0, 0, "{}", own.1);
    place.file("tiny/order.yaml", (0..44).map(|at| format!("- q{at}\n")).collect::<String>());
    assert_eq!(checked(&place, &[]), own);
}

const BMI: [&str; 3] = [
    "id: h, ask: Height?, kind: number, range: [100, 220]",
    "id: w, ask: Weight?, kind: number, range: [30, 200], asks_when: sex is f",
    "id: sex, ask: Sex?, kind: one_of, options: [m, f]",
];

/// A guideline that tests a formula, one input of which does not always apply.
fn with_formula(threshold: u8) -> Place {
    let rule = format!("bmi >= {threshold} then a");
    of(&BMI, &[&rule, "b"], "- {score: bmi, title: BMI, formula: w * 10000 / (h * h)}\n")
}

#[test]
fn a_report_says_of_formulas_what_is_so() {
    let place = with_formula(30);
    let report = |answers: &str| {
        place.file("case.yaml", format!("title: x\nanswers: {answers}\n"));
        place.run(&["eval", "--guideline", "./tiny", "case.yaml"]).1
    };
    // Whether the weight counts hangs on the sex.
    for sex in ["{h: 160, w: 100, sex: f}", "{h: 160, sex: m}"] {
        let report = report(sex);
        assert!(!report.contains("without effect"), "{report}");
        assert!(!report.contains("1000000000000"), "{report}");
    }
    let open = report("{h: 160}");
    assert!(
        open.contains("While numbers of BMI are open, more may be listed as open here than is."),
        "{open}"
    );
    assert!(!open.contains("too large"), "{open}");
}

#[test]
fn bounds_of_formulas_are_shown_as_they_are_written() {
    let place = with_formula(30);
    place.file("tiny/cases/one.yaml", "title: x\nanswers: {h: 160, w: 100, sex: f}\nexpect: {strategy: a}\n");
    let (_, check) = checked(&place, &["--notes"]);
    let (_, test, _) = place.run(&["guideline", "test", "./tiny"]);
    let (_, graph, _) =
        place.run(&["guideline", "graph", "./tiny", "--decision", "plan", "--format", "mermaid"]);
    assert!(
        check.contains("below a bound of `bmi` shows it: below 30 | at least 30 [untested-bound]"),
        "{check}"
    );
    assert!(test.contains("turns at bmi: below 30 | at least 30"), "{test}");
    assert!(graph.contains("\"below 30 or not applicable\"") && graph.contains("\"at least 30\""), "{graph}");
}

#[test]
fn a_change_that_rests_on_a_formula_has_no_example_without_answers() {
    let (place, other) = (with_formula(30), with_formula(35));
    let (one, two) = (place.path("tiny"), other.path("tiny"));
    let arguments = ["guideline", "diff", one.to_str().unwrap(), two.to_str().unwrap()];
    let (_, stdout, _) = place.run(&arguments);
    assert!(
        stdout.contains("all of them: BMI: at least 30, below 35\n        no example: BMI is a formula"),
        "{stdout}"
    );
    assert!(!stdout.contains("{}"), "{stdout}");
}

#[test]
fn a_formula_that_comes_to_more_than_is_told_apart_is_told() {
    let cells = "id: cells, ask: Cells?, kind: number, range: [1, 10000000]";
    let place = of(&[cells], &["s > 1000 then a", "b"], "- {score: s, title: S, formula: cells * cells}\n");
    let (_, stdout) = checked(&place, &[]);
    assert!(
        stdout
            .contains("warning: `s` can come to 1e14, and values beyond 1e12 are not told apart [overflow]"),
        "{stdout}"
    );
    place.file("case.yaml", "title: x\nanswers: {cells: 9000000}\n");
    let (_, report, _) = place.run(&["eval", "--guideline", "./tiny", "case.yaml"]);
    assert!(report.contains("S: at least 1000000000000"), "{report}");
}
