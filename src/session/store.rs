//! The folder of sessions, one file for each.

mod beside;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::lock::{Access, Holder, Lock};
use super::surroundings::{self, open_regular};
use super::{FileError, Moment, Session, SessionError, Summary, clean_label};
use crate::guideline::nearest;

pub use beside::Deleted;

/// No session is larger; what is, is something else.
const LARGEST: u64 = 16 << 20;

/// The folder of sessions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

/// One file in the folder.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The id, from the file's name.
    pub id: Uuid,
    /// The file.
    pub path: PathBuf,
    /// What is in it.
    pub entry: Entry,
}

/// What is in a file of the folder.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A session.
    Session(Summary),
    /// Something else: damaged, or written by a newer version of the program.
    Unusable(FileError),
}

/// A session read from the folder, and whether it may be changed.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Keep this as long as the session is worked on.
    pub access: Access,
}

impl Store {
    /// The sessions under a data folder, which is made if it is missing.
    pub fn open(data: &Path) -> Result<Store, SessionError> {
        let store = Store::at(data);
        store.make()?;
        Ok(store)
    }

    /// The sessions under a data folder, to be read: nothing is made, and where there is no folder there are none.
    pub fn at(data: &Path) -> Store {
        Store { folder: data.join("sessions") }
    }

    /// Makes the folder if it is missing.
    pub fn make(&self) -> Result<(), SessionError> {
        // `recursive`: one that is there already is left as it is, with the permissions that its owner gave it.
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&self.folder)
            .map_err(|cause| SessionError::Unwritable { path: self.folder.clone(), cause })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the report of a session is written; it need not be there.
    pub fn report(&self, id: Uuid) -> PathBuf {
        self.reports().join(format!("{id}.md"))
    }

    /// The file of a session.
    pub fn path(&self, id: Uuid) -> PathBuf {
        self.folder.join(format!("{id}.yaml"))
    }

    /// All sessions, the last changed first, and then the files that are none. One bad file stops no other.
    pub fn list(&self) -> Result<Vec<Listed>, SessionError> {
        self.sweep();
        let mut ids = self.ids()?;
        ids.sort_unstable();
        let mut listed = self.look_at_all(&ids);
        // Stable and from the newest id on, so that equal times keep the order in which they were begun.
        listed.reverse();
        listed.sort_by_key(|listed| match &listed.entry {
            Entry::Session(summary) => (0, std::cmp::Reverse(Some(summary.updated))),
            Entry::Unusable(_) => (1, std::cmp::Reverse(None)),
        });
        Ok(listed)
    }

    /// The id of the session that is meant by an id, a label, or an unambiguous beginning of an id.
    pub fn find(&self, name: &str) -> Result<Uuid, SessionError> {
        let name = name.trim();
        let ids = self.ids()?;
        if let Ok(id) = name.parse::<Uuid>()
            && ids.contains(&id)
        {
            return Ok(id);
        }
        let listed = self.list()?;
        let called = clean_label(name);
        let label = |listed: &Listed| match &listed.entry {
            Entry::Session(summary) => summary.label.clone(),
            Entry::Unusable(_) => String::new(),
        };
        let mut found: Vec<Uuid> = listed
            .iter()
            .filter(|listed| !name.is_empty() && label(listed) == called)
            .map(|listed| listed.id)
            .collect();
        if found.is_empty() && !name.is_empty() {
            let beginning = name.to_ascii_lowercase();
            found = ids.iter().copied().filter(|id| id.to_string().starts_with(&beginning)).collect();
        }
        match found[..] {
            [id] => Ok(id),
            [] => {
                let labels: Vec<String> =
                    listed.iter().map(label).filter(|label| !label.is_empty()).collect();
                let nearest = nearest(name, labels.iter().map(String::as_str)).map(str::to_string);
                Err(SessionError::NotFound { name: name.to_string(), nearest })
            }
            _ => {
                found.sort_unstable();
                let ids = found.iter().map(Uuid::to_string).collect();
                Err(SessionError::Ambiguous { name: name.to_string(), ids })
            }
        }
    }

    /// Reads a session, named as for [`Store::find`].
    pub fn load(&self, name: &str) -> Result<Session, SessionError> {
        self.read(self.find(name)?)
    }

    /// Reads a session and takes the right to change it, if no one else has it.
    pub fn open_session(&self, name: &str, now: Moment) -> Result<Opened, SessionError> {
        let id = self.find(name)?;
        // The lock first: what is read afterwards is what the one before us left.
        let access = self.lock(id, now)?;
        Ok(Opened { session: self.read(id)?, access })
    }

    /// Takes the right to change a session. A folder that cannot be written makes every session read-only.
    pub fn lock(&self, id: Uuid, now: Moment) -> Result<Access, SessionError> {
        let path = self.folder.join(format!("{id}.lock"));
        let holder = Holder { pid: std::process::id(), host: surroundings::this_host(), since: now };
        match Lock::take(&path, &holder) {
            Ok(access) => Ok(access),
            Err(cause)
                if matches!(
                    cause.kind(),
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
                ) =>
            {
                Ok(Access::Unwritable(self.folder.clone()))
            }
            Err(cause) => Err(SessionError::Unwritable { path, cause }),
        }
    }

    /// Writes a session so that it survives a crash, and counts its revision up.
    ///
    /// Where the file is not the one this session was read from, it is left alone, and what was worked on becomes a
    /// session of its own, which is saved ([`SessionError::Overtaken`]). After any error the file is what it was before.
    pub fn save(&self, session: &mut Session) -> Result<(), SessionError> {
        let path = self.path(session.id());
        if let Some(found) = self.overtaken_by(&path, session)? {
            let mut own = session.apart(surroundings::new_id());
            self.save_over(&mut own)?;
            *session = own;
            let label = session.label().to_owned();
            return Err(SessionError::Overtaken { path, label, found });
        }
        self.save_over(session)
    }

    fn save_over(&self, session: &mut Session) -> Result<(), SessionError> {
        let path = self.path(session.id());
        let before =
            (session.revision, std::mem::replace(&mut session.program, env!("CARGO_PKG_VERSION").into()));
        session.revision += 1;
        if let Err(error) = self.write(&path, session) {
            (session.revision, session.program) = before;
            return Err(error);
        }
        // From here on the new text is what anyone reads; without this the *name* may still be lost in a crash.
        sync_folder(&self.folder).map_err(|cause| SessionError::Unwritable { path, cause })
    }

    /// The ids of all files that are named as sessions are. Temporary files, locks and kept work are not.
    fn ids(&self) -> Result<Vec<Uuid>, SessionError> {
        let unreadable = |cause| SessionError::Unreadable { path: self.folder.clone(), cause };
        let mut ids = vec![];
        let files = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(ids),
            files => files.map_err(unreadable)?,
        };
        for file in files {
            let name = file.map_err(unreadable)?.file_name();
            let id: Option<Uuid> =
                name.to_str().and_then(|name| name.strip_suffix(".yaml")).and_then(|id| id.parse().ok());
            ids.extend(id);
        }
        Ok(ids)
    }

    /// What a list shows of all files, in their order. Reading thousands is shared out, as each is on its own.
    fn look_at_all(&self, ids: &[Uuid]) -> Vec<Listed> {
        const WORTH_A_THREAD: usize = 500;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let threads = cores.min(4).min(ids.len() / WORTH_A_THREAD);
        let look = |ids: &[Uuid]| -> Vec<Listed> { ids.iter().filter_map(|id| self.look(*id)).collect() };
        if threads < 2 {
            return look(ids);
        }
        std::thread::scope(|scope| {
            let parts: Vec<_> = ids
                .chunks(ids.len().div_ceil(threads))
                .map(|part| (part, scope.spawn(move || look(part))))
                .collect();
            // Should a thread die, its part is read here.
            parts
                .into_iter()
                .flat_map(|(part, thread)| thread.join().unwrap_or_else(|_| look(part)))
                .collect()
        })
    }

    /// What a list shows of a file; `None` if it was deleted meanwhile.
    fn look(&self, id: Uuid) -> Option<Listed> {
        let path = self.path(id);
        let entry = match summary(&path) {
            Ok(summary) if summary.id == id => Entry::Session(summary),
            Ok(summary) => Entry::Unusable(FileError::Damaged {
                problem: format!("the file is named {id}, but says it is {}", summary.id),
            }),
            Err(SessionError::File { cause, .. }) => Entry::Unusable(cause),
            Err(SessionError::Unreadable { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
                return None;
            }
            Err(error) => Entry::Unusable(FileError::Damaged { problem: error.to_string() }),
        };
        Some(Listed { id, path, entry })
    }

    fn read(&self, id: Uuid) -> Result<Session, SessionError> {
        let path = self.path(id);
        let text = read_text(&path)?;
        match Session::from_yaml(&text) {
            Ok(session) if session.id() == id => Ok(session),
            Ok(session) => {
                let problem = format!("the file is named {id}, but says it is {}", session.id());
                Err(SessionError::File { path, cause: FileError::Damaged { problem } })
            }
            Err(cause) => Err(SessionError::File { path, cause }),
        }
    }

    /// What stands in the file, if it is not what this session was read from.
    fn overtaken_by(&self, path: &Path, session: &Session) -> Result<Option<String>, SessionError> {
        match summary(path) {
            Ok(summary) if summary.revision == session.revision => Ok(None),
            Ok(summary) => Ok(Some(format!("revision {} instead of {}", summary.revision, session.revision))),
            Err(SessionError::File { cause, .. }) => Ok(Some(cause.to_string())),
            Err(SessionError::Unreadable { cause, .. }) if cause.kind() == io::ErrorKind::NotFound => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Replaces a file by way of a temporary one in the same folder.
    fn write(&self, path: &Path, session: &Session) -> Result<(), SessionError> {
        let refused = |cause| SessionError::File { path: path.to_path_buf(), cause };
        let text = session.to_yaml().map_err(refused)?;
        if text.len() as u64 > LARGEST {
            return Err(refused(FileError::Unwritable { problem: too_large() }));
        }
        let temporary = self.folder.join(format!(".{}.{}.tmp", session.id(), std::process::id()));
        let write = || -> io::Result<()> {
            // Whatever stands there is from a process that died, or no file at all.
            let _ = fs::remove_file(&temporary);
            let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&temporary)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&temporary, path)
        };
        write().map_err(|cause| {
            let _ = fs::remove_file(&temporary);
            SessionError::Unwritable { path: path.to_path_buf(), cause }
        })
    }
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some network file systems have nothing to sync in a folder, and say so.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result,
    }
}

/// Reads the summary of a file: its first kilobyte, or all of it where that is not enough.
fn summary(path: &Path) -> Result<Summary, SessionError> {
    let unreadable = |cause| SessionError::Unreadable { path: path.to_path_buf(), cause };
    let refused = |cause| SessionError::File { path: path.to_path_buf(), cause };
    let mut head = [0; Summary::HEAD];
    let mut file = open_regular(path).map_err(unreadable)?;
    let mut length = 0;
    while length < head.len() {
        match file.read(&mut head[length..]).map_err(unreadable)? {
            0 => break,
            read => length += read,
        }
    }
    match Summary::from_head(&head[..length]).map_err(refused)? {
        Some(summary) => Ok(summary),
        None => {
            let text = read_text(path)?;
            Summary::from_text(&text).map_err(refused)
        }
    }
}

fn too_large() -> String {
    format!("it is larger than {} MiB", LARGEST >> 20)
}

fn read_text(path: &Path) -> Result<String, SessionError> {
    let unreadable = |cause| SessionError::Unreadable { path: path.to_path_buf(), cause };
    let refused = |cause| SessionError::File { path: path.to_path_buf(), cause };
    let mut bytes = vec![];
    let file = open_regular(path).map_err(unreadable)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Err(refused(FileError::Damaged { problem: too_large() }));
    }
    String::from_utf8(bytes).map_err(|_| refused(FileError::NotText))
}

#[cfg(test)]
mod tests;
