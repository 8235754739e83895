//! What a translation does to a guideline, and what bringing it up to date does to a translation.

use std::path::Path;

use super::*;
use crate::guideline::{Kind, load};

fn read(folder: &str) -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap()
}

fn base() -> Files {
    read("tests/wrong/base")
}

/// With this text instead of that in a file; the file is begun where there is none.
fn with(files: &Files, path: &str, from: &str, to: &str) -> Files {
    let mut files = files.clone();
    let (_, text) = files.texts.iter_mut().find(|(other, _)| other == path).unwrap();
    assert!(text.contains(from), "{path}: {from}");
    *text = text.replacen(from, to, 1);
    files
}

fn replaced(files: &Files, updated: &Updated) -> Files {
    let mut files = files.clone();
    files.texts.retain(|(path, _)| *path != updated.path);
    files.texts.push((updated.path.clone(), updated.text.clone()));
    files.texts.sort();
    files
}

fn guideline(files: &Files) -> Guideline {
    load(files).unwrap().guideline
}

fn update(files: &Files, code: &str) -> Updated {
    update_translation(files, &guideline(files), code).unwrap()
}

fn counts(updated: &Updated) -> (usize, usize, usize, usize) {
    (updated.added, updated.stale, updated.gone, updated.untranslated)
}

#[test]
fn every_text_is_in_the_language_and_nothing_else_differs() {
    let files = base();
    let source = guideline(&files);
    let (german, findings) = in_language(&files, &source, "de");
    assert_eq!(findings.0, []);
    assert_eq!(german.questions[0].ask, "Ist ein Loch darin?");
    assert_eq!(german.questions[0].short, "Ist ein Loch darin", "a short name made from the question");
    assert_eq!(german.questions[4].short, "Strecke");
    assert_eq!(german.questions[1].kind.options()[2].label, "eine Speiche");
    assert_eq!(german.sections[0].none_label, "nichts kaputt");
    assert_eq!(german.decisions[1].rules[0].because, "Nichts zu flicken, oder nicht der Mühe wert.");
    assert_eq!(german.decisions[2].rules[0].alert.as_deref(), Some("Das ist ein langer Weg."));
    assert_eq!(german.disclaimer, "Für Tests erfunden. Aus dem Englischen.");
    assert_eq!(german.language.as_deref(), Some("de"));
    // Back again, text by text, it is what it was.
    let (mut back, mut left) = (german, Vec::new());
    let originals = texts::texts(&source);
    texts::each_text(&mut back, &mut |key, _, text| {
        let original = originals.iter().find(|text| text.key.path == key.path);
        if key.listed.is_none() {
            *text = original.unwrap().text.clone();
        } else {
            left.push(text.clone());
        }
    });
    assert!(left.contains(&"Ein Flicken ist schnell aufgesetzt.".to_owned()));
    assert_eq!(back.digest, source.digest);
    assert_eq!(back.order, source.order);
    for (one, other) in back.questions.iter().zip(&source.questions) {
        assert_eq!((&one.id, &one.ask, &one.help), (&other.id, &other.ask, &other.help));
        assert_eq!((&one.asks_when, &one.workup), (&other.asks_when, &other.workup));
        assert_eq!(one.kind, other.kind);
    }
    for (one, other) in back.decisions.iter().zip(&source.decisions) {
        assert_eq!((&one.id, &one.when, &one.outcomes), (&other.id, &other.when, &other.outcomes));
        let guards = |decision: &crate::guideline::Decision| -> Vec<_> {
            decision
                .rules
                .iter()
                .map(|rule| (rule.guard.clone(), rule.then, rule.recommend.clone()))
                .collect()
        };
        assert_eq!(guards(one), guards(other));
    }
    assert_eq!(back.stops, source.stops);
}

#[test]
fn a_language_without_a_translation_changes_nothing() {
    let files = base();
    let source = guideline(&files);
    assert_eq!(in_language(&files, &source, "ko"), (source, Diagnostics::default()));
    assert_eq!(languages(&files), [("de".to_owned(), "Deutsch".to_owned())]);
}

#[test]
fn what_was_made_from_another_text_is_shown_as_the_guideline_has_it() {
    let files = with(&base(), "questions.yaml", "Is there a hole?", "Is there a small hole?");
    let source = guideline(&files);
    let (german, findings) = in_language(&files, &source, "de");
    assert_eq!(findings.0, []);
    assert_eq!(german.questions[0].ask, "Is there a small hole?");
    assert_eq!(german.questions[1].ask, "Was ist kaputt?");
    // How a text is folded in its file is no change.
    let folded = with(
        &base(),
        "questions.yaml",
        "ask: Is there a hole?",
        "ask: >-\n        Is there\n        a hole?",
    );
    assert_eq!(in_language(&folded, &guideline(&folded), "de").0.questions[0].ask, "Ist ein Loch darin?");
}

#[test]
fn the_digest_is_that_of_the_rules() {
    let files = base();
    let other = with(&files, "translations/de.yaml", "Ist ein Loch darin?", "Hat er ein Loch?");
    assert_eq!(files.digest(), other.digest());
    assert_ne!(files.digest(), with(&files, "questions.yaml", "a hole", "no hole").digest());
}

#[test]
fn bringing_up_to_date_what_is_up_to_date_changes_not_a_letter() {
    let files = base();
    let text = &files.texts.iter().find(|(path, _)| path == "translations/de.yaml").unwrap().1;
    assert_eq!(&update(&files, "de").text, text);
    let shipped = read("guidelines/mcrc");
    let updated = update(&shipped, "ko");
    let again = update(&replaced(&shipped, &updated), "ko");
    assert_eq!(again.text, updated.text);
    assert_eq!((again.added, again.stale), (0, updated.stale));
}

#[test]
fn a_translation_is_begun_with_an_entry_for_every_text() {
    let mut files = base();
    files.texts.retain(|(path, _)| !path.starts_with("translations/"));
    let updated = update(&files, "pt-BR");
    assert_eq!(counts(&updated), (updated.all, 0, 0, updated.all));
    assert_eq!(updated.path, "translations/pt-BR.yaml");
    let begun = replaced(&files, &updated);
    let [review] = &review_translations(&begun, &guideline(&begun))[..] else { panic!() };
    assert!(review.findings.0.iter().all(|finding| finding.severity == crate::guideline::Severity::Note));
    assert_eq!(review.coverage.iter().map(|of| of.all).sum::<usize>(), updated.all);
    assert_eq!(update(&begun, "pt-BR").text, updated.text);
    assert_eq!(in_language(&begun, &guideline(&begun), "pt-BR").0.questions, guideline(&begun).questions);
}

#[test]
fn changed_texts_are_marked_until_somebody_takes_the_mark_out() {
    let mut files = with(&base(), "questions.yaml", "Is there a hole?", "Is there a small hole?");
    files = with(
        &files,
        "decisions/10-state.yaml",
        "It will not hold for long.",
        "It will not hold for very long.",
    );
    let updated = update(&files, "de");
    assert_eq!(counts(&updated), (0, 2, 0, 0));
    let marked =
        "      from: Is there a small hole?\n      was: Is there a hole?\n      de: Ist ein Loch darin?\n";
    assert!(updated.text.contains(marked), "{}", updated.text);
    assert!(updated.text.contains(
        "      - from: It will not hold for very long.\n        was: It will not hold for long.\n        de: Lange"
    ));
    let files = replaced(&files, &updated);
    assert_eq!(update(&files, "de").text, updated.text);
    // The text that was translated stays, however often the guideline changes, until it is what it was.
    let again = with(&files, "questions.yaml", "a small hole?", "a tiny hole?");
    let again = replaced(&again, &update(&again, "de"));
    let text = &again.texts.iter().find(|(path, _)| *path == "translations/de.yaml").unwrap().1;
    assert!(text.contains("      from: Is there a tiny hole?\n      was: Is there a hole?\n"), "{text}");
    let back = with(&again, "questions.yaml", "a tiny hole?", "a hole?");
    assert_eq!(update(&back, "de").stale, 1, "only the reason");
    // Somebody looks at it.
    let seen = with(&files, "translations/de.yaml", "      was: Is there a hole?\n", "");
    assert_eq!(in_language(&seen, &guideline(&seen), "de").0.questions[0].ask, "Ist ein Loch darin?");
}

#[test]
fn a_translation_of_what_is_gone_is_kept_and_found_again() {
    let base = base();
    let spoke = ", {id: spoke, label: a spoke, help: \"One of the 36, or more.\"}";
    let without = with(&base, "questions.yaml", spoke, "");
    let updated = update(&without, "de");
    assert_eq!(counts(&updated), (0, 0, 2, 0));
    assert!(updated.text.contains("  - at: questions.broken.options.spoke.label\n    from: a spoke\n"));
    let without = replaced(&without, &updated);
    assert_eq!(update(&without, "de").text, updated.text);
    // It comes back, under another id.
    let renamed = spoke.replace("id: spoke", "id: wire");
    let with_it = with(&without, "questions.yaml", "rim]", &format!("rim{renamed}]"));
    let found = update(&with_it, "de");
    assert_eq!(counts(&found), (2, 0, 0, 0));
    assert!(
        found
            .text
            .contains("      wire:\n        label:\n          from: a spoke\n          de: eine Speiche\n")
    );
    // A reason that moves to another decision takes its translation along.
    let moved = with(
        &base,
        "decisions/10-state.yaml",
        "because: Nothing speaks against it.",
        "because: A new reason.",
    );
    let moved =
        with(&moved, "decisions/20-plan.yaml", "A patch is put on quickly.", "Nothing speaks against it.");
    let found = update(&moved, "de");
    assert!(
        found
            .text
            .contains("      - from: Nothing speaks against it.\n        de: Nichts spricht dagegen.\n")
    );
    assert_eq!(counts(&found), (2, 0, 1, 1));
}

#[test]
fn an_id_that_changes_takes_its_translations_along() {
    let files = with(&base(), "questions.yaml", "id: tread", "id: profile");
    let files = with(&files, "scores.yaml", "tread is bare", "profile is bare");
    assert_eq!(counts(&update(&files, "de")), (4, 0, 0, 0));
}

#[test]
fn comments_stay_above_what_they_stand_above() {
    let files =
        with(&base(), "translations/de.yaml", "  broken:\n", "  # Ask Dr Rad.\n  # Twice.\n  broken:\n");
    let files =
        with(&files, "translations/de.yaml", "  - from: The way\n", "  # This way?\n  - from: The way\n");
    let files = with(
        &files,
        "translations/de.yaml",
        "      de: Strecke\n",
        "      de: >-\n        Strecke\n        # 7\n",
    );
    let text = update(&files, "de").text;
    assert!(text.contains("\n  # Ask Dr Rad.\n  # Twice.\n  broken:\n"), "{text}");
    assert!(text.contains("\n  # This way?\n  - from: The way\n"), "{text}");
    assert!(text.contains("      de: \"Strecke # 7\"\n") && text.matches("# 7").count() == 1, "{text}");
    assert!(text.starts_with("# The sound translation"), "{text}");
    // What stood above something that is gone moves to the end.
    let gone = with(&files, "questions.yaml", "      short: Distance\n", "");
    let gone = with(&gone, "translations/de.yaml", "    short:\n", "    # Or Weg?\n    short:\n");
    assert!(update(&gone, "de").text.ends_with("# Or Weg?\n"), "{}", update(&gone, "de").text);
}

#[test]
fn a_file_that_is_not_understood_is_left_alone() {
    for (from, to) in [
        ("      de: Ist ein Loch darin?", "      ed: Ist ein Loch darin?"),
        ("  tread:\n", "  hole:\n"),
        (
            "    ask:\n      from: Is there a hole?\n      de: Ist ein Loch darin?\n",
            "    ask: Ist ein Loch darin?\n",
        ),
        ("recommendations:\n", "advice: {old: Ein alter Rat}\nrecommendations:\n"),
        ("questions:\n", "questions: ]\n"),
    ] {
        let files = with(&base(), "translations/de.yaml", from, to);
        let wrong = update_translation(&files, &guideline(&files), "de").unwrap_err();
        assert!(wrong.has_errors(), "{to}");
    }
}

#[test]
fn texts_that_yaml_would_take_for_something_else_are_written_so_that_they_stay() {
    let odd = [
        "yes",
        "12",
        "a: b",
        "a #b",
        "\"q\" \\ ",
        "- x",
        "{a}",
        "null",
        "ends:",
        "tab\there",
        "' one",
        "%",
        "두 줄\n이다",
    ];
    for odd in odd {
        let files = base();
        let quoted = serde_json::to_string(odd).unwrap();
        let files = with(&files, "translations/de.yaml", "Ist ein Loch darin?", &quoted);
        let files = replaced(&files, &update(&files, "de"));
        let german = in_language(&files, &guideline(&files), "de");
        assert_eq!((german.0.questions[0].ask.as_str(), german.1.0.len()), (odd.trim(), 0));
    }
}

#[test]
fn the_embedded_guideline_carries_its_translation() {
    let files = Files::embedded();
    let source = guideline(&files);
    assert_eq!(languages(&files), [("ko".to_owned(), "한국어".to_owned())]);
    let (korean, findings) = in_language(&files, &source, "ko");
    assert_eq!(findings.0, []);
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    assert!(korean.questions.iter().filter(|question| hangul(&question.ask)).count() > 100);
    assert!(korean.recommendations.iter().filter(|item| hangul(&item.title)).count() > 90);
    assert_eq!(korean.digest, source.digest);
    for (one, other) in korean.questions.iter().zip(&source.questions) {
        assert_eq!(one.id, other.id);
        if let (Kind::Number { min, max, .. }, Kind::Number { min: least, max: most, .. }) =
            (&one.kind, &other.kind)
        {
            assert_eq!((min, max), (least, most));
        }
    }
}

#[test]
fn codes_of_languages() {
    for code in ["ko", "de", "pt-BR", "zh-Hant", "kok"] {
        assert!(is_code(code), "{code}");
    }
    for code in ["", "k", "korean", "KO", "was", "at", "ko-", "ko_KR", "ko.", "../ko", "한국"] {
        assert!(!is_code(code), "{code}");
    }
}
