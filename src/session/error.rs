//! What can go wrong with sessions: each error says where, and what to do.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::Closed;

/// Why a text is no session of this format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// A newer version of the program wrote it.
    Newer {
        /// The format it says it has.
        format: u64,
    },
    /// It is not complete, or not a session.
    Damaged {
        /// What was found, with line and column.
        problem: String,
    },
    /// It is not UTF-8 text.
    NotText,
    /// It cannot be written as YAML.
    Unwritable {
        /// Why.
        problem: String,
    },
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileError::Newer { format } => {
                write!(f, "written by a newer version of mcrc (format {format})")
            }
            FileError::Damaged { problem } => write!(f, "damaged: {problem}"),
            FileError::NotText => f.write_str("damaged: it is not UTF-8 text"),
            FileError::Unwritable { problem } => write!(f, "it cannot be written as YAML: {problem}"),
        }
    }
}

impl std::error::Error for FileError {}

/// What can go wrong with the folder of sessions.
#[derive(Debug)]
pub enum SessionError {
    /// A file or folder cannot be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file or folder cannot be written; what was there before still is.
    Unwritable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file is no session that this program understands. It is left as it is.
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        cause: FileError,
    },
    /// No session has this id or label.
    NotFound {
        /// What was asked for.
        name: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// Several sessions have this label or beginning of an id.
    Ambiguous {
        /// What was asked for.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// The file on disk is not the one that this work began from. It is left as it is, and the work is a session of its
    /// own from now on, which is saved.
    Overtaken {
        /// The file.
        path: PathBuf,
        /// What the session is called now.
        label: String,
        /// What stands in the file now.
        found: String,
    },
    /// Someone else has it open.
    InUse {
        /// The session's file.
        path: PathBuf,
        /// Who has it.
        holder: String,
    },
    /// It is closed.
    Closed,
}

impl SessionError {
    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            SessionError::Unreadable { cause, .. } | SessionError::Unwritable { cause, .. } => {
                match cause.kind() {
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        Some("make it yours and writable, or name another folder with --data-dir".to_string())
                    }
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Some(
                        "make room on the disk and answer again, or name another folder with --data-dir"
                            .to_string(),
                    ),
                    io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                        Some("a folder is needed here; name another one with --data-dir".to_string())
                    }
                    _ => None,
                }
            }
            SessionError::File { cause: FileError::Newer { .. }, .. } => {
                Some("open it with that version of mcrc; this one leaves it as it is".to_string())
            }
            SessionError::File { .. } => Some(
                "mcrc leaves it as it is; repair it in a text editor, or restore it from a copy".to_string(),
            ),
            SessionError::NotFound { nearest: Some(nearest), .. } => {
                Some(format!("did you mean `{nearest}`?"))
            }
            SessionError::NotFound { nearest: None, .. } => {
                Some("`mcrc sessions list` shows all of them".to_string())
            }
            SessionError::Ambiguous { ids, .. } => Some(format!("name one of them: {}", ids.join(", "))),
            SessionError::Overtaken { .. } => Some("compare the two, and delete one".to_string()),
            SessionError::InUse { .. } => Some("close it there first".to_string()),
            SessionError::Closed => None,
        }
    }
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SessionError::Unreadable { path, cause } => {
                write!(f, "{} cannot be read: {}", path.display(), plain(cause))
            }
            SessionError::Unwritable { path, cause } => {
                write!(f, "{} cannot be written: {}", path.display(), plain(cause))
            }
            SessionError::File { path, cause } => write!(f, "{} is {cause}", path.display()),
            SessionError::NotFound { name, .. } => write!(f, "there is no session `{name}`"),
            SessionError::Ambiguous { name, .. } => write!(f, "several sessions are called `{name}`"),
            SessionError::Overtaken { path, label, found } => write!(
                f,
                "{} was changed by someone else ({found}) and is left so; your work goes on as `{label}` and is saved",
                path.display()
            ),
            SessionError::InUse { path, holder } => {
                write!(f, "{} is open elsewhere ({holder})", path.display())
            }
            SessionError::Closed => Closed.fmt(f),
        }
    }
}

impl std::error::Error for SessionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            SessionError::Unreadable { cause, .. } | SessionError::Unwritable { cause, .. } => Some(cause),
            SessionError::File { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl From<Closed> for SessionError {
    fn from(_: Closed) -> SessionError {
        SessionError::Closed
    }
}

/// What the system said, without its number.
fn plain(cause: &io::Error) -> String {
    let text = cause.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}
