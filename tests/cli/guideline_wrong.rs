//! Proves that a wrong argument of a guideline's command, or a wrong file beside the guideline, is answered with what to
//! do.

use super::{Place, copy_of_small, small};

#[track_caller]
fn told(place: &Place, arguments: &[&str], expected: &[&str]) {
    let (code, stdout, stderr) = place.run(arguments);
    let all = format!("{stdout}{stderr}");
    assert_eq!(code, 1, "{arguments:?}: {all}");
    for text in expected {
        assert!(all.contains(text), "{arguments:?}: {text} is not in\n{all}");
    }
}

#[test]
fn a_file_where_a_folder_belongs_is_told_with_the_folder() {
    let place = Place::new();
    copy_of_small(&place, "one", |text| text);
    for command in ["check", "test", "graph"] {
        told(
            &place,
            &["guideline", command, "one/questions.yaml"],
            &["a guideline is a folder, and this is a file", "name the folder, one"],
        );
        told(&place, &["guideline", command, "./none"], &["there is no such folder", "check the path"]);
    }
    told(&place, &["guideline", "order", "none"], &["there is no such folder"]);
}

#[test]
fn the_line_is_named_from_which_a_file_is_no_text() {
    let place = Place::new();
    copy_of_small(&place, "latin", |text| text);
    place.file("latin/evidence.yaml", b"# one\n# two\n- evidence: M\xfcller\n");
    told(
        &place,
        &["guideline", "check", "./latin"],
        &["error: this is not UTF-8 text", "latin/evidence.yaml:3:14", "save it as UTF-8"],
    );
}

#[test]
fn an_option_or_a_question_where_something_else_belongs_is_told_as_what_it_is() {
    let place = Place::new();
    let show = |id: &'static str| ["guideline", "show", id, "--guideline"];
    let small = small();
    told(
        &place,
        &[&show("lung")[..], &[&small]].concat(),
        &["it is an option of `sites`: mcrc guideline show sites"],
    );
    told(&place, &[&show("resect")[..], &[&small]].concat(), &["it is an outcome of `plan`"]);
    told(
        &place,
        &["guideline", "graph", &small, "--decision", "enzyme"],
        &["has no decision `enzyme`", "its decisions: liver, plan, contradictions"],
    );
}

#[test]
fn a_case_that_cannot_be_read_is_the_only_thing_told_of_the_cases() {
    let place = Place::new();
    copy_of_small(&place, "one", |text| text);
    place.file("one/cases/a.yaml", "answers: {fit: maybe}\nexpect: {plan: resect}\n");
    let (_, stdout, _) = place.run(&["guideline", "check", "./one"]);
    assert!(stdout.contains("cases/a.yaml:1:16"), "{stdout}");
    assert!(stdout.contains("write `strategy: outcome`"), "{stdout}");
    assert!(!stdout.contains("[untested-"), "{stdout}");
}

#[test]
fn a_reason_for_a_finding_that_is_misspelt_says_which_was_meant() {
    let place = Place::new();
    copy_of_small(&place, "one", |text| {
        let accepted = "accepted:\n  - {finding: only-unverifid, of: [liver], because: x}\n  - {finding: \
                        only-unverified, of: [livr], because: x}\n";
        text.replace("strategy: plan\n", &format!("strategy: plan\n{accepted}"))
    });
    let (_, stdout, _) = place.run(&["guideline", "check", "./one"]);
    assert!(stdout.contains("did you mean `only-unverified`?"), "{stdout}");
    assert!(stdout.contains("did you mean `liver`? Else take it out"), "{stdout}");
}

#[test]
fn a_question_that_nothing_tests_is_told_once_and_can_be_accepted() {
    let place = Place::new();
    let lonely = |accepted: &'static str| {
        move |text: String| {
            text.replace(
                "    - id: fit\n",
                "    - {id: hobby, ask: What hobby?, kind: one_of, options: [none, golf]}\n    - id: fit\n",
            )
            .replace("strategy: plan\n", &format!("strategy: plan\n{accepted}"))
        }
    };
    copy_of_small(&place, "one", lonely(""));
    let (_, stdout, _) = place.run(&["guideline", "check", "./one"]);
    assert_eq!(stdout.matches("question `hobby`").count(), 1, "{stdout}");
    assert!(
        stdout.contains("guideline.yaml: - {finding: idle-question, of: [hobby], because: the reason}\n"),
        "{stdout}"
    );
    copy_of_small(
        &place,
        "two",
        lonely("accepted: [{finding: idle-question, of: [hobby], because: Small talk.}]\n"),
    );
    let (_, stdout, _) = place.run(&["guideline", "check", "./two"]);
    assert!(!stdout.contains("hobby"), "{stdout}");
}
