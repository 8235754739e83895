//! From answers to an assessment: everything cut down to the answers, then read off.

use rustc_hash::FxHashMap;

use super::compile::End;
use super::compose::skipped;
use super::diagram::{Graph, Leaves, Node, VarSet, add_vars, has_var, reach, size};
use super::explain::{by_burden, facts, met, minimal, options};
use super::facts::{Facts, Known};
use super::next::Backwards;
use super::store::Store;
use super::variables::{Meaning, point_range};
use super::*;
use crate::guideline::{Answers, Decimal, DecisionId, Hit, QuestionId, ScoreId, ScoreKind, StopId};

/// One case: the answers, and all diagrams cut down to them.
pub(crate) struct Case<'e> {
    pub(super) engine: &'e Engine,
    pub(super) facts: Facts,
    pub(super) overlay: Store<'e>,
    /// Storeys that are open: their variable, and their outcome cut down to the answers.
    storeys: Vec<(usize, Node)>,
    /// Those of them that are small enough to be replaced.
    small: Vec<(usize, Vec<Node>)>,
    replaced: FxHashMap<Node, Node>,
    pub(super) strategy: Node,
    pub(super) advice: Vec<Node>,
    decisive: Vec<bool>,
    pub(super) relevant: Vec<bool>,
    pub(super) exact: bool,
}

impl Engine {
    /// Everything that follows from the answers, even from none.
    pub fn assess(&self, answers: &Answers) -> Assessment {
        let mut facts = Facts::of(&self.guideline, &self.variables, answers);
        self.find_cut(&mut facts);
        Case::new(self, facts).assessment()
    }

    /// As [`Engine::assess`], and also why not another strategy, and what would tip the present one.
    pub fn assess_with_reasons(&self, answers: &Answers) -> Assessment {
        let mut facts = Facts::of(&self.guideline, &self.variables, answers);
        self.find_cut(&mut facts);
        let case = Case::new(self, facts);
        let (why_not, tipping_points) = (case.why_not(), case.tipping_points(answers));
        Assessment { why_not, tipping_points, ..case.assessment() }
    }

    /// What the decisions' own diagrams say of the variables that composition could not replace.
    fn find_cut(&self, facts: &mut Facts) {
        if !self.composed().has_cuts {
            return;
        }
        let (variables, composed) = (&self.variables, &self.composed());
        for (index, decision) in self.guideline.decisions.iter().enumerate() {
            let id = DecisionId(index);
            match decision.hit {
                Hit::First => {
                    let fired = reach(&self.own_table, self.own[index].roots[0], &facts.masks);
                    let rules = decision.rules.len();
                    let class = |end| match end {
                        End::SKIPPED => rules,
                        End::GAP => rules + 1,
                        rule => rule,
                    };
                    set_mask(facts, variables.fired(id), fired.iter().map(class));
                    let outcomes = decision.outcomes.len();
                    let outcome = reach(&composed.table, composed.outcome[index], &facts.masks);
                    set_mask(
                        facts,
                        variables.decision(id),
                        outcome.iter().map(|end| end.min(skipped(outcomes))),
                    );
                }
                Hit::Collect => {
                    for (rule, &root) in self.own[index].roots.iter().enumerate() {
                        let holds = reach(&self.own_table, root, &facts.masks);
                        set_mask(facts, variables.fires(id, rule), holds.iter());
                    }
                }
            }
        }
        for (index, &root) in self.own_stops.iter().enumerate() {
            let holds = reach(&self.own_table, root, &facts.masks);
            set_mask(facts, variables.stop(StopId(index)), holds.iter());
        }
    }
}

fn set_mask(facts: &mut Facts, var: usize, classes: impl Iterator<Item = usize>) {
    facts.masks[var] = classes.fold(0, |set, class| set | 1 << class);
    if facts.masks[var].count_ones() == 1 {
        facts.class[var] = Some(facts.masks[var].trailing_zeros() as usize);
    }
}

impl<'e> Case<'e> {
    fn new(engine: &'e Engine, facts: Facts) -> Case<'e> {
        let composed = &engine.composed();
        let mut overlay = Store::beside(&composed.table, &engine.order);
        for (var, class) in facts.class.iter().enumerate() {
            if let Some(class) = class {
                overlay.fix(var, *class);
            }
        }
        let mut case = Case {
            engine,
            facts,
            overlay,
            storeys: Vec::new(),
            small: Vec::new(),
            replaced: FxHashMap::default(),
            strategy: Node::FALSE,
            advice: Vec::new(),
            decisive: Vec::new(),
            relevant: Vec::new(),
            exact: true,
        };
        case.find_storeys();
        case.find_derived();
        case.strategy = case.overlay.restrict(composed.outcome[engine.guideline.strategy.0]);
        case.advice = composed.advice.iter().map(|&node| case.cut_down(node)).collect();
        let mut support = vec![0; case.overlay.words()];
        add_vars(&mut support, case.overlay.support(case.strategy));
        case.decisive = case.questions_of(&support);
        for &node in &case.advice {
            add_vars(&mut support, case.overlay.support(node));
        }
        case.exact = !(0..engine.variables.all.len())
            .any(|var| engine.variables.is_derived(var) && has_var(&support, var));
        case.relevant = case.questions_of(&support);
        case
    }

    /// Cuts the storeys down to the answers: those decided are known from here on, the others are diagrams to
    /// replace their variables by.
    fn find_storeys(&mut self) {
        let engine = self.engine;
        for &id in &engine.composed().storeys {
            let none = skipped(engine.guideline[id].outcomes.len());
            let outcome = self.overlay.restrict(engine.composed().outcome[id.0]);
            let outcome = self.overlay.relabel(outcome, &|end| end.min(none));
            let var = engine.variables.decision(id);
            match outcome.value() {
                Some(class) => self.storeys.push((var, Node::terminal(class))),
                None => self.storeys.push((var, outcome)),
            }
        }
        for &(var, outcome) in &self.storeys {
            if let Some(class) = outcome.value() {
                self.overlay.fix(var, class);
            }
        }
        self.storeys.retain(|(_, outcome)| outcome.value().is_none());
        for &(var, outcome) in &self.storeys {
            if size(&self.overlay, outcome) <= engine.budget.case {
                self.small.push((var, self.overlay.split(outcome, engine.variables.all[var].classes)));
            }
        }
        self.overlay.allow(engine.budget.case * 4);
    }

    /// What is possible of decisions and scores, for walks on the decisions' own diagrams.
    fn find_derived(&mut self) {
        let engine = self.engine;
        for (index, decision) in engine.guideline.decisions.iter().enumerate() {
            if decision.hit == Hit::First {
                let outcome = self.cut_down(engine.composed().outcome[index]);
                // No test holds on a decision without an outcome, be it skipped or a gap.
                let none = skipped(decision.outcomes.len());
                let ends = self.overlay.leaves(outcome).iter().map(|end| end.min(none));
                let var = engine.variables.decision(DecisionId(index));
                self.facts.masks[var] = ends.fold(0, |set, end| set | 1 << end);
            }
        }
        for (index, sum) in engine.composed().sums.iter().enumerate() {
            let var = engine.variables.score(ScoreId(index));
            if let (ScoreKind::Points(points), Some(sum)) = (&engine.guideline.scores[index].kind, sum) {
                let (least, _) = point_range(points);
                let sum = self.overlay.restrict(*sum);
                let class = |value: usize| {
                    engine.variables.class_of_number(var, Decimal::whole(least + value as i64))
                };
                self.facts.masks[var] =
                    self.overlay.leaves(sum).iter().map(class).fold(0, |set, class| set | 1 << class);
            }
        }
    }

    /// A composed diagram cut down to the answers, storeys replaced where that fits the budget of a case.
    pub(super) fn cut_down(&mut self, node: Node) -> Node {
        let node = self.overlay.restrict(node);
        if self.small.is_empty() {
            return node;
        }
        self.overlay.substitute(node, &self.small, &mut self.replaced).unwrap_or(node)
    }

    /// The questions behind a set of variables.
    pub(super) fn questions_of(&self, support: &VarSet) -> Vec<bool> {
        let engine = self.engine;
        let mut questions = vec![false; engine.guideline.questions.len()];
        let mut behind = Vec::new();
        let mut walk = Backwards::new(engine, &self.facts.masks);
        for (var, variable) in
            engine.variables.all.iter().enumerate().filter(|(var, _)| has_var(support, *var))
        {
            match variable.meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => questions[question.0] = true,
                Meaning::Score(_) => walk.variable(var),
                Meaning::Outcome(decision) => behind.push(decision),
                Meaning::Fired(_) | Meaning::Fires(..) | Meaning::Stops(_) => walk.variable(var),
            }
        }
        for question in walk.met {
            questions[question.0] = true;
        }
        // A storey that could not be replaced: all that its outcome depends on.
        for decision in behind {
            let var = engine.variables.decision(decision);
            let outcome = self.storeys.iter().find(|(other, _)| *other == var);
            let support =
                outcome.map_or_else(Vec::new, |&(_, outcome)| self.overlay.support(outcome).to_vec());
            let more = self.questions_of(&support);
            questions.iter_mut().zip(more).for_each(|(question, more)| *question |= more);
        }
        questions
    }

    fn assessment(mut self) -> Assessment {
        let guideline = &self.engine.guideline;
        let (decisive, refining) = self.open_questions();
        let unanswered = |questions: &[QuestionId]| {
            questions.iter().copied().find(|question| self.facts.known[question.0] == Known::Unanswered)
        };
        let pinned = |question: &&QuestionId| {
            guideline.sections[guideline[**question].section].pinned
                && self.facts.known[question.0] == Known::Unanswered
        };
        let next_question = decisive
            .iter()
            .chain(&refining)
            .find(pinned)
            .copied()
            .or_else(|| unanswered(&decisive))
            .or_else(|| unanswered(&refining));
        let status = match (unanswered(&decisive), unanswered(&refining)) {
            (Some(_), _) => Status::Provisional,
            (None, Some(_)) => Status::Settled,
            (None, None) if decisive.is_empty() && refining.is_empty() => Status::Final,
            (None, None) => Status::AwaitingWorkup,
        };
        let workup = self.workup(&decisive, &refining);
        let applies = self.applies();
        let decisions =
            (0..guideline.decisions.len()).map(|index| self.decision(DecisionId(index))).collect();
        let (recommendations, withheld, pending) = self.recommendations(&workup);
        let dormant = self.dormant(&applies);
        let strategy = self.strategy_result(&dormant);
        Assessment {
            status,
            exact: self.exact,
            strategy,
            decisions,
            recommendations,
            withheld,
            pending,
            workup,
            alerts: self.alerts(),
            scores: self.scores(),
            applies,
            dormant,
            next_question,
            decisive,
            refining,
            why_not: Vec::new(),
            tipping_points: Vec::new(),
        }
    }

    /// The relevant questions, decisive and refining, each list in the order of asking, unanswered ones first.
    fn open_questions(&self) -> (Vec<QuestionId>, Vec<QuestionId>) {
        let mut walk = Backwards::new(self.engine, &self.facts.masks);
        walk.decision(self.engine.guideline.strategy);
        walk.advice();
        let mut order = walk.met;
        let rest = (0..self.relevant.len()).map(QuestionId).filter(|question| !order.contains(question));
        let rest: Vec<QuestionId> = rest.collect();
        order.extend(rest);
        let sorted = |wanted: &dyn Fn(QuestionId) -> bool| {
            let mut questions: Vec<QuestionId> =
                order.iter().copied().filter(|&question| wanted(question)).collect();
            questions.sort_by_key(|question| {
                let pinned = self.engine.guideline.sections[self.engine.guideline[*question].section].pinned;
                (self.facts.known[question.0] != Known::Unanswered, !pinned)
            });
            questions
        };
        let decisive = sorted(&|question| self.decisive[question.0]);
        let refining = sorted(&|question| self.relevant[question.0] && !self.decisive[question.0]);
        (decisive, refining)
    }

    /// Unknown questions that matter: those that leave the fewest strategies on average first, then those on which
    /// most advice depends, then the lightest.
    fn workup(&self, decisive: &[QuestionId], refining: &[QuestionId]) -> Vec<WorkUp> {
        let unknown = |question: &&QuestionId| self.facts.known[question.0] == Known::Unknown;
        let mut items: Vec<_> = decisive
            .iter()
            .map(|question| (question, true))
            .chain(refining.iter().map(|question| (question, false)))
            .filter(|(question, _)| unknown(question))
            .map(|(&question, decisive)| {
                let left = if decisive { self.strategies_left(question) } else { 0 };
                let depends = |node: &&Node| {
                    let mut vars = self.engine.variables.question(question);
                    vars.any(|var| has_var(self.overlay.support(**node), var))
                };
                let advice = self.advice.iter().filter(depends).count();
                let burden = self.engine.guideline[question].burden;
                (
                    (!decisive, left, std::cmp::Reverse(advice), burden, question),
                    WorkUp { question, decisive },
                )
            })
            .collect();
        items.sort_by_key(|(key, _)| *key);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// How many strategies an answer leaves, on average over its classes, in hundredths.
    fn strategies_left(&self, question: QuestionId) -> usize {
        let (mut sum, mut count) = (0, 0);
        let mut masks = self.facts.masks.clone();
        for var in self.engine.variables.question(question) {
            let mask = masks[var];
            if mask.count_ones() < 2 {
                continue;
            }
            for class in (0..64).filter(|class| mask >> class & 1 == 1) {
                masks[var] = 1 << class;
                let root = self.engine.composed().outcome[self.engine.guideline.strategy.0];
                sum += reach(&self.engine.composed().table, root, &masks).iter().count();
                count += 1;
            }
            masks[var] = mask;
        }
        sum * 100 / count.max(1)
    }

    fn applies(&mut self) -> Vec<Option<bool>> {
        let engine = self.engine;
        (0..engine.guideline.questions.len())
            .map(|index| match engine.composed().applies[index] {
                Some(node) => self.overlay.restrict(node).value().map(|value| value == 1),
                None => self.facts.applies(&engine.guideline, &engine.variables, QuestionId(index)),
            })
            .collect()
    }

    fn decision(&mut self, id: DecisionId) -> DecisionState {
        let engine = self.engine;
        let decision = &engine.guideline[id];
        let composed = &engine.composed();
        let state = match decision.hit {
            Hit::Collect => {
                let rules = &composed.collected[id.0];
                State::Collected(rules.iter().map(|&rule| self.truth(rule)).collect())
            }
            Hit::First => {
                let outcomes = decision.outcomes.len();
                let outcome = self.cut_down(composed.outcome[id.0]);
                let fired = self.cut_down(composed.fired[id.0]);
                let (outcome, fired) = (self.overlay.leaves(outcome), self.overlay.leaves(fired));
                match outcome.only() {
                    Some(end) if end == skipped(outcomes) => State::Skipped { tests: self.tests(id, fired) },
                    Some(end) if end < outcomes => {
                        State::Decided { outcome: end, rule: fired.only(), tests: self.tests(id, fired) }
                    }
                    _ => State::Open {
                        possible: options(outcome, outcomes),
                        skippable: outcome.contains(skipped(outcomes)),
                    },
                }
            }
        };
        DecisionState { decision: id, state }
    }

    pub(super) fn truth(&mut self, condition: Node) -> Option<bool> {
        self.cut_down(condition).value().map(|value| value == 1)
    }

    /// A subset-minimal set of tests that forces a decision's end: of its own diagram where that suffices, else of
    /// questions.
    fn tests(&self, id: DecisionId, ends: Leaves) -> Vec<Fact> {
        let engine = self.engine;
        let (variables, masks) = (&engine.variables, &self.facts.masks);
        let known = |var: usize| masks[var] != variables.full(var);
        let (table, root) = (&engine.own_table, engine.own[id.0].roots[0]);
        let walked = met(table, root, masks, known);
        let mut kept = if reach(table, root, masks).within(ends) {
            let removable: Vec<usize> = walked.iter().rev().copied().collect();
            minimal(table, root, masks, variables, &removable, ends)
        } else {
            let (table, root) = (&engine.composed().table, engine.composed().fired[id.0]);
            let mut removable = met(table, root, masks, known);
            by_burden(&engine.guideline, variables, &mut removable);
            minimal(table, root, masks, variables, &removable, ends)
        };
        let order = |var: &usize| walked.iter().position(|other| other == var).unwrap_or(usize::MAX);
        kept.sort_by_key(order);
        facts(variables, kept.into_iter().map(|var| (var, masks[var])))
    }

    fn strategy_result(&self, dormant: &[QuestionId]) -> Strategy {
        let engine = self.engine;
        let id = engine.guideline.strategy;
        let outcomes = engine.guideline[id].outcomes.len();
        let ends = self.overlay.leaves(self.strategy);
        let outcome = ends.only().filter(|&end| end < outcomes);
        let why = match outcome {
            Some(_) => self.reasons(ends, dormant),
            None => Vec::new(),
        };
        Strategy { outcome, possible: options(ends, outcomes), why }
    }

    /// A subset-minimal set of answers on which the strategy ends within `target`; answers that change nothing by
    /// themselves are given up first.
    pub(super) fn reasons(&self, target: Leaves, dormant: &[QuestionId]) -> Vec<Fact> {
        let engine = self.engine;
        let masks = &self.facts.masks;
        let (table, root) =
            (&engine.composed().table, engine.composed().outcome[engine.guideline.strategy.0]);
        let mut removable = met(table, root, masks, |var| masks[var] != engine.variables.full(var));
        by_burden(&engine.guideline, &engine.variables, &mut removable);
        removable.sort_by_key(|&var| match engine.variables.all[var].meaning {
            Meaning::Answer(question) | Meaning::Member(question, _) => !dormant.contains(&question),
            _ => true,
        });
        let mut kept = minimal(table, root, masks, &engine.variables, &removable, target);
        kept.sort_unstable();
        facts(&engine.variables, kept.into_iter().map(|var| (var, masks[var])))
    }
}
