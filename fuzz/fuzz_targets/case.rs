//! Any text as a case.
#![no_main]

use std::path::Path;
use std::sync::{Arc, OnceLock};

use libfuzzer_sys::fuzz_target;
use mcrc::engine::{Engine, mismatches};
use mcrc::guideline::{Files, load, read_case};

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/wrong/base");
        let files = Files::read(&folder).expect("the base guideline");
        let loaded = load(&files).expect("the base guideline loads");
        Engine::new(Arc::new(loaded.guideline)).expect("the base guideline compiles")
    })
}

fuzz_target!(|text: &str| {
    let engine = engine();
    match read_case(engine.guideline(), "case.yaml", text) {
        Err(findings) => assert!(findings.has_errors(), "refused without an error"),
        Ok(case) => {
            let assessment = engine.assess(&case.answers);
            if let Some(expect) = &case.expect {
                let _ = mismatches(engine.guideline(), expect, &assessment);
            }
        }
    }
});
