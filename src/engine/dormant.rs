//! Answers that are kept and have no effect.

use rustc_hash::FxHashSet;

use super::assess::Case;
use super::compose::Composed;
use super::diagram::{Graph, Node, add_var, has_var, reach, remove_var};
use super::facts::Known;
use super::store::Store;
use super::variables::Meaning;
use crate::guideline::{Guard, Guideline, Hit, QuestionId, ScoreId, Subject};

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
        let Composed { table, strategy, advice, .. } = engine.composed();
        let mut matters = vec![!self.exact; engine.guideline.questions.len()];
        let mut seen = FxHashSet::default();
        let mut open: Vec<Node> = advice.clone();
        open.push(*strategy);
        open.extend(self.alarms());
        open.extend(self.stops_of_work_up());
        let mut several = Vec::new();
        // Answers of which it is not known yet.
        let mut asked = vec![0; table.words()];
        for (var, variable) in engine.variables.all.iter().enumerate() {
            let known = match variable.meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => !matters[question.0],
                _ => true,
            };
            if known && self.overlay.class(var).is_some() {
                add_var(&mut asked, var);
            }
        }
        while let Some(node) = open.pop() {
            let Some((var, children)) = table.branch(node) else { continue };
            if !table.support(node).iter().zip(&asked).any(|(below, asked)| below & asked != 0)
                || !seen.insert(node)
            {
                continue;
            }
            let Some(class) = self.overlay.class(var) else {
                open.extend_from_slice(children);
                continue;
            };
            open.push(children[class]);
            let question = match engine.variables.all[var].meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => question,
                Meaning::Score(score) => {
                    behind(&engine.guideline, score).into_iter().for_each(|id| matters[id.0] = true);
                    continue;
                }
                _ => continue,
            };
            if !matters[question.0] {
                matters[question.0] = children.iter().any(|&child| self.differ(child, children[class]));
                if matters[question.0] {
                    engine.variables.question(question).for_each(|var| remove_var(&mut asked, var));
                }
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

    /// The rules that alert: no question is asked for them, yet an answer that one shows is not without effect.
    fn alarms(&self) -> Vec<Node> {
        let Composed { fired, collected, .. } = self.engine.composed();
        let mut roots = Vec::new();
        for (index, decision) in self.engine.guideline.decisions.iter().enumerate() {
            for (rule, _) in decision.rules.iter().enumerate().filter(|(_, row)| row.alert.is_some()) {
                roots.push(match decision.hit {
                    Hit::Collect => collected[index][rule],
                    Hit::First => fired[index],
                });
            }
        }
        roots
    }

    /// Where stops forbid the work-up of what is to be found out.
    fn stops_of_work_up(&self) -> Vec<Node> {
        let engine = self.engine;
        let wanted = engine.stopped_workups.iter().filter(|&&id| !self.found_out_by(id).is_empty());
        wanted.map(|id| engine.composed().forbidden[id.0]).collect()
    }

    /// Whether two diagrams differ under the answers, and in what is possible for the numbers of formulas, too.
    fn differ(&mut self, one: Node, other: Node) -> bool {
        self.overlay.differ(one, other) && {
            let (left, right) = (self.ends(one), self.ends(other));
            left != right || left.only().is_none()
        }
    }

    fn matters_as_a_whole(&self, question: QuestionId) -> bool {
        let Composed { table, strategy, advice, .. } = &self.engine.composed();
        let variables = &self.engine.variables;
        let vars = variables.question(question);
        let mut masks = self.facts.masks.clone();
        vars.clone().for_each(|var| masks.free(var));
        let mut overlay = Store::within(table, self.engine.order());
        for (var, class) in (0..variables.all.len()).map(|var| (var, self.overlay.class(var))) {
            if let (Some(class), false) = (class, vars.contains(&var)) {
                overlay.fix(var, class);
            }
        }
        let roots = advice.iter().chain([strategy]).copied();
        roots.chain(self.alarms()).chain(self.stops_of_work_up()).any(|root| {
            reach(table, root, &masks).only().is_none() && {
                let root = overlay.restrict(root);
                vars.clone().any(|var| has_var(overlay.support(root), var))
            }
        })
    }
}

/// Every question on which a score may depend: its inputs, and those that decide whether they apply.
fn behind(guideline: &Guideline, score: ScoreId) -> Vec<QuestionId> {
    let (mut found, mut open) = (Vec::new(), vec![Subject::Score(score)]);
    while let Some(subject) = open.pop() {
        match subject {
            Subject::Question(question) if !found.contains(&question) => {
                found.push(question);
                open.extend(guideline[question].asks_when.iter().flat_map(Guard::subjects));
            }
            // A score tests the scores above it, and no decision.
            Subject::Question(_) | Subject::Decision(_) => {}
            Subject::Score(score) => open.extend(guideline[score].kind.subjects()),
        }
    }
    found
}
