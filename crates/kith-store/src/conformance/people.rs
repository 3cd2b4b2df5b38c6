//! Claims about people, as others see them.

use std::sync::Arc;

use kith_wire::TenantId;

use super::world::{World, account};
use crate::{NewUser, Store};

pub async fn acquaintances_share_a_chat(store: Arc<dyn Store>) {
    let world = World::new(store.clone());
    let [ada, bob, eve, gone] = world.people(["ada", "bob", "eve", "gone"]).await;
    assert!(store.acquaintances(ada, 10).await.unwrap().is_empty());
    let chat = world.group(ada, &[bob, gone]).await;
    world.direct(ada, bob).await;
    world.direct(eve, bob).await;
    world.remove(ada, chat, gone).await;
    assert_eq!(store.acquaintances(ada, 10).await.unwrap(), [bob]);
    assert_eq!(store.acquaintances(bob, 10).await.unwrap().len(), 2);
    assert_eq!(store.acquaintances(bob, 1).await.unwrap().len(), 1);
}

pub async fn nothing_crosses_tenants(store: Arc<dyn Store>) {
    // Only the default tenant exists yet: an account of another tenant cannot even be created.
    let foreign = NewUser { tenant_id: TenantId::new(), ..account("eve") };
    assert!(store.create_user(foreign).await.is_err());
    let ada = store.create_user(account("ada")).await.unwrap().user.id;
    assert!(store.credentials(TenantId::new(), "ada").await.unwrap().is_none());
    assert!(store.find_users(ada, TenantId::new(), "ada", 10).await.unwrap().is_empty());
}
