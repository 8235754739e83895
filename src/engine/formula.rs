//! Guards as boolean formulas over variables: negation pushed down to the tests, equal formulas kept once.
//!
//! Where a question does not apply every test on it is false, so a test stands together with the condition under
//! which its question is asked. A count of options is what is left to count, and which counts will do: spelled out over
//! the options it would double with each of them.

use std::collections::HashMap;

use super::variables::{ABSENT, PRESENT, Variables};
use crate::guideline::{Decimal, Guard, Guideline, Holds, OptionSet, Quantifier, QuestionId, Subject, Test};

/// A formula of a [`Formulas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Formula(u32);

/// What a formula says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Says {
    /// True or false.
    Constant(bool),
    /// The variable is in one of these classes.
    Is(usize, u64),
    /// Of the options of a question so many are present: the first variable, the options still to be counted as bits,
    /// and the counts that will do as bits.
    Count(usize, u64, u64),
    /// All hold.
    All(Vec<Formula>),
    /// At least one holds.
    Any(Vec<Formula>),
}

/// All formulas made from one guideline.
#[derive(Debug)]
pub(crate) struct Formulas<'a> {
    guideline: &'a Guideline,
    variables: &'a Variables,
    all: Vec<Says>,
    known: HashMap<Says, Formula>,
    applying: HashMap<(QuestionId, bool), Formula>,
    given: HashMap<(Formula, usize, usize), Formula>,
}

impl<'a> Formulas<'a> {
    /// No formula yet.
    pub(crate) fn new(guideline: &'a Guideline, variables: &'a Variables) -> Formulas<'a> {
        Formulas {
            guideline,
            variables,
            all: Vec::new(),
            known: HashMap::new(),
            applying: HashMap::new(),
            given: HashMap::new(),
        }
    }

    /// What a formula says.
    pub(crate) fn says(&self, formula: Formula) -> &Says {
        &self.all[formula.0 as usize]
    }

    /// The truth value of a formula that has one without knowing more.
    pub(crate) fn truth(&self, formula: Formula) -> Option<bool> {
        match self.says(formula) {
            Says::Constant(value) => Some(*value),
            _ => None,
        }
    }

    fn make(&mut self, says: Says) -> Formula {
        if let Some(&known) = self.known.get(&says) {
            return known;
        }
        let formula = Formula(self.all.len() as u32);
        self.all.push(says.clone());
        self.known.insert(says, formula);
        formula
    }

    /// True or false.
    pub(crate) fn constant(&mut self, value: bool) -> Formula {
        self.make(Says::Constant(value))
    }

    fn is(&mut self, var: usize, set: u64) -> Formula {
        let full = self.variables.full(var);
        match set & full {
            0 => self.constant(false),
            set if set == full => self.constant(true),
            set => self.make(Says::Is(var, set)),
        }
    }

    /// Joins parts by "and" (`all`) or "or"; keeps their order and drops what says nothing.
    fn join(&mut self, all: bool, parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for part in parts {
            match self.says(part) {
                Says::Constant(value) if *value == all => {}
                Says::Constant(_) => return self.constant(!all),
                Says::All(inner) if all => kept.extend(inner.clone()),
                Says::Any(inner) if !all => kept.extend(inner.clone()),
                _ => kept.push(part),
            }
        }
        let mut seen = std::collections::HashSet::new();
        kept.retain(|part| seen.insert(*part));
        match kept.as_slice() {
            [] => self.constant(all),
            [only] => *only,
            _ if all => self.make(Says::All(kept)),
            _ => self.make(Says::Any(kept)),
        }
    }

    /// Both hold.
    pub(crate) fn both(&mut self, one: Formula, other: Formula) -> Formula {
        self.join(true, [one, other])
    }

    /// The formula of a guard, or of its opposite.
    pub(crate) fn guard(&mut self, guard: &Guard, holds: bool) -> Formula {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => {
                let parts: Vec<Formula> = parts.iter().map(|part| self.guard(part, holds)).collect();
                self.join(matches!(guard, Guard::All(_)) == holds, parts)
            }
            Guard::Not(part) => self.guard(part, !holds),
            Guard::Test(test) => self.test(test, holds),
        }
    }

    fn test(&mut self, test: &Test, holds: bool) -> Formula {
        match test.on {
            Subject::Question(question) => {
                let applies = self.applies(question, holds);
                let answer = match &test.holds {
                    Holds::Has(quantifier, options) => self.has(question, *quantifier, *options, holds),
                    Holds::Count(interval) => {
                        let vars = self.variables.question(question);
                        let wanted = (0..=vars.len())
                            .filter(|&count| interval.contains(Decimal::whole(count as i64)) == holds)
                            .fold(0, |set, count| set | 1 << count);
                        self.count(vars.start, OptionSet::first(vars.len()).0, wanted)
                    }
                    single => {
                        let var = self.variables.question(question).start;
                        let set = self.variables.classes(var, single);
                        self.is(var, if holds { set } else { !set })
                    }
                };
                self.join(holds, [applies, answer])
            }
            Subject::Decision(decision) => {
                self.derived(self.variables.decision(decision), &test.holds, holds)
            }
            Subject::Score(score) => self.derived(self.variables.score(score), &test.holds, holds),
        }
    }

    fn derived(&mut self, var: usize, condition: &Holds, holds: bool) -> Formula {
        let set = self.variables.classes(var, condition);
        self.is(var, if holds { set } else { !set })
    }

    /// That a question applies, or that it does not.
    pub(crate) fn applies(&mut self, question: QuestionId, holds: bool) -> Formula {
        if let Some(&known) = self.applying.get(&(question, holds)) {
            return known;
        }
        let guideline = self.guideline;
        let formula = match &guideline[question].asks_when {
            None => self.constant(holds),
            Some(guard) => self.guard(guard, holds),
        };
        self.applying.insert((question, holds), formula);
        formula
    }

    fn has(
        &mut self,
        question: QuestionId,
        quantifier: Quantifier,
        options: OptionSet,
        holds: bool,
    ) -> Formula {
        let vars = self.variables.question(question);
        let named: Vec<usize> = options.iter().map(|option| vars.start + option).collect();
        let class = |present: bool| 1u64 << if present == holds { PRESENT } else { ABSENT };
        match quantifier {
            Quantifier::Any | Quantifier::All => {
                let parts: Vec<Formula> = named.iter().map(|&var| self.is(var, class(true))).collect();
                self.join((quantifier == Quantifier::All) == holds, parts)
            }
            Quantifier::None => {
                let parts: Vec<Formula> = named.iter().map(|&var| self.is(var, class(false))).collect();
                self.join(holds, parts)
            }
            Quantifier::Only => {
                let some: Vec<Formula> = named.iter().map(|&var| self.is(var, class(true))).collect();
                let mut parts = vec![self.join(!holds, some)];
                for var in vars.filter(|var| !named.contains(var)) {
                    parts.push(self.is(var, class(false)));
                }
                self.join(holds, parts)
            }
        }
    }

    /// That one of the wanted numbers of the options is present.
    fn count(&mut self, start: usize, options: u64, wanted: u64) -> Formula {
        let possible = u64::MAX >> (63 - options.count_ones());
        match wanted & possible {
            0 => self.constant(false),
            all if all == possible => self.constant(true),
            wanted => self.make(Says::Count(start, options, wanted)),
        }
    }

    /// The first variable a reader of the formula meets.
    pub(crate) fn first_variable(&self, formula: Formula) -> Option<usize> {
        match self.says(formula) {
            Says::Constant(_) => None,
            Says::Is(var, _) => Some(*var),
            Says::Count(start, options, _) => Some(start + options.trailing_zeros() as usize),
            Says::All(parts) | Says::Any(parts) => parts.iter().find_map(|&part| self.first_variable(part)),
        }
    }

    /// What is left of a formula once the variable is known to be in a class.
    pub(crate) fn given(&mut self, formula: Formula, var: usize, class: usize) -> Formula {
        if let Some(&known) = self.given.get(&(formula, var, class)) {
            return known;
        }
        let left = match self.says(formula).clone() {
            Says::Is(tested, set) if tested == var => self.constant(set >> class & 1 == 1),
            Says::Count(start, options, wanted) => {
                match var.checked_sub(start).filter(|&option| option < 64 && options >> option & 1 == 1) {
                    Some(option) => {
                        let fewer = if class == PRESENT { wanted >> 1 } else { wanted };
                        self.count(start, options & !(1 << option), fewer)
                    }
                    None => formula,
                }
            }
            Says::Constant(_) | Says::Is(..) => formula,
            Says::All(parts) => {
                let parts: Vec<Formula> =
                    parts.into_iter().map(|part| self.given(part, var, class)).collect();
                self.join(true, parts)
            }
            Says::Any(parts) => {
                let parts: Vec<Formula> =
                    parts.into_iter().map(|part| self.given(part, var, class)).collect();
                self.join(false, parts)
            }
        };
        self.given.insert((formula, var, class), left);
        left
    }
}
