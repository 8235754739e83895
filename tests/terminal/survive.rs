//! What terminals and networks do to a program, and what it leaves behind.

use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::emulator::{BINARY, Link, Program, cpu, start, state, wait_until};

pub(crate) fn assert_given_back(program: &Program) {
    let modes = program.modes();
    assert!(!modes.alternate_screen(), "alternate screen");
    assert!(!modes.hide_cursor(), "hidden cursor");
    assert!(!modes.bracketed_paste(), "bracketed paste");
    assert!(program.is_cooked(), "raw mode");
}

#[test]
fn signals_give_the_terminal_back_and_end_with_their_number() {
    let by_people = [(Signal::TERM, 143), (Signal::INT, 130), (Signal::QUIT, 131), (Signal::HUP, 129)];
    let by_others = [(Signal::USR1, 138), (Signal::USR2, 140), (Signal::ALARM, 142), (Signal::XCPU, 152)];
    for (signal, code) in by_people.into_iter().chain(by_others) {
        let data = tempfile::tempdir().unwrap();
        let program = start(data.path());
        assert!(program.modes().alternate_screen() && !program.is_cooked());
        let (ended, program) = program.signal(signal).end();
        assert_eq!(ended, code);
        assert_given_back(&program);
    }
}

#[test]
fn signals_end_it_while_the_terminal_does_not_read() {
    let data = tempfile::tempdir().unwrap();
    let program = start(data.path()).hold(true).send("?");
    // It draws, and waits: the modes are given back all the same.
    wait_until("a frame that cannot be written", || {
        std::fs::read_to_string(format!("/proc/{}/wchan", program.pid()))
            .is_ok_and(|place| place.contains("wait_woken"))
    });
    let begun = Instant::now();
    let program = program.signal(Signal::TERM);
    let pid = program.pid();
    wait_until("its end", || matches!(state(pid), None | Some('Z')));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    assert!(program.is_cooked());
    assert_eq!(program.end().0, 143);
}

#[test]
fn a_resize_and_a_key_while_nothing_can_be_written_leave_it_awake_and_at_rest() {
    let data = tempfile::tempdir().unwrap();
    let mut program = Program::run(data.path(), (80, 24), &[], &["new"]).until("( ) y yes");
    for width in [100, 80, 90] {
        program = program.hold(true).send("j").resize(width, 30).send("k");
        program = program.hold(false).until_screen("as wide as the terminal", |screen| {
            screen
                .lines()
                .next()
                .is_some_and(|line| line.trim_end().chars().count() > usize::from(width) - 12)
        });
    }
    for width in (90..130).chain((90..120).rev()) {
        program = program.resize(width, 24).send("j").resize(width + 1, 25).send("k");
    }
    let program = program.send("y").until("1/25");
    let pid = program.pid();
    let before = cpu(pid);
    std::thread::sleep(Duration::from_millis(500));
    assert!(cpu(pid) - before < Duration::from_millis(100), "it spins");
    assert_eq!(program.send("q").end().0, 0);
}

#[test]
fn nothing_that_was_begun_and_not_ended_makes_it_deaf() {
    for begun in ["\x1b[", "\x1b[1;", "\x1b[200~", "\x1b]", "\x1b]11;rgb", "\x1bP1", "\x1bO"] {
        let data = tempfile::tempdir().unwrap();
        let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("( ) y yes").send(begun);
        std::thread::sleep(Duration::from_millis(600));
        assert_eq!(program.send("y").until("1/25").send("q").end().0, 0);
    }
}

#[test]
fn a_late_reply_of_the_terminal_answers_nothing() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("( ) y yes");
    let program = program.send("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1bP>|xterm(370)y\x1b\\\x1b[?62;22c");
    let (code, program) = program.send("y").until("1/25").send("q").end();
    assert_eq!(code, 0);
    assert!(!program.screen().contains("2/25"));
}

#[test]
fn a_file_that_may_not_grow_is_told_and_no_end() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    // Blocks of 512 or 1,024 bytes: room for the session, and not for what follows.
    let script = r#"ulimit -c 0; ulimit -f 1; "$@"; exit $?"#;
    let program = [BINARY, "--guideline", "tests/fixtures/yardstick", "--data-dir", folder, "new"];
    let command = [&["/bin/bash", "--norc", "-c", script, "shell"][..], &program].concat();
    let program = Program::command(&command, (80, 24), &[], Link::default()).until("( ) y yes");
    let notes = format!("m{}\x1b", "note ".repeat(200));
    let (code, program) =
        program.send(&notes).until("NOT SAVED").send("q").until("lose them").send("y").end();
    assert_eq!(code, 1);
    assert_given_back(&program);
}

#[test]
fn quitting_and_ctrl_c_give_the_terminal_back() {
    let data = tempfile::tempdir().unwrap();
    let (code, program) = start(data.path()).send("q").end();
    assert_eq!(code, 0);
    assert_given_back(&program);
    let (code, program) = start(data.path()).send("\x03").until("Press Ctrl-C again").send("\x03").end();
    assert_eq!(code, 130);
    assert_given_back(&program);
}

#[test]
fn an_arrow_that_the_network_cut_in_two_is_an_arrow() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[("SSH_CONNECTION", "a 1 b 22")], &["new"]);
    let program = program.until("( ) y yes").send("\x1b");
    // The one place where time is the matter: the two parts must not arrive together.
    std::thread::sleep(Duration::from_millis(25));
    program.send("[B").until("> ( ) y yes");
}

#[test]
fn a_lone_escape_is_escape() {
    let data = tempfile::tempdir().unwrap();
    start(data.path()).send("?").until("HELP").send("\x1b").until("New case");
}

#[test]
fn pasted_text_is_never_commands() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("( ) y yes");
    let program = program.send("\x1b[200~yq\x1b[201~").until("Pasted text is ignored");
    let program = program.send("sc").until("Never a name").send("\x1b[200~MDT 9\x1b[201~\r").until("MDT 9");
    assert_eq!(program.send("q").end().0, 0);
}

#[test]
fn a_terminal_that_becomes_small_and_large_again_is_drawn_whole() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION");
    let program = program.resize(40, 10).until("Enlarge to 60x16 (now 40x10)");
    let program = program.resize(1, 1).resize(100, 30).until("RECOMMENDATION").until("q quit");
    let program = program.send("y").until("Inputs  1/25");
    assert_eq!(program.resize(20, 5).until("Enlarge").send("q").end().0, 0);
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION");
    let (_, program) = program.send("y").until("1/25").send("\x0cn").until("2/25").send("q").end();
    let text = String::from_utf8_lossy(&program.written).into_owned();
    for query in ["\x1b[6n", "\x1b[c", "\x1b[>c", "\x1b[?u", "\x1b[5n", "\x1b]11;?", "$p"] {
        assert!(!text.contains(query), "{query:?}");
    }
}

#[test]
fn without_utf8_only_ascii_is_written_and_without_colour_no_colour() {
    let data = tempfile::tempdir().unwrap();
    let env = [("LC_ALL", "C"), ("NO_COLOR", "1")];
    let program = Program::run(data.path(), (80, 24), &env, &["new"]).until("RECOMMENDATION (PROVISIONAL)");
    let program =
        program.send("y").until("Inputs  1/25").send("\x1b[B").until("-> ").send("\x0c").until("saved");
    let (_, program) = program.send("q").end();
    assert!(program.written.is_ascii());
    let text = String::from_utf8_lossy(&program.written).into_owned();
    for colour in ["\x1b[38;", "\x1b[48;", "\x1b[3", "\x1b[4"] {
        let rest = text.replace("\x1b[39m", "").replace("\x1b[49m", "").replace("\x1b[39;49m", "");
        let found = rest.match_indices(colour).find(|(at, _)| {
            rest[*at..].bytes().skip(2).take_while(|byte| !byte.is_ascii_alphabetic()).count() > 1
                && rest[*at..].bytes().skip(2).find(u8::is_ascii_alphabetic) == Some(b'm')
        });
        assert!(found.is_none(), "{colour:?}: {:?}", found.map(|(at, _)| &rest[at..at + 12]));
    }
}

#[test]
fn what_cannot_be_opened_is_said_and_the_terminal_is_not_touched() {
    let data = tempfile::tempdir().unwrap();
    let (code, program) = Program::run(data.path(), (80, 24), &[], &["open", "nothing"]).end();
    assert_eq!(code, 1);
    assert!(program.screen().contains("nothing"), "{}", program.screen());
    assert!(!program.written.contains(&0x1b));
}
