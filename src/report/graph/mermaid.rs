//! A graph for Markdown that renders Mermaid.

use std::fmt::Write;

use super::svg::theme;
use super::{BoxKind, Graph, Mark};

/// The text of a Mermaid flow chart, without the fence of a code block.
pub(super) fn write(graph: &Graph) -> String {
    let mut text = String::new();
    // Writing to a text cannot fail.
    let _ = writeln!(text, "---\ntitle: {}\n---", front(&graph.title));
    for note in &graph.notes {
        let _ = writeln!(text, "%% {}", note.replace(['\n', '\r', '{', '}'], " "));
    }
    text.push_str("flowchart TD\n");
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
    for (index, one) in graph.boxes.iter().enumerate() {
        let colours = theme::colours(one.kind, one.mark);
        let width = if one.mark == Mark::On || one.kind == BoxKind::Strategy { 3 } else { 1 };
        let _ = writeln!(
            text,
            "  style n{index} fill:{},stroke:{},color:{},stroke-width:{width}px",
            colours.fill, colours.edge, colours.text
        );
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
