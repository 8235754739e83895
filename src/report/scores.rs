//! Scores as a clinician reads them: which of them have a part in a case, and their values.

use crate::engine::{self, Assessment, State};
use crate::guideline::{Decimal, Guideline, Item, QuestionId, ScoreId, ScoreKind, Subject};

/// A value of a score, or its range as far as it has ends: a formula to one place. JSON has the exact one.
pub fn score_in_words(guideline: &Guideline, score: ScoreId, (least, most): (Decimal, Decimal)) -> String {
    let rounded = |value: Decimal| match guideline[score].kind {
        ScoreKind::Points(_) => value,
        ScoreKind::Formula(_) => value.rounded(1),
    };
    engine::score_in_words(guideline, score, (rounded(least), rounded(most)))
}

/// Whether a score has a part in the case: each of its terms tests something that applies or may apply, and something
/// that uses it does so, too, unless it is only shown.
pub fn score_applies(guideline: &Guideline, assessment: &Assessment, score: ScoreId) -> bool {
    let applies = |subject: &Subject| subject_applies(guideline, assessment, *subject);
    let terms_apply = match &guideline[score].kind {
        ScoreKind::Points(points) => points.iter().all(|(guard, _)| guard.subjects().iter().any(applies)),
        ScoreKind::Formula(formula) => formula.subjects().iter().all(applies),
    };
    let uses = Item::Score(score).uses(guideline);
    let is_used = |by: Item| match by {
        Item::Decision(id) | Item::Rule(id, _) => {
            let state = assessment.decisions.get(id.0).map(|decision| &decision.state);
            !matches!(state, Some(State::Skipped { .. }))
        }
        Item::Score(by) => score_applies(guideline, assessment, by),
        _ => true,
    };
    terms_apply && (uses.is_empty() || uses.iter().any(|by| is_used(by.by)))
}

fn subject_applies(guideline: &Guideline, assessment: &Assessment, subject: Subject) -> bool {
    match subject {
        Subject::Question(QuestionId(question)) => assessment.applies.get(question) != Some(&Some(false)),
        // A score inside another one: what it is made from, whoever uses it.
        Subject::Score(score) => {
            let made_from = guideline[score].kind.subjects();
            made_from.into_iter().any(|subject| subject_applies(guideline, assessment, subject))
        }
        Subject::Decision(_) => true,
    }
}
