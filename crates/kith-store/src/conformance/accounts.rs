//! Claims about accounts.

use std::sync::Arc;

use kith_wire::{ProfilePatch, SessionId, SettingsPatch, TenantId};

use super::world::{NOW, World, account};
use crate::{AccountError, NewSession, NewUser, Store};

pub async fn first_account_is_administrator(store: Arc<dyn Store>) {
    assert!(!store.has_users(TenantId::DEFAULT).await.unwrap());
    assert!(store.create_user(account("ada")).await.unwrap().admin);
    assert!(!store.create_user(account("bob")).await.unwrap().admin);
    assert!(store.has_users(TenantId::DEFAULT).await.unwrap());
}

pub async fn a_changed_profile_takes_a_version(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob] = world.people(["ada", "bob"]).await;
    let about = |text: &str| ProfilePatch { about: Some(text.into()), ..ProfilePatch::default() };
    let mut versions = vec![store.me(ada).await.unwrap().unwrap().user.version];
    for (who, text) in [(ada, "busy"), (bob, "busy"), (ada, "away"), (ada, "away")] {
        versions.push(store.update_profile(who, about(text)).await.unwrap().0.user.version);
    }
    assert_eq!(versions, [0, 1, 2, 3, 3], "one counter for all, and none for what changes nothing");
    assert_eq!(store.update_profile(ada, about("away")).await.unwrap().1, None);
    let shown = SettingsPatch { read_receipts: Some(true), ..SettingsPatch::default() };
    assert_eq!(store.update_settings(ada, shown).await.unwrap().1, None);
    assert!(store.update_profile(ada, about("here")).await.unwrap().1.is_some());
    assert_eq!(store.users(bob, vec![ada]).await.unwrap()[0].version, 4);
}

pub async fn emails_log_in(store: Arc<dyn Store>) {
    let with_email = |name: &str| NewUser { email: Some("Ada@Example.org".into()), ..account(name) };
    let ada = store.create_user(with_email("ada")).await.unwrap().user.id;
    let found = store.credentials(TenantId::DEFAULT, "ada@example.ORG").await.unwrap().unwrap();
    assert_eq!((found.user_id, found.password_hash.as_str()), (ada, "hash"));
    assert!(matches!(store.create_user(with_email("bob")).await, Err(AccountError::EmailTaken)));
    assert!(store.credentials(TenantId::DEFAULT, "bob").await.unwrap().is_none());
}

pub async fn an_account_that_should_be_first_is_refused_later(store: Arc<dyn Store>) {
    let first = |name: &str| NewUser { only_if_first: true, ..account(name) };
    assert!(store.create_user(first("ada")).await.unwrap().admin);
    assert!(matches!(store.create_user(first("bob")).await, Err(AccountError::NotFirst)));
}

pub async fn profile_changes_are_stamped(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let patch = ProfilePatch { name: Some("Ada L.".into()), about: Some("busy".into()), username: None };
    let (me, first) = store.update_profile(ada, patch).await.unwrap();
    assert_eq!((me.user.name.as_str(), me.user.about.as_deref()), ("Ada L.", Some("busy")));
    let (me, second) = store
        .update_settings(ada, SettingsPatch { read_receipts: Some(false), ..SettingsPatch::default() })
        .await
        .unwrap();
    assert!(!me.settings.read_receipts && second == first.map(|first| first + 1));
    let cleared = ProfilePatch { about: Some(String::new()), ..ProfilePatch::default() };
    let (me, _) = store.update_profile(ada, cleared).await.unwrap();
    assert_eq!((me.user.about.clone(), me.user.name.as_str()), (None, "Ada L."));
    assert_eq!(store.me(ada).await.unwrap().unwrap(), me);
}

pub async fn a_new_password_ends_other_sessions(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let (kept, ended) = (SessionId::new(), SessionId::new());
    for id in [kept, ended] {
        let session = NewSession {
            id,
            user_id: ada,
            device: "phone".into(),
            address: "127.0.0.1".into(),
            refresh_hash: [1; 32],
            at_ms: NOW,
            expires_at_ms: NOW + 1000,
        };
        store.create_session(session).await.unwrap();
    }
    assert_eq!(store.set_password(ada, "new".into(), Some(kept), NOW).await.unwrap(), [ended]);
    assert_eq!(store.credentials_of(ada).await.unwrap().unwrap().password_hash, "new");
    assert_eq!(store.session_owner(kept, NOW).await.unwrap().map(|owner| owner.user_id), Some(ada));
    assert_eq!(store.session_owner(ended, NOW).await.unwrap(), None);
}

pub async fn user_names_are_unique_without_regard_to_case(store: Arc<dyn Store>) {
    let ada = store.create_user(account("Ada")).await.unwrap().user;
    let refused = store.create_user(account("aDA")).await;
    assert!(matches!(refused, Err(AccountError::UsernameTaken)));
    let bob = store.create_user(account("bob")).await.unwrap().user;
    let rename = |name: &str| ProfilePatch { username: Some(name.into()), ..ProfilePatch::default() };
    assert!(matches!(store.update_profile(bob.id, rename("ADA")).await, Err(AccountError::UsernameTaken)));
    let (ada, _) = store.update_profile(ada.id, rename("ADA")).await.unwrap();
    assert_eq!(ada.user.username, "ADA");
    assert_eq!(store.credentials(TenantId::DEFAULT, "ada").await.unwrap().unwrap().user_id, ada.user.id);
}

pub async fn user_names_that_look_like_anothers_are_refused(store: Arc<dyn Store>) {
    store.create_user(account("paul_o")).await.unwrap();
    for name in ["pauI_o", "PAU1.O", "paul-0"] {
        assert!(matches!(store.create_user(account(name)).await, Err(AccountError::UsernameTaken)), "{name}");
    }
    let amy = store.create_user(account("arny")).await.unwrap().user;
    let rename = |name: &str| ProfilePatch { username: Some(name.into()), ..ProfilePatch::default() };
    let refused = store.update_profile(amy.id, rename("Pau1_O")).await;
    assert!(matches!(refused, Err(AccountError::UsernameTaken)));
    // A person may take a name that looks like their own.
    assert_eq!(store.update_profile(amy.id, rename("amy")).await.unwrap().0.user.username, "amy");
    assert!(store.credentials(TenantId::DEFAULT, "amy").await.unwrap().is_some());
}
