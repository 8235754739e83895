//! The order of variables that was found for a guideline (`order.yaml`). It changes sizes and times, never a result.

use super::{Loader, Source};
use crate::guideline::document::Node;
use crate::guideline::findings::{items, suggestion, text};
use crate::guideline::resolve::Is;
use crate::guideline::{Kind, Placed};

impl Loader {
    /// Questions, their options (`question.option`) and scores, first to last; what is missing comes after them.
    pub(super) fn order(&mut self, source: Option<&Source>) -> Vec<Placed> {
        let Some(source) = source else { return Vec::new() };
        let mut order = Vec::new();
        for node in items(&mut self.findings, source.file, &source.root, "order.yaml") {
            let Some(name) = text(&mut self.findings, source.file, node, "order.yaml") else { continue };
            match self.placed(source, node, &name) {
                Some(placed) if !order.contains(&placed) => order.push(placed),
                Some(_) => self.misplaced(source, node, format!("`{name}` is there twice"), None),
                None => {}
            }
        }
        order
    }

    fn placed(&mut self, source: &Source, node: &Node, name: &str) -> Option<Placed> {
        let (subject, option) = match name.split_once('.') {
            Some((subject, option)) => (subject, Some(option)),
            None => (name, None),
        };
        let Some(named) = self.names.get(subject).cloned() else {
            if self.names.incomplete || self.names.broken.contains(subject) {
                return None;
            }
            let known = self.names.all.iter().filter(|named| !matches!(named.is, Is::Decision { .. }));
            let hint = suggestion(subject, known.map(|named| named.id.as_str()));
            let message = format!("there is no question or score `{subject}`");
            self.misplaced(source, node, message, hint);
            return None;
        };
        if matches!(named.is, Is::Decision { .. }) {
            let message = format!("`{subject}` is a decision, and only questions and scores have an order");
            self.misplaced(source, node, message, Some("remove it".to_owned()));
            return None;
        }
        let Some(option) = option else { return Some(Placed { subject: named.subject, option: None }) };
        let Is::Question(Kind::AnyOf(options)) = &named.is else {
            let message = format!("`{subject}` is one variable and has no parts");
            self.misplaced(source, node, message, Some(format!("write `{subject}`")));
            return None;
        };
        let position = options.iter().position(|choice| choice.id == option);
        if position.is_none() {
            let hint = suggestion(option, options.iter().map(|choice| choice.id.as_str()));
            let message = format!("`{subject}` has no option `{option}`");
            self.misplaced(source, node, message, hint);
        }
        position.map(|option| Placed { subject: named.subject, option: Some(option) })
    }

    /// What cannot be placed is left out: the order of the others helps all the same.
    fn misplaced(&mut self, source: &Source, node: &Node, message: String, hint: Option<String>) {
        let anew = "make the order anew with `mcrc guideline order`";
        let hint = match hint {
            Some(hint) => format!("{hint}{} {anew}", if hint.ends_with('?') { " Or" } else { ", or" }),
            None => anew.to_owned(),
        };
        self.findings.warning(source.file, node.spot, message, Some(hint));
    }
}
