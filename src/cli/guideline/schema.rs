//! `mcrc guideline schema`: the JSON Schema of a guideline's files, for editors, and of what commands print for programs.

use std::io::Write;

use super::super::error::Error;
use super::super::output::Output;
use crate::guideline::{FILE_KINDS, FILES_SCHEMA, file_schema};
use crate::report;

/// What `--format json` prints: `eval` an assessment, `guideline diff` a difference, `guideline check` findings.
const OUTPUTS: [(&str, &str); 3] = [
    ("assessment", report::SCHEMA),
    ("difference", include_str!("../../../schema/difference.schema.json")),
    ("finding", include_str!("../../../schema/finding.schema.json")),
];

/// Everything that has a schema: the kinds of files, and what is printed.
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    FILE_KINDS.into_iter().chain(OUTPUTS.map(|(name, _)| name))
}

/// Prints the schema of one kind of file or output, or of all kinds of files.
pub(super) fn run(kind: Option<&str>, output: &mut Output) -> Result<u8, Error> {
    let printed = OUTPUTS.iter().find(|(name, _)| kind == Some(*name));
    match (kind, printed) {
        (_, Some((_, schema))) => write!(output, "{schema}")?,
        (Some(kind), None) => writeln!(output, "{:#}", file_schema(kind))?,
        (None, None) => write!(output, "{FILES_SCHEMA}")?,
    }
    Ok(0)
}
