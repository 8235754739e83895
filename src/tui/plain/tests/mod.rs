//! Whole sessions in line mode as transcripts: what is typed, and what is said.

mod transcript;

use insta::assert_snapshot;

use crate::tui::tests::{engine, small};
use transcript::{Transcript, columns_40};

#[test]
fn a_whole_case_on_the_shipped_guideline() {
    let shipped = engine("guidelines/mcrc");
    let mut told = Transcript::begin(shipped, &[]);
    told.hear(&[
        "new",
        "MDT 14, case 3",
        "cure",
        "liver",
        "1",
        "1",
        "needs transfusion",
        "a",
        "1",
        "y",
        "0",
        "2",
        "in place",
        "ascending colon",
        "y",
        "plan",
        "plan 3",
        "path",
        "why",
        "evidence",
        "evidence 1",
        "answers",
        "final",
        "conclude",
        "y",
        "none",
        "conclude",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn an_open_case_on_the_shipped_guideline_says_little() {
    let shipped = engine("guidelines/mcrc");
    let mut told = Transcript::begin(shipped, &[]);
    told.hear(&["new", "", "cure", "liver, lung", "open", "why", "no", "go mmr", "?", "plan", "q"]);
    assert_snapshot!(told.text());
}

#[test]
fn every_kind_of_question_and_a_stop_on_the_small_guideline() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "y",
        "liver lung",
        "28,5 %",
        "absent",
        "plan",
        "plan 2",
        "delete",
        "go enzyme",
        "-",
        "plan",
        "go sites",
        "1 ?2",
        "next",
        "",
        "?",
        "about",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn undo_redo_and_moving_about() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "undo",
        "y",
        "1",
        "u",
        "u",
        "redo",
        "re",
        "re",
        "back",
        "above",
        "below",
        ">",
        "<",
        "<",
        "next",
        "a",
        "o",
        "go",
        "go 1",
        "go remnant",
        "go remnent",
        "go xyzzy",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn finding_and_choosing_what_was_found() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "find",
        "find zzz",
        "find yes",
        "choose",
        "choose 1",
        "/liver",
        "choose 2",
        "choose 1",
        "choose 99",
        "find absent",
        "choose 1",
        "choose 1",
        "find resect",
        "choose 1",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn what_if_is_kept_dropped_or_stayed_in() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "y",
        "1",
        "40",
        "1",
        "keep",
        "what-if",
        "w",
        "go enzyme",
        "w absent",
        "plan",
        "x",
        "conclude",
        "m note",
        "undo",
        "redo",
        "w",
        "perhaps",
        "",
        "w",
        "n",
        "w absent",
        "w",
        "y",
        "undo",
        "why",
        "try 1",
        "drop",
        "try 3",
        "drop",
        "try x",
        "pairs",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn notes_label_export_and_copy() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "notes",
        "notes seen by HPB",
        "m liver MRI asked for",
        "notes",
        "erase-note 7",
        "erase-note 1",
        "notes",
        "label",
        "label  MDT 15 \t case 2",
        "save",
        "export",
        "copy",
        "q",
    ]);
    let report = told.reports().concat();
    assert!(report.contains("MDT 15 case 2"), "{report}");
    assert_snapshot!(told.text());
}

#[test]
fn sessions_are_listed_opened_and_deleted_and_the_label_is_asked_for() {
    let mut told = Transcript::begin(small(), &[("a-demonstration", "Small and fit")]);
    told.hear(&[
        "",
        "1",
        "quit",
        "y",
        "s",
        "new",
        "cancel",
        "new",
        "Second case",
        "n",
        "sessions",
        "open quit",
        "open sec",
        "open",
        "open all",
        "open 99",
        "open nothing",
        "s",
        "find second",
        "find",
        "list",
        "3",
        "s",
        "open small",
        "s",
        "open s",
        "delete",
        "delete 2",
        "what",
        "n",
        "delete 2",
        "y",
        "?",
        "h",
        "opne quit",
        "undo",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn a_closed_case_is_read_only_until_it_is_opened_again() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "n",
        "conclude",
        "n",
        "conclude",
        "y",
        "y",
        "undo",
        "m more",
        "label x",
        "w",
        "1",
        "keep",
        "k",
        "drop",
        "s",
        "open mdt",
        "f",
        "conclude",
        "2",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn what_the_tumour_board_decided_otherwise_is_recorded_and_taken_back() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "n",
        "decided",
        "decided 9: why",
        "decided 1",
        "decided 1: wants an operation",
        "plan",
        "final",
        "decided trial of a drug: he asked for it",
        "decided",
        "conclude",
        "n",
        "w",
        "decided none",
        "drop",
        "decided none",
        "plan",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn wrong_input_is_refused_with_the_nearest_right_name_and_nothing_is_lost() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "3",
        "maybe",
        "evidnce",
        "un",
        "undo it",
        "path 99",
        "plan x",
        "evidence 1",
        "y",
        "liver; spleen",
        "1 7",
        "0 1",
        "y",
        "1",
        "28.55",
        "1,200",
        "about 30",
        "28 kg",
        "abset",
        "n",
        "\u{1b}[A",
        "\u{202e}evil",
        "quit now",
    ]);
    told.bytes(b"\xff\xfe\n");
    told.bytes(format!("{}\n", "x".repeat(20_000)).as_bytes());
    told.hear(&["answers"]);
    told.end();
    assert_snapshot!(told.text());
    assert!(!told.text().contains('\u{1b}'));
}

#[test]
fn no_answer_slips_to_a_question_that_was_not_asked() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&[
        "new MDT 14",
        "not known",
        "not yet",
        "1",
        "y",
        "remnant: 40",
        "Enzyme activity: absent",
        "metastatic sites: liver",
        "y",
        "1",
        "no idea",
        "",
        "fit: perhaps",
        "remnant: .5",
        "xyzzy: 3",
        "fit: n",
        "go enzyme",
        "normal",
        "conclude",
        "y",
        "",
        "normal",
        "notes",
        "q",
    ]);
    assert_snapshot!(told.text());
}

#[test]
fn work_that_somebody_else_overtook_goes_on_as_a_case_of_its_own() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&["new MDT 14", "y"]);
    told.overtake();
    told.hear(&["liver", "40", "s", "q"]);
    assert_snapshot!(told.text());
    assert_eq!(told.sessions().len(), 2);
}

#[test]
fn the_end_of_the_input_ends_with_everything_on_disk() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&["new MDT 14", "y", "w", "1", "w"]);
    assert_eq!(told.end(), Some(0));
    let saved = told.sessions();
    assert!(saved[0].contains("label: MDT 14") && saved[0].contains("fit: true"), "{saved:?}");
    assert!(!saved[0].contains("- liver"), "what-if is on no disk: {saved:?}");
    assert!(told.text().contains("What-if: 1 changed answer dropped"), "{}", told.text());

    let mut told = Transcript::begin(small(), &[]);
    told.hear(&["new"]);
    assert_eq!(told.end(), Some(0));
    assert_eq!(told.sessions(), [""; 0], "a case without a label was not begun");
}

#[test]
fn where_nothing_can_be_saved_the_end_says_so() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&["new MDT 14"]);
    told.break_disk();
    told.hear(&["y", "save", "q", "", "n"]);
    assert!(told.text().contains("NOT SAVED: "), "{}", told.text());
    assert!(told.text().contains("Quit all the same, and lose them?"), "{}", told.text());
    assert_eq!(told.end(), Some(1));
}

#[test]
fn lines_are_as_wide_as_the_terminal_and_ascii_where_the_locale_is() {
    let mut told = Transcript::on(small(), &[], &[("LANG", "C")], columns_40);
    told.hear(&["new Müller ≥ 3", "?", "y", "0", "1", "plan", "f", "h", "q"]);
    for line in told.said().lines() {
        assert!(crate::tui::text::width(line) <= 40, "{line}");
        assert!(line.is_ascii(), "{line}");
    }
    assert!(told.said().contains("Case: Muller >= 3"), "{}", told.said());
}

#[test]
fn danger_stands_first_in_its_line_and_whole() {
    let mut told = Transcript::begin(small(), &[]);
    told.hear(&["new MDT 14", "y", "lung", "absent"]);
    let last = told.text().split("> absent\n").nth(1).unwrap_or_default().to_owned();
    let lines: Vec<&str> = last.lines().collect();
    assert_eq!(lines[1], "ALERT Check the enzyme before anything else.");
    assert_eq!(lines[2], "STOP Withheld for safety: Give the drug. Without the enzyme the drug is lethal.");
    told.hear(&["undo"]);
    let last = told.text().split("> undo\n").nth(1).unwrap_or_default().to_owned();
    assert!(last.contains("No longer withheld: Give the drug"), "{last}");
    assert!(last.contains("No longer an alert: Check the enzyme"), "{last}");
}
