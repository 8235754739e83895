//! Choosing a language, and the code held against the catalogue.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthStr;

use super::*;

fn chosen(option: Option<Language>, unicode: bool, variables: &[(&str, &str)]) -> Chosen {
    Language::choose(option, unicode, |name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_option_wins_then_the_locale_then_english() {
    let korean = [("LANG", "ko_KR.UTF-8")];
    for (locale, language) in
        [("ko", Language::Korean), ("ko.UTF-8", Language::Korean), ("kok_IN.UTF-8", Language::English)]
    {
        assert_eq!(chosen(None, true, &[("LANG", locale)]).language, language, "{locale}");
    }
    assert_eq!(chosen(None, true, &korean).language, Language::Korean);
    assert_eq!(chosen(None, true, &[("LC_ALL", "en_GB.UTF-8"), korean[0]]).language, Language::English);
    assert_eq!(chosen(None, true, &[("LC_ALL", ""), korean[0]]).why, "LANG=ko_KR.UTF-8");
    assert_eq!(chosen(Some(Language::English), true, &korean).language, Language::English);
    assert_eq!(chosen(Some(Language::Korean), true, &[]).language, Language::Korean);
    assert_eq!(chosen(None, true, &[]).language, Language::English);
}

#[test]
fn where_only_ascii_is_shown_it_is_english_and_who_asked_for_more_is_told() {
    assert_eq!(chosen(None, false, &[("LANG", "ko_KR.eucKR")]).language, Language::English);
    let asked = chosen(Some(Language::Korean), false, &[]);
    assert!(asked.language == Language::English && asked.warning.is_some());
}

/// The text of a literal that begins at the first `"` of `code`, with its escapes resolved.
fn literal(code: &str) -> String {
    let mut text = String::new();
    let mut characters = code.strip_prefix('"').unwrap().chars().peekable();
    loop {
        match characters.next().unwrap() {
            '"' => return text,
            '\\' => match characters.next().unwrap() {
                'n' => text.push('\n'),
                '\n' => while characters.next_if(|next| next.is_whitespace()).is_some() {},
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

/// Where the first argument of a call that begins at `code` ends.
fn after_first_argument(code: &str) -> usize {
    let mut depth = 0;
    for (at, character) in code.char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    panic!("no second argument: {code}")
}

/// The phrases of a file of code, by the macros that say them.
fn phrases_of(code: &str) -> Vec<String> {
    let mut phrases = Vec::new();
    for (start, _) in code.match_indices("!(") {
        let (name, rest) = (&code[..start], &code[start + 2..]);
        let rest = match (name.ends_with("say"), name.ends_with("phrase")) {
            (true, _) => &rest[after_first_argument(rest)..],
            (_, true) => rest,
            _ => continue,
        };
        let rest = rest.trim_start();
        if rest.starts_with('"') {
            phrases.push(literal(rest));
        }
    }
    phrases
}

/// Each phrase of the program, and a place that says it.
fn phrases() -> BTreeMap<String, String> {
    fn visit(folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() && !["tests", "language"].contains(&name) {
                visit(&path, found);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                let code = std::fs::read_to_string(&path).unwrap();
                found
                    .extend(phrases_of(&code).into_iter().map(|phrase| (phrase, path.display().to_string())));
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    for phrase in crate::tui::phrases_of_keys() {
        found.insert(phrase.to_owned(), "the table of keys".to_owned());
    }
    found
}

#[test]
fn every_phrase_of_the_code_is_in_the_catalogue_once_and_nothing_else() {
    let said = phrases();
    assert!(said.len() > 300, "the code is not read any more: {} phrases", said.len());
    let written: Vec<&str> = korean::phrases().map(|(english, _)| english).collect();
    let known: BTreeSet<&str> = written.iter().copied().collect();
    let missing: Vec<_> = said.iter().filter(|(phrase, _)| !known.contains(phrase.as_str())).collect();
    assert!(missing.is_empty(), "not in the Korean catalogue: {missing:#?}");
    let left: Vec<_> = known.iter().filter(|phrase| !said.contains_key(**phrase)).collect();
    assert!(left.is_empty(), "said nowhere any more: {left:#?}");
    assert_eq!(written.len(), known.len(), "written twice");
}

/// The places of a phrase, such as `{0}`.
fn places(phrase: &str) -> BTreeSet<&str> {
    phrase.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn a_phrase_keeps_its_parts_and_is_in_korean() {
    for (english, korean) in korean::phrases() {
        assert_eq!(places(english), places(korean), "{english}");
        assert!(korean.nfc().eq(korean.chars()), "{english} is not in NFC");
        assert_eq!(english.starts_with(' '), korean.starts_with(' '), "{english}");
        // What joins parts has nothing to be translated.
        let words = english.chars().any(char::is_alphabetic);
        let hangul = korean.chars().any(|character| ('가'..='힣').contains(&character));
        assert!(hangul || !words || JOINTS.contains(&english), "{english}: {korean}");
    }
}

/// Phrases that Korean says with signs.
const JOINTS: [&str; 4] = [", not ", "{0} to {1}", "{0} to {1}{2}", "{0} to {1}{2}{3}"];

/// Labels that stand above each other keep the columns of the text beside them.
#[test]
fn labels_keep_their_columns() {
    for label in ["NOW      ", "WHAT IF  ", "WITHHELD ", "find out ", "open  "] {
        let korean = Language::Korean.word(label);
        assert!(korean != label && korean.width() == label.len(), "{label}");
    }
}

#[test]
fn parts_stand_where_the_language_wants_them() {
    assert_eq!(with_parts("{0} of {1} rules hold", &[&2, &5]), "2 of 5 rules hold");
    assert_eq!(with_parts("규칙 {1}개 중 {0}개 성립", &[&2, &5]), "규칙 5개 중 2개 성립");
    assert_eq!(Language::Korean.word("in no catalogue"), "in no catalogue");
}
