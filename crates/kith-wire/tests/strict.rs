//! Values that reading refuses, with an error that says what was expected.

#![allow(clippy::panic, clippy::unwrap_used, reason = "tests")]

use kith_wire::*;
use serde::de::DeserializeOwned;

fn refusal<T: DeserializeOwned>(json: &str) -> String {
    match serde_json::from_str::<T>(json) {
        Ok(_) => panic!("{json} was taken"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn an_id_of_zeros_names_nothing() {
    const NIL: &str = "00000000-0000-0000-0000-000000000000";
    let send = format!(r#"{{"id": "{NIL}", "chatId": "{}", "kind": "text"}}"#, ChatId::new());
    assert!(refusal::<SendMessage>(&send).contains("all zeros"));
    assert!(refusal::<SyncRequest>(&format!(r#"{{"heads": {{"{NIL}": 1}}}}"#)).contains("all zeros"));
    assert!(NIL.parse::<UserId>().is_err() && "zz".parse::<UserId>().is_err());
    let id = UserId::new();
    assert_eq!(id.to_string().parse::<UserId>().unwrap(), id);
}

#[test]
fn an_array_is_no_object() {
    assert!(refusal::<Object<ProfilePatch>>(r#"["Ada", "ada", "busy"]"#).contains("a JSON object"));
    assert!(refusal::<Object<ProfilePatch>>(r#""Ada""#).contains("a JSON object"));
    let Object(patch) = serde_json::from_str::<Object<ProfilePatch>>(r#"{"name": "Ada"}"#).unwrap();
    assert_eq!(patch.name.as_deref(), Some("Ada"));
    let chat = format!(r#"{{"kind": "direct", "userId": "{}"}}"#, UserId::new());
    assert!(serde_json::from_str::<Object<CreateChat>>(&chat).is_ok());
}

#[test]
fn what_is_not_known_is_named_with_what_is() {
    assert!(refusal::<CreateChat>(r#"{"kind": "channel"}"#).contains("expected `direct` or `group`"));
    assert!(refusal::<MemberPatch>(r#"{"role": "king"}"#).contains("expected one of"));
    assert!(refusal::<Mention>(r#""ann""#).contains("the id of a user, or \"all\""));
    assert!(refusal::<Mention>("7").contains("expected"));
    assert_eq!(serde_json::from_str::<Mention>(r#""all""#).unwrap(), Mention::All(All::All));
    let user = UserId::new();
    assert_eq!(serde_json::from_str::<Mention>(&format!(r#""{user}""#)).unwrap(), Mention::User(user));
}
