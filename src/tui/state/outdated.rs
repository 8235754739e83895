//! What the case being worked on waits for because its answers are out of date.

use super::Work;
use crate::engine::{Assessment, Engine};
use crate::guideline::{Answer, Answers, Guideline, QuestionId};
use crate::language::say;
use crate::session::{Moment, Outdated};

impl Work {
    /// The answers as they count: what is out of date is unknown until it is confirmed.
    pub(crate) fn counted(&self) -> Answers {
        self.outdated.as_unknown(&self.answers)
    }

    /// The answer to a question as it counts.
    pub(crate) fn counts_as(&self, question: QuestionId) -> Option<Answer> {
        match self.outdated.get(question) {
            Some(_) => Some(Answer::Unknown),
            None => self.answers.get(question),
        }
    }

    /// When something done now is dated: never before the case was opened, whatever was done to the clock meanwhile,
    /// or what is confirmed could be out of date again at once.
    pub(crate) fn dated(&self, now: Moment) -> Moment {
        now.max(self.opened)
    }

    /// The case is opened anew: what has become out of date since is so from now on.
    pub(crate) fn reopen(&mut self, engine: &Engine, now: Moment) {
        self.opened = now;
        self.assess(engine);
        self.enter(engine.guideline());
    }

    /// What comes next: what is to be confirmed, and then what is unanswered.
    pub(crate) fn next(&self) -> Option<QuestionId> {
        self.to_confirm.first().copied().or(self.assessment.next_question)
    }

    /// The open question that comes after one that is open, round and round; `None` where it is the only one.
    pub(crate) fn next_after(&self, question: QuestionId) -> Option<QuestionId> {
        let assessment = &self.assessment;
        let all = self.to_confirm.iter().chain(&assessment.decisive).chain(&assessment.refining);
        let open: Vec<QuestionId> = all.copied().filter(|other| self.is_open(*other)).collect();
        let here = open.iter().position(|other| *other == question)?;
        open.iter().cycle().skip(here + 1).take(open.len()).copied().find(|other| *other != question)
    }

    /// The next question to confirm after the one that has the focus, round and round.
    pub(crate) fn next_to_confirm(&self) -> Option<QuestionId> {
        let here = self.to_confirm.iter().position(|question| *question == self.focus);
        let next = here.map_or(0, |here| (here + 1) % self.to_confirm.len());
        self.to_confirm.get(next).copied()
    }

    /// Whether an answer to a question is wanted: it was never given or is out of date, and it matters.
    pub(crate) fn is_open(&self, question: QuestionId) -> bool {
        let assessment = &self.assessment;
        let matters = assessment.decisive.contains(&question) || assessment.refining.contains(&question);
        matters && self.answers.get(question).is_none() || self.to_confirm.contains(&question)
    }

    /// The answer to a question in words, with its age if it is out of date.
    pub(crate) fn answer_with_age(&self, guideline: &Guideline, question: QuestionId) -> Option<String> {
        let words = self.answer_text(guideline, question)?;
        Some(match self.outdated.get(question) {
            Some(outdated) => format!("{words}; {}", outdated.mark(guideline)),
            None => words,
        })
    }

    /// How many answers are out of date, and what that does to the plan; `None` where none is.
    pub(crate) fn outdated_notice(&self, engine: &Engine) -> Option<String> {
        let guideline = engine.guideline();
        let (answers, plan, advice, nothing) = match self.outdated.len() {
            0 => return None,
            1 => (
                say!(guideline, "1 answer is out of date").to_owned(),
                say!(guideline, "until confirmed the plan waits on it"),
                say!(guideline, "until confirmed the advice waits on it"),
                say!(guideline, "nothing here rests on it"),
            ),
            more => (
                say!(guideline, "{0} answers are out of date", more),
                say!(guideline, "until confirmed the plan waits on them"),
                say!(guideline, "until confirmed the advice waits on them"),
                say!(guideline, "nothing here rests on them"),
            ),
        };
        let given = engine.assess(&self.answers);
        let now = &self.assessment;
        let waits = if given.strategy.possible != now.strategy.possible {
            plan
        } else if given.recommendations != now.recommendations
            || given.withheld != now.withheld
            || given.alerts != now.alerts
        {
            advice
        } else if self.to_confirm.is_empty() {
            nothing
        } else {
            say!(guideline, "until confirmed that counts as unknown")
        };
        Some(format!("{answers}; {waits}."))
    }
}

/// Which outdated answers are asked for again: those that matter, the next one first. An alert asks for nothing
/// itself, so where one may have gone with them, all of them are.
pub(super) fn to_confirm(
    engine: &Engine,
    given: &Answers,
    outdated: &Outdated,
    assessment: &Assessment,
) -> Vec<QuestionId> {
    if outdated.is_empty() {
        return vec![];
    }
    let mattering = assessment.decisive.iter().chain(&assessment.refining).copied();
    let mut questions: Vec<QuestionId> =
        mattering.filter(|question| outdated.get(*question).is_some()).collect();
    if engine.assess(given).alerts.iter().any(|alert| !assessment.alerts.contains(alert)) {
        let others = outdated.iter().map(|outdated| outdated.question);
        let others: Vec<_> = others.filter(|question| !questions.contains(question)).collect();
        questions.extend(others);
    }
    questions
}
