//! What in a guideline has a name, and what uses what.

use super::{
    Choice, DecisionId, EvidenceId, Formula, Guard, Guideline, Holds, Place, QuestionId, RecommendationId,
    ScoreId, ScoreKind, StopId, Subject, Test, nearest,
};

/// Something in a guideline that can be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A question.
    Question(QuestionId),
    /// A decision.
    Decision(DecisionId),
    /// A rule of a decision, by its position.
    Rule(DecisionId, usize),
    /// A score.
    Score(ScoreId),
    /// A stop.
    Stop(StopId),
    /// A recommendation.
    Recommendation(RecommendationId),
    /// An evidence entry.
    Evidence(EvidenceId),
}

/// One thing that uses another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// What uses it.
    pub by: Item,
    /// How.
    pub how: How,
}

/// How one thing uses another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A guard decides whether a question applies.
    AsksWhen,
    /// A guard decides whether a decision runs.
    When,
    /// The guard of a rule or stop tests it.
    Tests,
    /// A score is made from it.
    Counts,
    /// A rule recommends it.
    Gives,
    /// It is recommended while the answer to a question is unknown.
    WorkUp,
    /// A rule or stop cites it.
    Cites,
    /// A stop forbids it, or an outcome of it.
    Forbids,
    /// A recommendation that no patient gets together with it.
    Excludes,
}

/// A name that nothing has, and the nearest that something has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchItem {
    /// What to do.
    pub hint: Option<String>,
}

impl Item {
    /// Everything with this id; `decision:3` is a rule. Different kinds of things may share an id.
    ///
    /// Errors: nothing has the id, or the decision has no such rule.
    pub fn find(guideline: &Guideline, id: &str) -> Result<Vec<Item>, NoSuchItem> {
        if let Some((decision, number)) = id.split_once(':') {
            return Item::find_rule(guideline, decision, number).map(|rule| vec![rule]);
        }
        let named = named(guideline);
        let found: Vec<Item> = named.iter().filter(|(name, _)| *name == id).map(|(_, item)| *item).collect();
        match found.is_empty() {
            false => Ok(found),
            true => {
                let near = || {
                    let near = nearest(id, named.iter().map(|(name, _)| *name))?;
                    Some(format!("did you mean `{near}`?"))
                };
                Err(NoSuchItem { hint: choice(guideline, id).or_else(near) })
            }
        }
    }

    fn find_rule(guideline: &Guideline, decision: &str, number: &str) -> Result<Item, NoSuchItem> {
        let ids = || guideline.decisions.iter().map(|decision| decision.id.as_str());
        let Some(position) = ids().position(|id| id == decision) else {
            let near = nearest(decision, ids());
            return Err(NoSuchItem { hint: near.map(|near| format!("did you mean `{near}:{number}`?")) });
        };
        let count = guideline.decisions[position].rules.len();
        match number.parse::<usize>() {
            Ok(number) if (1..=count).contains(&number) => Ok(Item::Rule(DecisionId(position), number - 1)),
            _ => Err(NoSuchItem { hint: Some(format!("the rules of `{decision}` are 1 to {count}")) }),
        }
    }

    /// Where it is written.
    pub fn place(self, guideline: &Guideline) -> &Place {
        match self {
            Item::Question(id) => &guideline[id].place,
            Item::Decision(id) => &guideline[id].place,
            Item::Rule(id, rule) => {
                guideline[id].rules.get(rule).map_or(&guideline[id].place, |rule| &rule.place)
            }
            Item::Score(id) => &guideline[id].place,
            Item::Stop(id) => &guideline[id].place,
            Item::Recommendation(id) => &guideline[id].place,
            Item::Evidence(id) => &guideline[id].place,
        }
    }

    /// What uses it, in the order of the files. Of a rule: what tests for its outcome.
    pub fn uses(self, guideline: &Guideline) -> Vec<Use> {
        let mut uses = Vec::new();
        let mut add = |by, how| {
            let one = Use { by, how };
            if !uses.contains(&one) {
                uses.push(one);
            }
        };
        for (at, question) in guideline.questions.iter().enumerate() {
            let by = Item::Question(QuestionId(at));
            if question.asks_when.as_ref().is_some_and(|guard| self.tested_in(guideline, guard)) {
                add(by, How::AsksWhen);
            }
            if question.workup.is_some_and(|workup| self == Item::Recommendation(workup)) {
                add(by, How::WorkUp);
            }
        }
        for (at, score) in guideline.scores.iter().enumerate() {
            let counts = match &score.kind {
                ScoreKind::Points(points) => points.iter().any(|(guard, _)| self.tested_in(guideline, guard)),
                ScoreKind::Formula(formula) => self.counted_in(formula),
            };
            if counts {
                add(Item::Score(ScoreId(at)), How::Counts);
            }
        }
        for (at, decision) in guideline.decisions.iter().enumerate() {
            let id = DecisionId(at);
            if decision.when.as_ref().is_some_and(|guard| self.tested_in(guideline, guard)) {
                add(Item::Decision(id), How::When);
            }
            for (rule, row) in decision.rules.iter().enumerate() {
                let by = Item::Rule(id, rule);
                if row.guard.as_ref().is_some_and(|guard| self.tested_in(guideline, guard)) {
                    add(by, How::Tests);
                }
                if row.recommend.iter().any(|given| self == Item::Recommendation(*given)) {
                    add(by, How::Gives);
                }
                if row.evidence.iter().any(|cited| self == Item::Evidence(*cited)) {
                    add(by, How::Cites);
                }
            }
        }
        for (at, other) in guideline.recommendations.iter().enumerate() {
            if other.excludes.iter().any(|excluded| self == Item::Recommendation(*excluded)) {
                add(Item::Recommendation(RecommendationId(at)), How::Excludes);
            }
        }
        for (at, stop) in guideline.stops.iter().enumerate() {
            let by = Item::Stop(StopId(at));
            if self.tested_in(guideline, &stop.guard) {
                add(by, How::Tests);
            }
            let outcomes = stop.forbid_outcome.iter().any(|(decision, set)| match self {
                Item::Decision(id) => id == *decision,
                Item::Rule(id, rule) => {
                    id == *decision && guideline[id].rules[rule].then.is_some_and(|then| set.contains(then))
                }
                _ => false,
            });
            if outcomes || stop.forbid.iter().any(|forbidden| self == Item::Recommendation(*forbidden)) {
                add(by, How::Forbids);
            }
            if stop.evidence.iter().any(|cited| self == Item::Evidence(*cited)) {
                add(by, How::Cites);
            }
        }
        uses
    }

    fn tested_in(self, guideline: &Guideline, guard: &Guard) -> bool {
        match guard {
            Guard::All(parts) | Guard::Any(parts) => parts.iter().any(|part| self.tested_in(guideline, part)),
            Guard::Not(part) => self.tested_in(guideline, part),
            Guard::Test(test) => self.tested_by(guideline, test),
        }
    }

    fn tested_by(self, guideline: &Guideline, test: &Test) -> bool {
        match (self, test.on) {
            (Item::Question(id), Subject::Question(on)) => id == on,
            (Item::Decision(id), Subject::Decision(on)) => id == on,
            (Item::Score(id), Subject::Score(on)) => id == on,
            (Item::Rule(id, rule), Subject::Decision(on)) if id == on => {
                let then = guideline[id].rules.get(rule).and_then(|rule| rule.then);
                matches!((&test.holds, then), (Holds::In(set), Some(then)) if set.contains(then))
            }
            _ => false,
        }
    }

    fn counted_in(self, formula: &Formula) -> bool {
        formula.subjects().into_iter().any(|subject| match (self, subject) {
            (Item::Question(id), Subject::Question(on)) => id == on,
            (Item::Score(id), Subject::Score(on)) => id == on,
            _ => false,
        })
    }
}

/// Whose option or outcome an id is.
fn choice(guideline: &Guideline, id: &str) -> Option<String> {
    let has = |choices: &[Choice]| choices.iter().any(|choice| choice.id == id);
    let questions = guideline.questions.iter().filter(|question| has(question.kind.options()));
    let decisions = guideline.decisions.iter().filter(|decision| has(&decision.outcomes));
    let of = questions.map(|question| ("an option", &question.id));
    let (what, owner) = of.chain(decisions.map(|decision| ("an outcome", &decision.id))).next()?;
    Some(format!("it is {what} of `{owner}`: mcrc guideline show {owner}"))
}

/// Everything with an id.
fn named(guideline: &Guideline) -> Vec<(&str, Item)> {
    let mut named: Vec<(&str, Item)> = Vec::new();
    let all = guideline.questions.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Question(QuestionId(at)))));
    let all = guideline.decisions.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Decision(DecisionId(at)))));
    let all = guideline.scores.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Score(ScoreId(at)))));
    let all = guideline.recommendations.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Recommendation(RecommendationId(at)))));
    let all = guideline.stops.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Stop(StopId(at)))));
    let all = guideline.evidence.iter().enumerate();
    named.extend(all.map(|(at, one)| (one.id.as_str(), Item::Evidence(EvidenceId(at)))));
    named
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}
