//! Choosing a language, and the code held against the catalogue.

use super::*;

fn chosen(option: Option<Language>, unicode: bool, variables: &[(&str, &str)]) -> Chosen {
    Language::choose(option, unicode, |name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_option_wins_then_the_locale_then_english() {
    let korean = [("LANG", "ko_KR.UTF-8")];
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
