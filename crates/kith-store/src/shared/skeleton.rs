//! The look of a user name, so that nobody takes a name that passes for another's (the idea of UTS 39, for the
//! characters of user names). Stored with each account: changing it takes a migration.

/// Equal for names that look alike in most typefaces: `I`, `l` and `1`; `O` and `0`; `rn` and `m`; `vv` and `w`; and
/// the marks between words. Otherwise without regard to case.
pub fn skeleton(username: &str) -> String {
    // Among capitals an I is an I: ALI looks like Ali, not like all.
    let shouted = !username.contains(|c: char| c.is_lowercase());
    let look = |c: char| match c {
        'I' if !shouted => 'l',
        '1' => 'l',
        '0' => 'o',
        '.' | '_' => '-',
        c => c.to_ascii_lowercase(),
    };
    username.chars().map(look).collect::<String>().replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        for (one, other) in [
            ("paul", "pauI"),
            ("paul", "PAU1"),
            ("bob", "B0B"),
            ("arnold", "amold"),
            ("vvim", "wim"),
            ("ann.lee", "ann_lee"),
            ("ann-lee", "Ann.Lee"),
            ("Ian", "lan"),
        ] {
            assert_eq!(skeleton(one), skeleton(other), "{one} {other}");
        }
    }

    #[test]
    fn names_that_look_different_have_their_own() {
        for (one, other) in [("ali", "all"), ("ALI", "all"), ("annlee", "ann-lee"), ("ada", "adam")] {
            assert_ne!(skeleton(one), skeleton(other), "{one} {other}");
        }
    }
}
