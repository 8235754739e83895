//! Proves that wrong input is refused with a sentence that says what and where, with exit code 1, and that nothing
//! is printed as if it were an assessment.

use super::{Place, small};

/// What is said about a case that is wrong.
fn refused(case: &str) -> String {
    let place = Place::new();
    let path = place.file("case.yaml", case).display().to_string();
    let (code, stdout, stderr) = place.run(&["eval", &path, "--guideline", &small()]);
    assert_eq!((code, stdout.as_str()), (1, ""), "{case}\n{stderr}");
    assert!(!stderr.contains("panicked"), "{stderr}");
    stderr
}

#[test]
fn a_wrong_case_is_named_with_what_would_be_right() {
    for (case, named) in [
        ("answers: {fitt: yes}", vec!["fitt", "did you mean `fit`"]),
        ("answers: {enzyme: normel}", vec!["enzyme", "normel", "normal"]),
        ("answers: {sites: [livre]}", vec!["sites", "livre", "liver"]),
        ("answers: {sites: [none]}", vec!["no option `none`", "write `[]` for none of them"]),
        ("answers: {sites: [liver, none]}", vec!["leave it out"]),
        ("answers: {fit: 3}", vec!["fit", "yes"]),
        ("answers: {enzyme: [normal]}", vec!["enzyme"]),
        ("answers: {sites: liver}", vec!["sites"]),
        ("answers: {remnant: many}", vec!["remnant", "many"]),
        ("answers: {remnant: 30 %}", vec!["remnant", "30 %"]),
        ("answers: {remnant: 0}", vec!["remnant", "1", "100"]),
        ("answers: {remnant: 100.1}", vec!["remnant", "100"]),
        ("answers: {remnant: 30.25}", vec!["remnant", "30.25", "1"]),
        ("answers: {fit: yes, fit: no}", vec!["fit", "twice"]),
        ("answers: {fit: }", vec!["fit"]),
        ("anwsers: {fit: yes}", vec!["anwsers", "answers"]),
        ("title: nothing else", vec!["answers"]),
        ("answers: [", vec!["case.yaml"]),
        ("", vec!["case.yaml"]),
        ("- a list", vec!["case.yaml"]),
    ] {
        let stderr = refused(case);
        for name in named {
            assert!(stderr.contains(name), "{case}: `{name}` is missing in\n{stderr}");
        }
    }
}

#[test]
fn a_finding_shows_the_file_the_line_and_the_place_in_it() {
    let stderr = refused("title: x\nanswers:\n  fit: yes\n  enzyme: normel\n");
    assert!(stderr.contains("case.yaml:4:"), "{stderr}");
    assert!(stderr.contains("enzyme: normel"), "{stderr}");
    assert!(stderr.contains('^'), "{stderr}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let place = Place::new();
    let folder = place.path("folder");
    std::fs::create_dir(&folder).unwrap();
    let binary = place.file("binary.yaml", [0xff, 0xfe, 0x00]);
    for path in [place.path("missing.yaml"), folder, binary] {
        let path = path.display().to_string();
        let (code, stdout, stderr) = place.run(&["eval", &path, "--guideline", &small()]);
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.contains(&format!("error: {path}")), "{stderr}");
    }
    let (code, _, stderr) = place.run(&["eval", "-", "--guideline", &small()]);
    assert_eq!(code, 1);
    assert!(stderr.contains("standard input is empty"), "{stderr}");
}

#[test]
fn a_data_folder_that_cannot_be_used_is_named() {
    let place = Place::new();
    let file = place.file("file", "").display().to_string();
    for (folder, command) in [(file.as_str(), "list"), (file.as_str(), "new"), ("/proc/mcrc", "new")] {
        let command = if command == "list" { &["sessions", "list"][..] } else { &["new"] };
        let (code, stdout, stderr) = place.run(&[command, &["--data-dir", folder]].concat());
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.starts_with("error: ") && stderr.contains(folder), "{stderr}");
    }
}

#[test]
fn a_guideline_folder_that_cannot_be_read_is_named() {
    let place = Place::new();
    place.file("empty/readme.txt", "");
    for folder in ["./empty", "./missing", "/proc/1/root/none"] {
        let (code, stdout, stderr) = place.run_with(&["eval", "-", "--guideline", folder], "answers: {}");
        assert_eq!((code, stdout.as_str()), (1, ""), "{folder}");
        assert!(stderr.contains("error"), "{stderr}");
    }
}

#[test]
fn an_enormous_case_is_refused_before_it_is_read() {
    let text = format!("title: x\n# {}\nanswers: {{}}\n", "x".repeat(5 << 20));
    assert!(refused(&text).contains("larger than 4 MiB"));
    let deep = format!("answers: {}\n", "[".repeat(100_000));
    let start = std::time::Instant::now();
    refused(&deep);
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
}
