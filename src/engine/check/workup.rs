//! Recommendations that exclude each other: no patient may get two of them, by rules or as work-up.
//!
//! Work-up is advised while an answer is unknown and matters. Where nothing is known yet every question that can matter
//! at all does, so somebody is advised the work-up of a question wherever the question applies and no stop forbids it:
//! that, and no less, has to be kept apart.

use std::cell::OnceCell;

use super::{Check, Code, Doubt, Patients};
use crate::engine::diagram::{Node, has_var};
use crate::engine::facts::Facts;
use crate::engine::next::Backwards;
use crate::engine::variables::Meaning;
use crate::guideline::{Answer, Answers, QuestionId, RecommendationId};

impl Check<'_> {
    /// No patient gets two recommendations that exclude each other.
    pub(super) fn exclusions(&mut self) {
        let guideline = self.guideline();
        let pairs: Vec<(RecommendationId, RecommendationId)> = (0..guideline.recommendations.len())
            .map(RecommendationId)
            .flat_map(|one| guideline[one].excludes.iter().map(move |&other| (one, other)))
            .collect();
        if pairs.is_empty() {
            return;
        }
        // A whole assessment, and seldom needed: most exclusions are of rules.
        let matters = OnceCell::new();
        for (one, other) in pairs {
            self.store.allow(self.effort);
            let advice = &self.engine.composed().advice;
            let both = (self.ending(advice[one.0], 1), self.ending(advice[other.0], 1));
            let both = self.store.and(both.0, both.1);
            if both != Ok(Node::FALSE) {
                self.both_by_rules(one, other, both);
                continue;
            }
            let finds_out = |id: RecommendationId| -> Vec<QuestionId> {
                let questions = (0..guideline.questions.len()).map(QuestionId);
                questions
                    .filter(|question| guideline[*question].workup == Some(id))
                    .filter(|question| matters.get_or_init(|| self.matters())[question.0])
                    .collect()
            };
            let questions = [finds_out(one), finds_out(other)];
            if questions.iter().all(Vec::is_empty) {
                continue;
            }
            let wanted = [self.wanted(one, &questions[0]), self.wanted(other, &questions[1])];
            let both = wanted[0].and_then(|one| self.store.and(one, wanted[1]?));
            if both != Ok(Node::FALSE) {
                self.both_as_workup([one, other], &questions, both);
            }
        }
    }

    fn both_by_rules(&mut self, one: RecommendationId, other: RecommendationId, both: Patients) {
        let guideline = self.guideline();
        let (id, other_id) = (&guideline[one].id, &guideline[other].id);
        let message = format!("`{id}` and `{other_id}` exclude each other, yet a patient gets both");
        let mut finding = self.finding(Code::Exclusion, id, &guideline[one].place, message);
        finding.hint = "let one of the rules named here exclude these patients".to_owned();
        let doubt = Doubt {
            message: format!(
                "it is not proved that no patient gets both `{id}` and `{other_id}`, which exclude each other"
            ),
            hint: "let the rules of one test what those of the other test".to_owned(),
        };
        self.add_advice(finding, doubt, both, &[one, other]);
    }

    fn both_as_workup(
        &mut self,
        ids: [RecommendationId; 2],
        questions: &[Vec<QuestionId>; 2],
        both: Patients,
    ) {
        let guideline = self.guideline();
        let [one, other] = ids.map(|id| &guideline[id].id);
        let message = format!(
            "`{one}` and `{other}` exclude each other, yet a patient whose answers are unknown gets both"
        );
        let mut finding = self.finding(Code::Exclusion, one, &guideline[ids[0]].place, message);
        let named = |id: QuestionId| format!("`{}`", guideline[id].id);
        for (id, questions) in [one, other].into_iter().zip(questions) {
            let finds_out: Vec<String> = questions.iter().copied().map(named).collect();
            finding.path.push(match finds_out.is_empty() {
                true => format!("`{id}` by a rule"),
                false => format!("`{id}` as the work-up of {}", finds_out.join(", ")),
            });
        }
        finding.hint =
            "keep the two apart: by `asks_when:` of a question, by a stop that forbids one of them, or with \
                        another `workup:`; or take `excludes:` out, if they may come together"
                .to_owned();
        match both {
            Ok(both) if self.proved(both) => {
                finding.patient = self.unknowing(both, ids, &questions.concat());
            }
            both => {
                finding.unproven = true;
                finding.message = format!(
                    "it is not proved that no patient gets both `{one}` and `{other}`, which exclude each other"
                );
                finding.hint = format!("{}; {}", self.why_unproven(both), finding.hint);
            }
        }
        self.found.push(finding);
    }

    /// A patient of these, who does not know the answers to some questions, and gets both.
    fn unknowing(
        &mut self,
        both: Node,
        ids: [RecommendationId; 2],
        unknown: &[QuestionId],
    ) -> Option<Answers> {
        let (mut patient, _) = self.patient(both)?;
        let gets_both = |patient: &Answers| {
            let assessment = self.engine.assess(patient);
            ids.iter().all(|id| assessment.recommendations.iter().any(|advice| advice.recommendation == *id))
        };
        for question in unknown {
            patient.set(*question, Some(Answer::Unknown));
        }
        if gets_both(&patient) {
            return Some(patient);
        }
        // Where these answers leave the questions without effect, nothing known does not.
        Some(self.nothing_known()).filter(gets_both)
    }

    /// Where a recommendation is given: by rules, or as the work-up of questions where they apply.
    fn wanted(&mut self, id: RecommendationId, questions: &[QuestionId]) -> Patients {
        let composed = self.engine.composed();
        let mut wanted = self.ending(composed.advice[id.0], 1);
        let allowed = self.ending(composed.forbidden[id.0], 0);
        for question in questions {
            let applies = composed.applies[question.0].unwrap_or(Node::TRUE);
            let both = self.store.and(applies, allowed)?;
            wanted = self.store.or(wanted, both)?;
        }
        Ok(wanted)
    }

    /// Which questions can matter at all: to a result, or to whether a stop forbids the work-up of another.
    fn matters(&self) -> Vec<bool> {
        let mut matters = vec![false; self.guideline().questions.len()];
        let assessment = self.engine.assess(&self.nothing_known());
        assessment.workup.iter().for_each(|item| matters[item.question.0] = true);
        matters
    }

    /// Every answer unknown.
    fn nothing_known(&self) -> Answers {
        let mut answers = Answers::none(self.guideline());
        for question in (0..self.guideline().questions.len()).map(QuestionId) {
            answers.set(question, Some(Answer::Unknown));
        }
        answers
    }

    /// The questions behind some variables: their own, and those that decisions and scores among them stand for.
    pub(super) fn questions_behind(&self, support: &[u64]) -> Vec<bool> {
        let engine = self.engine;
        let guideline = self.guideline();
        let facts = Facts::of(guideline, &engine.variables, &Answers::none(guideline));
        let mut walk = Backwards::new(engine, &facts);
        let mut found = vec![false; guideline.questions.len()];
        for (var, variable) in
            engine.variables.all.iter().enumerate().filter(|(var, _)| has_var(support, *var))
        {
            match variable.meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => found[question.0] = true,
                _ => walk.variable(var),
            }
        }
        walk.met.into_iter().for_each(|question| found[question.0] = true);
        found
    }
}
