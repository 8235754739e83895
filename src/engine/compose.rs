//! Composition: every decision, recommendation and stop as one diagram over questions only.
//!
//! Earlier outcomes are replaced by their conditions. A decision whose composition exceeds the budget is *cut*: it
//! stays a variable, and what depends on it is answered by the decision's own diagram, soundly but not exactly.

mod advice;
mod guards;

pub(crate) use guards::{Guards, Single, guards, singly};

use super::TooLarge;
use super::compile::End;
use super::diagram::{Graph, Leaves, Node, add_vars, has_var};
use super::packed::Packed;
use super::store::{Order, OverBudget, Store};
use super::variables::{ABSENT, PRESENT, Variables, point_range};
use crate::guideline::{
    Decimal, Decision, DecisionId, Guard, Guideline, Hit, Holds, Interval, OptionSet, Quantifier, QuestionId,
    ScoreId, ScoreKind, StopId, Subject, Test,
};

/// The composed diagrams. Terminals of conditions are 0 and 1.
#[derive(Debug)]
pub(crate) struct Composed {
    /// All nodes.
    pub(crate) table: Packed,
    /// For each decision: which rule fires ([`End`]); for each `collect` decision FALSE.
    pub(crate) fired: Vec<Node>,
    /// The position of the strategy's outcome; after the last one come [`skipped`] and [`gap`].
    pub(crate) strategy: Node,
    /// For each rule of each `collect` decision, whether it holds.
    pub(crate) collected: Vec<Vec<Node>>,
    /// For each recommendation: 0 not given, 1 given, [`stopped`] withheld.
    pub(crate) advice: Vec<Node>,
    /// For each recommendation: 0 allowed, [`stopped`] forbidden, whoever gives it.
    pub(crate) forbidden: Vec<Node>,
    /// For each stop, its patients.
    pub(crate) stops: Vec<Node>,
    /// For each question, whether it applies, if that fits the budget.
    pub(crate) applies: Vec<Option<Node>>,
    /// For each score of points, the sum minus its least value, if that fits the budget.
    pub(crate) sums: Vec<Option<Node>>,
    /// Whether anything did not fit the budget.
    pub(crate) has_cuts: bool,
}

/// The outcome of a `first` decision with this terminal in [`Composed::fired`]; or [`skipped`], or [`gap`].
pub(crate) fn outcome(decision: &Decision, fired: usize) -> usize {
    let outcomes = decision.outcomes.len();
    match End::of(fired) {
        End::Skipped => skipped(outcomes),
        End::Gap => gap(outcomes),
        End::Rule(rule) => decision.rules[rule].then.unwrap_or(gap(outcomes)),
    }
}

/// The position of a skipped decision among its outcomes.
pub(crate) fn skipped(outcomes: usize) -> usize {
    outcomes
}

/// The position of a gap among a decision's outcomes.
pub(crate) fn gap(outcomes: usize) -> usize {
    outcomes + 1
}

/// The terminal of advice that a stop takes back.
pub(crate) fn stopped(stop: StopId) -> usize {
    stop.0 + 2
}

/// Composes a guideline. Each decision, stop and recommendation may make so many nodes (`budget`).
pub(crate) fn compose(
    guideline: &Guideline,
    variables: &Variables,
    order: &Order,
    budget: usize,
) -> Composed {
    let nothing = Packed::empty();
    Composer::of(guideline, variables, Store::bare(&nothing, order), budget).finish()
}

struct Composer<'a> {
    guideline: &'a Guideline,
    variables: &'a Variables,
    budget: usize,
    store: Store<'a>,
    applies: Vec<Option<Node>>,
    sums: Vec<Option<Node>>,
    outcome: Vec<Node>,
    fired: Vec<Node>,
    collected: Vec<Vec<Node>>,
    holds: Vec<Vec<Node>>,
    runs: Vec<Node>,
    /// A question that counts as one that is always asked.
    always: Option<QuestionId>,
}

type Composition = Result<Node, OverBudget>;

impl<'a> Composer<'a> {
    /// Every decision composed.
    fn of(
        guideline: &'a Guideline,
        variables: &'a Variables,
        store: Store<'a>,
        budget: usize,
    ) -> Composer<'a> {
        let mut composer = Composer::new(guideline, variables, store, budget);
        (0..guideline.decisions.len()).for_each(|index| composer.add_decision(DecisionId(index)));
        composer
    }

    /// No decision composed yet.
    fn new(
        guideline: &'a Guideline,
        variables: &'a Variables,
        store: Store<'a>,
        budget: usize,
    ) -> Composer<'a> {
        Composer {
            guideline,
            variables,
            budget,
            store,
            applies: vec![None; guideline.questions.len()],
            sums: vec![None; guideline.scores.len()],
            outcome: Vec::new(),
            fired: Vec::new(),
            collected: Vec::new(),
            holds: Vec::new(),
            runs: Vec::new(),
            always: None,
        }
    }

    fn add_decision(&mut self, id: DecisionId) {
        let guideline = self.guideline;
        let decision = &guideline[id];
        let (mut fired, mut outcome, mut collected) = (Node::FALSE, Node::FALSE, Vec::new());
        self.holds.push(Vec::new());
        self.runs.push(Node::TRUE);
        match decision.hit {
            Hit::First => {
                self.store.allow(self.budget);
                fired = self.first(id).unwrap_or_else(|OverBudget| {
                    self.holds[id.0].clear();
                    self.cut(id)
                });
                outcome = self.store.relabel(fired, &|terminal| self::outcome(decision, terminal));
            }
            Hit::Collect => {
                for rule in 0..decision.rules.len() {
                    self.store.allow(self.budget);
                    let holds = self.collect(id, rule);
                    collected.push(holds.unwrap_or_else(|OverBudget| self.cut_rule(id, rule)));
                }
            }
        }
        self.fired.push(fired);
        self.outcome.push(outcome);
        self.collected.push(collected);
    }

    /// The rule that fires, as a variable of its own; what the decision can never end in is its last rule there.
    fn cut(&mut self, id: DecisionId) -> Node {
        let decision = &self.guideline[id];
        let rules = decision.rules.len();
        let otherwise = decision.rules.last().is_some_and(|rule| rule.guard.is_none());
        let fired = self.store.variable(self.variables.fired(id));
        self.store.relabel(fired, &|class| match class {
            class if class < rules => class,
            class if class == rules && decision.when.is_some() => End::SKIPPED,
            _ if otherwise => rules - 1,
            _ => End::GAP,
        })
    }

    fn cut_rule(&mut self, id: DecisionId, rule: usize) -> Node {
        self.store.variable(self.variables.fires(id, rule))
    }

    fn first(&mut self, id: DecisionId) -> Composition {
        let guideline = self.guideline;
        let decision = &guideline[id];
        let mut rest = Node::terminal(End::GAP);
        for (index, rule) in decision.rules.iter().enumerate().rev() {
            let here = Node::terminal(index);
            let holds = match &rule.guard {
                None => Node::TRUE,
                Some(guard) => self.guard(guard)?,
            };
            self.holds[id.0].push(holds);
            rest = self.store.choose(holds, here, rest)?;
        }
        self.holds[id.0].reverse();
        match &decision.when {
            None => Ok(rest),
            Some(when) => {
                let runs = self.guard(when)?;
                self.runs[id.0] = runs;
                self.store.choose(runs, rest, Node::terminal(End::SKIPPED))
            }
        }
    }

    fn collect(&mut self, id: DecisionId, rule: usize) -> Composition {
        let guideline = self.guideline;
        let both = guideline[id].when.iter().chain(&guideline[id].rules[rule].guard);
        both.into_iter().try_fold(Node::TRUE, |all, guard| {
            let guard = self.guard(guard)?;
            self.store.and(all, guard)
        })
    }

    fn guard(&mut self, guard: &Guard) -> Composition {
        match guard {
            Guard::All(parts) => parts.iter().try_fold(Node::TRUE, |all, part| {
                let part = self.guard(part)?;
                self.store.and(all, part)
            }),
            Guard::Any(parts) => parts.iter().try_fold(Node::FALSE, |any, part| {
                let part = self.guard(part)?;
                self.store.or(any, part)
            }),
            Guard::Not(part) => {
                let part = self.guard(part)?;
                self.store.not(part)
            }
            Guard::Test(test) => self.test(test),
        }
    }

    fn test(&mut self, test: &Test) -> Composition {
        match test.on {
            Subject::Question(question) => {
                let answer = match &test.holds {
                    Holds::Has(quantifier, options) => self.has(question, *quantifier, *options)?,
                    Holds::Count(interval) => self.count(question, interval)?,
                    single => {
                        let var = self.variables.question(question).start;
                        let set = self.variables.classes(var, single);
                        self.store.literal(var, set)
                    }
                };
                let applies =
                    if self.always == Some(question) { Node::TRUE } else { self.applies(question)? };
                self.store.and(applies, answer)
            }
            Subject::Decision(decision) => {
                let set = match &test.holds {
                    Holds::In(set) => *set,
                    Holds::Has(..) | Holds::Count(_) | Holds::Within(_) => OptionSet::EMPTY,
                };
                let outcome = self.outcome[decision.0];
                Ok(self.store.relabel(outcome, &|position| usize::from(set.contains(position))))
            }
            Subject::Score(score) => self.score(score, &test.holds),
        }
    }

    fn has(&mut self, question: QuestionId, quantifier: Quantifier, options: OptionSet) -> Composition {
        let vars = self.variables.question(question);
        let start = vars.start;
        let named = |option: usize| options.contains(option);
        let mut any = Node::FALSE;
        let mut rest = Node::TRUE;
        for var in vars {
            let present = self.store.literal(var, 1 << PRESENT);
            match (quantifier, named(var - start)) {
                (Quantifier::Any | Quantifier::Only | Quantifier::None, true) => {
                    any = self.store.or(any, present)?
                }
                (Quantifier::All, true) => rest = self.store.and(rest, present)?,
                (Quantifier::Only, false) => {
                    let absent = self.store.literal(var, 1 << ABSENT);
                    rest = self.store.and(rest, absent)?;
                }
                (Quantifier::Any | Quantifier::All | Quantifier::None, false) => {}
            }
        }
        match quantifier {
            Quantifier::Any => Ok(any),
            Quantifier::All => Ok(rest),
            Quantifier::None => self.store.not(any),
            Quantifier::Only => self.store.and(any, rest),
        }
    }

    fn count(&mut self, question: QuestionId, interval: &Interval) -> Composition {
        let mut sum = Node::terminal(0);
        for var in self.variables.question(question) {
            let present = self.store.literal(var, 1 << PRESENT);
            let more = self.store.relabel(sum, &|count| count + 1);
            sum = self.store.choose(present, more, sum)?;
        }
        Ok(self.store.relabel(sum, &|count| usize::from(interval.contains(Decimal::whole(count as i64)))))
    }

    fn applies(&mut self, question: QuestionId) -> Composition {
        if let Some(known) = self.applies[question.0] {
            return Ok(known);
        }
        let guideline = self.guideline;
        let node = match &guideline[question].asks_when {
            None => Node::TRUE,
            Some(guard) => self.guard(guard)?,
        };
        self.applies[question.0] = Some(node);
        Ok(node)
    }

    fn score(&mut self, score: ScoreId, holds: &Holds) -> Composition {
        let guideline = self.guideline;
        let var = self.variables.score(score);
        match (&guideline[score].kind, holds) {
            (ScoreKind::Points(points), Holds::Within(interval)) => {
                let (least, _) = point_range(points);
                let sum = self.sum(score)?;
                let inside = |value: usize| interval.contains(Decimal::whole(least + value as i64));
                Ok(self.store.relabel(sum, &|value| usize::from(inside(value))))
            }
            _ => {
                let set = self.variables.classes(var, holds);
                Ok(self.store.literal(var, set))
            }
        }
    }

    fn sum(&mut self, score: ScoreId) -> Composition {
        if let Some(known) = self.sums[score.0] {
            return Ok(known);
        }
        let guideline = self.guideline;
        let mut sum = Node::FALSE;
        if let ScoreKind::Points(points) = &guideline[score].kind {
            let (least, _) = point_range(points);
            sum = Node::terminal(least.unsigned_abs() as usize);
            for (guard, add) in points {
                let holds = self.guard(guard)?;
                let more = self.store.relabel(sum, &|value| (value as i64 + i64::from(*add)).max(0) as usize);
                sum = self.store.choose(holds, more, sum)?;
            }
        }
        self.sums[score.0] = Some(sum);
        Ok(sum)
    }
}

impl Composed {
    /// All diagrams.
    pub(crate) fn roots(&self) -> impl Iterator<Item = Node> {
        let decisions = self.fired.iter().chain([&self.strategy]).chain(self.collected.iter().flatten());
        let advice = self.advice.iter().chain(&self.forbidden).chain(&self.stops);
        decisions.chain(advice).chain(self.applies.iter().chain(&self.sums).flatten()).copied()
    }

    fn find_cuts(&self, variables: &Variables) -> bool {
        let roots =
            self.fired.iter().chain(self.collected.iter().flatten()).chain(&self.advice).chain(&self.stops);
        let mut support = vec![0; self.table.words()];
        roots.for_each(|&root| add_vars(&mut support, self.table.support(root)));
        (0..variables.all.len()).any(|var| variables.is_cut(var) && has_var(&support, var))
    }
}

/// Refuses a guideline with more terminals than a set of them can hold.
pub(crate) fn fits(guideline: &Guideline) -> Result<(), TooLarge> {
    for decision in &guideline.decisions {
        if decision.rules.len() > RULES || decision.outcomes.len() > OUTCOMES {
            return Err(TooLarge(format!(
                "decision `{}` is too large: at most {RULES} rules and {OUTCOMES} outcomes; split it",
                decision.id
            )));
        }
    }
    for score in &guideline.scores {
        if let ScoreKind::Points(points) = &score.kind {
            let (min, max) = point_range(points);
            if max - min >= Leaves::CAPACITY as i64 {
                return Err(TooLarge(format!(
                    "score `{}` spans more than {} points",
                    score.id,
                    Leaves::CAPACITY - 1
                )));
            }
        }
    }
    if guideline.stops.len() + 2 > Leaves::CAPACITY {
        return Err(TooLarge(format!("more than {} stops", Leaves::CAPACITY - 2)));
    }
    Ok(())
}

/// The most rules of a decision: with "skipped" and "gap" they are the classes of one variable.
const RULES: usize = 62;
/// The most outcomes of a decision.
const OUTCOMES: usize = 62;
