//! Sizes that must not run away: what an author can write in a line is compiled in a blink, whatever it counts.

use std::fmt::Write as _;
use std::sync::Arc;

use mcrc::engine::Engine;
use mcrc::guideline::{Answer, Answers, Files, Guideline, OptionSet, Origin, QuestionId, load};

/// A guideline of a page, from its questions and the rules of its plan.
fn guideline(questions: &str, rules: &str) -> Guideline {
    let head = "guideline: tiny\ntitle: Tiny\nversion: \"1\"\ndate: 2026-11-29\nlicence: CC0-1.0\n\
                disclaimer: Invented for tests.\nstrategy: plan\n";
    let plan = format!(
        "- decision: plan\n  title: Plan\n  outcomes: [a, b]\n  rules:\n{rules}    - {{otherwise: b, because: x}}\n"
    );
    let texts = [
        ("guideline.yaml", head.to_owned()),
        ("questions.yaml", format!("- section: S\n  questions:\n{questions}")),
        ("decisions/10-plan.yaml", plan),
    ];
    let texts = texts.map(|(path, text)| (path.to_owned(), text)).to_vec();
    load(&Files { texts, origin: Origin::Embedded }).unwrap().guideline
}

fn options(count: usize) -> String {
    let mut all = String::new();
    (0..count).for_each(|option| write!(all, "o{option}, ").unwrap());
    all
}

#[test]
fn a_count_of_the_most_options_there_can_be_is_a_small_diagram_with_any_bound() {
    let question = format!(
        "    - {{id: many, ask: Which?, kind: any_of, options: [{}]}}\n",
        options(63).trim_end_matches(", ")
    );
    for bound in 1..=63 {
        for sign in [">=", "="] {
            let rules = format!("    - {{if: \"count(many) {sign} {bound}\", then: a, because: x}}\n");
            let engine = Engine::new(Arc::new(guideline(&question, &rules))).unwrap();
            let (own, composed) = engine.size();
            assert!(own <= 63 * 64 / 2, "{sign} {bound}: {own} nodes");
            assert!(composed <= 3 * 63 * 64, "{sign} {bound}: {composed} nodes");
            for chosen in [bound - 1, bound, 63] {
                let mut answers = Answers::none(engine.guideline());
                let yes = OptionSet((0..chosen).fold(0, |set, option| set | 1 << option));
                answers.set(QuestionId(0), Some(Answer::AnyOf { yes, unknown: OptionSet::EMPTY }));
                let met = if sign == "=" { chosen == bound } else { chosen >= bound };
                let outcome = engine.assess(&answers).strategy.outcome;
                assert_eq!(outcome, Some(usize::from(!met)), "{chosen} chosen, {sign} {bound}");
                let mut case = engine.classify(&answers).unwrap();
                engine.run(&mut case);
                assert_eq!(engine.outcome_of(&case, engine.guideline().strategy), outcome);
            }
        }
    }
}
