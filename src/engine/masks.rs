//! Which classes each variable may still have.

use std::ops::Index;
use std::sync::Arc;

use super::diagram::VarSet;

/// For every variable the classes that are possible, as bits.
#[derive(Clone, Debug)]
pub(crate) struct Masks {
    sets: Vec<u64>,
    full: Arc<[u64]>,
    /// The variables that may not have all of their classes.
    narrowed: VarSet,
}

impl Masks {
    /// Every class of every variable is possible; there are so many of each.
    pub(crate) fn open(classes: impl Iterator<Item = usize>) -> Masks {
        let full: Arc<[u64]> = classes.map(|count| u64::MAX >> (64 - count.clamp(1, 64))).collect();
        Masks { sets: full.to_vec(), narrowed: vec![0; full.len().div_ceil(64)], full }
    }

    /// Only these classes are possible.
    pub(crate) fn set(&mut self, var: usize, classes: u64) {
        self.sets[var] = classes;
        let bit = 1 << (var % 64);
        match classes == self.full[var] {
            true => self.narrowed[var / 64] &= !bit,
            false => self.narrowed[var / 64] |= bit,
        }
    }

    /// Every class is possible.
    pub(crate) fn free(&mut self, var: usize) {
        self.set(var, self.full[var]);
    }

    /// Every class of every variable is possible.
    pub(crate) fn free_all(&mut self) {
        self.sets.copy_from_slice(&self.full);
        self.narrowed.fill(0);
    }

    /// Whether something is known of the variable.
    pub(crate) fn is_narrowed(&self, var: usize) -> bool {
        self.sets[var] != self.full[var]
    }

    /// Whether something is known of one of the variables.
    pub(crate) fn touch(&self, vars: &[u64]) -> bool {
        self.narrowed.iter().zip(vars).any(|(narrowed, vars)| narrowed & vars != 0)
    }
}

impl Index<usize> for Masks {
    type Output = u64;

    fn index(&self, var: usize) -> &u64 {
        &self.sets[var]
    }
}
