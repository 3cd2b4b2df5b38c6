//! Stickers and custom emoji, from the operator's pictures to messages and reactions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use kith_core::{Collection, RateLimits, Refusal, Settings};
use kith_wire::{MessageContent, NewSticker, React, SendMessage, StickerContent};

use support::{TestServer, client, pictures, sticker};

#[tokio::test]
async fn a_sticker_is_one_that_the_server_has_at_that_time() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let refused = server.kith.send_message(ada, sticker(chat)).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(what) if what.starts_with("sticker:")));
    server.kith.set_stickers(pictures());
    let sent = server.kith.send_message(ada, sticker(chat)).await.unwrap().message;
    let MessageContent::Sticker(StickerContent { sticker: Some(shown) }) = &sent.content else { panic!() };
    assert_eq!((&*shown.file, shown.width, shown.height), ("0a.webp", 512, 300));
    // Emoji are no stickers, and stickers no emoji.
    let parrot = Some(NewSticker { pack: "cats".into(), name: "parrot".into() });
    assert!(server.kith.send_message(ada, SendMessage { sticker: parrot, ..sticker(chat) }).await.is_err());
    let nothing = SendMessage { sticker: None, ..sticker(chat) };
    let refused = server.kith.send_message(ada, nothing).await.unwrap_err();
    assert!(matches!(refused, Refusal::Invalid(what) if what.contains("`sticker`")));
    server.kith.set_stickers(Collection::default());
    assert_eq!(server.store.message(bob.user_id, chat, sent.id).await.unwrap(), *sent);
    assert!(server.kith.send_message(ada, sticker(chat)).await.is_err());
}

#[tokio::test]
async fn a_custom_emoji_is_taken_while_there_is_one_and_always_taken_back() {
    let server = TestServer::new();
    let [ada, bob] = server.people(["ada", "bob"]).await;
    let chat = server.direct(ada, bob).await;
    let id = server.kith.send_message(ada, support::text(chat, "hi")).await.unwrap().message.id;
    let react = async |emoji: &str, on| {
        let react = React { chat_id: chat, id, emoji: emoji.into(), on };
        server.kith.react(bob, react).await.map(|_| ())
    };
    for emoji in [":parrot:", ":wave:", ":Parrot:", ":parrot", "parrot"] {
        assert!(matches!(react(emoji, true).await.unwrap_err(), Refusal::Invalid(_)), "{emoji}");
    }
    server.kith.set_stickers(pictures());
    react(":parrot:", true).await.unwrap();
    assert!(react(":wave:", true).await.is_err());
    server.kith.set_stickers(Collection::default());
    assert!(react(":parrot:", true).await.is_err());
    let reactions = async || server.store.message(ada.user_id, chat, id).await.unwrap().reactions;
    assert_eq!(reactions().await[0].emoji, ":parrot:");
    react(":parrot:", false).await.unwrap();
    assert!(reactions().await.is_empty());
}

#[tokio::test]
async fn files_are_told_by_their_names_alone_and_only_so_often() {
    let server = TestServer::with(Settings { rate_limits: RateLimits::On, ..Settings::default() });
    server.kith.set_stickers(pictures());
    let file = |name: &str| server.kith.sticker_file(&client(), name);
    assert!(file("0b.png").unwrap().ends_with("0b.png"));
    for name in ["0b.webp", "0b", "", "../0b.png", "cats/wave"] {
        assert!(matches!(file(name).unwrap_err(), Refusal::NotFound(_)), "{name}");
    }
    assert!((0..20_000).any(|_| matches!(file("0b.png"), Err(Refusal::RateLimited { .. }))));
}
