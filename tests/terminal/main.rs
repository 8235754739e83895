//! The application as a user runs it: the binary in a pseudo-terminal, keys in, what stands on its screen out.
//!
//! Tests wait for text, never for time; what processes do is read from Linux's `/proc`. The guideline is the yardstick of `tests/fixtures`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod emulator;
mod gone;
mod link;
mod stop;
mod survive;
mod tour;
mod walk;
