//! Mistakes that nobody thought of: shipped files with random damage. Nothing may panic, nothing may take long, and
//! what does not load says why. The same damage in every run.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mcrc::engine::Engine;
use mcrc::guideline::{Answers, Files, load};

use crate::base::{found_in, here};

/// How many damaged guidelines of each sort; `MUTATIONS` in the environment asks for more.
fn rounds(few: usize) -> usize {
    std::env::var("MUTATIONS").ok().and_then(|number| number.parse().ok()).unwrap_or(few)
}

/// Numbers that look random (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// What is put into texts: signs of YAML and of guards, words of the format, and what no keyboard has.
const PIECES: [&str; 56] = [
    "[",
    "]",
    "{",
    "}",
    ":",
    ": ",
    "- ",
    "\n",
    "\n- ",
    "\t",
    "#",
    "\"",
    "'",
    "|",
    ">",
    "&a",
    "*a",
    "!",
    "%",
    "@",
    "---",
    "...",
    "\u{0}",
    "\u{feff}",
    "\u{2028}",
    "e\u{301}",
    "not ",
    "and ",
    "or ",
    "(",
    ")",
    "<",
    ">=",
    "=",
    "has any {",
    "is ",
    "in {",
    "count(",
    "between ",
    "unknown",
    "yes",
    "no",
    "null",
    "~",
    "-1",
    "0.5",
    "9999999999999",
    "otherwise: ",
    "if: ",
    "all: [",
    "any: [",
    "not: [",
    "when: ",
    "id: ",
    "kind: number",
    "pinned: true",
];

/// A text with one damage.
fn damaged(text: &str, random: &mut Random) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<&str> = text.lines().collect();
    let (at, line) = (random.below(characters.len() + 1), random.below(lines.len()));
    let join = |parts: [&[char]; 2], between: &str| {
        format!("{}{between}{}", parts[0].iter().collect::<String>(), parts[1].iter().collect::<String>())
    };
    match random.below(8) {
        0 => join([&characters[..at], &characters[at..]], random.of(&PIECES)),
        1 => {
            let end = (at + 1 + random.below(12)).min(characters.len());
            join([&characters[..at], &characters[end..]], "")
        }
        2 => {
            let end = (at + 1 + random.below(6)).min(characters.len());
            join([&characters[..at], &characters[end..]], random.of(&PIECES))
        }
        3 => characters[..at].iter().collect(),
        4 => lines
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != line)
            .fold(String::new(), |all, (_, line)| all + line + "\n"),
        5 => {
            let other = random.below(lines.len());
            let mut lines = lines;
            if !lines.is_empty() {
                lines.swap(line, other);
            }
            lines.join("\n")
        }
        6 => {
            let mut lines = lines;
            if let Some(twice) = lines.get(line).copied() {
                lines.insert(line, twice);
            }
            lines.join("\n")
        }
        _ => {
            let shifted = |(index, text): (usize, &&str)| {
                if index == line { format!("  {text}") } else { (*text).to_owned() }
            };
            lines.iter().enumerate().map(shifted).collect::<Vec<_>>().join("\n")
        }
    }
}

/// Damages a guideline again and again, and returns how many of the damaged ones load all the same.
fn damage(files: &Files, rounds: usize, seed: u64, compile: bool) -> usize {
    let mut random = Random(seed);
    let mut loaded = 0;
    for round in 0..rounds {
        let mut files = files.clone();
        let which = random.below(files.texts.len());
        for _ in 0..1 + random.below(3) {
            files.texts[which].1 = damaged(&files.texts[which].1, &mut random);
        }
        let start = Instant::now();
        let findings = found_in(&files);
        let path = &files.texts[which].0;
        assert!(start.elapsed() < Duration::from_secs(4), "round {round}, {path}: {:?}", start.elapsed());
        for finding in &findings.0 {
            assert!(finding.hint.is_some(), "round {round}: what to do? {finding}");
        }
        let _ = findings.to_string();
        match load(&files) {
            Err(findings) => {
                assert!(findings.has_errors(), "round {round}, {path}: refused without an error")
            }
            Ok(sound) if compile => {
                loaded += 1;
                if let Ok(engine) = Engine::new(Arc::new(sound.guideline)) {
                    let _ = engine.findings();
                    let _ = engine.assess(&Answers::none(engine.guideline()));
                }
            }
            Ok(_) => loaded += 1,
        }
    }
    loaded
}

#[test]
fn no_damage_to_a_small_guideline_makes_the_program_fail() {
    for (seed, folder) in [
        (1, here().join("base")),
        (2, Path::new("guidelines/tutorial").into()),
        (3, Path::new("tests/fixtures/small").into()),
    ] {
        let rounds = rounds(200);
        let loaded = damage(&Files::read(&folder).unwrap(), rounds, seed, true);
        assert!(loaded > rounds / 20 && loaded < rounds, "{loaded} of {rounds} load");
    }
}

#[test]
fn no_damage_to_the_shipped_guideline_makes_the_program_fail() {
    damage(&Files::embedded(), rounds(100), 4, false);
}
