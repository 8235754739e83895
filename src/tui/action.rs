//! What happens to the application, and what it asks of the outside. Both are data.

use uuid::Uuid;

use super::state::{Confirm, Locked};
use crate::guideline::{Answer, Answers};
use crate::session::{Listed, Moment, Session};

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) enum Action {
    /// A key that is bound to a command.
    Command(Command),
    /// A digit where digits choose or are typed.
    Digit(u8),
    /// An answer in full to the question that has the focus, as line mode reads it.
    Answer(Answer),
    /// A label in full for the case that is open.
    Rename(String),
    /// What the tumour board decided otherwise, plan and reason in full; `None` takes back what is recorded.
    Decide(Option<(String, String)>),
    /// A character for the text field that has the focus.
    Insert(char),
    /// Pasted text for the text field that has the focus.
    Paste(String),
    /// A key without a meaning here: what was said is read.
    Nothing,
    /// The terminal has so many columns and rows now.
    Resize(u16, u16),
    /// The session is on disk.
    Saved(Moment),
    /// It is not, and why.
    NotSaved(String),
    /// Sessions on disk, latest first.
    Listed(Vec<Listed>),
    /// A session was opened; with the reason if it must not be changed.
    Opened(Box<Session>, Option<Locked>),
    /// A demonstration was opened, of which nothing is kept.
    Demonstrated(Box<Session>),
    /// Nobody else has the session any more.
    Free,
    /// This is to be asked.
    Ask(Confirm),
    /// Something else that was asked for is done, and is said in the message line.
    Done(String),
    /// Something that was asked for failed.
    Failed(String),
}

/// What a key can be bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Command {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    PreviousQuestion,
    NextQuestion,
    PreviousSection,
    NextSection,
    NextOutdated,
    Pairs,
    Accept,
    Back,
    Erase,
    NextPanel,
    PreviousPanel,
    ShowPath,
    ShowAdvice,
    Yes,
    No,
    Unknown,
    Toggle,
    NoneOfThese,
    TakeBack,
    Undo,
    Redo,
    Find,
    Palette,
    NextThatMatters,
    Evidence,
    Reasons,
    WhatIf,
    Final,
    Notes,
    Help,
    StartPage,
    NewCase,
    Delete,
    Copy,
    Export,
    Conclude,
    Decided,
    Point,
    Comma,
    CursorLeft,
    CursorRight,
    LineStart,
    LineEnd,
    EraseBefore,
    EraseAfter,
    Cancel,
    Quit,
    Interrupt,
    Suspend,
    Redraw,
}

/// Something the outside is asked to do. The answer comes back as an [`Action`].
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Effect {
    /// Write the session to disk, before the next frame.
    Save,
    /// List the sessions on disk.
    List,
    /// Open a session.
    Open(Uuid),
    /// Begin a session with a label, filled with answers.
    Create(String, Answers),
    /// Begin one that is kept nowhere.
    Demonstrate(String, Answers),
    /// Look whether somebody else still has the session that is open here.
    LookAgain,
    /// Ask whether a session of this label is to be removed, and say what stays.
    AskToDelete(Uuid, String),
    /// Let go of the session, so that others may change it.
    Release,
    /// Remove a session from disk.
    Delete(Uuid),
    /// Send a text to the clinician's clipboard.
    Copy(String),
    /// Write a report of the case beside the session.
    Export(String),
    /// Stop the process until it is continued.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// End with this code.
    Quit(u8),
}
