//! The patients of a diagram as a short list of conditions, and one of them as an example.
//!
//! [`alternatives`](crate::engine::explain::alternatives) spells out every path and minimises the list; the patients
//! whom a change affects are often too many for that. So the list is made the other way round: the widest path that
//! nothing covers yet, as long as a line more is wanted, each widened until no test can be left out.

use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxHashMap;

use crate::engine::diagram::{Graph, Node};
use crate::engine::explain::{Cube, covered};
use crate::engine::store::{Order, OverBudget, Store};
use crate::engine::variables::{ABSENT, Meaning, Variables};

/// Conditions that together cover the patients, or the widest part of them.
pub(super) struct Cover {
    pub(super) cubes: Vec<Cube>,
    /// Those in none of the lines.
    pub(super) rest: Node,
}

/// Covers where a diagram ends in 1 with at most so many lines, fewer where the store allows no more nodes.
pub(super) fn cover(store: &mut Store, variables: &Variables, patients: Node, lines: usize) -> Cover {
    let (mut cubes, mut rest) = (Vec::new(), patients);
    while rest != Node::FALSE && cubes.len() < lines {
        let path = widest_path(store, variables, rest);
        let cube = widened(store, variables, patients, path);
        let left =
            conjunction(store, variables, &cube).and_then(|inside| store.choose(inside, Node::FALSE, rest));
        let Ok(left) = left else { break };
        rest = left;
        cubes.push(cube);
    }
    if rest == Node::FALSE {
        cubes.sort_by_key(Vec::len);
        for position in (0..cubes.len()).rev() {
            let cube = cubes.remove(position);
            if !covered(&cube, &cubes, variables) {
                cubes.insert(position, cube);
            }
        }
    }
    cubes.iter_mut().for_each(|cube| cube.sort_unstable());
    Cover { cubes, rest }
}

/// What all patients of a diagram have in common: of each variable the classes that one of them has, where these are
/// not all.
pub(super) fn common(store: &Store, variables: &Variables, order: &Order, patients: Node) -> Cube {
    let bottom = order.level.len();
    let level = |node: Node| store.branch(node).map_or(bottom, |(var, _)| order.level[var]);
    let mut classes = vec![0u64; bottom];
    // Of a variable that an edge passes over, patients have every class: where such edges begin, and where they end.
    let (mut begin, mut end) = (vec![0usize; bottom + 1], vec![0usize; bottom + 1]);
    begin[0] += 1;
    end[level(patients)] += 1;
    let (mut seen, mut open) = (rustc_hash::FxHashSet::default(), vec![patients]);
    while let Some(node) = open.pop() {
        let Some((var, children)) = store.branch(node) else { continue };
        if !seen.insert(node) {
            continue;
        }
        for (class, &child) in children.iter().enumerate().filter(|(_, child)| **child != Node::FALSE) {
            classes[var] |= 1 << class;
            begin[order.level[var] + 1] += 1;
            end[level(child)] += 1;
            open.push(child);
        }
    }
    let mut by_level: Vec<usize> = (0..bottom).collect();
    by_level.sort_unstable_by_key(|&var| order.level[var]);
    let mut passing = 0isize;
    let mut common = Cube::new();
    for (place, var) in by_level.into_iter().enumerate() {
        passing += begin[place] as isize - end[place] as isize;
        if passing == 0 && classes[var] != variables.full(var) {
            common.push((var, classes[var]));
        }
    }
    common.sort_unstable();
    common
}

/// A number that two diagrams share if they are the same, and else practically never: diagrams of several stores are
/// told apart by it.
pub(super) fn fingerprint(store: &Store, root: Node) -> u128 {
    fn below(store: &Store, node: Node, made: &mut FxHashMap<Node, u128>) -> u128 {
        if let Some(&known) = made.get(&node) {
            return known;
        }
        let parts: (Option<usize>, Vec<u128>) = match store.branch(node) {
            None => (None, vec![u128::from(node == Node::TRUE)]),
            Some((var, children)) => {
                (Some(var), children.iter().map(|&child| below(store, child, made)).collect())
            }
        };
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, &parts).hash(&mut hasher);
            u128::from(hasher.finish())
        };
        let print = half(0) << 64 | half(1);
        made.insert(node, print);
        print
    }
    below(store, root, &mut FxHashMap::default())
}

/// True where a conjunction holds.
pub(super) fn conjunction(
    store: &mut Store,
    variables: &Variables,
    cube: &[(usize, u64)],
) -> Result<Node, OverBudget> {
    cube.iter().try_fold(Node::TRUE, |all, &(var, set)| {
        let literal = store.literal(var, set & variables.full(var));
        store.and(all, literal)
    })
}

/// Of a node the largest part that one path to 1 covers, and where that path goes: the classes, and the next node.
type Widest = (f64, u64, Node);

fn widest_path(store: &Store, variables: &Variables, root: Node) -> Cube {
    let mut made = FxHashMap::default();
    find_widest(store, variables, root, &mut made);
    let (mut path, mut node) = (Cube::new(), root);
    while let (Some((var, _)), Some(&(_, set, next))) = (store.branch(node), made.get(&node)) {
        path.push((var, set));
        node = next;
    }
    path
}

fn find_widest(store: &Store, variables: &Variables, node: Node, made: &mut FxHashMap<Node, Widest>) -> f64 {
    let Some((var, children)) = store.branch(node) else { return f64::from(u8::from(node == Node::TRUE)) };
    if let Some(&(part, ..)) = made.get(&node) {
        return part;
    }
    let number = !variables.all[var].runs.is_empty();
    let (mut best, mut done): (Widest, u64) = ((0.0, 0, node), 0);
    for (class, &child) in children.iter().enumerate() {
        if done >> class & 1 == 1 || child == Node::FALSE {
            continue;
        }
        let mut set = 1u64 << class;
        for (later, other) in children.iter().enumerate().skip(class + 1) {
            match *other == child {
                true => set |= 1 << later,
                // Of a number, neighbouring classes only go together.
                false if number => break,
                false => {}
            }
        }
        done |= set;
        let below = find_widest(store, variables, child, made);
        let part = f64::from(set.count_ones()) / children.len() as f64 * below;
        if part > best.0 {
            best = (part, set, child);
        }
    }
    made.insert(node, best);
    best.0
}

/// The path with every test left out, or made wider, that can be: the last ones first.
fn widened(store: &Store, variables: &Variables, root: Node, path: Cube) -> Cube {
    let mut masks: FxHashMap<usize, u64> = path.iter().copied().collect();
    for &(var, set) in path.iter().rev() {
        let full = variables.full(var);
        masks.insert(var, full);
        if always(store, root, &masks) {
            continue;
        }
        let number = !variables.all[var].runs.is_empty();
        let mut wide = set;
        let above = (0..64).filter(|&class| class > set.ilog2()).map(|class| (class, true));
        let below = (0..64).rev().filter(|&class| class < set.ilog2()).map(|class| (class, false));
        let mut ended = [false; 2];
        for (class, up) in above.chain(below) {
            if full >> class & 1 == 0 || wide >> class & 1 == 1 || ended[usize::from(up)] {
                continue;
            }
            masks.insert(var, wide | 1 << class);
            if always(store, root, &masks) {
                wide |= 1 << class;
            } else {
                ended[usize::from(up)] = number;
            }
        }
        masks.insert(var, wide);
    }
    let mut cube: Cube = masks.into_iter().filter(|&(var, set)| set != variables.full(var)).collect();
    cube.sort_unstable();
    cube
}

/// Whether the diagram ends in 1 wherever the variables are in these classes.
fn always(store: &Store, root: Node, masks: &FxHashMap<usize, u64>) -> bool {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if node == Node::TRUE || !seen.insert(node) {
            continue;
        }
        let Some((var, children)) = store.branch(node) else { return false };
        let mask = masks.get(&var).copied().unwrap_or(u64::MAX);
        open.extend(
            children.iter().enumerate().filter(|(class, _)| mask >> class & 1 == 1).map(|(_, &child)| child),
        );
    }
    true
}

/// The classes of one of the patients of a diagram: nothing found rather than something, small numbers rather than
/// large ones.
pub(super) fn one_of(store: &Store, variables: &Variables, patients: Node) -> Vec<(usize, usize)> {
    let (mut path, mut node) = (Vec::new(), patients);
    while let Some((var, children)) = store.branch(node) {
        let absent = matches!(variables.all[var].meaning, Meaning::Member(..)).then_some(ABSENT);
        let class = absent
            .into_iter()
            .chain(0..children.len())
            .find(|&class| store.leaves(children[class]).contains(1));
        let Some(class) = class else { break };
        path.push((var, class));
        node = children[class];
    }
    path
}
