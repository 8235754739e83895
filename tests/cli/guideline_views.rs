//! Proves what `guideline show` says of each thing, and what `guideline graph` draws.

use super::{Place, small};

fn shown(id: &[&str]) -> (i32, String, String) {
    Place::new().run(&[&["guideline", "show", "--guideline", &small()], id].concat())
}

fn drawn(arguments: &[&str]) -> (i32, String, String) {
    Place::new().run(&[&["guideline", "graph", &small()], arguments].concat())
}

#[track_caller]
fn says(id: &str, lines: &[&str]) {
    let (code, stdout, stderr) = shown(&[id]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    for line in lines {
        assert!(stdout.lines().any(|other| other.trim() == *line), "{line} is not in\n{stdout}");
    }
}

#[test]
fn the_overview_names_everything_there_is() {
    let (code, stdout, stderr) = shown(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for text in [
        "4 questions, 3 decisions",
        "liver: Liver (2 rules, 2 outcomes)",
        "THE STRATEGY",
        "STOPS",
        "EVIDENCE",
    ] {
        assert!(stdout.contains(text), "{text} is not in\n{stdout}");
    }
    assert!(stdout.lines().all(|line| line.chars().count() <= 80), "{stdout}");
}

#[test]
fn each_thing_is_shown_with_what_uses_it_and_where() {
    says("remnant", &["TESTED BY", "rule liver:1 (Liver)", "decisions/10-plan.yaml:8", "if: remnant >= 30"]);
    says(
        "liver",
        &[
            "Decision liver (Liver)",
            "Runs: when sites has liver",
            "1. if remnant >= 30",
            "rule plan:1 (Plan)",
            "if: fit and liver is resectable and sites has only {liver}",
            "then: resect (Resection)",
        ],
    );
    says(
        "liver:2",
        &[
            "if: otherwise",
            "and: rule 1 before it does not hold",
            "ITS OUTCOME IS TESTED BY",
            "rule plan:2 (Plan)",
        ],
    );
    says(
        "drug",
        &["Domain: Systemic", "GIVEN BY", "rule plan:3 (Plan)", "FORBIDDEN BY", "stop drug-without-enzyme"],
    );
    says("drug-without-enzyme", &["Never, if: enzyme is absent", "FORBIDS"]);
    says("remnant-2013", &["CITED BY", "rule liver:1 (Liver)", "rule liver:2 (Liver)"]);
}

#[test]
fn an_id_that_nothing_has_is_an_error_with_the_nearest() {
    for (id, hint) in [
        ("remnnat", "did you mean `remnant`?"),
        ("livre:1", "did you mean `liver:1`?"),
        ("liver:9", "the rules of `liver` are 1 to 2"),
        ("liver:0", "the rules of `liver` are 1 to 2"),
        ("zzz", "`mcrc guideline show` lists every id"),
    ] {
        let (code, stdout, stderr) = shown(&[id]);
        let message = format!("error: guideline small has no `{id}`\n   = {hint}\n");
        assert_eq!((code, stdout, stderr), (1, String::new(), message));
    }
}

#[test]
fn a_graph_is_a_picture_unless_text_is_asked_for() {
    for (format, first) in [
        (&[][..], "<?xml "),
        (&["--format", "svg"], "<?xml "),
        (&["--format", "dot"], "digraph guideline {"),
        (&["--format", "mermaid"], "---\ntitle: "),
    ] {
        for decision in [&[][..], &["--decision", "plan"]] {
            let (code, stdout, stderr) = drawn(&[format, decision].concat());
            assert_eq!((code, stderr.as_str()), (0, ""));
            assert!(stdout.starts_with(first), "{stdout}");
            assert!(stdout.contains("small 0.1"), "{stdout}");
        }
    }
}

#[test]
fn the_path_of_a_case_file_is_marked() {
    let place = Place::new();
    let case =
        place.file("case.yaml", "title: Nothing left\nanswers: {fit: no, sites: [lung], enzyme: normal}\n");
    let case = case.display().to_string();
    let small = small();
    let graph = ["guideline", "graph", &small, "--format", "mermaid", "--case", &case];
    let (code, stdout, _) = place.run(&graph);
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("Plan<br/>Systemic therapy (rule 3)"), "{stdout}");
    let (code, stdout, _) = place.run(&[&graph[..], &["--decision", "plan"]].concat());
    assert_eq!(code, 0, "{stdout}");
    assert!(stdout.contains("Nothing left") && stdout.contains("==>"), "{stdout}");
}

#[test]
fn a_decision_or_case_that_is_not_there_is_an_error() {
    let (code, stdout, stderr) = drawn(&["--decision", "lever"]);
    let message = "error: guideline small has no decision `lever`\n   = did you mean `liver`?\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (1, "", message));
    let (code, _, stderr) = drawn(&["--case", "nowhere.yaml"]);
    assert!(code == 1 && stderr.contains("nowhere.yaml cannot be read"), "{stderr}");
    let (code, _, _) = drawn(&["--format", "png"]);
    assert_eq!(code, 2);
}
