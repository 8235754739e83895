//! `mcrc guideline translate`: a translation beside a guideline, begun or brought up to date.

use std::io::Write;
use std::path::Path;

use super::super::error::Error;
use super::super::output::Output;
use super::plural;
use crate::guideline::{Files, is_code, load, update_translation};

/// Writes the translation into the guideline's folder.
pub(super) fn run(folder: &Path, language: &str, output: &mut Output) -> Result<u8, Error> {
    if !is_code(language) {
        return Err(Error::input(format!("`{language}` is no code of a language"))
            .hint("write it as in `ko` for Korean, or `pt-BR` with a region"));
    }
    let files = Files::read(folder)?;
    let guideline = load(&files)?.guideline;
    let updated = update_translation(&files, &guideline, language)?;
    let path = folder.join(&updated.path);
    let cannot = |error: std::io::Error| {
        Error::input(format!("{} cannot be written", path.display()))
            .cause(error)
            .hint("check the path and its permissions; the file is as it was")
    };
    // Beside it first: a full disk must not cost hours of somebody's work.
    let beside = path.with_file_name(format!(".{language}.yaml.new"));
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(cannot)?;
    }
    std::fs::write(&beside, &updated.text).map_err(cannot)?;
    std::fs::rename(&beside, &path).map_err(cannot)?;
    writeln!(
        output,
        "{}: {} of {} {} translated",
        path.display(),
        updated.all - updated.untranslated,
        updated.all,
        plural("text", updated.all)
    )?;
    for (number, what) in [
        (updated.added, "added"),
        (updated.untranslated, "without a translation: write it after the code of the language"),
        (
            updated.stale,
            "made from another text: compare `was:` with `from:`, and take `was:` out when it is right",
        ),
        (updated.gone, "of texts that are gone: kept at the end of the file"),
    ] {
        if number > 0 {
            writeln!(output, "   {number} {what}")?;
        }
    }
    Ok(0)
}
