//! What is found, and what is only not proved: a finding is a fact where a patient shows it, else a doubt with its cause.

use super::{Check, Finding};
use crate::engine::diagram::{Graph, Leaves, Node, has_var, share};
use crate::engine::store::OverBudget;
use crate::guideline::{ScoreId, ScoreKind};

/// Whom a finding concerns; too many nodes where that could not be found out.
pub(super) type Patients = Result<Node, OverBudget>;

/// What is said instead where a finding is not proved, and what to do then.
pub(super) struct Doubt {
    pub(super) message: String,
    pub(super) hint: String,
}

impl Check<'_> {
    /// Adds a finding with its patients, or the doubt where none of them could be found.
    pub(super) fn add(&mut self, mut finding: Finding, doubt: Doubt, patients: Patients) {
        if let Ok(patients) = patients {
            finding.patient = self.patient(patients).map(|(patient, _)| patient);
            finding.unproven = !self.proved(patients);
            // The values of a formula are counted as free of its inputs: not every combination has patients.
            if self.formulas(patients).is_empty() {
                finding.share = Some(share(&self.store, patients, Leaves::one(1)));
            }
        }
        finding.unproven |= finding.patient.is_none();
        if finding.unproven {
            finding.share = None;
            finding.message = doubt.message;
            finding.hint = format!("{}; {}", self.why_unproven(patients), doubt.hint);
        }
        self.found.push(finding);
    }

    /// Whether a diagram is over questions only, so that what it says of an end is proved.
    pub(super) fn proved(&self, node: Node) -> bool {
        let support = self.store.support(node);
        let variables = &self.engine.variables;
        !(0..variables.all.len()).any(|var| variables.is_cut(var) && has_var(support, var))
    }

    /// Why there is no proof.
    pub(super) fn why_unproven(&self, patients: Patients) -> String {
        match patients {
            Ok(patients) if !self.proved(patients) => {
                "not proved: the guideline is too large to be composed as a whole, see `mcrc guideline order`"
                    .to_owned()
            }
            Ok(patients) => match self.formulas(patients).as_slice() {
                [] => "no such patient could be made up".to_owned(),
                [one] => format!("it could not be proved, because `{one}` is a formula"),
                several => {
                    format!("it could not be proved, because `{}` are formulas", several.join("` and `"))
                }
            },
            Err(OverBudget) => {
                format!("not proved within {} nodes, see `--effort`", self.effort)
            }
        }
    }

    /// The scores with a formula on which a diagram depends.
    fn formulas(&self, node: Node) -> Vec<&str> {
        let support = self.store.support(node);
        let scores = self.guideline().scores.iter().enumerate();
        scores
            .filter(|(index, score)| {
                matches!(score.kind, ScoreKind::Formula(_))
                    && has_var(support, self.engine.variables.score(ScoreId(*index)))
            })
            .map(|(_, score)| score.id.as_str())
            .collect()
    }
}
