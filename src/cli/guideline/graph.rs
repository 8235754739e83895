//! `mcrc guideline graph`: a guideline, or one of its decisions, as a picture or as text that others draw.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::error::Error;
use super::super::output::Output;
use super::super::{Global, eval};
use super::files;
use crate::engine::Engine;
use crate::guideline::{DecisionId, Guideline, load, nearest};
use crate::report::graph::Graph as Drawn;

/// Draw a guideline, or how one of its decisions is made.
#[derive(clap::Args, Debug)]
#[command(long_about = "Draw a guideline, or how one of its decisions is made.\n\n\
    Without --decision: every decision in the order of the path, and what it needs: questions by section, scores and \
    earlier decisions. With --decision: its tests, the answers that lead on, and the rules in which they end; a large \
    decision, and one that collects, is drawn rule by rule. With --case: what that case makes of it.\n\n\
    The picture goes to standard output: mcrc guideline graph > guideline.svg")]
pub(in crate::cli) struct Graph {
    /// A folder, or an id; without it the one of --guideline, or the embedded one
    #[arg(value_name = "DIR|ID")]
    name: Option<String>,
    /// How to draw it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// How this decision is made, instead of all decisions
    #[arg(long, value_name = "ID")]
    decision: Option<String>,
    /// Show the path of this case file in it
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
}

/// How a graph is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(in crate::cli) enum Format {
    /// A picture for a browser and for paper
    #[default]
    Svg,
    /// Text for Graphviz
    Dot,
    /// Text to paste into Markdown that renders Mermaid
    Mermaid,
}

impl Graph {
    pub(in crate::cli) fn run(&self, global: &Global, output: &mut Output) -> Result<u8, Error> {
        let guideline = load(&files(global, self.name.as_deref())?)?.guideline;
        let decision = self.decision.as_deref().map(|id| decision(&guideline, id)).transpose()?;
        let engine = Engine::new(Arc::new(guideline))?;
        let case = self.case.as_deref().map(|path| eval::read_file(engine.guideline(), path)).transpose()?;
        let graph = match decision {
            Some(id) => Drawn::of_decision(&engine, id, case.as_ref()),
            None => Drawn::of_guideline(&engine, case.as_ref()),
        };
        let text = match self.format {
            Format::Svg => graph.svg(),
            Format::Dot => graph.dot(),
            Format::Mermaid => graph.mermaid(),
        };
        output.write_all(text.as_bytes())?;
        Ok(0)
    }
}

fn decision(guideline: &Guideline, id: &str) -> Result<DecisionId, Error> {
    let ids = || guideline.decisions.iter().map(|decision| decision.id.as_str());
    ids().position(|known| known == id).map(DecisionId).ok_or_else(|| {
        let hint = match nearest(id, ids()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if guideline.decisions.len() > 12 => "`mcrc guideline show` lists the decisions".to_owned(),
            None => format!("its decisions: {}", ids().collect::<Vec<_>>().join(", ")),
        };
        Error::input(format!("guideline {} has no decision `{id}`", guideline.id)).hint(hint)
    })
}
