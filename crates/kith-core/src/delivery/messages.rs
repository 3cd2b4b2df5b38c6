//! Who gets a message, and in which form: nobody gets a message from before they joined, not even in a quote.

use kith_wire::{ChatHead, Message, Seq, ServerEvent, SharedMessage, UserId};

use super::rosters::KeptRoster;
use crate::{Audience, Delivery};

/// A new message.
pub fn message_new(roster: &KeptRoster, message: &SharedMessage) -> Vec<Delivery> {
    in_two_forms(roster, message, ServerEvent::MessageNew)
}

/// A changed message. Members who joined after it was sent learn only that the chat's head has moved.
pub fn message_updated(roster: &KeptRoster, message: &SharedMessage) -> Vec<Delivery> {
    let mut deliveries = in_two_forms(roster, message, ServerEvent::MessageUpdated);
    let later = joined_after(roster, message.seq);
    if !later.is_empty() {
        let event = ServerEvent::ChatHead(ChatHead { chat_id: message.chat_id, head: message.version });
        deliveries.push(Delivery { to: Audience::Users(later.into()), event });
    }
    deliveries
}

fn in_two_forms(
    roster: &KeptRoster,
    message: &SharedMessage,
    event: fn(SharedMessage) -> ServerEvent,
) -> Vec<Delivery> {
    let Some(quoted) = message.reply_to.as_ref().map(|quote| quote.seq) else {
        return vec![Delivery { to: roster.audience(message.seq), event: event(message.clone()) }];
    };
    let mut deliveries = vec![Delivery { to: roster.audience(quoted), event: event(message.clone()) }];
    let mut between = joined_after(roster, quoted);
    between.retain(|user_id| roster.member(*user_id).is_some_and(|member| member.first_seq <= message.seq));
    if !between.is_empty() {
        let without: Message = Message::clone(message).seen_from(message.seq);
        deliveries.push(Delivery { to: Audience::Users(between.into()), event: event(without.into()) });
    }
    deliveries
}

fn joined_after(roster: &KeptRoster, seq: Seq) -> Vec<UserId> {
    let later = roster.members.iter().filter(|member| member.first_seq > seq);
    later.map(|member| member.user_id).collect()
}
