//! Any text as a guard and as a formula.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use mcrc::guideline::{Files, load};

fn base() -> &'static Files {
    static BASE: OnceLock<Files> = OnceLock::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/wrong/base");
    BASE.get_or_init(|| Files::read(&folder).expect("the base guideline"))
}

fuzz_target!(|text: &str| {
    // As a text in quotes, so that all of it reaches the language of guards.
    let quoted = text.replace('\'', "''").replace(['\n', '\r'], " ");
    for (file, from) in
        [("decisions/20-plan.yaml", "effort > 5"), ("scores.yaml", "sqrt(distance_km * distance_km) + 1")]
    {
        let mut files = base().clone();
        for (path, content) in &mut files.texts {
            if path == file {
                *content = content.replace(from, &format!("'{quoted}'"));
            }
        }
        if let Err(findings) = load(&files) {
            assert!(findings.has_errors(), "refused without an error");
            let _ = findings.to_string();
        }
    }
});
