//! What one Rust file imports, names and defines. Not a parser: it knows as much of the language as that takes.

use std::collections::BTreeSet;

/// What was found in a file.
pub struct Source {
    pub file: String,
    pub uses: Vec<Use>,
    /// Paths in code, of two parts at least.
    pub paths: Vec<Vec<String>>,
    pub defines: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// One name of a `use` item.
pub struct Use {
    pub is_public: bool,
    pub path: Vec<String>,
    /// What it is called here; `*` for everything.
    pub name: String,
}

impl Source {
    pub fn read(file: &str, text: &str) -> Self {
        let tokens = without_tests(tokens(text));
        let mut source = Self {
            file: file.to_owned(),
            uses: Vec::new(),
            paths: Vec::new(),
            defines: BTreeSet::new(),
            words: BTreeSet::new(),
        };
        let mut at = 0;
        while at < tokens.len() {
            let next = tokens.get(at + 1).map_or("", String::as_str);
            match tokens[at].as_str() {
                // `use<'_>` is a bound.
                "use" if next != "<" => {
                    let is_public = at > 0 && ["pub", ")"].contains(&tokens[at - 1].as_str());
                    at = source.tree(&tokens, at + 1, &[], is_public);
                }
                "struct" | "enum" | "trait" | "type" | "const" | "static" | "fn" | "union"
                    if is_word(next) =>
                {
                    source.defines.insert(next.to_owned());
                    at += 2;
                }
                word if is_word(word) => {
                    let mut path = vec![word.to_owned()];
                    while tokens.get(at + 1).is_some_and(|token| token == "::")
                        && tokens.get(at + 2).is_some_and(|token| is_word(token))
                    {
                        path.push(tokens[at + 2].clone());
                        at += 2;
                    }
                    source.words.insert(path[0].clone());
                    if path.len() > 1 {
                        source.paths.push(path);
                    }
                    at += 1;
                }
                _ => at += 1,
            }
        }
        source
    }

    /// Whether code names it, apart from importing it.
    pub fn mentions(&self, name: &str) -> bool {
        self.words.contains(name)
    }

    /// Whether other modules can import it from here.
    pub fn names(&self, name: &str) -> bool {
        self.defines.contains(name) || self.uses.iter().any(|import| import.name == name)
    }

    /// Reads a `use` tree; returns where it ends.
    fn tree(&mut self, tokens: &[String], mut at: usize, before: &[String], is_public: bool) -> usize {
        let mut path = before.to_vec();
        while let Some(token) = tokens.get(at) {
            match token.as_str() {
                "{" => {
                    at += 1;
                    while tokens.get(at).is_some_and(|token| token != "}") {
                        at = self.tree(tokens, at, &path, is_public);
                        at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                    }
                    return at + 1;
                }
                "," | "}" | ";" => break,
                "::" => {}
                "as" => {
                    let name = tokens.get(at + 1).cloned().unwrap_or_default();
                    self.import(path, Some(name), is_public);
                    return at + 2;
                }
                part => path.push(part.to_owned()),
            }
            at += 1;
        }
        self.import(path, None, is_public);
        at
    }

    fn import(&mut self, mut path: Vec<String>, name: Option<String>, is_public: bool) {
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        if let Some(name) = name.or_else(|| path.last().cloned()) {
            self.uses.push(Use { is_public, path, name });
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// Words, `::` and single signs, without comments, texts and lifetimes.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        at += match rest {
            ['/', '/', ..] => rest.iter().position(|each| *each == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => {
                rest.windows(2).position(|pair| pair == ['*', '/']).map_or(rest.len(), |end| end + 2)
            }
            ['r', '"', ..] | ['r', '#', '"' | '#', ..] => raw_text(rest),
            ['"', ..] => quoted(rest, '"'),
            ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, '\''),
            [':', ':', ..] => {
                found.push("::".to_owned());
                2
            }
            [first, ..] if first.is_alphanumeric() || *first == '_' => {
                let word: String =
                    rest.iter().take_while(|each| each.is_alphanumeric() || **each == '_').collect();
                let length = word.chars().count();
                found.push(word);
                length
            }
            [sign, ..] => {
                if !sign.is_whitespace() && *sign != '\'' {
                    found.push(sign.to_string());
                }
                1
            }
            [] => 0,
        };
    }
    found
}

/// How long a quoted text is, with its marks.
fn quoted(rest: &[char], mark: char) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != mark {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    at + 1
}

/// How long a raw text such as `r#"…"#` is.
fn raw_text(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|each| **each == '#').count();
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let inside = 2 + hashes;
    let length = rest[inside..].windows(end.len()).position(|window| window == end);
    inside + length.unwrap_or(rest.len() - inside) + end.len()
}

/// Leaves out each item that exists only for tests.
fn without_tests(tokens: Vec<String>) -> Vec<String> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at..].iter().map(String::as_str).take(MARK.len()).eq(MARK) {
            kept.push(tokens[at].clone());
            at += 1;
            continue;
        }
        let mut depth = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token.as_str() {
                "{" => depth += 1,
                "}" if depth == 1 => break,
                "}" => depth -= 1,
                ";" if depth == 0 => break,
                _ => {}
            }
        }
    }
    kept
}
