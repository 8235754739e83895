//! Advice and its conditions.

use super::asking::workup;
use super::*;

#[test]
fn advice_is_what_all_completions_say() {
    let mut held_back = [0; 2];
    every(|guideline, _, answers, assessment| {
        let all = completions(guideline, answers);
        let workup = workup(guideline, answers);
        let evaluations: Vec<Evaluation> = all.iter().map(|full| evaluate(guideline, full)).collect();
        let wanted = |(full, one): (&Answers, &Evaluation)| with_workup(guideline, full, one, &workup);
        let advised: Vec<Vec<Advised>> = all.iter().zip(&evaluations).map(wanted).collect();
        for index in 0..guideline.recommendations.len() {
            let id = RecommendationId(index);
            let seen: Vec<Advised> = advised.iter().map(|advice| advice[index]).collect();
            let certain = |what: Advised| seen.iter().all(|one| *one == what);
            let advice = assessment.recommendations.iter().find(|advice| advice.recommendation == id);
            let withheld = assessment.withheld.iter().find(|withheld| withheld.recommendation == id);
            let by_rules = evaluations.iter().any(|one| one.advice[index] != Advised::No);
            match withheld {
                Some(withheld) => {
                    assert!(certain(Advised::Withheld(withheld.stop.0)) && advice.is_none());
                    held_back[0] += usize::from(!by_rules);
                }
                None => assert!(!(0..guideline.stops.len()).any(|stop| certain(Advised::Withheld(stop)))),
            }
            let possible = seen.contains(&Advised::Yes);
            match advice.map(|advice| &advice.condition) {
                Some(None) => assert!(certain(Advised::Yes), "{id:?}"),
                Some(Some(alternatives)) => {
                    held_back[1] += usize::from(!by_rules);
                    for (full, one) in all.iter().zip(&seen) {
                        let met =
                            alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)));
                        assert_eq!(met, *one == Advised::Yes, "{id:?} {alternatives:?} {full:?}");
                    }
                }
                None => assert!(!certain(Advised::Yes)),
            }
            if let Some(advice) = advice {
                let by = |question: &&QuestionId| guideline[**question].workup == Some(id);
                assert_eq!(
                    advice.finds_out.iter().collect::<std::collections::BTreeSet<_>>(),
                    workup.iter().filter(by).collect()
                );
            }
            let listed = advice.is_some() || assessment.pending.contains(&id);
            assert!(!possible || listed, "{id:?} is possible and not listed");
            assert!(!assessment.pending.contains(&id) || possible && !certain(Advised::Yes));
        }
        for item in &assessment.workup {
            let stopped = |full: &Answers, one: &Evaluation| {
                with_workup(guideline, full, one, &[item.question]).iter().enumerate().any(
                    |(index, advised)| {
                        guideline[item.question].workup == Some(RecommendationId(index))
                            && matches!(advised, Advised::Withheld(_))
                    },
                )
            };
            let may_be = all.iter().zip(&evaluations).any(|(full, one)| stopped(full, one));
            assert!(!may_be || item.by.is_none());
        }
    });
    assert!(held_back.iter().all(|count| *count > 2), "{held_back:?}");
}

#[test]
fn alternatives_have_no_superfluous_test_and_no_superfluous_alternative() {
    every(|guideline, _, answers, assessment| {
        let all = completions(guideline, answers);
        for advice in assessment.recommendations.iter() {
            let Some(alternatives) = &advice.condition else { continue };
            let truth = |alternatives: &[Vec<Fact>]| -> Vec<bool> {
                let met = |full: &Answers| {
                    alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)))
                };
                all.iter().map(met).collect()
            };
            let right = truth(alternatives);
            for alternative in 0..alternatives.len() {
                let mut fewer = alternatives.clone();
                fewer.remove(alternative);
                assert_ne!(truth(&fewer), right);
                for fact in 0..alternatives[alternative].len() {
                    let mut looser = alternatives.clone();
                    looser[alternative].remove(fact);
                    assert_ne!(truth(&looser), right);
                }
            }
        }
    });
}
