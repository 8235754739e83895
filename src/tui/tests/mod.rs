//! The application without a terminal: keys in, effects and screens out.

mod bytes;
mod driver;
mod flow;
mod outdated;
mod pages;
mod screens;
mod sizes;
