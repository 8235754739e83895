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

/// A node of a store, or a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Node(u32);

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

/// Adds all of another set.
pub(crate) fn add_vars(set: &mut [u64], other: &[u64]) {
    for (word, more) in set.iter_mut().zip(other) {
        *word |= more;
    }
}

/// The nodes of one store, numbered from an offset on.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    offset: u32,
    words: usize,
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

    fn after(offset: u32, words: usize) -> Table {
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

    fn find(&self, hash: u64, var: usize, children: &[Node]) -> Option<Node> {
        self.unique
            .find(hash, |&index| {
                usize::from(self.vars[index as usize]) == var && self.edges_at(index as usize) == children
            })
            .map(|&index| Node(self.offset + index))
    }

    fn insert(&mut self, hash: u64, var: usize, children: &[Node], below: (Leaves, &[u64])) -> Node {
        let index = self.vars.len() as u32;
        self.vars.push(var as u16);
        self.edges.extend_from_slice(children);
        self.starts.push(self.edges.len() as u32);
        self.leaves.push(below.0);
        self.supports.extend_from_slice(below.1);
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
        let (leaves, support) = below(self, var, children);
        self.insert(hash, var, children, (leaves, &support))
    }
}

fn hash_of(var: usize, children: &[Node]) -> u64 {
    FxBuildHasher.hash_one((var, children))
}

/// The terminals and variables of a node about to be made.
fn below(graph: &impl Graph, var: usize, children: &[Node]) -> (Leaves, VarSet) {
    let mut support = vec![0; graph.words()];
    let mut leaves = Leaves::default();
    add_var(&mut support, var);
    for &child in children {
        leaves = leaves.or(graph.leaves(child));
        add_vars(&mut support, graph.support(child));
    }
    (leaves, support)
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

/// More nodes than the budget allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OverBudget;

/// How many classes each variable has, and its position in the one order.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) classes: Vec<usize>,
    pub(crate) level: Vec<usize>,
}

/// Ordered diagrams being made, beside those of a finished table that they may share.
///
/// Composition makes them beside an empty table, an assessment beside the composed one.
#[derive(Debug)]
pub(crate) struct Store<'a> {
    base: &'a Table,
    own: Table,
    order: &'a Order,
    limit: usize,
    chosen: FxHashMap<(Node, Node, Node), Node>,
    class: Vec<Option<usize>>,
    fixed: VarSet,
    made: FxHashMap<Node, Node>,
    /// Whether nodes go without their terminals and variables, until [`Store::keep`] finds them.
    bare: bool,
}

impl<'a> Store<'a> {
    /// A store for composing: only what is kept in the end learns its terminals and variables, so nothing that
    /// asks for them may be used here.
    pub(crate) fn bare(base: &'a Table, order: &'a Order) -> Store<'a> {
        Store { bare: true, ..Store::beside(base, order) }
    }

    /// A store beside a table; see [`Store::allow`] and [`Store::fix`].
    pub(crate) fn beside(base: &'a Table, order: &'a Order) -> Store<'a> {
        Store {
            base,
            own: Table::after(base.offset + base.len() as u32, base.words),
            order,
            limit: 0,
            chosen: FxHashMap::default(),
            class: vec![None; order.classes.len()],
            fixed: vec![0; base.words],
            made: FxHashMap::default(),
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
    }

    /// The class of a variable that was fixed.
    pub(crate) fn class(&self, var: usize) -> Option<usize> {
        self.class[var]
    }

    fn home(&self, node: Node) -> &Table {
        if node.0 >= self.own.offset { &self.own } else { self.base }
    }

    fn node(&mut self, var: usize, children: &[Node]) -> Node {
        if children.windows(2).all(|pair| pair[0] == pair[1]) {
            return children[0];
        }
        let hash = hash_of(var, children);
        let found = self.base.find(hash, var, children).or_else(|| self.own.find(hash, var, children));
        if let Some(found) = found {
            return found;
        }
        if self.bare {
            return self.own.insert(hash, var, children, (Leaves::default(), &[]));
        }
        let (leaves, support) = below(self, var, children);
        self.own.insert(hash, var, children, (leaves, &support))
    }

    /// The nodes that the roots need, in a table of their own; the roots are renumbered.
    pub(crate) fn keep(&self, roots: &mut [&mut Node]) -> Table {
        let mut kept = Table::new(self.order.classes.len());
        let mut made = FxHashMap::default();
        for root in roots {
            **root = self.copy(**root, &mut kept, &mut made);
        }
        kept
    }

    fn copy(&self, node: Node, kept: &mut Table, made: &mut FxHashMap<Node, Node>) -> Node {
        let Some((var, children)) = self.branch(node) else { return node };
        if let Some(&known) = made.get(&node) {
            return known;
        }
        let children: Vec<Node> = children.iter().map(|&child| self.copy(child, kept, made)).collect();
        let new = kept.node(var, &children);
        made.insert(node, new);
        new
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
        if let Some(&known) = self.chosen.get(&(test, then, other)) {
            return Ok(known);
        }
        let top = [test, then, other]
            .into_iter()
            .filter_map(|node| self.branch(node).map(|(var, _)| var))
            .min_by_key(|&var| self.order.level[var])
            .unwrap_or(0);
        let mut children = Vec::with_capacity(self.order.classes[top]);
        for class in 0..self.order.classes[top] {
            let (test, then, other) =
                (self.child(test, top, class), self.child(then, top, class), self.child(other, top, class));
            children.push(self.choose(test, then, other)?);
        }
        let node = self.node(top, &children);
        if self.own.len() > self.limit {
            return Err(OverBudget);
        }
        self.chosen.insert((test, then, other), node);
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
        let mut children = Vec::with_capacity(count);
        for class in 0..count {
            let child = self.child(node, var, class);
            children.push(self.relabel_below(child, label, made));
        }
        let new = self.node(var, &children);
        made.insert(node, new);
        new
    }

    /// A diagram of the table cut down to the fixed variables: reduced, so it depends on each variable it has.
    pub(crate) fn restrict(&mut self, node: Node) -> Node {
        let touched =
            self.base.support(node).iter().zip(&self.fixed).any(|(below, fixed)| below & fixed != 0);
        if !touched {
            return node;
        }
        let base = self.base;
        let Some((var, children)) = base.branch(node) else { return node };
        if let Some(class) = self.class[var] {
            return self.restrict(children[class]);
        }
        if let Some(&known) = self.made.get(&node) {
            return known;
        }
        let children: Vec<Node> = children.iter().map(|&child| self.restrict(child)).collect();
        let new = self.node(var, &children);
        self.made.insert(node, new);
        new
    }

    /// What is left of a diagram where the variable is in a class.
    pub(crate) fn given(
        &mut self,
        node: Node,
        var: usize,
        class: usize,
        made: &mut FxHashMap<Node, Node>,
    ) -> Node {
        if !has_var(self.support(node), var) {
            return node;
        }
        let Some((tested, count)) = self.branch(node).map(|(tested, children)| (tested, children.len()))
        else {
            return node;
        };
        if tested == var {
            return self.child(node, var, class);
        }
        if let Some(&known) = made.get(&node) {
            return known;
        }
        let mut children = Vec::with_capacity(count);
        for position in 0..count {
            let child = self.child(node, tested, position);
            children.push(self.given(child, var, class, made));
        }
        let new = self.node(tested, &children);
        made.insert(node, new);
        new
    }

    /// For each class, where a diagram whose terminals are classes ends in it.
    pub(crate) fn split(&mut self, node: Node, classes: usize) -> Vec<Node> {
        (0..classes).map(|class| self.relabel(node, &|value| usize::from(value == class))).collect()
    }

    /// The diagram with variables replaced by what [`Store::split`] made of their meaning.
    pub(crate) fn substitute(
        &mut self,
        node: Node,
        meanings: &[(usize, Vec<Node>)],
        made: &mut FxHashMap<Node, Node>,
    ) -> Result<Node, OverBudget> {
        if !meanings.iter().any(|(var, _)| has_var(self.support(node), *var)) {
            return Ok(node);
        }
        let Some((var, count)) = self.branch(node).map(|(var, children)| (var, children.len())) else {
            return Ok(node);
        };
        if let Some(&known) = made.get(&node) {
            return Ok(known);
        }
        let meaning = meanings.iter().find(|(replaced, _)| *replaced == var).map(|(_, split)| split);
        let mut result = Node::FALSE;
        for class in 0..count {
            let child = self.child(node, var, class);
            let child = self.substitute(child, meanings, made)?;
            let here = match meaning {
                Some(split) => split[class],
                None => self.literal(var, 1 << class),
            };
            result = self.choose(here, child, result)?;
        }
        made.insert(node, result);
        Ok(result)
    }
}

impl Graph for Store<'_> {
    fn words(&self) -> usize {
        self.base.words
    }

    fn branch(&self, node: Node) -> Option<(usize, &[Node])> {
        if node.value().is_some() { None } else { self.home(node).branch(node) }
    }

    fn leaves(&self, node: Node) -> Leaves {
        match node.value() {
            Some(value) => Leaves::one(value),
            None => self.home(node).leaves(node),
        }
    }

    fn support(&self, node: Node) -> &[u64] {
        if node.value().is_some() { &[] } else { self.home(node).support(node) }
    }
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
pub(crate) fn reach(table: &Table, root: Node, masks: &[u64]) -> Leaves {
    let mut found = Leaves::default();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if table.leaves(node).within(found) || !seen.insert(node) {
            continue;
        }
        match table.branch(node) {
            None => found = found.or(table.leaves(node)),
            Some((var, children)) => {
                let allowed = children.iter().enumerate().filter(|(class, _)| masks[var] >> class & 1 == 1);
                open.extend(allowed.map(|(_, &child)| child));
            }
        }
    }
    found
}
