//! Where the boxes of a layered graph stand and how its lines run (Sugiyama's method).
//!
//! Boxes stand on levels; between two levels each line has a slot for its label, so that labels are laid out like
//! boxes and overlap nothing. Lines over several levels share one trunk for each box they lead to. The order within a
//! rank comes from barycentres, the positions from least squares under the order and the distances, and the lines run
//! at right angles in tracks. The crates for this mostly place boxes: labels and bends are what makes a diagram
//! of decisions readable.

use std::collections::BTreeMap;

use super::tracks::{Net, tracks};

/// Space between neighbours, and around the tracks of a gap.
const BESIDE: f64 = 22.0;
const ABOVE: f64 = 12.0;
/// Distance of two tracks.
const TRACK: f64 = 9.0;
/// Rounds of ordering and of placing.
const ORDERINGS: usize = 24;
const PLACINGS: usize = 60;

/// A width and a height.
pub(super) type Size = (f64, f64);

/// What is to be laid out.
#[derive(Debug)]
pub(super) struct Task {
    /// The boxes; the first is on top.
    pub(super) boxes: Vec<Size>,
    /// From and to boxes, with the size of the label. There are no circles.
    pub(super) lines: Vec<(usize, usize, Size)>,
}

/// Where everything stands: middles, from the upper left corner.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// The whole.
    pub(super) size: Size,
    /// The middle of each box.
    pub(super) boxes: Vec<(f64, f64)>,
    /// The middle of each label.
    pub(super) labels: Vec<(f64, f64)>,
    /// The corners of each line.
    pub(super) lines: Vec<Vec<(f64, f64)>>,
}

/// What has a place in a rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Item {
    Box(usize),
    /// The label of a line.
    Slot(usize),
    /// All lines to a box that pass a rank.
    Trunk(usize, usize),
}

struct Layout<'a> {
    task: &'a Task,
    items: Vec<Item>,
    /// Of each item.
    rank: Vec<usize>,
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    /// The items of each rank, from left to right.
    ranks: Vec<Vec<usize>>,
    /// The items of each line, from box to box.
    chains: Vec<Vec<usize>>,
    x: Vec<f64>,
}

/// Lays a graph out.
pub(super) fn layout(task: &Task) -> Placed {
    let mut layout = Layout::of(task);
    layout.order();
    layout.place();
    layout.straighten();
    layout.placed()
}

impl Layout<'_> {
    fn of(task: &Task) -> Layout<'_> {
        let mut level = vec![0; task.boxes.len()];
        for _ in 0..task.boxes.len() {
            let before = level.clone();
            for &(from, to, _) in &task.lines {
                level[to] = level[to].max(level[from] + 1);
            }
            if level == before {
                break;
            }
        }
        let count = 2 * level.iter().max().map_or(0, |last| last + 1);
        let empty = Vec::new;
        let mut layout = Layout {
            task,
            items: empty(),
            rank: vec![],
            above: vec![],
            below: vec![],
            ranks: vec![vec![]; count.max(1)],
            chains: vec![],
            x: vec![],
        }
        .with_boxes(&level);
        let mut trunks: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (line, &(from, to, _)) in task.lines.iter().enumerate() {
            let mut chain = vec![from, layout.add(Item::Slot(line), 2 * level[from] + 1)];
            for rank in 2 * level[from] + 2..2 * level[to] {
                let known = trunks.get(&(to, rank)).copied();
                let trunk = known.unwrap_or_else(|| layout.add(Item::Trunk(to, rank), rank));
                trunks.insert((to, rank), trunk);
                chain.push(trunk);
            }
            chain.push(to);
            for pair in chain.windows(2) {
                if !layout.below[pair[0]].contains(&pair[1]) {
                    layout.below[pair[0]].push(pair[1]);
                    layout.above[pair[1]].push(pair[0]);
                }
            }
            layout.chains.push(chain);
        }
        layout.x = vec![0.0; layout.items.len()];
        layout
    }

    fn with_boxes(mut self, level: &[usize]) -> Self {
        for (index, level) in level.iter().enumerate() {
            self.add(Item::Box(index), 2 * level);
        }
        self
    }

    fn add(&mut self, item: Item, rank: usize) -> usize {
        let at = self.items.len();
        self.items.push(item);
        self.rank.push(rank);
        self.above.push(Vec::new());
        self.below.push(Vec::new());
        self.ranks[rank].push(at);
        at
    }

    fn size(&self, item: usize) -> Size {
        match self.items[item] {
            Item::Box(index) => self.task.boxes[index],
            Item::Slot(line) => self.task.lines[line].2,
            Item::Trunk(..) => (4.0, 0.0),
        }
    }

    /// Orders each rank: first as one walks from the top, then by barycentres as long as fewer lines cross.
    fn order(&mut self) {
        let mut seen = vec![false; self.items.len()];
        let mut ranks = vec![Vec::new(); self.ranks.len()];
        let mut open: Vec<usize> = self.ranks.first().into_iter().flatten().rev().copied().collect();
        while let Some(item) = open.pop() {
            if !std::mem::replace(&mut seen[item], true) {
                ranks[self.rank[item]].push(item);
                open.extend(self.below[item].iter().rev());
            }
        }
        self.ranks = ranks;
        let mut best = (self.crossings(), self.ranks.clone());
        for round in 0..ORDERINGS {
            let down = round % 2 == 0;
            let count = self.ranks.len();
            for step in 1..count {
                let rank = if down { step } else { count - 1 - step };
                self.sort(rank, down);
            }
            let crossings = self.crossings();
            if crossings < best.0 {
                best = (crossings, self.ranks.clone());
            }
        }
        self.ranks = best.1;
    }

    fn positions(&self, rank: usize) -> BTreeMap<usize, f64> {
        let rank = self.ranks.get(rank).into_iter().flatten();
        rank.enumerate().map(|(at, &item)| (item, at as f64)).collect()
    }

    fn sort(&mut self, rank: usize, down: bool) {
        let own = self.positions(rank);
        let fixed = self.positions(if down { rank - 1 } else { rank + 1 });
        let scale = fixed.len().max(1) as f64 / own.len().max(1) as f64;
        let neighbours = if down { &self.above } else { &self.below };
        let key = |item: usize| {
            let places: Vec<f64> =
                neighbours[item].iter().filter_map(|other| fixed.get(other)).copied().collect();
            match places.len() {
                0 => own[&item] * scale,
                count => places.iter().sum::<f64>() / count as f64,
            }
        };
        let mut sorted: Vec<(f64, usize)> = self.ranks[rank].iter().map(|&item| (key(item), item)).collect();
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        self.ranks[rank] = sorted.into_iter().map(|(_, item)| item).collect();
    }

    fn crossings(&self) -> usize {
        let between = |rank: usize| {
            let next = self.positions(rank + 1);
            let mut ends: Vec<(usize, f64)> = Vec::new();
            for (at, &item) in self.ranks[rank].iter().enumerate() {
                ends.extend(self.below[item].iter().filter_map(|other| Some((at, *next.get(other)?))));
            }
            let crosses = |one: &(usize, f64), other: &(usize, f64)| one.0 < other.0 && one.1 > other.1;
            ends.iter().map(|one| ends.iter().filter(|other| crosses(one, other)).count()).sum::<usize>()
        };
        (0..self.ranks.len().saturating_sub(1)).map(between).sum()
    }

    /// Places all items: each as near as possible to the middle of its neighbours.
    fn place(&mut self) {
        for rank in 0..self.ranks.len() {
            let wanted = vec![(0.0, 1.0); self.ranks[rank].len()];
            self.settle(rank, &wanted);
        }
        for round in 0..PLACINGS {
            let last = round + 8 >= PLACINGS;
            let (down, count) = (round % 2 == 0, self.ranks.len());
            for step in 0..count {
                let rank = if down { step } else { count - 1 - step };
                let wanted: Vec<(f64, f64)> = self.ranks[rank]
                    .iter()
                    .map(|&item| self.wanted(item, last || !down, last || down))
                    .collect();
                self.settle(rank, &wanted);
            }
        }
    }

    /// Where an item would like to stand, and how much.
    fn wanted(&self, item: usize, below: bool, above: bool) -> (f64, f64) {
        let straight = |other: usize| match (self.items[item], self.items[other]) {
            (Item::Trunk(..), Item::Trunk(..)) => 16.0,
            (Item::Trunk(..), _) | (_, Item::Trunk(..)) => 4.0,
            (Item::Slot(_), Item::Box(_)) if self.rank[other] > self.rank[item] => 6.0,
            _ => 1.0,
        };
        let (mut sum, mut weight) = (0.0, 0.0);
        let lists = [(below, &self.below[item]), (above, &self.above[item])];
        for &other in lists.iter().filter(|(counts, _)| *counts).flat_map(|(_, list)| *list) {
            sum += straight(other) * self.x[other];
            weight += straight(other);
        }
        if weight == 0.0 { (self.x[item], 0.1) } else { (sum / weight, weight) }
    }

    /// Least squares under the order and the distances of a rank (neighbours that collide move as one block).
    fn settle(&mut self, rank: usize, wanted: &[(f64, f64)]) {
        let mut offset = 0.0;
        let mut before: Option<f64> = None;
        // A block: the mean of what its members want, its weight, and how many they are.
        let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
        let mut offsets = Vec::new();
        for (&item, &(want, weight)) in self.ranks[rank].iter().zip(wanted) {
            let half = self.size(item).0 / 2.0;
            offset += before.map_or(0.0, |before| before + BESIDE + half);
            before = Some(half);
            offsets.push(offset);
            blocks.push((want - offset, weight, 1));
            while let [.., (one, first, count), (other, second, more)] = blocks.as_slice()
                && one > other
            {
                let weight = first + second;
                let joined = ((one * first + other * second) / weight, weight, count + more);
                blocks.truncate(blocks.len() - 2);
                blocks.push(joined);
            }
        }
        let places = blocks.iter().flat_map(|&(place, _, count)| std::iter::repeat_n(place, count));
        for ((&item, place), offset) in self.ranks[rank].iter().zip(places).zip(offsets) {
            self.x[item] = place + offset;
        }
    }

    /// From the bottom up: a label right above its box, and a box right above a line that nearly leaves it straight,
    /// as far as there is room.
    fn straighten(&mut self) {
        for rank in (0..self.ranks.len()).rev() {
            // Twice, for what makes room for its neighbour.
            for at in (0..self.ranks[rank].len()).chain((0..self.ranks[rank].len()).rev()) {
                let item = self.ranks[rank][at];
                let nearest = self.below[item].iter().map(|&below| self.x[below] - self.x[item]);
                let nearest = nearest.min_by(|one, other| one.abs().total_cmp(&other.abs()));
                let near = if matches!(self.items[item], Item::Box(_)) { 14.0 } else { f64::INFINITY };
                let Some(away) = nearest.filter(|away| away.abs() < near) else { continue };
                self.x[item] = (self.x[item] + away).clamp(self.bound(rank, at, -1), self.bound(rank, at, 1));
            }
        }
    }

    /// How far an item can go to one side before it comes too near to its neighbour.
    fn bound(&self, rank: usize, at: usize, side: isize) -> f64 {
        let neighbour = at.checked_add_signed(side).and_then(|at| self.ranks[rank].get(at));
        let Some(&neighbour) = neighbour else { return side as f64 * f64::INFINITY };
        let item = self.ranks[rank][at];
        let apart = (self.size(item).0 + self.size(neighbour).0) / 2.0 + BESIDE / 2.0;
        // Never further away than it already is: what stood too near stays where it is.
        let bound = self.x[neighbour] - side as f64 * apart;
        if side < 0 { bound.min(self.x[item]) } else { bound.max(self.x[item]) }
    }

    fn placed(&self) -> Placed {
        let edge = |item: usize, side: f64| self.x[item] + side * self.size(item).0 / 2.0;
        let all = 0..self.items.len();
        let left = all.clone().map(|item| edge(item, -1.0)).fold(f64::INFINITY, f64::min).min(1e9);
        let right = all.map(|item| edge(item, 1.0)).fold(f64::NEG_INFINITY, f64::max).max(-1e9);
        let mut placed = Placed::default();
        let (mut y, mut middles, mut turns) = (0.0, Vec::new(), Vec::new());
        for rank in 0..self.ranks.len() {
            let height = self.ranks[rank].iter().map(|&item| self.size(item).1).fold(0.0, f64::max);
            middles.push((y, y + height / 2.0, y + height));
            y += height;
            let nets = self.nets(rank);
            let places = tracks(&nets.values().cloned().collect::<Vec<_>>());
            let last = places.iter().max().map_or(0, |last| last + 1);
            let top = y + ABOVE;
            let place = nets.keys().zip(places).map(|(&net, track)| (net, top + track as f64 * TRACK));
            turns.push(place.collect::<BTreeMap<usize, f64>>());
            let next = self.ranks.get(rank + 1).is_some_and(|next| !next.is_empty());
            y += if next { 2.0 * ABOVE + last.saturating_sub(1) as f64 * TRACK } else { 0.0 };
        }
        let box_y = |item: usize| {
            let (top, middle, _) = middles[self.rank[item]];
            // Boxes hang from the top of their rank, so that lines arrive at one height.
            if matches!(self.items[item], Item::Box(_)) { top + self.size(item).1 / 2.0 } else { middle }
        };
        for item in 0..self.items.len() {
            let middle = (self.x[item] - left, box_y(item));
            match self.items[item] {
                Item::Box(_) => placed.boxes.push(middle),
                Item::Slot(_) => placed.labels.push(middle),
                Item::Trunk(..) => {}
            }
        }
        for chain in &self.chains {
            let mut line = Vec::new();
            for pair in chain.windows(2) {
                let (from, to) = (pair[0], pair[1]);
                let (start, end) = (self.x[from] - left, self.x[to] - left);
                let leaves = box_y(from) + self.size(from).1 / 2.0;
                let arrives = box_y(to) - self.size(to).1 / 2.0;
                line.push((start, leaves));
                let net = self.net(from, to);
                if let Some(&turn) = turns[self.rank[from]].get(&net)
                    && (start - end).abs() > 0.5
                {
                    line.extend([(start, turn), (end, turn)]);
                }
                line.push((end, arrives));
            }
            placed.lines.push(line);
        }
        placed.size = ((right - left).max(0.0), y);
        placed
    }

    /// What runs together in the gap below a rank: lines from one box, or lines to one box.
    fn net(&self, from: usize, to: usize) -> usize {
        if self.rank[from].is_multiple_of(2) { from } else { to }
    }

    fn nets(&self, rank: usize) -> BTreeMap<usize, Net> {
        let mut nets: BTreeMap<usize, Net> = BTreeMap::new();
        for &from in &self.ranks[rank] {
            for &to in &self.below[from] {
                let net = nets.entry(self.net(from, to)).or_default();
                net.above.push(self.x[from]);
                net.below.push(self.x[to]);
            }
        }
        nets
    }
}

#[cfg(test)]
mod tests;
