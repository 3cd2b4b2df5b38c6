//! Claims about sessions.

use std::sync::Arc;

use kith_wire::{SessionId, UserId};

use super::world::{NOW, World};
use crate::{NewSession, RotateError, Rotation, Store, TokenHash};

const LASTS: i64 = 1_000_000;

async fn session(store: &Arc<dyn Store>, user_id: UserId, token: TokenHash) -> SessionId {
    let id = SessionId::new();
    let new = NewSession {
        id,
        user_id,
        device: "phone".into(),
        address: "127.0.0.1".into(),
        refresh_hash: token,
        at_ms: NOW,
        expires_at_ms: NOW + LASTS,
    };
    store.create_session(new).await.unwrap();
    id
}

fn rotation(session_id: SessionId, presented: u8, next: u8, grace_ms: i64, after_ms: i64) -> Rotation {
    Rotation {
        session_id,
        presented: [presented; 32],
        next: [next; 32],
        grace_ms,
        address: "127.0.0.2".into(),
        at_ms: NOW + after_ms,
        expires_at_ms: NOW + after_ms + LASTS,
    }
}

pub async fn a_refresh_token_works_once(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let id = session(&store, ada, [1; 32]).await;
    assert_eq!(store.rotate_session(rotation(id, 1, 2, 0, 1)).await.unwrap().id, ada);
    assert_eq!(store.rotate_session(rotation(id, 2, 3, 0, 2)).await.unwrap().id, ada);
    let listed = store.sessions(ada, NOW).await.unwrap();
    assert_eq!((listed.len(), listed[0].address.as_str(), listed[0].last_used_at), (1, "127.0.0.2", NOW + 2));
    let mut owners = Vec::new();
    for token in [3, 2, 1] {
        owners.push(store.session_by_token(id, [token; 32], NOW).await.unwrap());
    }
    assert_eq!(owners, [Some(ada), Some(ada), None], "who lost the last answer has the token before");
    let unknown = rotation(SessionId::new(), 3, 4, 0, 3);
    assert!(matches!(store.rotate_session(unknown).await, Err(RotateError::Unknown)));
}

pub async fn a_reused_refresh_token_ends_the_session(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let id = session(&store, ada, [1; 32]).await;
    store.rotate_session(rotation(id, 1, 2, 0, 1)).await.unwrap();
    let reused = store.rotate_session(rotation(id, 1, 3, 0, 2)).await;
    assert!(matches!(reused, Err(RotateError::Reused { user_id }) if user_id == ada));
    assert_eq!(store.session_owner(id, NOW).await.unwrap(), None);
    assert!(matches!(store.rotate_session(rotation(id, 2, 4, 0, 3)).await, Err(RotateError::Ended)));
}

pub async fn a_lost_answer_may_be_repeated_within_its_grace(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let id = session(&store, ada, [1; 32]).await;
    store.rotate_session(rotation(id, 1, 2, 100, 0)).await.unwrap();
    store.rotate_session(rotation(id, 1, 3, 100, 50)).await.unwrap();
    // The token that never arrived is worth nothing, and the grace runs from the first rotation.
    let late = rotation(id, 1, 4, 100, 101);
    store.rotate_session(rotation(id, 3, 5, 100, 60)).await.unwrap();
    assert!(matches!(store.rotate_session(late).await, Err(RotateError::Reused { .. })));
}

pub async fn an_expired_session_is_dead(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let id = session(&store, ada, [1; 32]).await;
    assert_eq!(store.session_owner(id, NOW + LASTS - 1).await.unwrap().map(|owner| owner.user_id), Some(ada));
    assert_eq!(store.session_owner(id, NOW + LASTS).await.unwrap(), None);
    assert!(store.sessions(ada, NOW + LASTS).await.unwrap().is_empty());
    assert!(matches!(store.rotate_session(rotation(id, 1, 2, 0, LASTS)).await, Err(RotateError::Ended)));
}

pub async fn sessions_end_for_their_owner_only(store: Arc<dyn Store>) {
    let [ada, eve] = World::new(store.clone()).people(["ada", "eve"]).await;
    let id = session(&store, ada, [1; 32]).await;
    assert!(!store.end_session(eve, id, NOW).await.unwrap());
    assert!(store.end_session(ada, id, NOW).await.unwrap());
    assert!(!store.end_session(ada, id, NOW).await.unwrap());
    assert_eq!(store.session_owner(id, NOW).await.unwrap(), None);
}

pub async fn ended_sessions_are_told_to_those_who_look(store: Arc<dyn Store>) {
    let ada = World::new(store.clone()).person("ada").await;
    let id = session(&store, ada, [1; 32]).await;
    assert!(store.sessions_ended_since(NOW).await.unwrap().is_empty());
    store.end_session(ada, id, NOW + 5).await.unwrap();
    assert_eq!(store.sessions_ended_since(NOW + 5).await.unwrap(), [(ada, id)]);
    assert!(store.sessions_ended_since(NOW + 6).await.unwrap().is_empty());
}

pub async fn sessions_that_ran_out_are_forgotten_some_at_a_time(store: Arc<dyn Store>) {
    let [ada, bob, eve] = World::new(store.clone()).people(["ada", "bob", "eve"]).await;
    for (person, token) in [(ada, 1), (bob, 2), (eve, 3)] {
        session(&store, person, [token; 32]).await;
    }
    assert_eq!(store.forget_sessions(NOW + LASTS, 10).await.unwrap(), 0);
    assert_eq!(store.sessions(ada, NOW).await.unwrap().len(), 1);
    let mut forgotten = Vec::new();
    for _ in 0..3 {
        forgotten.push(store.forget_sessions(NOW + LASTS + 1, 2).await.unwrap());
    }
    assert_eq!(forgotten, [2, 1, 0]);
    assert!(store.sessions(ada, NOW).await.unwrap().is_empty());
}
