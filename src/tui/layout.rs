//! Where things are: one function of the size and the state, used by what draws and by what scrolls.

use ratatui::layout::Rect;

use super::state::{Model, Page, Panel};

/// The smallest usable terminal.
pub(crate) const SMALLEST: (u16, u16) = (60, 16);

/// Where things are on the screen. Areas that are not shown are empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// The terminal is smaller than [`SMALLEST`]: only a line that says so.
    pub(crate) too_small: bool,
    /// The first row.
    pub(crate) header: Rect,
    /// Names of the panels, where only one is shown.
    pub(crate) tabs: Rect,
    /// A page that fills the screen.
    pub(crate) page: Rect,
    /// The row above a page, for its title.
    pub(crate) page_title: Rect,
    /// The questionnaire.
    pub(crate) questions: Area,
    /// Within it, the section's questions.
    pub(crate) list: Rect,
    /// Within it, the question that has the focus, and its answers.
    pub(crate) detail: Rect,
    /// The decision path.
    pub(crate) path: Area,
    /// The recommendation.
    pub(crate) advice: Area,
    /// The headline, where the recommendation is not shown.
    pub(crate) headline: Rect,
    /// Columns' lines between the panels.
    pub(crate) separators: [Rect; 2],
    /// What was last said.
    pub(crate) notice: Rect,
    /// Keys.
    pub(crate) hints: Rect,
}

/// A panel: a row for its title, and the rest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Area {
    /// The title's row.
    pub(crate) title: Rect,
    /// Below it.
    pub(crate) body: Rect,
}

impl Area {
    fn of(area: Rect) -> Area {
        Area { title: rows(area, 0, 1), body: rows(area, 1, area.height) }
    }
}

/// Rows of an area, clipped to it.
fn rows(area: Rect, from: u16, count: u16) -> Rect {
    let from = from.min(area.height);
    Rect { y: area.y + from, height: count.min(area.height - from), ..area }
}

/// Columns of an area, clipped to it.
fn columns(area: Rect, from: u16, count: u16) -> Rect {
    let from = from.min(area.width);
    Rect { x: area.x + from, width: count.min(area.width - from), ..area }
}

/// Columns of the questionnaire beside other panels: no more than keep an answer near its question.
fn questions_at(width: u16) -> u16 {
    match width {
        ..120 => ((width - 1) * 48 / 100).min(43),
        _ => (width * 30 / 100).min(48),
    }
}

/// Where things are at a size.
pub(crate) fn layout((width, height): (u16, u16), model: &Model) -> Layout {
    let screen = Rect::new(0, 0, width, height);
    if width < SMALLEST.0 || height.saturating_add(model.lent) < SMALLEST.1 {
        return Layout { too_small: true, header: rows(screen, 0, 1), ..Layout::default() };
    }
    let mut layout = Layout {
        header: rows(screen, 0, 1),
        notice: rows(screen, height - 2, 1),
        hints: rows(screen, height - 1, 1),
        ..Layout::default()
    };
    let middle = rows(screen, 1, height - 3);
    let work = match (&model.work, model.page) {
        (Some(work), Page::Questions) if model.finder.is_none() => work,
        _ => {
            layout.page_title = rows(middle, 0, 1);
            layout.page = rows(columns(middle, 1, middle.width - 2), 1, middle.height);
            return layout;
        }
    };
    // Two plans beside each other take the room of the path, unless that has the focus.
    let without_path = work.aside.is_some() && work.panel != Panel::Path;
    if width >= 120 && !without_path {
        let left = questions_at(width);
        // Reasons stand beside the outcomes, and take more room than the advice, which is wrapped.
        let path = (width - 2 - left) * 54 / 100;
        layout.questions = Area::of(columns(middle, 0, left));
        layout.path = Area::of(columns(middle, left + 1, path));
        layout.advice = Area::of(columns(middle, left + path + 2, width));
        layout.separators = [columns(middle, left, 1), columns(middle, left + path + 1, 1)];
    } else if width >= 76 {
        let left = questions_at(width);
        let right = columns(middle, left + 1, width);
        // No more than its lines need (title, decisions, what is left out), and no more than half.
        let decisions = u16::try_from(model.guideline().decisions.len()).unwrap_or(u16::MAX);
        let path = right.height.div_ceil(2).min(decisions.saturating_add(2));
        let path = if without_path { 0 } else { path };
        layout.questions = Area::of(columns(middle, 0, left));
        layout.path = Area::of(rows(right, 0, path));
        layout.advice = Area::of(rows(right, path, right.height));
        layout.separators[0] = columns(middle, left, 1);
    } else if height >= 36 {
        let share = middle.height * 2 / 5;
        let path = if without_path { 0 } else { share * 3 / 4 };
        layout.questions = Area::of(rows(middle, 0, share));
        layout.path = Area::of(rows(middle, share, path));
        layout.advice = Area::of(rows(middle, share + path, middle.height));
    } else {
        layout.tabs = rows(middle, 0, 1);
        let rest = rows(middle, 1, middle.height);
        let plans = if work.aside.is_some() { 2 } else { 1 };
        let headline = if work.panel == Panel::Advice { 0 } else { plans };
        layout.headline = rows(rest, rest.height - headline, headline);
        let panel = Area { title: Rect::default(), body: rows(rest, 0, rest.height - headline) };
        match work.panel {
            Panel::Questions => layout.questions = panel,
            Panel::Path => layout.path = panel,
            Panel::Advice => layout.advice = panel,
        }
    }
    let body = layout.questions.body;
    let guideline = model.guideline();
    let section = work.section(guideline);
    let listed = u16::try_from(work.listed(guideline, section).len()).unwrap_or(u16::MAX);
    let share = listed.clamp(1, (body.height * 2 / 5).max(3));
    layout.list = rows(body, 0, share);
    layout.detail = rows(body, share + 1, body.height);
    layout
}
