//! Finds circles of files: modules of one crate that use each other in a ring, so that none can be read first.
//!
//! It reads `use` trees and the paths in code, and follows re-exports to the file that defines a name. A module does
//! not use the children that it lists or the names that it only re-exports; imports of tests do not count. It cannot
//! see names that macros make, nor calls of methods, but it sees their types where code names them.

mod source;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use source::Source;

/// Most imports to follow on the way to the file that defines a name.
const MOST_IMPORTS: usize = 8;

type Path = Vec<String>;

/// The modules of one crate, by their paths within it.
struct Crate(BTreeMap<Path, Source>);

/// Each circle of a crate, as the files of its shortest ring. `files` are paths below `src` with their texts.
pub fn circles(files: &[(String, String)]) -> Vec<String> {
    let modules =
        Crate(files.iter().map(|(file, text)| (module_path(file), Source::read(file, text))).collect());
    let uses: BTreeMap<&Path, BTreeSet<&Path>> =
        modules.0.keys().map(|module| (module, modules.used_by(module))).collect();
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    for module in modules.0.keys() {
        if !named.contains(module)
            && let Some(ring) = shortest_ring(&uses, module)
        {
            let files: Vec<&str> = ring.iter().map(|module| modules.0[*module].file.as_str()).collect();
            found.push(format!("{} -> {}", files.join(" -> "), files[0]));
            named.extend(ring);
        }
    }
    found
}

/// `a/b.rs` and `a/b/mod.rs` are both the module `a::b`; `lib.rs` and `main.rs` are the crate itself.
fn module_path(file: &str) -> Path {
    let mut path: Path = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] || path == ["main"] {
        path.pop();
    }
    path
}

/// The way from a module through what it uses back to itself.
fn shortest_ring<'a>(
    uses: &BTreeMap<&'a Path, BTreeSet<&'a Path>>,
    start: &'a Path,
) -> Option<Vec<&'a Path>> {
    let mut queue = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = queue.pop_front() {
        for next in &uses[way[way.len() - 1]] {
            if *next == start {
                return Some(way);
            }
            if seen.insert(*next) {
                queue.push_back([&way[..], &[*next]].concat());
            }
        }
    }
    None
}

impl Crate {
    /// The modules whose own names a module uses.
    fn used_by(&self, module: &Path) -> BTreeSet<&Path> {
        let source = &self.0[module];
        let imported = source
            .uses
            .iter()
            .filter(|import| !import.is_public || source.mentions(&import.name))
            .filter_map(|import| self.absolute(module, &import.path))
            .chain(source.paths.iter().filter_map(|path| self.absolute(module, path)));
        let used = imported.filter_map(|path| self.defining(&path, 0));
        used.filter(|used| *used != module).collect()
    }

    /// A path from the root of the crate; none if it leads to another crate.
    fn absolute(&self, module: &Path, path: &[String]) -> Option<Path> {
        let (first, rest) = path.split_first()?;
        let mut base = module.clone();
        match first.as_str() {
            "crate" => base.clear(),
            "self" => {}
            "super" => {
                base.pop();
                let supers = rest.iter().take_while(|part| *part == "super").count();
                base.truncate(base.len() - supers);
                return Some([&base[..], &rest[supers..]].concat());
            }
            name if self.is_module(module, name) => base.push(first.clone()),
            name => {
                let import = self.0[module].uses.iter().find(|import| import.name == name)?;
                if import.path[0] == *name {
                    return None;
                }
                base = self.absolute(module, &import.path)?;
            }
        }
        Some([&base[..], rest].concat())
    }

    fn is_module(&self, parent: &[String], name: &str) -> bool {
        self.0.contains_key(&[parent, &[name.to_owned()]].concat())
    }

    /// The module that defines what a path from the root names; none if that is a module as such.
    fn defining(&self, path: &[String], imports: usize) -> Option<&Path> {
        let inside = (0..=path.len()).rev().find(|end| self.0.contains_key(&path[..*end]))?;
        let (module, source) = self.0.get_key_value(&path[..inside])?;
        let name = path.get(inside)?;
        // Names that are imported in a ring are defined nowhere.
        if name == "*" || source.defines.contains(name) || imports == MOST_IMPORTS {
            return Some(module);
        }
        let follow =
            |target: Path, rest: &[String]| self.defining(&[&target[..], rest].concat(), imports + 1);
        if let Some(import) = source.uses.iter().find(|import| import.name == *name) {
            return follow(self.absolute(module, &import.path)?, &path[inside + 1..]);
        }
        let globs = source.uses.iter().filter(|import| import.name == "*");
        let opened = globs.filter_map(|import| self.absolute(module, &import.path[..import.path.len() - 1]));
        match opened.into_iter().find(|target| self.0.get(target).is_some_and(|opened| opened.names(name))) {
            Some(target) => follow(target, &path[inside..]),
            None => Some(module),
        }
    }
}

/// Each case: the files of a crate, and the circle that is in it.
#[test]
fn circles_are_found_however_they_are_written() {
    let check = |files: &[(&str, &str)], expected: &[&str]| {
        let files: Vec<_> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        assert_eq!(circles(&files), expected, "{files:?}");
    };
    // Two siblings, one of which names the other in its code only.
    check(
        &[
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use super::b::B; pub struct A;"),
            ("b.rs", "pub struct B; fn f() { crate::a::A; }"),
        ],
        &["a.rs -> b.rs -> a.rs"],
    );
    // A child that uses what its parent defines, while the parent uses the child.
    check(
        &[("a/mod.rs", "mod b; use b::B; pub struct A(B);"), ("a/b.rs", "use super::A; pub struct B;")],
        &["a/mod.rs -> a/b.rs -> a/mod.rs"],
    );
    // The parent only re-exports: siblings see each other through it, and it is in no circle.
    check(
        &[
            ("lib.rs", "mod a; mod b; pub use a::A; pub use b::{B, B as C};"),
            ("a.rs", "pub struct A;"),
            ("b.rs", "use crate::A; pub struct B;"),
        ],
        &[],
    );
    // A ring through re-exports and names given on import.
    check(
        &[
            ("lib.rs", "mod a; mod b; mod c; pub use a::*; pub(crate) use b::B as Other;"),
            ("a.rs", "use crate::{c, Other}; pub struct A;"),
            ("b.rs", "use crate::c::{self as see, C}; pub struct B; fn f() { see::g() }"),
            ("c.rs", "use crate::A; pub struct C; pub fn g() {}"),
        ],
        &["a.rs -> b.rs -> c.rs -> a.rs"],
    );
    // Tests, comments and texts use nothing.
    check(
        &[
            ("a.rs", "use crate::b::B; pub struct A;"),
            (
                "b.rs",
                "// crate::a::A\nconst T: &str = \"crate::a::A\"; pub struct B; #[cfg(test)] mod tests { use crate::a::A; }",
            ),
        ],
        &[],
    );
}
