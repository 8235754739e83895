//! Advice and its conditions.

use super::*;

#[test]
fn advice_is_what_all_completions_say() {
    every(|guideline, _, answers, assessment| {
        let all = completions(guideline, answers);
        let advised: Vec<Vec<Advised>> = all.iter().map(|full| evaluate(guideline, full).advice).collect();
        for index in 0..guideline.recommendations.len() {
            let id = RecommendationId(index);
            let seen: Vec<Advised> = advised.iter().map(|advice| advice[index]).collect();
            let certain = |what: Advised| seen.iter().all(|one| *one == what);
            let advice = assessment.recommendations.iter().find(|advice| advice.recommendation == id);
            let withheld = assessment.withheld.iter().find(|withheld| withheld.recommendation == id);
            match withheld {
                Some(withheld) => assert!(certain(Advised::Withheld(withheld.stop.0))),
                None => assert!(!(0..guideline.stops.len()).any(|stop| certain(Advised::Withheld(stop)))),
            }
            let possible = seen.contains(&Advised::Yes);
            match advice {
                Some(advice) if !advice.finds_out.is_empty() => {
                    let wanted = |full: &Answers, one: Advised| {
                        let asks = |question: &QuestionId| applies(guideline, full, *question);
                        one == Advised::Yes || advice.finds_out.iter().any(asks)
                    };
                    for (full, &one) in all.iter().zip(&seen) {
                        let met = advice.condition.as_ref().is_none_or(|alternatives| {
                            alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)))
                        });
                        assert_eq!(met, wanted(full, one), "{id:?} {advice:?} {full:?}");
                    }
                }
                Some(advice) => match &advice.condition {
                    None => assert!(certain(Advised::Yes), "{id:?}"),
                    Some(alternatives) => {
                        for (full, one) in all.iter().zip(&seen) {
                            let met =
                                alternatives.iter().any(|facts| facts.iter().all(|fact| true_of(full, fact)));
                            assert_eq!(met, *one == Advised::Yes, "{id:?} {alternatives:?} {full:?}");
                        }
                    }
                },
                None => assert!(!certain(Advised::Yes)),
            }
            let listed = advice.is_some() || assessment.pending.contains(&id);
            assert!(!possible || listed, "{id:?} is possible and not listed");
            let finds_out = guideline.questions.iter().any(|question| question.workup == Some(id));
            assert!(!assessment.pending.contains(&id) || finds_out || possible && !certain(Advised::Yes));
        }
    });
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
