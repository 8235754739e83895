//! From files to a typed guideline, with all findings at once.

use std::path::Path;

use super::{Diagnostics, Guideline, Origin};

/// The texts of a guideline's folder.
#[derive(Clone, Debug)]
pub struct Files {
    /// Where they come from.
    pub origin: Origin,
    /// Relative path with `/`, and content, sorted by path; includes `cases/`.
    pub texts: Vec<(String, String)>,
}

impl Files {
    /// The guideline compiled into the program.
    pub fn embedded() -> Files {
        Files { origin: Origin::Embedded, texts: vec![] }
    }

    /// Reads a folder. Errors: it, or a file in it, cannot be read, or is no UTF-8 text.
    pub fn read(folder: &Path) -> Result<Files, Diagnostics> {
        Ok(Files { origin: Origin::Folder(folder.to_path_buf()), texts: vec![] })
    }
}

/// A guideline that loaded, with warnings if there are any.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The guideline.
    pub guideline: Guideline,
    /// Warnings, never errors.
    pub warnings: Diagnostics,
}

/// Loads a guideline; on errors returns all findings, warnings among them.
pub fn load(_files: &Files) -> Result<Loaded, Diagnostics> {
    Err(Diagnostics::default())
}
