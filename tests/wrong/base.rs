//! The sound guideline, the mistakes made in it, and what is said about a folder.

use std::path::{Path, PathBuf};

use mcrc::guideline::{
    Diagnostic, Diagnostics, Files, Guideline, Severity, load, read_case, review_translations,
};

/// The folder of this test.
pub fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong")
}

/// One mistake: what stands in a file is replaced.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    #[serde(rename = "mistake")]
    pub name: String,
    #[serde(rename = "in")]
    pub file: String,
    find: Option<String>,
    put: Option<String>,
    all: Option<String>,
    #[serde(default)]
    gone: bool,
}

/// The mistakes of one file of `mistakes/`.
pub fn mistakes(topic: &str) -> Vec<Mistake> {
    let text = std::fs::read_to_string(here().join(format!("mistakes/{topic}.yaml"))).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

impl Mistake {
    /// The text of the changed file; `None` where it is taken away.
    pub fn text(&self) -> Option<String> {
        if self.gone {
            return None;
        }
        if let Some(all) = &self.all {
            return Some(all.clone());
        }
        let (find, put) = (self.find.as_ref().unwrap(), self.put.as_ref().unwrap());
        let text = std::fs::read_to_string(here().join("base").join(&self.file)).unwrap();
        assert!(text.contains(find.as_str()), "{}: {} has no {find:?}", self.name, self.file);
        let changed = text.replacen(find.as_str(), put, 1);
        assert_ne!(text, changed, "{}", self.name);
        Some(changed)
    }

    /// Writes the guideline with this mistake into a folder.
    pub fn make(&self, folder: &Path) {
        copy(&here().join("base"), folder);
        let path = folder.join(&self.file);
        match self.text() {
            Some(text) => {
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            None if path.is_dir() => std::fs::remove_dir_all(path).unwrap(),
            None => std::fs::remove_file(path).unwrap(),
        }
    }
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(std::fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// Everything that loading a folder finds; where it loads, also what reading its cases and translations finds, without
/// notes on what is not translated.
pub fn found(folder: &Path) -> Diagnostics {
    let files = match Files::read(folder) {
        Ok(files) => files,
        Err(findings) => return findings,
    };
    found_in(&files)
}

/// As [`found`], of files that were read.
pub fn found_in(files: &Files) -> Diagnostics {
    let loaded = match load(files) {
        Ok(loaded) => loaded,
        Err(findings) => return findings,
    };
    let mut findings = loaded.warnings;
    for (path, text) in files.texts.iter().filter(|(path, _)| path.starts_with("cases/")) {
        if let Err(wrong) = read_case(&loaded.guideline, path, text) {
            findings.0.extend(wrong.0);
        }
    }
    findings.0.extend(said_of_translations(files, &loaded.guideline));
    findings.0.retain(|finding| finding.severity != Severity::Note);
    findings
}

/// What is said about the translations, notes among it.
pub fn found_in_translations(folder: &Path) -> Diagnostics {
    let files = match Files::read(folder) {
        Ok(files) => files,
        Err(findings) => return findings,
    };
    match load(&files) {
        Ok(loaded) => Diagnostics(said_of_translations(&files, &loaded.guideline)),
        Err(findings) => findings,
    }
}

fn said_of_translations(files: &Files, guideline: &Guideline) -> Vec<Diagnostic> {
    let reviews = review_translations(files, guideline);
    reviews.into_iter().flat_map(|review| review.findings.0).collect()
}
