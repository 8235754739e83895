//! A clinician's way: begin a case, answer by keys, see path and recommendation change, quit, find it again.

use crate::emulator::{Program, start};

#[test]
fn a_case_is_begun_answered_left_and_found_again_with_its_answers() {
    let data = tempfile::tempdir().unwrap();
    let program = start(data.path())
        .send("c")
        .until("Never a name")
        .send("MDT 14, case 3\r")
        .until("RECOMMENDATION (PROVISIONAL)")
        .until("12 strategies possible");
    let program = program.send("y").until("Inputs  1/25").send("n").until("11 strategies possible");
    let program = program.send("1").until("[     1 ]").send("\r").until("Inputs  3/25");
    let program = program.send("70").until("-> fit").send("\r").until("fit <- ecog: 1");
    let program = program.until("saved ");
    let (code, program) = program.send("q").end();
    assert_eq!(code, 0);
    assert!(program.screen().contains("MDT 14, case 3 (saved 20"), "{}", program.screen());
    assert!(program.screen().contains("Continue with:\nmcrc open "), "{}", program.screen());
    assert!(program.screen().contains(" --data-dir "), "{}", program.screen());

    let program = start(data.path()).until("MDT 14, case 3").send("j\r").until("Inputs  4/25");
    let program = program.until("fit <- ecog: 1").send("<").until("first section").send("q");
    assert_eq!(program.end().0, 0);
}

#[test]
fn answers_are_on_disk_when_the_frame_says_saved() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION");
    let program = program.send("y").until("Inputs  1/25").until("saved ");
    // Not asked, not warned.
    let program = program.signal(rustix::process::Signal::KILL);
    let _ = program.end();
    start(data.path()).until("New case").send("j\r").until("Inputs  1/25");
}

#[test]
fn what_if_is_told_apart_and_leaves_the_case_on_disk_alone() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION").send("y");
    let program = program.until("Inputs  1/25").send("w").until("WHAT IF - nothing is saved");
    let program = program.send("n1\r").until("Changed on the side (2):").until("obstruction: not answered");
    let program = program.send("w").until("Take over 2 changed answers into the case?").send("\x1b");
    // Taken away in the middle of it, and not asked.
    let _ = program.until("w end what-if").signal(rustix::process::Signal::HUP).end();

    let program = start(data.path()).send("j\r").until("Inputs  1/25").send("wn1\r").until("side (2)");
    let program = program.send("wy").until("Taken over: 2 answers.").until("saved ").send("q");
    assert_eq!(program.end().0, 0);

    let program = start(data.path()).send("j\r").until("Inputs  3/25").send("u").until("Inputs  1/25");
    let (_, program) = program.send("w-q").end();
    assert!(program.screen().contains("1 changed answer dropped; the case is as before."));
    start(data.path()).send("j\r").until("Inputs  1/25").send("v").until("WHY NOT").send("q").end();
}

#[test]
fn what_if_works_one_line_at_a_time() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 40), &[("TERM", "dumb")], &["new"]).until("primary in situ");
    let program = program.send("w\r").until("What if. Inputs, up to ");
    let program =
        program.send("y\r").until("primary in situ: yes.").send("r\r").until("(in the case: not answered)");
    let program =
        program.send("w\r").until("1 answer was changed. y takes it over into the case").send("n\r");
    let program = program.until("1 changed answer dropped").send("v\r").until("Why not another plan");
    assert_eq!(program.send("q\r").end().0, 0);
}

#[test]
fn a_second_program_on_the_same_case_reads_only() {
    let data = tempfile::tempdir().unwrap();
    let first =
        Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION").send("y").until("1/25");
    let second = start(data.path()).until("New case").send("j\r").until("read-only: open elsewhere");
    let second = second.send("n").until_screen("the reason", |screen| screen.contains("(process "));
    assert_eq!(first.send("q").end().0, 0);
    let second = second.send("n").until("It is free now: s, then open it again.");
    let second = second.send("s").until("New case").send("\r").until("saved ").send("n").until("2/25");
    assert_eq!(second.send("q").end().0, 0);
}

#[test]
fn a_draft_is_asked_about_before_the_program_ends() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION").send("yn1\r");
    let program = program.until("Inputs  3/25").send("7q").until("Not recorded: age (7").send("n");
    let program = program.send("q").until("Quit without it? y/n").send("y");
    assert_eq!(program.end().0, 0);
    start(data.path()).send("j\r").until("Inputs  3/25").send("q").end();
}

#[test]
fn a_file_of_keys_with_a_mistake_is_said_in_short_and_at_the_end_in_full() {
    let data = tempfile::tempdir().unwrap();
    let home = data.path().display().to_string();
    let config = data.path().join(".config/mcrc");
    std::fs::create_dir_all(&config).unwrap();
    std::fs::write(config.join("keys.yaml"), "undoo\u{202e}: z\n").unwrap();
    let env = [("HOME", home.as_str()), ("XDG_CONFIG_HOME", "")];
    let program = Program::run(data.path(), (80, 24), &env, &["new"]).until("RECOMMENDATION");
    let program = program.until("[!] Mistake in keys.yaml: standard keys. See mcrc doctor.").send("q");
    let (code, program) = program.end();
    assert_eq!(code, 0);
    assert!(!String::from_utf8_lossy(&program.written).contains('\u{202e}'), "nothing turns a line around");
    let screen = program.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        screen.contains("there is no command `undoo") && screen.contains("did you mean `undo`?"),
        "{screen}"
    );
}

#[test]
fn without_a_terminal_or_on_a_dumb_one_questions_come_one_a_line() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[("TERM", "dumb")], &["new"]);
    let program =
        program.until("Inputs, up to ").until("yes: y, no: n, unknown: -").send("y\r").until("obstruction");
    let program = program
        .send("99\r")
        .until("\"99\" is no answer to a yes/no")
        .send("p\r")
        .until("Fitness: 3 possible");
    let program = program.send("u\r").until("Taken back: primary in situ");
    let (code, program) = program.send("q\r").end();
    assert_eq!(code, 0);
    assert!(!program.written.contains(&0x1b), "no escape sequence");
}

#[test]
fn on_a_dumb_terminal_the_label_is_asked_and_nothing_steers_it_whatever_is_typed() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (100, 60), &[("TERM", "dumb"), ("LANG", "C.UTF-8")], &[]);
    let program = program.until("1. New case").send("new\r").until("Never a name").until("gives it a number");
    let program = program.send("MDT 14, case 3\r").until("Case: MDT 14, case 3").until("primary in situ");
    // What the full screen writes sequences for: copy, colours, pages, the final one, help; and arrow keys.
    let program = program.send("copy\r").until("escape sequences").send("f\r").until("End of the");
    let program = program.send("h\r").until("or q: quit").send("v\r").until("What would change");
    let program = program
        .send("\x1b[A\r")
        .until("neither an answer")
        .resize(60, 40)
        .send("y\r")
        .until("Nothing changes");
    let program = program.send("about\r").until("Finding out").send("conclude\r").until("y/n").send("n\r");
    let (code, program) = program.until("up to ").send("quit\r").end();
    assert_eq!(code, 0);
    // The terminal's own driver echoes the arrow that was typed as ^[[A.
    assert!(!program.written.contains(&0x1b), "no escape sequence");
    start(data.path()).until("MDT 14, case 3").send("j\r").until("Inputs  1/25").send("q").end();
}

#[test]
fn a_dumb_terminal_that_goes_away_leaves_the_answers_on_disk() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[("TERM", "dumb")], &["new"]).until("primary in situ");
    let program = program.send("y\r").until("obstruction").send("w\ry\r").until("What if. ");
    let _ = program.signal(rustix::process::Signal::HUP).end();
    start(data.path()).until("New case").send("j\r").until("Inputs  1/25").send("q").end();
}
