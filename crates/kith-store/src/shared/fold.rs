//! The form of text for comparison without case. Both backends must fold alike, so neither leaves it to its SQL.

use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The text in its form for comparison and search: lower case by Unicode's rules, composed (NFC), white space runs as
/// one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Folds into a string that is emptied first: many texts, one after the other, share its memory.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    folded.clear();
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    if !is_nfc(folded) {
        *folded = folded.nfc().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_spacing_do_not_distinguish() {
        assert_eq!(fold("  Ada\t LOVELACE "), "ada lovelace");
        assert_eq!(fold("ÄRGER"), "ärger");
        assert_eq!(fold(""), "");
    }

    #[test]
    fn composed_and_decomposed_characters_are_the_same() {
        assert_eq!(fold("A\u{308}rger"), fold("Ärger"));
    }
}
