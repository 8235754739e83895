//! How many combinations of answer classes end somewhere, counted exactly on a diagram.

use std::fmt;

use rustc_hash::FxHashMap;

use crate::engine::diagram::{Graph, Node};

/// A natural number of any size: combinations of the answers to a hundred questions are more than 128 bits can count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count(Vec<u64>);

impl Count {
    const ONE_WORD: u32 = 64;

    /// A small number.
    pub fn of(number: u64) -> Count {
        Count(if number == 0 { Vec::new() } else { vec![number] })
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, other: &Count) {
        let mut carry = false;
        for index in 0..other.0.len().max(self.0.len()) {
            if index == self.0.len() {
                self.0.push(0);
            }
            let (sum, first) = self.0[index].overflowing_add(other.0.get(index).copied().unwrap_or(0));
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            self.0[index] = sum;
            carry = first || second;
        }
        if carry {
            self.0.push(1);
        }
    }

    fn times(&mut self, factor: u64) {
        let mut carry = 0u128;
        for word in &mut self.0 {
            let product = u128::from(*word) * u128::from(factor) + carry;
            *word = product as u64;
            carry = product >> Self::ONE_WORD;
        }
        if carry > 0 {
            self.0.push(carry as u64);
        }
    }

    /// The number as a fraction of a larger one, which is not zero.
    pub fn share_of(&self, whole: &Count) -> f64 {
        // The upper words of the larger one say as much as a binary fraction can.
        let skipped = whole.0.len().saturating_sub(3);
        let value = |count: &Count| {
            let upper = count.0.iter().skip(skipped).rev();
            upper.fold(0.0, |sum: f64, &word| sum * 2f64.powi(Self::ONE_WORD as i32) + word as f64)
        };
        value(self) / value(whole)
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The largest power of ten in a word, and its zeros.
        const CHUNK: (u64, usize) = (10_000_000_000_000_000_000, 19);
        let (mut rest, mut chunks) = (self.0.clone(), Vec::new());
        while !rest.is_empty() {
            let mut left = 0u128;
            for word in rest.iter_mut().rev() {
                let all = left << Self::ONE_WORD | u128::from(*word);
                *word = (all / u128::from(CHUNK.0)) as u64;
                left = all % u128::from(CHUNK.0);
            }
            chunks.push(left as u64);
            while rest.last() == Some(&0) {
                rest.pop();
            }
        }
        let mut text = chunks.pop().unwrap_or(0).to_string();
        chunks.iter().rev().for_each(|chunk| text.push_str(&format!("{chunk:0zeros$}", zeros = CHUNK.1)));
        f.pad_integral(true, "", &text)
    }
}

/// The combinations of the classes of some variables.
pub(super) struct Combinations<'a> {
    classes: &'a [usize],
    level: &'a [usize],
    /// The variables, in their order.
    over: Vec<usize>,
    /// For each variable its position in `over`.
    position: FxHashMap<usize, usize>,
}

impl<'a> Combinations<'a> {
    /// Of these variables, which have so many classes and stand at these levels.
    pub(super) fn of(mut over: Vec<usize>, classes: &'a [usize], level: &'a [usize]) -> Combinations<'a> {
        over.sort_unstable_by_key(|&var| level[var]);
        let position = over.iter().enumerate().map(|(position, &var)| (var, position)).collect();
        Combinations { classes, level, over, position }
    }

    /// The variables.
    pub(super) fn over(&self) -> &[usize] {
        debug_assert!(self.over.is_sorted_by_key(|&var| self.level[var]));
        &self.over
    }

    /// How many there are.
    pub(super) fn all(&self) -> Count {
        let mut all = Count::of(1);
        self.spread(&mut all, 0, self.over.len());
        all
    }

    /// Those that end in the terminal 1. The diagram depends on none but these variables.
    pub(super) fn count(&self, graph: &impl Graph, root: Node) -> Count {
        let mut made = FxHashMap::default();
        let mut count = self.below(graph, root, &mut made);
        self.spread(&mut count, 0, self.place(graph, root));
        count
    }

    /// Where a node stands; a terminal stands below all variables.
    fn place(&self, graph: &impl Graph, node: Node) -> usize {
        let var = graph.branch(node).map(|(var, _)| var);
        var.and_then(|var| self.position.get(&var).copied()).unwrap_or(self.over.len())
    }

    /// Any class of the variables from one position up to another.
    fn spread(&self, count: &mut Count, from: usize, to: usize) {
        if count.is_zero() {
            return;
        }
        let mut factor = 1u64;
        for &var in &self.over[from.min(to)..to] {
            let classes = self.classes[var] as u64;
            match factor.checked_mul(classes) {
                Some(product) => factor = product,
                None => {
                    count.times(factor);
                    factor = classes;
                }
            }
        }
        count.times(factor);
    }

    fn below(&self, graph: &impl Graph, node: Node, made: &mut FxHashMap<Node, Count>) -> Count {
        if let Some(value) = node.value() {
            return Count::of(u64::from(value == 1));
        }
        if let Some(known) = made.get(&node) {
            return known.clone();
        }
        let mut sum = Count::default();
        if let Some((_, children)) = graph.branch(node) {
            let next = self.place(graph, node) + 1;
            for &child in children {
                let mut count = self.below(graph, child, made);
                self.spread(&mut count, next, self.place(graph, child));
                sum.add(&count);
            }
        }
        made.insert(node, sum.clone());
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_added_multiplied_shown_and_compared() {
        let mut large = Count::of(1);
        (0..200).for_each(|_| large.times(2));
        assert_eq!(large.to_string(), "1606938044258990275541962092341162602522202993782792835301376");
        let mut three = large.clone();
        three.add(&large);
        three.add(&large);
        assert!((large.share_of(&three) - 1.0 / 3.0).abs() < 1e-12);
        assert_eq!(
            (Count::of(0).to_string(), Count::of(u64::MAX).to_string()),
            ("0".into(), u64::MAX.to_string())
        );
        let mut carried = Count::of(u64::MAX);
        carried.add(&Count::of(1));
        assert_eq!(carried.to_string(), "18446744073709551616");
    }
}
