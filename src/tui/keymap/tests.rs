//! The table as a whole: no key twice, none without a way out.

use std::collections::BTreeMap;

use super::*;

fn keys_of(keymap: &Keymap, mode: Mode) -> Vec<(Key, &Binding)> {
    let mut keys = vec![];
    for binding in keymap.bindings(mode) {
        for pattern in binding.keys.iter() {
            match pattern {
                Pattern::One(key) => keys.push((*key, binding)),
                Pattern::Digits => keys.extend(('0'..='9').map(|digit| (Key::Char(digit), binding))),
            }
        }
    }
    keys
}

fn assert_no_key_is_bound_twice(keymap: &Keymap) {
    for (mode, _) in Mode::ALL {
        let mut seen: BTreeMap<Key, &Binding> = BTreeMap::new();
        for (key, binding) in keys_of(keymap, mode) {
            if let Some(other) = seen.insert(key, binding) {
                panic!("{key} in {mode:?}: {:?} and {:?}", other.help, binding.help);
            }
        }
    }
}

#[test]
fn no_key_is_bound_twice_in_any_mode() {
    assert_no_key_is_bound_twice(&Keymap::default());
}

#[test]
fn y_and_n_answer_yes_or_no_and_mean_nothing_else() {
    for (mode, _) in Mode::ALL {
        for (key, binding) in keys_of(&Keymap::default(), mode) {
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
        assert!(
            keys_of(&Keymap::default(), mode).iter().all(|(key, _)| !matches!(key, Key::Char(_))),
            "{mode:?}"
        );
    }
}

#[test]
fn every_mode_can_be_left_by_the_keyboard() {
    for (mode, _) in Mode::ALL {
        assert!(matches!(
            Keymap::default().action(mode, Key::Ctrl('c')),
            Some(Action::Command(Command::Interrupt))
        ));
    }
}

#[test]
fn function_keys_are_never_the_only_way() {
    for binding in BINDINGS {
        assert_ne!(binding.first_key(), "F1");
    }
}

#[test]
fn every_command_has_one_name_and_every_name_one_command() {
    let bound: std::collections::BTreeSet<Command> =
        BINDINGS.iter().filter_map(|binding| binding.command).collect();
    let named: Vec<Command> = names::NAMES.iter().map(|(command, _)| *command).collect();
    assert_eq!(bound.len(), named.len());
    assert!(bound.iter().all(|command| named.contains(command)));
    let mut words: Vec<&str> = names::NAMES.iter().map(|(_, name)| *name).collect();
    words.dedup();
    assert_eq!(words.len(), named.len());
    assert!(words.is_sorted(), "sorted by name, as the file of keys shows them");
}

#[test]
fn the_standard_keys_as_a_file_are_the_standard_keys() {
    let read = Keymap::read("keys.yaml", &Keymap::default().as_file()).unwrap();
    for (mode, _) in Mode::ALL {
        let standard: Vec<_> =
            keys_of(&Keymap::default(), mode).iter().map(|(key, of)| (*key, of.command)).collect();
        let mut again: Vec<_> = keys_of(&read, mode).iter().map(|(key, of)| (*key, of.command)).collect();
        let mut standard = standard;
        standard.sort();
        again.sort();
        assert_eq!(standard, again, "{mode:?}");
    }
}

#[test]
fn the_keys_in_force_as_a_file_are_the_keys_in_force() {
    let own = "undo: [z, Ctrl-U]\nwhat-if: i\n";
    let file = keys_as_file(Some(("keys.yaml", own))).unwrap();
    assert!(file.contains("undo: [z, Ctrl-U]") && file.contains("what-if: [i]"), "{file}");
    assert_eq!(keys_as_file(Some(("keys.yaml", &file))).unwrap(), file);
    assert!(keys_as_file(None).unwrap().contains("undo: [u]"));
}

#[test]
fn a_file_gives_keys_and_leaves_the_others_as_they_are() {
    let keymap = Keymap::read("keys.yaml", "# mine\nundo: [u, Ctrl-U]\nwhat-if: i\nquit: [Q]\n").unwrap();
    let does = |mode, key| match keymap.action(mode, key) {
        Some(Action::Command(command)) => Some(command),
        _ => None,
    };
    assert_eq!(does(Mode::OneOf, Key::Char('u')), Some(Command::Undo));
    assert_eq!(does(Mode::OneOf, Key::Ctrl('u')), Some(Command::Undo));
    assert_eq!(does(Mode::Final, Key::Char('i')), Some(Command::WhatIf));
    assert_eq!(does(Mode::OneOf, Key::Char('w')), None);
    assert_eq!(
        (does(Mode::Help, Key::Char('q')), does(Mode::Help, Key::Char('Q'))),
        (None, Some(Command::Quit))
    );
    assert_eq!(does(Mode::Start, Key::Char('c')), Some(Command::NewCase));
    assert_no_key_is_bound_twice(&keymap);
    assert!(Keymap::read("keys.yaml", "\n# nothing\n").is_ok());
}

#[test]
fn a_wrong_file_is_refused_with_place_and_remedy() {
    for (text, message) in [
        ("undoo: u\n", "there is no command `undoo`|keys.yaml:1:1|did you mean `undo`?"),
        ("help: F1\nundo: Ctrl-\n", "`Ctrl-` is no key|keys.yaml:2:7|Ctrl-A to Ctrl-Z"),
        ("undo: Backspce\n", "`Backspce` is no key|keys.yaml:1:7|did you mean `Backspace`?"),
        ("undo: 1\n", "`1` cannot be given away|keys.yaml:1:7|digits"),
        ("undo: y\n", "`y` cannot be given away|keys.yaml:1:7|yes or no"),
        ("undo: Ctrl-C\n", "`Ctrl-C` cannot be given away|keys.yaml:1:7|quits"),
        ("interrupt: q\n", "`interrupt` keeps its key|keys.yaml:1:1|remove the line"),
        ("undo: [w]\n", "`w` would be `undo` and `what-if`|keys.yaml:1:8|another key"),
        ("undo: [u, u]\n", "`u` stands twice|keys.yaml:1:11|once"),
        ("undo: [z]\nredo: [z]\n", "`z` would be `redo` and `undo`|keys.yaml:2:8|give `undo` another key"),
        ("undo:\n", "`undo` is left without a key|keys.yaml:1:1|remove the line"),
        ("undo: []\n", "`undo` is left without a key|keys.yaml:1:1|remove the line"),
        ("undo: {key: u}\n", "this is no key|keys.yaml:1:7|one key"),
        ("- undo\n", "keys must be given to commands|keys.yaml:1:1|mcrc keys"),
        ("undo: u\nundo: z\n", "`undo`|keys.yaml:2:1|"),
        ("accept: g\n", "`accept` needs a key that is no character|keys.yaml:1:9|Enter"),
    ] {
        let told = Keymap::read("keys.yaml", text).unwrap_err().to_string();
        for part in message.split('|') {
            assert!(told.contains(part), "{text:?}: {part:?} is not in\n{told}");
        }
    }
}
