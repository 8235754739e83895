//! Any text in place of any file of a small guideline: the first byte chooses the file.
#![no_main]

use std::path::Path;
use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use mcrc::engine::Engine;
use mcrc::guideline::{Answers, Files, load};

fn base() -> &'static Files {
    static BASE: OnceLock<Files> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/wrong/base");
    BASE.get_or_init(|| Files::read(&folder).expect("the base guideline"))
}

fuzz_target!(|data: &[u8]| {
    let Some((which, text)) = data.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let mut files = base().clone();
    let which = usize::from(*which) % files.texts.len();
    files.texts[which].1 = text.to_owned();
    match load(&files) {
        Err(findings) => {
            assert!(findings.has_errors(), "refused without an error");
            assert!(findings.0.iter().all(|finding| finding.hint.is_some()), "{findings}");
        }
        Ok(loaded) => {
            if let Ok(engine) = Engine::new(Arc::new(loaded.guideline)) {
                let _ = engine.findings();
                let _ = engine.assess(&Answers::none(engine.guideline()));
            }
        }
    }
});
