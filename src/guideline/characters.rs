//! Characters that are taken for others: spaces and signs that nobody sees, dashes and quotes that no keyboard of an
//! author has a key for. A message about one of them has to name it.

/// What a character looks like, and what an author has to type in its place; nothing where it is to be deleted.
struct Alike {
    name: &'static str,
    typed: &'static str,
}

fn alike(character: char) -> Option<Alike> {
    let (name, typed) = match character {
        '\u{a0}' => ("no-break space", " "),
        '\u{202f}' => ("narrow no-break space", " "),
        '\u{2000}'..='\u{200a}' | '\u{205f}' => ("typographic space", " "),
        '\u{3000}' => ("full-width space", " "),
        '\u{ad}' => ("soft hyphen", ""),
        '\u{200b}' => ("zero-width space", ""),
        '\u{200c}' | '\u{200d}' => ("zero-width joiner", ""),
        '\u{2060}' => ("word joiner", ""),
        '\u{feff}' => ("byte-order mark", ""),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ("direction mark", ""),
        '\u{2010}' => ("hyphen", "-"),
        '\u{2011}' => ("no-break hyphen", "-"),
        '\u{2012}' => ("figure dash", "-"),
        '\u{2013}' => ("en dash", "-"),
        '\u{2014}' => ("em dash", "-"),
        '\u{2212}' => ("minus sign", "-"),
        '\u{d7}' => ("multiplication sign", "*"),
        '\u{b7}' | '\u{22c5}' => ("dot for multiplication", "*"),
        '\u{f7}' | '\u{2215}' | '\u{2044}' => ("division sign", "/"),
        _ => return None,
    };
    Some(Alike { name, typed })
}

/// Whether a character cannot be seen, or cannot be told from a plain space.
pub(crate) fn is_hidden(character: char) -> bool {
    alike(character).is_some_and(|alike| alike.typed.trim().is_empty())
}

/// Its name and number: `a no-break space (U+00A0)`.
pub(crate) fn named(character: char) -> Option<String> {
    let Alike { name, .. } = alike(character)?;
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    Some(format!("{article} {name} (U+{:04X})", u32::from(character)))
}

/// What to do about it: "type a plain `-`", "delete it".
pub(crate) fn instead(character: char) -> Option<String> {
    Some(match alike(character)?.typed {
        "" => "delete it".to_owned(),
        " " => "type a plain space".to_owned(),
        sign => format!("type a plain `{sign}`"),
    })
}

/// What to do about the first such character of a text: "it contains a soft hyphen (U+00AD): delete it".
pub(crate) fn hint(text: &str) -> Option<String> {
    let character = text.chars().find(|character| alike(*character).is_some())?;
    Some(format!("it contains {}: {}", named(character)?, instead(character)?))
}

/// The text as its author probably typed it.
pub(crate) fn plain(text: &str) -> String {
    text.chars().fold(String::new(), |mut plain, character| {
        match alike(character) {
            Some(alike) => plain.push_str(alike.typed),
            None => plain.push(character),
        }
        plain
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_nobody_sees_and_what_is_taken_for_a_minus() {
        assert_eq!(hint("ur\u{ad}gency").unwrap(), "it contains a soft hyphen (U+00AD): delete it");
        assert_eq!(hint("a\u{a0}b").unwrap(), "it contains a no-break space (U+00A0): type a plain space");
        assert_eq!(hint("–2").unwrap(), "it contains an en dash (U+2013): type a plain `-`");
        assert_eq!(hint("ten > 2, größer"), None);
        assert_eq!(plain("ur\u{ad}gency –2 × 3"), "urgency -2 * 3");
        assert!(is_hidden('\u{200b}') && is_hidden('\u{a0}') && !is_hidden('–') && !is_hidden(' '));
    }
}
