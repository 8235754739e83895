//! The knowledge: a typed guideline, the guard language, loading with diagnostics, and answers to its questions.
//!
//! A loaded [`Guideline`] holds no unresolved name: every id in it is an index into one of its tables. Nothing in
//! here knows diagrams, screens or sessions.

mod answers;
mod case;
mod characters;
mod decimal;
mod diagnostic;
pub(crate) mod document;
mod examples;
mod files;
pub(crate) mod findings;
mod language;
mod load;
mod model;
mod nearest;
mod pack;
mod resolve;
mod schema;
mod translation;
mod uses;
mod wording;

pub use answers::{Answer, Answers};
pub use case::{Case, Expect, answer_from_value, answer_in_words, answer_to_value, read_case};
pub use case::{Deed, Scene, Tour, TourStep, View, read_tour};
pub use case::{Translated, read_translated};
pub use decimal::{Decimal, DecimalError};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use files::Files;
pub use load::{Loaded, id_in_head, load};
pub use model::*;
pub(crate) use nearest::denies;
pub use nearest::nearest;
pub use pack::{pack, unpack};
pub(crate) use pack::{squeeze, unsqueeze};
pub use schema::{FILE_KINDS, FILES_SCHEMA, file_schema};
pub use translation::{
    Coverage, Part, Review, Updated, in_language, is_code, languages, review_translations, update_translation,
};
pub use uses::{How, Item, NoSuchItem, Use};
pub use wording::{formula_text, guard_text, subject_id};
