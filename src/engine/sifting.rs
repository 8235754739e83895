//! A better order of variables, found by sifting: each variable in turn is moved through all places by swapping
//! neighbours, and stays where the diagrams were smallest.
//!
//! Source: R. Rudell, "Dynamic variable ordering for ordered binary decision diagrams", ICCAD 1993; here with more
//! than two classes.

use rustc_hash::FxHashMap;

use super::diagram::{Graph, Node};
use super::store::Order;

/// Diagrams whose order can be changed in place.
pub(crate) struct Sifting {
    nodes: Vec<Inner>,
    free: Vec<u32>,
    /// For each variable its nodes, by children.
    unique: Vec<FxHashMap<Box<[Node]>, u32>>,
    /// The variable at each level.
    order: Vec<usize>,
    level: Vec<usize>,
    live: usize,
    /// The first level that may change.
    first: usize,
}

struct Inner {
    var: usize,
    children: Box<[Node]>,
    uses: u32,
}

impl Sifting {
    /// The diagrams below the roots.
    pub(crate) fn new(table: &impl Graph, order: &Order, roots: impl Iterator<Item = Node>) -> Sifting {
        let count = order.level.len();
        let mut levels = vec![0; count];
        for (var, &level) in order.level.iter().enumerate() {
            levels[level] = var;
        }
        let mut sifting = Sifting {
            nodes: Vec::new(),
            free: Vec::new(),
            unique: (0..count).map(|_| FxHashMap::default()).collect(),
            order: levels,
            level: order.level.clone(),
            live: 0,
            first: order.pinned,
        };
        let mut made = FxHashMap::default();
        for root in roots {
            let node = sifting.copy(table, root, &mut made);
            sifting.hold(node);
        }
        sifting
    }

    fn copy(&mut self, table: &impl Graph, node: Node, made: &mut FxHashMap<Node, Node>) -> Node {
        let Some((var, children)) = table.branch(node) else { return node };
        if let Some(&known) = made.get(&node) {
            return known;
        }
        let children: Box<[Node]> = children.iter().map(|&child| self.copy(table, child, made)).collect();
        let new = self.node(var, children);
        made.insert(node, new);
        new
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.live
    }

    /// The variables, first to last.
    pub(crate) fn order(&self) -> &[usize] {
        &self.order
    }

    fn hold(&mut self, node: Node) {
        if node.value().is_none() {
            self.nodes[node.0 as usize].uses += 1;
        }
    }

    fn drop(&mut self, node: Node) {
        if node.value().is_some() {
            return;
        }
        let inner = &mut self.nodes[node.0 as usize];
        inner.uses -= 1;
        if inner.uses == 0 {
            let children = std::mem::take(&mut inner.children);
            self.unique[inner.var].remove(&children);
            self.free.push(node.0);
            self.live -= 1;
            children.iter().for_each(|&child| self.drop(child));
        }
    }

    fn node(&mut self, var: usize, children: Box<[Node]>) -> Node {
        if children.windows(2).all(|pair| pair[0] == pair[1]) {
            return children[0];
        }
        if let Some(&index) = self.unique[var].get(&children) {
            return Node(index);
        }
        children.iter().for_each(|&child| self.hold(child));
        let inner = Inner { var, children: children.clone(), uses: 0 };
        let index = match self.free.pop() {
            Some(index) => {
                self.nodes[index as usize] = inner;
                index
            }
            None => {
                self.nodes.push(inner);
                self.nodes.len() as u32 - 1
            }
        };
        self.unique[var].insert(children, index);
        self.live += 1;
        Node(index)
    }

    fn tests(&self, node: Node, var: usize) -> bool {
        node.value().is_none() && self.nodes[node.0 as usize].var == var
    }

    /// Exchanges the variables of a level and the next.
    fn swap(&mut self, level: usize, classes: &[usize]) {
        let (upper, lower) = (self.order[level], self.order[level + 1]);
        let moved: Vec<u32> = self.unique[upper]
            .values()
            .copied()
            .filter(|&index| {
                self.nodes[index as usize].children.iter().any(|&child| self.tests(child, lower))
            })
            .collect();
        for &index in &moved {
            let children = std::mem::take(&mut self.nodes[index as usize].children);
            self.unique[upper].remove(&children);
            let below: Box<[Node]> = (0..classes[lower])
                .map(|class| {
                    let row: Box<[Node]> = children
                        .iter()
                        .map(|&child| match self.tests(child, lower) {
                            true => self.nodes[child.0 as usize].children[class],
                            false => child,
                        })
                        .collect();
                    self.node(upper, row)
                })
                .collect();
            below.iter().for_each(|&child| self.hold(child));
            children.iter().for_each(|&child| self.drop(child));
            let inner = &mut self.nodes[index as usize];
            inner.var = lower;
            inner.children = below.clone();
            self.unique[lower].insert(below, index);
        }
        self.order.swap(level, level + 1);
        self.level[upper] = level + 1;
        self.level[lower] = level;
    }

    /// Moves a variable to the level where the diagrams are smallest. They may grow by a fifth on the way.
    fn sift(&mut self, var: usize, classes: &[usize]) {
        let last = self.order.len() - 1;
        let most = self.live + self.live / 5;
        let (mut best, mut at) = (self.live, self.level[var]);
        let start = at;
        let down_first = start > last / 2;
        for down in [down_first, !down_first] {
            loop {
                let level = self.level[var];
                if (down && level == last) || (!down && level == self.first) || self.live > most {
                    break;
                }
                self.swap(if down { level } else { level - 1 }, classes);
                if self.live < best {
                    (best, at) = (self.live, self.level[var]);
                }
            }
            if down == down_first {
                while self.level[var] != start {
                    let level = self.level[var];
                    self.swap(if level < start { level } else { level - 1 }, classes);
                }
            }
        }
        while self.level[var] != at {
            let level = self.level[var];
            self.swap(if level < at { level } else { level - 1 }, classes);
        }
    }

    /// Sifts every variable once, those with most nodes first. Returns whether that was worth another pass.
    pub(crate) fn pass(&mut self, classes: &[usize]) -> bool {
        let before = self.live;
        let mut vars: Vec<usize> = (self.first..self.order.len()).map(|level| self.order[level]).collect();
        vars.retain(|&var| !self.unique[var].is_empty());
        vars.sort_by_key(|&var| std::cmp::Reverse(self.unique[var].len()));
        for var in vars {
            self.sift(var, classes);
        }
        self.live + self.live / 100 < before
    }
}
