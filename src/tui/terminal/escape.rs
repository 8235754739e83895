//! Puts keys together that the network cut in two.
//!
//! An arrow is three bytes, `ESC [ B`. When they arrive as `ESC` and, a little later, `[B`, the reader below sees
//! the Escape key and two letters (a known fault of crossterm). So Escape is held back for a moment: if a bracket
//! or an `O` follows, the key is rebuilt from what comes; otherwise Escape was meant. Pure: whoever calls knows the time.

use super::Input;
use crate::tui::key::Key;

/// Holds back what may be the start of a key.
#[derive(Debug, Default)]
pub(crate) struct Assembler {
    held: Held,
}

#[derive(Debug, Default)]
enum Held {
    /// Nothing waits.
    #[default]
    Nothing,
    /// An Escape that may be the start of a sequence.
    Escape,
    /// What followed the Escape, its introducer (`[` or `O`) first.
    Sequence(String),
    /// A paste whose opening sequence was cut; it ends when nothing more is pending.
    Paste(String),
}

impl Assembler {
    /// Takes one input; gives those that are certain by now.
    pub(crate) fn push(&mut self, input: Input) -> Vec<Input> {
        if matches!(input, Input::Resize(..)) {
            return vec![input];
        }
        match (std::mem::take(&mut self.held), input) {
            (Held::Nothing, Input::Key(Key::Esc)) => {
                self.held = Held::Escape;
                vec![]
            }
            (Held::Nothing, input) => vec![input],
            (Held::Escape, Input::Key(Key::Char(introducer @ ('[' | 'O')))) => {
                self.held = Held::Sequence(introducer.to_string());
                vec![]
            }
            (Held::Escape, input) => {
                let mut certain = vec![Input::Key(Key::Esc)];
                certain.extend(self.push(input));
                certain
            }
            (Held::Sequence(mut sequence), Input::Key(Key::Char(c))) if c.is_ascii_graphic() => {
                sequence.push(c);
                self.continue_sequence(sequence)
            }
            (Held::Sequence(sequence), input) => {
                let mut certain = spelt_out(&sequence);
                certain.extend(self.push(input));
                certain
            }
            (Held::Paste(mut text), Input::Key(key)) => {
                match key {
                    Key::Char(c) => text.push(c),
                    Key::Enter => text.push('\n'),
                    Key::Tab => text.push(' '),
                    // The end of the paste, or of its closing sequence as far as it is told apart.
                    _ => return vec![Input::Paste(text)],
                }
                self.held = Held::Paste(text);
                vec![]
            }
            (Held::Paste(text), input) => vec![Input::Paste(text), input],
        }
    }

    /// Whether something is held back, so that the caller should wait only for a moment.
    pub(crate) fn waits(&self) -> bool {
        !matches!(self.held, Held::Nothing)
    }

    /// The moment passed and nothing came: what was held back is what it looked like.
    pub(crate) fn give_up(&mut self) -> Vec<Input> {
        match std::mem::take(&mut self.held) {
            Held::Nothing => vec![],
            Held::Escape => vec![Input::Key(Key::Esc)],
            Held::Sequence(sequence) => spelt_out(&sequence),
            Held::Paste(text) => vec![Input::Paste(text)],
        }
    }

    fn continue_sequence(&mut self, sequence: String) -> Vec<Input> {
        let body = sequence.get(1..).unwrap_or_default();
        let ended = match sequence.as_bytes() {
            // The Linux console sends F1 as `[[A`.
            [b'[', b'['] => false,
            [b'[', .., last] => (b'@'..=b'~').contains(last),
            _ => true,
        };
        if !ended {
            self.held = Held::Sequence(sequence);
            return vec![];
        }
        if body == "200~" {
            self.held = Held::Paste(String::new());
            return vec![];
        }
        vec![Input::Key(key_of(body))]
    }
}

/// The key that a sequence without its introducer stands for; modifiers are dropped.
fn key_of(body: &str) -> Key {
    let number = body.trim_end_matches('~').split(';').next().unwrap_or_default();
    match body.chars().last() {
        Some('A') if body.starts_with('[') => Key::F1,
        Some('A') => Key::Up,
        Some('B') => Key::Down,
        Some('C') => Key::Right,
        Some('D') => Key::Left,
        Some('H') => Key::Home,
        Some('F') => Key::End,
        Some('P') => Key::F1,
        Some('Z') => Key::BackTab,
        Some('~') => match number {
            "1" | "7" => Key::Home,
            "3" => Key::Delete,
            "4" | "8" => Key::End,
            "5" => Key::PageUp,
            "6" => Key::PageDown,
            "11" => Key::F1,
            _ => Key::Other,
        },
        _ => Key::Other,
    }
}

/// Escape and the characters after it, as they were typed.
fn spelt_out(sequence: &str) -> Vec<Input> {
    std::iter::once(Key::Esc).chain(sequence.chars().map(Key::Char)).map(Input::Key).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes as terminals send them, and the key they mean.
    const KEYS: [(&str, Key); 22] = [
        ("\x1b[A", Key::Up),
        ("\x1b[B", Key::Down),
        ("\x1b[C", Key::Right),
        ("\x1b[D", Key::Left),
        ("\x1bOA", Key::Up),
        ("\x1bOB", Key::Down),
        ("\x1b[1;5A", Key::Up),
        ("\x1b[H", Key::Home),
        ("\x1b[F", Key::End),
        ("\x1bOH", Key::Home),
        ("\x1b[1~", Key::Home),
        ("\x1b[4~", Key::End),
        ("\x1b[7~", Key::Home),
        ("\x1b[3~", Key::Delete),
        ("\x1b[5~", Key::PageUp),
        ("\x1b[6~", Key::PageDown),
        ("\x1b[Z", Key::BackTab),
        ("\x1bOP", Key::F1),
        ("\x1b[11~", Key::F1),
        ("\x1b[[A", Key::F1),
        ("q", Key::Char('q')),
        ("1", Key::Char('1')),
    ];

    /// What crossterm makes of a chunk: it knows the keys above, waits after `ESC [` and `ESC O`, and takes an
    /// Escape at the end of what has arrived for the key.
    fn read(chunks: &[&str]) -> Vec<Input> {
        let mut inputs = Vec::new();
        let mut unread = String::new();
        for chunk in chunks {
            unread.push_str(chunk);
            while let Some(first) = unread.chars().next() {
                let whole = KEYS.iter().find(|(bytes, _)| unread.starts_with(bytes));
                let (used, key) = match whole {
                    Some((bytes, key)) => (bytes.len(), *key),
                    None if first == '\x1b' && unread.len() > 1 => break,
                    None if first == '\x1b' => (1, Key::Esc),
                    None => (1, Key::Char(first)),
                };
                inputs.push(Input::Key(key));
                unread.drain(..used);
            }
        }
        inputs
    }

    fn assembled(inputs: Vec<Input>) -> Vec<Key> {
        let mut assembler = Assembler::default();
        let mut out: Vec<Input> = inputs.into_iter().flat_map(|input| assembler.push(input)).collect();
        out.extend(assembler.give_up());
        out.into_iter()
            .map(|input| match input {
                Input::Key(key) => key,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    proptest! {
        #[test]
        fn any_split_of_any_keys_gives_the_same_keys(
            picks in proptest::collection::vec(0..KEYS.len(), 1..6),
            cuts in proptest::collection::vec(any::<bool>(), 40),
        ) {
            let meant: Vec<Key> = picks.iter().map(|pick| KEYS[*pick].1).collect();
            let bytes: String = picks.iter().map(|pick| KEYS[*pick].0).collect();
            let mut chunks = vec![];
            let mut start = 0;
            for end in 1..=bytes.len() {
                if end == bytes.len() || cuts[end] {
                    chunks.push(&bytes[start..end]);
                    start = end;
                }
            }
            prop_assert_eq!(assembled(read(&chunks)), meant, "{:?}", chunks);
        }

        #[test]
        fn nothing_that_was_typed_is_lost(text in "[a-z\\[O0-9;~\x1b]{0,12}") {
            let keys = text.chars().map(|c| if c == '\x1b' { Key::Esc } else { Key::Char(c) });
            let mut assembler = Assembler::default();
            for key in keys {
                assembler.push(Input::Key(key));
            }
            assembler.give_up();
            prop_assert!(!assembler.waits());
        }
    }

    #[test]
    fn a_lone_escape_is_escape_and_a_letter_after_it_a_letter() {
        assert_eq!(assembled(read(&["\x1b"])), [Key::Esc]);
        assert_eq!(
            assembled(vec![Input::Key(Key::Esc), Input::Key(Key::Char('q'))]),
            [Key::Esc, Key::Char('q')]
        );
        assert_eq!(assembled(read(&["\x1b", "["])), [Key::Esc, Key::Char('[')]);
    }

    #[test]
    fn a_paste_whose_start_was_cut_is_still_text() {
        let mut assembler = Assembler::default();
        let mut out = vec![];
        for key in [Key::Esc, Key::Char('['), Key::Char('2'), Key::Char('0'), Key::Char('0'), Key::Char('~')]
        {
            out.extend(assembler.push(Input::Key(key)));
        }
        for c in "quit".chars() {
            out.extend(assembler.push(Input::Key(Key::Char(c))));
        }
        out.extend(assembler.give_up());
        assert_eq!(out, [Input::Paste("quit".to_owned())]);
    }
}
