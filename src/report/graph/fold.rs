//! Chains of yes/no tests folded into one box, as a clinician would write them: "fit and remnant at least 30 %".
//!
//! Two steps become one where the second is reached only from the first, both have two ways on, and they share one.

use super::words;
use crate::engine::{Drawing, Goal, Step};
use crate::guideline::Guideline;

/// How many tests one box holds.
const TESTS: usize = 6;

/// A box: one test with all its branches, or several tests with "yes" and "no".
#[derive(Clone, Debug)]
pub(super) struct Folded {
    /// What it asks.
    pub(super) asks: Asks,
    /// Where it leads.
    pub(super) ways: Vec<Way>,
}

/// What a box asks.
#[derive(Clone, Debug)]
pub(super) enum Asks {
    /// One step of the diagram, by its position.
    Step(usize),
    /// Whether a condition holds.
    Whether(Condition),
}

/// A way on.
#[derive(Clone, Debug)]
pub(super) struct Way {
    /// The branch of the step; 0 is yes and 1 is no for a condition.
    pub(super) branch: usize,
    /// Where it leads.
    pub(super) to: Goal,
    /// Whether the case takes it.
    pub(super) taken: bool,
}

/// A condition over statements.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    /// A statement and its opposite.
    Says(String, String),
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
}

impl Condition {
    fn opposite(&self) -> Condition {
        let all = |parts: &[Condition]| parts.iter().map(Condition::opposite).collect();
        match self {
            Condition::Says(words, other) => Condition::Says(other.clone(), words.clone()),
            Condition::All(parts) => Condition::Any(all(parts)),
            Condition::Any(parts) => Condition::All(all(parts)),
        }
    }

    fn len(&self) -> usize {
        match self {
            Condition::Says(..) => 1,
            Condition::All(parts) | Condition::Any(parts) => parts.iter().map(Condition::len).sum(),
        }
    }

    fn and(self, other: Condition) -> Condition {
        let parts = |condition| match condition {
            Condition::All(parts) => parts,
            other => vec![other],
        };
        Condition::All([parts(self), parts(other)].concat())
    }

    /// One part a line; what is nested stands in parentheses.
    pub(super) fn lines(&self) -> Vec<String> {
        let (parts, join) = match self {
            Condition::Says(words, _) => return vec![words.clone()],
            Condition::All(parts) => (parts, "AND"),
            Condition::Any(parts) => (parts, "OR"),
        };
        let line = |(index, part): (usize, &Condition)| match index {
            0 => part.nested(),
            _ => format!("{join} {}", part.nested()),
        };
        parts.iter().enumerate().map(line).collect()
    }

    fn nested(&self) -> String {
        match self {
            Condition::Says(words, _) => words.clone(),
            Condition::All(parts) | Condition::Any(parts) => {
                let join = if matches!(self, Condition::All(_)) { " AND " } else { " OR " };
                let parts: Vec<String> = parts.iter().map(Condition::nested).collect();
                format!("({})", parts.join(join))
            }
        }
    }
}

/// The boxes of a diagram, by the position of the step at which each begins; what was folded into another is `None`.
pub(super) fn fold(guideline: &Guideline, drawing: &Drawing) -> Vec<Option<Folded>> {
    let whole = |(at, step): (usize, &Step)| {
        let ways = step.branches.iter().enumerate();
        let ways = ways.map(|(branch, way)| Way { branch, to: way.to, taken: way.taken }).collect();
        Some(Folded { asks: Asks::Step(at), ways })
    };
    let mut boxes: Vec<Option<Folded>> = drawing.steps.iter().enumerate().map(whole).collect();
    // From the end, so that what a box takes in has already taken in what it can.
    for at in (0..boxes.len()).rev() {
        while let Some(way) = inner(&boxes, at) {
            let Some(folded) = boxes[at].as_ref() else { break };
            let Goal::Step(next) = folded.ways[way].to else { break };
            let Some(below) = boxes[next].as_ref() else { break };
            let Some(joined) = join(guideline, drawing, folded, way, below) else { break };
            boxes[at] = Some(joined);
            boxes[next] = None;
        }
    }
    boxes
}

/// The way to a box that can be taken in.
fn inner(boxes: &[Option<Folded>], at: usize) -> Option<usize> {
    let outer = boxes[at].as_ref()?;
    let [one, other] = outer.ways.as_slice() else { return None };
    [(0, one, other), (1, other, one)].into_iter().find_map(|(index, way, past)| {
        let Goal::Step(next) = way.to else { return None };
        let below = boxes[next].as_ref()?;
        let ways = boxes.iter().flatten().flat_map(|other| &other.ways);
        let alone = ways.filter(|other| other.to == way.to).count() == 1;
        let shares = below.ways.len() == 2 && below.ways.iter().any(|other| other.to == past.to);
        (alone && shares).then_some(index)
    })
}

fn join(
    guideline: &Guideline,
    drawing: &Drawing,
    outer: &Folded,
    way: usize,
    below: &Folded,
) -> Option<Folded> {
    let past = outer.ways.get(1 - way)?;
    let on = below.ways.iter().position(|other| other.to != past.to)?;
    let condition = condition(guideline, drawing, outer, way).and(condition(guideline, drawing, below, on));
    if condition.len() > TESTS {
        return None;
    }
    let (yes, no) = (&below.ways[on], &below.ways[1 - on]);
    let (yes, no) = ((yes.to, yes.taken), (past.to, past.taken || no.taken));
    // What is asked leads to its rule by "yes", and on to the next by "no".
    let rule = |goal: Goal| matches!(goal, Goal::Rule(_));
    let turned = rule(no.0) && (!rule(yes.0) || no.0 < yes.0);
    let (condition, yes, no) = if turned { (condition.opposite(), no, yes) } else { (condition, yes, no) };
    let ways = [yes, no].into_iter().enumerate().map(|(branch, (to, taken))| Way { branch, to, taken });
    Some(Folded { asks: Asks::Whether(condition), ways: ways.collect() })
}

/// That a box is left by one of its two ways.
fn condition(guideline: &Guideline, drawing: &Drawing, folded: &Folded, way: usize) -> Condition {
    let branch = folded.ways[way].branch;
    match &folded.asks {
        Asks::Step(step) => {
            let (words, other) = words::statement(guideline, &drawing.steps[*step], branch);
            Condition::Says(words, other)
        }
        Asks::Whether(condition) if branch == 0 => condition.clone(),
        Asks::Whether(condition) => condition.opposite(),
    }
}
