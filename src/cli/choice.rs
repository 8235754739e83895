//! Which guideline: the one that was named, else the session's own, else the embedded one.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Global;
use super::clean::messages;
use super::error::Error;
use crate::engine::Engine;
use crate::guideline::{Diagnostics, Files, Guideline, Origin, load};
use crate::guideline::{id_in_head, in_language, is_code, languages, nearest};
use crate::language::Language;
use crate::session::GuidelineStamp;
use crate::session::surroundings::{Places, open_regular};
use crate::shipped::ID;

/// The texts of the guideline to use. `session`: the one that a session was worked on with.
pub(super) fn files(global: &Global, session: Option<&GuidelineStamp>) -> Result<Files, Error> {
    match (&global.guideline, session) {
        (Some(name), _) => named(global, name),
        (None, Some(stamp)) => by_id(&folders(global), &stamp.id)?.ok_or_else(|| {
            Error::input(format!(
                "the session was worked on with guideline `{}` {}, which is not here",
                stamp.id, stamp.version
            ))
            .hint("name its folder with --guideline DIR; the answers are kept whatever guideline is used")
        }),
        (None, None) => Ok(Files::embedded()),
    }
}

/// The guideline to use, loaded and compiled; warnings are for whoever checks it.
pub(super) fn engine(global: &Global, session: Option<&GuidelineStamp>) -> Result<Engine, Error> {
    let id = match (&global.guideline, session) {
        (Some(name), _) => Some(name),
        (None, stamp) => stamp.map(|stamp| &stamp.id),
    };
    let (engine, files) = if id.is_none() || id == embedded_id().as_ref() {
        (Engine::shipped()?, None)
    } else {
        let files = files(global, session)?;
        (Engine::new(Arc::new(load(&files)?.guideline))?, Some(files))
    };
    let code = language(global);
    if code == Language::English.code() {
        return Ok(engine);
    }
    let files = files.unwrap_or_else(Files::embedded);
    let known: Vec<String> = languages(&files).into_iter().map(|(code, _)| code).collect();
    if Language::spoken(code).is_none() && !known.iter().any(|known| known == code) {
        let id = &engine.guideline().id;
        let hint = match known.is_empty() {
            true => "leave --lang out".to_owned(),
            false => format!("it is translated into: {}", known.join(", ")),
        };
        return Err(Error::input(format!("guideline `{id}` is not translated into `{code}`")).hint(hint));
    }
    let translated = in_language_and_words(&files, engine.guideline(), code);
    Ok(engine.reworded(translated))
}

/// A guideline in a language. Where it has no such translation, the words around it are in the language all the same.
fn in_language_and_words(files: &Files, guideline: &Guideline, code: &str) -> Guideline {
    let mut translated = in_language(files, guideline, code).0;
    translated.language = Some(code.to_owned());
    translated
}

/// A guideline by its id, as far as its words go: nothing is compiled. `None`: it is not here, or cannot be used.
pub(super) fn words(global: &Global, stamp: &GuidelineStamp) -> Option<Guideline> {
    let files = files(global, Some(stamp)).ok()?;
    let guideline = match Some(&stamp.id) == embedded_id().as_ref() && global.guideline.is_none() {
        true => Guideline::shipped().ok()?,
        false => load(&files).ok()?.guideline,
    };
    let code = language(global);
    if code == Language::English.code() {
        return Some(guideline);
    }
    Some(in_language_and_words(&files, &guideline, code))
}

/// The code of the language that texts of guidelines are shown in, which need not be one that the program speaks.
fn language(global: &Global) -> &str {
    let other = global.lang.as_deref().filter(|code| Language::spoken(code).is_none());
    other.unwrap_or(global.language().language.code())
}

/// The code of a language.
pub(super) fn code(text: &str) -> Result<String, String> {
    match is_code(text) {
        true => Ok(text.to_owned()),
        false => Err("write the code of a language, such as `en`, `ko` or `de`".to_owned()),
    }
}

/// Tells of a guideline that does not stand its proof. It can be used, as its authors do, but not silently.
pub(super) fn warn_of_errors(engine: &Engine) {
    let guideline = engine.guideline();
    // The embedded guideline was proved when the program was tested.
    if guideline.origin == Origin::Embedded {
        return;
    }
    let errors = engine.findings().len();
    if errors > 0 {
        let (noun, named) = (if errors == 1 { "error" } else { "errors" }, origin(guideline));
        let _ = writeln!(
            messages(),
            "warning: guideline {} {} has {errors} {noun} and is not to be relied on\n   = `mcrc guideline check{named}` shows what is wrong",
            guideline.id,
            guideline.version
        );
    }
}

fn origin(guideline: &Guideline) -> String {
    match &guideline.origin {
        Origin::Embedded => String::new(),
        Origin::Folder(folder) => format!(" {}", folder.display()),
    }
}

/// What has to stand behind `mcrc open ID` for a session to find this guideline and itself again.
pub(super) fn again(global: &Global, guideline: &Guideline) -> String {
    let mut options = String::new();
    if let (Origin::Folder(folder), Some(_)) = (&guideline.origin, &global.guideline)
        && !folders(global).iter().any(|(id, known)| *id == guideline.id && known == folder)
    {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        options.push_str(&format!(" --guideline {}", quoted(&folder)));
    }
    if let Some(folder) = &global.data_dir {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        options.push_str(&format!(" --data-dir {}", quoted(&folder)));
    }
    options
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,:@".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// By the id of a guideline, or by the folder of one. An id comes first: `./mcrc` is a folder, `mcrc` is not.
pub(super) fn named(global: &Global, name: &str) -> Result<Files, Error> {
    let folder = Path::new(name);
    if name.contains(std::path::is_separator) {
        return Ok(Files::read(folder)?);
    }
    let folders = folders(global);
    if let Some(files) = by_id(&folders, name)? {
        return Ok(files);
    }
    if folder.exists() {
        return Ok(Files::read(folder)?);
    }
    let embedded = embedded_id();
    let ids = folders.iter().map(|(id, _)| id.as_str()).chain(embedded.as_deref());
    let hint = match nearest(name, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`mcrc guideline list` shows all of them; a folder can be named as well".to_string(),
    };
    Err(Error::input(format!("there is no guideline or folder `{name}`")).hint(hint))
}

/// The embedded guideline if it has this id, else that of the folder of this name. The embedded one cannot be
/// shadowed.
fn by_id(folders: &[(String, PathBuf)], id: &str) -> Result<Option<Files>, Error> {
    if embedded_id().as_deref() == Some(id) {
        return Ok(Some(Files::embedded()));
    }
    match folders.iter().find(|(name, _)| name == id) {
        Some((_, folder)) => Ok(Some(Files::read(folder)?)),
        None => Ok(None),
    }
}

/// The id of the embedded guideline; `None` where it has mistakes.
pub(super) fn embedded_id() -> Option<String> {
    Some(ID.to_owned()).filter(|id| !id.is_empty())
}

/// The user's own guidelines: the folders in the configuration directory, by the id in the guideline, or, where that
/// cannot be read, by the folder's name. There need not be any.
pub(super) fn folders(global: &Global) -> Vec<(String, PathBuf)> {
    let Some(places) = Places::find(global.data_dir.clone()) else { return vec![] };
    let Ok(entries) = std::fs::read_dir(places.guidelines()) else { return vec![] };
    let mut folders: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| {
            let (name, folder) = (entry.file_name().into_string().ok()?, entry.path());
            let head = open_regular(&folder.join("guideline.yaml")).and_then(std::io::read_to_string).ok();
            Some((head.as_deref().and_then(id_in_head).unwrap_or(name), folder))
        })
        .collect();
    folders.sort();
    folders
}

/// All guidelines there are: the embedded one, then the user's own, each with its files or what is wrong with it.
pub(super) fn all(global: &Global) -> Vec<(String, Result<Guideline, Diagnostics>)> {
    let embedded = embedded_id().unwrap_or_else(|| "embedded".to_string());
    let read = |files: Result<Files, Diagnostics>| files.and_then(|files| Ok(load(&files)?.guideline));
    let mut all = vec![(embedded.clone(), Guideline::shipped())];
    for (id, folder) in folders(global) {
        if id != embedded {
            all.push((id, read(Files::read(&folder))));
        }
    }
    all
}
