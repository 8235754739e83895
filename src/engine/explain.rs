//! Reasons: the smallest sets of tests that force an outcome, and the alternatives on which advice depends.

use super::diagram::{Graph, Leaves, Node};
use super::masks::Masks;
use super::store::Store;
use super::variables::{Meaning, Variables};
use crate::engine::{Fact, Value};
use crate::guideline::{Guideline, OptionSet, QuestionId, Subject};

/// The known variables that a walk from the root meets, in the order of the walk.
pub(crate) fn met(table: &impl Graph, root: Node, masks: &Masks) -> Vec<usize> {
    let mut seen = rustc_hash::FxHashSet::default();
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let Some((var, children)) = table.branch(node) else { continue };
        if !seen.insert(node) {
            continue;
        }
        if masks.is_narrowed(var) && !found.contains(&var) {
            found.push(var);
        }
        let allowed = children.iter().enumerate().filter(|(class, _)| masks[var] >> class & 1 == 1);
        open.extend(allowed.map(|(_, &child)| child).rev());
    }
    found
}

/// Those of the variables without which the walk could end outside the target, so that leaving out any one of
/// those returned would let it; earlier ones in `removable` are given up first. All others are left open.
pub(crate) fn minimal(
    table: &impl Graph,
    root: Node,
    known: &Masks,
    removable: &[usize],
    target: Leaves,
) -> Vec<usize> {
    let mut masks = known.clone();
    masks.free_all();
    removable.iter().for_each(|&var| masks.set(var, known[var]));
    let (mut kept, mut walk) = (Vec::new(), Walk::default());
    for &var in removable {
        masks.free(var);
        if !walk.stays(table, root, &masks, target) {
            masks.set(var, known[var]);
            kept.push(var);
        }
    }
    kept
}

/// A walk that ends as soon as it leaves its target; its memory serves again.
#[derive(Default)]
struct Walk {
    open: Vec<Node>,
    seen: rustc_hash::FxHashSet<Node>,
}

impl Walk {
    /// Whether every end that can be reached is in the target.
    fn stays(&mut self, table: &impl Graph, root: Node, masks: &Masks, target: Leaves) -> bool {
        self.seen.clear();
        self.open.clear();
        self.open.push(root);
        while let Some(mut node) = self.open.pop() {
            while !table.leaves(node).within(target) {
                let Some((var, children)) = table.branch(node) else { return false };
                if !masks.touch(table.support(node)) {
                    return false;
                }
                let mask = masks[var];
                if mask.is_power_of_two() {
                    node = children[mask.trailing_zeros() as usize];
                    continue;
                }
                if self.seen.insert(node) {
                    let allowed = children.iter().enumerate().filter(|(class, _)| mask >> class & 1 == 1);
                    self.open.extend(allowed.map(|(_, &child)| child));
                }
                break;
            }
        }
        true
    }
}

/// What a variable stands for, as the subject of a fact.
pub(crate) fn subject(meaning: Meaning) -> Subject {
    match meaning {
        Meaning::Answer(question) | Meaning::Member(question, _) => Subject::Question(question),
        Meaning::Outcome(decision) | Meaning::Fired(decision) | Meaning::Fires(decision, _) => {
            Subject::Decision(decision)
        }
        Meaning::Score(score) => Subject::Score(score),
        Meaning::Stops(_) => Subject::Question(QuestionId(0)),
    }
}

/// Facts about variables; those about options of one question become one fact.
pub(crate) fn facts(variables: &Variables, tests: impl IntoIterator<Item = (usize, u64)>) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (var, set) in tests {
        let fact = Fact { on: subject(variables.all[var].meaning), is: variables.value(var, set) };
        if let Value::Chosen { yes, no } = fact.is
            && let Some(Fact { is: Value::Chosen { yes: more_yes, no: more_no }, .. }) =
                facts.iter_mut().find(|other| other.on == fact.on)
        {
            *more_yes = more_yes.or(yes);
            *more_no = more_no.or(no);
            continue;
        }
        facts.push(fact);
    }
    facts
}

/// A conjunction: variables with the classes they may have.
pub(crate) type Cube = Vec<(usize, u64)>;

/// How many alternatives are spelled out before the shortest ones have to do.
const ALTERNATIVES: usize = 256;

/// An irredundant list of alternatives for "the diagram ends in `target`": no test and no alternative can be left
/// out. Empty where there are more than can be listed.
pub(crate) fn alternatives(graph: &Store, variables: &Variables, root: Node, target: usize) -> Vec<Cube> {
    let mut paths = Vec::new();
    if !collect(graph, variables, root, target, &mut Vec::new(), &mut paths) {
        return Vec::new();
    }
    let goal = Leaves::one(target);
    let mut cubes: Vec<Cube> = Vec::new();
    for path in paths {
        let mut cube = path;
        for position in (0..cube.len()).rev() {
            let (var, set) = cube[position];
            cube[position].1 = variables.full(var);
            if !ends(graph, root, &cube).within(goal) {
                let number = !variables.all[var].runs.is_empty();
                cube[position].1 =
                    widest(graph, root, &mut cube, position, set, (variables.full(var), number), goal);
            }
        }
        cube.retain(|&(var, set)| set != variables.full(var));
        if !cubes.contains(&cube) {
            cubes.push(cube);
        }
    }
    cubes.sort_by_key(Vec::len);
    for position in (0..cubes.len()).rev() {
        let cube = cubes.remove(position);
        if !covered(&cube, &cubes, variables) {
            cubes.insert(position, cube);
        }
    }
    cubes
}

/// The largest set of classes around `set` at which the cube still ends in the goal.
fn widest(
    graph: &Store,
    root: Node,
    cube: &mut Cube,
    position: usize,
    set: u64,
    (full, number): (u64, bool),
    goal: Leaves,
) -> u64 {
    let mut widest = set;
    let classes = (0..64).filter(|class| full >> class & 1 == 1);
    let (above, mut below): (Vec<u32>, Vec<u32>) = classes
        .filter(|class| set >> class & 1 == 0)
        .partition(|&class| set >> class == 0 || class > set.ilog2());
    below.reverse();
    for side in [above, below] {
        for class in side {
            cube[position].1 = widest | 1 << class;
            if ends(graph, root, cube).within(goal) {
                widest |= 1 << class;
            } else if number {
                break;
            }
        }
    }
    widest
}

/// Every path to the target; of a number, neighbouring classes only go together.
fn collect(
    graph: &Store,
    variables: &Variables,
    node: Node,
    target: usize,
    path: &mut Cube,
    found: &mut Vec<Cube>,
) -> bool {
    if !graph.leaves(node).contains(target) {
        return true;
    }
    let Some((var, children)) = graph.branch(node) else {
        found.push(path.clone());
        return found.len() <= ALTERNATIVES;
    };
    let mut done = 0u64;
    for (class, &child) in children.iter().enumerate() {
        if done >> class & 1 == 1 {
            continue;
        }
        let number = !variables.all[var].runs.is_empty();
        let mut set = 1u64 << class;
        for (later, other) in children.iter().enumerate().skip(class + 1) {
            match *other == child {
                true => set |= 1 << later,
                false if number => break,
                false => {}
            }
        }
        done |= set;
        path.push((var, set));
        let fits = collect(graph, variables, child, target, path, found);
        path.pop();
        if !fits {
            return false;
        }
    }
    true
}

/// The terminals that the diagram can end in within a cube.
fn ends(graph: &Store, root: Node, cube: &[(usize, u64)]) -> Leaves {
    let mut found = Leaves::default();
    let mut seen = rustc_hash::FxHashSet::default();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        if graph.leaves(node).within(found) || !seen.insert(node) {
            continue;
        }
        let Some((var, children)) = graph.branch(node) else {
            found = found.or(graph.leaves(node));
            continue;
        };
        let mask = cube.iter().find(|(other, _)| *other == var).map_or(u64::MAX, |(_, set)| *set);
        let allowed = children.iter().enumerate().filter(|(class, _)| mask >> class & 1 == 1);
        open.extend(allowed.map(|(_, &child)| child));
    }
    found
}

/// Whether every case of the cube is a case of one of the others.
pub(crate) fn covered(cube: &[(usize, u64)], others: &[Cube], variables: &Variables) -> bool {
    let get = |cube: &[(usize, u64)], var: usize| {
        cube.iter().find(|(other, _)| *other == var).map_or(variables.full(var), |(_, set)| *set)
    };
    let Some((first, rest)) = others.split_first() else { return false };
    if first.iter().any(|&(var, set)| get(cube, var) & set == 0) {
        return covered(cube, rest, variables);
    }
    let mut inside = cube.to_vec();
    for &(var, set) in first {
        let mine = get(&inside, var);
        if mine & !set != 0 {
            let mut outside = inside.clone();
            put(&mut outside, var, mine & !set);
            if !covered(&outside, rest, variables) {
                return false;
            }
            put(&mut inside, var, mine & set);
        }
    }
    true
}

fn put(cube: &mut Cube, var: usize, set: u64) {
    match cube.iter_mut().find(|(other, _)| *other == var) {
        Some(place) => place.1 = set,
        None => cube.push((var, set)),
    }
}

/// How heavily an answer weighs in an explanation: what is given up first comes first (burdensome before simple).
pub(crate) fn by_burden(guideline: &Guideline, variables: &Variables, vars: &mut [usize]) {
    let question = |var: usize| match variables.all[var].meaning {
        Meaning::Answer(question) | Meaning::Member(question, _) => Some(question),
        _ => None,
    };
    vars.sort_by_key(|&var| {
        let burden = question(var).map(|question| guideline[question].burden);
        (std::cmp::Reverse(burden), std::cmp::Reverse(var))
    });
}

/// All positions of a set as [`OptionSet`], from terminals.
pub(crate) fn options(leaves: Leaves, outcomes: usize) -> OptionSet {
    leaves.iter().filter(|&value| value < outcomes).collect()
}
