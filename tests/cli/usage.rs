//! Proves the exit codes and what is said when the program is called wrongly: 0 done, 1 the input is wrong, 2 wrong
//! usage.

use super::{Place, small};

#[test]
fn help_and_version_are_output_and_no_error() {
    let place = Place::new();
    let (code, stdout, stderr) = place.run(&["--help"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for command in ["open", "new", "eval", "sessions", "guideline", "demo", "--guideline", "--data-dir"] {
        assert!(stdout.contains(command), "{command}: {stdout}");
    }
    let (code, stdout, _) = place.run(&["--version"]);
    assert_eq!((code, stdout), (0, format!("mcrc {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    let place = Place::new();
    for (arguments, named) in [
        (vec!["evaluate"], "eval"),
        (vec!["eval"], "<CASE>"),
        (vec!["eval", "-", "--format", "yaml"], "possible values: text, markdown, json"),
        (vec!["sessions"], "list"),
        (vec!["guideline", "chekc"], "check"),
        (vec!["--gideline", "x"], "--guideline"),
        (vec!["open"], "<SESSION>"),
        (vec!["demo", "--eval"], "<NAME>"),
    ] {
        let (code, stdout, stderr) = place.run(&arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(named), "{named}: {stderr}");
    }
}

#[test]
fn a_misspelt_name_gets_the_nearest_right_one() {
    let place = Place::new();
    place.file("home/.config/mcrc/guidelines/liver-unit/guideline.yaml", "");
    let (code, stdout, stderr) = place.run(&["guideline", "check", "liver-unti"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(stderr.contains("did you mean `liver-unit`?"), "{stderr}");
    let (code, _, stderr) = place.run(&["eval", "-", "--guideline", "nowhere"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("there is no guideline or folder `nowhere`"), "{stderr}");
    let (code, _, stderr) = place.run(&["--guideline", &small(), "demo", "no-such-demonstration"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("there is no demonstration `no-such-demonstration`"), "{stderr}");
}
