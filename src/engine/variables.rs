//! The variables of the diagrams: what a guideline's guards can tell apart.
//!
//! A question with a single answer is one variable, an `any_of` question one for each option, a number falls into
//! the maximal runs of its grid that no test separates. In the diagrams of single decisions, earlier decisions
//! and scores are variables too.

use std::ops::Range;

use super::assessment::Value;
use super::masks::Masks;
use super::range::END;
use crate::guideline::{
    Answer, Decimal, DecisionId, Guard, Guideline, Hit, Holds, Interval, Kind, OptionSet, QuestionId,
    ScoreId, ScoreKind, StopId, Subject, Test,
};

/// The class of an `any_of` option that is present.
pub(crate) const PRESENT: usize = 0;
/// The class of an `any_of` option that is absent.
pub(crate) const ABSENT: usize = 1;

/// What a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The answer to a question: an option, yes/no, or a run of numbers.
    Answer(QuestionId),
    /// Whether an option of an `any_of` question is present.
    Member(QuestionId, usize),
    /// The outcome of a decision; the class after the last outcome means skipped.
    Outcome(DecisionId),
    /// The run in which a score lies; for a formula the class after the last run means that it has no value.
    Score(ScoreId),
    /// Which rule of a `first` decision fires; then skipped, then gap. Only where composition did not fit.
    Fired(DecisionId),
    /// Whether a rule of a `collect` decision holds (class 1). Only where composition did not fit.
    Fires(DecisionId, usize),
    /// Whether a stop holds (class 1). Only where composition did not fit.
    Stops(StopId),
}

/// A variable and the number of its classes.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) meaning: Meaning,
    pub(crate) classes: usize,
    /// The runs of a number or score, ascending; empty for all others.
    pub(crate) runs: Vec<(Decimal, Decimal)>,
}

/// All variables of a guideline: those of questions first, in file order.
#[derive(Clone, Debug)]
pub(crate) struct Variables {
    pub(crate) all: Vec<Variable>,
    /// Nothing known of any of them.
    pub(crate) open: Masks,
    questions: Vec<Range<usize>>,
    first_decision: usize,
    first_score: usize,
    fired: Vec<usize>,
    first_stop: usize,
}

impl Variables {
    /// Finds the classes from every test in the guideline.
    pub(crate) fn of(guideline: &Guideline) -> Variables {
        let mut cuts = Cuts {
            questions: vec![Vec::new(); guideline.questions.len()],
            scores: vec![Vec::new(); guideline.scores.len()],
        };
        for guard in guards(guideline) {
            cuts.add(guard);
        }
        let mut all = Vec::new();
        let mut questions = Vec::new();
        for (index, question) in guideline.questions.iter().enumerate() {
            let (id, start) = (QuestionId(index), all.len());
            let answer = |classes| Variable { meaning: Meaning::Answer(id), classes, runs: Vec::new() };
            match &question.kind {
                Kind::YesNo => all.push(answer(2)),
                Kind::OneOf(options) | Kind::Scale(options) => all.push(answer(options.len())),
                Kind::AnyOf(options) => all.extend((0..options.len()).map(|option| Variable {
                    meaning: Meaning::Member(id, option),
                    classes: 2,
                    runs: Vec::new(),
                })),
                Kind::Number { min, max, decimals, .. } => {
                    let runs = runs(&cuts.questions[index], *min, *max, *decimals);
                    all.push(Variable { meaning: Meaning::Answer(id), classes: runs.len(), runs });
                }
            }
            questions.push(start..all.len());
        }
        let first_decision = all.len();
        all.extend(guideline.decisions.iter().enumerate().map(|(index, decision)| Variable {
            meaning: Meaning::Outcome(DecisionId(index)),
            classes: decision.outcomes.len() + 1,
            runs: Vec::new(),
        }));
        let first_score = all.len();
        all.extend(guideline.scores.iter().enumerate().map(|(index, score)| {
            let (min, max, decimals, none) = match &score.kind {
                ScoreKind::Points(points) => {
                    let (min, max) = point_range(points);
                    (Decimal::whole(min), Decimal::whole(max), 0, 0)
                }
                ScoreKind::Formula(_) => (Decimal::whole(-END), Decimal::whole(END), Decimal::PLACES, 1),
            };
            let runs = runs(&cuts.scores[index], min, max, decimals);
            Variable { meaning: Meaning::Score(ScoreId(index)), classes: runs.len() + none, runs }
        }));
        let derived = |meaning, classes| Variable { meaning, classes, runs: Vec::new() };
        let mut fired = Vec::new();
        for (index, decision) in guideline.decisions.iter().enumerate() {
            fired.push(all.len());
            let (id, rules) = (DecisionId(index), decision.rules.len());
            match decision.hit {
                Hit::First => all.push(derived(Meaning::Fired(id), rules + 2)),
                Hit::Collect => all.extend((0..rules).map(|rule| derived(Meaning::Fires(id, rule), 2))),
            }
        }
        let first_stop = all.len();
        all.extend((0..guideline.stops.len()).map(|stop| derived(Meaning::Stops(StopId(stop)), 2)));
        let open = Masks::open(all.iter().map(|variable| variable.classes));
        Variables { all, open, questions, first_decision, first_score, fired, first_stop }
    }

    /// The variable of the rule that fires in a `first` decision.
    pub(crate) fn fired(&self, decision: DecisionId) -> usize {
        self.fired[decision.0]
    }

    /// The variable of a rule of a `collect` decision.
    pub(crate) fn fires(&self, decision: DecisionId, rule: usize) -> usize {
        self.fired[decision.0] + rule
    }

    /// The variable of a stop.
    pub(crate) fn stop(&self, stop: StopId) -> usize {
        self.first_stop + stop.0
    }

    /// Whether the variable depends on answers that are variables themselves.
    pub(crate) fn stands_for_more(&self, var: usize) -> bool {
        self.is_cut(var) || matches!(self.all[var].meaning, Meaning::Score(_))
    }

    /// Whether the variable stands for something that composition could not replace.
    pub(crate) fn is_cut(&self, var: usize) -> bool {
        self.fired.first().is_some_and(|&first| var >= first) || var >= self.first_stop
    }

    /// The variables of a question: one, or one for each option of an `any_of` question.
    pub(crate) fn question(&self, question: QuestionId) -> Range<usize> {
        self.questions[question.0].clone()
    }

    /// The variable of a decision's outcome.
    pub(crate) fn decision(&self, decision: DecisionId) -> usize {
        self.first_decision + decision.0
    }

    /// The variable of a score.
    pub(crate) fn score(&self, score: ScoreId) -> usize {
        self.first_score + score.0
    }

    /// All classes of a variable, as bits.
    pub(crate) fn full(&self, var: usize) -> u64 {
        u64::MAX >> (64 - self.all[var].classes.clamp(1, 64))
    }

    /// The classes in which a test on this variable holds (`Holds::In` and `Holds::Within` only).
    pub(crate) fn classes(&self, var: usize, holds: &Holds) -> u64 {
        match holds {
            Holds::In(set) => set.0,
            Holds::Within(interval) => self.within(var, interval),
            Holds::Has(..) | Holds::Count(_) => 0,
        }
    }

    fn within(&self, var: usize, interval: &Interval) -> u64 {
        let inside = |(min, _): &(Decimal, Decimal)| interval.contains(*min);
        self.all[var]
            .runs
            .iter()
            .enumerate()
            .filter(|(_, run)| inside(run))
            .fold(0, |set, (class, _)| set | 1 << class)
    }

    /// The class of a number.
    pub(crate) fn class_of_number(&self, var: usize, number: Decimal) -> usize {
        let runs = &self.all[var].runs;
        runs.partition_point(|(min, _)| *min <= number).saturating_sub(1)
    }

    /// The class that an answer gives to one of its question's variables; `None` where it is unknown.
    pub(crate) fn class_of(&self, var: usize, answer: Answer) -> Option<usize> {
        match (answer, self.all[var].meaning) {
            (Answer::YesNo(yes), _) => Some(usize::from(!yes)),
            (Answer::Option(option), _) => Some(option),
            (Answer::Number(number), _) => Some(self.class_of_number(var, number)),
            (Answer::AnyOf { yes, unknown }, Meaning::Member(_, option)) => match () {
                () if yes.contains(option) => Some(PRESENT),
                () if unknown.contains(option) => None,
                () => Some(ABSENT),
            },
            (Answer::Unknown | Answer::AnyOf { .. }, _) => None,
        }
    }

    /// What a set of classes means, for people and files.
    pub(crate) fn value(&self, var: usize, set: u64) -> Value {
        let variable = &self.all[var];
        match variable.meaning {
            Meaning::Member(_, option) if set == 1 << PRESENT => {
                Value::Chosen { yes: OptionSet::one(option), no: OptionSet::EMPTY }
            }
            Meaning::Member(_, option) => Value::Chosen { yes: OptionSet::EMPTY, no: OptionSet::one(option) },
            _ if variable.runs.is_empty() => Value::Options(OptionSet(set)),
            _ => {
                let first = (set.trailing_zeros() as usize).min(variable.runs.len());
                let last = (63 - set.leading_zeros().min(63)) as usize;
                match (variable.runs.get(first), variable.runs.get(last.min(variable.runs.len() - 1))) {
                    (Some((min, _)), Some((_, max))) => Value::Range(*min, *max),
                    _ => Value::NotApplicable,
                }
            }
        }
    }
}

/// The least and the greatest sum of points.
pub(crate) fn point_range(points: &[(Guard, i32)]) -> (i64, i64) {
    points.iter().fold((0, 0), |(min, max), (_, add)| {
        let add = i64::from(*add);
        (min + add.min(0), max + add.max(0))
    })
}

/// Every guard of a guideline, wherever it stands.
fn guards(guideline: &Guideline) -> impl Iterator<Item = &Guard> {
    let decisions = guideline.decisions.iter().flat_map(|decision| {
        decision.when.iter().chain(decision.rules.iter().filter_map(|rule| rule.guard.as_ref()))
    });
    let scores = guideline.scores.iter().flat_map(|score| match &score.kind {
        ScoreKind::Points(points) => points.iter().map(|(guard, _)| guard).collect::<Vec<_>>(),
        ScoreKind::Formula(_) => Vec::new(),
    });
    let asks = guideline.questions.iter().filter_map(|question| question.asks_when.as_ref());
    decisions.chain(scores).chain(asks).chain(guideline.stops.iter().map(|stop| &stop.guard))
}

struct Cuts {
    questions: Vec<Vec<Interval>>,
    scores: Vec<Vec<Interval>>,
}

impl Cuts {
    fn add(&mut self, guard: &Guard) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().for_each(|part| self.add(part)),
            Guard::Not(part) => self.add(part),
            Guard::Test(Test { on, holds: Holds::Within(interval), .. }) => match on {
                Subject::Question(question) => self.questions[question.0].push(*interval),
                Subject::Score(score) => self.scores[score.0].push(*interval),
                Subject::Decision(_) => {}
            },
            Guard::Test(_) => {}
        }
    }
}

/// The maximal runs of the grid from `min` to `max` that none of the intervals separates.
fn runs(intervals: &[Interval], min: Decimal, max: Decimal, decimals: u8) -> Vec<(Decimal, Decimal)> {
    let step = Decimal::step(decimals);
    let at = |end: Decimal, after: bool| if after { end.floor(decimals) + step } else { end.ceil(decimals) };
    let mut starts = vec![min];
    for interval in intervals {
        starts.extend(interval.from.map(|(end, closed)| at(end, !closed)));
        starts.extend(interval.to.map(|(end, closed)| at(end, closed)));
    }
    starts.retain(|start| min <= *start && *start <= max);
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().skip(1).map(|next| *next - step).chain([max]);
    starts.iter().copied().zip(ends).collect()
}
