//! Lines that are typed, or come from a script: whatever their bytes are, none ends the program and none is guessed.

use std::io::{self, BufRead};

use unicode_normalization::UnicodeNormalization;

/// Longer lines are no answers and no notes; what sends them is not kept in memory.
pub(super) const LONGEST: usize = 10_000;

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, composed, without its end.
    Text(String),
    /// A line that is not UTF-8, and the position of its first wrong byte, counted from 1.
    NotUtf8(usize),
    /// A line longer than [`LONGEST`] bytes.
    TooLong,
    /// Nothing will come any more.
    End,
}

/// Reads the next line.
pub(super) fn next(input: &mut dyn BufRead) -> io::Result<Line> {
    let mut line: Vec<u8> = Vec::new();
    let (mut some, mut too_long) = (false, false);
    loop {
        let part = match input.fill_buf() {
            Ok(part) => part,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            // A terminal that is gone says so where a file would end.
            Err(error) if error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error()) => &[],
            Err(error) => return Err(error),
        };
        if part.is_empty() {
            break;
        }
        some = true;
        let end = part.iter().position(|byte| *byte == b'\n');
        let text = part.get(..end.unwrap_or(part.len())).unwrap_or_default();
        too_long |= line.len() + text.len() > LONGEST;
        if !too_long {
            line.extend_from_slice(text);
        }
        let used = end.map_or(part.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (some, too_long) {
        (false, _) => Line::End,
        (true, true) => Line::TooLong,
        (true, false) => decoded(&line),
    })
}

fn decoded(line: &[u8]) -> Line {
    match std::str::from_utf8(line) {
        Ok(text) => Line::Text(text.trim_start_matches('\u{feff}').trim().nfc().collect()),
        Err(error) => Line::NotUtf8(error.valid_up_to() + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8], at_once: usize) -> Vec<Line> {
        let mut input = io::BufReader::with_capacity(at_once, bytes);
        let mut lines = vec![];
        loop {
            match next(&mut input).unwrap() {
                Line::End => return lines,
                line => lines.push(line),
            }
        }
    }

    fn text(text: &str) -> Line {
        Line::Text(text.to_owned())
    }

    #[test]
    fn ends_of_lines_and_marks_at_the_start_of_a_file_are_no_part_of_them() {
        for at_once in [1, 3, 100] {
            let told = lines("\u{feff}1\r\n\n  find ga\u{300} \nq".as_bytes(), at_once);
            assert_eq!(told, [text("1"), text(""), text("find g\u{e0}"), text("q")]);
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_place_and_the_next_line_is_read() {
        assert_eq!(lines(b"ab\xff\n2\n", 2), [Line::NotUtf8(3), text("2")]);
    }

    #[test]
    fn a_line_too_long_is_left_out_as_a_whole() {
        let long = "x".repeat(LONGEST + 1) + "\n-\n";
        assert_eq!(lines(long.as_bytes(), 64), [Line::TooLong, text("-")]);
        let fits = "x".repeat(LONGEST);
        assert_eq!(lines(fits.as_bytes(), 64), [text(&fits)]);
    }
}
