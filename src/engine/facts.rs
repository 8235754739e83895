//! What the answers of a case say about the variables.

use super::masks::Masks;
use super::range::{self, Range};
use super::variables::Variables;
use crate::guideline::{Answers, Decimal, Guard, Guideline, Holds, QuestionId, ScoreId, ScoreKind, Subject};

/// What is known of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Not answered.
    Unanswered,
    /// Answered with "unknown", or (`any_of`) in part.
    Unknown,
    /// Answered.
    Answered,
}

/// For every variable the classes that are possible, and the class where it is known.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    /// Possible classes, as bits.
    pub(crate) masks: Masks,
    /// The class of each variable that is known from the answers.
    pub(crate) class: Vec<Option<usize>>,
    /// By question.
    pub(crate) known: Vec<Known>,
    /// What each score with a formula may come to.
    pub(crate) formulas: Vec<(ScoreId, Range)>,
}

impl Facts {
    /// From the answers; decisions and point scores stay open.
    pub(crate) fn of(guideline: &Guideline, variables: &Variables, answers: &Answers) -> Facts {
        let count = variables.all.len();
        let mut facts = Facts {
            masks: variables.open.clone(),
            class: vec![None; count],
            known: vec![Known::Unanswered; guideline.questions.len()],
            formulas: Vec::new(),
        };
        for (question, answer) in answers.iter() {
            let mut open = false;
            for var in variables.question(question) {
                match variables.class_of(var, answer) {
                    Some(class) => facts.fix(var, class),
                    None => open = true,
                }
            }
            facts.known[question.0] = if open { Known::Unknown } else { Known::Answered };
        }
        for (index, score) in guideline.scores.iter().enumerate() {
            if let ScoreKind::Formula(_) = &score.kind {
                let range = range::score(guideline, variables, &facts, answers, ScoreId(index));
                facts.narrow(variables, variables.score(ScoreId(index)), range);
                facts.formulas.push((ScoreId(index), range));
            }
        }
        facts
    }

    /// A formula's variable has one of the classes that its values lie in.
    fn narrow(&mut self, variables: &Variables, var: usize, range: Range) {
        let without = variables.all[var].runs.len();
        let mut classes = if range.none { 1 << without } else { 0 };
        if let Some((low, high)) = range.decimals() {
            let ends = variables.class_of_number(var, low)..=variables.class_of_number(var, high);
            classes |= ends.fold(0, |set, class| set | 1 << class);
        }
        self.masks.set(var, classes);
        if classes.is_power_of_two() {
            self.class[var] = Some(classes.trailing_zeros() as usize);
        }
    }

    /// The variable is in this class for certain.
    pub(crate) fn fix(&mut self, var: usize, class: usize) {
        self.class[var] = Some(class);
        self.masks.set(var, 1 << class);
    }

    /// Whether a question applies, as far as its own guard can be told from each test by itself.
    pub(crate) fn applies(
        &self,
        guideline: &Guideline,
        variables: &Variables,
        question: QuestionId,
    ) -> Option<bool> {
        match &guideline[question].asks_when {
            None => Some(true),
            Some(guard) => self.holds(guideline, variables, guard),
        }
    }

    /// Kleene's three-valued logic: `None` where open answers may decide. Says `None` too often, never too rarely.
    pub(crate) fn holds(&self, guideline: &Guideline, variables: &Variables, guard: &Guard) -> Option<bool> {
        match guard {
            Guard::All(parts) => conjunction(parts.iter().map(|part| self.holds(guideline, variables, part))),
            Guard::Any(parts) => conjunction(
                parts.iter().map(|part| self.holds(guideline, variables, part).map(|holds| !holds)),
            )
            .map(|none| !none),
            Guard::Not(part) => self.holds(guideline, variables, part).map(|holds| !holds),
            Guard::Test(test) => {
                let (var, applies) = match test.on {
                    Subject::Question(question) => {
                        (variables.question(question).start, self.applies(guideline, variables, question))
                    }
                    Subject::Decision(decision) => (variables.decision(decision), Some(true)),
                    Subject::Score(score) => (variables.score(score), Some(true)),
                };
                let answer = match (&test.holds, test.on) {
                    (Holds::Has(..) | Holds::Count(_), Subject::Question(question)) => {
                        self.chosen(variables, question, &test.holds)
                    }
                    (single, _) => {
                        let inside = self.masks[var] & variables.classes(var, single);
                        match () {
                            () if inside == 0 => Some(false),
                            () if inside == self.masks[var] => Some(true),
                            () => None,
                        }
                    }
                };
                conjunction([applies, answer].into_iter())
            }
        }
    }

    fn chosen(&self, variables: &Variables, question: QuestionId, holds: &Holds) -> Option<bool> {
        use crate::guideline::{OptionSet, Quantifier};
        let vars = variables.question(question);
        let (mut yes, mut open) = (OptionSet::EMPTY, OptionSet::EMPTY);
        for (option, var) in vars.enumerate() {
            match self.class[var] {
                Some(super::variables::PRESENT) => yes = yes.with(option),
                Some(_) => {}
                None => open = open.with(option),
            }
        }
        let may = yes.or(open);
        match holds {
            Holds::Has(Quantifier::Any, named) => {
                if yes.and(*named).is_empty() {
                    (may.and(*named).is_empty()).then_some(false)
                } else {
                    Some(true)
                }
            }
            Holds::Has(Quantifier::None, named) => {
                if yes.and(*named).is_empty() {
                    (may.and(*named).is_empty()).then_some(true)
                } else {
                    Some(false)
                }
            }
            Holds::Has(Quantifier::All, named) => match () {
                () if named.minus(yes).is_empty() => Some(true),
                () => (!named.minus(may).is_empty()).then_some(false),
            },
            Holds::Has(Quantifier::Only, named) => match () {
                () if !yes.minus(*named).is_empty() || may.and(*named).is_empty() => Some(false),
                () if may.minus(*named).is_empty() && !yes.and(*named).is_empty() => Some(true),
                () => None,
            },
            Holds::Count(interval) => {
                let mut counts =
                    (yes.len()..=may.len()).map(|count| interval.contains(Decimal::whole(count as i64)));
                let first = counts.next()?;
                counts.all(|other| other == first).then_some(first)
            }
            Holds::In(_) | Holds::Within(_) => None,
        }
    }
}

fn conjunction(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}
