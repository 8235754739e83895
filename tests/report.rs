//! Proves the reports on random small guidelines with random answers: the JSON is what its schema says whatever
//! the assessment, and the text fits its width and says every status.

#![allow(dead_code, unreachable_pub, reason = "the random guidelines are those of the engine's tests")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "these are tests")]

#[path = "engine/direct.rs"]
mod direct;
#[path = "engine/random.rs"]
mod random;

use std::sync::Arc;

use mcrc::engine::{Assessment, Engine};
use mcrc::guideline::{Answers, Evidence, EvidenceId, Files, Guideline, Origin, Place, load};
use mcrc::report::{Layout, Report, SCHEMA, is_undecided, json, json_value, markdown, status_word, text};
use mcrc::session::{GuidelineStamp, Moment, Outdated, Replayed, Session};
use random::Random;

/// Random guidelines with citations, and random answers.
fn every(mut check: impl FnMut(&Guideline, &Answers, &Assessment)) {
    for seed in 0..200 {
        let mut guideline = random::guideline(seed);
        let random = &mut Random(seed);
        guideline.digest = format!("sha256:{:064x}", seed);
        if seed % 2 == 0 {
            guideline.origin = Origin::Folder("guidelines/random".into());
        }
        for (index, checked) in [true, false].into_iter().enumerate() {
            guideline.evidence.push(Evidence {
                id: format!("evidence-{index}"),
                citation: format!("Author {index}"),
                pmid: checked.then_some(1),
                doi: None,
                finding: "Something was found.".into(),
                grade: "trial".into(),
                checked,
                place: Place::default(),
            });
        }
        for rule in guideline.decisions.iter_mut().flat_map(|decision| &mut decision.rules) {
            rule.evidence.push(EvidenceId(random.below(2)));
        }
        let engine = Engine::new(Arc::new(guideline)).unwrap();
        for _ in 0..4 {
            let answers = random::answers(random, engine.guideline());
            check(engine.guideline(), &answers, &engine.assess_with_reasons(&answers));
        }
    }
}

#[test]
fn json_is_what_its_schema_says_whatever_the_assessment() {
    let validator = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    every(|guideline, answers, assessment| {
        let report = Report::new(guideline, "a case", assessment).with_answers(answers);
        let value = json_value(&report);
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}\n{value:#}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&json(&report)).unwrap(), value);
        assert!(!json(&report).contains('\n'));
    });
}

#[test]
fn text_and_markdown_say_the_status_and_only_that_one() {
    every(|guideline, answers, assessment| {
        let report = Report::new(guideline, "a case", assessment).with_answers(answers);
        let words = ["PROVISIONAL - ", "STRATEGY SETTLED - ", "AWAITING WORK-UP - ", "FINAL - "];
        for page in [text(&report, Layout::default()), markdown(&report)] {
            for word in words {
                let said = format!("{} - ", status_word(assessment.status)) == word;
                assert_eq!(page.contains(word), said && !is_undecided(assessment), "{word}: {page}");
            }
            // Nothing is called settled while unknown answers leave several plans possible.
            assert_eq!(page.contains("OPEN, waits on "), is_undecided(assessment), "{page}");
        }
    });
}

#[test]
fn text_fits_its_width() {
    every(|guideline, answers, assessment| {
        let report = Report::new(guideline, "a case", assessment).with_answers(answers);
        for width in [40, 80] {
            let page = text(&report, Layout { width, ascii: true });
            for line in page.lines() {
                assert!(line.len() <= width, "{line}\n{page}");
            }
        }
    });
}

#[test]
fn what_is_outdated_is_listed_with_its_old_value_and_counts_as_unknown() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/screens");
    let guideline = load(&Files::read(&folder).unwrap()).unwrap().guideline;
    let engine = Engine::new(Arc::new(guideline)).unwrap();
    let guideline = engine.guideline();
    let (begun, opened): (Moment, Moment) =
        ("2026-01-01T12:00:00Z".parse().unwrap(), "2026-02-20T12:00:00Z".parse().unwrap());
    let mut session =
        Session::new(uuid::Uuid::from_u128(7), begun, GuidelineStamp::from(guideline), "a case");
    session.answer("sites", Some(serde_json::json!(["liver"])), begun).unwrap();
    session.answer("remnant", Some(serde_json::json!(40)), begun).unwrap();
    session.answer("fit", Some(serde_json::json!(true)), opened).unwrap();
    let outdated = Outdated::when_opened(guideline, &session, opened);
    let answers = outdated.as_unknown(&Replayed::under(guideline, &session).answers);
    let assessment = engine.assess_with_reasons(&answers);
    let report =
        Report::new(guideline, "a case", &assessment).with_answers(&answers).with_outdated(&outdated);
    let value = json_value(&report);
    assert_eq!(value["outdated"], serde_json::json!(["remnant"]));
    assert_eq!(value["status"], "awaiting_workup");
    let validator = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
    assert!(validator.is_valid(&value));
    for page in [text(&report, Layout::default()), markdown(&report)] {
        assert!(page.contains("CONFIRM") && page.contains("40 % (outdated, 50 days old)"), "{page}");
        assert!(!page.contains("Future liver remnant: unknown"), "{page}");
        assert!(page.contains("counts as unknown until somebody confirms it"), "{page}");
    }
}
