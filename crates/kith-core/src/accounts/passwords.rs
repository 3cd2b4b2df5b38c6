//! Password hashes: Argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane).

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::{Refusal, validate};

/// Hashes at most one password per core at a time, so that a rush of log-ins takes neither all memory nor all
/// blocking threads.
pub struct Passwords {
    permits: Arc<Semaphore>,
}

/// A well-formed hash that matches no known password. Checking against it takes as long as against a real one, so
/// that the time does not reveal whether an account exists.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$a2l0aC1ub2JvZHktaXMtaGVyZQ$Xh4zUJ4mZpDkDfy0ww2mRCqvDKdO7Wn1CFfGZ3pYfDQ";

impl Passwords {
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        Self { permits: Arc::new(Semaphore::new(cores)) }
    }

    /// In PHC form, with a salt of its own.
    pub async fn hash(&self, password: String) -> Result<String, Refusal> {
        let password = validate::opaque(&password);
        self.run(move || hasher().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string()))
            .await?
            .ok_or(Refusal::Invalid("this password cannot be used".into()))
    }

    /// Whether the password matches the hash. Without a hash the answer is no, after the same time.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, Refusal> {
        self.run(move || {
            let known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODYS);
            let matches = |password: &str| {
                PasswordHash::new(hash)
                    .is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
            };
            let opaque = validate::opaque(&password);
            // Early versions hashed passwords as they were typed.
            known & (matches(&opaque) || opaque != password && matches(&password))
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Refusal> {
        let closed = |_| Refusal::Unavailable(kith_store::StoreError::Closed);
        let permit = self.permits.clone().acquire_owned().await.map_err(closed)?;
        let working = tokio::task::spawn_blocking(move || {
            // The permit returns when the work has ended: the work does not end with its caller.
            let _permit = permit;
            work()
        });
        working.await.map_err(|_| Refusal::Unavailable(kith_store::StoreError::Closed))
    }
}

fn hasher() -> Argon2<'static> {
    // The crate's defaults are the same today; written down, so that an update cannot change them unseen.
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let passwords = Passwords::new();
        let hash = passwords.hash("correct horse".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(passwords.verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("battery staple".into(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_matches_however_its_letters_are_composed() {
        let passwords = Passwords::new();
        let (composed, decomposed) = ("caf\u{e9} no\u{ef}r", "cafe\u{301}\u{a0}noi\u{308}r");
        let hash = passwords.hash(decomposed.into()).await.unwrap();
        assert!(passwords.verify(composed.into(), Some(hash.clone())).await.unwrap());
        assert!(passwords.verify(decomposed.into(), Some(hash)).await.unwrap());
        let as_typed = hasher().hash_password(decomposed.as_bytes()).unwrap().to_string();
        assert!(passwords.verify(decomposed.into(), Some(as_typed)).await.unwrap());
    }

    #[tokio::test]
    async fn work_whose_caller_has_gone_still_counts() {
        let passwords = Passwords::new();
        let most = passwords.permits.available_permits();
        let (release, held) = std::sync::mpsc::channel::<()>();
        let (begun, mut has_begun) = tokio::sync::mpsc::unbounded_channel();
        tokio::select! {
            _ = passwords.run(move || {
                begun.send(()).unwrap();
                held.recv().unwrap();
            }) => panic!("it is held"),
            _ = has_begun.recv() => {}
        }
        assert_eq!(passwords.permits.available_permits(), most - 1);
        release.send(()).unwrap();
        let _all = passwords.permits.acquire_many(u32::try_from(most).unwrap()).await.unwrap();
    }

    #[tokio::test]
    async fn nobodys_hash_is_checked_in_full_and_matches_nothing() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
        assert!(!Passwords::new().verify("anything".into(), None).await.unwrap());
    }
}
