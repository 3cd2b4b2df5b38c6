//! The two tokens of a session.
//!
//! The access token is a JWT (RFC 7519) with HMAC-SHA256: a fixed header and four claims. The general JWT crates bring
//! RSA and three elliptic curves along; here the one algorithm is `hmac`'s, and any other header is refused unread.
//! The refresh token is the session's id and a secret; the store has only the secret's hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use kith_store::TokenHash;
use kith_wire::{SessionId, TimeMs, UserId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Refusal;

/// How long an access token works, in milliseconds.
pub const ACCESS_MS: i64 = 15 * 60 * 1000;

/// How long a session lasts without being refreshed, in seconds: 60 days.
pub const SESSION_SECONDS: i64 = 60 * 24 * 60 * 60;

/// The same in milliseconds.
pub const SESSION_MS: i64 = SESSION_SECONDS * 1000;

/// `{"alg":"HS256","typ":"JWT"}`
const HEADER: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// The key that signs access tokens.
#[derive(Clone)]
pub struct SigningKey([u8; 32]);

/// The claims of an access token about its holder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bearer {
    pub(crate) user_id: UserId,
    pub(crate) session_id: SessionId,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    sub: UserId,
    sid: SessionId,
    iat: i64,
    exp: i64,
}

impl SigningKey {
    /// A stored key.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Returns a token for this device, and the time when it expires.
    pub(crate) fn sign(&self, bearer: Bearer, now_ms: TimeMs) -> Result<(String, TimeMs), Refusal> {
        let expires_at_ms = now_ms + ACCESS_MS;
        let claims = Claims {
            sub: bearer.user_id,
            sid: bearer.session_id,
            iat: now_ms / 1000,
            exp: expires_at_ms / 1000,
        };
        let claims =
            serde_json::to_vec(&claims).map_err(|_| Refusal::Unauthenticated("no token for this session"))?;
        let signed = format!("{HEADER}.{}", URL_SAFE_NO_PAD.encode(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.mac(&signed).finalize().into_bytes());
        Ok((format!("{signed}.{signature}"), expires_at_ms))
    }

    /// Returns the holder of a token. Only the store can tell whether the session is still alive.
    pub(crate) fn verify(&self, token: &str, now_ms: TimeMs) -> Result<Bearer, Refusal> {
        const WRONG: Refusal = Refusal::Unauthenticated("the access token is not valid");
        let (signed, signature) = token.rsplit_once('.').ok_or(WRONG)?;
        let (header, claims) = signed.split_once('.').ok_or(WRONG)?;
        if header != HEADER {
            return Err(WRONG);
        }
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| WRONG)?;
        self.mac(signed).verify_slice(&signature).map_err(|_| WRONG)?;
        let claims = URL_SAFE_NO_PAD.decode(claims).map_err(|_| WRONG)?;
        let claims: Claims = serde_json::from_slice(&claims).map_err(|_| WRONG)?;
        if claims.exp <= now_ms / 1000 {
            return Err(Refusal::Unauthenticated("the access token has expired"));
        }
        Ok(Bearer { user_id: claims.sub, session_id: claims.sid })
    }

    fn mac(&self, signed: &str) -> Hmac<Sha256> {
        // HMAC fills a short key up with zeros to the hash's block (RFC 2104): done here, it cannot fail.
        let mut block = [0; 64];
        block[..32].copy_from_slice(&self.0);
        Hmac::<Sha256>::new(&block.into()).chain_update(signed)
    }
}

/// A refresh token: shown once, kept as a hash.
pub struct RefreshToken {
    /// Its session.
    pub session_id: SessionId,
    secret: [u8; 32],
}

impl RefreshToken {
    /// Makes a new token for the session.
    pub fn new(session_id: SessionId) -> Result<Self, Refusal> {
        Ok(Self { session_id, secret: random()? })
    }

    /// The token in the form that the client keeps.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode([self.session_id.as_bytes(), &self.secret[..]].concat())
    }

    /// Reads the token that a client presents.
    pub fn decode(text: &str) -> Option<Self> {
        let bytes: [u8; 48] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
        let (session_id, secret) = bytes.split_first_chunk::<16>()?;
        Some(Self { session_id: (*session_id).into(), secret: secret.try_into().ok()? })
    }

    /// The hash that the store keeps. The secret has 256 random bits, so a plain hash cannot be reversed by search.
    pub fn hash(&self) -> TokenHash {
        Sha256::digest(self.secret).into()
    }
}

/// Bytes that nobody can guess.
pub fn random<const N: usize>() -> Result<[u8; N], Refusal> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        tracing::error!(%error, "the system gives no random bytes");
        Refusal::Unavailable(kith_store::StoreError::Closed)
    })?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer() -> Bearer {
        Bearer { user_id: UserId::new(), session_id: SessionId::new() }
    }

    #[test]
    fn a_token_names_who_it_was_made_for() {
        let (key, bearer) = (SigningKey::from_bytes([7; 32]), bearer());
        let (token, expires_at) = key.sign(bearer, 1_000_000).unwrap();
        assert_eq!(key.verify(&token, 1_000_000).unwrap(), bearer);
        assert_eq!(expires_at, 1_000_000 + ACCESS_MS);
    }

    #[test]
    fn an_expired_foreign_or_altered_token_is_refused() {
        let (key, other) = (SigningKey::from_bytes([7; 32]), SigningKey::from_bytes([8; 32]));
        let (token, expires_at) = key.sign(bearer(), 0).unwrap();
        assert!(key.verify(&token, expires_at).is_err());
        assert!(other.verify(&token, 0).is_err());
        for at in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= 1;
            let altered = String::from_utf8(bytes).unwrap();
            assert!(key.verify(&altered, 0).is_err(), "byte {at}");
        }
        for text in ["", ".", "..", "a.b.c", &token[..token.len() - 1]] {
            assert!(key.verify(text, 0).is_err(), "{text}");
        }
    }

    #[test]
    fn no_other_algorithm_is_accepted() {
        let key = SigningKey::from_bytes([7; 32]);
        let (token, _) = key.sign(bearer(), 0).unwrap();
        let claims = token.split('.').nth(1).unwrap();
        let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        assert!(key.verify(&format!("{none}.{claims}."), 0).is_err());
    }

    #[test]
    fn a_refresh_token_reads_back() {
        let token = RefreshToken::new(SessionId::new()).unwrap();
        let again = RefreshToken::decode(&token.encode()).unwrap();
        assert_eq!((again.session_id, again.hash()), (token.session_id, token.hash()));
        assert!(RefreshToken::decode("short").is_none());
    }
}
