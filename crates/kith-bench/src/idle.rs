//! Connections that do nothing: what each costs.

use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use crate::http;
use crate::link::Link;
use crate::server::Server;

/// Connections being opened at a time.
const AT_ONCE: usize = 100;

/// Connections from one source address: well below the ports that the system gives out for it.
const PER_ADDRESS: usize = 10_000;

/// How long memory and processor get to settle.
const SETTLE: Duration = Duration::from_secs(3);

/// Runs the scenario and prints its figures.
pub async fn run(server: &Server, connections: usize) -> anyhow::Result<()> {
    // One person with many devices would be one list in the server; a hundred people are nearer to life.
    let mut tokens = Vec::new();
    for person in 0..100 {
        tokens.push(http::register(server.address, format!("idle{person}")).await?.access_token);
    }
    let (address, started) = (server.address, Instant::now());
    // A fifth first: by then whatever connecting needs has been allocated, and the rest shows what each one adds.
    let mut links = open(address, &tokens, 0..connections / 5).await?;
    tokio::time::sleep(SETTLE).await;
    let (few, before) = (links.len(), server.resident_bytes()?);
    links.append(&mut open(address, &tokens, few..connections).await?);
    let connected = started.elapsed().saturating_sub(SETTLE);
    tokio::time::sleep(SETTLE).await;
    let after = server.resident_bytes()?;
    let (cpu_before, watched) = (server.cpu_time()?, Instant::now());
    tokio::time::sleep(Duration::from_secs(5)).await;
    let cpu = server.cpu_time()? - cpu_before;

    let each = after.saturating_sub(before) as f64 / (links.len() - few).max(1) as f64;
    println!("connections            {}", links.len());
    println!(
        "connected/s            {:.0} (with authentication)",
        links.len() as f64 / connected.as_secs_f64()
    );
    println!("memory per connection  {:.2} KiB", each / 1024.0);
    println!("server memory          {:.1} MiB with {few}, {:.1} MiB with all", mib(before), mib(after));
    println!(
        "server CPU when idle   {:.1} ms/s",
        cpu.as_secs_f64() * 1000.0 / watched.elapsed().as_secs_f64()
    );
    Ok(())
}

/// Opens connections number `range`, some at a time.
async fn open(server: SocketAddr, tokens: &[String], range: Range<usize>) -> anyhow::Result<Vec<Link>> {
    let mut opening = JoinSet::new();
    let mut links = Vec::with_capacity(range.len());
    for i in range {
        if opening.len() >= AT_ONCE
            && let Some(link) = opening.join_next().await
        {
            links.push(link??);
        }
        let from = [127, 0, 0, u8::try_from(1 + i / PER_ADDRESS)?];
        let token = tokens[i % tokens.len()].clone();
        opening.spawn(async move { Link::connect(from, server, &token).await });
    }
    while let Some(link) = opening.join_next().await {
        links.push(link??);
    }
    Ok(links)
}

fn mib(bytes: u64) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}
