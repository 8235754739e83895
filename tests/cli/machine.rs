//! Proves what the program says about the machine it runs on, and what it gives to shells and manuals.

use super::Place;

#[test]
fn doctor_says_what_was_found_out_and_from_what() {
    let place = Place::new();
    let doctor = |env: &[(&str, &str)]| {
        let command =
            env.iter().fold(place.mcrc(&["doctor"]), |command, (name, value)| command.env(name, value));
        super::told(command.assert())
    };
    let (code, stdout, stderr) = doctor(&[("TERM", "xterm"), ("LANG", "ko_KR.UTF-8"), ("NO_COLOR", "1")]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
    for line in ["full screen", "UTF-8 (LANG=ko_KR.UTF-8)", "none (NO_COLOR)", "50 ms (no SSH_CONNECTION)"] {
        assert!(stdout.contains(line), "{line}: {stdout}");
    }
    assert!(stdout.contains("home/.local/share/mcrc/sessions (the platform's folder)"), "{stdout}");
    assert!(!place.path("home/.local").exists(), "looking makes nothing");
    let (_, stdout, _) = doctor(&[("LC_ALL", "C"), ("SSH_CONNECTION", "a 1 b 22"), ("TMUX", "/tmp/x")]);
    for line in
        ["one line at a time (TERM is dumb or not set)", "ASCII (LC_ALL=C)", "150 ms", "wrapped for tmux"]
    {
        assert!(stdout.contains(line), "{line}: {stdout}");
    }
}

#[test]
fn doctor_names_what_is_wrong_and_fails() {
    let place = Place::new();
    let broken = place.file("data/sessions/0198c0de-0000-7000-8000-000000000000.yaml", "format: [");
    place.file("home/.config/mcrc/guidelines/ours/guideline.yaml", "guideline: ours\n");
    let (code, stdout, _) = place.run(&["doctor", "--data-dir", "data"]);
    assert_eq!(code, 1);
    let problems: Vec<&str> = stdout.lines().filter(|line| line.starts_with("! ")).collect();
    let names = |text: &str| problems.iter().any(|problem| problem.contains(text));
    assert!(names(&broken.file_name().unwrap().to_string_lossy()), "{stdout}");
    assert!(names("guideline ours: ") && names("mcrc guideline check ours"), "{stdout}");
    assert_eq!(problems.len(), 2, "{stdout}");
}

#[test]
fn doctor_says_where_nothing_can_be_saved() {
    let place = Place::new();
    place.file("taken", "no folder");
    let (code, stdout, _) = place.run(&["doctor", "--data-dir", "taken"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("! nothing can be saved: taken"), "{stdout}");
}

#[test]
fn every_command_is_in_the_manual_and_completed() {
    let place = Place::new();
    let (code, help, _) = place.run(&["--help"]);
    let (_, man, stderr) = place.run(&["man"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (_, bash, _) = place.run(&["completions", "bash"]);
    let commands =
        help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut count = 0;
    for line in commands {
        let name = line.split_whitespace().next().unwrap();
        count += 1;
        assert!(man.contains(&format!(".SS \"mcrc {name}\"")), "{name}: {man}");
        assert!(bash.contains(&format!("mcrc,{name})")), "{name}");
    }
    assert!(count >= 9, "{help}");
    assert!(man.contains(".SS \"mcrc guideline check\"") && man.contains("EXIT STATUS"), "{man}");
    let (code, stdout, stderr) = place.run(&["completions", "tcsh"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("possible values: bash"), "{stderr}");
}

#[test]
fn keys_are_printed_as_a_file_that_can_be_used_and_a_wrong_one_is_named() {
    let place = Place::new();
    let (code, keys, _) = place.run(&["keys"]);
    assert_eq!(code, 0);
    place.file("home/.config/mcrc/keys.yaml", &keys);
    let (code, stdout, _) = place.run(&["doctor"]);
    assert_eq!(code, 0, "{stdout}");
    place.file("home/.config/mcrc/keys.yaml", "undo: z\n");
    let (code, keys, _) = place.run(&["keys"]);
    assert_eq!(code, 0);
    assert!(keys.contains("\nundo: [z]"), "those in force: {keys}");
    assert!(place.run(&["keys", "--standard"]).1.contains("\nundo: [u]"));
    place.file("home/.config/mcrc/keys.yaml", "undoo: u\nquit: 1\n");
    let (code, keys, stderr) = place.run(&["keys"]);
    assert_eq!(code, 0);
    assert!(keys.contains("\nundo: [u]") && stderr.contains("standard keys are in force"), "{stderr}");
    let (code, stdout, _) = place.run(&["doctor"]);
    assert_eq!(code, 1);
    for part in ["standard keys are used", "keys.yaml:1:1", "did you mean `undo`?", "keys.yaml:2:7"] {
        assert!(stdout.contains(part), "{part}: {stdout}");
    }
}
