//! The seats of a run: one connection's token and the chat in which it takes part.

use std::sync::Arc;

use anyhow::Context as _;
use kith_wire::{Chat, CreateChat};

use crate::context::Context;
use crate::people::{Person, meet};
use crate::server::Server;
use kith_client::Http;

/// One client's part.
#[derive(Debug, Clone)]
pub struct Seat {
    /// The token with which it authenticates.
    pub token: Arc<str>,
    /// The chat in which it writes.
    pub chat: Arc<str>,
}

/// The server, and chats of the given sizes: two members make a direct chat. Each member has one connection. The seats
/// of a chat follow one another.
pub fn take(context: &Context, sizes: &[usize]) -> anyhow::Result<(Server, Vec<Seat>)> {
    let (server, people) = meet(context, sizes.iter().sum())?;
    let seats = if server.relay { mini_protocol(sizes) } else { chats(&server, &people, sizes)? };
    Ok((server, seats))
}

/// On a bare event server the token itself names the user and the chat.
fn mini_protocol(sizes: &[usize]) -> Vec<Seat> {
    let mut seats = Vec::new();
    for (chat, size) in sizes.iter().enumerate() {
        for person in 0..*size {
            seats.push(Seat { token: format!("p{person}@c{chat}").into(), chat: format!("c{chat}").into() });
        }
    }
    seats
}

fn chats(server: &Server, people: &[Person], sizes: &[usize]) -> anyhow::Result<Vec<Seat>> {
    let mut http = Http::connect(server.address)?;
    let mut seats = Vec::with_capacity(people.len());
    let mut left = people;
    for size in sizes {
        let (members, rest) = left.split_at_checked(*size).context("too few people")?;
        left = rest;
        let (first, others) = members.split_first().context("a chat without members")?;
        let request = match others {
            [other] => CreateChat::Direct { user_id: other.id },
            _ => CreateChat::Group {
                title: "A room under load".into(),
                description: None,
                member_ids: others.iter().map(|person| person.id).collect(),
            },
        };
        let chat: Chat = http.post("chats", Some(&first.token), &request)?;
        let chat: Arc<str> = chat.id.to_string().into();
        seats.extend(members.iter().map(|person| Seat { token: person.token.clone(), chat: chat.clone() }));
    }
    Ok(seats)
}
