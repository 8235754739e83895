//! The guided tour as a presenter sees it: by keys, by itself, taken over; and nothing of it on the disk.

use std::path::Path;
use std::time::Duration;

use crate::emulator::Program;
use crate::survive::assert_given_back;

fn tour(data: &Path, size: (u16, u16), arguments: &[&str]) -> Program {
    Program::shipped(data, size, &[], &[&["demo"], arguments].concat())
}

fn assert_nothing_kept(data: &Path) {
    assert_eq!(std::fs::read_dir(data).unwrap().count(), 0);
}

#[test]
fn the_presenter_goes_on_and_back_by_key_and_leaves() {
    let data = tempfile::tempdir().unwrap();
    let program = tour(data.path(), (80, 24), &[]).until("TOUR 1/").until("PROVISIONAL");
    let program = program.send(" ").until("TOUR 2/").send("\x1b[C").until("-> Immunotherapy first");
    let program = program.send("b").until("TOUR 2/").send("?").until("take over and try").send("b");
    let program = program.until("Of more than a hundred").send("4").until("3 strategies possible");
    let program = program.resize(60, 16).until("r Recommendation").resize(80, 24).until("DECISION PATH");
    let (code, program) = program.send("q").end();
    assert_eq!(code, 0);
    assert_given_back(&program);
    assert_nothing_kept(data.path());
}

#[test]
fn whoever_takes_over_can_do_anything_and_q_brings_the_tour_back() {
    let data = tempfile::tempdir().unwrap();
    let program = tour(data.path(), (80, 24), &[]).until("TOUR 1/").send("  ").until("TOUR 3/");
    let program = program.send("x").until("YOUR TURN").send("1").until("Convert, then reassess");
    // To the start page, into a new case, an answer, the final page, an export: nothing of it is kept.
    let program = program.send("s").until("New case").send("c").until("Never a name").send("Mine\r");
    let program = program.until("PROVISIONAL").send("1").until("demonstration, not saved").send("f");
    let program = program.until("o close case").send("x").until("nothing of a demonstration is on disk");
    let program = program.send("q").until("TOUR 3/").until("-> Immunotherapy first");
    let (code, program) = program.send("x").until("YOUR TURN").send("\x03\x03").end();
    assert_eq!(code, 130);
    assert_given_back(&program);
    assert_nothing_kept(data.path());
}

#[test]
fn by_itself_it_plays_to_the_end_once_or_until_a_key() {
    let data = tempfile::tempdir().unwrap();
    let once =
        tour(data.path(), (80, 24), &["--script", "--once", "--pace", "0.05"]).until("plays by itself");
    let (code, program) = once.end();
    assert_eq!(code, 0);
    assert_given_back(&program);
    let text = String::from_utf8_lossy(&program.written).into_owned();
    assert!(text.contains("UNVERIFIED") && text.contains("Where this comes from"));
    let program = tour(data.path(), (60, 16), &["--script", "--pace", "0.05"]).until("Not a medical");
    let program = program.until("TOUR 1/").until("TOUR 2/");
    assert_eq!(program.send("q").end().0, 0);
    assert_nothing_kept(data.path());
}

#[test]
fn a_step_stands_still_until_the_next_key() {
    let data = tempfile::tempdir().unwrap();
    let program = tour(data.path(), (80, 24), &[]).until("TOUR 1/").until("PROVISIONAL");
    assert_eq!(program.idle(Duration::from_secs(2)), (0, Duration::ZERO));
}
