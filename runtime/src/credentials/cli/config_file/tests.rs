use std::fs;

use super::*;

const TEXT: &str = r#"{"current": "a", "unknown": {"z": 1, "b": [2.5, null]},
    "profiles": [{"name": "b", "x": 1}, {"name": "a", "mode": "OAuth", "y": "键"}], "meta_path": ""}"#;

fn file(folder: &Path) -> ConfigFile {
    let path = folder.join("config.json");
    fs::write(&path, TEXT).unwrap();
    ConfigFile::at(path)
}

#[test]
fn a_change_keeps_all_else_and_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(folder.path());
    file.change_now("a", |profile| {
        profile.set("mode", Json::from("X"));
        profile.set("new", Json::from(7));
    })
    .unwrap();
    let now = fs::read_to_string(&file.path).unwrap();
    let expected = TEXT
        .replace("OAuth", "X")
        .replace("\"键\"", "\"键\", \"new\": 7");
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(without_blanks(&now), without_blanks(&expected));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1);
}

#[cfg(unix)]
#[test]
fn the_new_file_is_for_its_owner_only_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = tempfile::tempdir().unwrap();
    let real = file(folder.path());
    fs::set_permissions(&real.path, fs::Permissions::from_mode(0o644)).unwrap();
    let link = folder.path().join("link.json");
    symlink(&real.path, &link).unwrap();
    let linked = ConfigFile::at(link.clone());
    linked
        .change_now("a", |profile| profile.set("new", Json::from(7)))
        .unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    let mode = real.path.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(fs::read_to_string(&real.path).unwrap().contains("new"));
}

#[test]
fn writers_at_the_same_time_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(folder.path());
    thread::scope(|scope| {
        for writer in 0..8 {
            let file = file.clone();
            scope.spawn(move || {
                for turn in 0..5 {
                    let name = format!("w{writer}-{turn}");
                    file.change_now("b", |profile| profile.set(&name, Json::from(1)))
                        .unwrap();
                }
            });
        }
    });
    let document = file.read_now().unwrap();
    let Json::Object(members) = document.profile("b").unwrap() else {
        panic!("an object")
    };
    assert_eq!(members.len(), 2 + 40);
}

#[test]
fn a_file_that_somebody_keeps_locked_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let file = file(folder.path());
    let held = File::open(&file.path).unwrap();
    FileExt::lock(&held).unwrap();
    let error = file.change_now("a", |_| {}).unwrap_err();
    assert!(
        error.reason().contains("more than 5 s"),
        "{}",
        error.reason()
    );
    assert_eq!(fs::read_to_string(&file.path).unwrap(), TEXT);
}

#[cfg(unix)]
#[test]
fn the_new_file_has_the_old_ones_owner() {
    use std::os::unix::fs::{MetadataExt, chown};

    let folder = tempfile::tempdir().unwrap();
    let file = file(folder.path());
    // Only root may give a file away; for others there is but one owner here.
    let _ = chown(&file.path, Some(12_345), None);
    let owner = file.path.metadata().unwrap().uid();
    file.change_now("a", |profile| profile.set("new", Json::from(7)))
        .unwrap();
    let now = file.path.metadata().unwrap();
    assert_eq!((now.uid(), now.mode() & 0o777), (owner, 0o600));
}
