//! `mcrc guideline schema`: the JSON Schema of a guideline's files, for editors.

use std::io::Write;

use super::super::error::Error;
use super::super::output::Output;
use crate::guideline::{FILES_SCHEMA, file_schema};

/// Prints the schema of one kind of file, or of all of them.
pub(super) fn run(kind: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    match kind {
        Some(kind) => writeln!(output, "{:#}", file_schema(kind))?,
        None => write!(output, "{FILES_SCHEMA}")?,
    }
    Ok(0)
}
