//! Stopped and continued, by key and by signal, under a shell with job control and without one; and what a failure in
//! the middle of work leaves behind.

use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

use crate::emulator::{BINARY, Link, Program, program_on, start, state, wait_until};
use crate::survive::assert_given_back;

/// A shell that runs the program as a job, says how it came to stop, and continues it at a line from the terminal.
const SHELL: &str = r#"set -m; "$@"; echo "left with $?"; read line; fg; echo "ended with $?"; exit 0"#;

fn in_shell(data: &Path, script: &str) -> Program {
    inside(&[], data, &["/bin/bash", "--norc", "-c", script, "shell"])
}

/// The program in what a command makes for it, started by a shell or by nobody.
fn inside(container: &[&str], data: &Path, shell: &[&str]) -> Program {
    let folder = data.to_str().unwrap();
    let program = [BINARY, "--guideline", "tests/fixtures/yardstick", "--data-dir", folder, "new"];
    let command = [container, shell, &program].concat();
    Program::command(&command, (80, 24), &[], Link::default()).until("RECOMMENDATION")
}

/// A command that gives what it starts processes of their own, as a container does: the terminal's session is led from
/// outside, and has no number inside. None where this machine does not allow it.
fn container() -> Option<Vec<&'static str>> {
    let own_processes = ["/usr/bin/env", "unshare", "--fork", "--kill-child", "--pid", "--mount-proc"];
    [&["--user", "--map-root-user"][..], &[]].into_iter().map(|user| [&own_processes, user].concat()).find(
        |command| {
            let tried = Command::new(command[0]).args(&command[1..]).arg("true").output();
            tried.is_ok_and(|output| output.status.success())
        },
    )
}

fn signal(pid: u32, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pid).unwrap()).unwrap(), signal).unwrap();
}

#[test]
fn ctrl_z_and_sigtstp_stop_the_program_and_give_the_terminal_back_until_it_is_continued() {
    for by_key in [true, false] {
        let data = tempfile::tempdir().unwrap();
        let program = in_shell(data.path(), SHELL).send("y").until("1/25");
        let pid = program_on(data.path()).unwrap();
        let program = if by_key {
            program.send("\x1a")
        } else {
            signal(pid, Signal::TSTP);
            program
        };
        // 128 and more: the shell saw that it stopped (WIFSTOPPED), not that it ended.
        let program = program.until("left with 1");
        assert_eq!(state(pid), Some('T'));
        assert_given_back(&program);
        // What others wrote meanwhile is gone, and everything is there again.
        let program = program
            .wall("\x1b[H\x1b[2Jsomebody else was here")
            .until("somebody")
            .send("\r")
            .until("RECOMMENDATION");
        let program = program.until("1/25").until("q quit");
        assert!(program.modes().alternate_screen() && !program.is_cooked());
        assert!(!program.screen().contains("somebody"), "{}", program.screen());
        let (_, program) = program.send("n").until("2/25").send("q").until("ended with 0").end();
        assert_given_back(&program);
    }
}

#[test]
fn stopped_without_warning_the_program_takes_the_terminal_again_when_it_is_continued() {
    let data = tempfile::tempdir().unwrap();
    // A shell that talks to a person sets its own modes when a job stops; this one has to be told to.
    let script = SHELL.replace("echo \"left with $?\"", "code=$?; stty sane; echo \"left with $code\"");
    let program = in_shell(data.path(), &script).send("y").until("1/25");
    signal(program_on(data.path()).unwrap(), Signal::STOP);
    let program = program.until("left with 1");
    let program = program
        .wall("\x1b[?1049l\x1b[H\x1b[2Jsomebody else was here")
        .until("somebody")
        .send("\r")
        .until("1/25");
    let program = program.until("q quit");
    assert!(program.modes().alternate_screen() && !program.is_cooked());
    assert!(!program.screen().contains("somebody"), "{}", program.screen());
    let (_, program) = program.send("q").until("ended with 0").end();
    assert_given_back(&program);
}

/// Neither Ctrl-Z nor the signal behind it.
fn assert_nothing_stops(program: Program, data: &Path) {
    let pid = program_on(data).unwrap();
    let program = program.send("\x1a?").until("HELP");
    signal(pid, Signal::TSTP);
    let program = program.send("b").until_screen("the page before", |screen| !screen.contains("HELP"));
    assert_ne!(state(pid), Some('T'));
    let (_, program) = program.send("q").end();
    assert_given_back(&program);
}

#[test]
fn where_nobody_could_continue_it_nothing_stops_it() {
    let data = tempfile::tempdir().unwrap();
    // Alone in its terminal; and as a command of a shell that has no jobs, as `ssh -t host command` runs it.
    for shell in [false, true] {
        let program = if shell { in_shell(data.path(), r#""$@"; exit 0"#) } else { start(data.path()) };
        assert_nothing_stops(program, data.path());
    }
}

#[test]
fn in_a_container_it_stops_where_a_shell_has_jobs_and_nowhere_else() {
    let Some(container) = container() else {
        println!("not tried: `unshare --pid` is not allowed here");
        return;
    };
    let no_jobs = ["/bin/bash", "--norc", "-c", r#""$@"; exit 0"#, "shell"];
    // The first process of all, of which nobody inside is the parent; and started by one whose session is led from outside.
    for shell in [&[][..], &no_jobs] {
        let data = tempfile::tempdir().unwrap();
        let program = inside(&container, data.path(), shell);
        assert_nothing_stops(program, data.path());
    }
    // A shell that talks to a person has a group of its own, in the session that is led from outside.
    let data = tempfile::tempdir().unwrap();
    let program = inside(&container, data.path(), &["/bin/bash", "--norc", "-i", "-c", SHELL, "shell"]);
    let pid = program_on(data.path()).unwrap();
    let program = program.send("\x1a").until("left with 1");
    assert_eq!(state(pid), Some('T'));
    assert_given_back(&program);
    let (_, program) = program.send("\r").until("RECOMMENDATION").send("q").until("ended with 0").end();
    assert_given_back(&program);
}

#[test]
fn what_ends_it_while_it_is_stopped_ends_it() {
    let data = tempfile::tempdir().unwrap();
    let program = in_shell(data.path(), SHELL).send("\x1a").until("left with 1");
    let pid = program_on(data.path()).unwrap();
    signal(pid, Signal::TERM);
    signal(pid, Signal::CONT);
    wait_until("its end", || matches!(state(pid), None | Some('Z')));
    let program = program.send("\r").until("ended with");
    assert_given_back(&program);
}

#[cfg(debug_assertions)]
#[test]
fn a_panic_and_an_error_give_the_terminal_back_and_are_told_there() {
    for (kind, code, told) in [
        ("panic", 101, "panicked"),
        ("panic beside", 101, "panicked"),
        ("error", 1, "the terminal cannot be used"),
    ] {
        let data = tempfile::tempdir().unwrap();
        let program = Program::run(data.path(), (80, 24), &[("MCRC_TEST_FAIL", kind)], &["new"]);
        let program = program.until("RECOMMENDATION").send("y").until("saved ");
        let (ended, program) = program.send("\x0c").end();
        assert_eq!(ended, code, "{kind}");
        assert_given_back(&program);
        // On the main screen, where it can be read; and the case is there.
        assert!(program.screen().contains("a test asked for this"), "{}", program.screen());
        assert!(program.screen().contains(told), "{}", program.screen());
        start(data.path()).send("j\r").until("Inputs  1/25");
    }
}
