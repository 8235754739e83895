//! Proves that the walk in `docs/guideline-format.md` goes as it is written: its files are made, its commands run,
//! and what they print stands below them. `UPDATE_DOCS=1` writes what they print now.

use std::fmt::Write as _;
use std::path::Path;

use super::Place;
use snapbox::cmd::OutputAssert;

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/guideline-format.md");

/// Goes through the document in a folder; returns it with what the commands printed.
fn walked(place: &Place, document: &str) -> String {
    let mut told = String::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        writeln!(told, "{line}").unwrap();
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind.split_once(' ') {
            Some(("yaml", path)) => {
                place.file(path, block.join("\n") + "\n");
                block.iter().for_each(|line| writeln!(told, "{line}").unwrap());
            }
            None if kind == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    writeln!(told, "$ {command}").unwrap();
                    let arguments: Vec<&str> = command.split(' ').collect();
                    match arguments.split_first() {
                        Some((&"mcrc", arguments)) => {
                            writeln!(told, "{}", printed(place.mcrc(arguments).assert())).unwrap();
                        }
                        Some((&"cp", &["-r", from, to])) => copy(place, from, to),
                        _ => panic!("a command that nobody runs: {command}"),
                    }
                }
            }
            _ => panic!("a block that nobody runs: {line}"),
        }
        writeln!(told, "```").unwrap();
    }
    told
}

fn copy(place: &Place, from: &str, to: &str) {
    for (path, text) in texts(&place.path(from)) {
        place.file(&format!("{to}/{path}"), text);
    }
}

fn printed(assert: OutputAssert) -> String {
    let output = assert.get_output();
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(text).unwrap().trim_end().to_owned()
}

#[test]
fn the_walk_through_the_format_goes_as_it_is_written() {
    let place = Place::new();
    let document = std::fs::read_to_string(DOCUMENT).unwrap();
    let told = walked(&place, &document);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(DOCUMENT, &told).unwrap();
    }
    snapbox::assert_data_eq!(told, snapbox::Data::text(document).raw());
    assert_eq!(
        texts(&place.path("tutorial")),
        texts(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/tutorial"))),
        "the walk ends with guidelines/tutorial"
    );
}

/// All files below a folder.
fn texts(folder: &Path) -> Vec<(String, String)> {
    mcrc::guideline::Files::read(folder).unwrap_or_else(|findings| panic!("{findings}")).texts
}

#[test]
fn every_rule_of_the_tutorial_is_reached_by_its_cases() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/tutorial");
    let (code, stdout, stderr) = Place::new().run(&["guideline", "test", folder, "--strict"]);
    assert_eq!((code, stderr.as_str()), (0, ""), "{stdout}");
}
