//! Claims about when people were last online.

use std::sync::Arc;

use super::world::{NOW, World};
use crate::Store;

pub async fn presence_is_for_those_who_share_a_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve] = world.people(["ada", "bob", "eve"]).await;
    world.direct(ada, bob).await;
    store.set_last_seen(bob, NOW).await.unwrap();
    let seen = store.last_seen(ada, vec![ada, bob, eve]).await.unwrap();
    assert_eq!((seen.len(), seen[&bob], seen[&ada]), (2, Some(NOW), None));
    assert!(store.last_seen(eve, vec![ada, bob]).await.unwrap().is_empty());
}
