//! Two guidelines as one: the questions of both, each side's decisions, scores and stops over them.
//!
//! What both say alike stands in it once, so that it is composed once, and is equal whether or not composition fits
//! its budget. Everything else stands in it twice, and each side has its own. Texts are taken for questions and scores
//! only: nothing else of the joint guideline is shown to anybody.

use super::translate::Translator;
use crate::engine::TooLarge;
use crate::guideline::{
    Choice, DecisionId, Guideline, Kind, OptionSet, Placed, Question, QuestionId, Recommendation,
    RecommendationId, ScoreId, Section, StopId, Subject,
};

/// Where the parts of one guideline stand in the joint one.
#[derive(Clone, Debug, Default)]
pub(super) struct Side {
    pub(super) questions: Vec<QuestionId>,
    /// For each question the positions of its options in the joint question.
    pub(super) options: Vec<Vec<usize>>,
    pub(super) decisions: Vec<DecisionId>,
    pub(super) scores: Vec<ScoreId>,
    pub(super) recommendations: Vec<RecommendationId>,
    pub(super) stops: Vec<StopId>,
}

impl Side {
    /// A set of options of one of the side's questions, in the joint question.
    pub(super) fn set(&self, question: QuestionId, set: OptionSet) -> OptionSet {
        set.iter().filter_map(|position| self.options[question.0].get(position).copied()).collect()
    }

    /// The options that the side knows of one of its questions, in the joint question.
    pub(super) fn known(&self, question: QuestionId) -> OptionSet {
        self.options[question.0].iter().copied().collect()
    }

    fn placed(&self, placed: Placed) -> Option<Placed> {
        let (subject, option) = match (placed.subject, placed.option) {
            (Subject::Question(question), Some(option)) => {
                let option = *self.options[question.0].get(option)?;
                (Subject::Question(self.questions[question.0]), Some(option))
            }
            (Subject::Question(question), None) => (Subject::Question(self.questions[question.0]), None),
            (Subject::Score(score), _) => (Subject::Score(self.scores[score.0]), None),
            (Subject::Decision(_), _) => return None,
        };
        Some(Placed { subject, option })
    }
}

/// Two guidelines as one.
#[derive(Debug)]
pub(super) struct Joint {
    pub(super) guideline: Guideline,
    /// The old one, and the new one.
    pub(super) sides: [Side; 2],
    /// The questions that both have and do not ask of the same patients.
    pub(super) asked_apart: Vec<QuestionId>,
    /// For each new decision whether its own rules are written differently from those of its twin, or it has none.
    pub(super) rewritten: Vec<bool>,
}

/// Puts two guidelines together. Errors: a question that has too many options in the two of them together.
pub(super) fn join(old: &Guideline, new: &Guideline) -> Result<Joint, TooLarge> {
    let mut joint = Joint {
        guideline: without_content(new),
        sides: [Side::default(), Side::default()],
        asked_apart: Vec::new(),
        rewritten: Vec::new(),
    };
    joint.questions(old, new)?;
    let mut translator = Translator::new([old, new], joint);
    translator.all();
    let mut joint = translator.finish();
    let orders = [(1, new), (0, old)].map(|(side, guideline)| {
        guideline.order.iter().filter_map(|&placed| joint.sides[side].placed(placed)).collect::<Vec<Placed>>()
    });
    let [new_order, old_order] = orders;
    joint.guideline.order = union(new_order, old_order, |one, other| one == other).0;
    Ok(joint)
}

/// Whether answers to two questions of one id mean the same: else they are two questions.
pub(super) fn comparable(old: &Question, new: &Question) -> bool {
    match (&old.kind, &new.kind) {
        (Kind::YesNo, Kind::YesNo) | (Kind::AnyOf(_), Kind::AnyOf(_)) => true,
        (Kind::OneOf(_) | Kind::Scale(_), Kind::OneOf(_) | Kind::Scale(_)) => true,
        (Kind::Number { unit: old, .. }, Kind::Number { unit: new, .. }) => old == new,
        _ => false,
    }
}

impl Joint {
    fn questions(&mut self, old: &Guideline, new: &Guideline) -> Result<(), TooLarge> {
        let same = |new: &&Question, old: &&Question| new.id == old.id && comparable(old, new);
        let (all, places) = union(new.questions.iter().collect(), old.questions.iter().collect(), same);
        let from_new = |id: &Question| new.questions.iter().position(|other| std::ptr::eq(other, id));
        self.sides[0].questions = places.into_iter().map(QuestionId).collect();
        self.sides[1].questions = vec![QuestionId(0); new.questions.len()];
        self.sides[0].options = vec![Vec::new(); old.questions.len()];
        self.sides[1].options = vec![Vec::new(); new.questions.len()];
        for (index, question) in all.into_iter().enumerate() {
            let in_new = from_new(question);
            let in_old = self.sides[0].questions.iter().position(|place| place.0 == index);
            if let Some(position) = in_new {
                self.sides[1].questions[position] = QuestionId(index);
            }
            let kinds =
                [in_old.map(|position| &old.questions[position]), in_new.map(|at| &new.questions[at])];
            let (kind, options) = kind(kinds.map(|question| question.map(|question| &question.kind)));
            if kind.options().len() > OptionSet::CAPACITY {
                return Err(TooLarge(format!(
                    "question `{}` has more than {} options in the two versions together",
                    question.id,
                    OptionSet::CAPACITY
                )));
            }
            for ((side, at), options) in self.sides.iter_mut().zip([in_old, in_new]).zip(options) {
                if let Some(at) = at {
                    side.options[at] = options;
                }
            }
            self.guideline.questions.push(Question {
                kind,
                asks_when: None,
                workup: None,
                section: 0,
                ..question.clone()
            });
        }
        let questions = (0..self.guideline.questions.len()).map(QuestionId).collect();
        self.guideline.sections = vec![Section {
            title: String::new(),
            pinned: false,
            none_of_these: Vec::new(),
            none_label: String::new(),
            questions,
        }];
        // Each side's recommendations are its own: whether they are given alike is what is to be found out.
        for (side, guideline) in self.sides.iter_mut().zip([old, new]) {
            let first = self.guideline.recommendations.len();
            let bare = |recommendation: &Recommendation| Recommendation {
                excludes: Vec::new(),
                ..recommendation.clone()
            };
            self.guideline.recommendations.extend(guideline.recommendations.iter().map(bare));
            side.recommendations =
                (first..self.guideline.recommendations.len()).map(RecommendationId).collect();
        }
        Ok(())
    }
}

/// What an answer to a question looks like in the old guideline, the new one, or both; and where each side's options
/// stand among those of both.
fn kind(kinds: [Option<&Kind>; 2]) -> (Kind, [Vec<usize>; 2]) {
    let all = |kind: &Kind| (0..kind.options().len()).collect();
    match kinds {
        [Some(Kind::Number { min: from, max: to, decimals: places, .. }), Some(new)] => {
            let mut kind = new.clone();
            if let Kind::Number { min, max, decimals, .. } = &mut kind {
                (*min, *max, *decimals) = ((*from).min(*min), (*to).max(*max), (*places).max(*decimals));
            }
            (kind, [Vec::new(), Vec::new()])
        }
        [Some(old), Some(new)] => {
            let same = |new: &Choice, old: &Choice| new.id == old.id;
            let (options, places) = union(new.options().to_vec(), old.options().to_vec(), same);
            let place = |choice: &Choice| options.iter().position(|other| other.id == choice.id);
            let new_places = new.options().iter().filter_map(place).collect();
            let kind = match new {
                Kind::OneOf(_) => Kind::OneOf(options),
                Kind::Scale(_) => Kind::Scale(options),
                Kind::AnyOf(_) => Kind::AnyOf(options),
                Kind::YesNo | Kind::Number { .. } => new.clone(),
            };
            (kind, [places, new_places])
        }
        [Some(old), None] => (old.clone(), [all(old), Vec::new()]),
        [None, Some(new)] => (new.clone(), [Vec::new(), all(new)]),
        [None, None] => (Kind::YesNo, [Vec::new(), Vec::new()]),
    }
}

/// The items of the new list with those of the old one that are not in it, each after the one that it stood after;
/// and for each old item its position.
pub(super) fn union<T>(new: Vec<T>, old: Vec<T>, same: impl Fn(&T, &T) -> bool) -> (Vec<T>, Vec<usize>) {
    let mut all: Vec<(T, Option<usize>)> = new.into_iter().map(|item| (item, None)).collect();
    let (mut at, count) = (0, old.len());
    for (index, item) in old.into_iter().enumerate() {
        match all.iter().position(|(other, taken)| taken.is_none() && same(other, &item)) {
            Some(position) => {
                all[position].1 = Some(index);
                at = position + 1;
            }
            None => {
                all.insert(at, (item, Some(index)));
                at += 1;
            }
        }
    }
    let mut places = vec![0; count];
    for (position, (_, old)) in all.iter().enumerate() {
        if let Some(old) = old {
            places[*old] = position;
        }
    }
    (all.into_iter().map(|(item, _)| item).collect(), places)
}

fn without_content(guideline: &Guideline) -> Guideline {
    Guideline {
        sections: Vec::new(),
        questions: Vec::new(),
        decisions: Vec::new(),
        scores: Vec::new(),
        recommendations: Vec::new(),
        evidence: Vec::new(),
        stops: Vec::new(),
        order: Vec::new(),
        ..guideline.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::union;

    #[test]
    fn what_only_the_old_list_has_stands_where_it_stood() {
        let (all, places) = union(vec!["b", "x", "c"], vec!["a", "b", "d", "c"], |one, other| one == other);
        assert_eq!(all, ["a", "b", "d", "x", "c"]);
        assert_eq!(places, [0, 1, 2, 4]);
    }
}
