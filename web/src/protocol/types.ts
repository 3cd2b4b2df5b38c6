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
 * For people who write programs; English, lower case, may change.
 */
message: string, 
/**
 * Milliseconds to wait before trying again; only with `rate_limited`, `unavailable` and `disk_full`.
 */
retryAfter: number | null, 
/**
 * More about this error, by code. Empty for most.
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
 * A counter of the whole server: its value when anything above last changed, and 0 if it never did. Of two states of a
 * person, the one with the higher version is the newer.
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
 * Choices that hold on all of the person's devices.
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
 * A counter of the whole server: its value when anything above last changed, and 0 if it never did. Of two states of a
 * person, the one with the higher version is the newer.
 */
version: number, };

export type Settings = { 
/**
 * Whether others learn what this person has read. Who hides it does not see it of others.
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
 * 3 to 32 of `a-z`, `0-9`, `.`, `_`, `-`, not ending with a dot or dash; capitals are kept but do not distinguish. None
 * that is reserved, and none that looks like another account's.
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
 * Where the session will live.
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
 * Where the session will live.
 */
device?: Device, };

export type Refresh = { 
/**
 * The newest refresh token of the session. Each works once.
 */
refreshToken?: string, };

export type ChangePassword = { 
/**
 * The password that holds now.
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
 * Buys the next access token, once.
 */
refreshToken: string, 
/**
 * The server's time, for clients whose clock is wrong.
 */
serverTime: number, };

export type SessionInfo = { 
/**
 * To end it by.
 */
id: SessionId, 
/**
 * What the device calls itself.
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
 * The network address it was last used from.
 */
address: string, 
/**
 * Whether it is the session that asks.
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
 * What this server is called by those who run it.
 */
name: string, 
/**
 * The server's version (semantic versioning).
 */
version: string, 
/**
 * What this server can do beyond the base protocol, by name.
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
editMs: number, };

export type ChatKind = "direct" | "group";

export type Role = "member" | "admin" | "owner";

export type Member = { 
/**
 * The person.
 */
userId: UserId, 
/**
 * What they may do.
 */
role: Role, 
/**
 * When they joined.
 */
joinedAt: number, 
/**
 * Watermark: everything up to here has reached one of their devices.
 */
delivered: number, 
/**
 * Watermark: they have read up to here. It stands still while they hide read receipts, and is 0 for who asks and
 * hides them.
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
 * A group's name. A direct chat is called after the other person.
 */
title?: string, 
/**
 * What a group is about.
 */
description?: string, 
/**
 * The chat's counter: every change of the chat has taken the next value.
 */
head: number, 
/**
 * The pinned messages that the one who asks may see, pinned last first. One whose `until` has passed counts no more.
 */
pins: Array<ChatPin>, 
/**
 * How long messages stay after they were sent, in seconds; absent when they stay for good.
 */
disappearAfter?: number, 
/**
 * When it was created.
 */
createdAt: number, 
/**
 * What the one who asks may do in it.
 */
role: Role, 
/**
 * How many members it has.
 */
memberCount: number, 
/**
 * Everybody in it in the order of their ids, when they are at most [`MEMBERS_INLINE`]; otherwise absent, to be paged by
 * `chats/{id}/members`.
 */
members?: Array<Member>, 
/**
 * The newest message that the one who asks may see.
 */
lastMessage?: Message, 
/**
 * Messages from others after the `read` watermark.
 */
unread: number, 
/**
 * How many of the unread ones mention the one who asks.
 */
mentions: number, 
/**
 * One's own delivered watermark.
 */
delivered: number, 
/**
 * One's own read watermark.
 */
read: number, 
/**
 * What one has set for this chat, for oneself.
 */
state: ChatState, 
/**
 * One's user counter when one's own view of this chat last changed (membership, watermarks, state).
 */
userVersion: number, };

export type ChatState = { 
/**
 * No notifications until then.
 */
mutedUntil?: number, 
/**
 * Kept at the top of the list.
 */
pinned: boolean, 
/**
 * Put away from the list. It stays away when messages come.
 */
archived: boolean, 
/**
 * Shown as unread although everything is read. Moving the `read` watermark takes it back.
 */
markedUnread: boolean, 
/**
 * A text begun but not sent.
 */
draft?: string, };

export type ChatStatePatch = { 
/**
 * No notifications until then; null for notifications again.
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
draft?: string | null, };

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
 * Whom to add at once, besides oneself.
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
 * How long messages stay that are sent from now on, in seconds: 1 to 31,536,000 (a year); null for good.
 */
disappearAfter?: number | null, };

export type AddMembers = { 
/**
 * Who joins. Those who are in already stay as they are.
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
 * Give it as `before` to get the next page; absent on the last.
 */
next?: string, };

export type MemberList = { 
/**
 * One page.
 */
members: Array<Member>, 
/**
 * Give it as `after` to get the next page; absent on the last.
 */
next?: UserId, };

export type UnreadCounts = { 
/**
 * Unread messages in all chats together, up to [`UNREAD_MOST`].
 */
unread: number, 
/**
 * How many of them mention the one who asks.
 */
mentions: number, 
/**
 * How many chats have something unread, up to [`UNREAD_MOST`].
 */
chats: number, };

export type MessageKind = "text" | "poll" | "location" | "contact" | "system";

export type Message = { 
/**
 * The sender's client made it.
 */
id: MessageId, 
/**
 * Where it was sent.
 */
chatId: ChatId, 
/**
 * Its place: the chat's head when it was created.
 */
seq: number, 
/**
 * The chat's head when it last changed; equal to `seq` until then.
 */
version: number, 
/**
 * Who sent it; of a system message, who did what it tells.
 */
senderId: UserId, 
/**
 * The message that this one answers.
 */
replyTo?: Quote, 
/**
 * It was forwarded from another chat.
 */
forwarded?: Forwarded, 
/**
 * Its sender wants nobody to be disturbed by it.
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
 * It is pinned in its chat.
 */
pinned?: Pin, 
/**
 * When it disappears, from the server and from every device.
 */
expiresAt?: number, 
/**
 * Whether it was deleted for everyone: then nothing is left of its content.
 */
deleted?: Deleted, } & ({ "kind": "text" } & TextContent | { "kind": "poll" } & PollContent | { "kind": "location" } & LocationContent | { "kind": "contact" } & ContactContent | { "kind": "system" } & SystemContent);

export type MessageContent = { "kind": "text" } & TextContent | { "kind": "poll" } & PollContent | { "kind": "location" } & LocationContent | { "kind": "contact" } & ContactContent | { "kind": "system" } & SystemContent;

export type TextContent = { 
/**
 * As it was written. Empty, and absent in JSON, when the message was deleted.
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
 * What is asked.
 */
question: string, 
/**
 * The answers, in the order of the one who asks.
 */
options: Array<PollOption>, 
/**
 * Whether one may choose several.
 */
multiple: boolean, 
/**
 * Whether nobody learns who chose what.
 */
anonymous: boolean, 
/**
 * From when on nobody can vote any more.
 */
closesAt?: number, 
/**
 * When it was closed before that.
 */
closedAt?: number, };

export type PollOption = { 
/**
 * Tells it apart within the poll.
 */
id: string, 
/**
 * The answer.
 */
text: string, 
/**
 * How many people chose it.
 */
count: number, 
/**
 * The first of them, at most 20; absent in an anonymous poll.
 */
userIds?: Array<UserId>, };

export type NewPoll = { 
/**
 * What is asked: 1 to 300 characters.
 */
question: string, 
/**
 * The answers: 2 to 12, no two alike.
 */
options: Array<NewPollOption>, 
/**
 * Whether one may choose several.
 */
multiple: boolean, 
/**
 * Whether nobody learns who chose what.
 */
anonymous: boolean, 
/**
 * From when on nobody can vote any more: within a year.
 */
closesAt?: number, };

export type NewPollOption = string | { 
/**
 * 1 to 36 letters, digits and dashes; its number where it is absent.
 */
id?: string, 
/**
 * 1 to 100 characters.
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
 * Within how many metres it is right.
 */
accuracy?: number, 
/**
 * What the place is called: at most 100 characters.
 */
label?: string, 
/**
 * The sender shares where they are.
 */
live?: LiveLocation, };

export type LiveLocation = { 
/**
 * When it ends, or ended: at most 8 hours after it was sent.
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
 * Their account on this server. Left out when there is none with this id.
 */
userId?: UserId, 
/**
 * What they are called: 1 to 64 characters.
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

export type SystemContent = { 
/**
 * What happened.
 */
system: SystemEvent, };

export type Forwarded = { 
/**
 * How often, from the one who wrote it to here. From 5 on, apps call it "forwarded many times".
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
 * From when on it is no longer pinned; absent when it is pinned for good.
 */
until?: number, };

export type ChatPin = { 
/**
 * Which message.
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
 * From when on it is no longer pinned; absent when it is pinned for good.
 */
until?: number, };

export type Quote = { 
/**
 * Which message of the same chat.
 */
id: MessageId, 
/**
 * Its place.
 */
seq: number, 
/**
 * Who sent it.
 */
senderId: UserId, 
/**
 * What kind of message it is.
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
 * It was deleted for everyone.
 */
deleted?: boolean, };

export type Deleted = { 
/**
 * When.
 */
at: number, 
/**
 * The sender, or an administrator of the group.
 */
by: UserId, };

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
 * The first of them, at most 20.
 */
userIds: Array<UserId>, };

export type UserReaction = { 
/**
 * One emoji.
 */
emoji: string, 
/**
 * Who.
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
 * Whether there are more: ask again with `emoji` and `after` set to the last one's.
 */
more: boolean, };

export type MessageEdits = { 
/**
 * What the message said before, once for each edit.
 */
edits: Array<MessageEdit>, };

export type MessageEdit = { 
/**
 * The text before it.
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
 * Its first name.
 */
title: string, } | { "type": "members_added", 
/**
 * Who joined.
 */
userIds: Array<UserId>, } | { "type": "member_removed", 
/**
 * Who had to leave.
 */
userId: UserId, } | { "type": "member_left" } | { "type": "title_changed", 
/**
 * The new name.
 */
title: string, } | { "type": "description_changed" } | { "type": "disappear_after_changed", 
/**
 * In seconds; absent when they stay for good.
 */
disappearAfter?: number, } | { "type": "role_changed", 
/**
 * Whose role.
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
 * Whether there is more in the direction asked for; around a place, whether there are older ones.
 */
more: boolean, 
/**
 * Around a place: whether there are newer ones.
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
 * When they read it, to the minute; absent when they have not, or hide it.
 */
readAt?: number, };

export type MessageHits = { 
/**
 * One page.
 */
messages: Array<Message>, 
/**
 * Whether there may be older ones: ask again with `before` set to `searchedTo`. A page may be short, or empty, although
 * there are: one search looks only at so much.
 */
more: boolean, 
/**
 * With `more`: where the search ended. Everything from this `seq` on was looked at.
 */
searchedTo?: number, };

export type SendMessage = { 
/**
 * Made by the client (UUIDv7), and kept when it tries again.
 */
id: MessageId, 
/**
 * Where to. Over REST, the path says so.
 */
chatId: ChatId, 
/**
 * A [`crate::MessageKind`]; a string here, so that an unknown one has its own error code. Absent with `forwardOf`.
 */
kind?: string, 
/**
 * The text, of a text message.
 */
text?: string, 
/**
 * Whom the text mentions. Those who are not members are left out.
 */
mentions?: Array<Mention>, 
/**
 * The poll, of a poll.
 */
poll?: NewPoll, 
/**
 * The place, of a location.
 */
location?: Location, 
/**
 * The contact, of a contact.
 */
contact?: Contact, 
/**
 * The message that the server copies, instead of a content: of any chat where the sender sees it.
 */
forwardOf?: MessageRef, 
/**
 * The message of the same chat that it answers.
 */
replyTo?: MessageId, 
/**
 * Whether nobody is to be disturbed by it: no notification, no sound.
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
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which message.
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
 * All of it, as stored.
 */
message: Message, };

export type EditMessage = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which message: one's own.
 */
id: MessageId, 
/**
 * The new text.
 */
text: string, 
/**
 * Whom the text mentions now.
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
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which messages: all of them or none; at most 100.
 */
ids: Array<MessageId>, 
/**
 * For whom.
 */
for: DeleteFor, };

export type DeleteFor = "everyone";

export type React = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which message.
 */
id: MessageId, 
/**
 * One emoji.
 */
emoji: string, 
/**
 * Whether to react with it; else one's reaction with it is taken back.
 */
on: boolean, };

export type PinMessage = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which message.
 */
id: MessageId, 
/**
 * Whether to pin it; else it is no longer pinned.
 */
on: boolean, 
/**
 * From when on it is no longer pinned, within a year; absent for good.
 */
until?: number, };

export type Vote = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which poll.
 */
id: MessageId, 
/**
 * All that one chooses now, in place of what one chose before; none to take the vote back.
 */
options: Array<string>, };

export type UpdateLocation = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which live location: one's own.
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
 * Within how many metres it is right.
 */
accuracy?: number, };

export type MessageChanged = { 
/**
 * The chat's head when the message, or the last of them, changed.
 */
version: number, };

export type Watermark = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Everything up to here. A value beyond the chat's head counts as the head; watermarks never go back.
 */
seq: number, };

export type Typing = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * What the person is doing.
 */
activity?: Activity, };

export type PresenceQuery = { 
/**
 * About whom; at most 1,024.
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
 * When the last device stopped being so; absent while online, and for those who never were or may not be seen.
 */
lastSeen?: number, };

export type PresenceStates = { 
/**
 * One entry for each id asked for, in the same order.
 */
states: Array<Presence>, };

export type Repeat = "daily" | "weekly" | "monthly";

export type Scheduled = { 
/**
 * Always true: it is not sent yet.
 */
scheduled: boolean, 
/**
 * When it will be.
 */
sendAt: number, 
/**
 * One's user counter.
 */
userVersion: number, };

export type ScheduledMessage = { 
/**
 * Why it could not be sent. It stays, to be changed or deleted.
 */
error?: ErrorCode, 
/**
 * Made by the client (UUIDv7), and kept when it tries again.
 */
id: MessageId, 
/**
 * Where to. Over REST, the path says so.
 */
chatId: ChatId, 
/**
 * A [`crate::MessageKind`]; a string here, so that an unknown one has its own error code. Absent with `forwardOf`.
 */
kind?: string, 
/**
 * The text, of a text message.
 */
text?: string, 
/**
 * Whom the text mentions. Those who are not members are left out.
 */
mentions?: Array<Mention>, 
/**
 * The poll, of a poll.
 */
poll?: NewPoll, 
/**
 * The place, of a location.
 */
location?: Location, 
/**
 * The contact, of a contact.
 */
contact?: Contact, 
/**
 * The message that the server copies, instead of a content: of any chat where the sender sees it.
 */
forwardOf?: MessageRef, 
/**
 * The message of the same chat that it answers.
 */
replyTo?: MessageId, 
/**
 * Whether nobody is to be disturbed by it: no notification, no sound.
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
 * Which one.
 */
id: MessageId, 
/**
 * As it is now; absent when it was sent for the last time, or deleted.
 */
message?: ScheduledMessage, };

export type Reminder = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Of which message.
 */
id: MessageId, 
/**
 * When.
 */
at: number, 
/**
 * Whether that time has come. It stays until it is deleted.
 */
due?: boolean, };

export type ReminderList = { 
/**
 * All of them: at most 100.
 */
reminders: Array<Reminder>, };

export type ReminderChange = { 
/**
 * Of which message.
 */
id: MessageId, 
/**
 * As it is now; absent when it was deleted.
 */
reminder?: Reminder, };

export type PlanChanged = { 
/**
 * One's user counter.
 */
userVersion: number, };

export type SyncRequest = { 
/**
 * The highest value of one's user counter that the client has seen; 0 when it has nothing.
 */
userVersion: number, 
/**
 * For each chat the client has: the highest version up to which it has every change. At most [`SYNC_HEADS`]; who has
 * more asks range by range.
 */
heads: Record<ChatId, number>, 
/**
 * Only about chats whose id is higher, in the order of their text.
 */
after?: ChatId, 
/**
 * Only about chats whose id is not higher.
 */
upTo?: ChatId, 
/**
 * The [`SyncPage::people`] up to which the client has every change of people; absent when it has nobody yet.
 */
people?: number, };

export type SyncPage = { 
/**
 * The user counter that this page brings the client to.
 */
userVersion: number, 
/**
 * One's own account, when it changed.
 */
me?: Me, 
/**
 * Chats that the client did not name, and named ones of which anything changed, as they are now. Their counts
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
 * What became of the messages that one has scheduled.
 */
scheduled?: Array<ScheduledChange>, 
/**
 * What became of one's reminders.
 */
reminders?: Array<ReminderChange>, 
/**
 * Whether to ask again, with the highest version now had of each chat.
 */
more: boolean, 
/**
 * The server's time, for clients whose clock is wrong.
 */
serverTime: number, };

export type ChatHead = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Its head now.
 */
head: number, };

export type LocationMoved = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Which message.
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
 * Within how many metres it is right.
 */
accuracy?: number, 
/**
 * When.
 */
at: number, };

export type Receipt = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Who received or read.
 */
userId: UserId, 
/**
 * Their delivered watermark.
 */
delivered: number, 
/**
 * Their read watermark. It stands still while they hide read receipts, and is 0 for who is told and hides them.
 */
read: number, 
/**
 * The user counter of the one who is told.
 */
userVersion: number, 
/**
 * On one's own other devices: what is left unread.
 */
unread?: number, 
/**
 * On one's own other devices: how many of those mention one.
 */
mentions?: number, 
/**
 * On one's own other devices: whether the chat is still marked as unread.
 */
markedUnread?: boolean, };

export type TypingEvent = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * Who.
 */
userId: UserId, 
/**
 * What they are doing; null when they stopped.
 */
activity: Activity | null, };

export type ChatRemoved = { 
/**
 * Which chat.
 */
chatId: ChatId, 
/**
 * The user counter of the one who is told.
 */
userVersion: number, };

export type MeUpdated = { 
/**
 * The account as it is now, when it changed.
 */
me?: Me, 
/**
 * What one has set for a chat, when that changed.
 */
chat?: ChatStateNow, 
/**
 * What one has chosen in a poll, when that changed.
 */
vote?: Vote, 
/**
 * What became of a message that one has scheduled.
 */
scheduled?: ScheduledChange, 
/**
 * What became of a reminder.
 */
reminder?: ReminderChange, 
/**
 * The user counter of this change.
 */
userVersion: number, };

export type ChatStateNow = { 
/**
 * Which chat.
 */
id: ChatId, 
/**
 * All of it.
 */
state: ChatState, };

export type SessionEnded = { 
/**
 * Why; `session_ended`.
 */
code: ErrorCode, };
