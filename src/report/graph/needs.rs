//! What each decision needs: pages of questions, scores and earlier decisions.

use std::collections::BTreeMap;

use super::{BoxKind, Graph, GraphBox, Line, Mark, Shape, notes};
use crate::engine::{Assessment, Engine, State};
use crate::guideline::{
    Case, Decimal, DecisionId, Guard, Guideline, Hit, QuestionId, ScoreId, ScoreKind, Subject,
};

/// The graph.
pub(super) fn graph(engine: &Engine, case: Option<&Case>) -> Graph {
    let guideline = engine.guideline();
    let assessment = case.map(|case| engine.assess(&case.answers));
    let mut maker = Maker {
        guideline,
        first_score: guideline.sections.len(),
        first_decision: guideline.sections.len() + guideline.scores.len(),
        boxes: vec![],
        lines: vec![],
    };
    maker.boxes(case, assessment.as_ref());
    for index in 0..guideline.scores.len() {
        let subjects = of_score(guideline, ScoreId(index));
        maker.needs(&subjects, maker.first_score + index);
    }
    for index in 0..guideline.decisions.len() {
        let subjects = of_decision(guideline, DecisionId(index));
        maker.needs(&subjects, maker.first_decision + index);
    }
    let title = "Decisions and what they need".to_owned();
    Graph {
        title,
        notes: notes(guideline, None, case),
        footer: guideline.disclaimer.clone(),
        shape: Shape::Needs,
        boxes: maker.boxes,
        lines: maker.lines,
    }
}

/// The range of an open score; that of a formula says little while its inputs are open.
fn open_score(kind: &ScoreKind, (least, most): (Decimal, Decimal)) -> String {
    match kind {
        ScoreKind::Points(_) => format!("open: {least} to {most}"),
        ScoreKind::Formula(_) => "open".to_owned(),
    }
}

/// What the guards of a decision test.
fn of_decision(guideline: &Guideline, id: DecisionId) -> Vec<Subject> {
    let mut found = Vec::new();
    let decision = &guideline[id];
    let rules = decision.rules.iter().filter_map(|rule| rule.guard.as_ref());
    decision.when.iter().chain(rules).for_each(|guard| tested(guard, &mut found));
    found
}

/// What a score is made from.
fn of_score(guideline: &Guideline, id: ScoreId) -> Vec<Subject> {
    let mut found = Vec::new();
    match &guideline[id].kind {
        ScoreKind::Points(points) => points.iter().for_each(|(guard, _)| tested(guard, &mut found)),
        ScoreKind::Formula(formula) => found = formula.subjects(),
    }
    found
}

fn tested(guard: &Guard, found: &mut Vec<Subject>) {
    for subject in guard.subjects() {
        if !found.contains(&subject) {
            found.push(subject);
        }
    }
}

struct Maker<'a> {
    guideline: &'a Guideline,
    first_score: usize,
    first_decision: usize,
    boxes: Vec<GraphBox>,
    lines: Vec<Line>,
}

impl Maker<'_> {
    fn boxes(&mut self, case: Option<&Case>, assessment: Option<&Assessment>) {
        let guideline = self.guideline;
        for section in &guideline.sections {
            let answered = case.map(|case| {
                let given = |question: &&QuestionId| case.answers.get(**question).is_some();
                section.questions.iter().filter(given).count()
            });
            let count = super::super::words::count(section.questions.len(), "question");
            let (about, mark) = match answered {
                None => (count, Mark::Plain),
                Some(0) => (count, Mark::Off),
                Some(given) => (format!("{given} of {count} answered"), Mark::On),
            };
            let names: Vec<&str> = section.questions.iter().map(|id| guideline[*id].short.as_str()).collect();
            self.add(BoxKind::Section, vec![section.title.clone(), about], names.join(", "), mark);
        }
        for (index, score) in guideline.scores.iter().enumerate() {
            let range = assessment.and_then(|assessment| assessment.scores.get(index)?.range);
            let (about, mark) = match (assessment, range) {
                (None, _) => ("score".to_owned(), Mark::Plain),
                (Some(_), None) => ("no value".to_owned(), Mark::Off),
                (Some(_), Some((least, most))) if least == most => (least.to_string(), Mark::On),
                (Some(_), Some(range)) => (open_score(&score.kind, range), Mark::Open),
            };
            self.add(BoxKind::Score, vec![score.title.clone(), about], String::new(), mark);
        }
        for index in 0..guideline.decisions.len() {
            let state = assessment.map(|assessment| &assessment.decisions[index].state);
            self.decision(DecisionId(index), state);
        }
    }

    fn decision(&mut self, id: DecisionId, state: Option<&State>) {
        let decision = &self.guideline[id];
        let label = |outcome: usize| decision.outcomes.get(outcome).map_or("", |one| one.label.as_str());
        let (about, mark) = match state {
            None => (self.about(id), Mark::Plain),
            Some(State::Skipped { .. }) => ("not applicable".to_owned(), Mark::Off),
            Some(State::Decided { outcome, rule, .. }) => {
                let rule = rule.map_or(String::new(), |rule| format!(" (rule {})", rule + 1));
                (format!("{}{rule}", label(*outcome)), Mark::On)
            }
            Some(State::Open { possible, .. }) => {
                let labels: Vec<&str> = possible.iter().map(label).collect();
                let words = match labels.len() {
                    0 => "open".to_owned(),
                    1..=2 => format!("open: {}", labels.join(" or ")),
                    count => format!("open: {count} outcomes"),
                };
                (words, Mark::Open)
            }
            Some(State::Collected(rules)) => {
                let hold = rules.iter().filter(|holds| **holds == Some(true)).count();
                let open = rules.iter().filter(|holds| holds.is_none()).count();
                let words = format!("{hold} of {} hold", super::super::words::count(rules.len(), "rule"));
                match (hold, open) {
                    (0, 0) => (words, Mark::Off),
                    (_, 0) => (words, Mark::On),
                    (_, open) => (format!("{words}, {open} open"), Mark::Open),
                }
            }
        };
        let kind = if id == self.guideline.strategy { BoxKind::Strategy } else { BoxKind::Decision };
        self.add(kind, vec![decision.title.clone(), about], decision.id.clone(), mark);
    }

    /// Its size, and for advice what it is about.
    fn about(&self, id: DecisionId) -> String {
        let decision = &self.guideline[id];
        let rules = super::super::words::count(decision.rules.len(), "rule");
        if decision.hit == Hit::First {
            return format!("{rules}, {}", super::super::words::count(decision.outcomes.len(), "outcome"));
        }
        let mut domains: Vec<&str> = Vec::new();
        for recommendation in decision.rules.iter().flat_map(|rule| &rule.recommend) {
            let domain = self.guideline[*recommendation].domain.as_str();
            if !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        match domains.as_slice() {
            [] => format!("{rules}, alerts"),
            domains => format!("{rules}: {}", domains.join(", ")),
        }
    }

    fn add(&mut self, kind: BoxKind, text: Vec<String>, detail: String, mark: Mark) {
        self.boxes.push(GraphBox { kind, text, detail, mark });
    }

    /// A line from everything that is tested.
    fn needs(&mut self, subjects: &[Subject], to: usize) {
        let mut from: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for subject in subjects {
            let (at, name) = match subject {
                Subject::Question(id) => (self.guideline[*id].section, &self.guideline[*id].short),
                Subject::Score(id) => (self.first_score + id.0, &self.guideline[*id].title),
                Subject::Decision(id) => (self.first_decision + id.0, &self.guideline[*id].title),
            };
            from.entry(at).or_default().push(name);
        }
        for (from, names) in from {
            let questions = matches!(self.boxes[from].kind, BoxKind::Section);
            let (label, detail) = match questions {
                true => (names.len().to_string(), names.join(", ")),
                false => (String::new(), String::new()),
            };
            self.lines.push(Line { from, to, label, detail, mark: self.boxes[to].mark });
        }
    }
}
