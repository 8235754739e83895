//! What the tour itself says around its captions.

use crate::guideline::Guideline;
use crate::language::{phrase, say};

/// The keys, at the right end of the first line; the shorter ones where there is little room.
pub(super) const KEYS: [&str; 3] = [
    phrase!("Space next  b back  x try it  ? keys  q leave"),
    phrase!("Space next  b back  x try  q leave"),
    "Space  b  x  ?  q",
];
/// All keys.
pub(super) const HELP: &str = phrase!(
    "Space, Enter, Right: next step. b, Left: step back. 1 to 9: to a scene. \
     x: take over and try the program yourself. q: leave."
);
/// After the last step.
pub(super) const END: &str = phrase!(
    "This was the last step. x: take over and try the program yourself. 1: from the start. q: leave."
);
/// Where the tour plays by itself; the shorter ones where there is little room.
pub(super) const BY_ITSELF: [&str; 2] =
    [phrase!("plays by itself, any key ends it"), phrase!("any key ends")];
/// While the presenter has the keys; the shorter one where there is little room.
pub(super) const YOUR_TURN: [&str; 2] = [
    phrase!("YOUR TURN: every key works, nothing is saved. q: back to the tour, as it was"),
    phrase!("YOUR TURN, nothing is saved. q: back to the tour"),
];
/// What the text says of itself first.
pub(super) const OPENING: &str =
    phrase!("No case is a patient, and nothing is saved. After each caption stands what the program says.");

/// Which step of how many, with the mark of everything that comes from the tour.
pub(super) fn place(guideline: &Guideline, (step, of): (usize, usize)) -> String {
    say!(guideline, "TOUR {0}/{1}", step, of)
}

/// The heading of a scene in the text.
pub(super) fn scene(guideline: &Guideline, number: usize, of: usize, title: &str) -> String {
    say!(guideline, "SCENE {0} OF {1}: {2}", number, of, title)
}

/// Which case a scene plays in.
pub(super) fn case(guideline: &Guideline, title: &str) -> String {
    say!(guideline, "Case: {0}", title)
}

/// What is under the cursor and not chosen.
pub(super) fn pointed_at(guideline: &Guideline, question: &str, answer: &str) -> String {
    say!(guideline, "{0}: {1}? (not chosen yet)", question, answer)
}

/// Which question comes next.
pub(super) fn asks_next(guideline: &Guideline, question: &str) -> String {
    say!(guideline, "Asks next: {0}", question)
}

/// A step that could not be done, for whoever writes a tour.
pub(super) fn trouble(what: &str) -> String {
    format!("[!] This step cannot be shown: {what}.")
}
