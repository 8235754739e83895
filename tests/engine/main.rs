//! The engine, proved against brute force on random small guidelines and against the yardstick written by hand.

#![allow(unreachable_pub, missing_docs, reason = "modules of one test")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::print_stderr)]

mod asking;
mod brute_force;
mod by_hand;
mod differences;
mod direct;
mod loading;
mod random;
mod shipped;
mod sizes;
mod sources;
mod yardstick;
