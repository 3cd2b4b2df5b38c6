//! Finds the access token of a connecting device, in each place where client libraries can put it.

use kith_socketio::ConnectRequest;
use serde::Deserialize;

#[derive(Deserialize)]
struct Auth {
    token: String,
}

/// The token in the `auth` of the `CONNECT`; else the one in the handshake's `Authorization`; else the one in its query,
/// which others may log.
pub fn access_token(request: &ConnectRequest) -> Option<String> {
    let auth = request.auth().map(|auth| auth.get());
    let handshake = request.handshake();
    find(auth, handshake.authorization(), handshake.query_value("token"))
}

fn find(auth: Option<&str>, authorization: Option<&str>, query: Option<&str>) -> Option<String> {
    let auth = auth.and_then(|auth| serde_json::from_str::<Auth>(auth).ok());
    let given = auth.as_ref().map(|auth| auth.token.as_str());
    let token = given.map(|token| bearer(token).unwrap_or(token));
    token.or_else(|| bearer(authorization?)).or(query).map(str::to_owned)
}

/// What follows `Bearer` (RFC 6750 section 2.1).
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_in_each_of_its_places_the_best_one_first() {
        let auth = r#"{"token":"a.b.c"}"#;
        for (auth, authorization, query, found) in [
            (Some(auth), Some("Bearer x"), Some("y"), Some("a.b.c")),
            (Some(r#"{"token":"Bearer a.b.c"}"#), None, None, Some("a.b.c")),
            (Some(r#"{"token":""}"#), Some("Bearer x"), None, Some("")),
            (Some(r#"{"token":7}"#), Some("bearer a.b.c"), Some("y"), Some("a.b.c")),
            (None, Some("Basic eDp5"), Some("a.b.c"), Some("a.b.c")),
            (None, Some("Basic eDp5"), None, None),
            (Some("{}"), None, None, None),
        ] {
            assert_eq!(find(auth, authorization, query).as_deref(), found);
        }
    }
}
