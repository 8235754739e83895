//! A graph as SVG: one file without scripts, fonts or anything else from outside, on a light ground.

mod canvas;
mod ladder;
mod lanes;
mod layered;
mod layout;
mod measure;
pub(super) mod theme;
mod tracks;

use super::{Graph, Mark, Shape};
use canvas::{Canvas, Stroke, Words};

/// Around everything.
const MARGIN: f64 = 28.0;
/// Headings are wrapped where a graph is narrower than this.
const NARROWEST: f64 = 420.0;

/// The text of an `.svg` file.
pub(super) fn write(graph: &Graph) -> String {
    let mut canvas = Canvas::default();
    let (width, height) = match graph.shape {
        Shape::Needs => lanes::draw(graph, &mut canvas),
        Shape::Steps => layered::draw(graph, &mut canvas),
        Shape::Rules => ladder::draw(graph, &mut canvas),
    };
    let wide = width.max(NARROWEST);
    let mut head = Canvas::default();
    let mut y = MARGIN;
    let paragraph = |canvas: &mut Canvas, text: &str, words: Words<'_>, least: f64| {
        let mut at = least;
        for line in measure::wrap(text, wide, words.size, words.bold) {
            at += words.size * 1.35;
            canvas.text(MARGIN, at, &line, words);
        }
        at
    };
    y = paragraph(&mut head, &graph.title, Words { size: 19.0, bold: true, ..Words::default() }, y);
    let note = Words { size: 11.0, fill: theme::FAINT, ..Words::default() };
    let hint = "In circles: how many questions of a page are tested. In discs: the number of the row that is tested.";
    let hint = (graph.shape == Shape::Needs).then_some(hint);
    for text in graph.notes.iter().map(String::as_str).chain(hint) {
        y = paragraph(&mut head, text, note, y + 2.0);
    }
    if graph.has_case() {
        y = legend(&mut head, y + 10.0);
    }
    let top = y + 22.0;
    let mut foot = Canvas::default();
    let below = paragraph(&mut foot, &graph.footer, note, top + height + 14.0);
    let left = MARGIN + (wide - width) / 2.0 * f64::from(u8::from(graph.shape == Shape::Steps));
    let (whole_width, whole_height) = (wide + 2.0 * MARGIN, below + MARGIN);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole_width:.0}\" height=\"{whole_height:.0}\" \
         viewBox=\"0 0 {whole_width:.0} {whole_height:.0}\" role=\"img\" \
         font-family=\"Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'Noto Sans CJK KR', sans-serif\">\n\
         <title>{}</title>\n\
         <style>@media print {{ svg {{ width: 100%; height: auto; max-height: 100vh }} }}</style>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n{}\
         <g transform=\"translate({left:.1} {top:.1})\">\n{}</g>\n{}</svg>\n",
        canvas::escaped(&graph.title),
        head.body(),
        canvas.body(),
        foot.body()
    )
}

/// What the colours of a case mean.
fn legend(canvas: &mut Canvas, y: f64) -> f64 {
    let mut x = MARGIN;
    let mid = y + 7.0;
    for (mark, words) in [(Mark::On, "the case"), (Mark::Open, "still open"), (Mark::Off, "not this case")] {
        canvas.line(&[(x, mid), (x + 30.0, mid)], stroke(mark));
        let words_of = Words { size: 11.0, fill: theme::FAINT, ..Words::default() };
        canvas.text(x + 38.0, mid + 4.0, words, words_of);
        x += 38.0 + measure::width(words, 11.0, false) + 22.0;
    }
    y + 14.0
}

/// How a line is drawn.
fn stroke(mark: Mark) -> Stroke {
    match mark {
        Mark::Plain => Stroke { colour: theme::line(mark), width: 1.3, dashed: false },
        Mark::On => Stroke { colour: theme::line(mark), width: 3.0, dashed: false },
        Mark::Open => Stroke { colour: theme::line(mark), width: 2.4, dashed: true },
        Mark::Off => Stroke { colour: theme::line(mark), width: 1.1, dashed: false },
    }
}

/// The edge of a box: that of one on the path of a case says so.
fn outline(mark: Mark, edge: &'static str, width: f64) -> Stroke {
    match mark {
        Mark::On => Stroke { colour: theme::PATH, width: 2.6, dashed: false },
        Mark::Open => Stroke { colour: theme::PATH, width: 2.0, dashed: true },
        Mark::Plain | Mark::Off => Stroke { colour: edge, width, dashed: false },
    }
}

/// What is drawn later lies on top: the path of a case.
fn on_top(mark: Mark) -> u8 {
    match mark {
        Mark::Off => 0,
        Mark::Plain => 1,
        Mark::Open => 2,
        Mark::On => 3,
    }
}
