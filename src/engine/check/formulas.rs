//! Answers for which formulas come to what a patient needs: numbers that are tried out, and inputs that do not apply.

use super::patient::{choose, typical};
use crate::engine::Engine;
use crate::engine::diagram::Graph;
use crate::engine::facts::Facts;
use crate::engine::variables::{Meaning, Variables};
use crate::guideline::{Answer, Answers, Decimal, Guideline, Kind, QuestionId, ScoreId, ScoreKind, Subject};

/// How many combinations of numbers are tried for the formulas on a path.
const TRIES: usize = 20_000;

impl Engine {
    /// Answers for which every formula falls into its class: numbers, each in the class that the path asks for; and
    /// where a formula should have no value, also such that one of its inputs does not apply.
    pub(super) fn solve(
        &self,
        answers: &Answers,
        path: &[(usize, usize)],
        formulas: &[(ScoreId, usize, usize)],
    ) -> Option<Answers> {
        if let Some(found) = self.solve_with_numbers(answers, path, formulas) {
            return Some(found);
        }
        let without =
            |(_, var, class): &&(ScoreId, usize, usize)| *class == self.variables.all[*var].runs.len();
        for (score, ..) in formulas.iter().filter(without) {
            let mut inputs = Vec::new();
            inputs_of(&self.guideline, *score, &mut inputs);
            let asked = inputs.into_iter().filter(|input| self.guideline[*input].asks_when.is_some());
            for input in asked {
                let mut idle = self.with_applying(answers, input, false);
                idle.set(input, None);
                let facts = Facts::of(&self.guideline, &self.variables, &idle);
                let rest: Vec<(ScoreId, usize, usize)> = formulas
                    .iter()
                    .copied()
                    .filter(|(_, var, class)| facts.class[*var] != Some(*class))
                    .collect();
                if rest.len() == formulas.len() {
                    continue;
                }
                if rest.is_empty() {
                    return Some(idle);
                }
                if let Some(found) = self.solve_with_numbers(&idle, path, &rest) {
                    let facts = Facts::of(&self.guideline, &self.variables, &found);
                    if formulas.iter().all(|(_, var, class)| facts.class[*var] == Some(*class)) {
                        return Some(found);
                    }
                }
            }
        }
        None
    }

    fn solve_with_numbers(
        &self,
        answers: &Answers,
        path: &[(usize, usize)],
        formulas: &[(ScoreId, usize, usize)],
    ) -> Option<Answers> {
        let (guideline, variables) = (&*self.guideline, &self.variables);
        let mut inputs = Vec::new();
        formulas.iter().for_each(|(score, ..)| inputs_of(guideline, *score, &mut inputs));
        let answers = &self.with_inputs_applying(answers, &inputs);
        let on_path = |question: QuestionId| {
            let var = variables.question(question).start;
            (var, path.iter().find(|(other, _)| *other == var).map(|(_, class)| *class))
        };
        // All numbers where they are few enough, else some of each run.
        let all = inputs.iter().try_fold(1, |all: usize, &question| {
            let (var, class) = on_path(question);
            all.checked_mul(grid_size(guideline, variables, question, var, class)).filter(|&all| all <= TRIES)
        });
        let candidates: Vec<(QuestionId, Vec<Answer>)> = inputs
            .into_iter()
            .map(|question| {
                let (var, class) = on_path(question);
                (question, numbers(guideline, variables, question, (var, class), all.is_some()))
            })
            .collect();
        let combinations: usize = candidates.iter().map(|(_, values)| values.len()).product();
        for mut combination in 0..combinations.min(TRIES) {
            let mut tried = answers.clone();
            for (question, values) in &candidates {
                tried.set(*question, Some(values[combination % values.len()]));
                combination /= values.len();
            }
            let facts = Facts::of(guideline, variables, &tried);
            if formulas.iter().all(|(_, var, class)| facts.class[*var] == Some(*class)) {
                return Some(tried);
            }
        }
        None
    }
}

impl Engine {
    /// The answers, and such others as make the inputs of a formula apply.
    pub(super) fn with_inputs_applying(&self, answers: &Answers, inputs: &[QuestionId]) -> Answers {
        inputs.iter().fold(answers.clone(), |answers, input| self.with_applying(&answers, *input, true))
    }

    /// The answers, and such others as make a question apply, or not apply.
    fn with_applying(&self, answers: &Answers, input: QuestionId, applies: bool) -> Answers {
        let (guideline, variables, composed) = (&*self.guideline, &self.variables, self.composed());
        let mut answers = answers.clone();
        let Some(mut node) = composed.applies[input.0] else { return answers };
        // As it stands before: an option that is chosen leaves out the others only in the end.
        let facts = Facts::of(guideline, variables, &answers);
        while let Some((var, children)) = composed.table.branch(node) {
            let reaches = |class: &usize| {
                facts.masks[var] >> class & 1 == 1
                    && composed.table.leaves(children[*class]).contains(usize::from(applies))
            };
            let Some(class) = (0..children.len()).find(reaches) else { break };
            if facts.class[var].is_none() {
                match variables.all[var].meaning {
                    Meaning::Answer(question) => {
                        answers.set(question, Some(typical(guideline, variables, question, var, class)));
                    }
                    Meaning::Member(question, option) => choose(&mut answers, question, option, class),
                    _ => break,
                }
            }
            node = children[class];
        }
        answers
    }
}

/// How many numbers a question has, or one run of them.
fn grid_size(
    guideline: &Guideline,
    variables: &Variables,
    question: QuestionId,
    var: usize,
    class: Option<usize>,
) -> usize {
    let Kind::Number { decimals, .. } = guideline[question].kind else { return 0 };
    let step = Decimal::step(decimals).to_f64();
    let size = |(low, high): (Decimal, Decimal)| ((high.to_f64() - low.to_f64()) / step).round() as usize + 1;
    runs_of(variables, var, class).map(size).sum()
}

fn runs_of(
    variables: &Variables,
    var: usize,
    class: Option<usize>,
) -> impl Iterator<Item = (Decimal, Decimal)> {
    let runs = variables.all[var].runs.iter().enumerate();
    runs.filter(move |(index, _)| class.is_none_or(|class| class == *index)).map(|(_, run)| *run)
}

/// Numbers to try: all of them, or the ends and the middle of each run, or of the one that is asked for.
fn numbers(
    guideline: &Guideline,
    variables: &Variables,
    question: QuestionId,
    (var, class): (usize, Option<usize>),
    all: bool,
) -> Vec<Answer> {
    let Kind::Number { decimals, .. } = guideline[question].kind else { return Vec::new() };
    let mut values: Vec<Decimal> = runs_of(variables, var, class)
        .flat_map(|(low, high)| {
            if all {
                let next = |number: &Decimal| Some(*number + Decimal::step(decimals));
                return std::iter::successors(Some(low), next).take_while(|number| *number <= high).collect();
            }
            let part = |share: f64| {
                let between = low.to_f64() + (high.to_f64() - low.to_f64()) * share;
                Decimal::from_f64(between).map_or(low, |number| number.floor(decimals).max(low))
            };
            vec![low, high, part(0.5), part(0.1), part(0.02)]
        })
        .collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Answer::Number).collect()
}

fn inputs_of(guideline: &Guideline, score: ScoreId, inputs: &mut Vec<QuestionId>) {
    let ScoreKind::Formula(formula) = &guideline[score].kind else { return };
    for subject in formula.subjects() {
        match subject {
            Subject::Question(question) if !inputs.contains(&question) => inputs.push(question),
            Subject::Score(score) => inputs_of(guideline, score, inputs),
            Subject::Question(_) | Subject::Decision(_) => {}
        }
    }
}
