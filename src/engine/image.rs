//! A compiled guideline as bytes: what the build makes of the shipped one, so that no start has to.
//!
//! The packed diagrams are written as differences to the node before: sorted as they are, neighbours have children
//! side by side, and most differences repeat. What a family has in common is found anew from its first node.

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

fn child(code: i64, nodes: usize) -> Option<Node> {
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
    let mut bytes = postcard::to_allocvec(&roots).map_err(|error| error.to_string())?;
    write_nodes(table, &mut bytes);
    Ok(squeeze(&bytes))
}

/// The composed diagrams of an image; `None` where the bytes are none, or not for variables with these classes.
pub(super) fn read(bytes: &[u8], classes: &[usize]) -> Option<Composed> {
    let bytes = unsqueeze(bytes)?;
    let (roots, rest) = postcard::take_from_bytes::<Roots>(&bytes).ok()?;
    let table = read_nodes(&mut Bytes(rest), classes)?;
    let ((fired, strategy, collected), (advice, forbidden, stops), (applies, sums, has_cuts)) = roots;
    Some(Composed { table, fired, strategy, collected, advice, forbidden, stops, applies, sums, has_cuts })
}

fn write_nodes(table: &Packed, bytes: &mut Vec<u8>) {
    let begins: Vec<usize> = (0..table.len()).filter(|&index| table.begins(index)).collect();
    let sizes = [table.words() * 64, table.levels().count(), table.len(), table.edges(), begins.len()];
    sizes.into_iter().for_each(|size| write_number(size as u64, bytes));
    let mut ends = begins.iter().skip(1).copied().chain([table.len()]);
    for (var, level) in table.levels() {
        write_number(var as u64, bytes);
        write_number(level.len() as u64, bytes);
        let mut before: Vec<i64> = Vec::new();
        for index in level {
            if table.begins(index) {
                write_number((ends.next().unwrap_or(index) - index) as u64, bytes);
            }
            let children = table.branch(Node(index as u32)).map_or(&[][..], |(_, children)| children);
            before.resize(children.len(), 0);
            for (class, &child) in children.iter().enumerate() {
                match class > 0 && child == children[class - 1] {
                    true => bytes.push(0),
                    false => {
                        let step = code(child) - before[class];
                        write_number(1 + ((step << 1) ^ (step >> 63)) as u64, bytes);
                    }
                }
                before[class] = code(child);
            }
        }
    }
}

fn read_nodes(bytes: &mut Bytes<'_>, classes: &[usize]) -> Option<Packed> {
    let (variables, levels) = (bytes.number()?, bytes.number()?);
    let mut packing = Packing::new(classes.to_vec(), variables);
    packing.reserve(bytes.number()?, bytes.number()?, bytes.number()?);
    let (mut nodes, mut before, mut children) = (0, Vec::new(), Vec::new());
    for _ in 0..levels {
        let (var, count) = (bytes.number()?, bytes.number()?);
        let width = *classes.get(var)?;
        packing.begin(var);
        before.clear();
        before.resize(width, 0);
        let mut of_family = 0;
        for index in nodes..nodes + count {
            let new = of_family == 0;
            if new {
                of_family = bytes.number()?;
            }
            of_family = of_family.checked_sub(1)?;
            children.clear();
            for class in 0..width {
                let step = bytes.number()? as i64;
                let code = match step {
                    0 => *before.get(class.checked_sub(1)?)?,
                    step => before[class] + ((step - 1) >> 1 ^ -((step - 1) & 1)),
                };
                before[class] = code;
                children.push(child(code, index)?);
            }
            packing.node(var, &children, new);
        }
        nodes += count;
    }
    Some(packing.done())
}

/// Seven bits a byte, the lowest first; all but the last byte have the eighth bit.
fn write_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 128 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0usize, 0u32);
        loop {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= usize::from(byte & 127).checked_shl(shift)?;
            if byte < 128 {
                return Some(number);
            }
            shift += 7;
        }
    }
}
