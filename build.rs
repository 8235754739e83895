//! Makes what every start of the program would otherwise make: the shipped guideline loaded and composed, by the
//! program's own modules, and packed into its binary.
//!
//! A guideline that cannot be loaded or composed stops no build: its texts are packed all the same, and the program
//! says what is wrong with them, as it does of any guideline.

#![allow(
    dead_code,
    unused_macros,
    unused_imports,
    unreachable_pub,
    clippy::all,
    reason = "modules of the program, looked at there"
)]
#![allow(clippy::print_stdout, reason = "how a build script speaks")]

#[path = "src/engine/mod.rs"]
mod engine;
#[path = "src/guideline/mod.rs"]
mod guideline;
#[path = "src/language/mod.rs"]
mod language;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use engine::{Engine, Image};
use guideline::{Files, Origin, load, pack};

const FOLDER: &str = "guidelines/mcrc";

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Files::read(Path::new(FOLDER)).map_err(|findings| findings.to_string())?;
    files.origin = Origin::Embedded;
    // Cases are for those who change the guideline.
    files.texts.retain(|(path, _)| path.ends_with(".yaml") && !path.starts_with("cases/"));
    for folder in ["decisions", "translations"] {
        println!("cargo:rerun-if-changed={FOLDER}/{folder}");
    }
    for (path, _) in &files.texts {
        println!("cargo:rerun-if-changed={FOLDER}/{path}");
    }
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("texts"), pack(&files.texts)?)?;
    let parts = made(&files).unwrap_or_else(|error| {
        error.to_string().lines().for_each(|line| println!("cargo:warning={line}"));
        Default::default()
    });
    for (name, part) in ["id", "guideline", "own", "composed"].into_iter().zip(parts) {
        std::fs::write(out.join(name), part)?;
    }
    Ok(())
}

/// The id of the guideline, what loading it gives, its own diagrams, and the composed ones.
fn made(files: &Files) -> Result<[Vec<u8>; 4], Box<dyn Error>> {
    let guideline = Arc::new(load(files).map_err(|findings| findings.to_string())?.guideline);
    let Image { own, composed } = Engine::new(Arc::clone(&guideline))?.image()?;
    Ok([guideline.id.clone().into_bytes(), pack(&*guideline)?, own, composed])
}
