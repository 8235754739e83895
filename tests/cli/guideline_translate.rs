//! Proves that a translation is begun, kept up to date and checked from the command line, and that nothing of it is lost.

use super::Place;

/// A guideline of one's own in the folder `mine`.
fn mine(place: &Place) {
    assert_eq!(place.run(&["guideline", "new", "mine"]).0, 0);
}

#[test]
fn a_translation_is_begun_filled_in_and_told_of_by_the_check() {
    let place = Place::new();
    mine(&place);
    let (code, stdout, stderr) = place.run(&["guideline", "translate", "mine", "ko"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    assert!(stdout.starts_with("mine/translations/ko.yaml: 0 of "), "{stdout}");
    let path = place.path("mine/translations/ko.yaml");
    let begun = std::fs::read_to_string(&path).unwrap();
    let ask = begun.lines().find(|line| line.trim_start().starts_with("from:")).unwrap();
    let filled = begun.replacen(&format!("{ask}\n    ko:\n"), &format!("{ask}\n    ko: 우리 병원\n"), 1);
    assert_ne!(begun, filled, "{begun}");
    std::fs::write(&path, &filled).unwrap();
    let (code, stdout, _) = place.run(&["guideline", "check", "mine", "--strict"]);
    assert_eq!(code, 0, "what is missing is no failure: {stdout}");
    assert!(
        stdout.contains("\nko: 0 of ") && stdout.contains("1 of 2 texts of the guideline itself"),
        "{stdout}"
    );
    assert!(!stdout.contains("note:") && stdout.contains("(--notes lists them)"), "{stdout}");
    let (_, stdout, _) = place.run(&["guideline", "check", "mine", "--notes"]);
    assert!(stdout.contains("note: ko: 1 of 2 texts of the guideline itself not translated"), "{stdout}");
    let (code, stdout, _) = place.run(&["guideline", "translate", "mine", "ko"]);
    assert_eq!((code, std::fs::read_to_string(&path).unwrap()), (0, filled), "{stdout}");
    assert!(stdout.starts_with("mine/translations/ko.yaml: 1 of "), "{stdout}");
}

#[test]
fn a_changed_text_fails_a_strict_check_until_the_translation_is_looked_at() {
    let place = Place::new();
    mine(&place);
    place.run(&["guideline", "translate", "mine", "ko"]);
    let path = place.path("mine/translations/ko.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let head = std::fs::read_to_string(place.path("mine/guideline.yaml")).unwrap();
    let title = head.lines().find(|line| line.starts_with("title:")).unwrap();
    let from = title.trim_start_matches("title: ").trim_matches('"');
    let filled = text.replacen("    ko:\n", "    ko: 제목\n", 1);
    std::fs::write(&path, filled).unwrap();
    std::fs::write(place.path("mine/guideline.yaml"), head.replace(title, "title: Another title")).unwrap();
    let (code, stdout, _) = place.run(&["guideline", "check", "mine", "--strict"]);
    assert_eq!(code, 1, "{stdout}");
    for told in [
        "warning: the translation of `guideline.title`",
        from,
        "it is now: Another title",
        "the translation: 제목",
    ] {
        assert!(stdout.contains(told), "{told}: {stdout}");
    }
    let (code, json, _) = place.run(&["guideline", "check", "mine", "--format", "json"]);
    assert!(code == 0 && json.contains("\"code\":\"translation\",\"severity\":\"warning\""), "{json}");
    let (_, stdout, _) = place.run(&["guideline", "translate", "mine", "ko"]);
    assert!(stdout.contains("   1 made from another text"), "{stdout}");
    let marked = std::fs::read_to_string(&path).unwrap();
    assert!(
        marked.contains("    from: Another title\n    was: ") && marked.contains("    ko: 제목\n"),
        "{marked}"
    );
    let was = marked.lines().find(|line| line.trim_start().starts_with("was:")).unwrap();
    std::fs::write(&path, marked.replace(&format!("{was}\n"), "")).unwrap();
    assert_eq!(place.run(&["guideline", "check", "mine", "--strict"]).0, 0);
}

#[test]
fn what_cannot_be_written_or_understood_is_said_and_left_as_it_was() {
    let place = Place::new();
    mine(&place);
    for (language, told) in [("korean", "is no code of a language"), ("../ko", "is no code of a language")] {
        let (code, stdout, stderr) = place.run(&["guideline", "translate", "mine", language]);
        assert!((code, stdout.as_str()) == (1, "") && stderr.contains(told), "{stderr}");
    }
    place.file("mine/translations/ko.yaml", "questions: {fit: {ask: 수술 가능}}\n");
    let (code, stdout, stderr) = place.run(&["guideline", "translate", "mine", "ko"]);
    assert!((code, stdout.as_str()) == (1, "") && stderr.contains("translations/ko.yaml:1"), "{stderr}");
    let kept = std::fs::read_to_string(place.path("mine/translations/ko.yaml")).unwrap();
    assert_eq!(kept, "questions: {fit: {ask: 수술 가능}}\n");
    let (code, _, stderr) = place.run(&["guideline", "translate", "nowhere", "ko"]);
    assert!(code == 1 && stderr.contains("nowhere"), "{stderr}");
}
