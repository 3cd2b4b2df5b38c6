//! Pairs of people writing to each other, each as fast as the server acknowledges.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::bail;
use hdrhistogram::Histogram;
use kith_wire::{ChatId, CreateChat, MessageId, Session};
use tokio::task::JoinSet;

use crate::http;
use crate::link::{Link, Packet};
use crate::server::Server;

/// What all senders share.
struct Meter {
    measuring: AtomicBool,
    stopping: AtomicBool,
    acknowledged: AtomicU64,
    delivered: AtomicU64,
}

/// Runs the scenario and prints its figures.
pub async fn run(server: &Server, pairs: usize, duration: Duration) -> anyhow::Result<()> {
    println!("making {} accounts and {pairs} chats ...", 2 * pairs);
    let mut links = Vec::with_capacity(2 * pairs);
    for (one, two, chat) in introduce(server, pairs).await? {
        for session in [one, two] {
            links.push((Link::connect([127, 0, 0, 1], server.address, &session.access_token).await?, chat));
        }
    }
    let meter = Arc::new(Meter {
        measuring: AtomicBool::new(false),
        stopping: AtomicBool::new(false),
        acknowledged: AtomicU64::new(0),
        delivered: AtomicU64::new(0),
    });
    let mut senders = JoinSet::new();
    for (link, chat) in links {
        senders.spawn(send_and_wait(link, chat, meter.clone()));
    }
    tokio::time::sleep(duration / 5).await;
    let (cpu_before, started) = (server.cpu_time()?, Instant::now());
    meter.measuring.store(true, Ordering::Relaxed);
    tokio::time::sleep(duration).await;
    meter.measuring.store(false, Ordering::Relaxed);
    let (elapsed, cpu) = (started.elapsed(), server.cpu_time()? - cpu_before);
    meter.stopping.store(true, Ordering::Relaxed);

    let mut latencies = Histogram::<u64>::new(3)?;
    while let Some(sender) = senders.join_next().await {
        latencies.add(sender??)?;
    }
    let acknowledged = meter.acknowledged.load(Ordering::Relaxed);
    let delivered = meter.delivered.load(Ordering::Relaxed);
    let ms = |quantile| latencies.value_at_quantile(quantile) as f64 / 1000.0;
    println!(
        "pairs                  {pairs} ({} connections, each waits for its acknowledgement)",
        2 * pairs
    );
    println!("durable messages/s     {:.0}", acknowledged as f64 / elapsed.as_secs_f64());
    println!("events delivered/s     {:.0}", delivered as f64 / elapsed.as_secs_f64());
    println!(
        "acknowledged in, ms    p50 {:.2}  p95 {:.2}  p99 {:.2}  max {:.2}",
        ms(0.5),
        ms(0.95),
        ms(0.99),
        ms(1.0)
    );
    println!("server CPU per message {:.1} us", cpu.as_secs_f64() * 1e6 / acknowledged.max(1) as f64);
    println!("server memory          {:.1} MiB", server.resident_bytes()? as f64 / (1024.0 * 1024.0));
    Ok(())
}

async fn introduce(server: &Server, pairs: usize) -> anyhow::Result<Vec<(Session, Session, ChatId)>> {
    let mut tasks = JoinSet::new();
    let mut introduced = Vec::with_capacity(pairs);
    for pair in 0..pairs {
        let address = server.address;
        tasks.spawn(async move {
            let one = http::register(address, format!("one{pair}")).await?;
            let two = http::register(address, format!("two{pair}")).await?;
            let chat = http::create_chat(address, &one, &CreateChat::Direct { user_id: two.user.id }).await?;
            Ok::<_, anyhow::Error>((one, two, chat.id))
        });
    }
    while let Some(made) = tasks.join_next().await {
        introduced.push(made??);
    }
    Ok(introduced)
}

async fn send_and_wait(mut link: Link, chat: ChatId, meter: Arc<Meter>) -> anyhow::Result<Histogram<u64>> {
    let mut latencies = Histogram::new(3)?;
    let mut number = 0;
    while !meter.stopping.load(Ordering::Relaxed) {
        number += 1;
        let id = MessageId::new();
        let json = format!(
            r#"{{"id":"{id}","chatId":"{chat}","kind":"text","text":"See you at eight by the old bridge?"}}"#
        );
        let sent = Instant::now();
        link.emit(number, "message:send", &json).await?;
        loop {
            match link.next().await? {
                Packet::Ack { number: acked, ok: true } if acked == number => break,
                Packet::Ack { .. } => bail!("a message was refused"),
                Packet::Event if meter.measuring.load(Ordering::Relaxed) => {
                    meter.delivered.fetch_add(1, Ordering::Relaxed);
                }
                Packet::Event => {}
            }
        }
        if meter.measuring.load(Ordering::Relaxed) {
            meter.acknowledged.fetch_add(1, Ordering::Relaxed);
            latencies.record(u64::try_from(sent.elapsed().as_micros())?)?;
        }
    }
    Ok(latencies)
}
