//! Columns of text that line up on any terminal.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

/// Writes rows with their columns padded to the widest cell, two spaces apart; the last column is not padded.
pub(super) fn write(to: &mut dyn Write, rows: &[Vec<String>]) -> io::Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| Some(row.get(column)?.width())).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            // Labels come from files that anyone may have written: they never steer the terminal.
            line.extend(cell.chars().filter(|c| !c.is_control()));
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
        }
        writeln!(to, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Rows of which the last cell is continued below where it is wider than what is left of so many columns.
pub(super) fn wrapped(rows: &[Vec<String>], columns: usize) -> Vec<Vec<String>> {
    let before =
        rows.iter().filter(|row| row.len() > 1).filter_map(|row| row.first()).map(|cell| cell.width());
    let room = columns.saturating_sub(before.max().unwrap_or(0) + 2);
    let continued = |row: &Vec<String>| match row.as_slice() {
        [name, text] => {
            let lines = at_words(text, room).into_iter().enumerate();
            lines.map(|(at, line)| vec![if at == 0 { name.clone() } else { String::new() }, line]).collect()
        }
        _ => vec![row.clone()],
    };
    rows.iter().flat_map(continued).collect()
}

/// A text in lines that are broken at blanks alone: a path stays whole, to be copied.
pub(super) fn at_words(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if !line.is_empty() && line.width() + 1 + word.width() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if line.is_empty() => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_last_cell_is_continued_below_and_no_word_is_broken() {
        let rows =
            [vec!["Places".to_owned()], vec!["  sessions".to_owned(), "in /a/long/path of mine".to_owned()]];
        let told: Vec<String> = super::wrapped(&rows, 24).iter().map(|row| row.join("|")).collect();
        assert_eq!(told, ["Places", "  sessions|in", "|/a/long/path", "|of mine"]);
        assert_eq!(super::at_words("", 10), [""]);
    }

    #[test]
    fn columns_line_up_by_what_a_terminal_shows() {
        let rows = [["간", "x"], ["ab\u{1b}c", "y"]].map(|row| row.map(String::from).to_vec());
        let mut text = vec![];
        super::write(&mut text, &rows).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "간    x\nabc  y\n");
    }
}
