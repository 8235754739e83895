//! Shared by the tests: random small guidelines, and their direct evaluation rule by rule, without diagrams.

pub mod direct;
pub mod random;
pub mod yardstick;
