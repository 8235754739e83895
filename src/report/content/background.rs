//! What the advice rests on and what would change it: work-up, open questions, the decision path, reasons and sources.

use super::{Block, Section, Writer};
use crate::engine::{DecisionState, Fact, State, Status, Value, fact_in_words};
use crate::guideline::{Decimal, Guideline, QuestionId, Subject, answer_in_words};
use crate::language::{phrase, say};
use crate::report::json::cited;
use crate::report::words::burden_id;
use crate::report::{has_effect, score_applies, score_in_words, standing_in_words};

/// How many pairs of changes a page lists; there may be hundreds.
const PAIRS: usize = 12;

impl<'r> Writer<'r> {
    /// What the plan waits for although it was answered once.
    pub(super) fn outdated(&self) -> Section {
        let guideline = self.guideline();
        let mut blocks: Vec<Block> = self
            .report
            .outdated
            .iter()
            .flat_map(|outdated| outdated.iter())
            .map(|outdated| {
                let words = answer_in_words(guideline, outdated.question, outdated.answer);
                let text = format!(
                    "{}: {words} ({})",
                    guideline[outdated.question].short,
                    outdated.mark(self.guideline())
                );
                Block::Item { mark: Some(say!(self.guideline(), "CONFIRM")), text, notes: vec![] }
            })
            .collect();
        if !blocks.is_empty() {
            let text =
                say!(self.guideline(), "Each of these answers counts as unknown until somebody confirms it.");
            blocks.push(Block::Text(text.into()));
        }
        Section { title: say!(self.guideline(), "Out of date").into(), blocks }
    }

    pub(super) fn workup(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .workup
            .iter()
            .map(|item| {
                let question = &guideline[item.question];
                let mut notes = vec![];
                if let Some(workup) = item.by {
                    notes.push((say!(self.guideline(), "How"), guideline[workup].title.clone()));
                }
                let weight = if item.decisive {
                    say!(self.guideline(), "can change the plan")
                } else {
                    say!(self.guideline(), "refines the advice")
                };
                notes.push((
                    "",
                    say!(
                        self.guideline(),
                        "{0}; burden: {1}",
                        weight,
                        say!(self.guideline(), burden_id(question.burden))
                    ),
                ));
                Block::Item {
                    mark: Some(say!(self.guideline(), "FIND OUT")),
                    text: question.ask.clone(),
                    notes,
                }
            })
            .collect();
        Section { title: say!(self.guideline(), "Work-up").into(), blocks }
    }

    pub(super) fn open(&self) -> Section {
        let assessment = self.report.assessment;
        let unanswered = |questions: &'r [QuestionId]| {
            let unknown =
                |question: &QuestionId| assessment.workup.iter().any(|item| item.question == *question);
            questions.iter().filter(move |question| !unknown(question))
        };
        let short = |question: &QuestionId| self.guideline()[*question].short.clone();
        let mut blocks = vec![];
        if let Some(next) = assessment.next_question {
            blocks.push(Block::Item {
                mark: Some(say!(self.guideline(), "NEXT")),
                text: self.guideline()[next].ask.clone(),
                notes: vec![],
            });
        }
        for (questions, [one, several]) in [
            (
                &assessment.decisive,
                [
                    phrase!("1 unanswered question can still change the plan"),
                    phrase!("{0} unanswered questions can still change the plan"),
                ],
            ),
            (
                &assessment.refining,
                [
                    phrase!("1 unanswered question would refine the advice"),
                    phrase!("{0} unanswered questions would refine the advice"),
                ],
            ),
        ] {
            let open: Vec<String> = unanswered(questions).map(short).collect();
            if !open.is_empty() {
                let words = if open.len() == 1 { one } else { several };
                let words = say!(self.guideline(), words, open.len());
                blocks.push(Block::Text(format!("{words}: {}", open.join("; "))));
            }
        }
        if !assessment.dormant.is_empty() {
            let dormant: Vec<String> = assessment.dormant.iter().map(short).collect();
            blocks.push(Block::Text(say!(
                self.guideline(),
                "Answered, but without effect here: {0}",
                dormant.join("; ")
            )));
        }
        Section { title: say!(self.guideline(), "Still open").into(), blocks }
    }

    pub(super) fn path(&self) -> Section {
        let blocks = self.report.assessment.decisions.iter().map(|state| self.decision(state)).collect();
        Section { title: say!(self.guideline(), "Decision path").into(), blocks }
    }

    fn decision(&self, state: &DecisionState) -> Block {
        let decision = &self.guideline()[state.decision];
        let title = &decision.title;
        let mut notes = vec![];
        let guideline = self.guideline();
        let assessment = self.report.assessment;
        let standing = standing_in_words(guideline, assessment, state.decision);
        let (mark, standing) = match &state.state {
            _ if !has_effect(assessment, &state.state) => (say!(guideline, "no effect"), standing),
            State::Open { possible, skippable } => {
                let mut labels = self.outcomes(state.decision, *possible);
                if *skippable {
                    labels.push(say!(guideline, "does not apply").into());
                }
                (say!(guideline, "open"), labels.join(say!(guideline, ", or ")))
            }
            State::Collected(rules) if assessment.status != Status::Final && rules.contains(&None) => {
                (say!(guideline, "open"), standing)
            }
            _ => (say!(guideline, "decided"), standing),
        };
        match &state.state {
            State::Skipped { tests } => push_facts(guideline, &mut notes, self.facts(tests)),
            State::Decided { rule, tests, .. } => {
                push_facts(guideline, &mut notes, self.facts(tests));
                if let Some(rule) = rule.and_then(|rule| self.rule(state.decision, rule))
                    && !rule.because.is_empty()
                {
                    notes.push((say!(guideline, "Why"), rule.because.clone()));
                }
            }
            State::Open { .. } | State::Collected(_) => {}
        }
        let text = format!("{title}: {standing}");
        Block::Item { mark: Some(mark), text, notes }
    }

    pub(super) fn scores(&self) -> Section {
        let blocks = self
            .report
            .assessment
            .scores
            .iter()
            .filter(|score| score_applies(self.guideline(), self.report.assessment, score.score))
            .map(|score| {
                let value = match score.range {
                    None => say!(self.guideline(), "no value").to_string(),
                    Some(range) => score_in_words(self.guideline(), score.score, range),
                };
                let text = format!("{}: {value}", self.guideline()[score.score].title);
                Block::Item { mark: None, text, notes: vec![] }
            })
            .collect();
        Section { title: say!(self.guideline(), "Scores").into(), blocks }
    }

    pub(super) fn why_not(&self) -> Section {
        let outcomes = &self.guideline()[self.guideline().strategy].outcomes;
        let blocks = self
            .report
            .assessment
            .why_not
            .iter()
            .filter_map(|why_not| {
                let text = outcomes.get(why_not.outcome)?.label.clone();
                Some(Block::Item {
                    mark: Some(say!(self.guideline(), "not")),
                    text,
                    notes: vec![(say!(self.guideline(), "Ruled out by"), self.facts(&why_not.because))],
                })
            })
            .collect();
        Section { title: say!(self.guideline(), "Why not another plan").into(), blocks }
    }

    pub(super) fn tipping_points(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .assessment
            .tipping_points
            .iter()
            .map(|point| {
                let mut text = self.change(point.question, &point.to, point.margin);
                if point.near {
                    text.push_str(say!(self.guideline(), " - close"));
                }
                let then = self.outcomes(guideline.strategy, point.possible).join(say!(guideline, ", or "));
                Block::Item {
                    mark: Some(say!(self.guideline(), "if")),
                    text,
                    notes: vec![(say!(self.guideline(), "Then"), then)],
                }
            })
            .collect();
        Section { title: say!(self.guideline(), "What would change the plan").into(), blocks }
    }

    pub(super) fn tipping_pairs(&self) -> Section {
        let guideline = self.guideline();
        let pairs = self.report.pairs.unwrap_or_default();
        let mut blocks: Vec<Block> = pairs
            .iter()
            .take(PAIRS)
            .map(|pair| {
                let [one, other] = pair
                    .changes
                    .each_ref()
                    .map(|change| self.change(change.question, &change.to, change.margin));
                let then = self.outcomes(guideline.strategy, pair.possible).join(say!(guideline, ", or "));
                Block::Item {
                    mark: Some(say!(self.guideline(), "if")),
                    text: say!(self.guideline(), "{0}, and {1}", one, other),
                    notes: vec![(say!(self.guideline(), "Then"), then)],
                }
            })
            .collect();
        match pairs.len().saturating_sub(PAIRS) {
            0 if pairs.is_empty() && self.report.pairs.is_some() => {
                blocks.push(Block::Text(
                    say!(self.guideline(), "No two changes do together what neither does alone.").into(),
                ));
            }
            0 => {}
            more => blocks.push(Block::Text(say!(
                self.guideline(),
                "{0} more pairs of changes: all are in the JSON.",
                more
            ))),
        }
        Section { title: say!(self.guideline(), "Which two changes together would change it").into(), blocks }
    }

    /// Another class of an answer, with what it is now.
    fn change(&self, question: QuestionId, to: &Value, margin: Option<Decimal>) -> String {
        let fact = Fact { on: Subject::Question(question), is: to.clone() };
        let answer = self.report.answers.and_then(|answers| answers.get(question));
        let now = answer.map(|answer| answer_in_words(self.guideline(), question, answer));
        let by = margin.map(|margin| say!(self.guideline(), "{0} away", margin));
        let details: Vec<String> =
            now.map(|now| say!(self.guideline(), "now {0}", now)).into_iter().chain(by).collect();
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join("; ")) };
        format!("{}{details}", fact_in_words(self.guideline(), &fact))
    }

    pub(super) fn answers(&self) -> Section {
        let guideline = self.guideline();
        let blocks = self
            .report
            .answers
            .iter()
            .flat_map(|answers| answers.iter())
            .map(|(question, answer)| {
                let outdated = self.report.outdated.and_then(|outdated| outdated.get(question));
                let given = outdated.map_or(answer, |outdated| outdated.answer);
                let words = answer_in_words(guideline, question, given);
                let mark = outdated
                    .map_or_else(String::new, |outdated| format!(" ({})", outdated.mark(self.guideline())));
                let text = format!("{}: {words}{mark}", guideline[question].short);
                Block::Item { mark: None, text, notes: vec![] }
            })
            .collect();
        Section { title: say!(self.guideline(), "Answers").into(), blocks }
    }

    pub(super) fn evidence(&self) -> Section {
        let blocks = cited(self.report)
            .into_iter()
            .map(|id| {
                let evidence = &self.guideline()[id];
                let mut notes = vec![("", evidence.finding.clone())];
                let pmid = evidence.pmid.map(|pmid| format!("; PMID {pmid}")).unwrap_or_default();
                let doi = evidence.doi.as_ref().map(|doi| format!("; doi {doi}")).unwrap_or_default();
                notes.push((say!(self.guideline(), "Grade"), format!("{}{pmid}{doi}", evidence.grade)));
                Block::Item { mark: None, text: self.citations(&[id]), notes }
            })
            .collect();
        Section { title: say!(self.guideline(), "Evidence").into(), blocks }
    }
}

fn push_facts(guideline: &Guideline, notes: &mut Vec<(&'static str, String)>, facts: String) {
    if !facts.is_empty() {
        notes.push((say!(guideline, "Because"), facts));
    }
}
