use proptest::prelude::*;

use super::lexer::tokens;
use super::*;
use crate::guideline::{Decimal, Quantifier};

fn name() -> impl Strategy<Value = Name> {
    "[a-z][a-z0-9_]{0,8}"
        .prop_filter("keywords are no names", |text| !KEYWORDS.contains(&text.as_str()))
        .prop_map(|text| Name { width: text.len(), start: 0, text })
}

fn number() -> impl Strategy<Value = Decimal> {
    (-9999i64..9999, 0u8..3).prop_map(|(whole, places)| {
        let text = if places == 0 { whole.to_string() } else { format!("{whole}.{places}5") };
        text.parse().unwrap()
    })
}

fn form() -> impl Strategy<Value = Form> {
    let set = || prop::collection::vec(name(), 1..4);
    let compare = || prop::sample::select(Compare::ALL.to_vec());
    let quantifiers = vec![Quantifier::Any, Quantifier::All, Quantifier::None, Quantifier::Only];
    prop_oneof![
        Just(Form::Bare),
        (any::<bool>(), name()).prop_map(|(positive, option)| Form::Is(positive, option)),
        set().prop_map(Form::In),
        name().prop_map(Form::HasOne),
        (prop::sample::select(quantifiers), set()).prop_map(|(quantifier, set)| Form::Has(quantifier, set)),
        (compare(), number()).prop_map(|(compare, number)| Form::Count(compare, number)),
        (compare(), name()).prop_map(|(compare, option)| Form::Compare(compare, option)),
        (compare(), number()).prop_map(|(compare, number)| {
            let text = number.to_string();
            Form::Compare(compare, Name { start: 0, width: text.len(), text })
        }),
        (number(), number()).prop_map(|(from, to)| Form::Between(from, to)),
    ]
}

fn guard() -> impl Strategy<Value = GuardSyntax> {
    let test = (name(), form()).prop_map(|(name, form)| GuardSyntax::Test(TestSyntax { name, form }));
    test.prop_recursive(4, 24, 3, |inner| {
        let parts = |all: bool| {
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |parts| {
                // "a and (b and c)" keeps its parentheses only if it needs them: joined parts are one list.
                let flat = parts.into_iter().flat_map(|part| match part {
                    GuardSyntax::All(inner) if all => inner,
                    GuardSyntax::Any(inner) if !all => inner,
                    other => vec![other],
                });
                if all { GuardSyntax::All(flat.collect()) } else { GuardSyntax::Any(flat.collect()) }
            })
        };
        prop_oneof![
            parts(true),
            parts(false),
            inner.clone().prop_map(|part| GuardSyntax::Not(Box::new(part)))
        ]
    })
}

proptest! {
    #[test]
    fn printing_and_parsing_gives_the_guard_back(guard in guard()) {
        let text = guard.to_string();
        prop_assert_eq!(parse_guard(&text), Ok((guard, None)), "{}", text);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = parse_guard(&text);
        let _ = parse_formula(&text);
    }

    #[test]
    fn no_string_of_words_panics(words in prop::collection::vec(prop::sample::select(vec![
        "and", "or", "not", "is", "in", "has", "any", "only", "count", "(", ")", "{", "}", ",", "<=", "-", "3", "x", "between",
    ]), 0..20)) {
        let text = words.join(" ");
        if let Err(error) = parse_guard(&text) {
            prop_assert!(error.start <= text.chars().count());
        }
    }
}

#[test]
fn precedence_is_not_then_and_then_or() {
    let printed = |text: &str| parse_guard(text).unwrap().0.to_string();
    assert_eq!(printed("a or b and not c"), "a or (b and not c)");
    assert_eq!(printed("(a or b) and not (c and d)"), "(a or b) and not (c and d)");
    assert_eq!(printed("x between 20 and 30 and y"), "x between 20 and 30 and y");
    assert_eq!(printed("sites has none {a,b}"), "sites has none {a, b}");
    assert_eq!(printed("status is none"), "status is none");
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let text = "(".repeat(100_000);
    assert!(parse_guard(&text).is_err());
    let text = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    assert!(parse_guard(&text).is_ok());
    assert!(parse_formula(&"(".repeat(100_000)).is_err());
}

#[test]
fn says_what_to_write_instead() {
    let hint = |text: &str| parse_guard(text).unwrap_err().hint.unwrap_or_default();
    assert!(hint("3 <= ecog").contains("ecog >= 3"));
    assert!(hint("a && b").contains("`and`"));
    assert!(hint("x < 30%").contains("unit"));
    assert!(hint("x is {a, b}").contains("in {a, b}"));
    assert!(hint("a b").contains("join"));
    assert!(tokens("").unwrap().len() == 1);
}
