//! A large database: groups with a long past, written through the store's own appends. Many are under way at a time, so
//! that each commit carries as many as the store allows.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::Args;
use kith_store::{NewGroup, NewMessage, Store, WatermarkMove};
use kith_wire::{ChatId, MessageContent, MessageId, SystemEvent, TextContent, TimeMs, UserId};
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::context::Context;
use crate::people::{create_person, now_ms};
use crate::server::Folder;
use crate::village::scatter;

/// Appends under way at a time: several full commits of the store.
const UNDER_WAY: usize = 2048;

/// The most groups, and the fewest messages in each: a small database has fewer groups.
const GROUPS: (usize, u64) = (1000, 100);

/// Members of each group.
const MEMBERS: usize = 10;

/// The number of groups of the one person who will read.
const READERS_GROUPS: usize = 100;

/// A number of messages that makes enough groups for all measurements on them.
pub const FEWEST: u64 = 6000;

/// The texts of the messages: used in turn, of different lengths.
const WORDS: &str = "We could meet at the station around seven and walk along the river until it gets dark, then have \
                     something warm at the small place behind the library where they still know how to make soup.";

/// A file beside the database, with the facts that later runs need.
const NOTES: &str = "bench.json";

/// `kith bench seed`
#[derive(Args)]
pub struct SeedArgs {
    /// How many messages, spread over up to 1,000 groups of ten.
    #[arg(long, default_value_t = 10_000_000, value_parser = clap::value_parser!(u64).range(FEWEST..))]
    messages: u64,
    /// The folder to make; `history` and `sync` take it as --data.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
}

/// The facts about a seeded database.
#[derive(Serialize, Deserialize)]
pub struct Seeded {
    /// How many messages there are in all.
    pub messages: u64,
    /// A member of all of these groups.
    pub reader: UserId,
    /// The reader's groups, with their heads.
    pub chats: Vec<(ChatId, i64)>,
}

impl Seeded {
    /// Reads the notes of a folder.
    pub fn read(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(NOTES);
        let notes = std::fs::read(&path).with_context(|| {
            format!("{}: make it with `kith bench seed --data {}`", path.display(), folder.display())
        })?;
        serde_json::from_slice(&notes).with_context(|| path.display().to_string())
    }
}

/// Runs the command.
pub fn run(context: &Context, args: &SeedArgs) -> anyhow::Result<()> {
    if args.data.exists() {
        bail!("{} exists already", args.data.display());
    }
    let begun = Instant::now();
    let folder = Folder::Kept(args.data.clone());
    fill(context, &folder, args.messages)?;
    println!("{} messages in {:.0} s", args.messages, begun.elapsed().as_secs_f64());
    Ok(())
}

/// Makes a database with this many messages in a folder.
pub fn fill(context: &Context, folder: &Folder, messages: u64) -> anyhow::Result<Seeded> {
    let store = context.store(folder.path())?;
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let seeded = runtime.block_on(fill_store(store, messages))?;
    std::fs::write(folder.path().join(NOTES), serde_json::to_vec(&seeded)?)
        .context("cannot write the notes")?;
    Ok(seeded)
}

/// A group to be filled.
#[derive(Clone)]
struct Group {
    id: ChatId,
    members: Vec<UserId>,
}

async fn fill_store(store: Arc<dyn Store>, messages: u64) -> anyhow::Result<Seeded> {
    let (reader, _) = create_person(store.clone(), "reader".into()).await?;
    let count = GROUPS.0.min(usize::try_from(messages / GROUPS.1)?);
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        people.push(create_person(store.clone(), format!("person{number}")).await?.0);
    }
    let start = now_ms()? - i64::try_from(messages)? * 100;
    let mut groups = Vec::with_capacity(count);
    for at in 0..count {
        let mut members: Vec<UserId> = (0..MEMBERS).map(|member| people[(at + member) % count]).collect();
        if at < READERS_GROUPS {
            members[0] = reader;
        }
        groups.push(create_group(store.as_ref(), members, start).await?);
    }
    append_all(&store, &groups, messages, start).await?;
    read_all(&store, &groups).await?;
    let mut chats = Vec::with_capacity(READERS_GROUPS);
    for group in groups.iter().take(READERS_GROUPS) {
        chats.push((group.id, store.chat(reader, group.id).await?.head));
    }
    Ok(Seeded { messages, reader, chats })
}

async fn create_group(store: &dyn Store, members: Vec<UserId>, at_ms: TimeMs) -> anyhow::Result<Group> {
    let id = ChatId::new();
    let title = "A long past".to_owned();
    let (creator, others) = members.split_first().context("a group without members")?;
    let group = NewGroup {
        disappearing_id: MessageId::new(),
        chat_id: id,
        creator: *creator,
        title: title.clone(),
        description: None,
        members: others.to_vec(),
        events: vec![(MessageId::new(), SystemEvent::GroupCreated { title })],
        at_ms,
    };
    store.create_group(group).await?;
    Ok(Group { id, members })
}

/// The messages alternate between the groups, as they do in life.
async fn append_all(
    store: &Arc<dyn Store>,
    groups: &[Group],
    messages: u64,
    start: TimeMs,
) -> anyhow::Result<()> {
    let mut appending = JoinSet::new();
    for number in 0..messages {
        if appending.len() >= UNDER_WAY
            && let Some(appended) = appending.join_next().await
        {
            appended??;
        }
        let chance = scatter(number) as usize;
        let group = &groups[chance % groups.len()];
        let message = NewMessage {
            id: MessageId::new(),
            chat_id: group.id,
            sender_id: group.members[chance / groups.len() % group.members.len()],
            content: MessageContent::Text(TextContent {
                text: WORDS[..10 + chance / 65_536 % (WORDS.len() - 10)].to_owned(),
                mentions: Vec::new(),
            })
            .into(),
            reply_to: None,
            silent: false,
            at_ms: start + i64::try_from(number)? * 100,
        };
        let store = store.clone();
        appending.spawn(async move { store.append_message(message).await.map(|_| ()) });
        if number > 0 && number % 1_000_000 == 0 {
            eprintln!("{number} messages ...");
        }
    }
    while let Some(appended) = appending.join_next().await {
        appended??;
    }
    Ok(())
}

/// All members have read everything, as most have in life.
async fn read_all(store: &Arc<dyn Store>, groups: &[Group]) -> anyhow::Result<()> {
    for group in groups {
        let head = store.chat(group.members[0], group.id).await?.head;
        let mut reading = JoinSet::new();
        for user_id in group.members.iter().copied() {
            let moved =
                WatermarkMove { user_id, chat_id: group.id, delivered: head, read: head, at_ms: now_ms()? };
            let store = store.clone();
            reading.spawn(async move { store.move_watermark(moved).await.map(|_| ()) });
        }
        while let Some(read) = reading.join_next().await {
            read??;
        }
    }
    Ok(())
}
