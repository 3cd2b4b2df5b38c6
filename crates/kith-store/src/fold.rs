//! How text is compared when case should not matter. Both backends must fold alike, so neither leaves it to its SQL.

/// The text as it is compared and searched: lower case by Unicode's rules, white space runs as one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
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
}
