//! Findings in input files: what, where, the line itself with a caret, and what to do.

use std::fmt;
use std::sync::Arc;

use super::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The input cannot be used.
    Error,
    /// The input can be used, and is probably not what was meant.
    Warning,
    /// Worth knowing.
    Note,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// Where; a line of 0 means the file as a whole.
    pub place: Place,
    /// The source line, if there is one.
    pub line_text: Option<Arc<str>>,
    /// How many characters from the column on are meant (at least 1).
    pub width: usize,
    /// What is wrong, in a sentence without a final full stop.
    pub message: String,
    /// What to do, e.g. "did you mean `pci`?".
    pub hint: Option<String>,
}

/// All findings at once, in the order of files and lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.severity == Severity::Error)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        write!(f, "{severity}: {}", self.message)?;
        let Place { file, line, column } = &self.place;
        match line {
            0 => write!(f, "\n  --> {file}")?,
            _ => write!(f, "\n  --> {file}:{line}:{column}")?,
        }
        if let Some(text) = &self.line_text {
            let gutter = line.to_string().len();
            let (text, column) = clipped(text, *column);
            let room = LONGEST.saturating_sub(column.saturating_sub(1)).max(1);
            let caret = "^".repeat(self.width.clamp(1, room));
            let indent = " ".repeat(column.saturating_sub(1));
            write!(f, "\n {0:gutter$} |\n {line} | {text}\n {0:gutter$} | {indent}{caret}", "")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n   = {hint}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.0.iter().take(MOST).enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            finding.fmt(f)?;
        }
        match self.0.len().saturating_sub(MOST) {
            0 => Ok(()),
            more => write!(f, "\n\n{more} more findings are not shown; mend these first"),
        }
    }
}

/// How many findings are written out.
const MOST: usize = 100;
/// How many characters of a line are quoted.
const LONGEST: usize = 160;

/// A line, or of a long one what stands around the column, with the column in it.
fn clipped(text: &str, column: usize) -> (String, usize) {
    let length = text.chars().count();
    if length <= LONGEST {
        return (text.to_owned(), column);
    }
    let start = column.saturating_sub(LONGEST / 2).min(length - LONGEST);
    let part: String = text.chars().skip(start).take(LONGEST).collect();
    match start {
        0 => (format!("{part}.."), column),
        _ if start + LONGEST < length => (format!("..{part}.."), column - start + 2),
        _ => (format!("..{part}"), column - start + 2),
    }
}

impl std::error::Error for Diagnostics {}
