//! Wrong guidelines: what is said about each must alone say what to do.
//!
//! `base/` is a sound guideline. Each line of `mistakes/*.yaml` makes one mistake in it; `snapshots/` keeps what is
//! said then, word for word. `huge` makes those that are too large to be written down, `mutations` those nobody
//! thought of.

#![allow(unreachable_pub, missing_docs, reason = "modules of one test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod base;
mod corpus;
mod huge;
mod mutations;
mod schema;
