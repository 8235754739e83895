//! The names that guards test, and which of them each may.

use crate::guideline::{Choice, DecisionId, Hit, Kind, Place, ScoreId, Subject};

/// What a name may stand for in a guard.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) subject: Subject,
    pub(crate) is: Is,
}

/// What is known of a name.
#[derive(Clone, Debug)]
pub(crate) enum Is {
    Question(Kind),
    Decision { hit: Hit, outcomes: Vec<Choice>, ordered: bool },
    Score,
}

/// What a guard may test where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scope {
    /// Questions only (`asks_when`).
    Questions,
    /// Questions and the scores before this one.
    Scores(usize),
    /// Questions, scores and the decisions before this one.
    Decisions(usize),
}

/// All names of a guideline.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) all: Vec<Named>,
    /// Where each of them stands.
    places: Vec<Place>,
    index: std::collections::HashMap<String, usize>,
    /// Names of what has an error of its own, told where it stands.
    pub(crate) broken: std::collections::HashSet<String>,
    /// Some names could not be read at all: one that is not known may have been meant to be.
    pub(crate) incomplete: bool,
    /// Which questions, decisions and scores some guard tests.
    pub(crate) used: std::collections::HashSet<Subject>,
}

impl Names {
    /// Adds a name that stands there; returns false where it is taken.
    pub(crate) fn add(&mut self, named: Named, place: Place) -> bool {
        if self.index.contains_key(&named.id) {
            return false;
        }
        self.index.insert(named.id.clone(), self.all.len());
        self.all.push(named);
        self.places.push(place);
        true
    }

    /// Where a name stands.
    pub(crate) fn place(&self, id: &str) -> Option<&Place> {
        self.index.get(id).map(|&index| &self.places[index])
    }

    /// What a name stands for.
    pub(crate) fn get(&self, id: &str) -> Option<&Named> {
        self.index.get(id).map(|&index| &self.all[index])
    }

    pub(super) fn in_scope(&self, scope: Scope) -> impl Iterator<Item = &str> + Clone {
        self.all.iter().filter(move |named| visible(named.subject, scope)).map(|named| named.id.as_str())
    }
}

/// Whether a guard that stands there may test it.
pub(super) fn visible(subject: Subject, scope: Scope) -> bool {
    match (subject, scope) {
        (Subject::Question(_), _) => true,
        (Subject::Score(ScoreId(score)), Scope::Scores(before)) => score < before,
        (Subject::Score(_), Scope::Decisions(_)) => true,
        (Subject::Decision(DecisionId(decision)), Scope::Decisions(before)) => decision < before,
        (Subject::Score(_) | Subject::Decision(_), _) => false,
    }
}
