//! The shipped guideline, as `build.rs` packed it: its texts, what loading them gives, and its diagrams.
//!
//! Where a part of that is missing it is made here, as for any other guideline.

use std::fmt;
use std::sync::Arc;

use crate::engine::{Engine, Image, TooLarge};
use crate::guideline::{Diagnostics, Files, Guideline, Origin, load, unpack};

/// A part of it, packed.
macro_rules! part {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// Its id; empty where it has mistakes.
pub const ID: &str = include_str!(concat!(env!("OUT_DIR"), "/id"));

static TEXTS: &[u8] = part!("texts");
static GUIDELINE: &[u8] = part!("guideline");
static IMAGE: Image<&'static [u8]> = Image { own: part!("own"), composed: part!("composed") };

/// Why the shipped guideline cannot be used, if the program was built with one that has mistakes.
#[derive(Clone, Debug)]
pub enum Unusable {
    /// It does not load.
    Findings(Diagnostics),
    /// It does not compile.
    TooLarge(TooLarge),
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unusable::Findings(findings) => findings.fmt(f),
            Unusable::TooLarge(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Unusable {}

impl Files {
    /// The guideline compiled into the program, without its cases: they are for those who change it.
    pub fn embedded() -> Files {
        Files { origin: Origin::Embedded, texts: unpack(TEXTS).unwrap_or_default() }
    }
}

impl Guideline {
    /// The guideline compiled into the program. Errors: it has mistakes.
    pub fn shipped() -> Result<Guideline, Diagnostics> {
        match unpack(GUIDELINE) {
            Some(guideline) => Ok(guideline),
            None => Ok(load(&Files::embedded())?.guideline),
        }
    }
}

impl Engine {
    /// The guideline compiled into the program, ready to assess cases. Errors: it has mistakes.
    pub fn shipped() -> Result<Engine, Unusable> {
        let guideline = Arc::new(Guideline::shipped().map_err(Unusable::Findings)?);
        match Engine::from_image(Arc::clone(&guideline), IMAGE) {
            Some(engine) => Ok(engine),
            None => Engine::new(guideline).map_err(Unusable::TooLarge),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Equal to the last byte: the diagrams are canonical, and so are their bytes.
    #[test]
    fn what_the_build_made_is_what_loading_and_composing_make() {
        let fresh = load(&Files::embedded()).unwrap().guideline;
        let packed = unpack::<Guideline>(GUIDELINE).unwrap();
        assert!(packed == fresh, "the packed guideline is another one");
        assert_eq!(packed.digest, Files::embedded().digest());
        let image = Engine::new(Arc::new(fresh)).unwrap().image().unwrap();
        assert!(image.own == IMAGE.own, "the packed diagrams of decisions are others");
        assert!(image.composed == IMAGE.composed, "the packed composed diagrams are others");
        let read = Engine::from_image(Arc::new(packed), IMAGE).unwrap().image().unwrap();
        assert!(image == read, "what was read is not what was written");
    }

    #[test]
    fn the_texts_are_those_of_the_folder() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/guidelines/mcrc");
        let mut files = Files::read(std::path::Path::new(folder)).unwrap();
        files.texts.retain(|(path, _)| path.ends_with(".yaml") && !path.starts_with("cases/"));
        assert!(files.texts == Files::embedded().texts);
    }

    #[test]
    fn bytes_that_are_no_image_are_refused() {
        let guideline = Arc::new(Guideline::shipped().unwrap());
        let broken = Image { own: &IMAGE.own[..IMAGE.own.len() / 2], composed: IMAGE.composed };
        assert!(Engine::from_image(guideline, broken).is_none());
    }

    #[test]
    fn diagrams_that_cannot_be_read_are_made() {
        let guideline = Arc::new(Guideline::shipped().unwrap());
        let broken = Image { own: IMAGE.own, composed: &IMAGE.composed[..IMAGE.composed.len() / 2] };
        let engine = Engine::from_image(guideline, broken).unwrap();
        assert_eq!(engine.size(), Engine::shipped().unwrap().size());
    }
}
