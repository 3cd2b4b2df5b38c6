//! Applies patches to present values.

use kith_wire::{ChatState, ChatStatePatch, Seq};

/// The state of a chat with this head after a patch. What was cleared stays so.
pub fn patched(before: &ChatState, patch: &ChatStatePatch, head: Seq) -> ChatState {
    ChatState {
        muted_until: patch.muted_until.unwrap_or(before.muted_until),
        pinned: patch.pinned.unwrap_or(before.pinned),
        archived: patch.archived.unwrap_or(before.archived),
        marked_unread: patch.marked_unread.unwrap_or(before.marked_unread),
        draft: patch.draft.as_ref().unwrap_or(&before.draft).clone().filter(|draft| !draft.is_empty()),
        cleared: before.cleared.max(patch.cleared.unwrap_or(0).min(head)),
        unlisted: patch.unlisted.unwrap_or(before.unlisted),
    }
}
