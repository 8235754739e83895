//! Everything the application knows while it runs, as one value.
//!
//! Only `update` changes it, and views only read it. The path and the recommendation are functions of the answers
//! and are made anew with every change, so what is on the screen cannot be out of date.

mod aside;
mod board;
mod draft;
mod field;
mod finder;
mod home;
mod outdated;
mod rows;
mod work;

use std::path::PathBuf;
use std::sync::Arc;

pub(crate) use aside::{Aside, Changed, Pages};
pub(crate) use board::{Board, BoardChoice};
pub(crate) use field::insert;
pub(crate) use field::{Editor, Field, Purpose};
pub(crate) use finder::{Finder, Found};
pub(crate) use home::{Home, HomeItem, HomeRow, Left};
pub(crate) use rows::row_of_digit;
pub(crate) use rows::{Pick, Row, rows};
pub(crate) use work::number as number_from_text;
pub(crate) use work::{Entry, Locked, Panel, Reasons, Saving, Work};

use super::action::Command;
use super::caps::Caps;
use super::keymap::{Keymap, Mode};
use super::theme::Theme;
use crate::engine::Engine;
use crate::guideline::{Case, DecisionId, Guideline, Kind, QuestionId, RecommendationId, StopId};
use crate::language::say;
use crate::session::Moment;

/// The state of the application.
#[derive(Debug)]
pub(crate) struct Model {
    /// The compiled guideline.
    pub(crate) engine: Arc<Engine>,
    /// How things look.
    pub(crate) theme: Theme,
    /// Which key does what.
    pub(crate) keymap: Keymap,
    /// Columns and rows of the terminal.
    pub(crate) size: (u16, u16),
    /// The time of the last input; told from outside.
    pub(crate) now: Moment,
    /// The page on the screen.
    pub(crate) page: Page,
    /// Pages to go back to, the last one first to return.
    pub(crate) under: Vec<Page>,
    /// The start page.
    pub(crate) home: Home,
    /// The case being worked on.
    pub(crate) work: Option<Work>,
    /// The text field that has the focus.
    pub(crate) field: Option<Field>,
    /// What that finds, while something is looked for by words.
    pub(crate) finder: Option<Finder>,
    /// The notes being written.
    pub(crate) editor: Editor,
    /// What the tumour board decided otherwise, while that is recorded.
    pub(crate) board: Board,
    /// A yes/no question of the program itself.
    pub(crate) confirm: Option<Confirm>,
    /// The message line; gone with the next key.
    pub(crate) notice: Option<Notice>,
    /// Ctrl-C was pressed once.
    pub(crate) interrupted: bool,
    /// What is wrong with the guideline, permanently shown.
    pub(crate) warnings: Vec<String>,
    /// The first line shown of a page that is read.
    pub(crate) scroll: usize,
    /// Whether nothing at all is saved, as in the guided tour.
    pub(crate) keeps_nothing: bool,
    /// Options that stand behind `mcrc open ID` when the case is opened again.
    pub(crate) again: String,
    /// Rows of the terminal that something else has, beside those in [`Model::size`].
    pub(crate) lent: u16,
}

/// A page that fills the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Sessions, a new case, demonstrations.
    Start,
    /// The questionnaire beside path and recommendation.
    Questions,
    /// Reasons and evidence of one thing.
    Evidence(Item),
    /// Why not another plan, and what would change the present one.
    Reasons,
    /// The whole recommendation.
    Final,
    /// What the tumour board decided otherwise.
    Board,
    /// The clinician's notes.
    Notes,
    /// Every key, mode by mode; those of this mode first.
    Help(Mode),
}

/// Something that has reasons or evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    /// A question: how it is defined and what rests on it.
    Question(QuestionId),
    /// A decision: why it came out as it did.
    Decision(DecisionId),
    /// A recommendation: which rules give it.
    Recommendation(RecommendationId),
    /// A stop: why advice is withheld.
    Stop(StopId),
}

/// A yes/no question of the program itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Confirm {
    /// Delete this session of the start page's list? With its label, and the report of it that stays.
    Delete(uuid::Uuid, String, Option<PathBuf>),
    /// Close the case with the present recommendation?
    Conclude,
    /// Quit though the last answers are not on disk?
    QuitUnsaved,
    /// Take the answers that were changed on the side over into the case?
    TakeOver,
    /// Leave though something was begun that is not recorded?
    Leave(Leaving),
}

/// What is left, and what was begun in it with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// The program.
    Program,
    /// The case, for the start page.
    Case,
    /// What-if, in which nothing else was changed.
    WhatIf,
}

/// A line for the clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What to say.
    pub(crate) text: String,
    /// Whether something went wrong.
    pub(crate) error: bool,
}

impl Model {
    /// The application on its start page.
    pub(crate) fn new(
        engine: Arc<Engine>,
        caps: &Caps,
        size: (u16, u16),
        now: Moment,
        demos: Vec<(String, Case)>,
        warnings: Vec<String>,
    ) -> Model {
        Model {
            engine,
            theme: Theme::new(caps),
            keymap: Keymap::default(),
            size,
            now,
            page: Page::Start,
            under: Vec::new(),
            home: Home::new(demos),
            work: None,
            field: None,
            finder: None,
            editor: Editor::default(),
            board: Board::default(),
            confirm: None,
            notice: None,
            interrupted: false,
            warnings,
            scroll: 0,
            keeps_nothing: false,
            again: String::new(),
            lent: 0,
        }
    }

    /// The guideline.
    pub(crate) fn guideline(&self) -> &Guideline {
        self.engine.guideline()
    }

    /// The key to name for a command.
    pub(crate) fn key(&self, command: Command) -> String {
        self.keymap.key_of(command)
    }

    /// Whether nothing of what is open is saved.
    pub(crate) fn is_demonstration(&self) -> bool {
        self.keeps_nothing || self.work.as_ref().is_some_and(|work| work.demonstration)
    }

    /// What stands behind `mcrc open` to go on with a case: the beginning of its id, and options.
    pub(crate) fn to_open_again(&self, work: &Work) -> String {
        let id = work.session.id().to_string();
        format!("{}{}", id.get(..18).unwrap_or(&id), self.again)
    }

    /// Why a case cannot be changed, in words.
    pub(crate) fn locked_in_words(&self, locked: &Locked) -> String {
        let guideline = self.guideline();
        match locked {
            Locked::Elsewhere(Some(holder)) => say!(
                guideline,
                "read-only: open elsewhere (process {0} on {1}, since {2})",
                holder.pid,
                holder.host,
                holder.since.date_and_clock()
            ),
            Locked::Elsewhere(None) => say!(guideline, "read-only: open elsewhere").to_owned(),
            Locked::Unwritable(folder) => say!(guideline, "read-only: {0} cannot be written", folder),
            Locked::Closed => {
                say!(guideline, "closed; {0} on the final page opens it again", self.key(Command::Conclude))
            }
        }
    }

    /// What the keyboard acts on.
    pub(crate) fn mode(&self) -> Mode {
        match self.confirm {
            Some(Confirm::TakeOver) => return Mode::TakeOver,
            Some(_) => return Mode::Confirm,
            None => {}
        }
        match self.field.as_ref().map(|field| field.purpose) {
            Some(Purpose::Label) => return Mode::Label,
            Some(Purpose::Filter) => return Mode::Filter,
            Some(Purpose::Find) => return Mode::Find,
            Some(Purpose::Palette) => return Mode::Palette,
            Some(Purpose::BoardPlan | Purpose::BoardReason) => return Mode::BoardText,
            None => {}
        }
        match (self.page, &self.work) {
            (Page::Help(_), _) => Mode::Help,
            (Page::Start, _) | (_, None) => Mode::Start,
            (Page::Evidence(_), _) => Mode::Evidence,
            (Page::Reasons, _) => Mode::Reasons,
            (Page::Final, _) => Mode::Final,
            (Page::Board, _) => Mode::Board,
            (Page::Notes, _) => Mode::Notes,
            (Page::Questions, Some(work)) => match work.panel {
                Panel::Path => Mode::Path,
                Panel::Advice => Mode::Advice,
                Panel::Questions => match self.guideline()[work.focus].kind {
                    Kind::YesNo => Mode::YesNo,
                    Kind::OneOf(_) | Kind::Scale(_) => Mode::OneOf,
                    Kind::AnyOf(_) => Mode::AnyOf,
                    Kind::Number { .. } => Mode::Number,
                },
            },
        }
    }

    /// Says something in the message line.
    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), error: false });
    }

    /// Says in the message line what went wrong.
    pub(crate) fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), error: true });
    }

    /// Shows a page over the present one.
    pub(crate) fn open_page(&mut self, page: Page) {
        self.under.push(self.page);
        self.page = page;
        self.scroll = 0;
    }

    /// Shows the page under the present one again. Returns whether there was one.
    pub(crate) fn close_page(&mut self) -> bool {
        match self.under.pop() {
            Some(page) => {
                self.page = page;
                self.scroll = 0;
                true
            }
            None => false,
        }
    }
}
