//! What names, passwords and titles must look like.

use kith_wire::TimeMs;

use crate::Refusal;

/// The longest e-mail address (RFC 5321), and so the longest that one can log in by.
pub const EMAIL_BYTES: usize = 254;

const PASSWORD_BYTES: std::ops::RangeInclusive<usize> = 8..=1024;

/// 3 to 32 of letters, digits, `.`, `_` and `-`, beginning with a letter or digit; ASCII, so that no two look alike.
pub fn username(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = (3..=32).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Invalid("a user name has 3 to 32 letters, digits, dots, dashes or underscores".into()))
    }
}

/// 1 to 64 characters.
pub fn name(text: &str) -> Result<String, Refusal> {
    line(text, "a name", 1, 64)
}

/// At most 280 characters.
pub fn about(text: &str) -> Result<String, Refusal> {
    paragraph(text, "about", 280)
}

/// 1 to 100 characters.
pub fn title(text: &str) -> Result<String, Refusal> {
    line(text, "a group's name", 1, 100)
}

/// At most 1,000 characters.
pub fn description(text: &str) -> Result<String, Refusal> {
    paragraph(text, "a description", 1000)
}

/// A local part, `@` and a domain, at most [`EMAIL_BYTES`]. Whether it is theirs, only a message to it can tell.
pub fn email(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    let fits = text.len() <= EMAIL_BYTES
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && text.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.'));
    if fits { Ok(text.to_owned()) } else { Err(Refusal::Invalid("this is not an e-mail address".into())) }
}

/// 8 to 1,024 bytes (NIST SP 800-63B: a least length, no rules of composition).
pub fn password(text: &str) -> Result<(), Refusal> {
    if PASSWORD_BYTES.contains(&text.len()) {
        Ok(())
    } else {
        Err(Refusal::WeakPassword { min: *PASSWORD_BYTES.start(), max: *PASSWORD_BYTES.end() })
    }
}

/// What a message may hold, and so a draft: at most `limit` bytes.
pub fn text(text: &str, limit: usize) -> Result<(), Refusal> {
    if text.len() > limit {
        return Err(Refusal::MessageTooLong { bytes: text.len(), limit });
    }
    if text.contains('\0') {
        return Err(Refusal::Invalid("a text holds no NUL character".into()));
    }
    Ok(())
}

/// A moment that every client can name: ECMAScript's dates end 8.64e15 ms after the epoch.
pub fn moment(at_ms: TimeMs) -> Result<(), Refusal> {
    if (0..=8_640_000_000_000_000).contains(&at_ms) {
        Ok(())
    } else {
        Err(Refusal::Invalid("a time is in milliseconds from 0 to 8640000000000000".into()))
    }
}

/// At most 100 characters; what is longer is cut, since it only serves recognition.
pub fn device(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(100).collect()
}

fn line(text: &str, what: &str, min: usize, max: usize) -> Result<String, Refusal> {
    let text = text.trim();
    if (min..=max).contains(&text.chars().count()) && !text.contains(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Invalid(format!("{what} has {min} to {max} characters on one line")))
    }
}

fn paragraph(text: &str, what: &str, max: usize) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() <= max && !text.contains('\0') {
        Ok(text.to_owned())
    } else {
        Err(Refusal::Invalid(format!("{what} has at most {max} characters")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_plain() {
        for good in ["ada", "Ada.Lovelace", "x_1", "007"] {
            assert!(username(good).is_ok(), "{good}");
        }
        for bad in ["", "ab", ".ada", "ada lovelace", "adа", "ada@home", &"a".repeat(33)] {
            assert!(username(bad).is_err(), "{bad}");
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
