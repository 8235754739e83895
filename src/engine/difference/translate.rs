//! Guards, scores, decisions and stops of one side, said over the joint questions.
//!
//! An option that a side does not know is one it does not see: none of its tests holds for it, and it counts nowhere.

use std::collections::HashMap;

use super::joint::{Joint, Side};
use crate::guideline::{
    Choice, Decision, DecisionId, Formula, Guard, Guideline, Hit, Holds, Interval, OptionSet, Place,
    Quantifier, QuestionId, RecommendationId, Rule, Score, ScoreId, ScoreKind, Stop, StopId, Subject, Test,
};

/// The outcome of a decision that says whether a question applies.
const APPLIES: usize = 0;

pub(super) struct Translator<'a> {
    guidelines: [&'a Guideline; 2],
    joint: Guideline,
    sides: [Side; 2],
    /// Joint questions that both sides ask of the same patients, as far as was looked.
    alike: Vec<Option<bool>>,
    /// Where they do not: for each side the decision that says of which patients, if not of all.
    applying: [HashMap<QuestionId, Option<DecisionId>>; 2],
    /// Where a side does not know all options of a question: the number of those chosen that it knows.
    counts: [HashMap<QuestionId, ScoreId>; 2],
    rewritten: Vec<bool>,
}

impl<'a> Translator<'a> {
    /// For a joint guideline that has its questions and recommendations, and nothing else yet.
    pub(super) fn new(guidelines: [&'a Guideline; 2], joint: Joint) -> Translator<'a> {
        let alike = vec![None; joint.guideline.questions.len()];
        Translator {
            guidelines,
            joint: joint.guideline,
            sides: joint.sides,
            alike,
            applying: Default::default(),
            counts: Default::default(),
            rewritten: Vec::new(),
        }
    }

    pub(super) fn finish(mut self) -> Joint {
        let all = (0..self.joint.questions.len()).map(QuestionId);
        let asked_apart = all
            .filter(|&question| {
                (0..2).all(|side| self.own(side, question).is_some()) && !self.asked_alike(question)
            })
            .collect();
        Joint { guideline: self.joint, sides: self.sides, asked_apart, rewritten: self.rewritten }
    }

    /// Everything but questions and recommendations.
    pub(super) fn all(&mut self) {
        // First of all: a decision may be tested only by later ones.
        for side in 0..2 {
            for index in 0..self.alike.len() {
                self.applies(side, QuestionId(index));
            }
        }
        for side in 0..2 {
            let guideline = self.guidelines[side];
            guideline.scores.iter().for_each(|score| self.score(side, score));
            guideline.decisions.iter().for_each(|decision| self.decision(side, decision));
            guideline.stops.iter().for_each(|stop| self.stop(side, stop));
        }
        self.joint.strategy = self.sides[1].decisions[self.guidelines[1].strategy.0];
    }

    /// The side's own question behind a joint one.
    fn own(&self, side: usize, joint: QuestionId) -> Option<QuestionId> {
        self.sides[side].questions.iter().position(|&question| question == joint).map(QuestionId)
    }

    /// Whether both sides ask a joint question of the same patients, as far as their guards show. A question that only
    /// one of them has is not asked alike.
    fn asked_alike(&mut self, joint: QuestionId) -> bool {
        if let Some(known) = self.alike[joint.0] {
            return known;
        }
        let guard = |side: usize| {
            let question = self.own(side, joint)?;
            Some(self.guidelines[side][question].asks_when.as_ref())
        };
        let alike = match (guard(0), guard(1)) {
            (Some(None), Some(None)) => true,
            (Some(Some(old)), Some(Some(new))) => self.tests_alike(old, new),
            _ => false,
        };
        self.alike[joint.0] = Some(alike);
        alike
    }

    /// Whether two guards over questions, one of each side, are written alike and mean the same.
    fn tests_alike(&mut self, old: &Guard, new: &Guard) -> bool {
        match (old, new) {
            (Guard::All(old), Guard::All(new)) | (Guard::Any(old), Guard::Any(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(old, new)| self.tests_alike(old, new))
            }
            (Guard::Not(old), Guard::Not(new)) => self.tests_alike(old, new),
            (Guard::Test(old), Guard::Test(new)) => {
                let (Subject::Question(old_question), Subject::Question(new_question)) = (old.on, new.on)
                else {
                    return false;
                };
                let joint = self.sides[0].questions[old_question.0];
                let [old_side, new_side] = &self.sides;
                let same = |old: OptionSet, new: OptionSet| {
                    old_side.set(old_question, old) == new_side.set(new_question, new)
                };
                let all_known = old_side.known(old_question) == new_side.known(new_question);
                joint == new_side.questions[new_question.0]
                    && match (&old.holds, &new.holds) {
                        (Holds::In(old), Holds::In(new)) if old_side.options[old_question.0].is_empty() => {
                            old == new
                        }
                        (Holds::In(old), Holds::In(new)) => same(*old, *new),
                        (Holds::Has(how, old), Holds::Has(other, new)) => {
                            how == other && same(*old, *new) && (*how != Quantifier::Only || all_known)
                        }
                        (Holds::Count(old), Holds::Count(new)) => old == new && all_known,
                        (Holds::Within(old), Holds::Within(new)) => old == new,
                        _ => false,
                    }
                    && self.asked_alike(joint)
            }
            _ => false,
        }
    }

    /// The decision that says of whom a side asks a joint question; none where it asks everybody, or both sides ask
    /// the same patients, so that the joint question says it.
    fn applies(&mut self, side: usize, joint: QuestionId) -> Option<DecisionId> {
        if let Some(&known) = self.applying[side].get(&joint) {
            return known;
        }
        let question = self.own(side, joint)?;
        let guidelines = self.guidelines;
        let guard = guidelines[side][question].asks_when.as_ref().map(|guard| self.guard(side, guard));
        let decision = match guard {
            None => None,
            Some(guard) if self.asked_alike(joint) => {
                self.joint.questions[joint.0].asks_when = Some(guard);
                None
            }
            Some(guard) => Some(self.whether(joint, guard)),
        };
        self.applying[side].insert(joint, decision);
        decision
    }

    /// A decision that says whether a guard holds: where many guards depend on it, it is composed once.
    fn whether(&mut self, question: QuestionId, guard: Guard) -> DecisionId {
        let choice = |id: &str| Choice { id: id.to_owned(), label: id.to_owned(), help: None };
        let id = format!("{} applies", self.joint[question].id);
        self.joint.decisions.push(Decision {
            title: id.clone(),
            id,
            when: None,
            hit: Hit::First,
            outcomes: vec![choice("applies"), choice("does not apply")],
            ordered: false,
            rules: vec![bare(Some(guard), Some(APPLIES)), bare(None, Some(APPLIES + 1))],
            place: Place::default(),
        });
        DecisionId(self.joint.decisions.len() - 1)
    }

    fn guard(&mut self, side: usize, guard: &Guard) -> Guard {
        let mut all =
            |parts: &[Guard]| -> Vec<Guard> { parts.iter().map(|part| self.guard(side, part)).collect() };
        match guard {
            Guard::All(parts) => Guard::All(all(parts)),
            Guard::Any(parts) => Guard::Any(all(parts)),
            Guard::Not(part) => Guard::Not(Box::new(self.guard(side, part))),
            Guard::Test(test) => self.test(side, test),
        }
    }

    fn test(&mut self, side: usize, test: &Test) -> Guard {
        match test.on {
            Subject::Question(question) => self.question_test(side, question, &test.holds),
            Subject::Decision(decision) => {
                holds(Subject::Decision(self.sides[side].decisions[decision.0]), test.holds.clone())
            }
            Subject::Score(score) => {
                holds(Subject::Score(self.sides[side].scores[score.0]), test.holds.clone())
            }
        }
    }

    fn question_test(&mut self, side: usize, question: QuestionId, test: &Holds) -> Guard {
        let joint = self.sides[side].questions[question.0];
        let applies = self.applies(side, joint);
        let own = &self.sides[side];
        let on = Subject::Question(joint);
        let options = self.joint[joint].kind.options().len();
        let known = own.known(question);
        let answer = match test {
            Holds::In(set) if options == 0 => holds(on, Holds::In(*set)),
            Holds::In(set) => holds(on, Holds::In(own.set(question, *set))),
            Holds::Has(Quantifier::Only, set) if known.len() < options => {
                let set = own.set(question, *set);
                Guard::All(vec![
                    holds(on, Holds::Has(Quantifier::Any, set)),
                    holds(on, Holds::Has(Quantifier::None, known.minus(set))),
                ])
            }
            Holds::Has(quantifier, set) => holds(on, Holds::Has(*quantifier, own.set(question, *set))),
            Holds::Count(interval) if known.len() < options => self.count(side, joint, known, *interval),
            Holds::Count(_) | Holds::Within(_) => holds(on, test.clone()),
        };
        match applies {
            None => answer,
            Some(decision) => {
                let applies = holds(Subject::Decision(decision), Holds::In(OptionSet::one(APPLIES)));
                Guard::All(vec![applies, answer])
            }
        }
    }

    /// A test of how many of the options are chosen that the side knows.
    fn count(&mut self, side: usize, question: QuestionId, known: OptionSet, inside: Interval) -> Guard {
        let score = match self.counts[side].get(&question) {
            Some(&score) => score,
            None => {
                let chosen = |option: usize| {
                    let has = Holds::Has(Quantifier::Any, OptionSet::one(option));
                    (holds(Subject::Question(question), has), 1)
                };
                let id = format!("{} chosen", self.joint[question].id);
                self.joint.scores.push(Score {
                    title: id.clone(),
                    id,
                    kind: ScoreKind::Points(known.iter().map(chosen).collect()),
                    place: Place::default(),
                });
                let score = ScoreId(self.joint.scores.len() - 1);
                self.counts[side].insert(question, score);
                score
            }
        };
        let count = holds(Subject::Score(score), Holds::Within(inside));
        // None is chosen where the question does not apply, and yet no test of it holds.
        match &self.joint[question].asks_when {
            None => count,
            Some(applies) => Guard::All(vec![applies.clone(), count]),
        }
    }

    fn score(&mut self, side: usize, score: &Score) {
        let kind = match &score.kind {
            ScoreKind::Points(points) => {
                ScoreKind::Points(points.iter().map(|(guard, add)| (self.guard(side, guard), *add)).collect())
            }
            ScoreKind::Formula(formula) => ScoreKind::Formula(self.formula(side, formula)),
        };
        let formula_inputs_alike = match &score.kind {
            ScoreKind::Points(_) => true,
            ScoreKind::Formula(formula) => self.inputs_alike(side, formula),
        };
        let twin = self.twin(side, &score.id, |guideline| &guideline.scores, |score| &score.id);
        let shared = twin
            .map(|twin| self.sides[0].scores[twin])
            .filter(|&twin| formula_inputs_alike && self.joint[twin].kind == kind);
        let id = shared.unwrap_or_else(|| {
            self.joint.scores.push(Score { kind, place: Place::default(), ..score.clone() });
            ScoreId(self.joint.scores.len() - 1)
        });
        self.sides[side].scores.push(id);
    }

    fn formula(&self, side: usize, formula: &Formula) -> Formula {
        let own = &self.sides[side];
        match formula {
            Formula::Number(number) => Formula::Number(*number),
            Formula::Of(Subject::Question(question)) => {
                Formula::Of(Subject::Question(own.questions[question.0]))
            }
            Formula::Of(Subject::Score(score)) => Formula::Of(Subject::Score(own.scores[score.0])),
            Formula::Of(Subject::Decision(decision)) => {
                Formula::Of(Subject::Decision(own.decisions[decision.0]))
            }
            Formula::Sqrt(inner) => Formula::Sqrt(Box::new(self.formula(side, inner))),
            Formula::Binary(operator, left, right) => {
                let (left, right) = (self.formula(side, left), self.formula(side, right));
                Formula::Binary(*operator, Box::new(left), Box::new(right))
            }
        }
    }

    /// Whether both sides ask the inputs of a formula of the same patients: else it has no value in different ones.
    fn inputs_alike(&mut self, side: usize, formula: &Formula) -> bool {
        formula.subjects().into_iter().all(|subject| match subject {
            Subject::Question(question) => self.asked_alike(self.sides[side].questions[question.0]),
            Subject::Score(_) | Subject::Decision(_) => true,
        })
    }

    fn decision(&mut self, side: usize, decision: &Decision) {
        let when = decision.when.as_ref().map(|guard| self.guard(side, guard));
        let recommended = |this: &Self, rule: &Rule| -> Vec<RecommendationId> {
            rule.recommend.iter().map(|id| this.sides[side].recommendations[id.0]).collect()
        };
        let rules: Vec<Rule> = decision
            .rules
            .iter()
            .map(|rule| {
                let guard = rule.guard.as_ref().map(|guard| self.guard(side, guard));
                Rule { recommend: recommended(self, rule), ..bare(guard, rule.then) }
            })
            .collect();
        let translated = Decision { when, rules, place: Place::default(), ..decision.clone() };
        let twin = self.twin(side, &decision.id, |guideline| &guideline.decisions, |decision| &decision.id);
        let shared = twin
            .map(|twin| self.sides[0].decisions[twin])
            .filter(|&twin| decides_alike(&self.joint[twin], &translated));
        if side == 1 {
            let old = twin.map(|twin| self.sides[0].decisions[twin]);
            let alike = |old: DecisionId| {
                let [old, new] = [&self.joint[old], &translated].map(|decision| self.by_name(decision));
                decides_alike(&old, &new)
            };
            self.rewritten.push(!old.is_some_and(alike));
        }
        let id = match shared {
            Some(shared) => {
                for (rule, more) in self.joint.decisions[shared.0].rules.iter_mut().zip(translated.rules) {
                    rule.recommend.extend(more.recommend);
                }
                shared
            }
            None => {
                self.joint.decisions.push(translated);
                DecisionId(self.joint.decisions.len() - 1)
            }
        };
        self.sides[side].decisions.push(id);
    }

    /// A decision with what it tests replaced by the first of the same name, whichever side it is of.
    fn by_name(&self, decision: &Decision) -> Decision {
        let mut named = decision.clone();
        let rules = named.rules.iter_mut().filter_map(|rule| rule.guard.as_mut());
        rules.chain(&mut named.when).for_each(|guard| self.name_tests(guard));
        named
    }

    fn name_tests(&self, guard: &mut Guard) {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter_mut().for_each(|part| self.name_tests(part)),
            Guard::Not(part) => self.name_tests(part),
            Guard::Test(test) => match test.on {
                Subject::Decision(id) => {
                    let first = self.joint.decisions.iter().position(|other| other.id == self.joint[id].id);
                    test.on = Subject::Decision(first.map_or(id, DecisionId));
                }
                Subject::Score(id) => {
                    let first = self.joint.scores.iter().position(|other| other.id == self.joint[id].id);
                    test.on = Subject::Score(first.map_or(id, ScoreId));
                }
                Subject::Question(_) => {}
            },
        }
    }

    fn stop(&mut self, side: usize, stop: &Stop) {
        let guard = self.guard(side, &stop.guard);
        let forbid: Vec<RecommendationId> =
            stop.forbid.iter().map(|id| self.sides[side].recommendations[id.0]).collect();
        let twin = self.twin(side, &stop.id, |guideline| &guideline.stops, |stop| &stop.id);
        let shared =
            twin.map(|twin| self.sides[0].stops[twin]).filter(|&twin| self.joint[twin].guard == guard);
        let id = match shared {
            Some(shared) => {
                self.joint.stops[shared.0].forbid.extend(forbid);
                shared
            }
            None => {
                let bare =
                    Stop { guard, forbid, forbid_outcome: Vec::new(), evidence: Vec::new(), ..stop.clone() };
                self.joint.stops.push(bare);
                StopId(self.joint.stops.len() - 1)
            }
        };
        self.sides[side].stops.push(id);
    }

    /// The position in the old guideline of what has this id in the new one.
    fn twin<T>(
        &self,
        side: usize,
        id: &str,
        list: impl Fn(&Guideline) -> &Vec<T>,
        name: impl Fn(&T) -> &String,
    ) -> Option<usize> {
        (side == 1).then(|| list(self.guidelines[0]).iter().position(|item| name(item) == id))?
    }
}

fn decides_alike(one: &Decision, other: &Decision) -> bool {
    let outcomes = |decision: &Decision| -> Vec<String> {
        decision.outcomes.iter().map(|outcome| outcome.id.clone()).collect()
    };
    let rule = |(one, other): (&Rule, &Rule)| one.guard == other.guard && one.then == other.then;
    one.hit == other.hit
        && one.when == other.when
        && one.rules.len() == other.rules.len()
        && one.rules.iter().zip(&other.rules).all(rule)
        && outcomes(one) == outcomes(other)
}

/// Where a test was written is of no account here, and would make equal guards differ.
fn holds(on: Subject, holds: Holds) -> Guard {
    Guard::Test(Test { on, holds, place: Place::default() })
}

fn bare(guard: Option<Guard>, then: Option<usize>) -> Rule {
    Rule {
        guard,
        then,
        because: String::new(),
        alert: None,
        strength: None,
        basis: None,
        evidence: Vec::new(),
        recommend: Vec::new(),
        place: Place::default(),
    }
}
