use std::sync::LazyLock;

use proptest::prelude::*;

use super::super::document::{Content, Node, Spot};
use super::super::findings::Findings;
use super::super::resolve::{Is, Named, Names, Resolver, Scope};
use super::super::{DecisionId, Files, Hit, Place, QuestionId, ScoreId, load};
use super::*;

/// The shipped guideline: it has every kind of question, decisions and scores.
static SHIPPED: LazyLock<Guideline> = LazyLock::new(|| load(&Files::embedded()).unwrap().guideline);

fn names() -> Names {
    let guideline = &*SHIPPED;
    let mut names = Names::default();
    for (at, question) in guideline.questions.iter().enumerate() {
        let is = Is::Question(question.kind.clone());
        names.add(
            Named { id: question.id.clone(), subject: Subject::Question(QuestionId(at)), is },
            question.place.clone(),
        );
    }
    for (at, decision) in guideline.decisions.iter().enumerate() {
        let is = Is::Decision {
            hit: decision.hit,
            outcomes: decision.outcomes.clone(),
            ordered: decision.ordered,
        };
        names.add(
            Named { id: decision.id.clone(), subject: Subject::Decision(DecisionId(at)), is },
            decision.place.clone(),
        );
    }
    for (at, score) in guideline.scores.iter().enumerate() {
        names.add(
            Named { id: score.id.clone(), subject: Subject::Score(ScoreId(at)), is: Is::Score },
            score.place.clone(),
        );
    }
    names
}

/// Reads a text as the loader does; `None` where it is refused.
fn read<T>(text: &str, read: impl FnOnce(&mut Resolver<'_>, &Node) -> Option<T>) -> Option<T> {
    let (mut names, mut findings) = (names(), Findings::default());
    let file = findings.file("test", text);
    let node = Node {
        spot: Spot { line: 1, column: 1, width: 1 },
        flat: false,
        rows: Box::default(),
        value: Content::Scalar(text.to_owned(), true),
    };
    let scope = Scope::Decisions(SHIPPED.decisions.len());
    read(&mut Resolver { names: &mut names, findings: &mut findings, file, scope }, &node)
}

/// Without places, which a text made anew cannot have, and without lists of one.
fn plain(guard: &Guard) -> Guard {
    match guard {
        Guard::All(parts) | Guard::Any(parts) if parts.len() == 1 => plain(&parts[0]),
        Guard::All(parts) => Guard::All(parts.iter().map(plain).collect()),
        Guard::Any(parts) => Guard::Any(parts.iter().map(plain).collect()),
        Guard::Not(part) => Guard::Not(Box::new(plain(part))),
        Guard::Test(test) => Guard::Test(Test { place: Place::default(), ..test.clone() }),
    }
}

fn all_guards() -> Vec<Guard> {
    let guideline = &*SHIPPED;
    let rules = guideline.decisions.iter().flat_map(|decision| {
        let rules = decision.rules.iter().filter_map(|rule| rule.guard.clone());
        decision.when.clone().into_iter().chain(rules)
    });
    let asks = guideline.questions.iter().filter_map(|question| question.asks_when.clone());
    rules.chain(asks).chain(guideline.stops.iter().map(|stop| stop.guard.clone())).collect()
}

#[test]
fn every_guard_of_the_shipped_guideline_is_read_as_itself_again() {
    let guards = all_guards();
    assert!(guards.len() > 300, "{}", guards.len());
    for guard in &guards {
        let text = guard_text(&SHIPPED, guard);
        let again = read(&text, |resolver, node| resolver.guard(node));
        assert_eq!(again.as_ref().map(plain), Some(plain(guard)), "{text}");
    }
}

#[test]
fn guards_are_written_as_their_authors_would() {
    for text in [
        "ecog >= 2 and not (metastatic_sites has liver or metastatic_sites has any {lung, brain})",
        "side is not left or extent_pattern in {liver_only, lung_only}",
        "count(metastatic_sites) > 1 and future_liver_remnant_percent < 30",
        "metastatic_sites has only {liver} and control_months between 3 and 6.5",
    ] {
        let guard = read(text, |resolver, node| resolver.guard(node)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(guard_text(&SHIPPED, &guard), text);
    }
}

/// A test that a guard may make, picked by numbers.
fn picked(subject: usize, bits: u64, number: i64, form: usize) -> Test {
    let guideline = &*SHIPPED;
    let (questions, scores) = (guideline.questions.len(), guideline.scores.len());
    let first: Vec<usize> =
        (0..guideline.decisions.len()).filter(|at| guideline.decisions[*at].hit == Hit::First).collect();
    let subject = subject % (questions + scores + first.len());
    let on = match subject {
        at if at < questions => Subject::Question(QuestionId(at)),
        at if at < questions + scores => Subject::Score(ScoreId(at - questions)),
        at => Subject::Decision(DecisionId(first[at - questions - scores])),
    };
    let set = |count: usize| {
        let set = OptionSet(bits).and(OptionSet::first(count));
        if set.is_empty() { OptionSet::one(number.unsigned_abs() as usize % count) } else { set }
    };
    let interval = |number: Decimal| {
        let (from, to) = match form % 6 {
            0 => (None, Some((number, false))),
            1 => (None, Some((number, true))),
            2 => (Some((number, false)), None),
            3 => (Some((number, true)), None),
            4 => (Some((number, true)), Some((number, true))),
            _ => (Some((number, true)), Some((number + Decimal::whole(2), true))),
        };
        Interval { from, to }
    };
    let quantifiers = [Quantifier::Any, Quantifier::All, Quantifier::None, Quantifier::Only];
    let holds = match on {
        Subject::Question(question) => match &guideline[question].kind {
            Kind::YesNo => Holds::In(set(2)),
            Kind::OneOf(options) | Kind::Scale(options) => Holds::In(set(options.len())),
            Kind::AnyOf(options) if form % 5 == 4 => {
                let number = Decimal::whole(number.rem_euclid(options.len() as i64));
                let (from, to) = if bits.is_multiple_of(2) {
                    (Some((number, false)), None)
                } else {
                    (None, Some((number, true)))
                };
                Holds::Count(Interval { from, to })
            }
            Kind::AnyOf(options) => Holds::Has(quantifiers[form % 4], set(options.len())),
            Kind::Number { min, max, .. } => {
                let span = (*max - *min).to_f64() as i64;
                Holds::Within(interval(*min + Decimal::whole(number.rem_euclid(span.max(1)))))
            }
        },
        Subject::Decision(decision) => Holds::In(set(guideline[decision].outcomes.len())),
        Subject::Score(_) => Holds::Within(interval(Decimal::whole(number % 20))),
    };
    Test { on, holds, place: Place::default() }
}

fn guard() -> impl Strategy<Value = Guard> {
    let test = (any::<usize>(), any::<u64>(), any::<i64>(), any::<usize>())
        .prop_map(|(subject, bits, number, form)| Guard::Test(picked(subject, bits, number, form)));
    test.prop_recursive(4, 20, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Guard::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Guard::Any),
            inner.prop_map(|part| Guard::Not(Box::new(part))),
        ]
    })
}

/// Whether the loader would take every test of it: it refuses those that are always true or always false.
fn sensible(guard: &Guard) -> bool {
    match guard {
        Guard::All(parts) | Guard::Any(parts) => parts.iter().all(sensible),
        Guard::Not(part) => sensible(part),
        Guard::Test(_) => read(&guard_text(&SHIPPED, guard), |resolver, node| resolver.guard(node)).is_some(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_global_rejects: 4096, ..ProptestConfig::default() })]
    #[test]
    fn any_guard_is_read_as_itself_again(guard in guard()) {
        prop_assume!(sensible(&guard));
        let text = guard_text(&SHIPPED, &guard);
        let again = read(&text, |resolver, node| resolver.guard(node));
        prop_assert_eq!(again.as_ref().map(plain), Some(plain(&guard)), "{}", text);
    }
}

#[test]
fn formulas_keep_their_parentheses_and_no_others() {
    let numbers = SHIPPED.questions.iter().filter(|question| matches!(question.kind, Kind::Number { .. }));
    let ids: Vec<&str> = numbers.map(|question| question.id.as_str()).collect();
    let (a, b) = (ids[0], ids[1]);
    for text in [
        format!("sqrt({a} * {a} + {b} * {b})"),
        format!("({a} + {b}) * 2 - (1 - {a}) / ({a} / {b})"),
        format!("min({a}, max({b}, 0.5)) - 1 - 2"),
    ] {
        let formula =
            read(&text, |resolver, node| resolver.formula(node)).unwrap_or_else(|| panic!("{text}"));
        assert_eq!(formula_text(&SHIPPED, &formula), text);
    }
}
