//! A decision rule by rule: each with all of its tests, and beside it what follows.

use super::{BoxKind, Graph, GraphBox, Line, Mark, Shape, notes, words};
use crate::engine::{Engine, Firing};
use crate::guideline::{Case, Decision, DecisionId, Guideline, Hit, Rule};

/// What a rule of a `first` decision ends in, for a box.
pub(super) fn outcome(decision: &Decision, rule: usize) -> (BoxKind, Vec<String>, String) {
    let because = decision.rules.get(rule).map_or(String::new(), |rule| rule.because.clone());
    let then = decision.rules.get(rule).and_then(|rule| rule.then).unwrap_or_default();
    let label = decision.outcomes.get(then).map_or(String::new(), |outcome| outcome.label.clone());
    (BoxKind::Outcome(then), vec![label, format!("rule {}", rule + 1)], because)
}

/// The graph.
pub(super) fn graph(engine: &Engine, id: DecisionId, case: Option<&Case>) -> Graph {
    let guideline = engine.guideline();
    let decision = &guideline[id];
    let mut notes = notes(guideline, Some(decision), case);
    notes.push(
        match decision.hit {
            Hit::First => "Rule by rule, from the top: the first that holds counts.",
            Hit::Collect => "Rule by rule: each that holds counts, whatever the others say.",
        }
        .to_owned(),
    );
    let (title, footer) = (decision.title.clone(), guideline.disclaimer.clone());
    let graph = Graph { title, notes, footer, shape: Shape::Rules, boxes: vec![], lines: vec![] };
    let mut maker = Maker { graph, last: None };
    let marks = Marks { hit: decision.hit, firing: case.map(|case| engine.firing(id, &case.answers)) };
    if let Some(when) = &decision.when {
        let text = words::guard_lines(guideline, when);
        let aside = (BoxKind::Aside, vec!["not applicable".to_owned()], String::new());
        maker.row("Only if", text, aside, ("no", "yes"), marks.when());
    }
    for (index, rule) in decision.rules.iter().enumerate() {
        let text = match &rule.guard {
            Some(guard) => words::guard_lines(guideline, guard),
            None => vec!["otherwise".to_owned()],
        };
        let (end, next) = match decision.hit {
            Hit::First => (outcome(decision, index), "no"),
            Hit::Collect => (advice(guideline, rule), ""),
        };
        let yes = if rule.guard.is_some() { "yes" } else { "" };
        maker.row(&(index + 1).to_string(), text, end, (yes, next), marks.rule(index));
    }
    maker.graph
}

/// What a case makes of the rules.
struct Marks {
    hit: Hit,
    firing: Option<Firing>,
}

/// Of a row: its line from above, its tests, and its end.
type RowMarks = [Mark; 3];

impl Marks {
    fn when(&self) -> RowMarks {
        match &self.firing {
            None => [Mark::Plain; 3],
            Some(firing) => [Mark::On, Mark::On, mark(firing.skipped)],
        }
    }

    fn rule(&self, at: usize) -> RowMarks {
        let Some(firing) = &self.firing else { return [Mark::Plain; 3] };
        let state = mark(firing.rules.get(at).copied().unwrap_or(Some(false)));
        if self.hit == Hit::Collect {
            // The line only leads from rule to rule; it is part of the case as long as the decision is.
            let runs = mark(firing.skipped.map(|skipped| !skipped));
            return [runs, state, state];
        }
        let before = firing.rules.iter().take(at).chain([&firing.skipped]);
        let after = firing.rules.iter().skip(at);
        let reached = match () {
            () if before.clone().any(|rule| *rule == Some(true)) => Mark::Off,
            () if after.clone().all(|rule| *rule == Some(false)) && !firing.gap => Mark::Off,
            () if before.clone().any(Option::is_none) => Mark::Open,
            () => Mark::On,
        };
        [reached, reached, state]
    }
}

fn mark(state: Option<bool>) -> Mark {
    match state {
        Some(true) => Mark::On,
        None => Mark::Open,
        Some(false) => Mark::Off,
    }
}

/// What a rule of a decision that collects gives or says.
fn advice(guideline: &Guideline, rule: &Rule) -> (BoxKind, Vec<String>, String) {
    let mut text: Vec<String> = rule.recommend.iter().map(|id| guideline[*id].named()).collect();
    text.extend(rule.alert.iter().map(|alert| format!("Alert: {alert}")));
    let tone = rule.recommend.first().map_or(3, |id| guideline[*id].tone as usize);
    (BoxKind::Outcome(tone), text, rule.because.clone())
}

struct Maker {
    graph: Graph,
    /// The row before, with the label of the line on from it.
    last: Option<(usize, String)>,
}

impl Maker {
    /// A box of tests with its end, and the labels of the lines to the end and to the next row.
    fn row(
        &mut self,
        name: &str,
        text: Vec<String>,
        (kind, end, detail): (BoxKind, Vec<String>, String),
        (yes, no): (&str, &str),
        [above, reached, ended]: RowMarks,
    ) {
        let at = self.graph.boxes.len();
        let boxed = |kind, text, detail, mark| GraphBox { kind, text, detail, mark };
        self.graph.boxes.push(boxed(BoxKind::Test, text, name.to_owned(), reached));
        self.graph.boxes.push(boxed(kind, end, detail, ended));
        let line = |from, to, label: &str, mark| Line {
            from,
            to,
            label: label.to_owned(),
            detail: String::new(),
            mark,
        };
        self.graph.lines.push(line(at, at + 1, yes, ended));
        if let Some((last, label)) = self.last.replace((at, no.to_owned())) {
            self.graph.lines.push(line(last, at, &label, above));
        }
    }
}
