//! The help page: every key of the mode it was called from, then the others, all from the key map.

use ratatui::text::Line;

use super::styled;
use crate::language::{phrase, say};
use crate::tui::keymap::Mode;
use crate::tui::state::Model;
use crate::tui::text::pad;
use crate::tui::theme::Role;

const WORDS: &str = phrase!(
    "decides: the answer can still change the plan. refines: it can change only the rest of the advice. \
                     not needed: it can change nothing. Unknown is an answer of its own, never a no."
);
const MARKS: &str = phrase!(
    "In the path: v decided, . open, / without effect in this case, > what the option under the cursor would make of it. \
                     <- is why, -> what would be. In the advice: - goes with the option under the cursor. In what-if: + comes, \
                     - goes, ~ is changed. * begins an entry of a list, [!] is an alert, > the cursor."
);

/// The lines of the page.
pub(super) fn lines(model: &Model, called_from: Mode, width: usize) -> Vec<Line<'static>> {
    let strong = model.theme.style(Role::Strong);
    let mut lines = Vec::new();
    for text in [WORDS, MARKS] {
        lines.extend(model.theme.wrap(say!(model.guideline(), text), width).into_iter().map(Line::raw));
    }
    let here = Mode::ALL.iter().filter(|(mode, _)| *mode == called_from);
    let others = Mode::ALL.iter().filter(|(mode, _)| *mode != called_from);
    for (mode, name) in here.chain(others) {
        lines.push(Line::default());
        lines.push(styled(say!(model.guideline(), name).to_uppercase(), strong));
        for binding in model.keymap.bindings(*mode) {
            let keys = pad(&binding.key_names(), 16);
            let text =
                model.theme.wrap_hanging(&format!("  {keys} "), say!(model.guideline(), binding.help), width);
            lines.extend(text.into_iter().map(Line::raw));
        }
    }
    lines
}
