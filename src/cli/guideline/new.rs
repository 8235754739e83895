//! `mcrc guideline new`: a commented start that passes its check and its cases, to be changed step by step.

use std::io::Write;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::super::error::Error;
use super::super::output::Output;

static START: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/guideline/start");

/// Writes the start into a folder that is new or empty.
pub(super) fn run(folder: &Path, output: &mut Output) -> Result<u8, Error> {
    let id = id(folder)?;
    let cannot = |error: std::io::Error| {
        Error::input(format!("{} cannot be written", folder.display()))
            .cause(error)
            .hint("check the path and its permissions")
    };
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => {
            let message = format!("the folder {} is not empty", folder.display());
            return Err(Error::input(message).hint("name a new folder; nothing was written"));
        }
        Ok(false) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(cannot(error)),
    }
    let head = format!("guideline: {id}\n");
    let date = jiff::Zoned::now().date().to_string();
    write(&START, folder, &|text| text.replace("guideline: start\n", &head).replace("2026-01-01", &date))
        .map_err(cannot)?;
    let shown = folder.display();
    writeln!(output, "{shown}: an example guideline with the id `{id}`, to be changed step by step")?;
    writeln!(output, "   mcrc guideline check {shown}   says what is wrong")?;
    writeln!(output, "   mcrc guideline test {shown}    runs its cases")?;
    writeln!(output, "   mcrc --guideline {shown}       asks its questions")?;
    Ok(0)
}

fn write(from: &Dir, to: &Path, change: &dyn Fn(&str) -> String) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for file in from.files() {
        let (Some(name), Some(text)) = (file.path().file_name(), file.contents_utf8()) else { continue };
        std::fs::write(to.join(name), change(text))?;
    }
    from.dirs()
        .try_for_each(|inner| write(inner, &to.join(inner.path().file_name().unwrap_or_default()), change))
}

/// The id that the folder's name gives.
fn id(folder: &Path) -> Result<String, Error> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let fine = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
    match name {
        Some(name) if name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(fine) => Ok(name),
        Some(name) => Err(Error::input(format!("`{name}` cannot be the id of a guideline")).hint(
            "name the folder with lower-case letters, digits, `-` and `_`, beginning with a letter, such as liver-unit",
        )),
        None => Err(Error::input(format!("{} names no folder", folder.display()))
            .hint("name a new folder, such as liver-unit")),
    }
}
