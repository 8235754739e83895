//! How a decision is made, test by test: its own diagram with chains of tests folded.

use super::fold::{Asks, Folded, fold};
use super::{BoxKind, Graph, GraphBox, Line, Mark, Shape, notes, words};
use crate::engine::{Drawing, Engine, Goal};
use crate::guideline::{Case, Decision, DecisionId, Guideline};

/// With more boxes a page of tests is no longer read as a whole; the rules, one after the other, are.
const BOXES: usize = 24;
/// A longer list of answers is "otherwise" where the others are named.
const LABEL: usize = 40;

/// The graph, unless it is too large to be read.
pub(super) fn graph(engine: &Engine, id: DecisionId, case: Option<&Case>) -> Option<Graph> {
    let guideline = engine.guideline();
    let drawing = engine.drawings(id, case.map(|case| &case.answers)).into_iter().next()?;
    let folded = fold(guideline, &drawing);
    if folded.iter().flatten().count() > BOXES {
        return None;
    }
    let decision = &guideline[id];
    let title = decision.title.clone();
    let graph = Graph {
        title,
        notes: notes(guideline, Some(decision), case),
        footer: guideline.disclaimer.clone(),
        shape: Shape::Steps,
        boxes: vec![],
        lines: vec![],
    };
    let mut maker = Maker { guideline, decision, drawing: &drawing, at: vec![None; folded.len()], graph };
    for (step, folded) in folded.iter().enumerate() {
        if let Some(folded) = folded {
            maker.at[step] = Some(maker.graph.boxes.len());
            maker.test(folded);
        }
    }
    for (step, folded) in folded.iter().enumerate() {
        if let (Some(folded), Some(from)) = (folded, maker.at[step]) {
            maker.ways(folded, from);
        }
    }
    if folded.is_empty() {
        maker.end(drawing.start);
    }
    match case {
        Some(_) => mark(&mut maker.graph),
        None => maker.graph.lines.iter_mut().for_each(|line| line.mark = Mark::Plain),
    }
    Some(maker.graph)
}

struct Maker<'a> {
    guideline: &'a Guideline,
    decision: &'a Decision,
    drawing: &'a Drawing,
    /// The box of each step that has one.
    at: Vec<Option<usize>>,
    graph: Graph,
}

impl Maker<'_> {
    fn test(&mut self, folded: &Folded) {
        let text = match &folded.asks {
            Asks::Step(step) => vec![format!("{}?", words::step(self.guideline, &self.drawing.steps[*step]))],
            Asks::Whether(condition) => condition.lines(),
        };
        self.graph.boxes.push(GraphBox {
            kind: BoxKind::Test,
            text,
            detail: String::new(),
            mark: Mark::Plain,
        });
    }

    fn ways(&mut self, folded: &Folded, from: usize) {
        let labels = self.labels(folded);
        for (way, (label, detail)) in folded.ways.iter().zip(labels) {
            let to = match way.to {
                Goal::Step(step) => self.at.get(step).copied().flatten(),
                // Every way to a rule has a leaf of its own: shared ones would be joined by lines across the page.
                end => Some(self.end(end)),
            };
            if let Some(to) = to {
                let mark = if way.taken { Mark::Open } else { Mark::Off };
                self.graph.lines.push(Line { from, to, label, detail, mark });
            }
        }
    }

    /// The answers of each way, and all of them where the label had to be shorter.
    fn labels(&self, folded: &Folded) -> Vec<(String, String)> {
        let Asks::Step(step) = &folded.asks else {
            return vec![("yes".to_owned(), String::new()), ("no".to_owned(), String::new())];
        };
        let step = &self.drawing.steps[*step];
        let words = |at: usize| words::branch(self.guideline, step, &step.branches[at]);
        let widest = (0..step.branches.len()).max_by_key(|&at| words(at).chars().count());
        let label = |at: usize| {
            let words = words(at);
            match words.chars().count() > LABEL && Some(at) == widest {
                true => ("otherwise".to_owned(), words),
                false => (words, String::new()),
            }
        };
        folded.ways.iter().map(|way| label(way.branch)).collect()
    }

    fn end(&mut self, goal: Goal) -> usize {
        let (kind, text, detail) = match goal {
            Goal::Rule(rule) => super::rules::outcome(self.decision, rule),
            Goal::Skipped => (BoxKind::Aside, vec!["not applicable".to_owned()], String::new()),
            Goal::Fails => (BoxKind::Aside, vec!["does not hold".to_owned()], String::new()),
            Goal::Gap | Goal::Step(_) => (BoxKind::Gap, vec!["no rule".to_owned()], String::new()),
        };
        self.graph.boxes.push(GraphBox { kind, text, detail, mark: Mark::Plain });
        self.graph.boxes.len() - 1
    }
}

/// From what may be taken to what is certain: a line is, where it is the only one on from a box that is.
fn mark(graph: &mut Graph) {
    for one in &mut graph.boxes {
        one.mark = Mark::Off;
    }
    if let Some(first) = graph.boxes.first_mut() {
        first.mark = Mark::On;
    }
    // Boxes of tests stand in the order of the diagram, each before all that it leads to; so do their lines.
    for at in 0..graph.boxes.len() {
        let own = graph.boxes[at].mark;
        let ways = graph.lines.iter().filter(|line| line.from == at && line.mark == Mark::Open).count();
        for line in graph.lines.iter_mut().filter(|line| line.from == at && line.mark == Mark::Open) {
            line.mark = if own == Mark::On && ways == 1 { Mark::On } else { Mark::Open };
            let to = &mut graph.boxes[line.to].mark;
            *to = if *to == Mark::On || line.mark == Mark::On { Mark::On } else { Mark::Open };
        }
    }
}
