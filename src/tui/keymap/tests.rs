//! The table as a whole: no key twice, none without a way out.

use std::collections::BTreeMap;

use super::*;

fn keys_of(mode: Mode) -> Vec<(Key, &'static Binding)> {
    let mut keys = vec![];
    for binding in bindings(mode) {
        for pattern in binding.keys {
            match pattern {
                Pattern::One(key) => keys.push((*key, binding)),
                Pattern::Digits => keys.extend(('0'..='9').map(|digit| (Key::Char(digit), binding))),
            }
        }
    }
    keys
}

#[test]
fn no_key_is_bound_twice_in_any_mode() {
    for (mode, _) in Mode::ALL {
        let mut seen: BTreeMap<Key, &Binding> = BTreeMap::new();
        for (key, binding) in keys_of(mode) {
            if let Some(other) = seen.insert(key, binding) {
                panic!("{key} in {mode:?}: {:?} and {:?}", other.help, binding.help);
            }
        }
    }
}

#[test]
fn y_and_n_answer_yes_or_no_and_mean_nothing_else() {
    for (mode, _) in Mode::ALL {
        for (key, binding) in keys_of(mode) {
            if matches!(key, Key::Char('y' | 'n' | 'Y' | 'N')) {
                assert!(matches!(mode, Mode::YesNo | Mode::Confirm | Mode::TakeOver), "{mode:?}");
                assert!(matches!(binding.command, Some(Command::Yes | Command::No)));
            }
        }
    }
}

#[test]
fn no_character_is_a_command_where_text_is_typed() {
    for (mode, _) in Mode::ALL.into_iter().filter(|(mode, _)| mode.is_text()) {
        assert!(keys_of(mode).iter().all(|(key, _)| !matches!(key, Key::Char(_))), "{mode:?}");
    }
}

#[test]
fn every_mode_can_be_left_by_the_keyboard() {
    for (mode, _) in Mode::ALL {
        assert!(matches!(action(mode, Key::Ctrl('c')), Some(Action::Command(Command::Interrupt))));
    }
}

#[test]
fn function_keys_are_never_the_only_way() {
    for binding in BINDINGS {
        assert_ne!(binding.first_key(), "F1");
    }
}
