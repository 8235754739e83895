//! What the bytes of a terminal mean: keys and pasted text.
//!
//! A network cuts them anywhere, so each byte is taken on its own: what is whole is given at once, what may be the
//! beginning of something is held back. Whoever reads knows the time and says when it is up: a lone Escape is then the
//! key, and nothing that was begun and never ended makes the program deaf. Pure; any cut of any bytes gives the same.
//!
//! Keys are those that terminals have sent since the VT100, without modifiers. Replies of a terminal are dropped, as
//! nothing was asked: one that comes late was meant for whoever had the terminal before.

use std::time::Duration;

use super::Input;
use crate::tui::key::Key;

/// What ends a paste.
const END_OF_PASTE: &[u8] = b"\x1b[201~";
/// More of a paste is not kept: no field of the program takes as much.
const LONGEST_PASTE: usize = 1 << 20;
/// No key has more bytes.
const LONGEST_KEY: usize = 32;
/// Pastes and replies pause where the network does; that much longer than within a key, their rest is awaited.
const LONG: u32 = 8;

/// Turns bytes into keys.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    held: Held,
}

/// What was begun.
#[derive(Debug, Default, PartialEq)]
enum Held {
    #[default]
    Nothing,
    /// The first bytes of a character.
    Character(Vec<u8>),
    Escape,
    /// What followed the Escape: `[` or `O`, and parameters.
    Sequence(Vec<u8>),
    /// A reply that ends with BEL or `ESC \`: what it began with, whether anything followed, whether an Escape was last.
    Reply(u8, bool, bool),
    /// Pasted text, and how many bytes of its end have come.
    Paste(Vec<u8>, usize),
}

impl Decoder {
    /// Takes bytes; adds what they mean, as far as that is certain.
    pub(crate) fn push(&mut self, bytes: &[u8], inputs: &mut Vec<Input>) {
        for byte in bytes {
            self.byte(*byte, inputs);
        }
    }

    /// How long what is held back may wait for more, if it may not wait for ever. `moment` is the time within a key.
    pub(crate) fn patience(&self, moment: Duration) -> Option<Duration> {
        match self.held {
            // The next byte tells whether a character is whole: a key is not lost, whatever was cut before it.
            Held::Nothing | Held::Character(_) => None,
            Held::Escape | Held::Sequence(_) => Some(moment),
            Held::Reply(..) | Held::Paste(..) => Some(moment * LONG),
        }
    }

    /// The time is up: what was held back is what it looks like.
    pub(crate) fn give_up(&mut self, inputs: &mut Vec<Input>) {
        let typed = |byte: u8| [Input::Key(Key::Esc), Input::Key(Key::Char(char::from(byte)))];
        match std::mem::take(&mut self.held) {
            Held::Nothing => {}
            Held::Escape => inputs.push(Input::Key(Key::Esc)),
            // Escape and a letter were typed one after the other; nobody types more than that of a sequence.
            Held::Sequence(bytes) if bytes.len() == 1 => inputs.extend(bytes.into_iter().flat_map(typed)),
            Held::Reply(byte, false, _) => inputs.extend(typed(byte)),
            Held::Character(_) | Held::Sequence(_) | Held::Reply(..) => inputs.push(Input::Key(Key::Other)),
            Held::Paste(text, ended) => {
                let text = [&text, END_OF_PASTE.get(..ended).unwrap_or_default()].concat();
                inputs.push(pasted(&text));
            }
        }
    }

    fn byte(&mut self, byte: u8, inputs: &mut Vec<Input>) {
        self.held = match std::mem::take(&mut self.held) {
            Held::Nothing => match byte {
                0x1b => Held::Escape,
                0xc2..=0xf4 => Held::Character(vec![byte]),
                _ => {
                    inputs.push(Input::Key(key_of_byte(byte)));
                    Held::Nothing
                }
            },
            Held::Character(mut bytes) if byte & 0xc0 == 0x80 => {
                bytes.push(byte);
                match character(&bytes) {
                    None => Held::Character(bytes),
                    Some(key) => {
                        inputs.push(Input::Key(key));
                        Held::Nothing
                    }
                }
            }
            Held::Escape if matches!(byte, b'[' | b'O') => Held::Sequence(vec![byte]),
            Held::Escape if matches!(byte, b']' | b'P' | b'X' | b'^' | b'_') => {
                Held::Reply(byte, false, false)
            }
            // The end of a reply whose beginning nobody waited for any more.
            Held::Escape if byte == b'\\' => Held::Nothing,
            // Escape and what is typed right after it: some call that Alt, to which nothing is bound.
            Held::Escape => return self.anew(Held::Escape, byte, inputs),
            Held::Sequence(bytes) => match byte {
                // The Linux console sends F1 as `ESC [ [ A`.
                b'[' if bytes == b"[" => Held::Sequence(b"[[".to_vec()),
                b' '..=b'?' => {
                    let keep = bytes.len() < LONGEST_KEY;
                    Held::Sequence(if keep { [&bytes[..], &[byte]].concat() } else { bytes })
                }
                b'@'..=b'~' => match bytes.as_slice() {
                    b"[200" if byte == b'~' => Held::Paste(vec![], 0),
                    b"[201" if byte == b'~' => Held::Nothing,
                    [b'[', b'<'..=b'?', ..] => Held::Nothing,
                    _ => {
                        inputs.push(Input::Key(key_of_sequence(&bytes, byte)));
                        Held::Nothing
                    }
                },
                // Ctrl-C, say: it counts, whatever was begun before it.
                _ => return self.anew(Held::Sequence(bytes), byte, inputs),
            },
            Held::Reply(_, _, true) if byte == b'\\' => Held::Nothing,
            Held::Reply(..) if byte == 0x07 => Held::Nothing,
            Held::Reply(first, ..) => Held::Reply(first, true, byte == 0x1b),
            Held::Paste(text, ended) => paste(text, ended, byte, inputs),
            held @ Held::Character(_) => return self.anew(held, byte, inputs),
        };
    }

    /// What was held back is not continued by a byte that begins something new.
    fn anew(&mut self, held: Held, byte: u8, inputs: &mut Vec<Input>) {
        self.held = held;
        self.give_up(inputs);
        self.byte(byte, inputs);
    }
}

fn paste(mut text: Vec<u8>, ended: usize, byte: u8, inputs: &mut Vec<Input>) -> Held {
    if END_OF_PASTE.get(ended) == Some(&byte) {
        if ended + 1 < END_OF_PASTE.len() {
            return Held::Paste(text, ended + 1);
        }
        inputs.push(pasted(&text));
        return Held::Nothing;
    }
    // What looked like the end was text.
    let ended = END_OF_PASTE.get(..ended).unwrap_or_default();
    let begins = byte == 0x1b;
    if text.len() < LONGEST_PASTE {
        text.extend_from_slice(ended);
        text.extend((!begins).then_some(byte));
    }
    Held::Paste(text, usize::from(begins))
}

fn pasted(text: &[u8]) -> Input {
    Input::Paste(String::from_utf8_lossy(text).into_owned())
}

/// The key of the bytes of a character; `None`: more of them will come.
fn character(bytes: &[u8]) -> Option<Key> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.chars().find(|c| !c.is_control()).map_or(Key::Other, Key::Char)),
        Err(error) if error.error_len().is_none() => None,
        Err(_) => Some(Key::Other),
    }
}

fn key_of_byte(byte: u8) -> Key {
    match byte {
        b'\r' => Key::Enter,
        b'\t' => Key::Tab,
        // The erase key of some terminals; no command is bound to Ctrl-H.
        0x08 | 0x7f => Key::Backspace,
        0x01..=0x1a => Key::Ctrl(char::from(byte + b'a' - 1)),
        b' '..=b'~' => Key::Char(char::from(byte)),
        _ => Key::Other,
    }
}

/// The key that a sequence stands for, its last byte apart; modifiers are dropped.
fn key_of_sequence(bytes: &[u8], last: u8) -> Key {
    let parameters = bytes.get(1..).unwrap_or_default();
    let number = parameters.split(|byte| *byte == b';').next().unwrap_or_default();
    match last {
        b'A' if parameters == b"[" => Key::F1,
        _ if parameters == b"[" => Key::Other,
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'H' => Key::Home,
        b'F' => Key::End,
        b'P' => Key::F1,
        b'Z' => Key::BackTab,
        // The Enter of the number pad, where a program before us left it in its own mode.
        b'M' if bytes == b"O" => Key::Enter,
        b'~' => match number {
            b"1" | b"7" => Key::Home,
            b"3" => Key::Delete,
            b"4" | b"8" => Key::End,
            b"5" => Key::PageUp,
            b"6" => Key::PageDown,
            b"11" => Key::F1,
            _ => Key::Other,
        },
        _ => Key::Other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Bytes as terminals send them, and the key they mean.
    const KEYS: [(&str, Key); 30] = [
        ("\x1b[A", Key::Up),
        ("\x1b[B", Key::Down),
        ("\x1b[C", Key::Right),
        ("\x1b[D", Key::Left),
        ("\x1bOA", Key::Up),
        ("\x1bOB", Key::Down),
        ("\x1b[H", Key::Home),
        ("\x1b[F", Key::End),
        ("\x1b[1~", Key::Home),
        ("\x1b[3~", Key::Delete),
        ("\x1b[5~", Key::PageUp),
        ("\x1b[6~", Key::PageDown),
        ("\x1b[Z", Key::BackTab),
        ("\x1bOP", Key::F1),
        ("\x1b[[A", Key::F1),
        ("\x1b[11~", Key::F1),
        ("\x1b[15~", Key::Other),
        ("\x1b[1;5B", Key::Down),
        ("\x1bOM", Key::Enter),
        ("\r", Key::Enter),
        ("\t", Key::Tab),
        ("\x7f", Key::Backspace),
        ("\x08", Key::Backspace),
        ("\x03", Key::Ctrl('c')),
        ("q", Key::Char('q')),
        ("1", Key::Char('1')),
        ("[", Key::Char('[')),
        ("O", Key::Char('O')),
        ("가", Key::Char('가')),
        ("é", Key::Char('é')),
    ];

    fn read(chunks: &[&[u8]]) -> Vec<Input> {
        let (mut decoder, mut inputs) = (Decoder::default(), vec![]);
        chunks.iter().for_each(|chunk| decoder.push(chunk, &mut inputs));
        decoder.give_up(&mut inputs);
        assert_eq!(decoder.held, Held::Nothing);
        inputs
    }

    fn keys(chunks: &[&str]) -> Vec<Key> {
        let chunks: Vec<&[u8]> = chunks.iter().map(|chunk| chunk.as_bytes()).collect();
        let key = |input| match input {
            Input::Key(key) => key,
            other => panic!("{other:?}"),
        };
        read(&chunks).into_iter().map(key).collect()
    }

    /// The pieces of something cut at some of its places.
    fn cut<'b>(bytes: &'b [u8], cuts: &[bool]) -> Vec<&'b [u8]> {
        let (mut chunks, mut start) = (vec![], 0);
        for end in 1..=bytes.len() {
            if end == bytes.len() || cuts[end % cuts.len()] {
                chunks.push(&bytes[start..end]);
                start = end;
            }
        }
        chunks
    }

    proptest! {
        #[test]
        fn any_cut_of_any_keys_gives_the_same_keys(
            picks in proptest::collection::vec(0..KEYS.len(), 1..6),
            cuts in proptest::collection::vec(any::<bool>(), 40),
        ) {
            let meant: Vec<Input> = picks.iter().map(|pick| Input::Key(KEYS[*pick].1)).collect();
            let bytes: String = picks.iter().map(|pick| KEYS[*pick].0).collect();
            prop_assert_eq!(read(&cut(bytes.as_bytes(), &cuts)), meant);
        }

        #[test]
        fn any_cut_of_any_bytes_gives_the_same(
            bytes in proptest::collection::vec(prop_oneof![
                any::<u8>(),
                prop::sample::select(b"\x1b\x1b[O]P~012;\\\x07\xe2\x94\x80".to_vec()),
            ], 0..60),
            cuts in proptest::collection::vec(any::<bool>(), 61),
        ) {
            prop_assert_eq!(read(&cut(&bytes, &cuts)), read(&[&bytes]));
        }

        #[test]
        fn what_is_typed_on_the_ground_is_never_lost(text in "[a-zA-Z0-9\\[\\]~가]{0,12}") {
            let meant: Vec<Key> = text.chars().map(Key::Char).collect();
            prop_assert_eq!(keys(&[&text]), meant);
        }

        #[test]
        fn pasted_text_is_text_whatever_it_is(text in any::<String>(), cuts in proptest::collection::vec(any::<bool>(), 40)) {
            prop_assume!(!text.contains("\x1b[201~"));
            let bytes = format!("\x1b[200~{text}\x1b[201~q");
            let meant = [Input::Paste(text), Input::Key(Key::Char('q'))];
            prop_assert_eq!(read(&cut(bytes.as_bytes(), &cuts)), meant);
        }

        /// Nothing that was begun, whatever it is, keeps a key away for longer than its time.
        #[test]
        fn after_the_time_is_up_a_key_is_a_key(bytes in proptest::collection::vec(any::<u8>(), 0..20)) {
            let (mut decoder, mut inputs) = (Decoder::default(), vec![]);
            decoder.push(&bytes, &mut inputs);
            if decoder.patience(Duration::from_millis(50)).is_some() {
                decoder.give_up(&mut inputs);
            }
            inputs.clear();
            decoder.push(b"q", &mut inputs);
            prop_assert_eq!(inputs.last(), Some(&Input::Key(Key::Char('q'))));
        }
    }

    #[test]
    fn a_lone_escape_is_escape_and_a_letter_after_it_a_letter() {
        assert_eq!(keys(&["\x1b"]), [Key::Esc]);
        assert_eq!(keys(&["\x1bq"]), [Key::Esc, Key::Char('q')]);
        assert_eq!(keys(&["\x1b", "["]), [Key::Esc, Key::Char('[')]);
        assert_eq!(keys(&["\x1bP"]), [Key::Esc, Key::Char('P')]);
        assert_eq!(keys(&["\x1b\x1b[A"]), [Key::Esc, Key::Up]);
    }

    #[test]
    fn what_was_begun_and_never_ended_is_one_key_without_meaning_and_answers_nothing() {
        assert_eq!(keys(&["\x1b[1;"]), [Key::Other]);
        assert_eq!(keys(&["\x1b[1\x03"]), [Key::Other, Key::Ctrl('c')]);
        assert_eq!(keys(&["\x1b]11;rgb:1"]), [Key::Other]);
        assert_eq!(
            keys(&["\u{94}", "\x1b[9999999999999999999999999999999999999999A"]),
            [Key::Other, Key::Up]
        );
        assert_eq!(read(&[b"\x1b[200~y1\x1b[2"]), [Input::Paste("y1\x1b[2".to_owned())]);
    }

    #[test]
    fn replies_that_nobody_asked_for_are_no_keys() {
        for reply in [
            "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
            "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
            "\x1bP>|xterm(370)\x1b\\",
            "\x1b[?62;22c",
            "\x1b[<0;10;5M",
            "\x1b_Gi=1;OK\x1b\\",
            "\x1b[201~",
        ] {
            assert_eq!(keys(&[reply, "q"]), [Key::Char('q')], "{reply:?}");
        }
    }

    #[test]
    fn a_paste_without_end_is_cut_to_what_can_be_kept() {
        let long = [b"\x1b[200~".to_vec(), vec![b'x'; LONGEST_PASTE + 9], END_OF_PASTE.to_vec()].concat();
        match read(&[&long]).as_slice() {
            [Input::Paste(text)] => assert_eq!(text.len(), LONGEST_PASTE),
            other => panic!("{}", other.len()),
        }
    }
}
