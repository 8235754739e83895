//! No page panics at any size, and none draws over its edge.

use super::driver::{App, engine, small};
use crate::tui::action::Action;
use crate::tui::layout::SMALLEST;

/// Every page, as the keys that lead to it.
const PAGES: [&str; 17] = [
    "",
    "<Down>",
    "p<End>",
    "r<End>",
    "e",
    "f<End>",
    "mnotes<Enter>more",
    "?<PgDn>",
    "/lo",
    "s",
    "v<End>",
    "v<PgDn><Tab><Down>",
    "w",
    "w<Down>",
    "w1<Enter>-r<End>",
    "w1<Enter>-p<End>",
    "w-w",
];

/// The pages of two guidelines.
fn pages() -> Vec<App> {
    let engines = [small(), engine("tests/fixtures/korean")];
    let all = engines.iter().flat_map(|engine| PAGES.map(|keys| (engine.clone(), keys)));
    all.map(|(engine, keys)| {
        let mut app = App::case(engine, (80, 24));
        app.keys("1").keys(keys);
        app
    })
    .collect()
}

fn draw(app: &mut App, width: u16, height: u16) {
    app.act(Action::Resize(width, height));
    let (_, cursor) = app.buffer();
    if let Some(cursor) = cursor {
        assert!(cursor.x < width && cursor.y < height, "{:?} at {width}x{height}: {cursor}", app.model.page);
    }
}

/// Each size with one of the pages in turn, so that this takes seconds; the whole product is below.
#[test]
fn pages_at_every_size() {
    let mut pages = pages();
    let count = pages.len();
    for (turn, (width, height)) in
        (0..=130).flat_map(|width| (0..=50).map(move |height| (width, height))).enumerate()
    {
        draw(&mut pages[(turn + turn / count) % count], width, height);
    }
}

#[test]
fn every_page_where_the_layout_changes() {
    for mut page in pages() {
        for width in [0, 1, 2, 59, 60, 61, 75, 76, 119, 120] {
            for height in [0, 1, 15, 16, 17, 35, 36, 50] {
                draw(&mut page, width, height);
            }
        }
    }
}

#[test]
#[ignore = "takes minutes; run it after a change of the layout"]
fn every_page_at_every_size() {
    for mut page in pages() {
        for width in 0..=130 {
            for height in 0..=50 {
                draw(&mut page, width, height);
            }
        }
    }
}

#[test]
fn keys_work_at_every_size() {
    for (width, height) in
        [(0, 0), (1, 1), (59, 16), (60, 15), SMALLEST, (75, 20), (76, 16), (119, 17), (120, 16)]
    {
        let mut app = App::case(small(), (width, height));
        app.keys("y1<Enter>40<Enter>pr<Down><PgDn>e<End><Esc>f<End><PgUp><Home><Esc>?<End><Esc>mx<Esc>uuy1<Enter>40<Enter>v<Tab><Down><Enter>-ryw<Esc>wnwnq");
        let _ = app.screen();
    }
}
