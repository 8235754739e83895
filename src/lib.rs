//! `mcrc`: a triage assistant for metastatic colorectal cancer.
//!
//! A guideline is data ([`guideline`]). It is compiled into decision diagrams, and an assessment is a walk on
//! them ([`engine`]); one is packed into the program ([`shipped`]). A case being worked on is a session on disk ([`session`]); an assessment is written out by
//! [`report`]; [`tui`] is the application and [`cli`] the command line. A module uses only those named before it.

pub mod cli;
pub mod engine;
pub mod guideline;
pub mod language;
pub mod report;
pub mod session;
pub mod shipped;
pub mod tui;
