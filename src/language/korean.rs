//! Korean.

/// Every phrase of the program in English, and in Korean.
pub(super) const PHRASES: &[(&str, &str)] = &[];
