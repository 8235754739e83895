//! A graph for Graphviz.

use std::fmt::Write;

use super::svg::theme;
use super::{BoxKind, Graph, Mark, Shape};

/// Characters of a line in a box: Graphviz breaks none by itself.
const WIDEST: usize = 60;

/// The text of a `.dot` file.
pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::from("digraph guideline {\n");
    let mut title: Vec<String> = std::iter::once(&graph.title).chain(&graph.notes).cloned().collect();
    title.extend(super::wrapped(&graph.footer, 100));
    // The lines of the graph begin below.
    title.push(String::new());
    // Boxes are wide and low: beside each other they would not fit on any page.
    let way = if graph.shape == Shape::Needs { "LR" } else { "TB" };
    // Writing to a text cannot fail.
    let _ = writeln!(
        text,
        "  graph [label={}, labelloc=t, fontname=\"Helvetica\", rankdir={way}];",
        quoted(&title)
    );
    text.push_str("  node [shape=box, style=\"filled,rounded\", fontname=\"Helvetica\", fontsize=11];\n");
    text.push_str("  edge [fontname=\"Helvetica\", fontsize=10];\n");
    for (index, one) in graph.boxes.iter().enumerate() {
        let lines: Vec<String> = one.text.iter().flat_map(|line| super::wrapped(line, WIDEST)).collect();
        let colours = theme::colours(one.kind, one.mark);
        let width = if matches!(one.mark, Mark::On) || one.kind == BoxKind::Strategy { 2.5 } else { 1.0 };
        let _ = writeln!(
            text,
            "  n{index} [label={}, tooltip={}, fillcolor=\"{}\", color=\"{}\", fontcolor=\"{}\", penwidth={width}];",
            quoted(&lines),
            quoted(&[&one.detail]),
            colours.fill,
            colours.edge,
            colours.text
        );
    }
    if graph.shape == Shape::Rules {
        for pair in graph.lines.iter().filter(|line| line.to == line.from + 1) {
            let _ = writeln!(text, "  {{ rank=same; n{}; n{}; }}", pair.from, pair.to);
        }
    }
    for line in &graph.lines {
        let colour = theme::line(line.mark);
        // Graphviz sets a label close to its line: the space keeps it off.
        let label = if line.label.is_empty() { String::new() } else { format!(" {} ", line.label) };
        let (width, style) = match line.mark {
            Mark::On => (2.5, "solid"),
            Mark::Open => (2.5, "dashed"),
            Mark::Plain | Mark::Off => (1.0, "solid"),
        };
        let _ = writeln!(
            text,
            "  n{} -> n{} [label={}, tooltip={}, color=\"{colour}\", penwidth={width}, style={style}];",
            line.from,
            line.to,
            quoted(&[&label]),
            quoted(&[&line.detail])
        );
    }
    text.push_str("}\n");
    text
}

/// Lines as one quoted string; a backslash means itself.
fn quoted(lines: &[impl AsRef<str>]) -> String {
    let escaped = lines
        .iter()
        .map(|line| line.as_ref().replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " "));
    format!("\"{}\"", escaped.collect::<Vec<_>>().join("\\n"))
}
