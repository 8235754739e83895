//! Where an assessment cannot be exact: a budget that does not hold, a formula whose inputs are open.

use super::asking::relevant;
use super::*;

#[test]
fn a_tiny_budget_stays_sound_and_says_that_it_is_not_exact() {
    let mut inexact = 0;
    for seed in 0..GUIDELINES {
        let guideline = Arc::new(random::guideline(seed));
        let exact = Engine::new(Arc::clone(&guideline)).unwrap();
        let tiny = Engine::with_budget(Arc::clone(&guideline), 1).unwrap();
        let random = &mut Random(seed);
        for _ in 0..4 {
            let answers = random::answers(random, &guideline);
            let (exact, tiny) = (exact.assess(&answers), tiny.assess(&answers));
            assert!(exact.exact);
            inexact += usize::from(!tiny.exact);
            assert!(exact.strategy.possible.minus(tiny.strategy.possible).is_empty(), "seed {seed}");
            let asked: Vec<_> = tiny.decisive.iter().chain(&tiny.refining).collect();
            for question in exact.decisive.iter().chain(&exact.refining) {
                assert!(asked.contains(&question), "seed {seed}: {question:?} is not asked");
            }
            for advice in tiny.recommendations.iter().filter(|advice| advice.condition.is_none()) {
                if advice.finds_out.is_empty() {
                    let id = advice.recommendation;
                    let certain = exact.recommendations.iter().find(|advice| advice.recommendation == id);
                    assert!(certain.is_some_and(|advice| advice.condition.is_none()), "seed {seed}: {id:?}");
                }
            }
            if tiny.exact {
                assert_eq!(tiny.status, exact.status);
            }
        }
    }
    assert!(inexact > 0, "the tiny budget never bit");
}

#[test]
fn a_formula_stays_sound_while_its_inputs_are_open() {
    let mut inexact = 0;
    for seed in 0..GUIDELINES {
        let guideline = random::with_formula(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let random = &mut Random(seed);
        for _ in 0..2 {
            let answers = random::answers(random, &guideline);
            let assessment = engine.assess(&answers);
            let all = completions(&guideline, &answers);
            let evaluations: Vec<_> = all.iter().map(|full| evaluate(&guideline, full)).collect();
            for evaluation in &evaluations {
                if let (Outcome::Fired { outcome, .. }, _) = evaluation.result(&guideline) {
                    assert!(assessment.strategy.possible.contains(outcome), "seed {seed}: {outcome}");
                }
            }
            for full in &all {
                if let Some(value) = points(&guideline, full, &[], ScoreId(0)) {
                    let (min, max) = assessment.scores[0].range.expect("a score that has values has a range");
                    assert!(min <= value && value <= max, "seed {seed}: {value} in {min} to {max}");
                }
            }
            for index in (0..guideline.questions.len()).filter(|&index| open(&answers, QuestionId(index))) {
                let question = QuestionId(index);
                let asked =
                    assessment.decisive.contains(&question) || assessment.refining.contains(&question);
                assert!(
                    asked || !relevant(&guideline, &answers, question, &[]).1,
                    "seed {seed}: {question:?}"
                );
            }
            for advice in assessment.recommendations.iter().filter(|advice| advice.condition.is_none()) {
                let index = advice.recommendation.0;
                let given = evaluations.iter().all(|one| one.advice[index] == Advised::Yes);
                assert!(given || !advice.finds_out.is_empty(), "seed {seed}: {index}");
            }
            inexact += usize::from(!assessment.exact);
        }
    }
    assert!(inexact > 0, "no formula was ever open");
}

#[test]
fn another_order_of_variables_changes_sizes_and_no_result() {
    let mut smaller = 0;
    for seed in 0..GUIDELINES / 5 {
        let guideline = random::guideline(seed);
        let engine = Engine::new(Arc::new(guideline.clone())).unwrap();
        let (size, order) = engine.better_order();
        let sifted = Engine::new(Arc::new(Guideline { order, ..guideline.clone() })).unwrap();
        assert_eq!(sifted.size().1, size, "seed {seed}: sifting counts what composition makes");
        assert!(size <= engine.size().1);
        smaller += usize::from(size < engine.size().1);
        let random = &mut Random(seed);
        for _ in 0..4 {
            let answers = random::answers(random, &guideline);
            let (one, other) = (engine.assess(&answers), sifted.assess(&answers));
            assert_eq!(one.strategy.possible, other.strategy.possible, "seed {seed}");
            assert_eq!((one.status, one.exact), (other.status, other.exact), "seed {seed}");
            assert_eq!(one.next_question, other.next_question, "seed {seed}");
            assert_eq!((&one.decisive, &one.refining), (&other.decisive, &other.refining), "seed {seed}");
            assert_eq!((&one.dormant, &one.pending), (&other.dormant, &other.pending), "seed {seed}");
            assert_eq!(one.withheld, other.withheld, "seed {seed}");
            let given = |assessment: &Assessment| -> Vec<_> {
                let advice = assessment.recommendations.iter();
                advice.map(|advice| (advice.recommendation, advice.condition.is_none())).collect()
            };
            assert_eq!(given(&one), given(&other), "seed {seed}");
        }
    }
    assert!(smaller > 0, "no order was ever better");
}
