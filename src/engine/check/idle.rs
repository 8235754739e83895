//! Questions, options and bounds on which nothing depends.

use super::super::diagram::{Graph, Node, add_vars, has_var, remove_var};
use super::super::facts::Facts;
use super::super::range::{self, END};
use super::super::variables::Meaning;
use super::super::{Bound, value_in_words};
use super::{Check, Code};
use crate::engine::Fact;
use crate::guideline::{Answers, Formula, Kind, Place, QuestionId, ScoreId, ScoreKind, Subject};

impl<'a> Check<'a> {
    /// Formulas whose values go beyond what is told apart.
    pub(super) fn overflow(&mut self) {
        let guideline = self.guideline();
        let nothing = Answers::none(guideline);
        let facts = Facts::of(guideline, &self.engine.variables, &nothing);
        for (index, score) in guideline.scores.iter().enumerate() {
            let most = END as f64;
            let range = range::score(guideline, &self.engine.variables, &facts, &nothing, ScoreId(index));
            let ends = [range.low, range.high].into_iter().filter(|end| end.is_finite());
            if let Some(end) = ends.into_iter().find(|end| end.abs() > most) {
                let message = format!(
                    "`{}` can come to {end:e}, and values beyond {most:e} are not told apart",
                    score.id
                );
                let mut finding = self.finding(Code::Overflow, &score.id, &score.place, message);
                finding.hint = "divide by a larger unit".to_owned();
                self.found.push(finding);
            }
        }
    }

    /// Says what nobody would miss.
    pub(super) fn idle(&mut self) {
        let guideline = self.guideline();
        let composed = self.engine.composed();
        let mut used = vec![0; composed.table.words()];
        for root in composed.roots() {
            add_vars(&mut used, composed.table.support(root));
        }
        let alike = self.alike();
        // What stands behind a variable that could not be composed away may matter there.
        let hidden = self.hidden(&used);
        for (index, question) in guideline.questions.iter().enumerate() {
            let id = QuestionId(index);
            let mut vars = self.engine.variables.question(id);
            if hidden[index] {
                continue;
            }
            if !vars.clone().any(|var| has_var(&used, var)) && !self.in_formula(id) {
                let message = format!("no result depends on the question `{}`", question.id);
                let mut finding = self.finding(Code::IdleQuestion, &question.id, &question.place, message);
                finding.hint = "test it in a guard, or take it out".to_owned();
                self.found.push(finding);
                continue;
            }
            let options = question.kind.options();
            let groups: Vec<Vec<usize>> = match &question.kind {
                Kind::OneOf(_) | Kind::Scale(_) => alike[vars.start].clone(),
                Kind::AnyOf(_) => {
                    let start = vars.start;
                    vec![vars.by_ref().filter(|var| !has_var(&used, *var)).map(|var| var - start).collect()]
                }
                Kind::YesNo | Kind::Number { .. } => continue,
            };
            let least = if matches!(question.kind, Kind::AnyOf(_)) { 1 } else { 2 };
            let named = |group: &Vec<usize>| {
                let ids: Vec<String> =
                    group.iter().map(|option| format!("`{}`", options[*option].id)).collect();
                ids.join(", ")
            };
            let groups: Vec<String> = groups.iter().filter(|group| group.len() >= least).map(named).collect();
            if !groups.is_empty() {
                let what =
                    if least == 1 { "no result depends on" } else { "no result depends on which it is of" };
                let message = format!("`{}`: {what} {}", question.id, groups.join("; or of "));
                let mut finding = self.finding(Code::SameOptions, &question.id, &question.place, message);
                let hint =
                    if least == 1 { "test it in a guard, or take it out" } else { "make one option of them" };
                finding.hint = hint.to_owned();
                self.found.push(finding);
            }
        }
        let bounds = self.engine.coverage([]).bounds;
        let may_matter = |bound: &&Bound| match bound.on {
            Subject::Question(question) => hidden[question.0],
            Subject::Score(_) | Subject::Decision(_) => false,
        };
        for bound in bounds.iter().filter(|bound| !bound.observable && !may_matter(bound)) {
            let (id, place) = self.subject(bound.on);
            let message = format!("no result depends on a bound of `{id}`: {}", self.bound(bound));
            let finding = self.finding(Code::IdleBound, id, place, message);
            self.found.push(finding);
        }
    }

    /// The id and the place of a question, score or decision.
    pub(super) fn subject(&self, subject: Subject) -> (&'a str, &'a Place) {
        let guideline = self.guideline();
        match subject {
            Subject::Question(id) => (&guideline[id].id, &guideline[id].place),
            Subject::Score(id) => (&guideline[id].id, &guideline[id].place),
            Subject::Decision(id) => (&guideline[id].id, &guideline[id].place),
        }
    }

    /// A bound in words: `at most 29 % | at least 30 %`.
    pub(super) fn bound(&self, bound: &Bound) -> String {
        let side = |is| value_in_words(self.guideline(), &Fact { on: bound.on, is });
        format!("{} | {}", side(bound.below.clone()), side(bound.above.clone()))
    }

    /// Questions behind variables that stand for decisions and stops which could not be composed.
    fn hidden(&self, used: &[u64]) -> Vec<bool> {
        let mut cut = used.to_vec();
        let variables = &self.engine.variables;
        (0..variables.all.len())
            .filter(|&var| !variables.is_cut(var))
            .for_each(|var| remove_var(&mut cut, var));
        self.questions_behind(&cut)
    }

    fn in_formula(&self, question: QuestionId) -> bool {
        let has = |formula: &Formula| formula.subjects().contains(&Subject::Question(question));
        let scores = &self.guideline().scores;
        scores.iter().any(|score| matches!(&score.kind, ScoreKind::Formula(formula) if has(formula)))
    }

    /// For every variable the groups of classes between which no diagram tells.
    fn alike(&self) -> Vec<Vec<Vec<usize>>> {
        let composed = self.engine.composed();
        let variables = &self.engine.variables.all;
        let mut group: Vec<Vec<usize>> = variables.iter().map(|variable| vec![0; variable.classes]).collect();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut open: Vec<_> = composed.roots().collect();
        while let Some(node) = open.pop() {
            let Some((var, children)) = composed.table.branch(node) else { continue };
            if !seen.insert(node) {
                continue;
            }
            open.extend_from_slice(children);
            let groups = &mut group[var];
            let mut named: Vec<(usize, Node)> = Vec::new();
            for (class, child) in children.iter().enumerate() {
                let key = (groups[class], *child);
                let position = named.iter().position(|other| *other == key).unwrap_or_else(|| {
                    named.push(key);
                    named.len() - 1
                });
                groups[class] = position;
            }
        }
        let together = |groups: &Vec<usize>| {
            let count = groups.iter().max().map_or(0, |most| most + 1);
            let members =
                |group: usize| (0..groups.len()).filter(|&class| groups[class] == group).collect::<Vec<_>>();
            (0..count).map(members).filter(|group| group.len() > 1).collect()
        };
        variables
            .iter()
            .zip(&group)
            .map(|(variable, groups)| match variable.meaning {
                Meaning::Answer(_) => together(groups),
                _ => Vec::new(),
            })
            .collect()
    }
}
