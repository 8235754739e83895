//! What stands beside the sessions and belongs to one of them: reports, and what a process left behind that died.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Access, Store, sync_folder};
use crate::session::{Moment, SessionError, surroundings};

/// What was deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// The session.
    pub id: Uuid,
    /// Its reports, and whatever else of it there was.
    pub beside: Vec<PathBuf>,
}

impl Store {
    /// The folder of reports that were exported.
    pub fn reports(&self) -> PathBuf {
        self.folder.parent().unwrap_or(&self.folder).join("reports")
    }

    /// Removes a session for good, with its reports and everything else of it. Refused while someone else has it open.
    pub fn delete(&self, name: &str, now: Moment) -> Result<Deleted, SessionError> {
        let id = self.find(name)?;
        let path = self.path(id);
        let _lock = match self.lock(id, now)? {
            Access::Write(lock) => lock,
            Access::Unwritable(_) => {
                let cause = io::ErrorKind::PermissionDenied.into();
                return Err(SessionError::Unwritable { path, cause });
            }
            Access::Held(holder) => {
                let holder =
                    holder.map_or_else(|| "by an unknown process".to_string(), |holder| holder.to_string());
                return Err(SessionError::InUse { path, holder });
            }
        };
        // The session last: where something stays, it is still there to be deleted again.
        let beside = self.beside(id);
        for path in beside.iter().chain([&path]) {
            fs::remove_file(path).map_err(|cause| SessionError::Unwritable { path: path.clone(), cause })?;
        }
        sync_folder(&self.folder).map_err(|cause| SessionError::Unwritable { path, cause })?;
        Ok(Deleted { id, beside })
    }

    /// The files that are named after a session, beside its own and its lock.
    fn beside(&self, id: Uuid) -> Vec<PathBuf> {
        let (own, lock) = (format!("{id}.yaml"), format!("{id}.lock"));
        let belongs = |name: &str| {
            let name = name.strip_prefix('.').unwrap_or(name);
            name.strip_prefix(&id.to_string()).is_some_and(|rest| rest.starts_with('.'))
        };
        let mut files = self::files(&self.folder, |name| belongs(name) && name != own && name != lock);
        files.extend(self::files(&self.reports(), belongs));
        files.sort();
        files
    }

    /// Removes temporary files of processes that died while they saved. Who saves has the lock of the session, on
    /// whatever machine: what is there while it can be had is nobody's.
    pub(super) fn sweep(&self) {
        for path in files(&self.folder, |name| name.starts_with('.') && name.ends_with(".tmp")) {
            let id = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.get(1..37));
            let Some(id) = id.and_then(|id| id.parse::<Uuid>().ok()) else { continue };
            if let Ok(Access::Write(lock)) = self.lock(id, surroundings::now())
                && lock.is_firm()
            {
                // What cannot be removed does no harm.
                let _ = fs::remove_file(path);
            }
        }
    }
}

/// The regular files of a folder whose names are such; none where it cannot be read.
fn files(folder: &Path, wanted: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let entries = entries.filter_map(Result::ok);
    let wanted = entries.filter(|entry| entry.file_name().to_str().is_some_and(&wanted));
    wanted
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| entry.path())
        .collect()
}
