//! Who may write a session: a lock on a file beside it, never on the file itself, which is renamed over.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::OFlags;
use serde::{Deserialize, Serialize};

use super::Moment;

/// Whether a session was opened to be changed.
#[derive(Debug)]
pub enum Access {
    /// It may be changed while this is kept.
    Write(Lock),
    /// It may not: somebody else has it open, and who, where that is known.
    Held(Option<Holder>),
    /// It may not: this folder cannot be written.
    Unwritable(PathBuf),
}

/// Who has a session open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The machine it runs on.
    pub host: String,
    /// Since when.
    pub since: Moment,
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "process {} on {}, since {}", self.pid, self.host, self.since.date_and_clock())
    }
}

/// The right to change a session; given back when dropped, or when the process ends in any way.
#[derive(Debug)]
pub struct Lock {
    // `None`: this file system has no locks, and the revision alone guards the file.
    held: Option<(File, PathBuf)>,
}

impl Lock {
    /// Whether other programs are really kept from writing.
    pub fn is_firm(&self) -> bool {
        self.held.is_some()
    }

    /// Takes the lock at `path`, or says who has it. Errors: the folder cannot be written.
    pub(super) fn take(path: &Path, holder: &Holder) -> io::Result<Access> {
        // Whoever gives a lock back removes its file. One that was opened before and locked after that is a lock
        // on nothing, so what was locked has to be what stands there; each round means that another one let go.
        let without_waiting = i32::try_from(OFlags::NONBLOCK.bits()).map_err(io::Error::other)?;
        for _ in 0..100 {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .mode(0o600)
                .custom_flags(without_waiting)
                .open(path)?;
            match file.try_lock() {
                Ok(()) => {
                    let (ours, there) = (file.metadata()?, std::fs::metadata(path));
                    if there.is_ok_and(|there| (there.dev(), there.ino()) == (ours.dev(), ours.ino())) {
                        write_holder(&mut file, holder)?;
                        return Ok(Access::Write(Lock { held: Some((file, path.to_path_buf())) }));
                    }
                }
                Err(TryLockError::WouldBlock) => return Ok(Access::Held(read_holder(&mut file))),
                Err(TryLockError::Error(_)) => return Ok(Access::Write(Lock { held: None })),
            }
        }
        Ok(Access::Held(None))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some((file, path)) = self.held.take() {
            // Removed while still locked, so that only the holder ever removes it. A file that stays is harmless.
            let _ = std::fs::remove_file(path);
            let _ = file.unlock();
        }
    }
}

fn write_holder(file: &mut File, holder: &Holder) -> io::Result<()> {
    let text = serde_json::to_string(holder)?;
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

fn read_holder(file: &mut File) -> Option<Holder> {
    let mut text = String::new();
    file.take(4096).read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(pid: u32) -> Holder {
        Holder { pid, host: "ward-7".into(), since: "2026-11-23T05:13:07+09:00".parse().unwrap() }
    }

    #[test]
    fn the_second_is_told_who_has_it_and_gets_it_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.lock");
        let Access::Write(first) = Lock::take(&path, &holder(1)).unwrap() else { panic!("not locked") };
        assert!(first.is_firm());
        match Lock::take(&path, &holder(2)).unwrap() {
            Access::Held(Some(who)) => {
                assert_eq!(who, holder(1));
                assert_eq!(who.to_string(), "process 1 on ward-7, since 2026-11-23 05:13");
            }
            other => panic!("{other:?}"),
        }
        drop(first);
        assert!(!path.exists());
        assert!(matches!(Lock::take(&path, &holder(2)).unwrap(), Access::Write(_)));
    }

    #[test]
    fn a_lock_file_that_a_crash_left_behind_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.lock");
        std::fs::write(&path, "{\"pid\":1,").unwrap();
        assert!(matches!(Lock::take(&path, &holder(2)).unwrap(), Access::Write(_)));
    }
}
