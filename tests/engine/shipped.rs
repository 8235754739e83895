//! The shipped guideline: proved complete and safe, right on every demonstration case, and careful about what it is
//! not told.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::random::Random;
use mcrc::engine::{Advice, Assessment, Engine, State, Status, mismatches};
use mcrc::guideline::{Answer, Case, Files, Guideline, QuestionId, Strength, Tone, load, read_case};

pub(crate) fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let loaded = load(&Files::embedded()).unwrap_or_else(|findings| panic!("{findings}"));
        assert!(loaded.warnings.0.is_empty(), "{}", loaded.warnings);
        Engine::new(Arc::new(loaded.guideline)).unwrap()
    })
}

fn demos(guideline: &Guideline) -> Vec<(String, Case)> {
    cases(guideline, concat!(env!("CARGO_MANIFEST_DIR"), "/demo"))
}

fn cases(guideline: &Guideline, folder: &str) -> Vec<(String, Case)> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yaml"));
    paths.sort();
    let read = |path: &Path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = read_case(guideline, &name, &std::fs::read_to_string(path).unwrap());
        (name, case.unwrap_or_else(|findings| panic!("{findings}")))
    };
    paths.iter().map(|path| read(path)).collect()
}

fn given(guideline: &Guideline, assessment: &Assessment) -> Vec<String> {
    let certain = assessment.recommendations.iter().filter(|advice| advice.condition.is_none());
    certain.map(|advice| guideline[advice.recommendation].id.clone()).collect()
}

#[test]
fn has_no_gap_no_dead_rule_and_keeps_every_stop_by_its_rules_alone() {
    let findings = engine().findings();
    assert!(findings.is_empty(), "{findings:#?}");
    assert!(engine().guideline().stops.len() >= 20);
}

fn as_expected(engine: &Engine, name: &str, case: &Case) {
    let expect = case.expect.as_ref().unwrap_or_else(|| panic!("{name} expects nothing"));
    let found = mismatches(engine.guideline(), expect, &engine.assess(&case.answers));
    assert!(found.is_empty(), "{name}: {found:#?}");
}

/// A rule added may double the diagrams under an order that was found without it, and with them memory, start and
/// check. `mcrc guideline order guidelines/mcrc` takes a minute and finds another.
#[test]
fn its_diagrams_are_as_small_as_their_budgets_ask() {
    let (_, composed) = engine().size();
    assert!(composed <= 300_000, "{composed} nodes: run `mcrc guideline order guidelines/mcrc`");
}

#[test]
fn the_tutorial_loads_is_proved_and_does_what_its_cases_expect() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/tutorial");
    let loaded =
        load(&Files::read(Path::new(folder)).unwrap()).unwrap_or_else(|findings| panic!("{findings}"));
    assert!(loaded.warnings.0.is_empty(), "{}", loaded.warnings);
    let engine = Engine::new(Arc::new(loaded.guideline)).unwrap();
    assert_eq!(engine.findings(), []);
    let cases = cases(engine.guideline(), &format!("{folder}/cases"));
    assert!(cases.len() >= 2);
    for (name, case) in &cases {
        as_expected(&engine, name, case);
    }
}

#[test]
fn says_what_every_demonstration_expects() {
    let guideline = engine().guideline();
    let demos = demos(guideline);
    assert!(demos.len() >= 8);
    for (name, case) in &demos {
        assert!(
            !case.expect.as_ref().unwrap_or_else(|| panic!("{name} expects nothing")).has.is_empty(),
            "{name}"
        );
        as_expected(engine(), name, case);
    }
    let mut claims: Vec<u32> = demos.iter().filter_map(|(_, case)| case.claim).collect();
    claims.sort_unstable();
    assert_eq!(
        claims,
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        "one demonstration for each claim of the founding review"
    );
}

#[test]
fn its_own_cases_say_what_they_expect_and_reach_every_rule_advice_and_bound() {
    let guideline = engine().guideline();
    let cases = cases(guideline, OWN_CASES);
    for (name, case) in &cases {
        as_expected(engine(), name, case);
    }
    let coverage = engine().coverage(cases.iter().map(|(_, case)| &case.answers));
    for (decision, rules) in guideline.decisions.iter().zip(&coverage.rules) {
        let unreached: Vec<_> =
            (0..rules.len()).filter(|rule| rules[*rule] == 0).map(|rule| rule + 1).collect();
        assert!(unreached.is_empty(), "no case reaches rules {unreached:?} of {}", decision.id);
    }
    for (recommendation, cases) in guideline.recommendations.iter().zip(&coverage.recommendations) {
        assert!(*cases > 0, "no case is given {}", recommendation.id);
    }
    for bound in coverage.bounds.iter().filter(|bound| bound.observable) {
        assert!(bound.seen_below && bound.seen_above, "no two cases stand around {bound:?}");
    }
}

#[test]
fn every_claim_of_the_founding_review_reaches_its_advice_with_the_review_cited() {
    let guideline = engine().guideline();
    let review =
        guideline.evidence.iter().position(|evidence| evidence.citation.starts_with("Park EJ")).unwrap();
    let advice = [
        "tumour_board_discussion",
        "resect_liver",
        "operate_when_resectable",
        "two_stage_hepatectomy",
        "simultaneous_resection",
        "lung_sbrt",
        "cytoreductive_surgery",
        "resect_primary_for_symptoms",
        "leave_primary_in_situ",
    ];
    for (claim, id) in (1..).zip(advice) {
        let demo = demos(guideline).into_iter().find(|(_, case)| case.claim == Some(claim)).unwrap();
        let assessment = engine().assess(&demo.1.answers);
        let advice =
            assessment.recommendations.iter().find(|advice| guideline[advice.recommendation].id == id);
        let advice = advice.unwrap_or_else(|| panic!("claim {claim}: {} does not give {id}", demo.0));
        let mut cited =
            advice.from.iter().flat_map(|&(decision, rule)| &guideline[decision].rules[rule].evidence);
        let strategy = assessment.decisions[guideline.strategy.0].state.clone();
        let State::Decided { rule: Some(rule), .. } = strategy else { panic!("{strategy:?}") };
        let plan = &guideline[guideline.strategy].rules[rule].evidence;
        assert!(
            cited.any(|evidence| evidence.0 == review) || plan.iter().any(|evidence| evidence.0 == review),
            "claim {claim}"
        );
    }
}

#[test]
fn an_answer_not_known_never_makes_a_plan_that_was_not_there() {
    let guideline = engine().guideline();
    let random = &mut Random(7);
    for (name, case) in demos(guideline) {
        let full = engine().assess(&case.answers);
        for _ in 0..if cfg!(debug_assertions) { 3 } else { 20 } {
            let mut fewer = case.answers.clone();
            for index in 0..guideline.questions.len() {
                match random.below(6) {
                    0 => fewer.set(QuestionId(index), None),
                    1 if fewer.get(QuestionId(index)).is_some() => {
                        fewer.set(QuestionId(index), Some(Answer::Unknown))
                    }
                    _ => None,
                };
            }
            let less = engine().assess(&fewer);
            assert!(full.strategy.possible.minus(less.strategy.possible).is_empty(), "{name}: {fewer:?}");
            let certain = given(guideline, &full);
            for advice in less.recommendations.iter().filter(|advice| advice.condition.is_none()) {
                let id = &guideline[advice.recommendation].id;
                assert!(
                    certain.contains(id) || !advice.finds_out.is_empty(),
                    "{name}: {id} from fewer answers"
                );
            }
            assert!(less.withheld.is_empty(), "{name}: the rules alone keep the stops");
        }
    }
}

#[test]
fn with_everything_unknown_it_says_what_to_find_out_first() {
    let guideline = engine().guideline();
    let mut answers = mcrc::guideline::Answers::none(guideline);
    for index in 0..guideline.questions.len() {
        answers.set(QuestionId(index), Some(Answer::Unknown));
    }
    let assessment = engine().assess(&answers);
    assert_eq!((assessment.status, assessment.next_question), (Status::AwaitingWorkup, None));
    assert!(assessment.strategy.outcome.is_none() && !assessment.workup.is_empty());
    assert!(assessment.workup[0].decisive);
}

#[test]
fn every_rule_gives_its_reason_and_every_figure_its_status() {
    let guideline = engine().guideline();
    for decision in &guideline.decisions {
        for (rule, row) in decision.rules.iter().enumerate() {
            let advises = !row.recommend.is_empty();
            assert!(
                !advises || !row.evidence.is_empty(),
                "rule {} of {} advises without evidence",
                rule + 1,
                decision.id
            );
            assert!(
                !advises || row.strength.is_some() && row.basis.is_some(),
                "rule {} of {}",
                rule + 1,
                decision.id
            );
        }
    }
    assert!(guideline.evidence.iter().any(|evidence| !evidence.checked));
}

/// The demonstrations and the guideline's own cases.
pub(crate) fn all_cases() -> Vec<(String, Case)> {
    let guideline = engine().guideline();
    let mut all = demos(guideline);
    if let Ok(true) = std::fs::exists(OWN_CASES) {
        all.extend(cases(guideline, OWN_CASES));
    }
    all
}

const OWN_CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/mcrc/cases");

#[test]
fn one_of_several_equal_options_is_considered_not_done() {
    let engine = engine();
    let guideline = engine.guideline();
    let tones = |name: &str| {
        let (_, case) = all_cases().into_iter().find(|(each, _)| each == name).unwrap();
        let assessment = engine.assess(&case.answers);
        let resection = |advice: &Advice| guideline[advice.recommendation].id == "emergency_resection";
        let advice = assessment.recommendations.into_iter().find(resection).unwrap();
        (advice.strength, guideline[advice.recommendation].tone, advice.tone(guideline))
    };
    assert_eq!(tones("urgent-perforation-free"), (Some(Strength::A), Tone::Do, Tone::Do));
    assert_eq!(tones("urgent-bleeding-massive"), (Some(Strength::C), Tone::Do, Tone::Consider));
}
