//! Concrete patients: from a path through a diagram to answers that somebody could have given, tried out before
//! they are shown.

use super::super::Engine;
use super::super::compile::End;
use super::super::diagram::{Graph, Leaves, Node, has_var, reach};
use super::super::facts::Facts;
use super::super::variables::{Meaning, PRESENT, Variables};
use super::Check;
use crate::guideline::{Answer, Answers, DecisionId, Guideline, Hit, Kind, OptionSet, QuestionId};

impl Check<'_> {
    /// One of the patients, and whether their answers raise no alert. `None` where the answers for a formula on the
    /// path were not found.
    pub(super) fn patient(&mut self, patients: Node) -> Option<(Answers, bool)> {
        let first = self.one_of(patients)?;
        // Alerts are taken out one after the other, as they show: all at once they are too many.
        let (mut rest, mut patient) = (patients, first.clone());
        loop {
            let (fired, _) = self.engine.rules_met(&patient);
            let guideline = self.guideline();
            let is_alert = |&(decision, rule): &(DecisionId, usize)| {
                let row = &guideline[decision].rules[rule];
                row.alert.is_some() && row.recommend.is_empty()
            };
            let Some((decision, rule)) = fired.into_iter().find(is_alert) else {
                return Some((patient, true));
            };
            self.store.allow(self.effort);
            let alert = self.met(decision, rule);
            let quieter = self.store.not(alert).and_then(|silent| self.store.and(rest, silent));
            match quieter {
                Ok(quieter) if quieter != Node::FALSE && quieter != rest => {
                    rest = quieter;
                    let Some(next) = self.one_of(quieter) else { return Some((first, false)) };
                    patient = next;
                }
                _ => return Some((first, false)),
            }
        }
    }

    /// The answers of one of the patients, tried out: to questions that matter and apply, no more.
    fn one_of(&self, patients: Node) -> Option<Answers> {
        let engine = self.engine;
        let path = self.path(patients);
        let forced = |answers: &Answers| {
            let facts = Facts::of(&engine.guideline, &engine.variables, answers);
            self.reach(patients, &facts) == Leaves::one(1)
        };
        let short = engine.answers_on(&path, self.like())?;
        // Whatever else they answer they stay one: let it be so that each question they answer is asked, and each that
        // is answered for that.
        let asked = |mut answers: Answers| {
            for _ in 0..engine.guideline.questions.len() {
                let facts = Facts::of(&engine.guideline, &engine.variables, &answers);
                let applies = engine.applies(&facts);
                let doubtful: Vec<QuestionId> = answers
                    .iter()
                    .map(|(question, _)| question)
                    .filter(|id| applies[id.0].is_none())
                    .collect();
                if doubtful.is_empty() {
                    break;
                }
                answers = engine.with_inputs_applying(&answers, &doubtful);
            }
            answers
        };
        if forced(&short) {
            return Some(asked(short));
        }
        // A question on the path does not apply, and where the diagram asks it nevertheless other ones count. Whatever
        // the answers to those are, the patient stays one; those that are needed to see it are kept.
        let mut whole = path.clone();
        let support = self.store.support(patients);
        for (var, variable) in engine.variables.all.iter().enumerate() {
            let is_question = matches!(variable.meaning, Meaning::Answer(_) | Meaning::Member(..));
            if is_question && has_var(support, var) && !path.iter().any(|(on_path, _)| *on_path == var) {
                whole.push((var, variable.classes - 1));
            }
        }
        let mut answers = engine.answers_on(&whole, self.like())?;
        if !forced(&answers) {
            return None;
        }
        let given: Vec<QuestionId> = answers.iter().map(|(question, _)| question).collect();
        for question in given.into_iter().filter(|question| short.get(*question).is_none()) {
            let mut fewer = answers.clone();
            fewer.set(question, None);
            if forced(&fewer) {
                answers = fewer;
            }
        }
        Some(asked(answers))
    }

    fn like(&self) -> Option<&Answers> {
        self.like.as_ref().map(|(like, _)| like)
    }

    /// A path to the end 1: each variable on it with its class, that of the patient to be like where it leads there.
    fn path(&self, patients: Node) -> Vec<(usize, usize)> {
        let mut path = Vec::new();
        let mut node = patients;
        while let Some((var, children)) = self.store.branch(node) {
            let reaches = |child: &Node| self.store.leaves(*child).contains(1);
            let alike = self.like.as_ref().and_then(|(_, like)| like.class[var]);
            let alike = alike.filter(|&class| reaches(&children[class]));
            let Some(class) = alike.or_else(|| children.iter().position(reaches)) else { break };
            path.push((var, class));
            node = children[class];
        }
        path
    }

    /// Where a condition can end for these facts.
    fn reach(&self, root: Node, facts: &Facts) -> Leaves {
        let mut ends = Leaves::default();
        let mut seen = rustc_hash::FxHashSet::default();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            match self.store.branch(node) {
                None => ends = ends.or(self.store.leaves(node)),
                Some((var, children)) if seen.insert(node) => {
                    let allowed = children.iter().enumerate();
                    open.extend(
                        allowed
                            .filter(|(class, _)| facts.masks[var] >> class & 1 == 1)
                            .map(|(_, child)| *child),
                    );
                }
                Some(_) => {}
            }
        }
        ends
    }
}

impl Engine {
    /// The rules that fire for certain, in the order of the path, and whether all of that is exact.
    pub(super) fn rules_met(&self, answers: &Answers) -> (Vec<(DecisionId, usize)>, bool) {
        let mut facts = Facts::of(&self.guideline, &self.variables, answers);
        self.find_cut(&mut facts);
        let composed = self.composed();
        let mut fired = Vec::new();
        for (index, decision) in self.guideline.decisions.iter().enumerate() {
            let id = DecisionId(index);
            match decision.hit {
                Hit::First => {
                    let end = reach(&composed.table, composed.fired[index], &facts.masks).only().map(End::of);
                    if let Some(End::Rule(rule)) = end {
                        fired.push((id, rule));
                    }
                }
                Hit::Collect => fired.extend(
                    composed.collected[index]
                        .iter()
                        .enumerate()
                        .filter(|(_, holds)| reach(&composed.table, **holds, &facts.masks).only() == Some(1))
                        .map(|(rule, _)| (id, rule)),
                ),
            }
        }
        (fired, !composed.has_cuts)
    }

    /// Answers that put each variable into its class: only to questions on the path, and only where they apply. Numbers
    /// are those of `like`, where they are in the class.
    pub(super) fn answers_on(&self, path: &[(usize, usize)], like: Option<&Answers>) -> Option<Answers> {
        let (guideline, variables) = (&*self.guideline, &self.variables);
        let mut answers = Answers::none(guideline);
        let mut formulas = Vec::new();
        for &(var, class) in path {
            match variables.all[var].meaning {
                Meaning::Answer(question) => {
                    let alike = like.and_then(|like| like.get(question));
                    let alike = alike.filter(|answer| variables.class_of(var, *answer) == Some(class));
                    let answer = alike.unwrap_or_else(|| typical(guideline, variables, question, var, class));
                    answers.set(question, Some(answer));
                }
                Meaning::Member(question, option) => choose(&mut answers, question, option, class),
                Meaning::Score(score) => formulas.push((score, var, class)),
                Meaning::Outcome(_) | Meaning::Fired(_) | Meaning::Fires(..) | Meaning::Stops(_) => {
                    return None;
                }
            }
        }
        if !formulas.is_empty() {
            answers = self.solve(&answers, path, &formulas)?;
        }
        let applies = self.applies(&Facts::of(guideline, variables, &answers));
        for (index, applies) in applies.into_iter().enumerate() {
            if applies == Some(false) {
                answers.set(QuestionId(index), None);
            }
        }
        Some(answers)
    }
}

/// Adds an option to the answer of an `any_of` question, or leaves it out.
pub(super) fn choose(answers: &mut Answers, question: QuestionId, option: usize, class: usize) {
    let mut chosen = match answers.get(question) {
        Some(Answer::AnyOf { yes, .. }) => yes,
        _ => OptionSet::EMPTY,
    };
    if class == PRESENT {
        chosen = chosen.with(option);
    }
    answers.set(question, Some(Answer::AnyOf { yes: chosen, unknown: OptionSet::EMPTY }));
}

pub(super) fn typical(
    guideline: &Guideline,
    variables: &Variables,
    question: QuestionId,
    var: usize,
    class: usize,
) -> Answer {
    match &guideline[question].kind {
        Kind::YesNo => Answer::YesNo(class == 0),
        Kind::OneOf(_) | Kind::Scale(_) | Kind::AnyOf(_) => Answer::Option(class),
        Kind::Number { .. } => Answer::Number(variables.all[var].runs[class].0),
    }
}
