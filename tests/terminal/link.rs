//! Slow and far: no round trip is needed, little is sent, and what is typed ahead costs one frame.

use std::time::{Duration, Instant};

use crate::emulator::{BINARY, Link, Program, start};

fn over(data: &std::path::Path, link: Link) -> Program {
    let folder = data.to_str().unwrap();
    let command = [BINARY, "--guideline", "tests/fixtures/yardstick", "--data-dir", folder, "new"];
    Program::command(&command, (80, 24), &[], link)
}

#[test]
fn at_300_ms_there_and_back_nothing_waits_for_an_answer() {
    let keys = "yn1\r";
    let near = tempfile::tempdir().unwrap();
    let program = over(near.path(), Link::default()).until("RECOMMENDATION");
    let begun = Instant::now();
    let near = program.send(keys).until("Inputs  3/25").until("saved ");
    let without = begun.elapsed();

    let far = tempfile::tempdir().unwrap();
    let link = Link { delay: Duration::from_millis(150), ..Link::default() };
    let program = over(far.path(), link).until("RECOMMENDATION");
    // Answers one after another, none waits to see what the one before did: all take one round trip together.
    let begun = Instant::now();
    let far = program.send(keys).until("Inputs  3/25").until("saved ");
    let with = begun.elapsed();
    assert!(with >= Duration::from_millis(300), "{with:?}: the link is not that long");
    assert!(with < without + Duration::from_millis(600), "{with:?}, and without the link {without:?}");
    // The same bytes, but for the clock and for how many keys were drawn together.
    assert!(far.written.len() <= near.written.len() + 3_000, "{}, {}", far.written.len(), near.written.len());
}

#[test]
fn at_64_kbit_a_second_the_screen_follows_the_keys() {
    let data = tempfile::tempdir().unwrap();
    // 80 bytes each 10 ms are 64 kbit/s.
    let link = Link { at_once: 80, pause: Duration::from_millis(10), ..Link::default() };
    let program = over(data.path(), link).until("q quit");
    // 2,000 bytes are a quarter of a second.
    assert!(program.written.len() <= 3_000, "{} bytes for the first frame", program.written.len());
    let before = program.written.len();
    let begun = Instant::now();
    let mut program = program.send("y").until("1/25").until("saved ");
    for _ in 0..20 {
        program = program.send("\x1b[B").send("\x1b[A");
    }
    let program = program.send("n").until("2/25");
    let (bytes, time) = (program.written.len() - before, begun.elapsed());
    // Whole screens for 40 moves would be 80,000 bytes and ten seconds.
    assert!(bytes < 12_000 && time < Duration::from_secs(5), "{bytes} bytes in {time:?}");
}

#[test]
fn a_storm_of_resizes_ends_in_one_right_screen() {
    let data = tempfile::tempdir().unwrap();
    let mut program = Program::run(data.path(), (80, 24), &[], &["new"]).until("RECOMMENDATION");
    for step in 0..200u16 {
        program = program.resize(1 + (step * 37) % 140, 1 + (step * 17) % 50);
    }
    // The last frame is known by its corners: what was drawn for other sizes before has them elsewhere.
    let program = program.resize(100, 30).until_screen("a screen of 100x30", |screen| {
        let rows: Vec<&str> = screen.lines().collect();
        rows.len() == 30 && rows[0].starts_with(" mcrc ") && rows[0].len() > 97 && rows[29].contains("q quit")
    });
    let program = program.send("y").until("1/25");
    assert_eq!(program.send("q").end().0, 0);
}

#[test]
fn waiting_costs_nothing() {
    let data = tempfile::tempdir().unwrap();
    for program in [start(data.path()), Program::run(data.path(), (80, 24), &[], &["new"]).until("q quit")] {
        assert_eq!(program.idle(Duration::from_secs(2)), (0, Duration::ZERO));
    }
}

#[test]
fn what_others_wrote_on_the_screen_is_gone_after_ctrl_l() {
    let data = tempfile::tempdir().unwrap();
    let program = Program::run(data.path(), (80, 24), &[], &["new"]).until("q quit").send("y").until("1/25");
    let trimmed = |screen: &str| screen.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    let before = trimmed(&program.screen());
    let message =
        "\r\nBroadcast message from root@ward: going down for maintenance NOW\r\n\x1b[31m\x1b[10;5H##";
    let program = program.wall(message).until("Broadcast message");
    let program = program.send("\x0c").until_screen("the whole screen", |screen| trimmed(screen) == before);
    assert_eq!(program.send("q").end().0, 0);
}

#[test]
fn pasted_controls_are_dropped_and_pasted_lines_are_not_keys() {
    let data = tempfile::tempdir().unwrap();
    let program = start(data.path()).send("c").until("Never a name");
    let paste = "\x1b[200~MDT\x07 \x1b[2J9\x03\x0c, case\x1a 3\tb\r\nq\r\n\x1b[201~";
    let program = program.send(paste).until("case");
    // Still in the field, with one line in it; Ctrl-C in a paste interrupts nothing.
    assert!(!program.screen().contains("Press Ctrl-C"), "{}", program.screen());
    let program = program.send("\r").until("RECOMMENDATION");
    let header = program.modes().rows(0, 80).next().unwrap();
    assert!(header.contains("MDT [2J9, case 3b "), "{header}");
    assert_eq!(program.send("q").end().0, 0);
}
