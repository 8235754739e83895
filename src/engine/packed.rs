//! Finished diagrams: to be read, not to be added to. Composition ends in them, and the build packs those of the
//! shipped guideline into the program.
//!
//! Nodes lie by levels, the deepest first: children come before parents, and all nodes of a variable lie together,
//! so that where one's children are need not be kept. Of the nodes of a level those with the same terminals and
//! variables below are a *family*; they are neighbours, and what they have in common is kept once. Within a level
//! nodes are sorted, so that one can be found without a table of hashes.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::diagram::{Graph, Leaves, Node, add_var, add_vars};
use super::store::Order;

/// Diagrams that do not change any more.
#[derive(Debug)]
pub(crate) struct Packed {
    words: usize,
    vars: Vec<u16>,
    edges: Vec<Node>,
    /// By variable.
    levels: Vec<Level>,
    families: Families,
}

/// The nodes of one variable.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    first: u32,
    count: u32,
    first_edge: u32,
    classes: u32,
}

#[derive(Debug, Default)]
struct Families {
    /// A bit for each node: whether a family begins with it.
    begins: Vec<u64>,
    /// For each word of `begins`, how many families begin before it.
    before: Vec<u32>,
    /// By family, as many words as a set of variables has.
    supports: Vec<u64>,
    /// By family, a position in `sets`.
    leaves: Vec<u32>,
    sets: Vec<Leaves>,
}

impl Packed {
    /// No diagrams at all.
    pub(crate) fn empty() -> Packed {
        Packing::new(Vec::new(), 0).packed
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.vars.len()
    }

    /// Packs the nodes below some roots; the roots are renumbered.
    pub(crate) fn of(graph: &impl Graph, order: &Order, roots: &mut [&mut Node]) -> Packed {
        let mut levels: Vec<Vec<Node>> = vec![Vec::new(); order.level.len()];
        let mut numbers: FxHashMap<Node, Node> = FxHashMap::default();
        let mut open: Vec<Node> = roots.iter().map(|root| **root).collect();
        let mut last = 0;
        while let Some(node) = open.pop() {
            if let Some((var, children)) = graph.branch(node)
                && numbers.insert(node, node).is_none()
            {
                levels[order.level[var]].push(node);
                last = last.max(var);
                open.extend_from_slice(children);
            }
        }
        let mut packing = Packing::new(order.classes.clone(), last + 1);
        for nodes in levels.into_iter().rev() {
            let Some((var, _)) = nodes.first().and_then(|&node| graph.branch(node)) else { continue };
            packing.level(graph, var, &nodes, &mut numbers);
        }
        for root in roots {
            **root = numbers.get(*root).copied().unwrap_or(**root);
        }
        packing.done()
    }

    fn edges_at(&self, index: usize) -> &[Node] {
        let level = &self.levels[usize::from(self.vars[index])];
        let start = level.first_edge as usize + (index - level.first as usize) * level.classes as usize;
        &self.edges[start..start + level.classes as usize]
    }

    fn family(&self, index: usize) -> usize {
        let (word, bit) = (index / 64, index % 64);
        let up_to = self.families.begins[word] & (u64::MAX >> (63 - bit));
        (self.families.before[word] + up_to.count_ones()) as usize - 1
    }

    fn support_of(&self, family: usize) -> &[u64] {
        &self.families.supports[family * self.words..][..self.words]
    }

    fn leaves_of(&self, family: usize) -> Leaves {
        self.families.sets[self.families.leaves[family] as usize]
    }

    /// The node that tests `var` and continues with `children`, where there is one; `below` it are these terminals
    /// and variables.
    pub(crate) fn find(&self, var: usize, children: &[Node], below: (Leaves, &[u64])) -> Option<Node> {
        let level = self.levels.get(var)?;
        let (mut from, mut to) = (level.first as usize, (level.first + level.count) as usize);
        while from < to {
            let middle = from + (to - from) / 2;
            let family = self.family(middle);
            let other = (self.leaves_of(family), self.support_of(family));
            match compare(other, self.edges_at(middle), below, children) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => return Some(Node(middle as u32)),
            }
        }
        None
    }

    /// How many edges there are.
    pub(super) fn edges(&self) -> usize {
        self.edges.len()
    }

    /// The levels from the deepest on: the variable, and its nodes.
    pub(super) fn levels(&self) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> {
        let mut levels: Vec<(usize, Level)> = self.levels.iter().copied().enumerate().collect();
        levels.retain(|(_, level)| level.count > 0);
        levels.sort_by_key(|(_, level)| level.first);
        levels
            .into_iter()
            .map(|(var, level)| (var, level.first as usize..(level.first + level.count) as usize))
    }

    /// Whether a family begins with a node.
    pub(super) fn begins(&self, index: usize) -> bool {
        self.families.begins[index / 64] >> (index % 64) & 1 == 1
    }
}

/// The order of nodes within a level. Sets of variables of other widths differ in zeros only.
fn compare(
    (leaves, support): (Leaves, &[u64]),
    children: &[Node],
    (other_leaves, other_support): (Leaves, &[u64]),
    other_children: &[Node],
) -> Ordering {
    support
        .iter()
        .zip(other_support)
        .map(|(one, other)| one.cmp(other))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
        .then_with(|| leaves.0.cmp(&other_leaves.0))
        .then_with(|| children.cmp(other_children))
}

impl Graph for Packed {
    fn words(&self) -> usize {
        self.words
    }

    fn branch(&self, node: Node) -> Option<(usize, &[Node])> {
        if node.value().is_some() {
            return None;
        }
        let index = node.0 as usize;
        Some((usize::from(self.vars[index]), self.edges_at(index)))
    }

    fn leaves(&self, node: Node) -> Leaves {
        match node.value() {
            Some(value) => Leaves::one(value),
            None => self.leaves_of(self.family(node.0 as usize)),
        }
    }

    fn support(&self, node: Node) -> &[u64] {
        match node.value() {
            Some(_) => &[],
            None => self.support_of(self.family(node.0 as usize)),
        }
    }
}

/// Diagrams being packed, level by level from the deepest on, each in its order.
pub(super) struct Packing {
    packed: Packed,
    classes: Vec<usize>,
    sets: FxHashMap<Leaves, u32>,
    /// Variables below the node about to be packed.
    support: Vec<u64>,
}

impl Packing {
    /// For variables with so many classes each; only the first `used` of them occur.
    pub(super) fn new(classes: Vec<usize>, used: usize) -> Packing {
        let words = used.div_ceil(64).max(1);
        let packed = Packed {
            words,
            vars: Vec::new(),
            edges: Vec::new(),
            levels: vec![Level::default(); classes.len()],
            families: Families::default(),
        };
        Packing { packed, classes, sets: FxHashMap::default(), support: vec![0; words] }
    }

    /// Makes room for so many nodes, edges and families.
    pub(super) fn reserve(&mut self, nodes: usize, edges: usize, families: usize) {
        let packed = &mut self.packed;
        packed.vars.reserve_exact(nodes);
        packed.edges.reserve_exact(edges);
        packed.families.begins.reserve_exact(nodes.div_ceil(64));
        packed.families.before.reserve_exact(nodes.div_ceil(64));
        packed.families.supports.reserve_exact(families * packed.words);
        packed.families.leaves.reserve_exact(families);
    }

    /// The next node will test this variable, as will those after it until the next level.
    pub(super) fn begin(&mut self, var: usize) {
        let (first, first_edge) = (self.packed.vars.len() as u32, self.packed.edges.len() as u32);
        let classes = self.classes[var] as u32;
        self.packed.levels[var] = Level { first, count: 0, first_edge, classes };
    }

    /// A node with children that are packed already, in a new family or that of the node before.
    pub(super) fn node(&mut self, var: usize, children: &[Node], new: bool) -> Node {
        let index = self.packed.vars.len();
        let families = &mut self.packed.families;
        if index.is_multiple_of(64) {
            families.begins.push(0);
            families.before.push(families.leaves.len() as u32);
        }
        if new {
            families.begins[index / 64] |= 1 << (index % 64);
            let leaves = self.below(var, children);
            self.packed.families.supports.extend_from_slice(&self.support);
            self.packed.families.leaves.push(leaves);
        }
        self.packed.vars.push(var as u16);
        self.packed.edges.extend_from_slice(children);
        self.packed.levels[var].count += 1;
        Node(index as u32)
    }

    /// The set of terminals below a node; its variables are put by.
    fn below(&mut self, var: usize, children: &[Node]) -> u32 {
        self.support.fill(0);
        add_var(&mut self.support, var);
        let mut leaves = Leaves::default();
        // Most often the set of one child has all there is.
        let mut largest = None;
        for &child in children {
            match child.value() {
                Some(value) => leaves = leaves.or(Leaves::one(value)),
                None => {
                    let family = self.packed.family(child.0 as usize);
                    add_vars(&mut self.support, self.packed.support_of(family));
                    let set = self.packed.families.leaves[family];
                    if largest != Some(set) {
                        let more = self.packed.families.sets[set as usize];
                        if leaves.within(more) {
                            largest = Some(set);
                        }
                        leaves = leaves.or(more);
                    }
                }
            }
        }
        let sets = &mut self.packed.families.sets;
        match largest {
            Some(set) if sets[set as usize] == leaves => set,
            _ => *self.sets.entry(leaves).or_insert_with(|| {
                sets.push(leaves);
                sets.len() as u32 - 1
            }),
        }
    }

    /// All nodes of one level, in the order of the level; `numbers` learns where they are.
    fn level(&mut self, graph: &impl Graph, var: usize, nodes: &[Node], numbers: &mut FxHashMap<Node, Node>) {
        let (classes, words) = (self.classes[var], self.packed.words);
        let (mut edges, mut supports, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
        for &node in nodes {
            let children = graph.branch(node).map_or(&[][..], |(_, children)| children);
            let start = edges.len();
            edges.extend(children.iter().map(|child| numbers.get(child).copied().unwrap_or(*child)));
            let set = self.below(var, &edges[start..]);
            leaves.push(self.packed.families.sets[set as usize]);
            supports.extend_from_slice(&self.support);
        }
        let below = |index: usize| (leaves[index], &supports[index * words..][..words]);
        let children = |index: usize| &edges[index * classes..][..classes];
        let mut sorted: Vec<usize> = (0..nodes.len()).collect();
        sorted.sort_unstable_by(|&one, &other| {
            compare(below(one), children(one), below(other), children(other))
        });
        self.begin(var);
        let mut before = None;
        for index in sorted {
            let new = before != Some(below(index));
            numbers.insert(nodes[index], self.node(var, children(index), new));
            before = Some(below(index));
        }
    }

    /// What was packed.
    pub(super) fn done(self) -> Packed {
        self.packed
    }
}
