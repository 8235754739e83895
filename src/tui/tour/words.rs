//! What the tour itself says around its captions.

/// The keys, at the right end of the first line; the shorter ones where there is little room.
pub(super) const KEYS: [&str; 3] =
    ["Space next  b back  x try it  ? keys  q leave", "Space next  b back  ? keys", "Space  b  x  ?  q"];
/// All keys.
pub(super) const HELP: &str = "Space, Enter, Right: next step. b, Left: step back. 1 to 9: to a scene. \
                               x: take over and try the program yourself. q: leave.";
/// After the last step.
pub(super) const END: &str =
    "This was the last step. x: take over and try the program yourself. 1: from the start. q: leave.";
/// Where the tour plays by itself; the shorter ones where there is little room.
pub(super) const BY_ITSELF: [&str; 2] = ["plays by itself, any key ends it", "any key ends"];
/// While the presenter has the keys; the shorter one where there is little room.
pub(super) const YOUR_TURN: [&str; 2] = [
    "YOUR TURN: every key works, nothing is saved. q: back to the tour, as it was",
    "YOUR TURN, nothing is saved. q: back to the tour",
];
/// What the text says of itself first.
pub(super) const OPENING: &str = "No case is a patient, and nothing is saved. After each caption stands what the \
                                  program says.";

/// The mark of everything that comes from the tour.
pub(super) const MARK: &str = "TOUR";

/// Which step of how many.
pub(super) fn place(step: usize, of: usize) -> String {
    format!("{MARK} {step}/{of}")
}

/// The heading of a scene in the text.
pub(super) fn scene(number: usize, of: usize, title: &str) -> String {
    format!("SCENE {number} OF {of}: {title}")
}

/// Which case a scene plays in.
pub(super) fn case(title: &str) -> String {
    format!("Case: {title}")
}

/// What is under the cursor and not chosen.
pub(super) fn pointed_at(question: &str, answer: &str) -> String {
    format!("{question}: {answer}? (not chosen yet)")
}

/// A step that could not be done, for whoever writes a tour.
pub(super) fn trouble(what: &str) -> String {
    format!("[!] This step cannot be shown: {what}.")
}
