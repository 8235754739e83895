//! What sessions take from outside: the time, a fresh id, this machine's name, the platform's folders and files.
//!
//! The only place that asks; everything else gets these as arguments.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use jiff::Zoned;
use uuid::Uuid;

use super::Moment;

/// The present, on this machine's clock.
pub fn now() -> Moment {
    Moment::new(&Zoned::now())
}

/// A new id (UUID version 7): ids sort by the time they were made.
pub fn new_id() -> Uuid {
    Uuid::now_v7()
}

/// The name of this machine, for whoever asks who has a session open.
pub fn this_host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// Opens a regular file to read it. Anything else that stands in its place (a pipe, a device, a folder) is refused, and
/// waits for nobody.
pub fn open_regular(path: &Path) -> io::Result<File> {
    let without_waiting = rustix::fs::OFlags::NONBLOCK.bits();
    let flags = i32::try_from(without_waiting).map_err(io::Error::other)?;
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    match file.metadata()?.is_file() {
        true => Ok(file),
        false => Err(io::Error::other("it is no regular file")),
    }
}

/// The folders in which the program keeps things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Sessions stand under it.
    pub data: PathBuf,
    /// The user's own guidelines stand under it.
    pub config: PathBuf,
}

impl Places {
    /// The platform's folders; `data` overrides where sessions are kept. `None`: there is no home folder, and no
    /// `data` was given.
    pub fn find(data: Option<PathBuf>) -> Option<Places> {
        let project = directories::ProjectDirs::from("", "", "mcrc");
        match (data, project) {
            (Some(data), Some(project)) => Some(Places { data, config: project.config_dir().to_path_buf() }),
            (None, Some(project)) => Some(Places {
                data: project.data_dir().to_path_buf(),
                config: project.config_dir().to_path_buf(),
            }),
            // Without a home folder, what was named is the only place there is.
            (Some(data), None) => Some(Places { config: data.join("config"), data }),
            (None, None) => None,
        }
    }

    /// Where the user's own guidelines stand, a folder for each, named by its id.
    pub fn guidelines(&self) -> PathBuf {
        self.config.join("guidelines")
    }

    /// The file of the user's own keys; it need not be there.
    pub fn keys(&self) -> PathBuf {
        self.config.join("keys.yaml")
    }
}
