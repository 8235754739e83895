//! What the folder of sessions promises, against a real file system.

use std::os::unix::fs::PermissionsExt;

use serde_json::json;

use super::super::GuidelineStamp;
use super::*;

fn at(second: u32) -> Moment {
    format!("2026-11-23T05:{:02}:{:02}+09:00", second / 60 % 60, second % 60).parse().unwrap()
}

fn store() -> (tempfile::TempDir, Store) {
    let data = tempfile::tempdir().unwrap();
    let store = Store::open(&data.path().join("a/b")).unwrap();
    (data, store)
}

fn session(number: u32, label: &str) -> Session {
    let digest = format!("sha256:{:064}", 0);
    let guideline = GuidelineStamp { id: "tutorial".into(), version: "1".into(), digest };
    let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | u128::from(number) << 80);
    Session::new(id, at(number), guideline, label)
}

fn saved(store: &Store, number: u32, label: &str) -> Session {
    let mut session = session(number, label);
    store.save(&mut session).unwrap();
    session
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn names(store: &Store) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(&store.folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn only_the_owner_can_read_what_is_written_and_nothing_else_is_left() {
    let (_data, store) = store();
    let session = saved(&store, 1, "a");
    assert_eq!(mode(&store.folder), 0o700);
    assert_eq!(mode(&store.path(session.id())), 0o600);
    assert_eq!(names(&store), [format!("{}.yaml", session.id())]);
}

#[test]
fn every_save_is_read_again_and_counts_the_revision() {
    let (_data, store) = store();
    let mut session = saved(&store, 1, "a");
    for round in 0..5 {
        session.answer("ecog", Some(json!(round)), at(round)).unwrap();
        store.save(&mut session).unwrap();
        assert_eq!(store.load(&session.id().to_string()).unwrap(), session);
    }
    assert_eq!(session.revision(), 6);
}

#[test]
fn a_temporary_file_of_a_crash_is_no_session_and_does_not_hinder_the_next_save() {
    let (_data, store) = store();
    let mut session = saved(&store, 1, "a");
    let leftover = store.folder.join(format!(".{}.{}.tmp", session.id(), std::process::id()));
    fs::write(&leftover, "format: 1\nid: half").unwrap();
    fs::write(store.folder.join(format!(".{}.1.tmp", session.id())), "").unwrap();
    assert_eq!(store.list().unwrap().len(), 1);
    session.answer("ecog", Some(json!(1)), at(1)).unwrap();
    store.save(&mut session).unwrap();
    assert_eq!(store.load("a").unwrap(), session);
    assert!(!leftover.exists());
}

#[test]
fn a_save_that_fails_leaves_the_old_file_and_can_be_tried_again() {
    let (_data, store) = store();
    let mut session = saved(&store, 1, "a");
    let before = fs::read(store.path(session.id())).unwrap();
    // A folder in the place of the temporary file is what even root cannot write over.
    let blocker = store.folder.join(format!(".{}.{}.tmp", session.id(), std::process::id()));
    fs::create_dir(&blocker).unwrap();
    session.answer("ecog", Some(json!(1)), at(1)).unwrap();
    let error = store.save(&mut session).unwrap_err();
    assert!(matches!(error, SessionError::Unwritable { .. }), "{error}");
    assert_eq!(fs::read(store.path(session.id())).unwrap(), before);
    assert_eq!(session.revision(), 1);
    fs::remove_dir(&blocker).unwrap();
    store.save(&mut session).unwrap();
    assert_eq!(store.load("a").unwrap(), session);
}

#[test]
fn damaged_and_newer_files_are_listed_as_such_and_stop_nothing() {
    let (_data, store) = store();
    let good = saved(&store, 1, "good");
    let put = |number: u128, bytes: &[u8]| {
        let id = Uuid::from_u128(number);
        fs::write(store.path(id), bytes).unwrap();
        id
    };
    let half = put(1, &good.to_yaml().unwrap().as_bytes()[..200]);
    let newer = put(2, b"format: 2\nid: whatever\nanswers: {}\n");
    let binary = put(3, &[0xff; 2000]);
    let empty = put(4, b"");
    let stranger = put(5, good.to_yaml().unwrap().as_bytes());
    let folder = Uuid::from_u128(6);
    fs::create_dir(store.path(folder)).unwrap();
    fs::write(store.folder.join("notes.yaml"), "mine").unwrap();

    let listed = store.list().unwrap();
    assert_eq!(listed[0].id, good.id());
    assert!(matches!(&listed[0].entry, Entry::Session(summary) if summary.label == "good"));
    let entry = |id| &listed.iter().find(|listed| listed.id == id).unwrap().entry;
    assert_eq!(entry(newer), &Entry::Unusable(FileError::Newer { format: 2 }));
    assert_eq!(entry(binary), &Entry::Unusable(FileError::NotText));
    for id in [half, empty, stranger, folder] {
        assert!(matches!(entry(id), Entry::Unusable(FileError::Damaged { .. })), "{:?}", entry(id));
        assert!(store.load(&id.to_string()).is_err());
    }
    assert_eq!(listed.len(), 7);
}

#[test]
fn what_this_program_does_not_understand_is_never_written_over() {
    let (_data, store) = store();
    for text in ["format: 2\n", "rubbish", ""] {
        let mut session = session(9, "work");
        let path = store.path(session.id());
        fs::write(&path, text).unwrap();
        let error = store.save(&mut session).unwrap_err();
        assert!(matches!(&error, SessionError::Overtaken { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(store.load(&session.id().to_string()).unwrap(), session);
    }
}

#[test]
fn of_two_writers_the_later_overwrites_nothing_and_loses_nothing() {
    let (_data, store) = store();
    let mut one = saved(&store, 1, "a");
    let mut two = store.load("a").unwrap();
    one.answer("ecog", Some(json!(1)), at(1)).unwrap();
    store.save(&mut one).unwrap();
    two.answer("ecog", Some(json!(2)), at(2)).unwrap();
    let error = store.save(&mut two).unwrap_err();
    assert!(error.to_string().contains("revision 2 instead of 1"), "{error}");
    assert!(error.to_string().contains("goes on as `a (2)`"), "{error}");
    assert_eq!(store.load("a").unwrap(), one);
    // It is a session as any other: listed, found by its label, and saved without another word.
    assert_eq!(store.load("a (2)").unwrap(), two);
    assert_eq!(store.list().unwrap().len(), 2);
    two.answer("ecog", Some(json!(3)), at(3)).unwrap();
    store.save(&mut two).unwrap();
    assert_eq!(store.load("a (2)").unwrap(), two);
    assert_eq!(names(&store).len(), 2);
}

#[test]
fn the_second_to_open_a_session_may_only_read_it_and_nobody_deletes_it_meanwhile() {
    let (_data, store) = store();
    let session = saved(&store, 1, "a");
    let first = store.open_session("a", at(5)).unwrap();
    assert!(matches!(first.access, Access::Write(_)));
    let second = store.open_session("a", at(6)).unwrap();
    match second.access {
        Access::Held(Some(holder)) => {
            assert_eq!((holder.pid, holder.since), (std::process::id(), at(5)));
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(store.delete("a", at(7)), Err(SessionError::InUse { .. })));
    drop(first);
    assert_eq!(store.delete("a", at(7)).unwrap(), Deleted { id: session.id(), beside: vec![] });
    assert!(names(&store).is_empty());
}

#[test]
fn deleted_for_good_is_everything_that_is_named_after_a_session() {
    let (_data, store) = store();
    let (session, other) = (saved(&store, 1, "a"), saved(&store, 2, "b"));
    fs::create_dir(store.reports()).unwrap();
    let report = |id: Uuid, end: &str| {
        let path = store.reports().join(format!("{id}.{end}"));
        fs::write(&path, "x").unwrap();
        path
    };
    let (one, two, stays) =
        (report(session.id(), "md"), report(session.id(), "md.part"), report(other.id(), "md"));
    let kept = store.folder.join(format!("{}.unsaved-work-7.yaml", session.id()));
    fs::write(&kept, "x").unwrap();
    let deleted = store.delete("a", at(1)).unwrap();
    assert_eq!(deleted.beside, [one.clone(), two.clone(), kept.clone()]);
    assert!([one, two, kept].iter().all(|path| !path.exists()));
    assert!(stays.exists());
    assert_eq!(names(&store), [format!("{}.yaml", other.id())]);
}

#[test]
fn what_a_process_left_that_died_while_it_saved_is_swept_and_nothing_of_one_at_work() {
    let (_data, store) = store();
    let (session, other) = (saved(&store, 1, "a"), saved(&store, 2, "b"));
    let leftover = |session: &Session| {
        let path = store.folder.join(format!(".{}.1.tmp", session.id()));
        fs::write(&path, "format: 1\nid: half").unwrap();
        path
    };
    let _opened = store.open_session("b", at(1)).unwrap();
    let (dead, at_work) = (leftover(&session), leftover(&other));
    store.list().unwrap();
    assert!(!dead.exists() && at_work.exists());
}

#[test]
fn what_is_no_regular_file_is_told_and_nobody_waits_for_it() {
    let (_data, store) = store();
    saved(&store, 1, "a");
    let id = Uuid::from_u128(7);
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, store.path(id), rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let listed = store.list().unwrap();
    assert_eq!(listed.len(), 2);
    assert!(
        matches!(&listed[1].entry, Entry::Unusable(error) if error.to_string().contains("no regular file"))
    );
    assert!(store.load(&id.to_string()).is_err());
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let (_data, store) = store();
    let mut session = saved(&store, 1, "a");
    session.set_notes(&"x".repeat(LARGEST as usize + 1), at(1)).unwrap();
    let error = store.save(&mut session).unwrap_err();
    assert!(error.to_string().contains("larger than 16 MiB"), "{error}");
    assert_eq!(store.load("a").unwrap().notes(), "");
}

#[test]
fn reading_makes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let store = Store::at(&data.path().join("mcrc"));
    assert_eq!(store.list().unwrap(), []);
    assert!(store.load("a").is_err() && store.delete("a", at(1)).is_err());
    assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
}

#[test]
fn a_label_is_found_however_it_is_composed() {
    let (_data, store) = store();
    let session = saved(&store, 1, "\u{1112}\u{1161}\u{11ab} cafe\u{301}");
    assert_eq!(session.label(), "한 café");
    assert_eq!(store.find("한 café").unwrap(), session.id());
    assert_eq!(store.find("\u{1112}\u{1161}\u{11ab} caf\u{e9}").unwrap(), session.id());
}

#[test]
fn a_session_is_found_by_id_by_label_and_by_the_beginning_of_its_id() {
    let (_data, store) = store();
    let first = saved(&store, 1, "MDT 14");
    let second = saved(&store, 2, "MDT 15");
    saved(&store, 3, "twice");
    saved(&store, 4, "twice");
    assert_eq!(store.find(&first.id().to_string()).unwrap(), first.id());
    assert_eq!(store.find("MDT 15").unwrap(), second.id());
    assert_eq!(store.find("01900000-0002").unwrap(), second.id());
    match store.find("0190").unwrap_err() {
        SessionError::Ambiguous { ids, .. } => assert_eq!(ids.len(), 4),
        other => panic!("{other}"),
    }
    assert!(matches!(store.find("twice"), Err(SessionError::Ambiguous { ids, .. }) if ids.len() == 2));
    let error = store.find("MDT 41").unwrap_err();
    assert_eq!(error.hint().unwrap(), "did you mean `MDT 14`?");
    assert!(matches!(store.find(""), Err(SessionError::NotFound { nearest: None, .. })));
}

#[test]
fn the_last_changed_session_comes_first() {
    let (_data, store) = store();
    let mut first = saved(&store, 1, "first");
    saved(&store, 2, "second");
    first.answer("ecog", Some(json!(1)), at(3)).unwrap();
    store.save(&mut first).unwrap();
    let labels: Vec<_> = store
        .list()
        .unwrap()
        .into_iter()
        .map(|listed| match listed.entry {
            Entry::Session(summary) => summary.label,
            Entry::Unusable(error) => panic!("{error}"),
        })
        .collect();
    assert_eq!(labels, ["first", "second"]);
}

#[test]
fn a_folder_that_cannot_be_used_is_named_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("file");
    fs::write(&file, "").unwrap();
    for path in [file.as_path(), Path::new("/proc/mcrc")] {
        let error = Store::open(path).unwrap_err();
        assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    }
    assert!(Store::open(&file).unwrap_err().hint().unwrap().contains("--data-dir"));
}

#[test]
fn a_folder_without_write_permission_opens_read_only() {
    let (_data, store) = store();
    let session = saved(&store, 1, "a");
    fs::set_permissions(&store.folder, fs::Permissions::from_mode(0o500)).unwrap();
    // Permissions do not bind root, who runs many a test container.
    if File::create(store.folder.join("probe")).is_err() {
        let opened = store.open_session("a", at(1)).unwrap();
        assert!(matches!(opened.access, Access::Unwritable(_)));
        assert_eq!(opened.session, session);
        assert!(matches!(store.save(&mut session.clone()), Err(SessionError::Unwritable { .. })));
        assert!(matches!(store.delete("a", at(1)), Err(SessionError::Unwritable { .. })));
    }
    fs::set_permissions(&store.folder, fs::Permissions::from_mode(0o700)).unwrap();
}

/// Prints a figure; `cargo test --release -- --ignored --nocapture ten_thousand`.
#[test]
#[ignore = "a measurement"]
fn ten_thousand_sessions_are_listed() {
    let (_data, store) = store();
    for number in 0..10_000u32 {
        let mut session = session(number, &format!("MDT {number}"));
        session.answer("ecog", Some(json!(1)), at(number % 3600)).unwrap();
        let text = session.to_yaml().unwrap();
        fs::write(store.path(session.id()), text).unwrap();
    }
    let start = std::time::Instant::now();
    assert_eq!(store.list().unwrap().len(), 10_000);
    println!("10,000 sessions listed in {:?}", start.elapsed());
}
