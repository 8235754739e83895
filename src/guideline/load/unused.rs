//! Warnings about what nothing refers to.

use super::Loader;
use crate::guideline::{Diagnostic, Guideline, Place, QuestionId, ScoreId, Severity, Subject};

impl Loader {
    /// Questions nothing tests, recommendations nothing gives, evidence nobody cites.
    pub(super) fn unused(&mut self, guideline: &Guideline) {
        let mut found: Vec<(Place, String, &str)> = Vec::new();
        for (index, question) in guideline.questions.iter().enumerate() {
            if !self.names.used.contains(&Subject::Question(QuestionId(index))) {
                let message = format!("nothing tests the question `{}`", question.id);
                found.push((question.place.clone(), message, "test it in a guard, or remove the question"));
            }
        }
        for (index, score) in guideline.scores.iter().enumerate() {
            if !self.names.used.contains(&Subject::Score(ScoreId(index))) {
                let message = format!("nothing tests the score `{}`", score.id);
                found.push((score.place.clone(), message, "test it in a guard, or remove the score"));
            }
        }
        let workups: Vec<usize> =
            guideline.questions.iter().filter_map(|question| Some(question.workup?.0)).collect();
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            if !self.given.contains(&index) && !workups.contains(&index) {
                let message = format!("nothing gives the recommendation `{}`", recommendation.id);
                let hint = "name it in `recommend:` of a rule or `workup:` of a question, or remove it";
                found.push((recommendation.place.clone(), message, hint));
            }
        }
        for (index, evidence) in guideline.evidence.iter().enumerate() {
            if !self.cited.contains(&index) {
                let hint = "name it in `evidence:` of a rule or a stop, or remove it";
                found.push((evidence.place.clone(), format!("nothing cites `{}`", evidence.id), hint));
            }
        }
        for (place, message, hint) in found {
            self.findings.add_at(Diagnostic {
                severity: Severity::Warning,
                place,
                line_text: None,
                width: 1,
                message,
                hint: Some(hint.to_owned()),
            });
        }
    }
}
