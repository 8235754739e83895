//! A compiled guideline as bytes: what the build makes of the shipped one, so that no start has to.
//!
//! The packed diagrams are written as differences to the node before: sorted as they are, neighbours have children
//! side by side, and differences repeat. What a family has in common is found anew from its first node.

use std::sync::Arc;

use super::Engine;
use super::compile::Own;
use super::compose::Composed;
use super::diagram::{Graph, Leaves, Node, Table};
use super::packed::{Packed, Packing};
use super::variables::Variables;
use crate::guideline::{Guideline, pack, squeeze, unpack, unsqueeze};

/// The diagrams of a guideline as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Image<B> {
    /// The diagrams of single decisions.
    pub own: B,
    /// The composed diagrams.
    pub composed: B,
}

/// The diagrams of single decisions and of stops: nodes, children first, and where each of them begins.
type OwnParts = (Vec<(u16, Vec<Node>)>, Vec<Vec<Node>>, Vec<Node>);

/// Everything of [`Composed`] but the nodes.
type Roots = (
    (Vec<Node>, Node, Vec<Vec<Node>>),
    (Vec<Node>, Vec<Node>, Vec<Node>),
    (Vec<Option<Node>>, Vec<Option<Node>>, bool),
);

impl Engine {
    /// The diagrams as bytes, for [`Engine::from_image`]. Errors: they cannot be written down, which would be a
    /// mistake of the program.
    pub fn image(&self) -> Result<Image<Vec<u8>>, String> {
        let roots = self.own.iter().map(|own| own.roots.clone()).collect();
        let own: OwnParts = (self.own_table.nodes(), roots, self.own_stops.clone());
        Ok(Image { own: pack(&own)?, composed: write(self.composed())? })
    }

    /// The engine of a guideline and its image; `None` where the bytes are no image. The composed diagrams are read
    /// when they are needed, and made where they cannot be read.
    pub fn from_image(guideline: Arc<Guideline>, image: Image<&'static [u8]>) -> Option<Engine> {
        let (nodes, roots, own_stops) = unpack::<OwnParts>(image.own)?;
        let variables = Variables::of(&guideline);
        let own_table = Table::of(variables.all.len(), &nodes);
        let own = roots.into_iter().map(|roots| Own { roots }).collect();
        let mut engine = Engine::made(guideline, super::BUDGET, variables, (own_table, own, own_stops));
        engine.image = Some(image.composed);
        Some(engine)
    }
}

/// How a child is written: terminals first.
fn code(node: Node) -> i64 {
    match node.value() {
        Some(value) => value as i64,
        None => Leaves::CAPACITY as i64 + i64::from(node.0),
    }
}

/// The child that was written so, if it is among so many nodes.
fn node(code: i64, nodes: usize) -> Option<Node> {
    let code = usize::try_from(code).ok()?;
    match code.checked_sub(Leaves::CAPACITY) {
        None => Some(Node::terminal(code)),
        Some(index) => (index < nodes).then_some(Node(index as u32)),
    }
}

fn write(composed: &Composed) -> Result<Vec<u8>, String> {
    let Composed { table, fired, strategy, collected, advice, forbidden, stops, applies, sums, has_cuts } =
        composed;
    let roots = ((fired, strategy, collected), (advice, forbidden, stops), (applies, sums, has_cuts));
    let roots = pack(&roots)?;
    let mut nodes = Vec::new();
    write_nodes(table, &mut nodes);
    Ok([&(roots.len() as u32).to_le_bytes()[..], &roots, &blocks(&nodes)].concat())
}

/// The composed diagrams of an image; `None` where the bytes are none, or not for variables with these classes.
pub(super) fn read(bytes: &[u8], classes: &[usize]) -> Option<Composed> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (roots, blocks) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let roots = unpack::<Roots>(roots)?;
    let table = read_nodes(&mut Bytes::of(blocks), classes)?;
    let ((fired, strategy, collected), (advice, forbidden, stops), (applies, sums, has_cuts)) = roots;
    Some(Composed { table, fired, strategy, collected, advice, forbidden, stops, applies, sums, has_cuts })
}

/// Writes the diagrams level by level: the sizes of families, then all first children, all second ones and so on.
fn write_nodes(table: &Packed, bytes: &mut Vec<u8>) {
    write_number(table.words() * 64, bytes);
    write_number(table.len(), bytes);
    table.sizes().into_iter().for_each(|size| write_number(size, bytes));
    for (var, level) in table.levels() {
        write_number(var, bytes);
        write_number(level.len(), bytes);
        table.families(level.clone()).for_each(|size| write_number(size, bytes));
        let rows = || level.clone().filter_map(|index| table.branch(Node(index as u32)));
        let width = rows().next().map_or(0, |(_, children)| children.len());
        for class in 0..width {
            let mut before = 0;
            for (_, children) in rows() {
                let code = code(children[class]);
                match class > 0 && children[class] == children[class - 1] {
                    true => write_number(0, bytes),
                    false => write_number(1 + zigzag(code - before), bytes),
                }
                before = code;
            }
        }
    }
}

fn read_nodes(bytes: &mut Bytes<'_>, classes: &[usize]) -> Option<Packed> {
    let mut packing = Packing::new(classes, bytes.number()?);
    let nodes = bytes.number()?;
    packing.reserve(nodes, [bytes.number()?, bytes.number()?, bytes.number()?]);
    let (mut made, mut sizes) = (0, Vec::new());
    while made < nodes {
        let (var, count) = (bytes.number()?, bytes.number()?);
        let width = *classes.get(var)?;
        sizes.clear();
        let mut left = count;
        while left > 0 {
            let size = bytes.number()?;
            left = left.checked_sub(size)?;
            sizes.push(size);
        }
        packing.begin(var, count);
        let edges = packing.edges();
        let first = edges.len() - count * width;
        for class in 0..width {
            let mut before = 0;
            for row in edges[first..].chunks_exact_mut(width) {
                let child = match bytes.number()? {
                    0 => *row.get(class.checked_sub(1)?)?,
                    step => node(before + unzigzag(step - 1), made)?,
                };
                row[class] = child;
                before = code(child);
            }
        }
        sizes.iter().for_each(|&size| packing.family(size));
        made += count;
    }
    Some(packing.done())
}

/// Small numbers for small steps, whichever way they go.
fn zigzag(step: i64) -> usize {
    ((step << 1) ^ (step >> 63)) as usize
}

fn unzigzag(number: usize) -> i64 {
    (number >> 1) as i64 ^ -((number & 1) as i64)
}

/// Seven bits a byte, the lowest first; all but the last byte have the eighth bit.
fn write_number(mut number: usize, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Bytes that are unpacked a block at a time.
struct Bytes<'a> {
    blocks: &'a [u8],
    block: Vec<u8>,
    at: usize,
}

/// How many bytes are packed into one block.
const BLOCK: usize = 1 << 16;

impl<'a> Bytes<'a> {
    fn of(blocks: &'a [u8]) -> Bytes<'a> {
        Bytes { blocks, block: Vec::new(), at: 0 }
    }

    #[inline(always)]
    fn byte(&mut self) -> Option<u8> {
        let byte = match self.block.get(self.at) {
            Some(byte) => *byte,
            None => self.next_block()?,
        };
        self.at += 1;
        Some(byte)
    }

    /// Unpacks the next block; returns its first byte.
    #[cold]
    fn next_block(&mut self) -> Option<u8> {
        let (length, rest) = self.blocks.split_first_chunk()?;
        let (block, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        (self.blocks, self.block, self.at) = (rest, unsqueeze(block)?, 0);
        self.block.first().copied()
    }

    #[inline(always)]
    fn number(&mut self) -> Option<usize> {
        match self.byte()? {
            byte if byte < 128 => Some(usize::from(byte)),
            byte => self.longer(usize::from(byte & 127)),
        }
    }

    /// A number of more than one byte.
    fn longer(&mut self, mut number: usize) -> Option<usize> {
        let mut shift = 7;
        loop {
            let byte = self.byte()?;
            number |= usize::from(byte & 127).checked_shl(shift)?;
            if byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

/// Bytes as [`Bytes`] reads them.
fn blocks(bytes: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::new();
    for block in bytes.chunks(BLOCK) {
        let block = squeeze(block);
        blocks.extend_from_slice(&(block.len() as u32).to_le_bytes());
        blocks.extend_from_slice(&block);
    }
    blocks
}
