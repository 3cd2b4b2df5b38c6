//! Checks that the source tree and the documents about it agree.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod circles;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Sources below a folder, with one of these endings.
fn sources(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["node_modules", "dist", "target"].contains(&name.as_str()) {
                folders.push(path);
            } else if endings.iter().any(|ending| name.ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found
}

fn crates() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_crate_is_on_the_code_map() {
    let map = read("ARCHITECTURE.md");
    for name in crates() {
        assert!(map.contains(&format!("`{name}`")), "ARCHITECTURE.md does not name {name}");
        assert!(read(format!("crates/{name}/Cargo.toml")).contains(&format!("name = \"{name}\"")), "{name}");
    }
}

#[test]
fn every_dependency_has_its_line() {
    let map = read("ARCHITECTURE.md");
    for name in crates() {
        let manifest = read(format!("crates/{name}/Cargo.toml"));
        let lines = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
        for line in lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#')) {
            let dependency = line.split(['.', ' ', '=']).next().unwrap();
            if !dependency.is_empty() && !dependency.starts_with("kith-") {
                assert!(
                    map.contains(&format!("`{dependency}`")),
                    "ARCHITECTURE.md does not explain {dependency}"
                );
            }
        }
    }
}

#[test]
fn every_explained_dependency_is_there() {
    let manifests: String = crates().iter().map(|name| read(format!("crates/{name}/Cargo.toml"))).collect();
    let map = read("ARCHITECTURE.md");
    let table =
        map.lines().skip_while(|line| *line != "## Dependencies").filter(|line| line.starts_with("| `"));
    for line in table {
        for name in line.split('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            assert!(manifests.lines().any(|line| line.starts_with(name)), "{name} is explained but not used");
        }
    }
}

#[test]
fn the_architecture_fits_in_160_lines() {
    let lines = read("ARCHITECTURE.md").lines().count();
    assert!(lines <= 160, "{lines} lines");
}

/// The domains of Kith. A newcomer who has seen one layer guesses the file in every other.
const DOMAINS: [&str; 22] = [
    "accounts",
    "sessions",
    "people",
    "chats",
    "members",
    "messages",
    "plans",
    "stickers",
    "receipts",
    "sync",
    "presence",
    "media",
    "search",
    "safety",
    "push",
    "calls",
    "stories",
    "keys",
    "tenants",
    "integrations",
    "admin",
    "transfer",
];

/// The domains that a layer has code for. Everything else in its folder must be one of its `own` files.
fn domains(folder: &str, own: &str) -> BTreeSet<String> {
    let names = fs::read_dir(root().join(folder)).unwrap().map(|entry| {
        let name = entry.unwrap().file_name().into_string().unwrap();
        name.split('.').next().unwrap().to_owned()
    });
    let (known, unknown): (BTreeSet<_>, BTreeSet<_>) =
        names.partition(|name| DOMAINS.contains(&name.as_str()));
    let own = own.split_whitespace().map(str::to_owned).collect();
    assert_eq!(unknown, own, "{folder} has a file that is no domain and not its own");
    known
}

#[test]
fn every_layer_is_divided_by_the_same_words() {
    let wire = domains("crates/kith-wire/src", "command error event ids lib object");
    let core = domains(
        "crates/kith-core/src",
        "actor clock delivery describe_server entries jobs journal legible lib rates refusal seams validate",
    );
    let store = domains("crates/kith-store/src", "conformance error jobs journal lib shared sqlite store");
    let sqlite = domains(
        "crates/kith-store/src/sqlite",
        "chat_state connections jobs journal migrations mod rows schema store unread",
    );
    let claims = domains("crates/kith-store/src/conformance", "chat_state jobs journal mod world");
    let routes = domains("crates/kith-server/src/http/routes", "mod server");
    let commands = domains("crates/kith-server/src/realtime/commands", "apply events mod reply");
    let texts =
        domains("web/src/lib/i18n/en", "app common contents emoji errors lasting palette settings system");
    assert_eq!((&store, &store), (&sqlite, &claims), "a trait, its SQL and its claims");
    for (layer, words) in [("wire", wire), ("routes", routes), ("commands", commands), ("texts", texts)] {
        let strange: Vec<_> =
            words.iter().filter(|word| !core.contains(*word) && !store.contains(*word)).collect();
        assert!(strange.is_empty(), "{layer} has {strange:?}, which neither core nor store knows");
    }
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    for path in sources("crates", &[".rs"]) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("//! "), "{} does not begin with //!", path.display());
    }
}

#[test]
fn every_rust_file_belongs_to_a_module() {
    for path in sources("crates", &[".rs"]).into_iter().filter(|path| path.iter().any(|part| part == "src")) {
        let (folder, name) = (path.parent().unwrap(), path.file_stem().unwrap().to_string_lossy());
        if folder.ends_with("src") && ["lib", "main"].contains(&&*name) {
            continue;
        }
        let (folder, name) = match &*name {
            "mod" => (folder.parent().unwrap(), folder.file_name().unwrap().to_string_lossy()),
            _ => (folder, name),
        };
        let parents = ["lib.rs", "main.rs", "mod.rs"].map(|file| folder.join(file));
        let parents = parents.into_iter().chain([folder.with_extension("rs")]).filter(|file| file.exists());
        let declared = parents.into_iter().any(|file| {
            fs::read_to_string(file).unwrap().lines().any(|line| line.ends_with(&format!("mod {name};")))
        });
        assert!(declared, "{} is in no module", path.display());
    }
}

#[test]
fn no_files_of_a_crate_use_each_other_in_a_circle() {
    let mut found = Vec::new();
    for name in crates() {
        let folder = root().join("crates").join(&name).join("src");
        let files: Vec<_> = sources(&format!("crates/{name}/src"), &[".rs"])
            .into_iter()
            .map(|path| {
                let below = path.strip_prefix(&folder).unwrap().to_string_lossy().into_owned();
                (below, fs::read_to_string(path).unwrap())
            })
            .collect();
        found.extend(circles::circles(&files).into_iter().map(|ring| format!("{name}: {ring}")));
    }
    assert!(found.is_empty(), "files in a circle:\n{}", found.join("\n"));
}

#[test]
fn every_web_file_says_what_it_is_for() {
    for path in sources("web/src", &[".ts", ".tsx"])
        .into_iter()
        .chain(sources("e2e", &[".mjs"]))
        .chain(sources("bench", &[".mjs"]))
    {
        let text = fs::read_to_string(&path).unwrap();
        let begins = text.trim_start_matches("#!/usr/bin/env node\n");
        assert!(begins.starts_with("//") || begins.starts_with("/*"), "{} does not", path.display());
    }
}

#[test]
fn long_files_say_why() {
    for path in sources("crates", &[".rs"]).into_iter().chain(sources("web/src", &[".ts", ".tsx"])) {
        let text = fs::read_to_string(&path).unwrap();
        let generated = path.ends_with("protocol/types.ts");
        let lines = text.lines().count();
        assert!(generated || lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn no_folder_of_code_has_more_than_20_files() {
    let endings = [".rs", ".sql", ".ts", ".tsx", ".css", ".mjs", ".py", ".sh"];
    let mut files: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for folder in ["crates", "web", "e2e", "scripts", "bench"] {
        for path in sources(folder, &endings) {
            *files.entry(path.parent().unwrap().to_owned()).or_default() += 1;
        }
    }
    for (folder, files) in files {
        assert!(files <= 20, "{} has {files} files", folder.display());
    }
}

#[test]
fn migrations_are_numbered_without_gaps_and_listed() {
    let mut names: Vec<String> = sources("crates/kith-store/src/sqlite/migrations", &[".sql"])
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let list = read("crates/kith-store/src/sqlite/schema.rs");
    for (number, name) in (1..).zip(&names) {
        assert!(name.starts_with(&format!("{number:04}_")), "{name} is not number {number}");
        assert!(list.contains(&format!("migrations/{name}")), "{name} is not run");
    }
}

#[test]
fn lock_files_name_no_registry() {
    for folder in ["web", "e2e", "bench/peers/node-stack", "bench/peers/socketio"] {
        let lock = read(format!("{folder}/package-lock.json"));
        assert!(!lock.contains("\"resolved\": \"http"), "{folder}/package-lock.json names a host");
    }
}
