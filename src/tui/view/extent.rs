//! How much of a list or page lies beyond what is shown: one form for all of them.

use crate::guideline::Guideline;
use crate::language::say;

/// What is not shown: `3 above`, `12 below`, `3 above, 12 below`; empty where everything is.
pub(super) fn extent(guideline: &Guideline, above: usize, below: usize) -> String {
    match (above, below) {
        (0, 0) => String::new(),
        (above, 0) => say!(guideline, "{0} above", above),
        (0, below) => say!(guideline, "{0} below", below),
        (above, below) => say!(guideline, "{0} above, {1} below", above, below),
    }
}

#[cfg(test)]
mod tests {
    use super::extent;
    use crate::tui::tests::small;

    #[test]
    fn says_what_is_above_and_below_and_nothing_where_all_is_shown() {
        let engine = small();
        let said = |above, below| extent(engine.guideline(), above, below);
        assert_eq!(
            [said(0, 0), said(3, 0), said(0, 12), said(3, 12)],
            ["", "3 above", "12 below", "3 above, 12 below"]
        );
    }
}
