//! The right name nearest to a misspelt one.

/// Words that deny: whatever is spelt like one of them (`bone` like `none`) is near by accident.
const DENIALS: [&str; 10] = ["no", "not", "none", "nope", "nothing", "never", "nil", "null", "na", "n/a"];

/// Whether a text says no, or none, or begins so.
pub(crate) fn denies(text: &str) -> bool {
    let first = text.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    DENIALS.contains(&first.to_lowercase().as_str())
}

/// The candidate nearest to what was typed, if one is near enough to be meant: at most a third of it differs, or it
/// begins so. Case does not count.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if denies(typed) {
        return None;
    }
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    candidates
        .into_iter()
        .map(|candidate| {
            let lower = candidate.to_lowercase();
            let begins = length >= 3 && lower.starts_with(&typed);
            let distance = if begins { 0 } else { strsim::damerau_levenshtein(&typed, &lower) };
            (distance, candidate)
        })
        .filter(|(distance, candidate)| {
            let longer = length.max(candidate.chars().count());
            // Something has to agree: `0` is not what was meant by `9`.
            *distance <= longer.div_ceil(3) && *distance < longer
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant_and_nothing_far_fetched() {
        let names = ["braf-second-line", "liver-limited", "obstruction"];
        assert_eq!(nearest("liver-limted", names), Some("liver-limited"));
        assert_eq!(nearest("Liver", names), Some("liver-limited"));
        assert_eq!(nearest("obstrcution", names), Some("obstruction"));
        assert_eq!(nearest("xyz", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest("9", ["0", "1", "2"]), None);
        assert_eq!(nearest("none", ["bone"]), None);
        assert_eq!(nearest("No idea", ["nodes"]), None);
    }
}
