//! Reduced, hash-consed multi-valued decision diagrams.
//!
//! A node tests one variable and has a child for every class of it; a terminal carries a small number. Equal
//! nodes are one node, and a node whose children are all equal is that child. In a store whose nodes are built
//! with [`Store`] the variables stand in one fixed order, so equal functions are equal nodes and the
//! variables below a node are exactly those its function depends on. Diagrams of single decisions are built with
//! [`Table::node`] in the order of the author's guards, and promise less.
//!
//! Every node knows its terminals and its variables, so that most questions end at the root.

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use super::masks::Masks;

/// A node of a store, or a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Node(pub(super) u32);

impl Node {
    const TERMINAL: u32 = 1 << 31;
    /// The terminal 0.
    pub(crate) const FALSE: Node = Node(Node::TERMINAL);
    /// The terminal 1.
    pub(crate) const TRUE: Node = Node(Node::TERMINAL | 1);

    /// The terminal of a value below [`Leaves::CAPACITY`].
    pub(crate) fn terminal(value: usize) -> Node {
        Node(Node::TERMINAL | value as u32)
    }

    /// The value of a terminal.
    pub(crate) fn value(self) -> Option<usize> {
        (self.0 & Node::TERMINAL != 0).then_some((self.0 & !Node::TERMINAL) as usize)
    }

    /// The terminal of a truth value.
    pub(crate) fn truth(value: bool) -> Node {
        Node::terminal(usize::from(value))
    }
}

/// A set of terminals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Leaves(pub(crate) u128);

impl Leaves {
    /// How many different terminals a diagram may have.
    pub(crate) const CAPACITY: usize = 128;

    /// Just one terminal.
    pub(crate) fn one(value: usize) -> Leaves {
        Leaves(1 << value)
    }

    /// Members of either.
    pub(crate) fn or(self, other: Leaves) -> Leaves {
        Leaves(self.0 | other.0)
    }

    /// Whether the terminal is a member.
    pub(crate) fn contains(self, value: usize) -> bool {
        value < Leaves::CAPACITY && self.0 >> value & 1 == 1
    }

    /// The only member, if there is just one.
    pub(crate) fn only(self) -> Option<usize> {
        (self.0.count_ones() == 1).then(|| self.0.trailing_zeros() as usize)
    }

    /// Whether all members are in the other set.
    pub(crate) fn within(self, other: Leaves) -> bool {
        self.0 & !other.0 == 0
    }

    /// The members, ascending.
    pub(crate) fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let value = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(value)
        })
    }
}

/// A set of variables, as wide as its table says.
pub(crate) type VarSet = Vec<u64>;

/// Whether the set has the variable.
pub(crate) fn has_var(set: &[u64], var: usize) -> bool {
    set.get(var / 64).is_some_and(|word| word >> (var % 64) & 1 == 1)
}

/// Adds a variable.
pub(crate) fn add_var(set: &mut [u64], var: usize) {
    if let Some(word) = set.get_mut(var / 64) {
        *word |= 1 << (var % 64);
    }
}

/// Takes a variable out.
pub(crate) fn remove_var(set: &mut [u64], var: usize) {
    if let Some(word) = set.get_mut(var / 64) {
        *word &= !(1 << (var % 64));
    }
}

/// Adds all of another set.
pub(crate) fn add_vars(set: &mut [u64], other: &[u64]) {
    for (word, more) in set.iter_mut().zip(other) {
        *word |= more;
    }
}

/// The nodes of one store, numbered from an offset on.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(super) offset: u32,
    pub(super) words: usize,
    vars: Vec<u16>,
    starts: Vec<u32>,
    edges: Vec<Node>,
    leaves: Vec<Leaves>,
    supports: Vec<u64>,
    unique: HashTable<u32>,
}

impl Table {
    /// An empty table for so many variables.
    pub(crate) fn new(variables: usize) -> Table {
        Table::after(0, variables.div_ceil(64).max(1))
    }

    pub(super) fn after(offset: u32, words: usize) -> Table {
        Table {
            offset,
            words,
            vars: Vec::new(),
            starts: vec![0],
            edges: Vec::new(),
            leaves: Vec::new(),
            supports: Vec::new(),
            unique: HashTable::new(),
        }
    }

    /// A table of these nodes, children first, for so many variables.
    pub(crate) fn of(variables: usize, nodes: &[(u16, Vec<Node>)]) -> Table {
        let mut table = Table::new(variables);
        for (var, children) in nodes {
            table.node(usize::from(*var), children);
        }
        table
    }

    /// All nodes, children first.
    pub(crate) fn nodes(&self) -> Vec<(u16, Vec<Node>)> {
        (0..self.len()).map(|index| (self.vars[index], self.edges_at(index).to_vec())).collect()
    }

    /// How many nodes it holds.
    pub(crate) fn len(&self) -> usize {
        self.vars.len()
    }

    fn index(&self, node: Node) -> usize {
        (node.0 - self.offset) as usize
    }

    fn edges_at(&self, index: usize) -> &[Node] {
        &self.edges[self.starts[index] as usize..self.starts[index + 1] as usize]
    }

    pub(super) fn find(&self, hash: u64, var: usize, children: &[Node]) -> Option<Node> {
        self.unique
            .find(hash, |&index| {
                usize::from(self.vars[index as usize]) == var && self.edges_at(index as usize) == children
            })
            .map(|&index| Node(self.offset + index))
    }

    pub(super) fn insert(
        &mut self,
        hash: u64,
        var: usize,
        children: &[Node],
        below: Option<(Leaves, &[u64])>,
    ) -> Node {
        let index = self.vars.len() as u32;
        self.vars.push(var as u16);
        self.edges.extend_from_slice(children);
        self.starts.push(self.edges.len() as u32);
        if let Some((leaves, support)) = below {
            self.leaves.push(leaves);
            self.supports.extend_from_slice(support);
        }
        let (vars, starts, edges) = (&self.vars, &self.starts, &self.edges);
        self.unique.insert_unique(hash, index, |&other| {
            let other = other as usize;
            hash_of(usize::from(vars[other]), &edges[starts[other] as usize..starts[other + 1] as usize])
        });
        Node(self.offset + index)
    }

    /// The node that tests `var` and continues with `children`, one for each class.
    pub(crate) fn node(&mut self, var: usize, children: &[Node]) -> Node {
        if children.windows(2).all(|pair| pair[0] == pair[1]) {
            return children[0];
        }
        let hash = hash_of(var, children);
        if let Some(found) = self.find(hash, var, children) {
            return found;
        }
        let mut support = vec![0; self.words];
        let leaves = below(self, var, children, &mut support);
        self.insert(hash, var, children, Some((leaves, &support)))
    }
}

pub(super) fn hash_of(var: usize, children: &[Node]) -> u64 {
    FxBuildHasher.hash_one((var, children))
}

/// The terminals and variables of a node about to be made.
pub(super) fn below(graph: &impl Graph, var: usize, children: &[Node], support: &mut [u64]) -> Leaves {
    let mut leaves = Leaves::default();
    support.fill(0);
    add_var(support, var);
    for &child in children {
        leaves = leaves.or(graph.leaves(child));
        add_vars(support, graph.support(child));
    }
    leaves
}

/// What can be read of nodes, wherever they are kept.
pub(crate) trait Graph {
    /// Width of variable sets.
    fn words(&self) -> usize;
    /// The variable a node tests and its children; a terminal has none.
    fn branch(&self, node: Node) -> Option<(usize, &[Node])>;
    /// The terminals below.
    fn leaves(&self, node: Node) -> Leaves;
    /// The variables below, its own included; empty for a terminal.
    fn support(&self, node: Node) -> &[u64];
}

impl Graph for Table {
    fn words(&self) -> usize {
        self.words
    }

    fn branch(&self, node: Node) -> Option<(usize, &[Node])> {
        if node.value().is_some() {
            return None;
        }
        let index = self.index(node);
        Some((usize::from(self.vars[index]), self.edges_at(index)))
    }

    fn leaves(&self, node: Node) -> Leaves {
        match node.value() {
            Some(value) => Leaves::one(value),
            None => self.leaves[self.index(node)],
        }
    }

    fn support(&self, node: Node) -> &[u64] {
        match node.value() {
            Some(_) => &[],
            None => {
                let start = self.index(node) * self.words;
                &self.supports[start..start + self.words]
            }
        }
    }
}

/// The share of all combinations of classes that end in one of the terminals, each combination counted alike.
pub(crate) fn share(graph: &impl Graph, root: Node, ends: Leaves) -> f64 {
    fn of(graph: &impl Graph, node: Node, ends: Leaves, known: &mut FxHashMap<Node, f64>) -> f64 {
        let leaves = graph.leaves(node);
        let Some((_, children)) = graph.branch(node).filter(|_| !leaves.within(ends)) else {
            return if leaves.within(ends) { 1.0 } else { 0.0 };
        };
        if let Some(&share) = known.get(&node) {
            return share;
        }
        let sum: f64 = children.iter().map(|&child| of(graph, child, ends, known)).sum();
        let share = sum / children.len() as f64;
        known.insert(node, share);
        share
    }
    of(graph, root, ends, &mut FxHashMap::default())
}

/// How many nodes a diagram has.
pub(crate) fn size(graph: &impl Graph, root: Node) -> usize {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if let Some((_, children)) = graph.branch(node)
            && seen.insert(node)
        {
            open.extend_from_slice(children);
        }
    }
    seen.len()
}

/// The terminals that can be reached when each variable is in one of the classes of its mask.
///
/// On an ordered diagram this is exact; on a diagram over dependent variables it may name too many.
pub(crate) fn reach(table: &impl Graph, root: Node, masks: &Masks) -> Leaves {
    let mut found = Leaves::default();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = Vec::new();
    let mut next = Some(root);
    while let Some(mut node) = next {
        // Where the class is known there is one way, and nothing to remember.
        while let Some((var, children)) = table.branch(node) {
            let mask = masks[var];
            if mask.is_power_of_two() {
                node = children[mask.trailing_zeros() as usize];
                continue;
            }
            if !masks.touch(table.support(node)) {
                found = found.or(table.leaves(node));
            } else if !table.leaves(node).within(found) && seen.insert(node) {
                let allowed = children.iter().enumerate().filter(|(class, _)| mask >> class & 1 == 1);
                open.extend(allowed.map(|(_, &child)| child));
            }
            break;
        }
        if let Some(value) = node.value() {
            found = found.or(Leaves::one(value));
        }
        next = open.pop();
    }
    found
}
