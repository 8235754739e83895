//! A case being worked on, and its one file on disk.
//!
//! A [`Session`] is a value: answering, undoing, closing and writing it as YAML are pure, and whoever calls says
//! what time it is. Answers stand in it by question id, as values of a file and not of a guideline, so that a
//! session outlives the guideline it was begun with; [`Replayed`] reads them under any guideline, and [`Outdated`]
//! says which of them are too old to count.
//!
//! The [`Store`] is the folder of these files. Its promise: what [`Store::save`] returned `Ok` for survives a crash,
//! and no file is ever replaced by an older state, by a half-written one, or by a program that does not understand it.
//! Everything taken from outside (the time, ids, the platform's folders) stands in one place, [`surroundings`].
//!
//! Nothing in here knows a screen or assesses a case.

mod error;
mod file;
mod lock;
mod moment;
mod outdated;
mod record;
mod replay;
mod store;
pub mod surroundings;

pub use error::{FileError, SessionError};
pub use file::Summary;
pub use lock::{Access, Holder, Lock};
pub use moment::Moment;
pub use outdated::{Outdated, OutdatedAnswer};
pub use record::{
    Change, Closed, Conclusion, FORMAT, GuidelineStamp, Override, Session, Stamp, Status, clean_label, steers,
};
pub use replay::{LeftOut, Replayed};
pub use store::{Deleted, Entry, Listed, Opened, Store};
