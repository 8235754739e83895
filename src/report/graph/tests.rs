use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::engine::State;
use crate::guideline::{Files, load, read_case};

fn folder(path: &str) -> Files {
    Files::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn engine(files: &Files) -> Engine {
    Engine::new(Arc::new(load(files).unwrap().guideline)).unwrap()
}

fn decision(engine: &Engine, id: &str) -> DecisionId {
    DecisionId(engine.guideline().decisions.iter().position(|decision| decision.id == id).unwrap())
}

fn case(engine: &Engine, answers: &str) -> Case {
    read_case(engine.guideline(), "test", &format!("title: A case\nanswers: {answers}\n")).unwrap()
}

/// Enough of XML to be sure that a picture is one: tags close in order, attributes are quoted, entities are known.
fn well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let entities = |text: &str| {
        for part in text.split('&').skip(1) {
            let known = ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| part.starts_with(name));
            assert!(known, "a bare & in {text}");
        }
        let legal = |c: char| c == '\n' || (!c.is_control() && c != '\u{fffe}' && c != '\u{ffff}');
        assert!(text.chars().all(legal) && !text.contains('>'), "{text}");
    };
    while let Some(start) = rest.find('<') {
        entities(&rest[..start]);
        let end = start + rest[start..].find('>').expect("a tag that ends");
        let tag = &rest[start + 1..end];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
            assert!(!tag.contains('<'), "{tag}");
            let attributes = tag.split('"').skip(1).step_by(2);
            attributes.for_each(entities);
            if !tag.ends_with('/') {
                open.push(tag.split_whitespace().next().unwrap());
            }
        }
        rest = &rest[end + 1..];
    }
    assert_eq!((open.as_slice(), rest), (&[][..], "\n"));
}

#[test]
fn the_small_guideline_in_mermaid_and_dot() {
    let engine = engine(&folder("tests/fixtures/small"));
    let plan = Graph::of_decision(&engine, decision(&engine, "plan"), None);
    insta::assert_snapshot!("plan_mermaid", plan.mermaid());
    insta::assert_snapshot!("plan_dot", plan.dot());
    insta::assert_snapshot!("needs_mermaid", Graph::of_guideline(&engine, None).mermaid());
    let contradictions = decision(&engine, "contradictions");
    insta::assert_snapshot!("rules_mermaid", Graph::of_decision(&engine, contradictions, None).mermaid());
}

#[test]
fn every_picture_is_well_formed_and_needs_nothing_from_outside() {
    for files in [folder("tests/fixtures/korean"), folder("guidelines/tutorial"), Files::embedded()] {
        let engine = engine(&files);
        let decisions = (0..engine.guideline().decisions.len()).map(DecisionId);
        let graphs = decisions.map(|id| Graph::of_decision(&engine, id, None));
        for graph in graphs.chain([Graph::of_guideline(&engine, None)]) {
            let svg = graph.svg();
            well_formed(&svg);
            assert!(svg.contains(&engine.guideline().version), "{}", graph.title);
            // Whoever pastes a graph elsewhere pastes with it what has to be kept in mind.
            let disclaimer: Vec<&str> = engine.guideline().disclaimer.split(' ').take(4).collect();
            for text in [graph.dot(), graph.mermaid()] {
                assert!(text.contains(&disclaimer.join(" ")), "{text}");
                assert!(text.contains(&engine.guideline().version), "{text}");
            }
            for foreign in ["<script", "href", "@import", "url(", "NaN", "inf"] {
                let shape = foreign != "inf" || svg.contains("=\"inf\"");
                assert!(!shape || !svg.contains(foreign), "{foreign} in {}", graph.title);
            }
        }
    }
}

#[test]
fn signs_with_a_meaning_stay_text() {
    let mut files = folder("tests/fixtures/small");
    for (_, text) in &mut files.texts {
        *text = text.replace("title: Plan", "title: 'Plan <b>&\"한국\" #1 `x` \\n'");
        *text = text.replace("label: Resection}", "label: '</text><script>&amp; \"절제\"'}");
    }
    let engine = engine(&files);
    let graph = Graph::of_decision(&engine, decision(&engine, "plan"), None);
    let svg = graph.svg();
    well_formed(&svg);
    assert!(svg.contains("Plan &lt;b&gt;&amp;&quot;한국&quot; #1") && !svg.contains("<script"), "{svg}");
    let mermaid = graph.mermaid();
    assert!(mermaid.contains("#lt;/text#gt;#lt;script#gt;#amp;amp; #quot;절제#quot;"), "{mermaid}");
    assert!(mermaid.contains("title: \"Plan <b>&\\\"한국\\\" #1 `x` \\\\n\""), "{mermaid}");
    let dot = graph.dot();
    assert!(dot.contains("label=\"</text><script>&amp; \\\"절제\\\"\\nrule 1\""), "{dot}");
}

/// The ends that a case may have, as `rule 3`, and whether each is certain.
fn ends(graph: &Graph) -> Vec<(String, Mark)> {
    let mut ends: HashMap<String, Mark> = HashMap::new();
    for one in graph.boxes.iter().filter(|one| !matches!(one.kind, BoxKind::Test)) {
        if matches!(one.mark, Mark::On | Mark::Open) {
            ends.insert(one.text.last().unwrap().clone(), one.mark);
        }
    }
    let mut ends: Vec<_> = ends.into_iter().collect();
    ends.sort_by(|one, other| one.0.cmp(&other.0));
    ends
}

#[test]
fn the_path_of_a_case_ends_in_the_rule_that_fires() {
    let engine = engine(&Files::embedded());
    let mut decided = 0;
    let demos = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("demo")).unwrap();
    let files = demos.map(|entry| entry.unwrap().path());
    for path in files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let case = read_case(engine.guideline(), "demo", &text).unwrap();
        for state in engine.assess(&case.answers).decisions {
            let ends = ends(&Graph::of_decision(&engine, state.decision, Some(&case)));
            let id = &engine.guideline()[state.decision].id;
            match state.state {
                State::Decided { rule: Some(rule), .. } => {
                    decided += 1;
                    let rules: Vec<&String> = ends.iter().map(|(end, _)| end).collect();
                    assert_eq!(rules, [&format!("rule {}", rule + 1)], "{id} in {}", path.display());
                }
                State::Skipped { .. } => {
                    let rules: Vec<&String> = ends.iter().map(|(end, _)| end).collect();
                    assert_eq!(rules, ["not applicable"], "{id} in {}", path.display());
                }
                State::Open { .. } => assert!(ends.len() > 1, "{id} in {}: {ends:?}", path.display()),
                State::Decided { .. } | State::Collected(_) => {}
            }
        }
    }
    assert!(decided > 200, "{decided}");
}

#[test]
fn the_lines_of_a_case_lead_from_the_first_test_to_its_end() {
    let engine = engine(&folder("tests/fixtures/small"));
    let case = case(&engine, "{fit: yes, sites: [liver], remnant: 40, enzyme: normal}");
    let graph = Graph::of_decision(&engine, decision(&engine, "plan"), Some(&case));
    let mut at = 0;
    let on =
        |from: usize| graph.lines.iter().filter(|line| line.from == from && line.mark == Mark::On).collect();
    loop {
        let lines: Vec<&Line> = on(at);
        assert!(lines.len() <= 1, "{lines:?}");
        let Some(line) = lines.first() else { break };
        at = line.to;
    }
    assert_eq!(graph.boxes[at].text, ["Resection", "rule 1"]);
    let marked = graph.lines.iter().filter(|line| line.mark == Mark::On).count();
    assert!(graph.svg().contains(svg::theme::line(Mark::On)) && marked >= 1);
    assert!(graph.mermaid().contains("==>|") && graph.dot().contains("penwidth=2.5"));
    let needs = Graph::of_guideline(&engine, Some(&case));
    let plan = needs.boxes.iter().find(|one| one.kind == BoxKind::Strategy).unwrap();
    assert_eq!((plan.text[1].as_str(), plan.mark), ("Resection (rule 1)", Mark::On));
}

#[test]
fn an_unknown_answer_leaves_its_ways_open() {
    let engine = engine(&folder("tests/fixtures/small"));
    let case = case(&engine, "{fit: unknown, sites: [liver], remnant: 40, enzyme: normal}");
    let graph = Graph::of_decision(&engine, decision(&engine, "plan"), Some(&case));
    let ends = ends(&graph);
    assert_eq!(ends, [("rule 1".to_owned(), Mark::Open), ("rule 3".to_owned(), Mark::Open)]);
}
