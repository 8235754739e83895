//! Who is affected: for every decision, rule and recommendation the patients of whom the versions say different things.

use super::classes::{common, conjunction, cover, fingerprint, one_of};
use super::count::Combinations;
use super::joint::Joint;
use super::{Affected, Class, Compared, Effort, Of, Says, Share, Verdict, rules};
use crate::engine::TooLarge;
use crate::engine::compile::End;
use crate::engine::compose::{self, Composed, gap, skipped};
use crate::engine::diagram::{Graph, Node, add_vars, has_var};
use crate::engine::explain::{Cube, facts};
use crate::engine::order;
use crate::engine::store::{Order, OverBudget, Store};
use crate::engine::variables::{Meaning, PRESENT, Variables};
use crate::guideline::{
    Answer, Answers, Choice, Decision, DecisionId, Guideline, Hit, OptionSet, QuestionId, RecommendationId,
    Subject,
};

/// Compares everything that both versions say of a patient.
///
/// Errors: the two together are too large to compose.
pub(super) fn all(
    guidelines: [&Guideline; 2],
    joint: &Joint,
    effort: Effort,
) -> Result<Vec<Compared>, TooLarge> {
    compose::fits(&joint.guideline)?;
    let variables = Variables::of(&joint.guideline);
    if let Some(variable) = variables.all.iter().find(|variable| variable.classes > OptionSet::CAPACITY + 1) {
        let what = match crate::engine::explain::subject(variable.meaning) {
            Subject::Question(question) => &joint.guideline[question].id,
            Subject::Decision(decision) => &joint.guideline[decision].id,
            Subject::Score(score) => &joint.guideline[score].id,
        };
        return Err(TooLarge(format!("the guards of both versions separate too many numbers of `{what}`")));
    }
    let order = order::order(&joint.guideline, &variables);
    let composed = compose::compose(&joint.guideline, &variables, &order, effort.budget);
    let comparison =
        Comparison { guidelines, joint, variables: &variables, order: &order, composed: &composed, effort };
    Ok(comparison.all())
}

struct Comparison<'a> {
    guidelines: [&'a Guideline; 2],
    joint: &'a Joint,
    variables: &'a Variables,
    order: &'a Order,
    composed: &'a Composed,
    effort: Effort,
}

impl Comparison<'_> {
    fn all(&self) -> Vec<Compared> {
        let [old, new] = self.guidelines;
        let mut compared = Vec::new();
        compared.push(self.outcomes(Of::Strategy, [old.strategy, new.strategy]));
        for (index, decision) in new.decisions.iter().enumerate() {
            let twin = find(&old.decisions, |other| other.id == decision.id && other.hit == decision.hit);
            let pair = [twin.map(DecisionId), Some(DecisionId(index))];
            self.decision(pair, &mut compared);
        }
        for (index, decision) in old.decisions.iter().enumerate() {
            if find(&new.decisions, |other| other.id == decision.id && other.hit == decision.hit).is_none() {
                self.decision([Some(DecisionId(index)), None], &mut compared);
            }
        }
        for (index, recommendation) in new.recommendations.iter().enumerate() {
            let twin = find(&old.recommendations, |other| other.id == recommendation.id);
            compared.push(self.recommendation([twin.map(RecommendationId), Some(RecommendationId(index))]));
        }
        for (index, recommendation) in old.recommendations.iter().enumerate() {
            if find(&new.recommendations, |other| other.id == recommendation.id).is_none() {
                compared.push(self.recommendation([Some(RecommendationId(index)), None]));
            }
        }
        compared
    }

    /// The outcome of a decision that is in both versions, and its rules where each of them is seen by itself.
    fn decision(&self, pair: [Option<DecisionId>; 2], compared: &mut Vec<Compared>) {
        let [old, new] = self.guidelines;
        let strategies = [Some(old.strategy), Some(new.strategy)];
        if let [Some(one), Some(other)] = pair
            && new[other].hit == Hit::First
            && pair != strategies
        {
            compared.push(self.outcomes(Of::Decision, [one, other]));
        }
        let rules = match pair {
            [Some(one), Some(other)] => {
                let joint = [self.decision_of(0, one), self.decision_of(1, other)];
                let tests_alike = |i: usize, j: usize| joint[0].rules[i].guard == joint[1].rules[j].guard;
                rules::pairs(self.guidelines, [&old[one], &new[other]], tests_alike)
            }
            [Some(one), None] => (0..old[one].rules.len()).map(|rule| (Some(rule), None)).collect(),
            [None, Some(other)] => (0..new[other].rules.len()).map(|rule| (None, Some(rule))).collect(),
            [None, None] => Vec::new(),
        };
        for (before, after) in rules {
            compared.extend(self.rule(pair, [before, after]));
        }
    }

    fn decision_of(&self, side: usize, decision: DecisionId) -> &Decision {
        &self.joint.guideline[self.joint.sides[side].decisions[decision.0]]
    }

    fn outcomes(&self, of: Of, pair: [DecisionId; 2]) -> Compared {
        let decisions = [0, 1].map(|side| &self.guidelines[side][pair[side]]);
        let [old, new] = decisions.map(|decision| &decision.outcomes);
        let same = |new: &Choice, old: &Choice| new.id == old.id;
        let (all, places) = super::joint::union(new.clone(), old.clone(), same);
        let place = |choice: &Choice| find(&all, |other| other.id == choice.id).unwrap_or(0);
        let places = [places, new.iter().map(place).collect()];
        let mut store = Store::combining(&self.composed.table, self.order);
        let nodes = [0, 1].map(|side| {
            let count = decisions[side].outcomes.len();
            let decision = self.joint.sides[side].decisions[pair[side].0];
            let ends = |end| compose::outcome(&self.joint.guideline[decision], end);
            store.relabel(self.composed.fired[decision.0], &|end| match ends(end) {
                end if end == skipped(count) => skipped(all.len()),
                end if end == gap(count) => gap(all.len()),
                end => places[side][end],
            })
        });
        let says = |end: usize| match end {
            end if end == skipped(all.len()) => Says::Skipped,
            end if end == gap(all.len()) => Says::Gap,
            end => Says::Outcome { id: all[end].id.clone(), label: all[end].label.clone() },
        };
        let verdict = self.verdict(&mut store, nodes, &says);
        let rewritten = self.rewritten(pair[1], Some(pair[0]));
        let (id, title) = (decisions[1].id.clone(), decisions[1].title.clone());
        Compared { of, id, title, rewritten, verdict }
    }

    /// Where a rule holds that is seen by itself: of a `collect` decision, or with an alert.
    fn rule(&self, pair: [Option<DecisionId>; 2], rules: [Option<usize>; 2]) -> Option<Compared> {
        let rule = |side: usize| {
            let decision = &self.guidelines[side][pair[side]?];
            Some((decision, &decision.rules[rules[side]?]))
        };
        let (decision, row) = rule(1).or_else(|| rule(0))?;
        let alerts = [0, 1].into_iter().any(|side| rule(side).is_some_and(|(_, row)| row.alert.is_some()));
        if decision.hit == Hit::First && !alerts {
            return None;
        }
        let mut store = Store::combining(&self.composed.table, self.order);
        let nodes = [0, 1].map(|side| match (pair[side], rules[side]) {
            (Some(decision), Some(rule)) => self.holds(&mut store, side, decision, rule),
            _ => Node::FALSE,
        });
        let says = |end: usize| if end == 1 { Says::Holds } else { Says::DoesNotHold };
        let verdict = self.verdict(&mut store, nodes, &says);
        let title = row.alert.as_ref().unwrap_or(&row.because).clone();
        let rewritten = pair[1].is_none_or(|new| self.rewritten(new, pair[0]));
        Some(Compared {
            of: Of::Rule(rules[0], rules[1]),
            id: decision.id.clone(),
            title,
            rewritten,
            verdict,
        })
    }

    fn holds(&self, store: &mut Store, side: usize, decision: DecisionId, rule: usize) -> Node {
        let joint = self.joint.sides[side].decisions[decision.0];
        match self.guidelines[side][decision].hit {
            Hit::Collect => self.composed.collected[joint.0][rule],
            Hit::First => store.relabel(self.composed.fired[joint.0], &|end| {
                usize::from(matches!(End::of(end), End::Rule(fired) if fired == rule))
            }),
        }
    }

    fn recommendation(&self, pair: [Option<RecommendationId>; 2]) -> Compared {
        const WITHHELD: usize = 2;
        let mut store = Store::combining(&self.composed.table, self.order);
        let nodes = [0, 1].map(|side| match pair[side] {
            None => Node::FALSE,
            Some(id) => {
                let joint = self.joint.sides[side].recommendations[id.0];
                // Which of several stops takes it back is of no account.
                store.relabel(self.composed.advice[joint.0], &|end| end.min(WITHHELD))
            }
        });
        let says = |end: usize| match end {
            0 => Says::NotGiven,
            1 => Says::Given,
            _ => Says::Withheld,
        };
        let verdict = self.verdict(&mut store, nodes, &says);
        let [old, new] = self.guidelines;
        let (id, title) = match pair {
            [_, Some(id)] => (new[id].id.clone(), new[id].named()),
            [Some(id), None] => (old[id].id.clone(), old[id].named()),
            [None, None] => (String::new(), String::new()),
        };
        Compared { of: Of::Recommendation, id, title, rewritten: false, verdict }
    }

    /// Whether a decision's own rules are written differently, and not only what they test.
    fn rewritten(&self, new: DecisionId, old: Option<DecisionId>) -> bool {
        let twin = old.map(|old| &self.guidelines[0][old].id);
        self.joint.rewritten[new.0] || twin != Some(&self.guidelines[1][new].id)
    }

    /// Who is affected, where two diagrams say for each patient what the versions say.
    fn verdict(&self, store: &mut Store, nodes: [Node; 2], says: &dyn Fn(usize) -> Says) -> Verdict {
        if nodes[0] == nodes[1] {
            return Verdict::Same;
        }
        self.changes(store, nodes, says).unwrap_or(Verdict::Unproven)
    }

    fn changes(
        &self,
        store: &mut Store,
        [old, new]: [Node; 2],
        says: &dyn Fn(usize) -> Says,
    ) -> Result<Verdict, OverBudget> {
        let mut matters = vec![0; store.words()];
        [old, new].into_iter().for_each(|node| add_vars(&mut matters, store.support(node)));
        let over = (0..self.variables.all.len()).filter(|&var| has_var(&matters, var)).collect();
        let combinations = Combinations::of(over, &self.order.classes, &self.order.level);
        // What stands for a composition that was too large may be the same on both sides.
        if combinations.over().iter().any(|&var| self.variables.is_cut(var)) {
            return Ok(Verdict::Unproven);
        }
        let all = combinations.all();
        let mut changes = Vec::new();
        for from in store.leaves(old).iter().collect::<Vec<_>>() {
            store.allow(self.effort.budget);
            let before = store.relabel(old, &|end| usize::from(end == from));
            let other = store.relabel(new, &|end| usize::from(end != from));
            let moved = store.and(before, other)?;
            if moved == Node::FALSE {
                continue;
            }
            for to in store.leaves(new).iter().filter(|&to| to != from).collect::<Vec<_>>() {
                store.allow(self.effort.budget);
                let after = store.relabel(new, &|end| usize::from(end == to));
                let patients = store.and(moved, after)?;
                if patients == Node::FALSE {
                    continue;
                }
                store.allow(self.effort.budget);
                let cover = cover(store, self.variables, patients, self.effort.lines);
                let classes = cover.cubes.into_iter().map(|cube| self.class(store, cube)).collect();
                let count = |store: &Store, node: Node| combinations.count(store, node);
                let (affected, rest) = (count(store, patients), count(store, cover.rest));
                let support = store.support(patients);
                let by_score = |&var: &usize| has_var(support, var) && self.variables.stands_for_more(var);
                changes.push(Affected {
                    patients: fingerprint(store, patients),
                    from: says(from),
                    to: says(to),
                    share: Share { affected, of: all.clone() },
                    common: facts(self.variables, common(store, self.variables, self.order, patients)),
                    classes,
                    rest,
                    exact: !combinations.over().iter().any(by_score),
                });
            }
        }
        changes.sort_by(|one, other| other.share.fraction().total_cmp(&one.share.fraction()));
        Ok(Verdict::Changed(changes))
    }

    fn class(&self, store: &mut Store, cube: Cube) -> Class {
        let (witness, without_alert) = self.witness(store, &cube);
        let facts = facts(self.variables, cube);
        Class { facts, witness, without_alert }
    }

    /// Answers to the questions of a conjunction, such that no alert has to show, if there are such.
    fn witness(&self, store: &mut Store, cube: &Cube) -> (Answers, bool) {
        let mut answers = Answers::none(&self.joint.guideline);
        store.allow(self.effort.budget);
        let Ok(mut patients) = conjunction(store, self.variables, cube) else { return (answers, false) };
        let mut without_alert = true;
        for alert in self.alerts(store) {
            match store.choose(alert, Node::FALSE, patients) {
                Ok(fewer) if fewer != Node::FALSE => patients = fewer,
                _ => without_alert = false,
            }
        }
        let chosen = one_of(store, self.variables, patients);
        let meant = |var: usize| match self.variables.all[var].meaning {
            Meaning::Answer(question) | Meaning::Member(question, _) => Some(question),
            _ => None,
        };
        let mut questions: Vec<QuestionId> = cube.iter().filter_map(|&(var, _)| meant(var)).collect();
        questions.dedup();
        for question in questions {
            let vars = self.variables.question(question);
            let class = |var: usize| chosen.iter().find(|(other, _)| *other == var).map(|(_, class)| *class);
            let answer = match &self.joint.guideline[question].kind {
                crate::guideline::Kind::AnyOf(options) => {
                    let present = |option: &usize| class(vars.start + option) == Some(PRESENT);
                    let yes = (0..options.len()).filter(present).collect();
                    Some(Answer::AnyOf { yes, unknown: OptionSet::EMPTY })
                }
                crate::guideline::Kind::YesNo => class(vars.start).map(|class| Answer::YesNo(class == 0)),
                crate::guideline::Kind::Number { .. } => class(vars.start)
                    .and_then(|class| self.variables.all[vars.start].runs.get(class))
                    .map(|(least, _)| Answer::Number(*least)),
                _ => class(vars.start).map(Answer::Option),
            };
            answers.set(question, answer);
        }
        (answers, without_alert)
    }

    /// Where each rule with an alert holds, of either version.
    fn alerts(&self, store: &mut Store) -> Vec<Node> {
        let mut alerts = Vec::new();
        for (side, guideline) in self.guidelines.into_iter().enumerate() {
            for (index, decision) in guideline.decisions.iter().enumerate() {
                for (rule, _) in decision.rules.iter().enumerate().filter(|(_, row)| row.alert.is_some()) {
                    let holds = self.holds(store, side, DecisionId(index), rule);
                    if !alerts.contains(&holds) {
                        alerts.push(holds);
                    }
                }
            }
        }
        alerts
    }
}

fn find<T>(list: &[T], like: impl Fn(&T) -> bool) -> Option<usize> {
    list.iter().position(like)
}
