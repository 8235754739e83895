//! The session itself: a value that changes only by answering, undoing, closing and amending.

mod history;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;

use super::Moment;
use super::file::{Format, one_line, unique_answers};
use crate::guideline::Guideline;

/// The format of session files that this program writes.
pub const FORMAT: u64 = 1;

/// A case being worked on.
///
/// Undo and redo are changes like any other: they put the answers of a step back, or give them again, and say so in
/// the history, so that the file alone tells how the answers came about, and undoing survives quitting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    // The order of the fields is the order in the file: up to `strategy` they fit its first kilobyte.
    format: Format,
    id: Uuid,
    #[serde(deserialize_with = "one_line")]
    label: String,
    status: Status,
    created: Moment,
    updated: Moment,
    pub(super) revision: u64,
    guideline: GuidelineStamp,
    strategy: Option<String>,
    // Short as a rule, and a list shows it; where it is long, the list reads the whole file.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    overridden: Option<Override>,
    #[serde(deserialize_with = "unique_answers")]
    answers: Map<String, Value>,
    #[serde(default)]
    history: Vec<Change>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    conclusion: Option<Conclusion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    earlier_conclusions: Vec<Conclusion>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
    pub(super) program: String,
}

/// Whether a session is being worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is.
    Open,
    /// It was concluded, and is read-only until amended.
    Closed,
}

/// Which text of which guideline a session was worked on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidelineStamp {
    /// Its id.
    pub id: String,
    /// Its version, as its authors wrote it.
    pub version: String,
    /// The digest of its text.
    pub digest: String,
}

impl From<&Guideline> for GuidelineStamp {
    fn from(guideline: &Guideline) -> GuidelineStamp {
        GuidelineStamp {
            id: guideline.id.clone(),
            version: guideline.version.clone(),
            digest: guideline.digest.clone(),
        }
    }
}

/// One changed answer; where `from` and `to` are the same, one that was given again and so confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// When.
    pub at: Moment,
    /// Who, if whoever it was said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The id of the question.
    pub question: String,
    /// The answer before; `None` is unanswered.
    pub from: Option<Value>,
    /// The answer after; `None` is unanswered.
    pub to: Option<Value>,
    /// It belongs to the step of the change before it: one key answered several questions.
    #[serde(default, skip_serializing_if = "is_false")]
    pub same_step: bool,
    /// It takes an earlier step back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub undo: bool,
    /// It gives a step again that was taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub redo: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The tumour board decided otherwise than the program's plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// What it decided: the id of an outcome, or words.
    pub strategy: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Moment,
}

/// What was concluded when a session was closed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conclusion {
    /// When it was closed.
    pub at: Moment,
    /// The whole assessment as shown then, as `mcrc eval --format json` writes it.
    pub assessment: Value,
    /// What the board decided otherwise, as it stood then.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden: Option<Override>,
}

/// When something is done, and by whom if that is to be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Moment,
    /// Who; never taken from the login silently.
    pub by: Option<String>,
}

impl From<Moment> for Stamp {
    fn from(at: Moment) -> Stamp {
        Stamp { at, by: None }
    }
}

/// The session is closed: amend it first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl std::fmt::Display for Closed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("this session is closed and cannot be changed; amend it first")
    }
}

impl std::error::Error for Closed {}

/// Whether a character steers a terminal, or makes it show a line in another order than it is written in.
pub fn steers(c: char) -> bool {
    let turns =
        matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

/// A label that fits one line of a list: composed, so that one that looks the same is the same; nothing that steers a
/// terminal, single spaces, at most 120 characters.
pub fn clean_label(text: &str) -> String {
    let spaced: String = text.nfc().map(|c| if steers(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let label: String = words.join(" ").chars().take(120).collect();
    label.trim_end().to_string()
}

impl Session {
    /// A new session without answers. It is on no disk until saved.
    pub fn new(id: Uuid, at: Moment, guideline: GuidelineStamp, label: &str) -> Session {
        Session {
            format: Format,
            id,
            label: clean_label(label),
            status: Status::Open,
            created: at,
            updated: at,
            revision: 0,
            guideline,
            strategy: None,
            overridden: None,
            answers: Map::new(),
            history: vec![],
            conclusion: None,
            earlier_conclusions: vec![],
            notes: String::new(),
            program: env!("CARGO_PKG_VERSION").to_string(),
        }
    }

    /// The same as a session of its own, on no disk until saved: its label says that it is a second one.
    pub(super) fn apart(&self, id: Uuid) -> Session {
        let mut label: String = self.label.chars().take(110).collect();
        label.push_str(" (2)");
        Session { id, label, revision: 0, ..self.clone() }
    }

    /// The id: sessions sort by it as they were begun.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// What the clinician calls it; a pseudonym, and it may be empty.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether it is being worked on.
    pub fn status(&self) -> Status {
        self.status
    }

    /// When it was begun.
    pub fn created(&self) -> Moment {
        self.created
    }

    /// When it was last changed.
    pub fn updated(&self) -> Moment {
        self.updated
    }

    /// How often it was saved.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The guideline it is worked on with.
    pub fn guideline(&self) -> &GuidelineStamp {
        &self.guideline
    }

    /// The id of the strategy's outcome, when it was certain.
    pub fn strategy(&self) -> Option<&str> {
        self.strategy.as_deref()
    }

    /// The answers by question id, in the order in which they were first given.
    pub fn answers(&self) -> &Map<String, Value> {
        &self.answers
    }

    /// Every change and confirmation of an answer, oldest first.
    pub fn history(&self) -> &[Change] {
        &self.history
    }

    /// What the tumour board decided otherwise.
    pub fn overridden(&self) -> Option<&Override> {
        self.overridden.as_ref()
    }

    /// What was concluded when it was last closed.
    pub fn conclusion(&self) -> Option<&Conclusion> {
        self.conclusion.as_ref()
    }

    /// What was concluded before it was amended, oldest first.
    pub fn earlier_conclusions(&self) -> &[Conclusion] {
        &self.earlier_conclusions
    }

    /// The clinician's notes.
    pub fn notes(&self) -> &str {
        &self.notes
    }

    /// The version of the program that last wrote it.
    pub fn program(&self) -> &str {
        &self.program
    }

    /// Renames it.
    pub fn set_label(&mut self, label: &str, at: Moment) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.label = clean_label(label);
        self.updated = at;
        Ok(())
    }

    /// Replaces the notes.
    pub fn set_notes(&mut self, notes: &str, at: Moment) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.notes = notes.to_string();
        self.updated = at;
        Ok(())
    }

    /// Keeps the present strategy for the list of sessions: the id of its outcome, or `None` while it is open.
    pub fn set_strategy(&mut self, strategy: Option<String>) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.strategy = strategy;
        Ok(())
    }

    /// Keeps (or with `None` drops) what the tumour board decided otherwise.
    pub fn set_override(&mut self, overridden: Option<Override>, at: Moment) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.overridden = overridden;
        self.updated = at;
        Ok(())
    }

    /// Goes on under another guideline, or another version of it. The answers stay as they were given.
    pub fn set_guideline(&mut self, guideline: GuidelineStamp, at: Moment) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.guideline = guideline;
        self.updated = at;
        Ok(())
    }

    /// Closes it with the whole assessment as it is shown.
    pub fn close(&mut self, assessment: Value, at: Moment) -> Result<(), Closed> {
        self.refuse_if_closed()?;
        self.earlier_conclusions.extend(self.conclusion.take());
        self.conclusion = Some(Conclusion { at, assessment, overridden: self.overridden.clone() });
        self.status = Status::Closed;
        self.updated = at;
        Ok(())
    }

    /// Opens a closed session again; what was concluded is kept.
    pub fn amend(&mut self, at: Moment) {
        if self.status == Status::Closed {
            self.earlier_conclusions.extend(self.conclusion.take());
            self.status = Status::Open;
            self.updated = at;
        }
    }

    fn refuse_if_closed(&self) -> Result<(), Closed> {
        match self.status {
            Status::Open => Ok(()),
            Status::Closed => Err(Closed),
        }
    }
}

#[cfg(test)]
mod tests;
