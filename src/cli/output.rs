//! Standard output: locked once, buffered, cleaned, and told apart into terminal and anything else.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use super::clean::Clean;
use super::table;
use crate::report::{Layout, in_ascii};

/// Where a command writes.
#[derive(Debug)]
pub(super) struct Output {
    writer: Clean<BufWriter<StdoutLock<'static>>>,
    terminal: bool,
}

impl Output {
    /// The standard output of the process.
    pub(super) fn standard() -> Output {
        let stdout = io::stdout();
        let terminal = stdout.is_terminal();
        Output { writer: Clean::new(BufWriter::new(stdout.lock())), terminal }
    }

    /// How text is laid out here: as wide as the terminal but no wider than is read easily, in ASCII where the
    /// locale is not UTF-8. A file or a pipe gets the same text everywhere.
    pub(super) fn layout(&self) -> Layout {
        if !self.terminal {
            return Layout::default();
        }
        Layout { width: self.columns().min(100), ascii: !locale_is_utf8() }
    }

    /// Writes rows of a name and a text; on a terminal the text is continued below where it is too wide.
    pub(super) fn wrapped_table(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        match self.terminal {
            true => self.table(&table::wrapped(rows, self.columns())),
            false => self.table(rows),
        }
    }

    /// Writes a paragraph with a mark before it, wrapped at words on a terminal.
    pub(super) fn paragraph(&mut self, mark: &str, text: &str) -> io::Result<()> {
        let mut mark = mark.to_owned();
        for line in text.lines() {
            let lines = match self.terminal && !line.starts_with(' ') {
                true => table::at_words(line, self.columns().saturating_sub(mark.len())),
                // What is laid out already, such as a line of a file with what is wrong under it.
                false => vec![line.to_owned()],
            };
            for line in lines {
                self.table(&[vec![format!("{mark}{line}")]])?;
                mark = " ".repeat(mark.len());
            }
        }
        Ok(())
    }

    /// The columns of the terminal.
    fn columns(&self) -> usize {
        let columns = rustix::termios::tcgetwinsize(io::stdout()).map_or(80, |size| usize::from(size.ws_col));
        if columns == 0 { 80 } else { columns.max(20) }
    }

    /// Writes a JSON document as one line.
    pub(super) fn json(&mut self, document: impl Display) -> io::Result<()> {
        self.writer.json = true;
        let written = writeln!(self.writer, "{document}");
        self.writer.json = false;
        written
    }

    /// Writes rows whose columns line up, spelled as this place can show them.
    pub(super) fn table(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        if !self.layout().ascii {
            return table::write(&mut self.writer, rows);
        }
        let spelled = |row: &Vec<String>| row.iter().map(|cell| in_ascii(cell)).collect();
        let rows: Vec<Vec<String>> = rows.iter().map(spelled).collect();
        table::write(&mut self.writer, &rows)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// What the first of the three variables says that is set, as the C library reads them.
fn locale_is_utf8() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty())
        .map(|value| value.to_string_lossy().to_lowercase());
    locale.is_some_and(|locale| locale.contains("utf-8") || locale.contains("utf8"))
}
