//! The case being worked on.

use std::collections::BTreeMap;

use crate::engine::{Assessment, Engine, TippingPair, TippingPoint, WhyNot};
use crate::guideline::{
    Answer, Answers, Decimal, DecimalError, Guideline, Kind, OptionSet, QuestionId, answer_in_words,
};
use crate::language::say;
use crate::session::{Holder, Moment, Outdated, Replayed, Session, Status};

use super::aside::Aside;
use super::outdated::to_confirm;
use super::rows::{Pick, rows};

/// A session in memory, what follows from it, and where the clinician is in it.
#[derive(Debug)]
pub(crate) struct Work {
    /// The session, as it is or will be on disk.
    pub(crate) session: Session,
    /// Its answers as they were given, as the guideline understands them; [`Work::counted`] says how they count.
    pub(crate) answers: Answers,
    /// When it was opened: what is out of date was so then.
    pub(crate) opened: Moment,
    /// Answers that count as unknown until they are confirmed.
    pub(crate) outdated: Outdated,
    /// Those of them that matter, the next one first.
    pub(crate) to_confirm: Vec<QuestionId>,
    /// What follows from the answers as they count.
    pub(crate) assessment: Assessment,
    /// What would follow with the option under the cursor, or with what is typed.
    pub(crate) preview: Option<Assessment>,
    /// Why it cannot be changed, although it is not closed.
    pub(crate) read_only: Option<Locked>,
    /// Whether it is kept nowhere.
    pub(crate) demonstration: bool,
    /// Whether it is on disk.
    pub(crate) saving: Saving,
    /// The panel that has the focus.
    pub(crate) panel: Panel,
    /// The question that has the focus.
    pub(crate) focus: QuestionId,
    /// The row of its answers under the cursor; none is chosen beforehand.
    pub(crate) cursor: Option<usize>,
    /// What has been marked or typed, and not recorded yet.
    pub(crate) entry: Entry,
    /// The same of questions that were left, as long as the case is open.
    pub(super) drafts: BTreeMap<QuestionId, Entry>,
    /// Questions that had the focus before, the last one last.
    pub(crate) trail: Vec<QuestionId>,
    /// The decision under the cursor of the path.
    pub(crate) path_cursor: usize,
    /// The first decision that the path shows.
    pub(crate) path_first: usize,
    /// The item under the cursor of the recommendation.
    pub(crate) advice_cursor: usize,
    /// The first line that the recommendation shows while it has the focus.
    pub(crate) advice_first: usize,
    /// Why not another plan; made when it is asked for, and gone with the next answer.
    pub(crate) reasons: Option<Reasons>,
    /// The entry under the cursor of that page.
    pub(crate) reason_cursor: usize,
    /// The case itself, while what-if works on a copy of its answers.
    pub(crate) aside: Option<Box<Aside>>,
}

/// Why a case cannot be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Locked {
    /// Somebody else has it open: who, where that is known.
    Elsewhere(Option<Holder>),
    /// This folder cannot be written.
    Unwritable(String),
    /// It is closed.
    Closed,
}

/// Why not another plan, and what would change the present one.
#[derive(Clone, Debug)]
pub(crate) struct Reasons {
    /// For each plan that is ruled out, what does it.
    pub(crate) why_not: Vec<WhyNot>,
    /// Changes of one answer after which the plan is no longer certain.
    pub(crate) tipping_points: Vec<TippingPoint>,
    /// Which two changes together would change the plan, once that was asked for.
    pub(crate) pairs: Option<Vec<TippingPair>>,
}

/// A part of the page that the keyboard can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Panel {
    /// Questions and their answers.
    Questions,
    /// The decision path.
    Path,
    /// The recommendation.
    Advice,
}

/// Whether the session is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Saving {
    /// On its way.
    Underway,
    /// As of this moment.
    Saved(Moment),
    /// It is not, and why.
    Failed(String),
}

/// What has been marked or typed for the question that has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Nothing: its answer is given with one key.
    None,
    /// Options of an `any_of` question.
    Marks {
        /// Present.
        yes: OptionSet,
        /// Not known.
        unknown: OptionSet,
        /// Whether anything was marked since the question got the focus.
        touched: bool,
    },
    /// The characters of a number.
    Number {
        /// As typed.
        text: String,
        /// Whether anything was typed since the question got the focus.
        touched: bool,
    },
}

impl Work {
    /// A session as it was read from disk, with the focus on what to confirm or to ask next.
    pub(crate) fn new(engine: &Engine, session: Session, read_only: Option<Locked>, opened: Moment) -> Work {
        let answers = Replayed::under(engine.guideline(), &session).answers;
        let outdated = Outdated::when_opened(engine.guideline(), &session, opened);
        let assessment = engine.assess(&outdated.as_unknown(&answers));
        let to_confirm = to_confirm(engine, &answers, &outdated, &assessment);
        let saving = Saving::Saved(session.updated());
        let mut work = Work {
            session,
            answers,
            opened,
            outdated,
            to_confirm,
            assessment,
            preview: None,
            read_only,
            demonstration: false,
            saving,
            panel: Panel::Questions,
            focus: QuestionId(0),
            cursor: None,
            entry: Entry::None,
            drafts: BTreeMap::new(),
            trail: Vec::new(),
            path_cursor: 0,
            path_first: 0,
            advice_cursor: 0,
            advice_first: 0,
            reasons: None,
            reason_cursor: 0,
            aside: None,
        };
        work.focus = work.next().unwrap_or(QuestionId(0));
        work.enter(engine.guideline());
        work
    }

    /// Why answers cannot be changed, if they cannot. On the side they always can.
    pub(crate) fn locked(&self) -> Option<Locked> {
        if self.aside.is_some() { None } else { self.case_locked() }
    }

    /// Why the case itself cannot be changed, if it cannot.
    pub(crate) fn case_locked(&self) -> Option<Locked> {
        match (&self.read_only, self.session.status()) {
            (Some(reason), _) => Some(reason.clone()),
            (None, Status::Closed) => Some(Locked::Closed),
            (None, Status::Open) => None,
        }
    }

    /// Makes everything that follows from the answers anew.
    pub(crate) fn assess(&mut self, engine: &Engine) {
        // On the side they are what was outdated in the case, less what was answered there.
        if self.aside.is_none() {
            self.outdated = Outdated::when_opened(engine.guideline(), &self.session, self.opened);
        }
        self.assessment = engine.assess(&self.counted());
        self.to_confirm = to_confirm(engine, &self.answers, &self.outdated, &self.assessment);
        self.preview = None;
        self.reasons = None;
        self.reason_cursor = 0;
    }

    /// Makes the reasons, unless they are there: they take far longer than what every key makes anew.
    pub(crate) fn find_reasons(&mut self, engine: &Engine) {
        if self.reasons.is_none() {
            let Assessment { why_not, tipping_points, .. } = engine.assess_with_reasons(&self.counted());
            self.reasons = Some(Reasons { why_not, tipping_points, pairs: None });
        }
    }

    /// Makes the pairs of changes that would change the plan.
    pub(crate) fn find_pairs(&mut self, engine: &Engine) {
        let pairs = engine.tipping_pairs(&self.counted());
        if let Some(reasons) = &mut self.reasons {
            reasons.pairs = Some(pairs);
        }
    }

    /// Gives a question the focus, and remembers the one before.
    pub(crate) fn go_to(&mut self, guideline: &Guideline, question: QuestionId) {
        if question != self.focus {
            self.trail.push(self.focus);
        }
        self.focus_on(guideline, question);
    }

    /// Gives a question the focus. What was begun for the one before stays its draft.
    pub(crate) fn focus_on(&mut self, guideline: &Guideline, question: QuestionId) {
        self.keep_draft(guideline);
        self.focus = question;
        self.enter(guideline);
    }

    /// Prepares the entry of the question that has the focus from its draft, else from its answer. No option is under
    /// the cursor where none was chosen, so that a hasty Enter answers nothing.
    pub(crate) fn enter(&mut self, guideline: &Guideline) {
        let answer = self.answers.get(self.focus);
        self.preview = None;
        let kind = guideline.questions.get(self.focus.0).map(|question| &question.kind);
        self.entry = self.drafts.remove(&self.focus).unwrap_or(match (kind, answer) {
            (Some(Kind::AnyOf(_)), Some(Answer::AnyOf { yes, unknown })) => {
                Entry::Marks { yes, unknown, touched: false }
            }
            (Some(Kind::AnyOf(_)), _) => {
                Entry::Marks { yes: OptionSet::EMPTY, unknown: OptionSet::EMPTY, touched: false }
            }
            (Some(Kind::Number { .. }), Some(Answer::Number(number))) => {
                Entry::Number { text: number.to_string(), touched: false }
            }
            (Some(Kind::Number { .. }), _) => Entry::Number { text: String::new(), touched: false },
            _ => Entry::None,
        });
        self.cursor = match (kind, answer) {
            (None, _) | (_, None) => None,
            (_, Some(answer)) => {
                rows(guideline, self.focus).iter().position(|row| row.pick == Pick::Answer(answer))
            }
        };
    }

    /// The answer that the preview shows: what is marked or typed, else the row under the cursor.
    pub(crate) fn previewed(&self, guideline: &Guideline) -> Option<Answer> {
        let answer = match (self.entry.begun(guideline, self.focus), self.cursor) {
            (Some(begun), _) => begun.ok(),
            (None, Some(cursor)) => match rows(guideline, self.focus).get(cursor)?.pick {
                Pick::Answer(answer) => Some(answer),
                Pick::Mark(_) => None,
            },
            (None, None) => None,
        };
        answer.filter(|answer| self.counts_as(self.focus) != Some(*answer))
    }

    /// Makes the preview anew.
    pub(crate) fn look_ahead(&mut self, engine: &Engine) {
        self.preview = self.previewed(engine.guideline()).map(|answer| {
            let mut answers = self.counted();
            answers.set(self.focus, Some(answer));
            engine.assess(&answers)
        });
    }

    /// Whether the question is listed: it applies or may apply, or has the focus.
    pub(crate) fn lists(&self, question: QuestionId) -> bool {
        let applies = self.assessment.applies.get(question.0).copied().flatten();
        let kept = self.answers.get(question).is_some() || self.drafts.contains_key(&question);
        applies != Some(false) || question == self.focus || kept
    }

    /// The listed questions of a section.
    pub(crate) fn listed(&self, guideline: &Guideline, section: usize) -> Vec<QuestionId> {
        let questions = guideline.sections.get(section).map(|section| section.questions.as_slice());
        questions.unwrap_or_default().iter().copied().filter(|question| self.lists(*question)).collect()
    }

    /// What the "none of these" of the section with the focus would answer: what is open in it, or would be confirmed.
    /// Where something else was begun, that is not said to be none.
    pub(crate) fn none_of_these(&self, guideline: &Guideline) -> Vec<(QuestionId, Answer)> {
        let section = guideline.sections.get(self.section(guideline));
        let answers = section.map(|section| section.none_of_these.as_slice()).unwrap_or_default();
        let wanted = |question: QuestionId, answer: Answer| {
            let confirmed = self.outdated.get(question).is_some_and(|outdated| outdated.answer == answer);
            let open = confirmed || self.answers.get(question).is_none();
            open && self.lists(question) && !self.is_draft(guideline, question)
        };
        answers.iter().copied().filter(|(question, answer)| wanted(*question, *answer)).collect()
    }

    /// The section that has the focus.
    pub(crate) fn section(&self, guideline: &Guideline) -> usize {
        guideline.questions.get(self.focus.0).map_or(0, |question| question.section)
    }

    /// The answer to a question in words.
    pub(crate) fn answer_text(&self, guideline: &Guideline, question: QuestionId) -> Option<String> {
        Some(answer_in_words(guideline, question, self.answers.get(question)?))
    }
}

/// Reads a typed number, with a point or a comma before its decimals, or says what is wrong with it: the text itself,
/// and what is allowed.
pub(crate) fn number(guideline: &Guideline, question: QuestionId, text: &str) -> Result<Answer, String> {
    let Kind::Number { unit, min, max, decimals } = &guideline[question].kind else {
        return Err(say!(guideline, "this question takes no number").to_owned());
    };
    let blank = if unit.is_empty() { "" } else { " " };
    let range = say!(guideline, "{0} to {1}{2}{3}", min, max, blank, unit);
    let plain = match text.split_once(',') {
        None => text.to_owned(),
        // `1,200` is a thousand to some and one to others.
        Some((_, after)) if after.len() == 3 && after.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Err(say!(
                guideline,
                "\"{0}\" can be read in two ways: type it with a point, or without a comma",
                text
            ));
        }
        Some((before, after)) => format!("{before}.{after}"),
    };
    match plain.strip_suffix('.').unwrap_or(&plain).parse::<Decimal>() {
        Ok(value) if value < *min || value > *max => {
            Err(say!(guideline, "{0} is out of range: {1}", text, range))
        }
        Ok(value) if !value.on_grid(*decimals) => Err(match decimals {
            0 => say!(guideline, "{0} is too fine: whole numbers, {1}", text, range),
            1 => say!(guideline, "{0} is too fine: one decimal, {1}", text, range),
            more => say!(guideline, "{0} is too fine: {1} decimals, {2}", text, more, range),
        }),
        Ok(value) => Ok(Answer::Number(value)),
        Err(DecimalError::TooLarge) => Err(say!(guideline, "{0} is out of range: {1}", text, range)),
        Err(_) => Err(say!(guideline, "\"{0}\" is not a number: {1}", text, range)),
    }
}
