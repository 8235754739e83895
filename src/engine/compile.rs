//! The diagrams of single decisions, in the order in which the author's guards mention things.
//!
//! Shannon expansion on the first undetermined variable of the first undetermined rule; what is left of the rules
//! is hash-consed, so equal remainders are one node. A walk down such a diagram reads like the clinical pathway.

use rustc_hash::FxHashMap;

use super::TooLarge;
use super::diagram::{Node, Table};
use super::formula::{Formula, Formulas};
use super::store::OverBudget;
use super::variables::Variables;
use crate::guideline::{Decision, Guard, Guideline, Hit};

/// What the diagram of a decision ends in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// A rule fires, or one of a `collect` decision holds.
    Rule(usize),
    /// `when` is false.
    Skipped,
    /// No rule holds: the guideline has a gap.
    Gap,
}

impl End {
    /// How many rules a decision may have.
    pub(crate) const RULES: usize = super::diagram::Leaves::CAPACITY - 2;
    /// The terminal of a gap.
    pub(crate) const GAP: usize = End::RULES + 1;
    /// The terminal of a skipped decision.
    pub(crate) const SKIPPED: usize = End::RULES;

    /// What a terminal means.
    pub(crate) fn of(terminal: usize) -> End {
        match terminal {
            End::SKIPPED => End::Skipped,
            End::GAP => End::Gap,
            rule => End::Rule(rule),
        }
    }
}

/// The diagrams of one decision over questions, scores and earlier decisions.
#[derive(Clone, Debug)]
pub(crate) struct Own {
    /// `first`: one diagram that ends in [`End`]s. `collect`: one for each rule, true where it holds.
    pub(crate) roots: Vec<Node>,
}

/// Compiles every decision, and the patients of every stop.
pub(crate) fn all(
    guideline: &Guideline,
    variables: &Variables,
    table: &mut Table,
) -> Result<(Vec<Own>, Vec<Node>), TooLarge> {
    let mut formulas = Formulas::new(guideline, variables);
    let mut own = Vec::new();
    for decision in &guideline.decisions {
        let made = compile(decision, &mut formulas, variables, table);
        own.push(made.map_err(|OverBudget| {
            TooLarge(format!(
                "decision `{}` is too large: its diagram needs more than {BUDGET} steps; \
                 split it into smaller decisions",
                decision.id
            ))
        })?);
    }
    let mut stops = Vec::new();
    for stop in &guideline.stops {
        let (no, yes) = (formulas.constant(true), formulas.guard(&stop.guard, true));
        let mut compiler = Compiler { formulas: &mut formulas, variables, table, made: FxHashMap::default() };
        let made = compiler.rows(vec![(yes, 1), (no, 0)]);
        stops.push(made.map_err(|OverBudget| TooLarge(format!("stop `{}` is too large", stop.id)))?);
    }
    Ok((own, stops))
}

/// How many nodes a single decision may need.
const BUDGET: usize = 200_000;

/// Compiles one decision into its own diagrams.
fn compile(
    decision: &Decision,
    formulas: &mut Formulas,
    variables: &Variables,
    table: &mut Table,
) -> Result<Own, OverBudget> {
    let mut compiler = Compiler { formulas, variables, table, made: FxHashMap::default() };
    let when = decision.when.as_ref().map_or_else(|| Guard::All(Vec::new()), Clone::clone);
    let runs = compiler.formulas.guard(&when, true);
    let yes = compiler.formulas.constant(true);
    match decision.hit {
        Hit::First => {
            let mut rows = vec![(compiler.formulas.guard(&when, false), End::SKIPPED)];
            for (index, rule) in decision.rules.iter().enumerate() {
                let formula = rule.guard.as_ref().map_or(yes, |guard| compiler.formulas.guard(guard, true));
                rows.push((formula, index));
            }
            rows.push((yes, End::GAP));
            Ok(Own { roots: vec![compiler.rows(rows)?] })
        }
        Hit::Collect => {
            let no = 0;
            let mut roots = Vec::new();
            for rule in &decision.rules {
                let formula = rule.guard.as_ref().map_or(yes, |guard| compiler.formulas.guard(guard, true));
                let both = compiler.formulas.both(runs, formula);
                roots.push(compiler.rows(vec![(both, 1), (yes, no)])?);
            }
            Ok(Own { roots })
        }
    }
}

type Rows = Vec<(Formula, usize)>;

struct Compiler<'a, 'b> {
    formulas: &'a mut Formulas<'b>,
    variables: &'a Variables,
    table: &'a mut Table,
    made: FxHashMap<Rows, Node>,
}

impl Compiler<'_, '_> {
    /// The diagram of an ordered list of rows, the last of which always holds.
    fn rows(&mut self, mut rows: Rows) -> Result<Node, OverBudget> {
        rows.retain(|(formula, _)| self.formulas.truth(*formula) != Some(false));
        if let Some(always) = rows.iter().position(|(formula, _)| self.formulas.truth(*formula) == Some(true))
        {
            rows.truncate(always + 1);
        }
        let Some(&(first, end)) = rows.first() else { return Ok(Node::terminal(End::GAP)) };
        let Some(var) = self.formulas.first_variable(first) else { return Ok(Node::terminal(end)) };
        if let Some(&known) = self.made.get(&rows) {
            return Ok(known);
        }
        let classes = self.variables.all[var].classes;
        let mut children: Vec<Node> = Vec::with_capacity(classes);
        let mut parts: Vec<Rows> = Vec::with_capacity(classes);
        for class in 0..classes {
            let left: Rows =
                rows.iter().map(|&(formula, end)| (self.formulas.given(formula, var, class), end)).collect();
            let child = match parts.iter().position(|other| *other == left) {
                Some(same) => children[same],
                None => self.rows(left.clone())?,
            };
            parts.push(left);
            children.push(child);
        }
        let node = self.table.node(var, &children);
        if self.table.len() > BUDGET {
            return Err(OverBudget);
        }
        self.made.insert(rows, node);
        Ok(node)
    }
}
