//! A guideline, or one of its decisions, as a graph: for a browser and for paper (SVG), for Graphviz (DOT), and for
//! Markdown (Mermaid).
//!
//! [`Graph::of_guideline`] shows the decisions and what each needs, [`Graph::of_decision`] how one decision is made.
//! A graph is plain data in the words of the guideline; the three writers only draw it.

mod dot;
mod fold;
mod mermaid;
mod needs;
mod rules;
mod steps;
mod svg;
mod words;

use crate::engine::Engine;
use crate::guideline::{Case, Decision, DecisionId, Guideline, Hit};

/// Boxes and what connects them.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// What it shows.
    pub title: String,
    /// Under the title: guideline, version, digest, and the case.
    pub notes: Vec<String>,
    /// Under the graph: what to keep in mind.
    pub footer: String,
    /// How it is read.
    pub shape: Shape,
    /// In the order of reading.
    pub boxes: Vec<GraphBox>,
    /// From and to boxes by their position.
    pub lines: Vec<Line>,
}

/// How a graph is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// What each decision needs: lines lead from what is needed.
    Needs,
    /// Tests and answers, from the top down to a rule.
    Steps,
    /// Rules from the top down, each with all of its tests; beside it what follows.
    Rules,
}

/// A box.
#[derive(Clone, Debug, PartialEq)]
pub struct GraphBox {
    /// What it stands for.
    pub kind: BoxKind,
    /// Its text, as far as it always stands there; several lines.
    pub text: Vec<String>,
    /// More to read where there is room, or under a pointer.
    pub detail: String,
    /// What a case makes of it.
    pub mark: Mark,
}

/// What a box stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoxKind {
    /// A page of questions.
    Section,
    /// A score.
    Score,
    /// A decision.
    Decision,
    /// The decision that is the headline.
    Strategy,
    /// A test, or several.
    Test,
    /// What a rule ends in; the number tells outcomes apart.
    Outcome(usize),
    /// The decision is skipped, or a rule does not hold.
    Aside,
    /// No rule holds.
    Gap,
}

/// A line from one box to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// On which answers; may be empty.
    pub label: String,
    /// All of the answers, where the label is shorter.
    pub detail: String,
    /// What a case makes of it.
    pub mark: Mark,
}

/// What a case makes of a box or a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// There is no case.
    Plain,
    /// On the path of the case.
    On,
    /// Possible as far as the case is known.
    Open,
    /// Not on the path.
    Off,
}

impl Graph {
    /// The decisions of a guideline and what each of them needs; with a case, what it makes of each.
    pub fn of_guideline(engine: &Engine, case: Option<&Case>) -> Graph {
        needs::graph(engine, case)
    }

    /// How a decision is made; with a case, its path. A large decision, and one that collects, is drawn rule by rule.
    pub fn of_decision(engine: &Engine, decision: DecisionId, case: Option<&Case>) -> Graph {
        match engine.guideline()[decision].hit {
            Hit::First => steps::graph(engine, decision, case),
            Hit::Collect => None,
        }
        .unwrap_or_else(|| rules::graph(engine, decision, case))
    }

    /// For a browser and for paper.
    pub fn svg(&self) -> String {
        svg::write(self)
    }

    /// For Graphviz.
    pub fn dot(&self) -> String {
        dot::write(self)
    }

    /// For Markdown.
    pub fn mermaid(&self) -> String {
        mermaid::write(self)
    }

    /// Whether a case is marked in it.
    fn has_case(&self) -> bool {
        self.boxes.iter().any(|one| one.mark != Mark::Plain)
    }
}

/// What stands under every title: which text the graph was made from, and the case.
fn notes(guideline: &Guideline, decision: Option<&Decision>, case: Option<&Case>) -> Vec<String> {
    let digest = super::words::short_digest(&guideline.digest);
    let of = decision.map_or(String::new(), |decision| format!("Decision {} of ", decision.id));
    let mut notes =
        vec![format!("{of}{} ({} {}, {digest})", guideline.title, guideline.id, guideline.version)];
    notes.extend(case.map(|case| match case.title.as_str() {
        "" => "With the path of a case".to_owned(),
        title => format!("With the path of a case: {title}"),
    }));
    notes
}

/// A text in lines of at most so many characters, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests;
