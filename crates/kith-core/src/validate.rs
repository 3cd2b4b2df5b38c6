//! Rules for names, passwords and titles, and the form in which they are kept: composed (NFC), so that equal looks mean
//! equal texts. Lengths are counted in grapheme clusters (UAX 29), which people see as characters.

use kith_store::skeleton;
use kith_wire::TimeMs;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::Refusal;
use crate::legible::{fault_of_name, shows, turns_direction};

/// The longest e-mail address (RFC 5321), and so the longest text to log in by.
pub const EMAIL_BYTES: usize = 254;

const PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 8..=1024;

/// The most bytes per grapheme cluster that a text may have: a letter may carry marks, but not without end.
const CLUSTER_BYTES: usize = 32;

/// 366 days, in milliseconds.
const YEAR_MS: i64 = 366 * 24 * 60 * 60 * 1000;

/// 365 days, in seconds.
const LONGEST_STAY: i64 = 365 * 24 * 60 * 60;

/// Names that mean everybody after an `@`, or that could pass for the operator's.
const RESERVED: [&str; 21] = [
    "admin",
    "administrator",
    "all",
    "channel",
    "everybody",
    "everyone",
    "group",
    "here",
    "kith",
    "moderator",
    "official",
    "operator",
    "postmaster",
    "security",
    "server",
    "staff",
    "support",
    "sysadmin",
    "system",
    "team",
    "webmaster",
];

/// 3 to 32 of letters, digits, `.`, `_` and `-`, from a letter or digit to one that is not a dot or dash; ASCII.
/// Refuses [`RESERVED`] names and names that look like them. Only the store can tell whether it looks like another
/// account's.
pub fn username(text: &str) -> Result<String, Refusal> {
    let text: String = text.trim().nfc().collect();
    let fits = (3..=32).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !text.ends_with(['.', '-'])
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if !fits {
        return Err(Refusal::Invalid(
            "a user name has 3 to 32 letters, digits, dots, dashes or underscores, and does not end with a dot or dash".into(),
        ));
    }
    let look = |name: &str| skeleton(name).replace('-', "");
    let looks = [look(&text), look(&text.replace('1', "i"))];
    if RESERVED.iter().any(|reserved| looks.contains(&look(reserved))) {
        return Err(Refusal::Invalid("this user name is reserved".into()));
    }
    Ok(text)
}

/// 1 to 64 visible characters.
pub fn name(text: &str) -> Result<String, Refusal> {
    line(text, "a name", 64)
}

/// At most 280 characters; empty if none is visible.
pub fn about(text: &str) -> Result<String, Refusal> {
    paragraph(text, "about", 280)
}

/// 1 to 100 visible characters.
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, "a group's name", 100)
}

/// At most 1,000 characters; empty if none is visible.
pub fn description(text: &str) -> Result<String, Refusal> {
    paragraph(text, "a description", 1000)
}

/// A local part, `@` and a domain, at most [`EMAIL_BYTES`]; the domain in lower case. Only a message to the address
/// could show whether it is theirs.
pub fn email(text: &str) -> Result<String, Refusal> {
    let text: String = text.trim().nfc().collect();
    let address = text
        .rsplit_once('@')
        .filter(|(local, domain)| !local.is_empty() && domain.contains('.'))
        .filter(|_| !text.contains(char::is_whitespace) && fault_of_name(&text).is_none())
        .map(|(local, domain)| format!("{local}@{}", domain.to_lowercase()))
        .filter(|address| address.len() <= EMAIL_BYTES);
    address.ok_or_else(|| Refusal::Invalid("this is not an e-mail address".into()))
}

/// 8 to 1,024 bytes in the form in which it is hashed (NIST SP 800-63B: a least length, no rules of composition).
pub fn password(text: &str) -> Result<(), Refusal> {
    if PASSWORD_BYTES.contains(&opaque(text).len()) {
        Ok(())
    } else {
        Err(Refusal::WeakPassword { min: *PASSWORD_BYTES.start(), max: *PASSWORD_BYTES.end() })
    }
}

/// The form of a password that is hashed: composed, and with plain spaces (the rules of OpaqueString that lose nothing,
/// RFC 8265, 4.2). Keyboards differ in how they make the same letters.
pub fn opaque(text: &str) -> String {
    text.nfc().map(|c| if c.is_whitespace() && !c.is_control() { ' ' } else { c }).collect()
}

/// The length limit of messages and drafts: at most `limit` bytes.
pub fn text(text: &str, limit: usize) -> Result<(), Refusal> {
    if text.len() > limit {
        return Err(Refusal::MessageTooLong { bytes: text.len(), limit });
    }
    if text.contains('\0') {
        return Err(Refusal::Invalid("a text holds no NUL character".into()));
    }
    Ok(())
}

/// A moment that every client can represent: ECMAScript's dates end 8.64e15 ms after the epoch.
pub fn moment(at_ms: TimeMs) -> Result<(), Refusal> {
    if (0..=8_640_000_000_000_000).contains(&at_ms) {
        Ok(())
    } else {
        Err(Refusal::Invalid("a time is in milliseconds from 0 to 8640000000000000".into()))
    }
}

/// A moment after now, and within a year. `field` begins the error's sentence.
pub fn within_a_year(at_ms: TimeMs, now_ms: TimeMs, field: &str) -> Result<(), Refusal> {
    if (now_ms + 1..=now_ms + YEAR_MS).contains(&at_ms) {
        Ok(())
    } else {
        Err(Refusal::Invalid(format!("{field}: after now, and within a year")))
    }
}

/// How long messages may stay before they disappear, in seconds.
pub fn disappear_after(seconds: i64) -> Result<(), Refusal> {
    if (1..=LONGEST_STAY).contains(&seconds) {
        Ok(())
    } else {
        Err(Refusal::Invalid(format!("disappearAfter: 1 to {LONGEST_STAY} seconds, or null")))
    }
}

/// At most 100 characters; a longer name is cut, since it only serves recognition.
pub fn device(text: &str) -> String {
    let plain: String = text.nfc().filter(|c| !c.is_control() && !turns_direction(*c)).collect();
    let cut: String = plain.trim().graphemes(true).take(100).collect();
    if shows(&cut) && fits(&cut, 100) { cut } else { String::new() }
}

/// Whether a text has at most this many characters, as people see them.
pub fn fits(text: &str, max: usize) -> bool {
    text.len() <= max * CLUSTER_BYTES && text.graphemes(true).count() <= max
}

/// 1 to `max` visible characters, without a line break. `what` begins the error's sentence.
pub fn line(text: &str, what: &str, max: usize) -> Result<String, Refusal> {
    let text: String = text.trim().nfc().collect();
    if text.is_empty() || !fits(&text, max) {
        return Err(Refusal::Invalid(format!("{what} has 1 to {max} characters on one line")));
    }
    match fault_of_name(&text) {
        Some(fault) => Err(Refusal::Invalid(format!("{what} {fault}"))),
        None => Ok(text),
    }
}

fn paragraph(text: &str, what: &str, max: usize) -> Result<String, Refusal> {
    let text: String = text.trim().nfc().collect();
    if !fits(&text, max) || text.contains('\0') {
        return Err(Refusal::Invalid(format!("{what} has at most {max} characters")));
    }
    Ok(if shows(&text) { text } else { String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_plain() {
        for good in ["ada", "Ada.Lovelace", "x_1", "007"] {
            assert!(username(good).is_ok(), "{good}");
        }
        for bad in ["", "ab", ".ada", "ada.", "ada-", "ada lovelace", "adа", "ada@home", &"a".repeat(33)] {
            assert!(username(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn nobody_is_called_like_everybody_or_the_operator() {
        for bad in
            ["all", "Everyone", "here", "admin", "Adm1n", "ad_min", "k.i.t.h", "0perator", "a1l", "support_"]
        {
            assert!(username(bad).is_err(), "{bad}");
        }
        for good in ["ali", "Ali", "ALI", "allan", "badmin", "root"] {
            assert!(username(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn lengths_are_counted_in_what_people_see() {
        assert!(name(&"👩‍👩‍👧‍👦".repeat(64)).is_ok());
        assert!(name(&"👩‍👩‍👧‍👦".repeat(65)).is_err());
        assert!(name(&"e\u{301}".repeat(64)).is_ok());
        assert!(name(&format!("a{}", "\u{301}".repeat(5000))).is_err(), "one letter, but without end");
        assert_eq!(device(&"é".repeat(200)).chars().count(), 100);
    }

    #[test]
    fn what_looks_the_same_is_kept_the_same() {
        assert_eq!(name("Jose\u{301}").unwrap(), "José");
        assert_eq!(title("Cafe\u{301}").unwrap(), "Café");
        assert_eq!(about("e\u{301}").unwrap(), "é");
        assert_eq!(opaque("cafe\u{301}\u{a0}noir"), "café noir");
        assert_eq!(email(" Jose\u{301}@EXAMPLE.org ").unwrap(), "José@example.org");
    }

    #[test]
    fn what_shows_nothing_is_no_name_and_no_text() {
        for nothing in ["\u{3164}", "\u{2800}\u{2800}", "\u{200b}", "\u{e0041}\u{e0042}"] {
            assert!(name(nothing).is_err() && title(nothing).is_err(), "{nothing:?}");
            assert_eq!(about(nothing).unwrap(), "");
            assert_eq!(description(nothing).unwrap(), "");
            assert_eq!(device(nothing), "");
        }
    }

    #[test]
    fn a_user_name_is_never_an_email_address() {
        assert!(username("a@b.c").is_err());
        assert!(email("a@b.c").is_ok());
        for bad in ["ada", "@b.c", "a@b", "a b@c.d"] {
            assert!(email(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn passwords_have_eight_bytes() {
        assert!(password("12345678").is_ok());
        assert!(password("1234567").is_err());
        assert!(password(&"x".repeat(1025)).is_err());
    }
}
