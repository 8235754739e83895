//! Findings of the loader, each through the public entrance: what, where, the line with its caret, and what to do.

use std::path::Path;

use mcrc::guideline::{Answer, Decimal, Files, Kind, Origin, QuestionId, Severity, load, read_case};

/// The yardstick with some texts replaced: file, what, by what.
fn changed(changes: &[(&str, &str, &str)]) -> Files {
    let mut files = Files::read(Path::new("tests/fixtures/yardstick")).unwrap();
    for (file, from, to) in changes {
        let (_, text) = files.texts.iter_mut().find(|(path, _)| path == file).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        *text = text.replacen(from, to, 1);
    }
    files
}

fn errors(files: &Files) -> String {
    load(files).map(|_| ()).unwrap_err().to_string()
}

fn with_file(path: &str, text: &str) -> Files {
    let mut files = changed(&[]);
    files.texts.push((path.to_owned(), text.to_owned()));
    files
}

#[test]
fn the_yardstick_loads_unchanged_without_a_warning() {
    let loaded = load(&changed(&[])).unwrap();
    assert_eq!(loaded.warnings.0, []);
    assert_eq!((loaded.guideline.questions.len(), loaded.guideline.decisions.len()), (25, 6));
}

#[test]
fn a_misspelt_name_in_a_guard_shows_place_line_caret_and_the_nearest_name() {
    let files = changed(&[("decisions/05-peritoneal-status.yaml", "pci <= 12 and", "pcii <= 12 and")]);
    insta::assert_snapshot!(errors(&files), @r"
    error: there is no question, decision or score `pcii`
      --> decisions/05-peritoneal-status.yaml:8:11
       |
     8 |     - if: pcii <= 12 and not nodal_mets
       |           ^^^^
       = did you mean `pci`?
    ");
}

#[test]
fn all_findings_come_at_once_in_the_order_of_files_and_lines() {
    let files = changed(&[
        ("decisions/01-fitness.yaml", "ecog >= 3", "ecog >= 9"),
        ("decisions/02-emergency.yaml", "symptoms is severe", "symptoms is sever"),
        ("questions.yaml", "kind: yes_no", "kind: yesno"),
        ("decisions/06-recommendation.yaml", "then: immunotherapy", "then: imunotherapy"),
    ]);
    let text = errors(&files);
    let order: Vec<usize> = ["`ecog >= 9`", "sever`", "imunotherapy", "yesno"]
        .iter()
        .map(|part| text.find(part.trim_matches('`')).unwrap_or_else(|| panic!("{part} not in {text}")))
        .collect();
    assert!(order.is_sorted(), "{text}");
}

#[test]
fn guards_are_checked_against_what_they_test() {
    for (file, from, to, message, hint) in [
        ("01-fitness", "ecog >= 3", "ecog >= 5", "always false", "range is 0 to 4"),
        ("01-fitness", "ecog >= 3", "ecog >= 0", "always true", "range is 0 to 4"),
        ("01-fitness", "ecog >= 3", "ecog", "is a number", "ecog >= 2"),
        ("01-fitness", "ecog >= 3", "ecog is unknown", "cannot test for `unknown`", "workup"),
        ("02-emergency", "symptoms is severe", "symptoms is unknown", "cannot test for `unknown`", "workup"),
        (
            "02-emergency",
            "obstruction and symptoms",
            "obstruction is unknown and symptoms",
            "cannot test",
            "workup",
        ),
        ("02-emergency", "symptoms is severe", "symptoms >= mild", "is a choice", "symptoms in {mild, none}"),
        (
            "02-emergency",
            "obstruction and symptoms",
            "obstruction and bleeding has mild and symptoms",
            "yes/no",
            "",
        ),
        (
            "03-liver-status",
            "flr_pct between 20 and 30",
            "flr_pct between 30 and 20",
            "nothing lies",
            "between 20 and 30",
        ),
        (
            "01-fitness",
            "ecog >= 3",
            "recommendation is immunotherapy",
            "later decision",
            "decisions above its own",
        ),
        ("01-fitness", "ecog >= 3", "fitness is fit", "decision itself", "decisions above its own"),
        ("06-recommendation", "fitness is unfit", "fitness >= frail", "a decision", "ordered: true"),
        (
            "06-recommendation",
            "fitness is unfit",
            "fitness is unfitt",
            "no option `unfitt`",
            "did you mean `unfit`?",
        ),
    ] {
        let files = changed(&[(&format!("decisions/{file}.yaml"), from, to)]);
        let text = errors(&files);
        assert!(text.contains(message) && text.contains(hint), "{to}: {text}");
        assert!(text.contains("^"), "{text}");
    }
}

#[test]
fn a_key_written_twice_is_refused_with_both_places() {
    let files = changed(&[(
        "decisions/01-fitness.yaml",
        "      then: unfit\n",
        "      then: unfit\n      then: frail\n",
    )]);
    let text = errors(&files);
    assert!(text.contains("`then` is written twice; first in line 6") && text.contains(":7:7"), "{text}");
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let mut files = changed(&[]);
    files.texts.iter_mut().for_each(|(_, text)| text.insert(0, '\u{feff}'));
    load(&files).unwrap();
}

#[test]
fn an_empty_title_is_refused() {
    for empty in ["title:", "title: \"\"", "title: ~"] {
        let files = changed(&[("decisions/01-fitness.yaml", "title: Fitness", empty)]);
        assert!(errors(&files).contains("`title:` is empty"));
    }
}

#[test]
fn hopeless_nesting_is_refused_quickly() {
    let start = std::time::Instant::now();
    let files = changed(&[("questions.yaml", "ask: ecog", &format!("ask: {}", "[".repeat(100_000)))]);
    assert!(errors(&files).contains("nested more than"));
    let deep = format!("{}x{}", "[".repeat(100), "]".repeat(100));
    assert!(
        errors(&changed(&[("questions.yaml", "ask: ecog", &format!("ask: {deep}"))]))
            .contains("nested more than")
    );
    assert!(start.elapsed().as_millis() < 500, "{:?}", start.elapsed());
}

#[test]
fn words_that_other_readers_misread_are_no_ids() {
    for word in ["no", "on", "yes", "off", "true", "y"] {
        let files = changed(&[(
            "questions.yaml",
            "{id: mild, label: mild}",
            &format!("{{id: {word}, label: mild}}"),
        )]);
        assert!(errors(&files).contains("cannot be an id"), "{word}");
    }
    let files = changed(&[("questions.yaml", "label: mild}", "label: no}")]);
    load(&files).unwrap();
}

#[test]
fn texts_stay_texts() {
    let changes = [
        ("decisions/01-fitness.yaml", "because: Row F1.", "because: 12:30"),
        ("guideline.yaml", "licence: CC0-1.0", "licence: no"),
    ];
    let guideline = load(&changed(&changes)).unwrap().guideline;
    assert_eq!(
        (guideline.decisions[0].rules[0].because.as_str(), guideline.licence.as_str()),
        ("12:30", "no")
    );
}

#[test]
fn aliases_tags_and_second_documents_are_refused() {
    for (from, to, message) in [
        ("title: Fitness", "title: &a Fitness", "anchors"),
        ("title: Fitness", "title: !!str Fitness", "tags"),
        ("      then: unfit\n", "      then: unfit\n---\n", "second document"),
    ] {
        let text = errors(&changed(&[("decisions/01-fitness.yaml", from, to)]));
        assert!(text.contains(message), "{text}");
    }
}

#[test]
fn a_tab_or_an_open_quote_is_an_error_with_its_line() {
    for (from, to) in [("  title: Fitness", "\ttitle: Fitness"), ("title: Fitness", "title: \"Fitness")] {
        let text = errors(&changed(&[("decisions/01-fitness.yaml", from, to)]));
        assert!(text.contains("= ") && text.contains("decisions/01-fitness.yaml:"), "{text}");
    }
}

#[test]
fn keys_and_files_that_mean_nothing_are_errors() {
    let text = errors(&changed(&[("decisions/01-fitness.yaml", "because: Row F1.", "becuase: Row F1.")]));
    assert!(text.contains("a rule has no `becuase:`") && text.contains("did you mean `because`?"), "{text}");
    let text = errors(&with_file("saftey.yaml", "[]"));
    assert!(text.contains("no place in a guideline") && text.contains("safety.yaml"), "{text}");
}

#[test]
fn rules_stop_at_otherwise_and_need_a_reason() {
    let text = errors(&changed(&[(
        "decisions/01-fitness.yaml",
        "- if: ecog = 2\n      then: frail",
        "- otherwise: frail",
    )]));
    assert!(text.contains("hides all rules below"), "{text}");
    let text = errors(&changed(&[("decisions/01-fitness.yaml", "      because: Row F1.\n", "")]));
    assert!(text.contains("needs `because:`"), "{text}");
}

#[test]
fn a_question_whose_condition_depends_on_itself_is_refused() {
    let text =
        errors(&changed(&[("questions.yaml", "ask: bleeding", "ask: bleeding\n      asks_when: bleeding")]));
    assert!(text.contains("depends on itself"), "{text}");
    let text = errors(&changed(&[(
        "questions.yaml",
        "ask: bleeding",
        "ask: bleeding\n      asks_when: fitness is fit",
    )]));
    assert!(text.contains("`asks_when` tests questions only"), "{text}");
}

#[test]
fn folders_that_cannot_be_read_are_named() {
    let missing = Files::read(Path::new("tests/fixtures/nowhere")).unwrap_err().to_string();
    assert!(
        missing.contains("tests/fixtures/nowhere") && missing.contains("there is no such folder"),
        "{missing}"
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(Files::read(empty.path()).unwrap_err().to_string().contains("no guideline.yaml"));
    std::fs::write(empty.path().join("guideline.yaml"), [0xff, 0xfe, 0x00]).unwrap();
    assert!(Files::read(empty.path()).unwrap_err().to_string().contains("not UTF-8"));
}

#[test]
fn the_digest_ignores_cases_and_line_ends_and_nothing_else() {
    let digest = |files: &Files| files.digest();
    let files = changed(&[]);
    assert_eq!(digest(&files), digest(&with_file("cases/one.yaml", "title: x")));
    let mut windows = changed(&[]);
    windows.texts.iter_mut().for_each(|(_, text)| *text = text.replace('\n', "\r\n"));
    assert_eq!(digest(&files), digest(&windows));
    assert_ne!(digest(&files), digest(&changed(&[("decisions/01-fitness.yaml", "Row F1.", "Row F0.")])));
    assert!(matches!(files.origin, Origin::Folder(_)));
    assert_eq!(digest(&files).len(), "sha256:".len() + 64);
}

fn case(text: &str) -> Result<mcrc::guideline::Case, String> {
    let guideline = load(&changed(&[])).unwrap().guideline;
    read_case(&guideline, "case.yaml", text).map_err(|findings| {
        assert!(findings.0.iter().all(|finding| finding.severity == Severity::Error));
        findings.to_string()
    })
}

#[test]
fn a_case_is_yaml_or_json_and_numbers_are_exact() {
    for text in [
        "title: T\nanswers:\n  flr_pct: 28.5\n  symptoms: unknown\n  bleeding: no\n",
        "{\"title\": \"T\", \"answers\": {\"flr_pct\": 28.50, \"symptoms\": \"unknown\", \"bleeding\": false}}",
        "{\n\t\"title\": \"T\",\n\t\"answers\": {\"flr_pct\": 28.5, \"symptoms\": \"unknown\", \"bleeding\": \"no\"}\n}\n",
    ] {
        let case = case(text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            case.answers.get(QuestionId(10)),
            Some(Answer::Number("28.5".parse::<Decimal>().unwrap()))
        );
        assert_eq!(case.answers.get(QuestionId(2)), Some(Answer::Unknown));
        assert_eq!(case.answers.get(QuestionId(4)), Some(Answer::YesNo(false)));
        assert_eq!(case.answers.count(), 3);
    }
}

#[test]
fn wrong_answers_name_the_question_the_range_and_the_nearest_name_all_at_once() {
    let text = "answers:\n  pci: 400\n  symptoms: milde\n  pcii: 5\n  flr_pct: 28.55\n  ecog: 1 %\n  bleeding: 1\n  ecog: 2\n";
    insta::assert_snapshot!(case(text).unwrap_err(), @r"
    error: `pci` is 400, which is out of range
      --> case.yaml:2:8
       |
     2 |   pci: 400
       |        ^^^
       = write a whole number from 0 to 39, or unknown

    error: `symptoms` has no option `milde`
      --> case.yaml:3:13
       |
     3 |   symptoms: milde
       |             ^^^^^
       = did you mean `mild`?

    error: there is no question `pcii`
      --> case.yaml:4:3
       |
     4 |   pcii: 5
       |   ^^^^
       = did you mean `pci`?

    error: `flr_pct` is a number with at most 1 decimal, not 28.55
      --> case.yaml:5:12
       |
     5 |   flr_pct: 28.55
       |            ^^^^^
       = round it as the measurement allows

    error: `ecog` is a number, not `1 %`
      --> case.yaml:6:9
       |
     6 |   ecog: 1 %
       |         ^^^
       = write a whole number from 0 to 4, without its unit, or unknown

    error: `bleeding` is a yes/no question, not `1`
      --> case.yaml:7:13
       |
     7 |   bleeding: 1
       |             ^
       = write yes, no or unknown

    error: `ecog` is written twice; first in line 6
      --> case.yaml:8:3
       |
     8 |   ecog: 2
       |   ^^^^
       = keep one of them
    ");
}

proptest::proptest! {
    #[test]
    fn no_text_as_a_file_panics(text in "\\PC{0,200}", which in 0usize..5) {
        let mut files = changed(&[]);
        files.texts[which].1 = text.clone();
        let _ = load(&files);
        let _ = case(&text);
    }

    #[test]
    fn no_damage_to_a_file_panics(at in 0.0f64..1.0, length in 1usize..40, insert in "[ \\-:{}\\[\\]\"'&*!#|>a\n\t]{0,8}") {
        let mut files = changed(&[]);
        for (_, text) in &mut files.texts {
            let characters: Vec<char> = text.chars().collect();
            let start = (at * characters.len() as f64) as usize;
            let end = (start + length).min(characters.len());
            *text = characters[..start].iter().collect::<String>() + &insert + &characters[end..].iter().collect::<String>();
        }
        let _ = load(&files);
    }
}

#[test]
fn a_file_that_would_be_left_out_is_an_error() {
    let mut files = Files::read(Path::new("guidelines/tutorial")).unwrap();
    let safety = files.texts.iter_mut().find(|(path, _)| path == "safety.yaml").unwrap();
    safety.0 = "safety.yml".into();
    let renamed = errors(&files);
    assert!(renamed.contains("only files that end in .yaml are read"), "{renamed}");
    assert!(renamed.contains("rename it to safety.yaml"), "{renamed}");

    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir("guidelines/tutorial").unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    std::fs::create_dir_all(folder.path().join("decisions/old")).unwrap();
    let nested = errors(&Files::read(folder.path()).unwrap());
    assert!(nested.contains("decisions/old/"), "{nested}");
    assert!(nested.contains("this folder has no place in a guideline"), "{nested}");
}

#[test]
fn findings_are_shortened_where_there_is_no_end_of_them() {
    let guideline = load(&Files::embedded()).unwrap().guideline;
    let answers: String = (0..20_000).map(|index| format!("  nothing_{index}: 1\n")).collect();
    let all = read_case(&guideline, "case.yaml", &format!("answers:\n{answers}")).unwrap_err().to_string();
    // Two thousand and one are enough: nothing is read after them.
    assert!(all.ends_with("1901 more findings are not shown; mend these first"));
    let long = format!("answers: {{ecog: 0, {}}}", "a".repeat(5_000));
    let one = read_case(&guideline, "case.yaml", &long).unwrap_err().to_string();
    assert!(one.lines().all(|line| line.chars().count() < 200 || line.starts_with("error")), "{one}");
}

#[test]
fn an_empty_map_is_no_answer() {
    let guideline = load(&Files::embedded()).unwrap().guideline;
    let any_of = guideline.questions.iter().find(|question| matches!(question.kind, Kind::AnyOf(_))).unwrap();
    let text = format!("answers: {{{}: {{}}}}", any_of.id);
    let message = read_case(&guideline, "case.yaml", &text).unwrap_err().to_string();
    assert!(message.contains("write `[]` for none, or unknown"), "{message}");
}

#[test]
fn what_is_wrong_in_an_order_of_variables_is_a_warning() {
    let mut files = changed(&[]);
    let text = "- ecog\n- ecgo\n- ecog\n- ecog.one\n";
    files.texts.push(("order.yaml".into(), text.into()));
    let loaded = load(&files).unwrap();
    assert_eq!(loaded.guideline.order.len(), 1);
    let warnings = loaded.warnings.to_string();
    for told in ["order.yaml:2:3", "did you mean `ecog`?", "`ecog` is there twice", "write `ecog`"] {
        assert!(warnings.contains(told), "{told}: {warnings}");
    }
}

#[test]
fn one_of_a_unit_is_said_in_the_singular_and_units_that_are_no_words_stay() {
    use mcrc::guideline::{Decimal, Kind};
    let number = |unit: &str, number: i64| {
        let kind =
            Kind::Number { unit: unit.into(), min: Decimal::ZERO, max: Decimal::whole(9), decimals: 0 };
        kind.quantity(Decimal::whole(number))
    };
    assert_eq!([number("lesions", 1), number("lesions", 2)], ["1 lesion", "2 lesions"]);
    assert_eq!([number("%", 1), number("mm/s", 1), number("", 1)], ["1 %", "1 mm/s", "1"]);
}
