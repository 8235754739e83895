//! What is relevant, what is asked next, what is dormant, what to find out.

use super::*;

/// The definition, word for word: two completions that differ only in the question give a different result, that of
/// the work-up for some unknown answers included.
pub(super) fn relevant(
    guideline: &Guideline,
    answers: &Answers,
    question: QuestionId,
    workup: &[QuestionId],
) -> (bool, bool) {
    let (mut decisive, mut any) = (false, false);
    changed(guideline, answers, question, |(full, here), (other, there)| {
        let outcome = |evaluation: &Evaluation| evaluation.result(guideline);
        decisive |= outcome(there).0 != outcome(here).0;
        any |= outcome(there) != outcome(here);
        any |= with_workup(guideline, other, there, workup) != with_workup(guideline, full, here, workup);
    });
    (decisive, any)
}

/// The unknown answers that matter: to the result, or to whether the work-up for such an answer is forbidden.
pub(super) fn workup(guideline: &Guideline, answers: &Answers) -> Vec<QuestionId> {
    let unknown: Vec<QuestionId> = (0..guideline.questions.len())
        .map(QuestionId)
        .filter(|question| answers.get(*question).is_some() && open(answers, *question))
        .collect();
    let mut found = vec![];
    loop {
        let matters = |question: &QuestionId| relevant(guideline, answers, *question, &found).1;
        let more: Vec<QuestionId> = unknown.iter().copied().filter(matters).collect();
        if more == found {
            return found;
        }
        found = more;
    }
}

/// Every completion beside every other that differs from it in one question only.
fn changed(
    guideline: &Guideline,
    answers: &Answers,
    question: QuestionId,
    mut see: impl FnMut((&Answers, &Evaluation), (&Answers, &Evaluation)),
) {
    for full in completions(guideline, answers) {
        let here = evaluate(guideline, &full);
        let mut others = Answers::none(guideline);
        others.set(question, answers.get(question));
        for value in values(guideline, question) {
            if let (Some(Answer::AnyOf { yes, unknown }), Answer::AnyOf { yes: chosen, .. }) =
                (answers.get(question), value)
                && chosen.minus(unknown) != yes
            {
                continue;
            }
            let mut other = full.clone();
            other.set(question, Some(value));
            see((&full, &here), (&other, &evaluate(guideline, &other)));
        }
    }
}

/// What the alerts of a guideline hang on: each rule of a `collect` decision, the rule that fires of a `first` one.
fn alarms(guideline: &Guideline, evaluation: &Evaluation) -> Vec<Option<usize>> {
    let mut all = vec![];
    for (decision, outcome) in guideline.decisions.iter().zip(&evaluation.decisions) {
        for rule in (0..decision.rules.len()).filter(|&rule| decision.rules[rule].alert.is_some()) {
            all.push(match outcome {
                Outcome::Fired { rule, .. } => Some(*rule),
                Outcome::Collected(rules) => Some(usize::from(rules[rule])),
                Outcome::Gap => Some(usize::MAX),
                Outcome::Skipped if decision.hit == Hit::Collect => Some(0),
                Outcome::Skipped => None,
            });
        }
    }
    all
}

#[test]
fn relevance_is_exactly_its_definition() {
    every(|guideline, _, answers, assessment| {
        let workup = workup(guideline, answers);
        for index in 0..guideline.questions.len() {
            let question = QuestionId(index);
            let said = (assessment.decisive.contains(&question), assessment.refining.contains(&question));
            let (decisive, any) = match open(answers, question) {
                true => relevant(guideline, answers, question, &workup),
                false => (false, false),
            };
            assert_eq!(said, (decisive, any && !decisive), "q{index}");
        }
        let unanswered = |question: &&QuestionId| answers.get(**question).is_none();
        let status = match () {
            () if assessment.decisive.iter().any(|question| unanswered(&question)) => Status::Provisional,
            () if assessment.refining.iter().any(|question| unanswered(&question)) => Status::Settled,
            () if !assessment.decisive.is_empty() || !assessment.refining.is_empty() => {
                Status::AwaitingWorkup
            }
            () => Status::Final,
        };
        assert_eq!(assessment.status, status);
        match assessment.next_question {
            None => assert!(!matches!(status, Status::Provisional | Status::Settled)),
            Some(question) => assert!(answers.get(question).is_none()),
        }
    });
}

#[test]
fn dormant_answers_change_nothing_alone() {
    every(|guideline, _, answers, assessment| {
        let workup = workup(guideline, answers);
        for index in 0..guideline.questions.len() {
            let question = QuestionId(index);
            if answers.get(question).is_none() {
                assert!(!assessment.dormant.contains(&question));
                continue;
            }
            let mut without = answers.clone();
            without.set(question, None);
            let all = completions(guideline, answers);
            let off = all.iter().all(|full| !applies(guideline, full, question));
            let (_, mut matters) = relevant(guideline, &without, question, &workup);
            changed(guideline, &without, question, |(_, here), (_, there)| {
                matters |= alarms(guideline, here) != alarms(guideline, there);
            });
            if open(answers, question) && matters != relevant(guideline, &without, question, &workup).1 {
                // An unknown answer raises no alert.
                continue;
            }
            assert_eq!(assessment.dormant.contains(&question), off || !matters, "q{index}");
        }
    });
}

#[test]
fn the_next_question_is_a_pinned_one_then_a_decisive_one_then_a_refining_one() {
    every(|guideline, _, answers, assessment| {
        let unanswered = |question: &&QuestionId| answers.get(**question).is_none();
        let decisive: Vec<_> = assessment.decisive.iter().filter(unanswered).collect();
        let refining: Vec<_> = assessment.refining.iter().filter(unanswered).collect();
        let pinned = |question: &QuestionId| guideline.sections[guideline[*question].section].pinned;
        let relevant = decisive.iter().chain(&refining);
        let best: Vec<_> = match relevant.clone().any(|question| pinned(question)) {
            true => relevant.filter(|question| pinned(question)).collect(),
            false if !decisive.is_empty() => decisive.iter().collect(),
            false => refining.iter().collect(),
        };
        match assessment.next_question {
            None => assert!(best.is_empty()),
            Some(next) => assert!(best.iter().any(|question| ***question == next), "{next:?} of {best:?}"),
        }
        // Within them a page is asked as it is written, where the guideline wants that or has pinned it.
        if let Some(next) = assessment.next_question
            && (pinned(&next) || guideline.asking == Asking::Pages)
        {
            let same = |question: &&&&QuestionId| {
                assessment.decisive.contains(question) == assessment.decisive.contains(&next)
            };
            assert_eq!(best.iter().filter(same).map(|question| ***question).min(), Some(next));
        }
        let status = match (decisive.is_empty(), refining.is_empty()) {
            (false, _) => Status::Provisional,
            (true, false) => Status::Settled,
            (true, true) if assessment.workup.is_empty() => Status::Final,
            (true, true) => Status::AwaitingWorkup,
        };
        assert_eq!(assessment.status, status);
    });
}

#[test]
fn work_up_lists_every_unknown_answer_that_matters_the_decisive_ones_first() {
    every(|_, _, answers, assessment| {
        let unknown = |question: &QuestionId| answers.get(*question).is_some();
        let mut matter: Vec<_> = assessment.decisive.iter().filter(|question| unknown(question)).collect();
        let count = matter.len();
        matter.extend(assessment.refining.iter().filter(|question| unknown(question)));
        let mut listed: Vec<_> = assessment.workup.iter().map(|item| &item.question).collect();
        assert!(assessment.workup.iter().position(|item| !item.decisive).is_none_or(|first| first == count));
        listed.sort();
        matter.sort();
        assert_eq!(listed, matter);
    });
}
