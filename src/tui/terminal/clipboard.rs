//! The clinician's own clipboard, reached through the terminal (OSC 52). Nothing tells whether it arrived.

/// Terminals drop longer ones without a word.
const LONGEST: usize = 8_000;
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The sequence that puts a text on the clipboard; `None` if it is too long. Inside tmux it is sent twice: as tmux
/// itself takes it, and wrapped for the terminal around it; which of them works is a matter of its settings.
pub(crate) fn sequence(text: &str, tmux: bool) -> Option<Vec<u8>> {
    let encoded = base64(text.as_bytes());
    if encoded.len() > LONGEST {
        return None;
    }
    let plain = format!("\x1b]52;c;{encoded}\x07");
    let wrapped = if tmux { format!("\x1bPtmux;\x1b{plain}\x1b\\") } else { String::new() };
    Some((plain + &wrapped).into_bytes())
}

fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .enumerate()
            .fold(0u32, |group, (at, byte)| group | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4usize {
            let index = (group >> (18 - 6 * at) & 63) as usize;
            let letter = ALPHABET.get(index).copied().unwrap_or(b'=');
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_as_the_standard_says() {
        for (plain, encoded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn a_text_that_would_be_dropped_is_refused() {
        assert!(sequence(&"x".repeat(9_000), false).is_none());
        assert_eq!(sequence("f", false).unwrap(), b"\x1b]52;c;Zg==\x07");
        assert!(sequence("f", true).unwrap().ends_with(b"\x1b\\"));
    }
}
