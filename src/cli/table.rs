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

#[cfg(test)]
mod tests {
    #[test]
    fn columns_line_up_by_what_a_terminal_shows() {
        let rows = [["간", "x"], ["ab\u{1b}c", "y"]].map(|row| row.map(String::from).to_vec());
        let mut text = vec![];
        super::write(&mut text, &rows).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "간    x\nabc  y\n");
    }
}
