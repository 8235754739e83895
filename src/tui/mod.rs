//! The application: a questionnaire beside the decision path and the recommendation, by keyboard alone.
//!
//! One state ([`state::Model`]), one way to change it (`update`), views that only read it, and a thin shell that
//! reads keys, carries out effects and draws. Nothing is computed or drawn unless a key, a resize or a signal came.
//! There is no clinical knowledge in here: no id of a guideline's question, outcome or recommendation.

mod action;
pub mod caps;
mod key;
mod keymap;
mod layout;
mod state;
mod terminal;
mod text;
mod theme;
mod update;
mod view;
