//! Answers that are kept and have no effect.

use rustc_hash::FxHashSet;

use super::assess::Case;
use super::compose::Composed;
use super::diagram::{Graph, Node, has_var};
use super::facts::Known;
use super::store::Store;
use super::variables::Meaning;
use crate::guideline::QuestionId;

impl Case<'_> {
    /// Answered questions that do not apply, or whose answer alone changes nothing.
    pub(super) fn dormant(&mut self, applies: &[Option<bool>]) -> Vec<QuestionId> {
        let matters = self.matters();
        (0..applies.len())
            .filter(|&index| match self.facts.known[index] {
                Known::Unanswered => false,
                _ if applies[index] == Some(false) => true,
                Known::Unknown => !self.relevant[index] && !matters[index],
                Known::Answered => !matters[index],
            })
            .map(QuestionId)
            .collect()
    }

    /// For each question, whether another answer to it alone could change the result.
    fn matters(&mut self) -> Vec<bool> {
        let engine = self.engine;
        let Composed { table, outcome, advice, .. } = &engine.composed();
        let mut matters = vec![!self.exact; engine.guideline.questions.len()];
        let mut seen = FxHashSet::default();
        let mut open: Vec<Node> = advice.clone();
        open.push(outcome[engine.guideline.strategy.0]);
        // What turns a storey may turn what stands on it.
        open.extend(engine.composed().storeys.iter().map(|storey| outcome[storey.0]));
        let mut several = Vec::new();
        while let Some(node) = open.pop() {
            let Some((var, children)) = table.branch(node) else { continue };
            if !seen.insert(node) {
                continue;
            }
            let Some(class) = self.overlay.class(var) else {
                open.extend_from_slice(children);
                continue;
            };
            open.push(children[class]);
            let (Meaning::Answer(question) | Meaning::Member(question, _)) =
                engine.variables.all[var].meaning
            else {
                continue;
            };
            if !matters[question.0] {
                let here = self.overlay.restrict(children[class]);
                matters[question.0] = children.iter().any(|&child| self.overlay.restrict(child) != here);
            }
            if engine.variables.question(question).len() > 1 && !several.contains(&question) {
                several.push(question);
            }
        }
        // Several options changed at once may matter where no single one does.
        for question in several {
            matters[question.0] = matters[question.0] || self.matters_as_a_whole(question);
        }
        matters
    }

    fn matters_as_a_whole(&self, question: QuestionId) -> bool {
        let Composed { table, outcome, advice, .. } = &self.engine.composed();
        let mut overlay = Store::beside(table, &self.engine.order);
        let vars = self.engine.variables.question(question);
        for (var, class) in (0..self.engine.variables.all.len()).map(|var| (var, self.overlay.class(var))) {
            if let (Some(class), false) = (class, vars.contains(&var)) {
                overlay.fix(var, class);
            }
        }
        let storeys = self.engine.composed().storeys.iter().map(|storey| &outcome[storey.0]);
        advice.iter().chain(storeys).chain([&outcome[self.engine.guideline.strategy.0]]).any(|&root| {
            let root = overlay.restrict(root);
            vars.clone().any(|var| has_var(overlay.support(root), var))
        })
    }
}
