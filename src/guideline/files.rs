//! The texts of a guideline's folder, wherever they are kept, and their digest.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::document::{LARGEST, TOO_LARGE};
use super::{Diagnostic, Diagnostics, Origin, Place, Severity};

/// The texts of a guideline's folder.
#[derive(Clone, Debug)]
pub struct Files {
    /// Where they come from.
    pub origin: Origin,
    /// Relative path with `/`, and content, sorted by path; includes `cases/` and `translations/`.
    pub texts: Vec<(String, String)>,
}

impl Files {
    /// Reads a folder. Errors: it, or a file in it, cannot be read, or is no UTF-8 text.
    pub fn read(folder: &Path) -> Result<Files, Diagnostics> {
        if folder.is_file() {
            let hint = match folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                Some(parent) => format!("name the folder, {}", parent.display()),
                None => "name the folder, `.`".to_owned(),
            };
            return Err(unreadable(folder, "a guideline is a folder, and this is a file".to_owned(), &hint));
        }
        let mut texts = Vec::new();
        read(folder, "", &mut texts)?;
        texts.sort();
        if !texts.iter().any(|(path, _)| path == "guideline.yaml") {
            let hint = "a guideline is a folder with guideline.yaml, questions.yaml and decisions/";
            return Err(unreadable(folder, "there is no guideline.yaml in this folder".to_owned(), hint));
        }
        Ok(Files { origin: Origin::Folder(folder.to_path_buf()), texts })
    }

    /// `sha256:` and the digest of the sorted relative paths, lengths and contents, line ends normalised, of all
    /// files but those in `cases/` and `translations/`: the digest says which rules an assessment came from, and those
    /// are the same in every language.
    pub fn digest(&self) -> String {
        let mut digest = Sha256::new();
        let counts = |path: &str| !path.starts_with("cases/") && !path.starts_with("translations/");
        for (path, text) in self.texts.iter().filter(|(path, _)| counts(path)) {
            let text = text.replace("\r\n", "\n");
            digest.update(format!("{path}\n{}\n", text.len()));
            digest.update(text);
        }
        digest.finalize().iter().fold("sha256:".to_owned(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// The folders of a guideline.
pub(super) const FOLDERS: [&str; 3] = ["decisions", "cases", "translations"];

fn read(folder: &Path, prefix: &str, texts: &mut Vec<(String, String)>) -> Result<(), Diagnostics> {
    let cannot = |path: &Path, error: std::io::Error| {
        let (message, hint) = match error.kind() {
            std::io::ErrorKind::NotFound => ("there is no such folder".to_owned(), "check the path"),
            _ => (format!("this cannot be read: {error}"), "check the path and its permissions"),
        };
        unreadable(path, message, hint)
    };
    for entry in std::fs::read_dir(folder).map_err(|error| cannot(folder, error))? {
        let entry = entry.map_err(|error| cannot(folder, error))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if name.starts_with('.') || name.ends_with('~') {
            continue;
        }
        let kind = std::fs::metadata(&path).map_err(|error| cannot(&path, error))?;
        if kind.is_dir() {
            // One level of folders is all a guideline has, and a link in a circle ends here. Others are kept by
            // name, so that loading can say that nothing in them counts.
            match prefix.is_empty() && FOLDERS.contains(&name.as_str()) {
                true => read(&path, &format!("{name}/"), texts)?,
                false => texts.push((format!("{prefix}{name}/"), String::new())),
            }
            continue;
        }
        if !kind.is_file() {
            return Err(unreadable(
                &path,
                "this is no regular file".to_owned(),
                "take it out of the guideline",
            ));
        }
        if name.ends_with(".yaml") && kind.len() > LARGEST as u64 {
            return Err(unreadable(&path, TOO_LARGE.0.to_owned(), TOO_LARGE.1));
        }
        let bytes = std::fs::read(&path).map_err(|error| cannot(&path, error))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(_) if !name.ends_with(".yaml") => continue,
            Err(error) => {
                let sound = error.utf8_error().valid_up_to();
                let line = error.as_bytes()[..sound].iter().filter(|byte| **byte == b'\n').count() + 1;
                let mut found =
                    unreadable(&path, "this is not UTF-8 text".to_owned(), "save it as UTF-8, plain text");
                let column = String::from_utf8_lossy(&error.as_bytes()[..sound]);
                let column = column.rsplit('\n').next().map_or(0, |text| text.chars().count()) + 1;
                found.0.iter_mut().for_each(|found| (found.place.line, found.place.column) = (line, column));
                return Err(found);
            }
        };
        texts.push((format!("{prefix}{name}"), text));
    }
    Ok(())
}

fn unreadable(path: &Path, message: String, hint: &str) -> Diagnostics {
    Diagnostics(vec![Diagnostic {
        severity: Severity::Error,
        place: Place { file: path.display().to_string(), line: 0, column: 0 },
        line_text: None,
        width: 1,
        message,
        hint: Some(hint.to_owned()),
    }])
}
