//! Which translation belongs to which text, and whether the text has changed since.

use std::collections::{HashMap, HashSet};

use super::file::{Entry, Written};
use super::texts::{Key, Text};

/// How like each other two texts without an id must be, for one to be the other after a change.
const ALIKE: f64 = 0.6;

/// The translation of each text, as far as there is one.
pub(super) struct Matched<'a> {
    /// In the order of the texts: the entry, and whether it is made from the text as it is now.
    pub(super) entries: Vec<Option<(&'a Entry, bool)>>,
    /// Translations of texts in lists that are no longer there.
    pub(super) left: Vec<&'a Entry>,
}

/// Matches by key, and in lists, where the text itself is the key, what is left by how like the texts are.
pub(super) fn matched<'a>(texts: &[Text], written: &'a Written) -> Matched<'a> {
    let by_key: HashMap<&Key, &Entry> = written.entries.iter().map(|entry| (&entry.key, entry)).collect();
    let mut entries: Vec<Option<(&Entry, bool)>> = texts
        .iter()
        .map(|text| {
            let entry = *by_key.get(&text.key)?;
            Some((entry, entry.is_of(&text.text)))
        })
        .collect();
    let found: HashSet<&Key> = texts.iter().map(|text| &text.key).collect();
    let mut left: Vec<&Entry> = written
        .entries
        .iter()
        .filter(|entry| entry.to.is_some() && entry.key.listed.is_some() && !found.contains(&entry.key))
        .collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (one, entry) in left.iter().enumerate() {
        for (other, text) in texts.iter().enumerate() {
            let free = entries[other].is_none_or(|(entry, _)| entry.to.is_none());
            if free && text.key.listed.is_some() && text.key.path == entry.key.path {
                pairs.push((strsim::normalized_damerau_levenshtein(&entry.from, &text.text), one, other));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut taken, mut given) = (HashSet::new(), HashSet::new());
    for (like, one, other) in pairs {
        if like >= ALIKE && !taken.contains(&one) && !given.contains(&other) {
            taken.insert(one);
            given.insert(other);
            entries[other] = Some((left[one], false));
        }
    }
    let mut position = 0;
    left.retain(|_| {
        position += 1;
        !taken.contains(&(position - 1))
    });
    Matched { entries, left }
}
