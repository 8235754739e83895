//! Finished diagrams: to be read, not to be added to. Composition ends in them, and the build packs those of the
//! shipped guideline into the program.
//!
//! Nodes lie by levels, the deepest first: children come before parents, and all nodes of a variable lie together,
//! so that where one's children are need not be kept. Of the nodes of a level those with the same variables and
//! terminals below are a *family*; they are neighbours, and what they have in common is kept once. Within a level
//! nodes are sorted, so that one can be found without a table of hashes.

use std::cmp::Ordering;
use std::ops::Range;

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
    families: Runs,
    /// Families side by side with the same variables below: most of them differ in terminals only.
    supported: Runs,
    /// By run of `supported`, as many words as a set of variables has.
    supports: Vec<u64>,
    /// By family, a position in `sets`.
    leaves: Vec<u32>,
    sets: Vec<Leaves>,
}

/// The nodes of one variable.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    first: u32,
    count: u32,
    first_edge: u32,
    classes: u32,
}

/// Runs of nodes, as a bit for each node that begins one, and a count for each word of bits.
#[derive(Debug, Default)]
struct Runs {
    begins: Vec<u64>,
    /// How many runs begin before the word.
    before: Vec<u32>,
    nodes: usize,
    runs: u32,
}

impl Runs {
    /// A run of so many nodes, or, without `begins`, more of the last run.
    fn extend(&mut self, begins: bool, nodes: usize) {
        if self.nodes.is_multiple_of(64) {
            self.begins.push(0);
            self.before.push(self.runs);
        }
        if begins {
            self.begins[self.nodes / 64] |= 1 << (self.nodes % 64);
            self.runs += 1;
        }
        self.nodes += nodes;
        let words = self.nodes.div_ceil(64);
        if words > self.begins.len() {
            self.begins.resize(words, 0);
            self.before.resize(words, self.runs);
        }
    }

    /// The run of a node.
    fn of(&self, index: usize) -> usize {
        let up_to = self.begins[index / 64] & (u64::MAX >> (63 - index % 64));
        (self.before[index / 64] + up_to.count_ones()) as usize - 1
    }

    fn begins(&self, index: usize) -> bool {
        self.begins[index / 64] >> (index % 64) & 1 == 1
    }
}

impl Packed {
    /// No diagrams at all.
    pub(crate) fn empty() -> Packed {
        Packing::new(&[], 0).packed
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.vars.len()
    }

    /// How many edges, families, and runs of families with the same variables below there are.
    pub(super) fn sizes(&self) -> [usize; 3] {
        [self.edges.len(), self.leaves.len(), self.supported.runs as usize]
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
        let mut packing = Packing::new(&order.classes, last + 1);
        for nodes in levels.into_iter().rev() {
            if let Some((var, _)) = nodes.first().and_then(|&node| graph.branch(node)) {
                packing.level(graph, var, &nodes, &mut numbers);
            }
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

    fn support_at(&self, index: usize) -> &[u64] {
        &self.supports[self.supported.of(index) * self.words..][..self.words]
    }

    fn leaves_at(&self, index: usize) -> Leaves {
        self.sets[self.leaves[self.families.of(index)] as usize]
    }

    /// The node that tests `var` and continues with `children`, where there is one; `below` it are these terminals
    /// and variables.
    pub(crate) fn find(&self, var: usize, children: &[Node], below: (Leaves, &[u64])) -> Option<Node> {
        let level = self.levels.get(var)?;
        let (mut from, mut to) = (level.first as usize, (level.first + level.count) as usize);
        while from < to {
            let middle = from + (to - from) / 2;
            let other = (self.leaves_at(middle), self.support_at(middle));
            match compare(other, self.edges_at(middle), below, children) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => return Some(Node(middle as u32)),
            }
        }
        None
    }

    /// The levels from the deepest on: the variable, and its nodes.
    pub(super) fn levels(&self) -> impl Iterator<Item = (usize, Range<usize>)> {
        let mut levels: Vec<(usize, Level)> = self.levels.iter().copied().enumerate().collect();
        levels.retain(|(_, level)| level.count > 0);
        levels.sort_by_key(|(_, level)| level.first);
        let nodes = |level: Level| level.first as usize..(level.first + level.count) as usize;
        levels.into_iter().map(move |(var, level)| (var, nodes(level)))
    }

    /// The sizes of the families among some nodes.
    pub(super) fn families(&self, nodes: Range<usize>) -> impl Iterator<Item = usize> {
        let end = nodes.end;
        let mut begin = nodes.start;
        std::iter::from_fn(move || {
            let next = (begin + 1..end).find(|&index| self.families.begins(index)).unwrap_or(end);
            let size = next.checked_sub(begin).filter(|size| *size > 0)?;
            begin = next;
            Some(size)
        })
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
            None => self.leaves_at(node.0 as usize),
        }
    }

    fn support(&self, node: Node) -> &[u64] {
        match node.value() {
            Some(_) => &[],
            None => self.support_at(node.0 as usize),
        }
    }
}

/// Diagrams being packed, level by level from the deepest on, each in its order.
pub(super) struct Packing<'a> {
    packed: Packed,
    classes: &'a [usize],
    sets: FxHashMap<Leaves, u32>,
    /// Variables below the node that was looked at last.
    support: Vec<u64>,
}

impl<'a> Packing<'a> {
    /// For variables with so many classes each; only the first `used` of them occur.
    pub(super) fn new(classes: &'a [usize], used: usize) -> Packing<'a> {
        let words = used.div_ceil(64).max(1);
        let packed = Packed {
            words,
            vars: Vec::new(),
            edges: Vec::new(),
            levels: vec![Level::default(); classes.len()],
            families: Runs::default(),
            supported: Runs::default(),
            supports: Vec::new(),
            leaves: Vec::new(),
            sets: Vec::new(),
        };
        Packing { packed, classes, sets: FxHashMap::default(), support: vec![0; words] }
    }

    /// Makes room for so many nodes, and for what [`Packed::sizes`] said.
    pub(super) fn reserve(&mut self, nodes: usize, [edges, families, supports]: [usize; 3]) {
        self.packed.vars.reserve_exact(nodes);
        self.packed.edges.reserve_exact(edges);
        self.packed.leaves.reserve_exact(families);
        self.packed.supports.reserve_exact(supports * self.packed.words);
    }

    /// Begins a level of so many nodes. Their edges are the last ones of [`Packing::edges`], to be set before
    /// families are.
    pub(super) fn begin(&mut self, var: usize, nodes: usize) {
        let (first, first_edge) = (self.packed.vars.len(), self.packed.edges.len());
        let classes = self.classes[var];
        self.packed.vars.resize(first + nodes, var as u16);
        self.packed.edges.resize(first_edge + nodes * classes, Node::FALSE);
        self.packed.levels[var] = Level {
            first: first as u32,
            count: nodes as u32,
            first_edge: first_edge as u32,
            classes: classes as u32,
        };
    }

    /// All edges so far.
    pub(super) fn edges(&mut self) -> &mut [Node] {
        &mut self.packed.edges
    }

    /// The next so many nodes are a family.
    pub(super) fn family(&mut self, nodes: usize) {
        let first = self.packed.families.nodes;
        let var = usize::from(self.packed.vars[first]);
        let level = self.packed.levels[var];
        let start = level.first_edge as usize + (first - level.first as usize) * level.classes as usize;
        self.support.fill(0);
        add_var(&mut self.support, var);
        let children = &self.packed.edges[start..][..level.classes as usize];
        let (leaves, same) = below(&self.packed, children, &mut self.support);
        let set = same.unwrap_or_else(|| self.set(leaves));
        let packed = &mut self.packed;
        packed.leaves.push(set);
        packed.families.extend(true, nodes);
        let last = packed.supports.iter().rev().zip(self.support.iter().rev());
        let known = first > level.first as usize && last.into_iter().all(|(one, other)| one == other);
        if !known {
            packed.supports.extend_from_slice(&self.support);
        }
        packed.supported.extend(!known, nodes);
    }

    fn set(&mut self, leaves: Leaves) -> u32 {
        let sets = &mut self.packed.sets;
        *self.sets.entry(leaves).or_insert_with(|| {
            sets.push(leaves);
            sets.len() as u32 - 1
        })
    }

    /// All nodes of one level, in the order of the level; `numbers` learns where they are.
    fn level(&mut self, graph: &impl Graph, var: usize, nodes: &[Node], numbers: &mut FxHashMap<Node, Node>) {
        let (classes, words) = (self.classes[var], self.packed.words);
        let (mut edges, mut supports, mut leaves) = (Vec::new(), Vec::new(), Vec::new());
        for &node in nodes {
            let children = graph.branch(node).map_or(&[][..], |(_, children)| children);
            let start = edges.len();
            edges.extend(children.iter().map(|child| numbers.get(child).copied().unwrap_or(*child)));
            self.support.fill(0);
            add_var(&mut self.support, var);
            leaves.push(below(&self.packed, &edges[start..], &mut self.support).0);
            supports.extend_from_slice(&self.support);
        }
        let below = |index: usize| (leaves[index], &supports[index * words..][..words]);
        let children = |index: usize| &edges[index * classes..][..classes];
        let mut sorted: Vec<usize> = (0..nodes.len()).collect();
        sorted.sort_unstable_by(|&one, &other| {
            compare(below(one), children(one), below(other), children(other))
        });
        let (first, first_edge) = (self.packed.len(), self.packed.edges.len());
        self.begin(var, nodes.len());
        for (position, &index) in sorted.iter().enumerate() {
            self.packed.edges[first_edge + position * classes..][..classes].copy_from_slice(children(index));
            numbers.insert(nodes[index], Node((first + position) as u32));
        }
        for family in sorted.chunk_by(|&one, &other| below(one) == below(other)) {
            self.family(family.len());
        }
    }

    /// What was packed.
    pub(super) fn done(self) -> Packed {
        self.packed
    }
}

/// The terminals below a node with these children, and where there is such a set already, since one of the children
/// has it; variables are added to `support`.
fn below(packed: &Packed, children: &[Node], support: &mut [u64]) -> (Leaves, Option<u32>) {
    let (mut leaves, mut largest) = (Leaves::default(), None);
    for (position, &child) in children.iter().enumerate() {
        if position > 0 && child == children[position - 1] {
            continue;
        }
        let Some(index) = child.value().is_none().then_some(child.0 as usize) else {
            leaves = leaves.or(packed.leaves(child));
            continue;
        };
        add_vars(support, packed.support_at(index));
        let set = packed.leaves[packed.families.of(index)];
        if largest != Some(set) {
            let more = packed.sets[set as usize];
            if leaves.within(more) {
                largest = Some(set);
            }
            leaves = leaves.or(more);
        }
    }
    (leaves, largest.filter(|&set| packed.sets[set as usize] == leaves))
}
