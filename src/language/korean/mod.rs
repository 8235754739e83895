//! The Korean catalogue: each phrase of the code, word for word, and what stands for it in Korean.
//!
//! Short marks are nouns, whole sentences polite and formal. Parts stand where no particle depends on them. The texts
//! await the eye of a Korean clinician, as the translation of the guideline does.

mod advice;
mod keys;
mod lines;
mod screen;
mod tour;

/// All phrases.
pub(super) fn phrases() -> impl Iterator<Item = (&'static str, &'static str)> {
    [advice::PHRASES, screen::PHRASES, keys::PHRASES, lines::PHRASES, tour::PHRASES]
        .into_iter()
        .flatten()
        .copied()
}
