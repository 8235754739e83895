//! What is too large, too deep or no text at all: refused at once, with a message, and without a crash.

use std::time::{Duration, Instant};

use mcrc::engine::Engine;
use mcrc::guideline::{Files, load};

use crate::base::{copy, found, found_in, here};

/// How long an answer may take in a debug build, on cores that others use too. The slowest here takes about 0.7 s, most
/// less than 0.1 s; what grows with the square of the size takes minutes.
const AT_ONCE: Duration = Duration::from_secs(4);
const MIB: usize = 1 << 20;

/// The sound guideline with another text in a file.
fn with(file: &str, text: &str) -> Files {
    let mut files = Files::read(&here().join("base")).unwrap();
    files.texts.iter_mut().find(|(path, _)| path == file).unwrap().1 = text.to_owned();
    files
}

/// What is said about a text in place of a file, at once.
fn said(file: &str, text: &str, about: &str) -> String {
    let files = with(file, text);
    let start = Instant::now();
    let findings = found_in(&files);
    let written = findings.to_string();
    let took = start.elapsed();
    assert!(took < AT_ONCE, "{file}: {took:?} for {about}");
    assert!(written.len() < 100_000, "{file}: {} bytes about {about}", written.len());
    assert!(findings.has_errors(), "{file}: nothing is said about {about}");
    written
}

#[test]
fn deep_nesting_is_refused_at_once() {
    for part in ["[", "{", "- ", "? ", "a: [", "{a: ", "- - a: ", "[[]", "&a [", "!!seq [", "\"", "'", "|\n "]
    {
        let text = part.repeat(100_000);
        for file in ["questions.yaml", "cases/rim.yaml"] {
            said(file, &text, &format!("100,000 times {part:?}"));
        }
    }
    let stairs: String = (0..1_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    assert!(said("cases/rim.yaml", &stairs, "stairs").contains("nested more than 32 deep"));
    let brackets = said("questions.yaml", &"[".repeat(100_000), "brackets");
    assert!(brackets.contains("nested more than 32 deep"), "{brackets}");
}

#[test]
fn long_guards_and_formulas_are_refused_at_once() {
    for (from, part) in
        [("effort > 5", "("), ("effort > 5", "not "), ("effort > 5", "((hole or "), ("effort > 5", "{")]
    {
        let text = std::fs::read_to_string(here().join("base/decisions/20-plan.yaml")).unwrap();
        let text = text.replace(from, &format!("\"{}\"", part.repeat(100_000)));
        said("decisions/20-plan.yaml", &text, &format!("a guard of 100,000 times {part:?}"));
    }
    for part in ["(", "1 + ", "sqrt(", "min(1, ", "1 * ", "-"] {
        let text = format!("- score: effort\n  title: Effort\n  formula: \"{}1\"\n", part.repeat(100_000));
        said("scores.yaml", &text, &format!("a formula of 100,000 times {part:?}"));
    }
}

#[test]
fn a_mistake_in_each_of_20_000_tests_of_a_guard_is_told_at_once() {
    let text = std::fs::read_to_string(here().join("base/decisions/20-plan.yaml")).unwrap();
    for test in ["hoel", "tread is abre", "distance_km < 200", "effort > far", "hole = 1", "state is brokn"] {
        for joined in [" or ", " and "] {
            let guard = vec![test; 20_000].join(joined);
            said(
                "decisions/20-plan.yaml",
                &text.replace("effort > 5", &guard),
                &format!("20,000 times {test:?}"),
            );
        }
        let list = format!("{{any: [{}]}}", vec![test; 20_000].join(", "));
        said("decisions/20-plan.yaml", &text.replace("effort > 5", &list), &format!("a list of {test:?}"));
    }
}

#[test]
fn large_files_are_refused_at_once() {
    for part in [
        "x",
        "a\n",
        "- a\n",
        "- {}\n",
        "- []\n",
        "#\n",
        "a b ",
        "a: ",
        ": ",
        "[a, ",
        "a, ",
        "\t",
        "\n",
        "%\n",
        "---\n",
        "- - ",
        "\"a\" ",
        "\u{e9}",
        "*a ",
        "\\",
        "- {a: b}\n",
        "a: &b c\n",
        "|\n",
        "  x\n",
    ] {
        let text = part.repeat(MIB / part.len());
        for file in ["questions.yaml", "cases/rim.yaml"] {
            said(file, &text, &format!("1 MiB of {part:?}"));
        }
    }
    let keys = |value: &str| (0..60_000).map(|key| format!("k{key}: {value}\n")).collect::<String>();
    said("guideline.yaml", &keys("x"), "60,000 keys");
    said(
        "cases/rim.yaml",
        &format!("answers:\n{}", keys("x").replace("\nk", "\n k").replacen('k', " k", 1)),
        "60,000 answers",
    );
    let over = said("questions.yaml", &"x".repeat(2 * MIB), "2 MiB");
    assert!(over.contains("larger than 1 MiB"), "{over}");
}

/// A folder with these bytes in a file, and what is said about it at once.
fn bytes(file: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    copy(&here().join("base"), folder.path());
    std::fs::write(folder.path().join(file), bytes).unwrap();
    let start = Instant::now();
    let findings = found(folder.path());
    assert!(start.elapsed() < AT_ONCE && findings.has_errors(), "{file}: {:?}", start.elapsed());
    assert!(findings.0.iter().all(|finding| finding.hint.is_some()), "{findings}");
    findings.to_string().replace(&folder.path().display().to_string(), "DIR")
}

#[test]
fn what_is_no_text_is_refused() {
    let utf16: Vec<u8> = "\u{feff}guideline: puncture\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let noise: Vec<u8> = (0..200_000u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, content) in [
        ("invalid UTF-8", &b"title: \xff\xfe\n"[..]),
        ("Latin-1", b"guideline: puncture\ntitle: M\xfcnchen\n"),
        ("UTF-16", &utf16),
        ("noise", &noise),
    ] {
        let text = bytes("guideline.yaml", content);
        assert!(text.contains("not UTF-8 text") && text.contains("save it as UTF-8"), "{name}: {text}");
        assert!(text.contains("guideline.yaml"), "{name}: {text}");
    }
    let zeros = bytes("questions.yaml", &[0; 5_000]);
    assert!(zeros.contains("questions.yaml:1:"), "{zeros}");
    // As large as a film: not even read.
    let sparse = tempfile::tempdir().unwrap();
    copy(&here().join("base"), sparse.path());
    std::fs::File::create(sparse.path().join("scores.yaml")).unwrap().set_len(1 << 36).unwrap();
    let start = Instant::now();
    let text = found(sparse.path()).to_string();
    assert!(text.contains("larger than 1 MiB") && start.elapsed() < AT_ONCE, "{text}");
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_are_no_mistake() {
    let mut files = Files::read(&here().join("base")).unwrap();
    for (_, text) in &mut files.texts {
        *text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    }
    let findings = found_in(&files);
    assert_eq!(findings.0, [], "{findings}");
}

/// What is said about the plan with so many rules, outcomes, options or stops.
fn many(file: &str, text: String) -> String {
    let loaded = match load(&with(file, &text)) {
        Err(findings) => return findings.to_string(),
        Ok(loaded) => loaded,
    };
    Engine::new(loaded.guideline.into()).map_or_else(|error| error.to_string(), |_| String::new())
}

#[test]
fn what_exceeds_a_limit_is_named_with_the_limit() {
    let options =
        |number: usize| (0..number).map(|option| format!("o{option}")).collect::<Vec<_>>().join(", ");
    let questions = std::fs::read_to_string(here().join("base/questions.yaml")).unwrap();
    let with_options =
        |number| questions.replace("[home, road]", &format!("[home, road, {}]", options(number)));
    assert_eq!(many("questions.yaml", with_options(61)), "");
    let text = many("questions.yaml", with_options(62));
    assert!(text.contains("a choice has 1 to 63 options") && text.contains("questions.yaml:24:16"), "{text}");

    let plan = std::fs::read_to_string(here().join("base/decisions/20-plan.yaml")).unwrap();
    let with_outcomes = |number| plan.replace("[mend, walk]", &format!("[mend, walk, {}]", options(number)));
    assert_eq!(many("decisions/20-plan.yaml", with_outcomes(60)), "");
    let text = many("decisions/20-plan.yaml", with_outcomes(61));
    assert!(text.contains("`plan` has more than 62 outcomes"), "{text}");
    assert!(text.contains("= split the decision"), "{text}");

    let rule = "    - {if: hole, then: walk, because: Why not.}\n";
    let with_rules =
        |number: usize| plan.replacen("  rules:\n", &format!("  rules:\n{}", rule.repeat(number)), 1);
    assert_eq!(many("decisions/20-plan.yaml", with_rules(60)), "");
    let text = many("decisions/20-plan.yaml", with_rules(61));
    assert!(text.contains("`plan` has more than 62 rules"), "{text}");

    let stops = |number: usize| {
        let stop = |index| format!("- {{never: s{index}, if: hole, forbid: [patch], because: x}}\n");
        (0..number).map(stop).collect::<String>()
    };
    assert_eq!(many("safety.yaml", stops(126)), "");
    let text = many("safety.yaml", stops(127));
    assert!(text.contains("more than 126 stops"), "{text}");

    let scores = std::fs::read_to_string(here().join("base/scores.yaml")).unwrap();
    let text = many(
        "scores.yaml",
        scores.replace("add: 1}", "add: 50}\n    - {if: hole, add: 50}\n    - {if: hole, add: 50}"),
    );
    assert!(text.contains("score `trouble` spans more than 127 points"), "{text}");
}
