//! The application without a terminal: keys in, effects and screens out.

mod aside;
mod board;
mod brief;
mod bytes;
mod drafts;
pub(in crate::tui) mod driver;
mod finding;
mod flow;
mod outdated;
mod pages;
mod panels;
mod screens;
mod sizes;
mod start;

pub(super) use driver::{caps, engine, small};
