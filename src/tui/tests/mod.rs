//! The application without a terminal: keys in, effects and screens out.

mod aside;
mod bytes;
pub(in crate::tui) mod driver;
mod finding;
mod flow;
mod outdated;
mod pages;
mod panels;
mod screens;
mod sizes;

pub(super) use driver::{caps, engine, small};
