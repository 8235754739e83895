//! What was added, removed, or means something else: the parts that only one version has, and those of one id that
//! differ in more than their words.

use super::joint::comparable;
use crate::guideline::{Choice, Guideline, Hit, Kind, Question, ScoreKind};

/// What happened to a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// What is different, and what follows for the comparison.
    Changed(String),
}

/// A part that was added, removed, or means something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// `question`, `option`, `decision`, `outcome`, `score`, `recommendation` or `stop`.
    pub part: &'static str,
    /// Its id; of an option or outcome after that of its question or decision: `sites.lung`.
    pub id: String,
    /// What happened to it.
    pub what: What,
}

/// All of them.
pub(super) fn all(old: &Guideline, new: &Guideline) -> Vec<Listed> {
    let mut list = List(Vec::new());
    let both = list.parts("question", &old.questions, &new.questions, |question| &question.id);
    both.into_iter().for_each(|(old_question, new_question)| {
        list.question([old, new], [old_question, new_question]);
    });
    for (one, other) in list.parts("decision", &old.decisions, &new.decisions, |decision| &decision.id) {
        match one.hit == other.hit {
            true => list.choices("outcome", &one.id, &one.outcomes, &other.outcomes),
            false => {
                let name = |hit| if hit == Hit::First { "first" } else { "collect" };
                list.changed(
                    "decision",
                    &one.id,
                    format!("hit: {} -> {}; compared as two", name(one.hit), name(other.hit)),
                );
            }
        }
    }
    if old[old.strategy].id != new[new.strategy].id {
        let (one, other) = (&old[old.strategy].id, &new[new.strategy].id);
        list.changed("decision", other, format!("the strategy was `{one}`, and is `{other}`"));
    }
    let scores = list.parts("score", &old.scores, &new.scores, |score| &score.id);
    for (one, other) in scores {
        let max = |kind: &ScoreKind| matches!(kind, ScoreKind::Points(_));
        if max(&one.kind) != max(&other.kind) {
            list.changed("score", &one.id, "points -> formula, or the other way round".to_owned());
        }
    }
    let recommendations =
        list.parts("recommendation", &old.recommendations, &new.recommendations, |recommendation| {
            &recommendation.id
        });
    for (one, other) in recommendations.into_iter().filter(|(one, other)| one.tone != other.tone) {
        let words = format!("tone: {:?} -> {:?}", one.tone, other.tone).to_lowercase();
        list.changed("recommendation", &one.id, words);
    }
    list.parts("stop", &old.stops, &new.stops, |stop| &stop.id);
    list.0
}

struct List(Vec<Listed>);

impl List {
    fn push(&mut self, part: &'static str, id: String, what: What) {
        self.0.push(Listed { part, id, what });
    }

    fn changed(&mut self, part: &'static str, id: &str, words: String) {
        self.push(part, id.to_owned(), What::Changed(words));
    }

    /// Lists what only one version has, and returns what both have.
    fn parts<'a, T>(
        &mut self,
        part: &'static str,
        old: &'a [T],
        new: &'a [T],
        id: impl Fn(&T) -> &String,
    ) -> Vec<(&'a T, &'a T)> {
        let twin = |list: &'a [T], item: &T| list.iter().find(|other| id(other) == id(item));
        for item in new.iter().filter(|item| twin(old, item).is_none()) {
            self.push(part, id(item).clone(), What::Added);
        }
        for item in old.iter().filter(|item| twin(new, item).is_none()) {
            self.push(part, id(item).clone(), What::Removed);
        }
        new.iter().filter_map(|item| Some((twin(old, item)?, item))).collect()
    }

    fn choices(&mut self, part: &'static str, of: &str, old: &[Choice], new: &[Choice]) {
        let has = |list: &[Choice], choice: &Choice| list.iter().any(|other| other.id == choice.id);
        for choice in new.iter().filter(|choice| !has(old, choice)) {
            self.push(part, format!("{of}.{}", choice.id), What::Added);
        }
        for choice in old.iter().filter(|choice| !has(new, choice)) {
            self.push(part, format!("{of}.{}", choice.id), What::Removed);
        }
    }

    fn question(&mut self, guidelines: [&Guideline; 2], [old, new]: [&Question; 2]) {
        if !comparable(old, new) {
            let words = format!("{} -> {}; compared as two questions", kind(&old.kind), kind(&new.kind));
            self.changed("question", &old.id, words);
            return;
        }
        self.choices("option", &old.id, old.kind.options(), new.kind.options());
        if let (
            Kind::Number { min, max, decimals, .. },
            Kind::Number { min: new_min, max: new_max, decimals: new_decimals, .. },
        ) = (&old.kind, &new.kind)
        {
            if (min, max) != (new_min, new_max) {
                let words = format!("range: {min} to {max} -> {new_min} to {new_max}");
                self.changed("question", &old.id, words);
            }
            if decimals != new_decimals {
                self.changed("question", &old.id, format!("decimals: {decimals} -> {new_decimals}"));
            }
        }
        let workup = |side: usize, question: &Question| {
            question.workup.map_or("none", |id| guidelines[side][id].id.as_str()).to_owned()
        };
        let (one, other) = (workup(0, old), workup(1, new));
        if one != other {
            let words = format!("work-up, advised while the answer is unknown and matters: {one} -> {other}");
            self.changed("question", &old.id, words);
        }
    }
}

fn kind(kind: &Kind) -> String {
    match kind {
        Kind::YesNo => "yes_no".to_owned(),
        Kind::OneOf(_) => "one_of".to_owned(),
        Kind::Scale(_) => "scale".to_owned(),
        Kind::AnyOf(_) => "any_of".to_owned(),
        Kind::Number { unit, .. } if unit.is_empty() => "number".to_owned(),
        Kind::Number { unit, .. } => format!("number in {unit}"),
    }
}
