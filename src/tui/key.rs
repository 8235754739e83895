//! Keys as the program sees them, and their names.

use std::fmt;

/// One key press. What a terminal cannot send everywhere is left out; what nothing is bound to is [`Key::Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    /// A printable character, Space included.
    Char(char),
    /// Control and a lower-case letter.
    Ctrl(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
    /// Any other key.
    Other,
}

const NAMED: [(Key, &str); 15] = [
    (Key::Enter, "Enter"),
    (Key::Esc, "Esc"),
    (Key::Tab, "Tab"),
    (Key::BackTab, "Shift-Tab"),
    (Key::Backspace, "Backspace"),
    (Key::Delete, "Delete"),
    (Key::Up, "Up"),
    (Key::Down, "Down"),
    (Key::Left, "Left"),
    (Key::Right, "Right"),
    (Key::Home, "Home"),
    (Key::End, "End"),
    (Key::PageUp, "PgUp"),
    (Key::PageDown, "PgDn"),
    (Key::F1, "F1"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Char(' ') => f.pad("Space"),
            Key::Char(c) => f.pad(c.encode_utf8(&mut [0; 4])),
            Key::Ctrl(c) => f.pad(&format!("Ctrl-{}", c.to_ascii_uppercase())),
            named => {
                f.pad(NAMED.iter().find(|(key, _)| key == named).map_or("another key", |(_, name)| name))
            }
        }
    }
}

/// Reads a string of keys: characters stand for themselves, names stand in angle brackets (`<Enter>`, `<Ctrl-C>`).
/// A name that is no key gives [`Key::Other`].
#[cfg(test)]
pub(crate) fn keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|inner| inner.split_once('>'));
        if let Some((name, after)) = named.filter(|(name, _)| !name.is_empty()) {
            keys.push(Key::named(name).unwrap_or(Key::Other));
            rest = after;
        } else {
            keys.push(Key::Char(c));
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    keys
}

impl Key {
    /// The key of a name as [`Key`] prints it; upper and lower case are one, but for single characters.
    pub(crate) fn named(name: &str) -> Option<Key> {
        let mut characters = name.chars();
        if let (Some(c), None) = (characters.next(), characters.next()) {
            return (!c.is_control()).then_some(Key::Char(c));
        }
        let lower = name.to_ascii_lowercase();
        if let Some(letter) = lower.strip_prefix("ctrl-") {
            let mut letters = letter.chars();
            return match (letters.next(), letters.next()) {
                (Some(c @ 'a'..='z'), None) => Some(Key::Ctrl(c)),
                _ => None,
            };
        }
        if lower == "space" {
            return Some(Key::Char(' '));
        }
        NAMED.iter().find(|(_, known)| known.eq_ignore_ascii_case(name)).map(|(key, _)| *key)
    }

    /// The names of keys that are no single character.
    pub(crate) fn names() -> Vec<String> {
        let named = NAMED.iter().map(|(_, name)| (*name).to_owned());
        named.chain(["Space".to_owned()]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_prints() {
        let all = [Key::Char('1'), Key::Char(' '), Key::Ctrl('c'), Key::Enter, Key::PageDown, Key::Char('?')];
        let text: String = all
            .iter()
            .map(|key| match key {
                Key::Char(c) if *c != ' ' => c.to_string(),
                named => format!("<{named}>"),
            })
            .collect();
        assert_eq!(text, "1<Space><Ctrl-C><Enter><PgDn>?");
        assert_eq!(keys(&text), all);
        assert_eq!(keys("a<b"), [Key::Char('a'), Key::Char('<'), Key::Char('b')]);
    }
}
