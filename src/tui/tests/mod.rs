//! The application without a terminal: keys in, effects and screens out.

mod driver;
mod flow;
mod pages;
mod screens;
mod sizes;
