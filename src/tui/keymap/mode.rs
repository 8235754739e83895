//! What the keyboard can act on, and the groups of modes in which keys hold.

use crate::guideline::Guideline;
use crate::language::say;

/// What the keyboard acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Mode {
    /// The start page's list.
    Start,
    /// A yes/no question of the program itself.
    Confirm,
    /// The question what becomes of the answers changed on the side.
    TakeOver,
    /// The label of a new case.
    Label,
    /// The words that the start page's list must contain.
    Filter,
    /// The words of what is looked for in the case.
    Find,
    /// The words of a command.
    Palette,
    /// A yes/no question of the guideline.
    YesNo,
    /// A question with exactly one answer.
    OneOf,
    /// A question with any number of answers.
    AnyOf,
    /// A question for a number.
    Number,
    /// The decision path.
    Path,
    /// The recommendation.
    Advice,
    /// The evidence page.
    Evidence,
    /// Why not another plan, and what would change the present one.
    Reasons,
    /// The final page.
    Final,
    /// The plans of which the tumour board decided one.
    Board,
    /// Its plan or its reason in words.
    BoardText,
    /// The notes.
    Notes,
    /// The help page.
    Help,
}

impl Mode {
    /// Every mode, with the heading of its part of the help page.
    pub(crate) const ALL: [(Mode, &'static str); 20] = [
        (Mode::Start, "Start page"),
        (Mode::YesNo, "A yes/no question"),
        (Mode::OneOf, "A choice"),
        (Mode::AnyOf, "A choice of several"),
        (Mode::Number, "A number"),
        (Mode::Find, "Finding"),
        (Mode::Palette, "Every command by name"),
        (Mode::Path, "Decision path"),
        (Mode::Advice, "Recommendation"),
        (Mode::Evidence, "Evidence"),
        (Mode::Reasons, "Why not, and what changes the plan"),
        (Mode::Final, "Final page"),
        (Mode::Board, "The tumour board's decision"),
        (Mode::BoardText, "Its plan or reason in words"),
        (Mode::Notes, "Notes"),
        (Mode::Label, "Naming a case"),
        (Mode::Filter, "Filtering the start page"),
        (Mode::Confirm, "Being asked by the program"),
        (Mode::TakeOver, "Ending what-if"),
        (Mode::Help, "Help"),
    ];

    /// The heading of its part of the help page.
    pub(crate) fn title(self, guideline: &Guideline) -> &'static str {
        let name = Mode::ALL.iter().find(|(mode, _)| *mode == self).map_or("", |(_, name)| name);
        say!(guideline, name)
    }

    /// Whether characters are text, not commands.
    pub(crate) fn is_text(self) -> bool {
        matches!(
            self,
            Mode::Label | Mode::Filter | Mode::Find | Mode::Palette | Mode::BoardText | Mode::Notes
        )
    }
}

// Groups that the table names, from all modes down to a few.

pub(super) const EVERYWHERE: &[Mode] = &[
    Mode::Start,
    Mode::Confirm,
    Mode::TakeOver,
    Mode::Label,
    Mode::Filter,
    Mode::Find,
    Mode::Palette,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
    Mode::Board,
    Mode::BoardText,
    Mode::Notes,
    Mode::Help,
];
pub(super) const COMMANDS: &[Mode] = &[
    Mode::Start,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
    Mode::Board,
    Mode::Help,
];
pub(super) const QUESTION: &[Mode] = &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number];
/// Space marks where several may be chosen.
pub(super) const CHOSEN_OR_TYPED: &[Mode] =
    &[Mode::YesNo, Mode::OneOf, Mode::Number, Mode::Path, Mode::Advice];
pub(super) const CHOSEN_BY_ONE_KEY: &[Mode] = &[Mode::YesNo, Mode::OneOf];
pub(super) const BACK_BY_BACKSPACE: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
    Mode::Board,
    Mode::Help,
];
pub(super) const CASE: &[Mode] =
    &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number, Mode::Path, Mode::Advice];
pub(super) const CASE_AND_FINAL: &[Mode] =
    &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number, Mode::Path, Mode::Advice, Mode::Final];
pub(super) const CASE_AND_REASONS: &[Mode] =
    &[Mode::YesNo, Mode::OneOf, Mode::AnyOf, Mode::Number, Mode::Path, Mode::Advice, Mode::Reasons];
pub(super) const CASE_AND_PAGES: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Final,
];
pub(super) const FINDING: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
];
pub(super) const WHAT_IF: &[Mode] = &[
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Reasons,
    Mode::Final,
];
pub(super) const PANELS: &[Mode] = &[Mode::Path, Mode::Advice];
pub(super) const READING: &[Mode] = &[Mode::Evidence, Mode::Reasons, Mode::Final, Mode::Board, Mode::Help];
pub(super) const FIELD: &[Mode] =
    &[Mode::Label, Mode::Filter, Mode::Find, Mode::Palette, Mode::BoardText, Mode::Notes];
pub(super) const ONE_LINE: &[Mode] = &[Mode::Label, Mode::Filter, Mode::Find, Mode::Palette, Mode::BoardText];
pub(super) const PAGED: &[Mode] = &[
    Mode::Start,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
    Mode::Board,
    Mode::Notes,
    Mode::Help,
];
pub(super) const ARROWS: &[Mode] = &[
    Mode::Start,
    Mode::Filter,
    Mode::Find,
    Mode::Palette,
    Mode::YesNo,
    Mode::OneOf,
    Mode::AnyOf,
    Mode::Number,
    Mode::Path,
    Mode::Advice,
    Mode::Evidence,
    Mode::Reasons,
    Mode::Final,
    Mode::Board,
    Mode::Notes,
    Mode::Help,
];
