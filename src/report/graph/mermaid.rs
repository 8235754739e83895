//! A graph for Markdown that renders Mermaid.

use std::fmt::Write;

use super::svg::theme;
use super::{BoxKind, Graph, Mark, Shape};

/// The text of a Mermaid flow chart, without the fence of a code block.
pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let title = front(&graph.title);
    // By itself Mermaid breaks the lines of a box after some 25 characters.
    let _ = writeln!(text, "---\ntitle: {title}\nconfig: {{flowchart: {{wrappingWidth: 420}}}}\n---");
    // Boxes are wide and low: beside each other they would not fit on any page.
    text.push_str(if graph.shape == Shape::Needs { "flowchart LR\n" } else { "flowchart TD\n" });
    for (index, one) in graph.boxes.iter().enumerate() {
        let label: Vec<String> = one.text.iter().map(|line| escaped(line)).collect();
        let label = label.join("<br/>");
        let (open, close) = match one.kind {
            BoxKind::Section | BoxKind::Score => ("[", "]"),
            BoxKind::Outcome(_) | BoxKind::Aside | BoxKind::Gap => ("([", "])"),
            BoxKind::Decision | BoxKind::Strategy | BoxKind::Test => ("(", ")"),
        };
        let _ = writeln!(text, "  n{index}{open}\"{label}\"{close}");
    }
    for line in &graph.lines {
        let arrow = match line.mark {
            Mark::On => "==>",
            Mark::Open => "-.->",
            Mark::Plain | Mark::Off => "-->",
        };
        let label =
            if line.label.is_empty() { String::new() } else { format!("|\"{}\"|", escaped(&line.label)) };
        let _ = writeln!(text, "  n{} {arrow}{label} n{}", line.from, line.to);
    }
    // What has to be read with it stands below, hung up on the last box by a line that is not drawn.
    let last = graph.boxes.len().saturating_sub(1);
    let below: Vec<String> = graph.notes.iter().chain([&graph.footer]).map(|line| escaped(line)).collect();
    let _ = writeln!(text, "  below[\"{}\"]\n  n{last} ~~~ below", below.join("<br/>"));
    text.push_str("  classDef below fill:none,stroke:none,color:#5b6773\n  class below below\n");
    for mark in [Mark::On, Mark::Open] {
        let lines = graph.lines.iter().enumerate().filter(|(_, line)| line.mark == mark);
        let lines: Vec<String> = lines.map(|(index, _)| index.to_string()).collect();
        if !lines.is_empty() {
            let _ = writeln!(text, "  linkStyle {} stroke:{}", lines.join(","), theme::line(mark));
        }
    }
    let mut styles: Vec<(String, Vec<String>)> = Vec::new();
    for (index, one) in graph.boxes.iter().enumerate() {
        let colours = theme::colours(one.kind, one.mark);
        let width = if one.mark == Mark::On || one.kind == BoxKind::Strategy { 3 } else { 1 };
        let style = format!(
            "fill:{},stroke:{},color:{},stroke-width:{width}px",
            colours.fill, colours.edge, colours.text
        );
        let node = format!("n{index}");
        match styles.iter_mut().find(|(other, _)| *other == style) {
            Some((_, nodes)) => nodes.push(node),
            None => styles.push((style, vec![node])),
        }
    }
    for (index, (style, nodes)) in styles.iter().enumerate() {
        let _ = writeln!(text, "  classDef c{index} {style}\n  class {} c{index}", nodes.join(","));
    }
    text
}

/// Text between quotes: signs with a meaning of their own as entities, `#` first for it begins them.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '#' => escaped.push_str("#35;"),
            '"' => escaped.push_str("#quot;"),
            '<' => escaped.push_str("#lt;"),
            '>' => escaped.push_str("#gt;"),
            '&' => escaped.push_str("#amp;"),
            '`' => escaped.push_str("#96;"),
            '\\' => escaped.push_str("#92;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A title in the YAML that stands before the chart.
fn front(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
