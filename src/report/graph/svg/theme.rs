//! Colours: light, told apart also in grey, and never the only sign of anything.

use crate::report::graph::{BoxKind, Mark};

/// The colours of a box.
#[derive(Clone, Copy, Debug)]
pub(in crate::report::graph) struct Colours {
    pub(in crate::report::graph) fill: &'static str,
    pub(in crate::report::graph) edge: &'static str,
    pub(in crate::report::graph) text: &'static str,
}

pub(super) const INK: &str = "#1f2933";
pub(super) const FAINT: &str = "#5b6773";
pub(super) const RULE: &str = "#dde3e9";
pub(super) const PATH: &str = "#b4420a";

/// Fill and edge of outcomes, in the order in which a decision lists them.
const OUTCOMES: [(&str, &str); 12] = [
    ("#e3f1fb", "#3f88bf"),
    ("#e4f4e4", "#4c9a52"),
    ("#fdf0dc", "#c68a2b"),
    ("#f3e6f7", "#9560ab"),
    ("#fbe5e5", "#c25a5a"),
    ("#e0f3f1", "#3a958c"),
    ("#f6f3d3", "#9b9130"),
    ("#e8e8fa", "#6a6ac4"),
    ("#fce6f0", "#be5a8a"),
    ("#eaf1dc", "#7c9a3c"),
    ("#efe7e0", "#917052"),
    ("#e6ebf0", "#6b7f93"),
];

/// The colours of a box; one that is not on the path of a case is pale.
pub(in crate::report::graph) fn colours(kind: BoxKind, mark: Mark) -> Colours {
    let (fill, edge, text) = match kind {
        _ if mark == Mark::Off => ("#f7f8f9", "#ccd3da", "#6b7680"),
        BoxKind::Strategy => ("#123b5d", "#0b2840", "#ffffff"),
        BoxKind::Section => ("#f1f4f7", "#8898a7", INK),
        BoxKind::Score => ("#f6f3d3", "#9b9130", INK),
        BoxKind::Decision => ("#e3f1fb", "#3f88bf", INK),
        BoxKind::Test => ("#ffffff", "#7b8794", INK),
        BoxKind::Outcome(at) => (OUTCOMES[at % OUTCOMES.len()].0, OUTCOMES[at % OUTCOMES.len()].1, INK),
        BoxKind::Aside => ("#f1f4f7", "#9aa5b1", FAINT),
        BoxKind::Gap => ("#fbe5e5", "#b00020", "#b00020"),
    };
    Colours { fill, edge, text }
}

/// The colour of a line.
pub(in crate::report::graph) fn line(mark: Mark) -> &'static str {
    match mark {
        Mark::Plain => "#7b8794",
        Mark::On | Mark::Open => PATH,
        Mark::Off => "#c5ccd3",
    }
}
