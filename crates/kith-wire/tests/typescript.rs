//! Keeps `web/src/protocol/types.ts` equal to the types of this crate.
//!
//! `UPDATE=1 cargo test -p kith-wire` writes the file anew.

use std::path::Path;

use kith_wire::*;
use ts_rs::{Config, TS};

macro_rules! declarations {
    ($config:expr; $($type:ty),+ $(,)?) => {
        [$(format!("export {}\n", <$type>::decl($config))),+].join("\n")
    };
}

#[test]
fn generated_types_are_current() {
    let config = &Config::default().with_large_int("number");
    let body = declarations![config;
        UserId, SessionId, ChatId, MessageId,
        ErrorCode, ErrorInfo, ErrorBody,
        User, Me, Settings, SettingsPatch, ProfilePatch, Device, Register, Login, Refresh, ChangePassword,
        Session, SessionInfo, SessionList, UserList, ServerInfo, Limits,
        ChatKind, Role, Member, Chat, ChatState, ChatStatePatch, CreateChat, ChatPatch, AddMembers, MemberPatch, ChatList, MemberList,
        UnreadCounts,
        MessageKind, Message, MessageContent, TextContent, PollContent, Poll, PollOption, NewPoll, NewPollOption, LocationContent, Location, LiveLocation, ContactContent, Contact, StickerContent, Sticker, NewSticker, SystemContent, Forwarded, Pin, ChatPin, Quote, Deleted, Reaction, UserReaction, ReactionPage, MessageEdits, MessageEdit, All, Mention, SystemEvent, MessagePage, MessageInfo, MessageReceipt, MessageHits,
        SendMessage, MessageRef, MessageSent, EditMessage, MessageEdited, DeleteMessages, DeleteFor, React, PinMessage, Vote, UpdateLocation, MessageChanged, Star, StarChanged, StarList, Starred, Hidden, MentionList, Watermark, Typing, PresenceQuery, SetPresence,
        Activity, PresenceState, Presence, PresenceStates,
        Repeat, Scheduled, ScheduledMessage, ScheduledList, ScheduledChange, Reminder, ReminderList, ReminderChange, PlanChanged,
        StickerList, StickerPack, Picture,
        SyncRequest, SyncPage,
        ChatHead, LocationMoved, Receipt, TypingEvent, ChatRemoved, MeUpdated, ChatStateNow, SessionEnded,
    ];
    let fresh = format!(
        "// Generated from crates/kith-wire by `UPDATE=1 cargo test -p kith-wire`; do not edit.\n\n{body}"
    );

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/src/protocol/types.ts");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &fresh).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == fresh, "{} is out of date: run `UPDATE=1 cargo test -p kith-wire`", path.display());
}

#[test]
fn a_code_reads_the_same_in_json_and_in_rust() {
    for code in
        [ErrorCode::NotAMember, ErrorCode::InvalidRequest, ErrorCode::EmailTaken, ErrorCode::GroupFull]
    {
        assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
    }
}
