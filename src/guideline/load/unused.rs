//! Warnings about what nothing refers to.

use super::Loader;
use crate::guideline::{Diagnostic, Guideline, Place, QuestionId, ScoreId, Severity, Subject};

impl Loader {
    /// Questions nothing tests, recommendations nothing gives, evidence nobody cites.
    pub(super) fn unused(&mut self, guideline: &Guideline) {
        let mut found: Vec<(Place, String)> = Vec::new();
        for (index, question) in guideline.questions.iter().enumerate() {
            if !self.names.used.contains(&Subject::Question(QuestionId(index))) {
                found.push((question.place.clone(), format!("nothing tests the question `{}`", question.id)));
            }
        }
        for (index, score) in guideline.scores.iter().enumerate() {
            if !self.names.used.contains(&Subject::Score(ScoreId(index))) {
                found.push((score.place.clone(), format!("nothing tests the score `{}`", score.id)));
            }
        }
        let workups: Vec<usize> =
            guideline.questions.iter().filter_map(|question| Some(question.workup?.0)).collect();
        for (index, recommendation) in guideline.recommendations.iter().enumerate() {
            if !self.given.contains(&index) && !workups.contains(&index) {
                let message = format!("nothing gives the recommendation `{}`", recommendation.id);
                found.push((recommendation.place.clone(), message));
            }
        }
        for (index, evidence) in guideline.evidence.iter().enumerate() {
            if !self.cited.contains(&index) {
                found.push((evidence.place.clone(), format!("nobody cites `{}`", evidence.id)));
            }
        }
        for (place, message) in found {
            self.findings.add_at(Diagnostic {
                severity: Severity::Warning,
                place,
                line_text: None,
                width: 1,
                message,
                hint: None,
            });
        }
    }
}
