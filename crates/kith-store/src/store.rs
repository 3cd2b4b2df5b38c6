//! The `Store` seam: what every database must do for Kith.

use std::collections::HashMap;

use async_trait::async_trait;
use kith_wire::{
    Chat, ChatId, ChatList, ChatStatePatch, Me, MemberList, Message, MessageHits, MessageId, MessageInfo,
    MessagePage, ProfilePatch, SessionId, SessionInfo, SettingsPatch, SyncPage, SyncRequest, TenantId,
    TimeMs, UnreadCounts, User, UserId,
};

use crate::{
    Account, AccountError, AppendError, Appended, ChangeChatError, ChatAccessError, ChatChange, ChatChanged,
    ChatCursor, ChatStateSet, CreateChatError, Credentials, MessageAccessError, MessageSearch, NewGroup,
    NewMessage, NewSession, NewUser, PageAt, Roster, RotateError, Rotation, StoreError, SyncLimits,
    TokenHash, WatermarkMove, WatermarkMoved,
};

/// The durable truth.
///
/// Each method is one use case and one transaction: it is done in full and durable (on disk, synced) when it answers,
/// or nothing of it was kept. Methods may run at the same time; those that write to one chat take effect one after the
/// other, in the order of the versions they assign.
///
/// No method looks at more than a bounded number of messages. Reads that may be much wait for their turn, few at once for one
/// person ([`StoreError::Busy`] when too many wait), and hold nobody else up; a read ends when its future is dropped.
///
/// A method about a chat names the person who asks and refuses those who are not its members, within the transaction.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Whether the database reads and writes. An error says why not: [`StoreError::Closed`] when nothing can be written until
    /// the server starts anew, [`StoreError::Full`] until there is room, [`StoreError::Corrupt`] once a part of it could
    /// not be read.
    async fn ping(&self) -> Result<(), StoreError>;

    // --- accounts ---

    /// Creates an account; the first of a tenant becomes its administrator.
    async fn create_user(&self, user: NewUser) -> Result<Me, AccountError>;

    /// Whether the tenant has any account.
    async fn has_users(&self, tenant_id: TenantId) -> Result<bool, StoreError>;

    /// The account with this user name or e-mail address, compared folded.
    async fn credentials(&self, tenant_id: TenantId, login: &str) -> Result<Option<Credentials>, StoreError>;

    /// The credentials of a known account.
    async fn credentials_of(&self, user_id: UserId) -> Result<Option<Credentials>, StoreError>;

    /// Replaces the password and ends every session but `keep`. Answers the sessions that it ended.
    async fn set_password(
        &self,
        user_id: UserId,
        password_hash: String,
        keep: Option<SessionId>,
        at_ms: TimeMs,
    ) -> Result<Vec<SessionId>, StoreError>;

    /// Makes an account an administrator, or no longer.
    async fn set_admin(&self, user_id: UserId, admin: bool) -> Result<(), AccountError>;

    /// All accounts of a tenant, by user name.
    async fn accounts(&self, tenant_id: TenantId) -> Result<Vec<Account>, StoreError>;

    /// One's own account.
    async fn me(&self, user_id: UserId) -> Result<Option<Me>, StoreError>;

    /// Changes the profile, and gives it a version. Answers the account, and the user counter unless nothing changed.
    async fn update_profile(
        &self,
        user_id: UserId,
        patch: ProfilePatch,
    ) -> Result<(Me, Option<i64>), AccountError>;

    /// Changes the settings. Answers the account, and the user counter unless nothing changed. A change of read receipts
    /// also stamps the person's seats in all chats, with the values that follow.
    async fn update_settings(
        &self,
        user_id: UserId,
        patch: SettingsPatch,
    ) -> Result<(Me, Option<i64>), AccountError>;

    /// Those of the ids that belong to the asker's tenant, in no particular order.
    async fn users(&self, asker: UserId, ids: Vec<UserId>) -> Result<Vec<User>, StoreError>;

    /// People of the asker's tenant with a word of their name, or their user name, that begins with `text`; everybody
    /// when it is empty. By name, at most `limit`.
    async fn find_users(&self, asker: UserId, text: &str, limit: usize) -> Result<Vec<User>, StoreError>;

    /// Those who share a chat with a person: at most `limit`, and which is not said. However many there are, the work is
    /// bounded.
    async fn acquaintances(&self, user_id: UserId, limit: usize) -> Result<Vec<UserId>, StoreError>;

    /// Notes when a person was last there.
    async fn set_last_seen(&self, user_id: UserId, at_ms: TimeMs) -> Result<(), StoreError>;

    /// When those of the ids who share a chat with the asker (or are the asker) were last there. Others are left out.
    async fn last_seen(
        &self,
        asker: UserId,
        ids: Vec<UserId>,
    ) -> Result<HashMap<UserId, Option<TimeMs>>, StoreError>;

    // --- sessions ---

    /// Opens a session.
    async fn create_session(&self, session: NewSession) -> Result<(), StoreError>;

    /// Exchanges a session's refresh token for the next. A token that was used before ends the session, in the same
    /// transaction. Answers whose session it is: nothing has to be read once the token that the client has is no longer good.
    async fn rotate_session(&self, rotation: Rotation) -> Result<User, RotateError>;

    /// Whose session this is, if it is alive.
    async fn session_user(&self, session_id: SessionId, at_ms: TimeMs) -> Result<Option<UserId>, StoreError>;

    /// Whose session this refresh token belongs to, if it is the session's newest or the one before, and the session is alive.
    async fn session_by_token(
        &self,
        session_id: SessionId,
        presented: TokenHash,
        at_ms: TimeMs,
    ) -> Result<Option<UserId>, StoreError>;

    /// The account's live sessions, latest use first. `current` is false in all.
    async fn sessions(&self, user_id: UserId, at_ms: TimeMs) -> Result<Vec<SessionInfo>, StoreError>;

    /// Where the account's sessions were opened or last refreshed, alive or not: of the latest hundred that are still known.
    async fn session_addresses(&self, user_id: UserId) -> Result<Vec<String>, StoreError>;

    /// Sessions that were ended at this time or later.
    async fn sessions_ended_since(&self, at_ms: TimeMs) -> Result<Vec<(UserId, SessionId)>, StoreError>;

    /// Ends one session of the account. Answers whether there was such a live session.
    async fn end_session(
        &self,
        user_id: UserId,
        session_id: SessionId,
        at_ms: TimeMs,
    ) -> Result<bool, StoreError>;

    // --- chats ---

    /// The direct chat of two people, made if there is none. Answers its id and whether it was made.
    async fn open_direct(
        &self,
        actor: UserId,
        other: UserId,
        new_id: ChatId,
        at_ms: TimeMs,
    ) -> Result<(ChatId, bool), CreateChatError>;

    /// Creates a group with its first members.
    async fn create_group(&self, group: NewGroup) -> Result<ChatChanged, CreateChatError>;

    /// Changes a group: all edits and the system messages that tell of them, or none.
    async fn change_chat(&self, change: ChatChange) -> Result<ChatChanged, ChangeChatError>;

    /// Who is in the chat.
    async fn roster(&self, actor: UserId, chat_id: ChatId) -> Result<Roster, ChatAccessError>;

    /// The same of a chat that there is, whoever asks: for telling its members what happened, never for an answer.
    async fn recipients(&self, chat_id: ChatId) -> Result<Roster, StoreError>;

    /// The chat as the actor sees it.
    async fn chat(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError>;

    /// The same for an actor who has just changed something: never [`StoreError::Busy`], since that would say that nothing
    /// was done.
    async fn chat_after_change(&self, actor: UserId, chat_id: ChatId) -> Result<Chat, ChatAccessError>;

    /// The chat as each of these people sees it, all at one moment; those who are not members are left out.
    async fn chat_views(
        &self,
        chat_id: ChatId,
        viewers: Vec<UserId>,
    ) -> Result<Vec<(UserId, Chat)>, StoreError>;

    /// The actor's chats, latest activity first. `before` is the `next` of an earlier page.
    async fn chats(
        &self,
        actor: UserId,
        before: Option<ChatCursor>,
        limit: usize,
    ) -> Result<ChatList, StoreError>;

    /// The actor's chats whose title, or the name or user name of the other person in a direct chat, has a word that
    /// begins with `text`. Latest activity first, at most `limit`.
    async fn find_chats(&self, actor: UserId, text: &str, limit: usize) -> Result<Vec<Chat>, StoreError>;

    /// The chat's members in the order of their ids, from the one after `after`.
    async fn members(
        &self,
        actor: UserId,
        chat_id: ChatId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<MemberList, ChatAccessError>;

    /// Changes what the actor has set for a chat, and stamps their seat. A patch that changes nothing leaves no stamp.
    async fn set_chat_state(
        &self,
        actor: UserId,
        chat_id: ChatId,
        patch: ChatStatePatch,
    ) -> Result<ChatStateSet, ChatAccessError>;

    /// What the actor has unread, over all chats. All counts of what is unread stop at
    /// [`UNREAD_MOST`](kith_wire::UNREAD_MOST) and look no further than [`UNREAD_WITHIN`](kith_wire::UNREAD_WITHIN).
    async fn unread_counts(&self, actor: UserId) -> Result<UnreadCounts, StoreError>;

    // --- messages ---

    /// Stores a message: gives it the chat's next `seq`, or finds that it is there already. The same id with the same
    /// content (all that was sent: kind, text, mentions) from the same sender is a repeat, and gets the same answer however
    /// often. It is sent now, or when the message before it was if that is later: `sent_at` never goes back in a chat.
    async fn append_message(&self, message: NewMessage) -> Result<Appended, AppendError>;

    /// One message.
    async fn message(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<Message, MessageAccessError>;

    /// A page of history, ascending by `seq`, with at most `limit` messages, and fewer where they are large (see
    /// [`PAGE_BYTES`](crate::PAGE_BYTES)). Around a place it has about half of `limit` before it and the rest from it
    /// on; what one side lacks, the other makes up for.
    async fn message_page(
        &self,
        actor: UserId,
        chat_id: ChatId,
        at: PageAt,
        limit: usize,
    ) -> Result<MessagePage, ChatAccessError>;

    /// Who has received and read a message that the actor sent. [`MessageAccessError::NotFound`] for others' messages.
    async fn message_info(
        &self,
        actor: UserId,
        chat_id: ChatId,
        id: MessageId,
    ) -> Result<MessageInfo, MessageAccessError>;

    /// Messages of one chat that hold a text, newest first. It looks at so many only, and says where it ended: see
    /// [`MessageHits`].
    async fn search_messages(&self, search: MessageSearch) -> Result<MessageHits, ChatAccessError>;

    /// Moves a member's watermarks forward, never back and never past the head. None when nothing moved. When read moves,
    /// the chat is no longer marked as unread. The senders of what was passed are told unless the chat has more members than
    /// a [`Chat`] holds; where very much was passed, all others count as senders.
    async fn move_watermark(&self, moved: WatermarkMove) -> Result<Option<WatermarkMoved>, ChatAccessError>;

    /// One page of the difference between what a client has and what is. See [`SyncPage`]. A chat that the person left
    /// and joined again since is both among the removed and, like a new one, among the chats. `at_ms` is now.
    async fn changes_since(
        &self,
        actor: UserId,
        request: SyncRequest,
        limits: SyncLimits,
        at_ms: TimeMs,
    ) -> Result<SyncPage, StoreError>;
}
