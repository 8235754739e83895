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
    /// That an option of an `any_of` question is chosen, or is not: the question, the option.
    Chosen(String, String, bool),
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
            Condition::Chosen(name, option, yes) => Condition::Chosen(name.clone(), option.clone(), !yes),
            Condition::All(parts) => Condition::Any(all(parts)),
            Condition::Any(parts) => Condition::All(all(parts)),
        }
    }

    /// How many statements it takes to say it.
    fn len(&self) -> usize {
        match self {
            Condition::Says(..) | Condition::Chosen(..) => 1,
            Condition::All(_) | Condition::Any(_) => self.parts().iter().map(|part| part.1).sum(),
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
        let line = |(index, (part, _)): (usize, (String, usize))| match index {
            0 => part,
            _ => format!("{} {part}", self.joint()),
        };
        self.parts().into_iter().enumerate().map(line).collect()
    }

    /// AND and OR join statements, "and" and "or" the answers to one question.
    fn joint(&self) -> &'static str {
        if matches!(self, Condition::Any(_)) { "OR" } else { "AND" }
    }

    /// What is joined, each with the number of its statements. Options of one question that follow each other are one:
    /// none of these, any of these, all of these.
    fn parts(&self) -> Vec<(String, usize)> {
        let (parts, all) = match self {
            Condition::All(parts) => (parts.as_slice(), true),
            Condition::Any(parts) => (parts.as_slice(), false),
            Condition::Says(..) | Condition::Chosen(..) => (std::slice::from_ref(self), true),
        };
        let mut said = Vec::new();
        let mut rest = parts;
        while let [first, after @ ..] = rest {
            rest = after;
            let Condition::Chosen(name, option, yes) = first else {
                said.push((first.nested(), first.len()));
                continue;
            };
            let mut options = vec![option.as_str()];
            while let [Condition::Chosen(other, option, same), after @ ..] = rest
                && other == name
                && same == yes
                && (*yes || all)
            {
                options.push(option);
                rest = after;
            }
            let words = match (yes, all) {
                (true, true) => options.join(" and "),
                (true, false) => options.join(" or "),
                (false, _) => format!("without {}", options.join(" or ")),
            };
            said.push((format!("{name}: {words}"), 1));
        }
        said
    }

    fn nested(&self) -> String {
        if let Condition::Says(words, _) = self {
            return words.clone();
        }
        let parts: Vec<String> = self.parts().into_iter().map(|(part, _)| part).collect();
        let joined = parts.join(&format!(" {} ", self.joint()));
        if parts.len() > 1 { format!("({joined})") } else { joined }
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
            let step = &drawing.steps[*step];
            if let Some((name, option)) = words::member(guideline, step) {
                let yes = step.branches.get(branch).is_some_and(words::is_chosen);
                return Condition::Chosen(name.to_owned(), option.to_owned(), yes);
            }
            let (words, other) = words::statement(guideline, step, branch);
            Condition::Says(words, other)
        }
        Asks::Whether(condition) if branch == 0 => condition.clone(),
        Asks::Whether(condition) => condition.opposite(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::engine::{Branch, Value};
    use crate::guideline::{DecisionId, Files, Kind, OptionSet, QuestionId, Subject, load};

    static SHIPPED: LazyLock<Guideline> = LazyLock::new(|| load(&Files::embedded()).unwrap().guideline);

    /// A diagram whose steps test different questions: each leads to a later step or to an end.
    fn drawing() -> impl Strategy<Value = Drawing> {
        prop::collection::vec((0..3, [0usize..14, 0usize..14, 0usize..14]), 1..10).prop_map(|rows| {
            let any_of = (0..SHIPPED.questions.len())
                .find(|at| matches!(&SHIPPED.questions[*at].kind, Kind::AnyOf(all) if all.len() > 9));
            let any_of = QuestionId(any_of.unwrap());
            let yes_no = (0..SHIPPED.questions.len()).filter(|at| SHIPPED.questions[*at].kind == Kind::YesNo);
            let many = (0..SHIPPED.questions.len())
                .filter(|at| matches!(&SHIPPED.questions[*at].kind, Kind::OneOf(all) if all.len() > 2));
            let (mut yes_no, mut many) = (yes_no.map(QuestionId), many.map(QuestionId));
            let count = rows.len();
            let mut steps = Vec::new();
            for (at, (kind, goals)) in rows.into_iter().enumerate() {
                let (question, option) = match kind {
                    0 => (many.next(), None),
                    1 => (yes_no.next(), None),
                    _ => (Some(any_of), Some(at)),
                };
                let branches = (0..if kind == 0 { 3 } else { 2 }).map(|branch| {
                    let rest = count - at - 1;
                    // The next one twice: chains are what is folded.
                    let to = match goals[branch] {
                        0..3 if rest > 0 => Goal::Step(at + 1),
                        goal if rest > 0 && goal < 3 + rest => Goal::Step(at + 1 + goal % rest),
                        goal => Goal::Rule(goal % 3),
                    };
                    let set = |is: bool| if is { OptionSet::one(at) } else { OptionSet::EMPTY };
                    let value = match kind {
                        0 | 1 => Value::Options(OptionSet::one(branch)),
                        _ => Value::Chosen { yes: set(branch == 0), no: set(branch == 1) },
                    };
                    let values = vec![value];
                    Branch { values, width: 1, to, taken: false }
                });
                let on = Subject::Question(question.unwrap());
                steps.push(Step { on, option, branches: branches.collect() });
            }
            Drawing { decision: DecisionId(0), rule: None, start: Goal::Step(0), steps }
        })
    }

    fn holds(condition: &Condition, said: &HashSet<String>) -> bool {
        match condition {
            Condition::Says(words, _) => said.contains(words),
            Condition::Chosen(name, option, yes) => said.contains(&format!("{name}: {option}")) == *yes,
            Condition::All(parts) => parts.iter().all(|part| holds(part, said)),
            Condition::Any(parts) => parts.iter().any(|part| holds(part, said)),
        }
    }

    #[test]
    fn options_of_one_question_are_said_together() {
        let chosen = |option: &str, yes| Condition::Chosen("Sites".to_owned(), option.to_owned(), yes);
        let fit = Condition::Says("Fit: yes".to_owned(), "Fit: no".to_owned());
        let none = Condition::All(vec![chosen("liver", false), chosen("lung", false)]);
        assert_eq!(none.lines(), ["Sites: without liver or lung"]);
        assert_eq!(none.opposite().lines(), ["Sites: liver or lung"]);
        let both = Condition::All(vec![chosen("liver", true), chosen("lung", true), chosen("bone", false)]);
        assert_eq!(both.lines(), ["Sites: liver and lung", "AND Sites: without bone"]);
        // "Without liver or lung" would say that both are missing.
        assert_eq!(
            both.opposite().lines(),
            ["Sites: without liver", "OR Sites: without lung", "OR Sites: bone"]
        );
        let nested = Condition::All(vec![fit, both.opposite()]).and(none);
        assert_eq!(
            nested.lines(),
            [
                "Fit: yes",
                "AND (Sites: without liver OR Sites: without lung OR Sites: bone)",
                "AND Sites: without liver or lung"
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_folded_leads_where_the_diagram_does(drawing in drawing(), answers in any::<[usize; 10]>()) {
            let answer = |step: usize| answers[step] % drawing.steps[step].branches.len();
            let mut plain = drawing.start;
            while let Goal::Step(step) = plain {
                plain = drawing.steps[step].branches[answer(step)].to;
            }
            let two = (0..drawing.steps.len()).filter(|step| drawing.steps[*step].branches.len() == 2);
            let said = two.filter_map(|at| {
                let step = &drawing.steps[at];
                match (step.option, answer(at)) {
                    (None, branch) => Some(words::statement(&SHIPPED, step, branch).0),
                    (Some(_), branch) => (branch == 0).then(|| words::step(&SHIPPED, step)),
                }
            });
            let said = said.collect();
            let boxes = fold(&SHIPPED, &drawing);
            let mut folded = drawing.start;
            while let Goal::Step(step) = folded {
                let one = boxes[step].as_ref().unwrap();
                let way = match &one.asks {
                    Asks::Step(step) => answer(*step),
                    Asks::Whether(condition) => usize::from(!holds(condition, &said)),
                };
                folded = one.ways.iter().find(|other| other.branch == way).unwrap().to;
            }
            prop_assert_eq!(folded, plain);
        }
    }
}
