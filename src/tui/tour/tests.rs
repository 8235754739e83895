//! Walks the whole tour without a terminal: every step can be done, and what its caption claims is so.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::OnceLock;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::player::{Player, Says};
use super::show::{Press, press};
use super::{TourSetup, caption, lines};
use crate::engine::{Engine, mismatches};
use crate::guideline::{
    Case, Deed, Files, Tour, Translated, View, load, read_case, read_tour, read_translated,
};
use crate::tui::caps::{Caps, Env};
use crate::tui::key::keys;
use crate::tui::tests::driver::in_korean;
use crate::tui::text::width;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/demo");

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let made = || {
        let loaded = load(&Files::embedded()).unwrap();
        Arc::new(Engine::new(Arc::new(loaded.guideline)).unwrap())
    };
    ENGINE.get_or_init(made).clone()
}

fn tour_from(text: &str) -> Result<Tour, String> {
    let engine = engine();
    let case = |name: &str| -> Option<Case> {
        let text = std::fs::read_to_string(format!("{FOLDER}/{name}.yaml")).ok()?;
        read_case(engine.guideline(), name, &text).ok()
    };
    read_tour(engine.guideline(), "tour.yaml", text, &["bleeding-primary-unresectable"], &case)
        .map_err(|findings| findings.to_string())
}

fn shipped() -> Tour {
    let text = std::fs::read_to_string(format!("{FOLDER}/tour/tour.yaml")).unwrap();
    tour_from(&text).unwrap_or_else(|findings| panic!("{findings}"))
}

/// What the demonstrations say in Korean.
fn korean() -> Translated {
    let text = std::fs::read_to_string(format!("{FOLDER}/translations/ko.yaml")).unwrap();
    read_translated("ko.yaml", &text, "ko").unwrap_or_else(|findings| panic!("{findings}"))
}

/// The tour in every language, with the guideline in it.
fn languages() -> [(Arc<Engine>, Tour); 2] {
    static KOREAN: OnceLock<Arc<Engine>> = OnceLock::new();
    let engine_in_korean = KOREAN.get_or_init(|| in_korean("guidelines/mcrc")).clone();
    [(engine(), shipped()), (engine_in_korean, korean().tour(shipped()))]
}

fn player(tour: Tour, size: (u16, u16), variables: &[(&str, &str)]) -> Player {
    player_in(engine(), tour, size, variables)
}

fn player_in(engine: Arc<Engine>, tour: Tour, size: (u16, u16), variables: &[(&str, &str)]) -> Player {
    let all = [("TERM", "xterm"), ("LANG", "C.UTF-8")];
    let variables = all.iter().chain(variables).map(|(name, value)| (name.to_string(), value.to_string()));
    let caps = Caps::from_env(&Env {
        variables: variables.collect(),
        input_is_terminal: true,
        output_is_terminal: true,
    });
    let (demos, warnings) = (vec![], vec![]);
    let setup = TourSetup { engine, tour, demos, plain: false, pace: None, once: false, warnings };
    Player::new(setup, &caps, size)
}

fn screen(player: &Player) -> String {
    let (columns, rows) = player.size();
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    caption::draw(player, false, &mut buffer);
    let row = |y| {
        let mut row = String::new();
        let mut x = 0;
        while x < columns {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            // What a wide sign covers is not part of the text.
            x += u16::try_from(width(symbol)).unwrap().max(1);
        }
        row
    };
    (0..rows).map(|y| format!("{}\n", row(y).trim_end())).collect()
}

/// Walks a tour from its first step to its last.
fn each_step(player: &mut Player, mut look: impl FnMut(&Player)) {
    loop {
        look(player);
        if !player.forward() {
            return;
        }
    }
}

#[test]
fn every_step_can_be_done_and_what_it_claims_is_so_in_every_language() {
    for (engine, tour) in languages() {
        let mut player = player_in(engine, tour, (80, 24), &[]);
        let (mut steps, mut claims) = (0, 0);
        each_step(&mut player, |player| {
            let (step, place) = (player.step().unwrap(), player.place());
            assert_eq!(player.trouble(), None, "step {place:?}");
            let work = player.stage.model.work.as_ref().unwrap();
            if let Some(expect) = &step.expect {
                let found = mismatches(player.stage.model.guideline(), expect, &work.assessment);
                assert!(found.is_empty(), "step {place:?}: {found:#?}");
            }
            let screen = screen(player);
            for words in &step.shows {
                assert!(
                    screen.contains(words.as_str()),
                    "step {place:?} does not show \"{words}\":\n{screen}"
                );
            }
            steps += 1;
            claims += usize::from(step.expect.is_some()) + step.shows.len();
        });
        assert_eq!(player.place(), (steps, steps));
        assert!((25..=40).contains(&steps) && claims > steps, "{steps} steps, {claims} claims");
    }
}

#[test]
fn captions_take_two_lines_and_the_program_keeps_its_place_above_them() {
    for (columns, rows, most) in [(80, 24, 2), (60, 16, 3), (120, 40, 2)] {
        for (engine, tour) in languages() {
            let mut player = player_in(engine, tour, (columns, rows), &[]);
            let height = player.stage.model.size.1;
            each_step(&mut player, |player| {
                let caption = &player.step().unwrap().caption;
                let room = usize::from(columns) - 2;
                let lines = player.stage.model.theme.wrap(caption, room.min(76)).len();
                assert!(lines <= most, "{lines} lines of {room}: {caption}");
                assert_eq!(player.stage.model.size.1, height);
                assert_eq!(player.trouble(), None, "{columns}x{rows}, step {:?}", player.place());
                let screen = screen(player);
                assert!(screen.contains(" mcrc ") && !screen.contains("Enlarge"), "{screen}");
                let last: Vec<&str> = caption.split_whitespace().rev().take(1).collect();
                assert!(screen.contains(last[0]), "{screen}");
            });
        }
    }
}

#[test]
fn everything_the_demonstrations_say_is_translated_and_nothing_else() {
    let tour = shipped();
    let mut said = BTreeSet::from([tour.title.clone()]);
    for scene in &tour.scenes {
        said.extend([scene.title.clone(), scene.case.clone()]);
        for step in &scene.steps {
            said.insert(step.caption.clone());
            said.extend(step.shows.iter().cloned());
            if let Some(Deed::Open(View::Further(Some(words)))) = &step.deed {
                said.insert(words.clone());
            }
        }
    }
    for entry in std::fs::read_dir(FOLDER).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = std::fs::read_to_string(&path).unwrap();
            said.insert(read_case(engine().guideline(), "case.yaml", &text).unwrap().title);
        }
    }
    let korean = korean();
    let known: BTreeSet<String> = korean.known().map(str::to_owned).collect();
    let missing: Vec<_> = said.difference(&known).collect();
    assert!(missing.is_empty(), "not in Korean: {missing:#?}");
    let left: Vec<_> = known.difference(&said).collect();
    assert!(left.is_empty(), "said nowhere any more: {left:#?}");
}

#[test]
fn mistakes_in_a_translation_are_told_with_line_and_column() {
    for (text, told) in [
        ("from: a\nko: b\n", "must be a list"),
        ("- from: a\n  kr: b\n", "a translated text has no `kr:`"),
        ("- from: a\n  ko: b\n- from: a\n  ko: c\n", "ko.yaml:3:3"),
    ] {
        let found = read_translated("ko.yaml", text, "ko").unwrap_err().to_string();
        assert!(found.contains(told), "{told}:\n{found}");
    }
}

#[test]
fn the_box_is_reversed_from_edge_to_edge_with_and_without_colour_and_in_ascii() {
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("LC_ALL", "C")], &[("TERM", "vt100")]] {
        let player = player(shipped(), (80, 24), variables);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        caption::draw(&player, false, &mut buffer);
        let reversed =
            |y: u16| (0..80).filter(|x| buffer[(*x, y)].modifier.contains(Modifier::REVERSED)).count();
        assert_eq!([reversed(20), reversed(21), reversed(22), reversed(23)], [0, 80, 80, 80]);
        assert!(screen(&player).contains(" TOUR 1/"));
        if variables.iter().any(|(name, _)| *name != "NO_COLOR") {
            assert!(screen(&player).is_ascii());
        }
    }
}

#[test]
fn a_step_back_shows_what_stood_there_before() {
    let mut player = player(shipped(), (80, 24), &[]);
    let mut screens = vec![];
    each_step(&mut player, |player| screens.push(screen(player)));
    // Space after the last step says so, and the first step back only takes that away.
    assert_eq!(player.says, Says::End);
    assert!(screen(&player).contains("This was the last step."));
    player.back();
    for expected in screens.iter().rev() {
        let [now, then] = [screen(&player), expected.clone()].map(|screen| above(&screen));
        assert_eq!(now, then);
        player.back();
    }
    assert_eq!(player.place().0, 1);
    player.jump(3);
    assert_eq!((player.scene().unwrap().0, player.begins_scene()), (4, true));
    player.jump(77);
    assert_eq!(player.scene().unwrap().0, 4);
}

/// The screen without the message line: walking forward, a step may leave it as the step before had it.
fn above(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().collect();
    let kept = lines.iter().enumerate().filter(|(row, _)| *row != 20);
    kept.map(|(_, line)| format!("{line}\n")).collect()
}

#[test]
fn nothing_of_a_tour_is_saved_and_the_header_says_so() {
    let mut player = player(shipped(), (80, 24), &[]);
    each_step(&mut player, |player| {
        let screen = screen(player);
        let header = screen.lines().next().unwrap();
        assert!(header.contains("demonstration"), "{header}");
        assert!(!header.contains(" saved 0"), "{header}");
    });
    player.hand_over();
    for key in keys("s") {
        let action = player.stage.model.keymap.action(player.stage.model.mode(), key).unwrap();
        player.stage.act(action);
    }
    // The start page knows of no session, whatever is on this machine.
    assert!(player.stage.model.home.sessions.is_empty());
    assert!(screen(&player).contains("YOUR TURN"));
    player.take_back();
    assert_eq!(player.place().0, player.place().1);
}

#[test]
fn keys_of_the_tour_are_those_it_names() {
    for (text, meant) in [
        ("<Space>", Press::Forward),
        ("<Enter>", Press::Forward),
        ("<Right>", Press::Forward),
        ("b", Press::Back),
        ("<Left>", Press::Back),
        ("1", Press::Scene(0)),
        ("9", Press::Scene(8)),
        ("x", Press::TakeOver),
        ("?", Press::Keys),
        ("q", Press::Leave(0)),
        ("<Ctrl-C>", Press::Leave(130)),
        ("y", Press::Other),
        ("0", Press::Other),
    ] {
        assert_eq!(press(keys(text)[0], false), meant, "{text}");
    }
    assert_eq!(press(keys("<Space>")[0], true), Press::Leave(0));
    assert_eq!(press(keys("<Ctrl-L>")[0], true), Press::Redraw);
}

#[test]
fn the_text_says_every_caption_and_what_the_program_says() {
    for (engine, tour) in languages() {
        let mut player = player_in(engine, tour.clone(), lines::SIZE, &[]);
        let text = lines::of(&mut player);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for scene in &tour.scenes {
            assert!(text.contains(&scene.title));
            for step in &scene.steps {
                assert!(flat.contains(&step.caption), "{}", step.caption);
            }
        }
        assert!(text.contains("-> 32 %"), "{text}");
        assert!(!text.contains("cannot be shown") && !text.contains('\x1b'));
    }
    let text = lines::of(&mut player(shipped(), lines::SIZE, &[]));
    for said in ["RECOMMENDATION (OPEN, waits on MMR): 2 strategies", "at least 30 %", "[UNVERIFIED]"] {
        assert!(text.contains(said), "{said}");
    }
}

#[test]
fn mistakes_in_a_tour_are_told_with_line_column_and_the_nearest_name() {
    let tour = |steps: &str| {
        format!("title: A\nscenes:\n- scene: B\n  case: bleeding-primary-unresectable\n  steps:\n{steps}")
    };
    for (steps, told) in [
        ("  - capton: a\n", &["a step has no `capton:`", "tour.yaml:6:5", "did you mean `caption`?"][..]),
        (
            "  - caption: a\n    open: pth\n",
            &["`pth` cannot be opened", "tour.yaml:7:11", "did you mean `path`?"],
        ),
        (
            "  - caption: a\n    answer: {bleding: none}\n",
            &["no question `bleding`", "tour.yaml:7:14", "`bleeding`"],
        ),
        (
            "  - caption: a\n    answer: {bleeding: lots}\n",
            &["`bleeding` has no option `lots`", "tour.yaml:7:24"],
        ),
        (
            "  - caption: a\n    answer: {ecog: 1}\n    open: final\n",
            &["a step does one thing", "tour.yaml:8:11"],
        ),
        ("  - caption: a\n    at: ecog\n", &["`at` says what is opened", "tour.yaml:7:9"]),
        (
            "  - caption: a\n    what_if: {ecog: 1, asa: 2}\n",
            &["`what_if` takes one answer", "tour.yaml:7:24"],
        ),
        ("  - caption: a\n    open: question\n", &["which question?", "add `at:`"]),
        ("  - caption: a\n    expect: {strategy: nothing}\n", &["`nothing` is no outcome of the strategy"]),
    ] {
        let found = tour_from(&tour(steps)).unwrap_err();
        for words in told {
            assert!(found.contains(words), "{words}:\n{found}");
        }
    }
    let found =
        tour_from("title: A\nscenes:\n- scene: B\n  case: bleeding-primary\n  steps: []\n").unwrap_err();
    assert!(found.contains("there is no case `bleeding-primary`") && found.contains("4:9"), "{found}");
    assert!(found.contains("the scene has no step") && found.contains("3:3"), "{found}");
}

#[test]
fn a_step_that_cannot_be_done_says_why_instead_of_its_caption() {
    let text = "title: A\nscenes:\n- scene: B\n  case: bleeding-primary-unresectable\n  steps:\n  \
                - caption: a\n    open: recommendation\n    at: resect_liver\n";
    let mut player = player(tour_from(text).unwrap(), (80, 24), &[]);
    assert!(player.trouble().is_some());
    assert!(screen(&player).contains("This step cannot be shown: the recommendation does not have it."));
    assert!(lines::of(&mut player).contains("This step cannot be shown"));
}
