//! Making diagrams: the operations that combine, cut down and rename them.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::diagram::{Graph, Leaves, Node, Table, VarSet, add_var, below, hash_of};
use super::essential::PAIRS;
use super::packed::Packed;

/// More nodes than the budget allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OverBudget;

/// How many classes each variable has, and its position in the one order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) classes: Vec<usize>,
    pub(crate) level: Vec<usize>,
    /// How many of the first levels are not to be changed for a smaller size.
    pub(crate) pinned: usize,
}

/// What [`Store::choose`] made of its operands. It has a fixed size and forgets, as is usual for such caches: what is
/// forgotten is made again, and found to be there.
#[derive(Debug)]
struct Chosen {
    slots: Vec<([Node; 3], Node)>,
    size: usize,
}

/// Slots for composition, and for one case; powers of two.
const COMPOSITION: usize = 1 << 18;
const CASE: usize = 1 << 10;

impl Chosen {
    fn new(size: usize) -> Chosen {
        Chosen { slots: Vec::new(), size }
    }

    fn slot(&self, operands: [Node; 3]) -> usize {
        // The upper bits are the well-mixed ones.
        (FxBuildHasher.hash_one(operands) >> 40) as usize & (self.size - 1)
    }

    fn get(&self, operands: [Node; 3]) -> Option<Node> {
        let (known, node) = self.slots.get(self.slot(operands))?;
        (*known == operands).then_some(*node)
    }

    fn insert(&mut self, operands: [Node; 3], node: Node) {
        // Most cases never choose.
        self.slots.resize(self.size, ([UNMADE; 3], UNMADE));
        let slot = self.slot(operands);
        self.slots[slot] = (operands, node);
    }
}

/// Ordered diagrams being made, beside those of a finished table that they may share.
///
/// Composition makes them beside an empty table, an assessment beside the composed one.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    base: &'a Packed,
    own: Table,
    order: &'a Order,
    limit: usize,
    chosen: Chosen,
    class: Vec<Option<usize>>,
    fixed: VarSet,
    /// What nodes of the base were cut down to, as far as was needed.
    made: FxHashMap<Node, Node>,
    /// Pairs of nodes that are alike once they are cut down, as far as was asked.
    pub(super) alike: FxHashSet<(Node, Node)>,
    /// How many pairs are looked at before they are cut down; see [`Store::differ`].
    pub(super) pairs: usize,
    /// Children of nodes about to be made.
    children: Vec<Node>,
    /// Variables of the node about to be made.
    support: VarSet,
    /// Whether nodes go without their terminals and variables, until [`Store::keep`] finds them.
    bare: bool,
}

impl<'a> Store<'a> {
    /// A store for composing: only what is kept in the end learns its terminals and variables, so nothing that
    /// asks for them may be used here.
    pub(crate) fn bare(base: &'a Packed, order: &'a Order) -> Store<'a> {
        Store { bare: true, chosen: Chosen::new(COMPOSITION), ..Store::beside(base, order) }
    }

    /// A store for combining whole diagrams of a table, where forgetting what was made would cost most.
    pub(crate) fn combining(base: &'a Packed, order: &'a Order) -> Store<'a> {
        Store { chosen: Chosen::new(COMPOSITION), ..Store::beside(base, order) }
    }

    /// A store beside finished diagrams; see [`Store::allow`] and [`Store::fix`].
    pub(crate) fn beside(base: &'a Packed, order: &'a Order) -> Store<'a> {
        Store::wide(base, order, order.classes.len().div_ceil(64).max(1))
    }

    /// A store for diagrams over no other variables than the finished ones have: its sets of them are smaller.
    pub(crate) fn within(base: &'a Packed, order: &'a Order) -> Store<'a> {
        Store::wide(base, order, base.words())
    }

    fn wide(base: &'a Packed, order: &'a Order, words: usize) -> Store<'a> {
        Store {
            base,
            own: Table::after(base.len() as u32, words),
            order,
            limit: 0,
            chosen: Chosen::new(CASE),
            class: vec![None; order.classes.len()],
            fixed: vec![0; words],
            made: FxHashMap::default(),
            alike: FxHashSet::default(),
            pairs: PAIRS,
            children: Vec::new(),
            support: vec![0; words],
            bare: false,
        }
    }

    /// Allows so many more nodes from here on.
    pub(crate) fn allow(&mut self, more: usize) {
        self.limit = self.own.len().saturating_add(more);
    }

    /// The variable is in this class from here on, for [`Store::restrict`].
    pub(crate) fn fix(&mut self, var: usize, class: usize) {
        self.class[var] = Some(class);
        add_var(&mut self.fixed, var);
        self.made.clear();
        self.alike.clear();
    }

    /// The variables that were fixed.
    pub(crate) fn fixed(&self) -> &VarSet {
        &self.fixed
    }

    /// The position of a variable in the order.
    pub(crate) fn level(&self, var: usize) -> usize {
        self.order.level[var]
    }

    /// The class of a variable that was fixed.
    pub(crate) fn class(&self, var: usize) -> Option<usize> {
        self.class[var]
    }

    fn in_base(&self, node: Node) -> bool {
        node.0 < self.own.offset
    }

    fn node(&mut self, var: usize, children: &[Node]) -> Node {
        if children.windows(2).all(|pair| pair[0] == pair[1]) {
            return children[0];
        }
        let hash = hash_of(var, children);
        if let Some(found) = self.own.find(hash, var, children) {
            return found;
        }
        if self.bare {
            return self.own.insert(hash, var, children, None);
        }
        let mut support = std::mem::take(&mut self.support);
        let leaves = below(self, var, children, &mut support);
        // The base has no node above one that it has not.
        let known = match children.iter().all(|child| child.value().is_some() || self.in_base(*child)) {
            true => self.base.find(var, children, (leaves, &support)),
            false => None,
        };
        let node = known.unwrap_or_else(|| self.own.insert(hash, var, children, Some((leaves, &support))));
        self.support = support;
        node
    }

    /// The node over the children that were put by from `start` on.
    fn node_of_children(&mut self, var: usize, start: usize) -> Node {
        let mut children = std::mem::take(&mut self.children);
        let node = self.node(var, &children[start..]);
        children.truncate(start);
        self.children = children;
        node
    }

    /// The nodes that the roots need, finished; the roots are renumbered.
    pub(crate) fn keep(&self, roots: &mut [&mut Node]) -> Packed {
        Packed::of(self, self.order, roots)
    }

    /// True where the variable is in one of the classes (bits of `set`).
    pub(crate) fn literal(&mut self, var: usize, set: u64) -> Node {
        let children: Vec<Node> =
            (0..self.order.classes[var]).map(|class| Node::truth(set >> class & 1 == 1)).collect();
        self.node(var, &children)
    }

    /// The terminal of the variable's class.
    pub(crate) fn variable(&mut self, var: usize) -> Node {
        let children: Vec<Node> = (0..self.order.classes[var]).map(Node::terminal).collect();
        self.node(var, &children)
    }

    /// Where `test` is true `then`, elsewhere `other`; `then` and `other` may have any terminals.
    pub(crate) fn choose(&mut self, test: Node, then: Node, other: Node) -> Result<Node, OverBudget> {
        if test == Node::TRUE || then == other {
            return Ok(then);
        }
        if test == Node::FALSE {
            return Ok(other);
        }
        if then == Node::TRUE && other == Node::FALSE {
            return Ok(test);
        }
        if let Some(known) = self.chosen.get([test, then, other]) {
            return Ok(known);
        }
        let top = [test, then, other]
            .into_iter()
            .filter_map(|node| self.branch(node).map(|(var, _)| var))
            .min_by_key(|&var| self.order.level[var])
            .unwrap_or(0);
        let start = self.children.len();
        for class in 0..self.order.classes[top] {
            let (test, then, other) =
                (self.child(test, top, class), self.child(then, top, class), self.child(other, top, class));
            match self.choose(test, then, other) {
                Ok(child) => self.children.push(child),
                Err(over) => {
                    self.children.truncate(start);
                    return Err(over);
                }
            }
        }
        let node = self.node_of_children(top, start);
        if self.own.len() > self.limit {
            return Err(OverBudget);
        }
        self.chosen.insert([test, then, other], node);
        Ok(node)
    }

    fn child(&self, node: Node, var: usize, class: usize) -> Node {
        match self.branch(node) {
            Some((tested, children)) if tested == var => children[class],
            _ => node,
        }
    }

    /// Both hold.
    pub(crate) fn and(&mut self, one: Node, other: Node) -> Result<Node, OverBudget> {
        self.choose(one, other, Node::FALSE)
    }

    /// At least one holds.
    pub(crate) fn or(&mut self, one: Node, other: Node) -> Result<Node, OverBudget> {
        self.choose(one, Node::TRUE, other)
    }

    /// It does not hold.
    pub(crate) fn not(&mut self, node: Node) -> Result<Node, OverBudget> {
        self.choose(node, Node::FALSE, Node::TRUE)
    }

    /// The same diagram with other terminals.
    pub(crate) fn relabel(&mut self, node: Node, label: &impl Fn(usize) -> usize) -> Node {
        let mut made = FxHashMap::default();
        self.relabel_below(node, label, &mut made)
    }

    fn relabel_below(
        &mut self,
        node: Node,
        label: &impl Fn(usize) -> usize,
        made: &mut FxHashMap<Node, Node>,
    ) -> Node {
        if let Some(value) = node.value() {
            return Node::terminal(label(value));
        }
        if let Some(&known) = made.get(&node) {
            return known;
        }
        let (var, count) = self.branch(node).map_or((0, 0), |(var, children)| (var, children.len()));
        let start = self.children.len();
        for class in 0..count {
            let child = self.child(node, var, class);
            let child = self.relabel_below(child, label, made);
            self.children.push(child);
        }
        let new = self.node_of_children(var, start);
        made.insert(node, new);
        new
    }

    /// A diagram of the table cut down to the fixed variables: reduced, so it depends on each variable it has.
    pub(crate) fn restrict(&mut self, node: Node) -> Node {
        let base = self.base;
        let mut node = node;
        // Along fixed variables there is only one way.
        let (var, children) = loop {
            let Some((var, children)) = base.branch(node) else { return node };
            match self.class[var] {
                Some(class) => node = children[class],
                None => break (var, children),
            }
        };
        if let Some(&made) = self.made.get(&node) {
            return made;
        }
        let touched = base.support(node).iter().zip(&self.fixed).any(|(below, fixed)| below & fixed != 0);
        let new = match touched {
            false => node,
            true => {
                let start = self.children.len();
                for &child in children {
                    let child = self.restrict(child);
                    self.children.push(child);
                }
                if &self.children[start..] == children {
                    self.children.truncate(start);
                    node
                } else {
                    self.node_of_children(var, start)
                }
            }
        };
        self.made.insert(node, new);
        new
    }
}

/// Marks a node that was not cut down yet; no node has this number.
const UNMADE: Node = Node(u32::MAX);

impl Graph for Store<'_> {
    fn words(&self) -> usize {
        self.own.words
    }

    fn branch(&self, node: Node) -> Option<(usize, &[Node])> {
        match node.value() {
            Some(_) => None,
            None if self.in_base(node) => self.base.branch(node),
            None => self.own.branch(node),
        }
    }

    fn leaves(&self, node: Node) -> Leaves {
        match node.value() {
            Some(value) => Leaves::one(value),
            None if self.in_base(node) => self.base.leaves(node),
            None => self.own.leaves(node),
        }
    }

    fn support(&self, node: Node) -> &[u64] {
        match node.value() {
            Some(_) => &[],
            None if self.in_base(node) => self.base.support(node),
            None => self.own.support(node),
        }
    }
}
