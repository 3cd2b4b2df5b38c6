//! Which characters show on a screen: people must be able to tell names apart by looking at them, and a text must have
//! something visible.

use unicode_normalization::char::is_combining_mark;

/// Joins and splits letters (ZWNJ, ZWJ): Persian, Indic scripts and many emoji are written with them.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// A black flag; tag characters after it make it the flag of a region.
const TAGGED: char = '\u{1f3f4}';

/// Whether any character of the text shows. White space does not.
pub fn shows(text: &str) -> bool {
    text.chars().any(|c| !is_blank(c))
}

/// Why a text cannot be a name, if it cannot: a name must show something, on one line, and contain no invisible
/// character and none that changes the direction of the text around it.
pub fn fault_of_name(name: &str) -> Option<&'static str> {
    if !name.chars().any(|c| !is_blank(c) && !is_combining_mark(c)) {
        return Some("must show something");
    }
    if name.contains(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Some("is on one line");
    }
    if name.contains(turns_direction) {
        return Some("holds no marks of direction");
    }
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    let mut in_tag = false;
    while let Some(c) = rest.next() {
        let wide = |c: char| !c.is_ascii() && !c.is_whitespace();
        in_tag = c == TAGGED || in_tag && is_tag(c);
        let belongs = if JOINERS.contains(&c) {
            wide(before) && rest.peek().copied().is_some_and(wide)
        } else if is_variation_selector(c) {
            !is_blank(before)
        } else {
            c.is_whitespace() || !is_blank(c) || in_tag
        };
        if !belongs {
            return Some("holds nothing invisible");
        }
        before = c;
    }
    None
}

/// Whether a character is invisible by itself. Controls other than white space are not: a browser draws a sign for each
/// (CSS Text 3, section 2).
fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_ignorable(c) || matches!(c, '\u{2800}' | '\u{fff9}'..='\u{fffb}')
}

/// Marks, embeddings, overrides and isolates of direction (UAX 9).
pub fn turns_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

/// `Default_Ignorable_Code_Point` of Unicode 17 (DerivedCoreProperties.txt): characters that stay invisible even when
/// no font has them.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_looks_empty_shows_nothing() {
        for text in [
            "",
            " \n",
            "\u{200b}",
            "\u{3164}",
            "\u{2800}",
            "\u{feff}\u{ad}",
            "\u{fe0f}",
            "\u{e0041}\u{202e}",
            "\u{2029}",
        ] {
            assert!(!shows(text), "{text:?}");
        }
        for text in ["a", ".", "\u{1b}", "\u{2764}\u{fe0f}", "\u{93e}", "\u{200b}x"] {
            assert!(shows(text), "{text:?}");
        }
    }

    #[test]
    fn names_of_all_scripts_are_names() {
        for name in [
            "Ada",
            "José",
            "O'Brien-Smith",
            "محمد علی‌پور",
            "क्‍ष",
            "李 小龙",
            "👩‍💻 Ada",
            "❤️",
            "1️⃣ first",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿 fan",
            "🏳️‍🌈",
        ] {
            assert_eq!(fault_of_name(name), None, "{name}");
        }
    }

    #[test]
    fn names_hold_nothing_that_does_not_show() {
        for name in [
            "\u{301}",
            "\u{fe0f}",
            "Ada\u{200b}",
            "A\u{200d}da",
            "A\u{ad}da",
            "\u{3164}Ada",
            "Ada\u{2800}",
            "Ada\u{feff}",
            "Ada\u{202e}",
            "\u{200f}Ada",
            "Ada\u{2028}Eve",
            "Ada\u{85}Eve",
            "Ada\nEve",
            "Ada\u{e0041}",
            "Ada \u{fe0f}",
            "Ada\u{2060}",
            "Ada\u{fff9}",
        ] {
            assert!(fault_of_name(name).is_some(), "{name:?}");
        }
    }
}
