//! From answers to an assessment: what is possible is read off the composed diagrams; those that are still open are
//! cut down to the answers, to say what matters.

use rustc_hash::FxHashMap;

use super::compile::End;
use super::compose::{self, skipped};
use super::diagram::{Graph, Leaves, Node, VarSet, add_var, has_var, reach};
use super::essential::Essential;
use super::explain::{by_burden, facts, met, minimal, options};
use super::facts::{Facts, Known};
use super::next::Backwards;
use super::store::Store;
use super::variables::{Meaning, point_range};
use super::*;
use crate::guideline::{Answers, Asking, Decimal, DecisionId, Hit, QuestionId, ScoreId, ScoreKind, StopId};

/// One case: the answers, and the result cut down to them.
pub(crate) struct Case<'e> {
    pub(super) engine: &'e Engine,
    pub(super) facts: Facts,
    pub(super) overlay: Store<'e>,
    /// For each `first` decision the rules that may fire ([`End`]).
    pub(super) fired: Vec<Leaves>,
    /// For each `collect` decision the rules that hold; `None` where that is open.
    pub(super) collected: Vec<Vec<Option<bool>>>,
    /// Where the strategy can end.
    pub(super) strategy: Leaves,
    /// Where each recommendation can end.
    pub(super) advice: Vec<Leaves>,
    /// Variables that are open because questions were not answered, rather than answered with "unknown".
    unanswered: VarSet,
    /// For each question, whether it applies.
    applies: Vec<Option<bool>>,
    decisive: Vec<bool>,
    pub(super) relevant: Vec<bool>,
    pub(super) exact: bool,
    /// The formulas for which it is not.
    open_formulas: Vec<ScoreId>,
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

    /// Which two changes together would tip the strategy where neither does alone.
    pub fn tipping_pairs(&self, answers: &Answers) -> Vec<TippingPair> {
        let mut facts = Facts::of(&self.guideline, &self.variables, answers);
        self.find_cut(&mut facts);
        Case::new(self, facts).tipping_pairs(answers)
    }

    /// Whether each question applies; `None` while that is open.
    pub(super) fn applies(&self, facts: &Facts) -> Vec<Option<bool>> {
        let composed = self.composed();
        (0..self.guideline.questions.len())
            .map(|index| match composed.applies[index] {
                Some(condition) => {
                    reach(&composed.table, condition, &facts.masks).only().map(|value| value == 1)
                }
                None => facts.applies(&self.guideline, &self.variables, QuestionId(index)),
            })
            .collect()
    }

    /// What the decisions' own diagrams say of the variables that composition could not replace.
    pub(super) fn find_cut(&self, facts: &mut Facts) {
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
                    let none = skipped(decision.outcomes.len());
                    let fired = reach(&composed.table, composed.fired[index], &facts.masks);
                    let outcomes = fired.iter().map(|end| compose::outcome(decision, end).min(none));
                    set_mask(facts, variables.decision(id), outcomes);
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
    facts.masks.set(var, classes.fold(0, |set, class| set | 1 << class));
    if facts.masks[var].count_ones() == 1 {
        facts.class[var] = Some(facts.masks[var].trailing_zeros() as usize);
    }
}

impl<'e> Case<'e> {
    pub(super) fn new(engine: &'e Engine, facts: Facts) -> Case<'e> {
        let composed = engine.composed();
        let mut overlay = Store::within(&composed.table, engine.order());
        for (var, class) in facts.class.iter().enumerate() {
            if let Some(class) = class {
                overlay.fix(var, *class);
            }
        }
        let mut case = Case {
            engine,
            facts,
            overlay,
            fired: Vec::new(),
            collected: Vec::new(),
            strategy: Leaves::default(),
            advice: Vec::new(),
            unanswered: vec![0; composed.table.words()],
            applies: Vec::new(),
            decisive: Vec::new(),
            relevant: Vec::new(),
            exact: true,
            open_formulas: Vec::new(),
        };
        case.fired = composed.fired.iter().map(|&root| case.ends(root)).collect();
        case.find_derived();
        // Much advice is given by one rule, and is the same diagram.
        let mut known: FxHashMap<Node, Leaves> = FxHashMap::default();
        let mut ends = |root: &Node| *known.entry(*root).or_insert_with(|| case.ends(*root));
        let mut truth = |rule: &Node| ends(rule).only().map(|value| value == 1);
        let collected = composed.collected.iter().map(|rules| rules.iter().map(&mut truth).collect());
        let (collected, advice) = (collected.collect(), composed.advice.iter().map(ends).collect());
        (case.collected, case.advice) = (collected, advice);
        case.strategy = case.ends(composed.strategy);
        case.applies = engine.applies(&case.facts);
        case.find_relevant();
        case
    }

    /// Which open questions matter to the strategy, and which to anything.
    fn find_relevant(&mut self) {
        let engine = self.engine;
        let composed = engine.composed();
        let variables = &engine.variables;
        // A question that does not apply matters to nothing: every test on it says so, too.
        let mut open = vec![0; composed.table.words()];
        for var in (0..variables.all.len()).filter(|&var| self.overlay.class(var).is_none()) {
            let idle = match variables.all[var].meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => {
                    self.applies[question.0] == Some(false)
                }
                _ => false,
            };
            if !idle {
                add_var(&mut open, var);
            }
        }
        let mut essential = Essential::of(open, &composed.table);
        if self.strategy.only().is_none() {
            essential.add(&mut self.overlay, &[composed.strategy]);
        }
        self.decisive = self.questions_of(essential.found());
        let advice = composed.advice.iter().zip(&self.advice);
        let open: Vec<Node> =
            advice.filter(|(_, ends)| ends.only().is_none()).map(|(&root, _)| root).collect();
        essential.add(&mut self.overlay, &open);
        let found = essential.found();
        self.note_inexact(found);
        self.relevant = self.questions_of(found);
        // Each of them may have a work-up of its own.
        loop {
            let more = self.asked_by_stops();
            if more.is_empty() {
                break;
            }
            more.into_iter().for_each(|question| self.relevant[question.0] = true);
        }
        for question in (0..engine.guideline.questions.len()).map(QuestionId) {
            if self.facts.known[question.0] == Known::Unanswered {
                variables.question(question).for_each(|var| add_var(&mut self.unanswered, var));
            }
        }
    }

    /// Notes that what matters is not exact where one of the variables stands for answers that are variables themselves.
    pub(super) fn note_inexact(&mut self, vars: &VarSet) {
        let variables = &self.engine.variables;
        for var in 0..variables.all.len() {
            if variables.stands_for_more(var) && has_var(vars, var) {
                self.exact = false;
                if let Meaning::Score(score) = variables.all[var].meaning
                    && !self.open_formulas.contains(&score)
                {
                    self.open_formulas.push(score);
                }
            }
        }
    }

    /// Whether every open variable of a composed diagram is that of an unanswered question.
    pub(super) fn only_unanswered(&self, root: Node) -> bool {
        let support = self.engine.composed().table.support(root);
        let known = self.overlay.fixed();
        support
            .iter()
            .zip(&self.unanswered)
            .zip(known)
            .all(|((below, open), known)| below & !open & !known == 0)
    }

    /// What is possible of decisions and scores, for walks on the decisions' own diagrams.
    fn find_derived(&mut self) {
        let engine = self.engine;
        for (index, decision) in engine.guideline.decisions.iter().enumerate() {
            if decision.hit == Hit::First {
                // No test holds on a decision without an outcome, be it skipped or a gap.
                let none = skipped(decision.outcomes.len());
                let ends = self.outcomes(DecisionId(index));
                let var = engine.variables.decision(DecisionId(index));
                self.facts.masks.set(var, ends.iter().fold(0, |set, end| set | 1 << end.min(none)));
            }
        }
        for (index, sum) in engine.composed().sums.iter().enumerate() {
            let var = engine.variables.score(ScoreId(index));
            if let (ScoreKind::Points(points), Some(sum)) = (&engine.guideline.scores[index].kind, sum) {
                let (least, _) = point_range(points);
                let class = |value: usize| {
                    engine.variables.class_of_number(var, Decimal::whole(least + value as i64))
                };
                let classes = self.ends(*sum).iter().map(class).fold(0, |set, class| set | 1 << class);
                self.facts.masks.set(var, classes);
            }
        }
    }

    /// Where a composed diagram can end.
    pub(super) fn ends(&self, root: Node) -> Leaves {
        reach(&self.engine.composed().table, root, &self.facts.masks)
    }

    /// Whether a composed condition holds; `None` while that is open.
    pub(super) fn truth(&self, condition: Node) -> Option<bool> {
        self.ends(condition).only().map(|value| value == 1)
    }

    /// The outcomes that a `first` decision may have; [`skipped`] and [`gap`] may be among them.
    fn outcomes(&self, id: DecisionId) -> Leaves {
        let decision = &self.engine.guideline[id];
        let outcome = |end| Leaves::one(compose::outcome(decision, end));
        self.fired[id.0].iter().fold(Leaves::default(), |all, end| all.or(outcome(end)))
    }

    /// A composed diagram cut down to the answers.
    pub(super) fn cut_down(&mut self, root: Node) -> Node {
        match self.ends(root).only() {
            Some(end) => Node::terminal(end),
            None => self.overlay.restrict(root),
        }
    }

    /// The questions behind a set of variables.
    pub(super) fn questions_of(&self, support: &VarSet) -> Vec<bool> {
        let engine = self.engine;
        let mut questions = vec![false; engine.guideline.questions.len()];
        let mut walk = Backwards::new(engine, &self.facts);
        for (var, variable) in
            engine.variables.all.iter().enumerate().filter(|(var, _)| has_var(support, *var))
        {
            match variable.meaning {
                Meaning::Answer(question) | Meaning::Member(question, _) => questions[question.0] = true,
                _ => walk.variable(var),
            }
        }
        for question in walk.met {
            questions[question.0] = true;
        }
        questions
    }

    /// What is advised, and nothing else.
    pub(super) fn recommended(mut self) -> Vec<Advice> {
        let (decisive, refining) = self.open_questions();
        let workup = self.workup(&decisive, &refining);
        self.recommendations(&workup).0
    }

    pub(super) fn assessment(mut self) -> Assessment {
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
        let applies = std::mem::take(&mut self.applies);
        let decisions =
            (0..guideline.decisions.len()).map(|index| self.decision(DecisionId(index))).collect();
        let (recommendations, withheld, pending) = self.recommendations(&workup);
        let dormant = self.dormant(&applies);
        let strategy = self.strategy_result(&dormant);
        Assessment {
            status,
            exact: self.exact,
            open_formulas: self.open_formulas.clone(),
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
        let guideline = &self.engine.guideline;
        let mut walk = Backwards::new(self.engine, &self.facts);
        walk.decision(guideline.strategy);
        walk.advice();
        let mut order = walk.met;
        let rest = (0..self.relevant.len()).map(QuestionId).filter(|question| !order.contains(question));
        let rest: Vec<QuestionId> = rest.collect();
        order.extend(rest);
        let sorted = |wanted: &dyn Fn(QuestionId) -> bool| {
            let mut questions: Vec<QuestionId> =
                order.iter().copied().filter(|&question| wanted(question)).collect();
            questions.sort_by_key(|question| {
                let pinned = guideline.sections[guideline[*question].section].pinned;
                // A pinned page is read from top to bottom whatever helps most.
                let place = (pinned || guideline.asking == Asking::Pages).then_some(question.0);
                (self.facts.known[question.0] != Known::Unanswered, !pinned, place)
            });
            questions
        };
        let decisive = sorted(&|question| self.decisive[question.0]);
        let refining = sorted(&|question| self.relevant[question.0] && !self.decisive[question.0]);
        (decisive, refining)
    }

    /// Unknown questions that matter: those that leave the fewest strategies on average first, then those on which
    /// most advice depends, then the lightest.
    fn workup(&mut self, decisive: &[QuestionId], refining: &[QuestionId]) -> Vec<WorkUp> {
        let mut items = Vec::new();
        let decisive = decisive.iter().map(|&question| (question, true));
        for (question, decisive) in decisive.chain(refining.iter().map(|&question| (question, false))) {
            if self.facts.known[question.0] != Known::Unknown {
                continue;
            }
            let left = if decisive { self.strategies_left(question) } else { 0 };
            let advice = (0..self.advice.len()).filter(|&index| self.depends(index, question)).count();
            let burden = self.engine.guideline[question].burden;
            let key = (!decisive, left, std::cmp::Reverse(advice), burden, question);
            let by = self.engine.guideline[question].workup.filter(|&id| self.allowed(id));
            items.push((key, WorkUp { question, decisive, by }));
        }
        items.sort_by_key(|(key, _)| *key);
        items.into_iter().map(|(_, item)| item).collect()
    }

    /// Whether a recommendation depends on a question.
    fn depends(&mut self, recommendation: usize, question: QuestionId) -> bool {
        let engine = self.engine;
        let (composed, mut vars) = (engine.composed(), engine.variables.question(question));
        let root = composed.advice[recommendation];
        vars.clone().any(|var| has_var(composed.table.support(root), var)) && {
            let node = self.cut_down(root);
            vars.any(|var| has_var(self.overlay.support(node), var))
        }
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
                masks.set(var, 1 << class);
                let composed = self.engine.composed();
                sum += reach(&composed.table, composed.strategy, &masks).iter().count();
                count += 1;
            }
            masks.set(var, mask);
        }
        sum * 100 / count.max(1)
    }

    fn decision(&self, id: DecisionId) -> DecisionState {
        let decision = &self.engine.guideline[id];
        let state = match decision.hit {
            Hit::Collect => State::Collected(self.collected[id.0].clone()),
            Hit::First => {
                let count = decision.outcomes.len();
                let (outcome, fired) = (self.outcomes(id), self.fired[id.0]);
                match outcome.only() {
                    Some(end) if end == skipped(count) => State::Skipped { tests: self.tests(id, fired) },
                    Some(end) if end < count => {
                        State::Decided { outcome: end, rule: fired.only(), tests: self.tests(id, fired) }
                    }
                    _ => State::Open {
                        possible: options(outcome, count),
                        skippable: outcome.contains(skipped(count)),
                    },
                }
            }
        };
        DecisionState { decision: id, state }
    }

    /// A subset-minimal set of tests that forces a decision's end: of its own diagram where that suffices, else of
    /// questions.
    fn tests(&self, id: DecisionId, ends: Leaves) -> Vec<Fact> {
        let engine = self.engine;
        let (variables, masks) = (&engine.variables, &self.facts.masks);
        let (table, root) = (&engine.own_table, engine.own[id.0].roots[0]);
        let walked = met(table, root, masks);
        let mut kept = if reach(table, root, masks).within(ends) {
            let removable: Vec<usize> = walked.iter().rev().copied().collect();
            minimal(table, root, masks, &removable, ends)
        } else {
            let (table, root) = (&engine.composed().table, engine.composed().fired[id.0]);
            let mut removable = met(table, root, masks);
            by_burden(&engine.guideline, variables, &mut removable);
            minimal(table, root, masks, &removable, ends)
        };
        let order = |var: &usize| walked.iter().position(|other| other == var).unwrap_or(usize::MAX);
        kept.sort_by_key(order);
        facts(variables, kept.into_iter().map(|var| (var, masks[var])))
    }

    fn strategy_result(&self, dormant: &[QuestionId]) -> Strategy {
        let engine = self.engine;
        let id = engine.guideline.strategy;
        let outcomes = engine.guideline[id].outcomes.len();
        let ends = self.strategy;
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
        let (table, root) = (&engine.composed().table, engine.composed().strategy);
        let mut removable = met(table, root, masks);
        by_burden(&engine.guideline, &engine.variables, &mut removable);
        removable.sort_by_key(|&var| match engine.variables.all[var].meaning {
            Meaning::Answer(question) | Meaning::Member(question, _) => !dormant.contains(&question),
            _ => true,
        });
        let mut kept = minimal(table, root, masks, &removable, target);
        kept.sort_unstable();
        facts(&engine.variables, kept.into_iter().map(|var| (var, masks[var])))
    }
}
