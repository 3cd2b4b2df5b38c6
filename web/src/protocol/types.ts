// Generated from crates/kith-wire by `UPDATE=1 cargo test -p kith-wire`; do not edit.

export type UserId = string;

export type SessionId = string;

export type ChatId = string;

export type MessageId = string;

export type ErrorCode = "invalid_request" | "unauthenticated" | "session_ended" | "forbidden" | "origin_not_allowed" | "not_found" | "method_not_allowed" | "request_timeout" | "not_a_member" | "blocked" | "chat_closed" | "conflict" | "empty_message" | "message_too_long" | "not_editable" | "not_your_message" | "edit_window_over" | "too_many_reactions" | "too_many_pins" | "send_at_out_of_range" | "too_many_plans" | "poll_closed" | "unknown_kind" | "rate_limited" | "payload_too_large" | "username_taken" | "email_taken" | "weak_password" | "group_full" | "registration_closed" | "unavailable" | "disk_full" | "database_corrupt";

export type ErrorInfo = { 
/**
 * For programs.
 */
code: ErrorCode, 
/**
 * For programmers; English, lower case, may change.
 */
message: string, 
/**
 * Milliseconds to wait before trying again; only with `rate_limited`, `unavailable` and `disk_full`.
 */
retryAfter: number | null, 
/**
 * More details, by code. Empty for most codes.
 */
details: Record<string, unknown>, };

export type ErrorBody = { 
/**
 * What went wrong.
 */
error: ErrorInfo, };

export type User = { 
/**
 * The account.
 */
id: UserId, 
/**
 * Unique in the tenant, compared without regard to case.
 */
username: string, 
/**
 * What people call them.
 */
name: string, 
/**
 * A line about themselves.
 */
about?: string, 
/**
 * A counter of the whole server: its value when any field above last changed, and 0 if none ever did. Of two
 * states of a person, the one with the higher version is the newer.
 */
version: number, };

export type Me = { 
/**
 * An address that can be used to log in.
 */
email?: string, 
/**
 * Whether this account administers the server.
 */
admin: boolean, 
/**
 * Settings that hold on all of the person's devices.
 */
settings: Settings, 
/**
 * The account.
 */
id: UserId, 
/**
 * Unique in the tenant, compared without regard to case.
 */
username: string, 
/**
 * What people call them.
 */
name: string, 
/**
 * A line about themselves.
 */
about?: string, 
/**
 * A counter of the whole server: its value when any field above last changed, and 0 if none ever did. Of two
 * states of a person, the one with the higher version is the newer.
 */
version: number, };

export type Settings = { 
/**
 * Whether others see what this person has read. A person who hides it does not see it of others.
 */
readReceipts: boolean, 
/**
 * The [`Chat::disappear_after`](crate::Chat::disappear_after) of chats that this person creates.
 */
disappearAfter?: number, };

export type SettingsPatch = { 
/**
 * See [`Settings::read_receipts`].
 */
readReceipts?: boolean, 
/**
 * See [`Settings::disappear_after`]; null for none.
 */
disappearAfter?: number | null, };

export type ProfilePatch = { 
/**
 * 1 to 64 characters (grapheme clusters), on one line, none invisible.
 */
name?: string, 
/**
 * As in [`Register::username`].
 */
username?: string, 
/**
 * At most 280 characters; empty removes it.
 */
about?: string, };

export type Device = { 
/**
 * A name that its owner will recognise in the list of devices, at most 100 characters.
 */
name: string, };

export type Register = { 
/**
 * 3 to 32 of `a-z`, `0-9`, `.`, `_`, `-`, not ending with a dot or dash; capitals are kept but do not distinguish.
 * Reserved names are refused, and names that look like another account's.
 */
username: string, 
/**
 * 8 to 1,024 bytes.
 */
password: string, 
/**
 * 1 to 64 characters (grapheme clusters), on one line, none invisible.
 */
name: string, 
/**
 * Another way to log in, unique in the tenant.
 */
email?: string, 
/**
 * The device that the session is for.
 */
device?: Device, 
/**
 * The code of the one-time link that a new server prints; it opens the first account on a server whose
 * registration is closed.
 */
setupCode?: string, };

export type Login = { 
/**
 * User name or e-mail address.
 */
login: string, 
/**
 * The password.
 */
password: string, 
/**
 * The device that the session is for.
 */
device?: Device, };

export type Refresh = { 
/**
 * The newest refresh token of the session. Each works once.
 */
refreshToken?: string, };

export type ChangePassword = { 
/**
 * The present password.
 */
currentPassword: string, 
/**
 * 8 to 1,024 bytes.
 */
newPassword: string, };

export type Session = { 
/**
 * Who is logged in.
 */
user: User, 
/**
 * The session's id, as in `GET me/sessions`.
 */
sessionId: SessionId, 
/**
 * A JWT for `Authorization: Bearer` and the Socket.IO handshake.
 */
accessToken: string, 
/**
 * When the access token stops working.
 */
accessExpiresAt: number, 
/**
 * Exchanged for the next access token, once.
 */
refreshToken: string, 
/**
 * The server's time, for clients whose clock is wrong.
 */
serverTime: number, };

export type SessionInfo = { 
/**
 * The id for `DELETE me/sessions/{id}`.
 */
id: SessionId, 
/**
 * The name that the device gave itself.
 */
device: Device, 
/**
 * When it logged in.
 */
createdAt: number, 
/**
 * When it last logged in or refreshed.
 */
lastUsedAt: number, 
/**
 * The network address of its last use.
 */
address: string, 
/**
 * Whether it is the session of this request.
 */
current: boolean, };

export type SessionList = { 
/**
 * The live sessions of the account.
 */
sessions: Array<SessionInfo>, };

export type UserList = { 
/**
 * The people found.
 */
users: Array<User>, };

export type ServerInfo = { 
/**
 * The name that the operator gave the server.
 */
name: string, 
/**
 * The server's version (semantic versioning).
 */
version: string, 
/**
 * Features of this server beyond the base protocol, by name.
 */
features: Array<string>, 
/**
 * Whether people may register by themselves.
 */
registrationOpen: boolean, 
/**
 * Whether nobody has registered yet: the first account will be the administrator.
 */
needsSetup: boolean, 
/**
 * The limits that clients should respect before sending.
 */
limits: Limits, };

export type Limits = { 
/**
 * Longest text of a message, in bytes of UTF-8.
 */
messageBytes: number, 
/**
 * Most members of a group.
 */
groupMembers: number, 
/**
 * How long after sending a message may be edited, in milliseconds.
 */
editMs: number, 
/**
 * How long after sending a message its sender takes it back without a trace, in milliseconds.
 */
undoMs: number, };

export type ChatKind = "direct" | "group";

export type Role = "member" | "admin" | "owner";

export type Member = { 
/**
 * The person.
 */
userId: UserId, 
/**
 * Their role.
 */
role: Role, 
/**
 * When they joined.
 */
joinedAt: number, 
/**
 * Watermark: all messages up to here have reached one of their devices.
 */
delivered: number, 
/**
 * Watermark: they have read all messages up to here. It stands still while they hide read receipts, and is 0 for
 * a viewer who hides them.
 */
read: number, };

export type Chat = { 
/**
 * The chat.
 */
id: ChatId, 
/**
 * What sort of conversation it is.
 */
kind: ChatKind, 
/**
 * A group's name. A direct chat has the other person's name.
 */
title?: string, 
/**
 * A group's description.
 */
description?: string, 
/**
 * The chat's counter: every change of the chat has taken the next value.
 */
head: number, 
/**
 * The pinned messages that the viewer may see, the one pinned last first. One whose `until` has passed no longer
 * counts.
 */
pins: Array<ChatPin>, 
/**
 * How long messages stay after they were sent, in seconds; absent when they stay for ever.
 */
disappearAfter?: number, 
/**
 * When it was created.
 */
createdAt: number, 
/**
 * The viewer's role in it.
 */
role: Role, 
/**
 * How many members it has.
 */
memberCount: number, 
/**
 * All members in the order of their ids, if they are at most [`MEMBERS_INLINE`]; otherwise absent: page them with
 * `chats/{id}/members`.
 */
members?: Array<Member>, 
/**
 * The newest message that the viewer may see.
 */
lastMessage?: Message, 
/**
 * Messages from others after the `read` watermark.
 */
unread: number, 
/**
 * How many of the unread messages mention the viewer.
 */
mentions: number, 
/**
 * The viewer's own delivered watermark.
 */
delivered: number, 
/**
 * The viewer's own read watermark.
 */
read: number, 
/**
 * The viewer's own state of this chat, unseen by others.
 */
state: ChatState, 
/**
 * The viewer's user counter when their own view of this chat last changed (membership, watermarks, state).
 */
userVersion: number, };

export type ChatState = { 
/**
 * No notifications until this time.
 */
mutedUntil?: number, 
/**
 * Kept at the top of the list.
 */
pinned: boolean, 
/**
 * Hidden from the list. It stays archived when messages come.
 */
archived: boolean, 
/**
 * Shown as unread although everything is read. Moving the `read` watermark takes it back.
 */
markedUnread: boolean, 
/**
 * A text begun but not sent.
 */
draft?: string, 
/**
 * The messages up to here are cleared: one sees none of them any more.
 */
cleared?: number, 
/**
 * Deleted from one's list: the chat is shown only while one sees a message in it.
 */
unlisted?: boolean, };

export type ChatStatePatch = { 
/**
 * No notifications until this time; null turns them on again.
 */
mutedUntil?: number | null, 
/**
 * Keep it at the top of the list, or no longer.
 */
pinned?: boolean, 
/**
 * Put it away from the list, or back.
 */
archived?: boolean, 
/**
 * Show it as unread, or no longer.
 */
markedUnread?: boolean, 
/**
 * A text begun but not sent, at most as long as a message may be; null or empty removes it.
 */
draft?: string | null, 
/**
 * Clear the chat for oneself up to this `seq`. It never goes back, nor beyond the chat's head.
 */
cleared?: number, 
/**
 * Show the chat only while one sees a message in it, or always.
 */
unlisted?: boolean, };

export type CreateChat = { "kind": "direct", 
/**
 * The other person.
 */
userId: UserId, } | { "kind": "group", 
/**
 * 1 to 100 characters.
 */
title: string, 
/**
 * At most 1,000 characters.
 */
description?: string, 
/**
 * The people to add at once, besides oneself.
 */
memberIds: Array<UserId>, };

export type ChatPatch = { 
/**
 * 1 to 100 characters.
 */
title?: string, 
/**
 * At most 1,000 characters; empty removes it.
 */
description?: string, 
/**
 * How long messages that are sent from now on stay, in seconds: 1 to 31,536,000 (a year); null for ever.
 */
disappearAfter?: number | null, };

export type AddMembers = { 
/**
 * The people who join. Existing members stay as they are.
 */
userIds: Array<UserId>, };

export type MemberPatch = { 
/**
 * `owner` hands the group over: the former owner becomes an admin.
 */
role: Role, };

export type ChatList = { 
/**
 * One page.
 */
chats: Array<Chat>, 
/**
 * Pass it as `before` to get the next page; absent on the last.
 */
next?: string, };

export type MemberList = { 
/**
 * One page.
 */
members: Array<Member>, 
/**
 * Pass it as `after` to get the next page; absent on the last.
 */
next?: UserId, };

export type UnreadCounts = { 
/**
 * Unread messages in all chats together, up to [`UNREAD_MOST`].
 */
unread: number, 
/**
 * How many of them mention the caller.
 */
mentions: number, 
/**
 * How many chats have unread messages, up to [`UNREAD_MOST`].
 */
chats: number, };

export type MessageKind = "text" | "poll" | "location" | "contact" | "sticker" | "system";

export type Message = { 
/**
 * The id, made by the sender's client.
 */
id: MessageId, 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * Its position: the chat's head when it was created.
 */
seq: number, 
/**
 * The chat's head when it last changed; equal to `seq` until then.
 */
version: number, 
/**
 * The sender; of a system message, the person who made the change.
 */
senderId: UserId, 
/**
 * The message that this one answers.
 */
replyTo?: Quote, 
/**
 * Present when it was forwarded from another chat.
 */
forwarded?: Forwarded, 
/**
 * Whether it should disturb nobody.
 */
silent?: boolean, 
/**
 * Reactions, most used first.
 */
reactions: Array<Reaction>, 
/**
 * When the server stored it.
 */
sentAt: number, 
/**
 * When its sender last edited it.
 */
editedAt?: number, 
/**
 * Present when it is pinned in its chat.
 */
pinned?: Pin, 
/**
 * When it disappears, from the server and from every device.
 */
expiresAt?: number, 
/**
 * Present when it was deleted for everyone: then its content is empty.
 */
deleted?: Deleted, } & ({ "kind": "text" } & TextContent | { "kind": "poll" } & PollContent | { "kind": "location" } & LocationContent | { "kind": "contact" } & ContactContent | { "kind": "sticker" } & StickerContent | { "kind": "system" } & SystemContent);

export type MessageContent = { "kind": "text" } & TextContent | { "kind": "poll" } & PollContent | { "kind": "location" } & LocationContent | { "kind": "contact" } & ContactContent | { "kind": "sticker" } & StickerContent | { "kind": "system" } & SystemContent;

export type TextContent = { 
/**
 * The text as it was written. Empty, and absent in JSON, when the message was deleted.
 */
text?: string, 
/**
 * Members whom the text mentions.
 */
mentions?: Array<Mention>, };

export type PollContent = { 
/**
 * The poll as it is now; absent when the message was deleted.
 */
poll?: Poll, };

export type Poll = { 
/**
 * The question.
 */
question: string, 
/**
 * The answers, in the sender's order.
 */
options: Array<PollOption>, 
/**
 * Whether one person may choose several.
 */
multiple: boolean, 
/**
 * Whether the votes are secret.
 */
anonymous: boolean, 
/**
 * When voting ends.
 */
closesAt?: number, 
/**
 * When it was closed before that.
 */
closedAt?: number, };

export type PollOption = { 
/**
 * The answer's id, unique within the poll.
 */
id: string, 
/**
 * The text of the answer.
 */
text: string, 
/**
 * How many people chose it.
 */
count: number, 
/**
 * The first people who chose it, at most 20; absent in an anonymous poll.
 */
userIds?: Array<UserId>, };

export type NewPoll = { 
/**
 * The question: 1 to 300 characters.
 */
question: string, 
/**
 * The answers: 2 to 12, all different.
 */
options: Array<NewPollOption>, 
/**
 * Whether one person may choose several.
 */
multiple: boolean, 
/**
 * Whether the votes are secret.
 */
anonymous: boolean, 
/**
 * When voting ends: within a year.
 */
closesAt?: number, };

export type NewPollOption = string | { 
/**
 * 1 to 36 letters, digits and dashes; if absent, the answer's number.
 */
id?: string, 
/**
 * The text: 1 to 100 characters.
 */
text: string, };

export type LocationContent = { 
/**
 * The place as it is now; absent when the message was deleted.
 */
location?: Location, };

export type Location = { 
/**
 * Degrees north of the equator: -90 to 90.
 */
latitude: number, 
/**
 * Degrees east of Greenwich: -180 to 180.
 */
longitude: number, 
/**
 * The accuracy, in metres.
 */
accuracy?: number, 
/**
 * The place's name: at most 100 characters.
 */
label?: string, 
/**
 * Present when the location follows its sender.
 */
live?: LiveLocation, };

export type LiveLocation = { 
/**
 * When it ends or has ended: at most 8 hours after it was sent.
 */
until: number, 
/**
 * When the sender was there. The server sets it.
 */
updatedAt: number, };

export type ContactContent = { 
/**
 * Absent when the message was deleted.
 */
contact?: Contact, };

export type Contact = { 
/**
 * Their account on this server. Left out when no account has this id.
 */
userId?: UserId, 
/**
 * Their name: 1 to 64 characters.
 */
name: string, 
/**
 * Telephone numbers: at most 10, of at most 40 characters each.
 */
phones?: Array<string>, 
/**
 * E-mail addresses: at most 10.
 */
emails?: Array<string>, };

export type StickerContent = { 
/**
 * Absent when the message was deleted.
 */
sticker?: Sticker, };

export type Sticker = { 
/**
 * The id of its pack.
 */
pack: string, 
/**
 * Its name within the pack.
 */
name: string, 
/**
 * Its picture, for `GET stickers/files/{file}`. Not found when the operator has removed the sticker since.
 */
file: string, 
/**
 * The picture's width, in pixels.
 */
width: number, 
/**
 * The picture's height, in pixels.
 */
height: number, };

export type NewSticker = { 
/**
 * The id of its pack.
 */
pack: string, 
/**
 * Its name within the pack.
 */
name: string, };

export type SystemContent = { 
/**
 * The change.
 */
system: SystemEvent, };

export type Forwarded = { 
/**
 * How many times it was forwarded since it was written. From 5 on, apps call it "forwarded many times".
 */
times: number, };

export type Pin = { 
/**
 * Who pinned it.
 */
by: UserId, 
/**
 * When.
 */
at: number, 
/**
 * When the pin ends; absent for never.
 */
until?: number, };

export type ChatPin = { 
/**
 * The message.
 */
id: MessageId, 
/**
 * Its place.
 */
seq: number, 
/**
 * Who pinned it.
 */
by: UserId, 
/**
 * When.
 */
at: number, 
/**
 * When the pin ends; absent for never.
 */
until?: number, };

export type Quote = { 
/**
 * The message, of the same chat.
 */
id: MessageId, 
/**
 * Its position.
 */
seq: number, 
/**
 * Its sender.
 */
senderId: UserId, 
/**
 * The kind of its content.
 */
kind: MessageKind, 
/**
 * The beginning of its text: at most 200 characters.
 */
text?: string, 
/**
 * When it disappears, and its quotes with it.
 */
expiresAt?: number, 
/**
 * Whether it was deleted for everyone.
 */
deleted?: boolean, };

export type Deleted = { 
/**
 * When it was deleted.
 */
at: number, 
/**
 * The sender, or an administrator of the group.
 */
by: UserId, 
/**
 * Whether the message's place is still shown. False for one that its sender took back soon after sending it, before anybody
 * read it: it never was.
 */
trace?: boolean, };

export type Reaction = { 
/**
 * One emoji.
 */
emoji: string, 
/**
 * How many people.
 */
count: number, 
/**
 * The first people who did, at most 20.
 */
userIds: Array<UserId>, };

export type UserReaction = { 
/**
 * One emoji.
 */
emoji: string, 
/**
 * The person.
 */
userId: UserId, 
/**
 * When.
 */
at: number, };

export type ReactionPage = { 
/**
 * One page.
 */
reactions: Array<UserReaction>, 
/**
 * Whether there are more: ask again with `emoji` and `after` set to those of the last reaction.
 */
more: boolean, };

export type MessageEdits = { 
/**
 * The earlier texts of the message, one for each edit.
 */
edits: Array<MessageEdit>, };

export type MessageEdit = { 
/**
 * The text before the edit.
 */
text: string, 
/**
 * When it was edited.
 */
editedAt: number, };

export type All = "all";

export type Mention = All | UserId;

export type SystemEvent = { "type": "group_created", 
/**
 * The group's first name.
 */
title: string, } | { "type": "members_added", 
/**
 * The people who joined.
 */
userIds: Array<UserId>, } | { "type": "member_removed", 
/**
 * The person who was removed.
 */
userId: UserId, } | { "type": "member_left" } | { "type": "title_changed", 
/**
 * The new name.
 */
title: string, } | { "type": "description_changed" } | { "type": "disappear_after_changed", 
/**
 * In seconds; absent when they stay for ever.
 */
disappearAfter?: number, } | { "type": "role_changed", 
/**
 * The member.
 */
userId: UserId, 
/**
 * The new role.
 */
role: Role, };

export type MessagePage = { 
/**
 * One page.
 */
messages: Array<Message>, 
/**
 * Whether there are more messages in the requested direction; around a position, whether there are older ones.
 */
more: boolean, 
/**
 * Around a position: whether there are newer messages.
 */
moreAfter?: boolean, };

export type MessageInfo = { 
/**
 * One entry for each other member.
 */
receipts: Array<MessageReceipt>, };

export type MessageReceipt = { 
/**
 * The member.
 */
userId: UserId, 
/**
 * When it reached one of their devices, to the minute; absent when it has not.
 */
deliveredAt?: number, 
/**
 * When they read it, to the minute; absent when they have not, or hide read receipts.
 */
readAt?: number, };

export type MessageHits = { 
/**
 * One page.
 */
messages: Array<Message>, 
/**
 * Whether there may be older ones: ask again with `before` set to `searchedTo`. A page may be short or empty
 * although there are older hits: one search looks at a limited part of the chat.
 */
more: boolean, 
/**
 * With `more`: where the search ended. It looked at all messages from this `seq` on.
 */
searchedTo?: number, };

export type SendMessage = { 
/**
 * Made by the client (UUIDv7), and the same when it tries again.
 */
id: MessageId, 
/**
 * The chat to send to. Over REST, the path names it.
 */
chatId: ChatId, 
/**
 * A [`crate::MessageKind`]; a string here, so that an unknown one has its own error code. Absent with `forwardOf`.
 */
kind?: string, 
/**
 * The text, if it is a text message.
 */
text?: string, 
/**
 * The people whom the text mentions. Those who are not members are left out.
 */
mentions?: Array<Mention>, 
/**
 * The poll, if it is one.
 */
poll?: NewPoll, 
/**
 * The place, if it is a location.
 */
location?: Location, 
/**
 * The contact, if it is one.
 */
contact?: Contact, 
/**
 * The sticker, if it is one.
 */
sticker?: NewSticker, 
/**
 * Instead of a content: the message that the server copies, from any chat where the sender sees it.
 */
forwardOf?: MessageRef, 
/**
 * The message of the same chat that this one answers.
 */
replyTo?: MessageId, 
/**
 * Whether it should disturb nobody: no notification, no sound.
 */
silent?: boolean, 
/**
 * When the server is to send it, within a year; absent to send it now.
 */
sendAt?: number, 
/**
 * How often it is sent again, from `sendAt` on.
 */
repeat?: Repeat, };

export type MessageRef = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, };

export type MessageSent = { 
/**
 * Its place in the chat.
 */
seq: number, 
/**
 * The chat's head when it last changed.
 */
version: number, 
/**
 * When the server stored it.
 */
sentAt: number, 
/**
 * The whole message, as stored.
 */
message: Message, };

export type EditMessage = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message: one's own.
 */
id: MessageId, 
/**
 * The new text.
 */
text: string, 
/**
 * The people whom the text mentions now.
 */
mentions?: Array<Mention>, };

export type MessageEdited = { 
/**
 * The chat's head when the message last changed.
 */
version: number, 
/**
 * When it was edited.
 */
editedAt: number, };

export type DeleteMessages = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The messages: all of them are deleted or none; at most 100.
 */
ids: Array<MessageId>, 
/**
 * For whom.
 */
for: DeleteFor, };

export type DeleteFor = "everyone" | "me";

export type React = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, 
/**
 * One emoji.
 */
emoji: string, 
/**
 * Whether to react with it; otherwise one's reaction with it is removed.
 */
on: boolean, };

export type PinMessage = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, 
/**
 * Whether to pin it; otherwise it is unpinned.
 */
on: boolean, 
/**
 * When the pin ends, within a year; absent for never.
 */
until?: number, };

export type Vote = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The poll.
 */
id: MessageId, 
/**
 * All options that one chooses now, in place of the earlier ones; empty to take the vote back.
 */
options: Array<string>, };

export type UpdateLocation = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The live location: one's own.
 */
id: MessageId, 
/**
 * Degrees north of the equator: -90 to 90.
 */
latitude: number, 
/**
 * Degrees east of Greenwich: -180 to 180.
 */
longitude: number, 
/**
 * The accuracy, in metres.
 */
accuracy?: number, };

export type MessageChanged = { 
/**
 * The chat's head when the (last) message changed.
 */
version: number, 
/**
 * Of a deletion for oneself: one's user counter then.
 */
userVersion?: number, };

export type Star = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, 
/**
 * Whether it has one's star.
 */
on: boolean, };

export type StarChanged = { 
/**
 * One's user counter when the star last changed.
 */
userVersion: number, };

export type StarList = { 
/**
 * One page.
 */
stars: Array<Starred>, 
/**
 * Pass it as `before` to get the next page; absent on the last.
 */
next?: string, };

export type Starred = { 
/**
 * When one gave the star.
 */
at: number, 
/**
 * The message.
 */
message: Message, };

export type Hidden = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The messages.
 */
ids: Array<MessageId>, };

export type MentionList = { 
/**
 * One page.
 */
messages: Array<Message>, 
/**
 * Pass it as `before` to get the next page; absent on the last.
 */
next?: string, };

export type Watermark = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The watermark: all messages up to here. A value beyond the chat's head counts as the head; watermarks never go
 * back.
 */
seq: number, };

export type Typing = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * What the person is doing.
 */
activity?: Activity, };

export type PresenceQuery = { 
/**
 * The people; at most 1,024.
 */
userIds: Array<UserId>, };

export type SetPresence = { 
/**
 * Whether the person looks at this device.
 */
state: PresenceState, };

export type Activity = "text" | "voice";

export type PresenceState = "active" | "away";

export type Presence = { 
/**
 * The person.
 */
userId: UserId, 
/**
 * Whether any device of theirs is active.
 */
online: boolean, 
/**
 * When the last device stopped being active; absent while online, and for people who never were online or whose
 * presence one may not see.
 */
lastSeen?: number, };

export type PresenceStates = { 
/**
 * One entry for each requested id, in the same order.
 */
states: Array<Presence>, };

export type Repeat = "daily" | "weekly" | "monthly";

export type Scheduled = { 
/**
 * Always true: the message is not sent yet.
 */
scheduled: boolean, 
/**
 * When the server will send it.
 */
sendAt: number, 
/**
 * One's user counter.
 */
userVersion: number, };

export type ScheduledMessage = { 
/**
 * Why it could not be sent. It stays until it is changed or deleted.
 */
error?: ErrorCode, 
/**
 * Made by the client (UUIDv7), and the same when it tries again.
 */
id: MessageId, 
/**
 * The chat to send to. Over REST, the path names it.
 */
chatId: ChatId, 
/**
 * A [`crate::MessageKind`]; a string here, so that an unknown one has its own error code. Absent with `forwardOf`.
 */
kind?: string, 
/**
 * The text, if it is a text message.
 */
text?: string, 
/**
 * The people whom the text mentions. Those who are not members are left out.
 */
mentions?: Array<Mention>, 
/**
 * The poll, if it is one.
 */
poll?: NewPoll, 
/**
 * The place, if it is a location.
 */
location?: Location, 
/**
 * The contact, if it is one.
 */
contact?: Contact, 
/**
 * The sticker, if it is one.
 */
sticker?: NewSticker, 
/**
 * Instead of a content: the message that the server copies, from any chat where the sender sees it.
 */
forwardOf?: MessageRef, 
/**
 * The message of the same chat that this one answers.
 */
replyTo?: MessageId, 
/**
 * Whether it should disturb nobody: no notification, no sound.
 */
silent?: boolean, 
/**
 * When the server is to send it, within a year; absent to send it now.
 */
sendAt?: number, 
/**
 * How often it is sent again, from `sendAt` on.
 */
repeat?: Repeat, };

export type ScheduledList = { 
/**
 * All of them: at most 100.
 */
scheduled: Array<ScheduledMessage>, };

export type ScheduledChange = { 
/**
 * The message's id.
 */
id: MessageId, 
/**
 * Its present state; absent when it was sent for the last time, or deleted.
 */
message?: ScheduledMessage, };

export type Reminder = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, 
/**
 * When to remind.
 */
at: number, 
/**
 * Whether that time has come. The reminder stays until it is deleted.
 */
due?: boolean, };

export type ReminderList = { 
/**
 * All of them: at most 100.
 */
reminders: Array<Reminder>, };

export type ReminderChange = { 
/**
 * The message.
 */
id: MessageId, 
/**
 * Its present state; absent when it was deleted.
 */
reminder?: Reminder, };

export type PlanChanged = { 
/**
 * One's user counter.
 */
userVersion: number, };

export type StickerList = { 
/**
 * The packs: at most 200.
 */
packs: Array<StickerPack>, 
/**
 * The custom emoji, at most 1,000. `:name:` in texts and reactions stands for them.
 */
emoji: Array<Picture>, };

export type StickerPack = { 
/**
 * The pack's id: 1 to 32 of `a-z`, `0-9`, `_` and `-`.
 */
id: string, 
/**
 * Its stickers: at most 200.
 */
stickers: Array<Picture>, };

export type Picture = { 
/**
 * The name: 1 to 32 of `a-z`, `0-9`, `_` and `-`.
 */
name: string, 
/**
 * The file, for `GET stickers/files/{file}`: the SHA-256 of its bytes in hex, and `.webp` or `.png`.
 */
file: string, 
/**
 * The width, in pixels.
 */
width: number, 
/**
 * The height, in pixels.
 */
height: number, };

export type SyncRequest = { 
/**
 * The highest value of one's user counter that the client has seen; 0 when it has nothing.
 */
userVersion: number, 
/**
 * For each chat that the client has: the highest version up to which it has every change. At most [`SYNC_HEADS`];
 * a client with more chats asks range by range.
 */
heads: Record<ChatId, number>, 
/**
 * Only chats whose id is higher, in the order of the ids' text.
 */
after?: ChatId, 
/**
 * Only chats whose id is not higher.
 */
upTo?: ChatId, 
/**
 * The [`SyncPage::people`] up to which the client has every change of people; absent when it has no people yet.
 */
people?: number, };

export type SyncPage = { 
/**
 * The user counter that the client has after this page.
 */
userVersion: number, 
/**
 * One's own account, if it changed.
 */
me?: Me, 
/**
 * Chats that the client did not name, and named chats with any change, in their present state. Their counts
 * include the messages of this page and of pages to come.
 */
chats: Array<Chat>, 
/**
 * Chats that the client should forget.
 */
removed: Array<ChatId>, 
/**
 * New and changed messages of the chats that the client named, oldest version first within a chat.
 */
messages: Array<Message>, 
/**
 * People with whom one shares a chat, and who changed after the `people` that the client named.
 */
users: Array<User>, 
/**
 * The `people` to name next time.
 */
people: number, 
/**
 * What one chose in polls, with no options where one took the vote back.
 */
votes?: Array<Vote>, 
/**
 * Stars that one gave, and those that one took back.
 */
stars?: Array<Star>, 
/**
 * Messages that one deleted for oneself.
 */
hidden?: Array<Hidden>, 
/**
 * Changes of one's scheduled messages.
 */
scheduled?: Array<ScheduledChange>, 
/**
 * Changes of one's reminders.
 */
reminders?: Array<ReminderChange>, 
/**
 * Whether to ask again, with the new highest versions of the chats.
 */
more: boolean, 
/**
 * The server's time, for clients whose clock is wrong.
 */
serverTime: number, };

export type ChatHead = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The chat's head now.
 */
head: number, };

export type LocationMoved = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The message.
 */
id: MessageId, 
/**
 * Degrees north of the equator.
 */
latitude: number, 
/**
 * Degrees east of Greenwich.
 */
longitude: number, 
/**
 * The accuracy, in metres.
 */
accuracy?: number, 
/**
 * When the sender was there.
 */
at: number, };

export type Receipt = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The person who received or read.
 */
userId: UserId, 
/**
 * Their delivered watermark.
 */
delivered: number, 
/**
 * Their read watermark. It stands still while they hide read receipts, and is 0 for a viewer who hides them.
 */
read: number, 
/**
 * The user counter of the receiver of this event.
 */
userVersion: number, 
/**
 * On one's own other devices: how many messages are still unread.
 */
unread?: number, 
/**
 * On one's own other devices: how many of those mention oneself.
 */
mentions?: number, 
/**
 * On one's own other devices: whether the chat is still marked as unread.
 */
markedUnread?: boolean, };

export type TypingEvent = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The person.
 */
userId: UserId, 
/**
 * Their activity; null when they stopped.
 */
activity: Activity | null, };

export type ChatRemoved = { 
/**
 * The chat.
 */
chatId: ChatId, 
/**
 * The user counter of the receiver of this event.
 */
userVersion: number, };

export type MeUpdated = { 
/**
 * The account in its present state, when it changed.
 */
me?: Me, 
/**
 * One's own state of a chat, when that changed.
 */
chat?: ChatStateNow, 
/**
 * One's own choice in a poll, when that changed.
 */
vote?: Vote, 
/**
 * One's star of a message, when that changed.
 */
star?: Star, 
/**
 * Messages that one has just deleted for oneself.
 */
hidden?: Hidden, 
/**
 * The change of one's scheduled message.
 */
scheduled?: ScheduledChange, 
/**
 * The change of one's reminder.
 */
reminder?: ReminderChange, 
/**
 * The user counter of this change.
 */
userVersion: number, };

export type ChatStateNow = { 
/**
 * The chat.
 */
id: ChatId, 
/**
 * The whole state.
 */
state: ChatState, };

export type SessionEnded = { 
/**
 * Why; `session_ended`.
 */
code: ErrorCode, };
