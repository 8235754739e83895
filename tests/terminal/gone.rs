//! The terminal goes away, or those who started the program do: it ends, and does not spin meanwhile.

use std::path::Path;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::emulator::{BINARY, Link, Program, cpu, program_on, start, state, wait_until};

/// Starts the program by a command of a shell; the shell does what the script says with `"$@"`.
fn by_shell(data: &Path, script: &str) -> Program {
    let folder = data.to_str().unwrap();
    let program = [BINARY, "--guideline", "tests/fixtures/yardstick", "--data-dir", folder];
    let command = [&["/bin/bash", "--norc", "-c", script, "shell"][..], &program].concat();
    Program::command(&command, (80, 24), &[], Link::default()).until("New case")
}

/// The program has ended within two seconds, and has used hardly any processor time until then.
fn assert_ends_quietly(pid: u32) {
    let (begun, before) = (Instant::now(), cpu(pid));
    let mut used = before;
    while !matches!(state(pid), None | Some('Z')) && begun.elapsed() < Duration::from_secs(2) {
        used = used.max(cpu(pid));
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(matches!(state(pid), None | Some('Z')), "still there");
    assert!(used - before < Duration::from_millis(50), "{:?}", used - before);
}

#[test]
fn the_program_ends_when_its_terminal_is_gone() {
    let data = tempfile::tempdir().unwrap();
    assert_eq!(start(data.path()).unplug(), 129);
}

#[test]
fn with_hang_ups_ignored_it_ends_as_well() {
    let data = tempfile::tempdir().unwrap();
    // The shell stays behind: it must not take the program with it.
    let program = by_shell(data.path(), r#"trap '' HUP; "$@"; sleep 60"#);
    let pid = program_on(data.path()).unwrap();
    std::thread::spawn(move || program.unplug());
    assert_ends_quietly(pid);
}

#[test]
fn in_a_session_of_its_own_where_nobody_tells_it_ends_as_well() {
    let data = tempfile::tempdir().unwrap();
    // Without a controlling terminal no hang-up is sent: only the terminal itself shows that it is gone.
    let program = by_shell(data.path(), r#"setsid -w "$@"; sleep 60"#);
    let pid = program_on(data.path()).unwrap();
    std::thread::spawn(move || program.unplug());
    assert_ends_quietly(pid);
}

#[test]
fn orphaned_it_ends_with_the_shell_that_had_the_terminal() {
    let data = tempfile::tempdir().unwrap();
    let program = by_shell(data.path(), r#"trap '' HUP; "$@"; exit 0"#);
    let pid = program_on(data.path()).unwrap();
    let shell = Pid::from_raw(i32::try_from(program.pid()).unwrap()).unwrap();
    kill_process(shell, Signal::KILL).unwrap();
    assert_ends_quietly(pid);
}

#[test]
fn orphaned_in_the_background_it_ends_and_does_not_spin() {
    let data = tempfile::tempdir().unwrap();
    // A shell with jobs, and between it and the program another one that is killed: the outer one takes the terminal.
    let inner = r#"set -m; bash --norc -c '"$@"; exit 0' inner "$@"; echo "left with $?"; sleep 60"#;
    let program = by_shell(data.path(), inner);
    let pid = program_on(data.path()).unwrap();
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let parent = status.lines().find_map(|line| line.strip_prefix("PPid:")).unwrap().trim();
    kill_process(Pid::from_raw(parent.parse().unwrap()).unwrap(), Signal::KILL).unwrap();
    let program = program.until("left with 137");
    // A key for whoever reads now.
    let _program = program.send("j");
    wait_until("an end or a stop", || {
        matches!(state(pid), None | Some('Z' | 'T')) || cpu(pid) > Duration::from_secs(5)
    });
    assert_ends_quietly(pid);
}
