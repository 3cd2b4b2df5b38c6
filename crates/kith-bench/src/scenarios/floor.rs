//! The limits of any server on this machine: a bare `send(2)` for each delivery, and a bare append with fsync for each
//! commit. The clients are the same as in all scenarios; the sender is a process that does nothing else.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;

use crate::conditions::Conditions;
use crate::crowd::{Crowd, Links, Play};
use crate::latency::Latency;
use crate::leftovers::Running;
use crate::pace::Pace;
use crate::process::{Processes, Watch};
use crate::report::{Report, Unit};
use crate::server::Folder;
use kith_client::frames::{Packet, push_frame};

/// `kith bench floor`
#[derive(Args)]
pub struct FloorArgs {
    /// Sockets to send to.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    sockets: u32,
    /// Bytes of each send.
    #[arg(long, default_value_t = 320, value_parser = clap::value_parser!(u32).range(64..=65_535))]
    bytes: u32,
    /// Sends a second under light load.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..))]
    rate: u32,
    /// Bytes of each append: as many as SQLite's log takes for a commit of one message.
    #[arg(long, default_value_t = 5 * 4120, value_parser = clap::value_parser!(u32).range(1..))]
    append_bytes: u32,
    /// How long to measure each, in seconds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    seconds: u64,
}

/// `kith bench floor-server`
#[derive(Args)]
pub struct FloorServerArgs {
    #[command(flatten)]
    load: SendLoad,
}

/// What to send.
#[derive(Args)]
pub struct SendLoad {
    /// Sockets to send to.
    #[arg(long)]
    pub sockets: usize,
    /// The number of sockets that each send goes to, in turn.
    #[arg(long)]
    pub at_once: usize,
    /// Bytes of each send.
    #[arg(long)]
    pub bytes: usize,
    /// How many times a second; 0 for all the time.
    #[arg(long)]
    pub per_second: f64,
}

/// The figures of bare sends.
pub struct Sends {
    /// Sends per second.
    pub per_second: f64,
    /// The sender's processor time for one send, in microseconds.
    pub cpu_us: f64,
}

impl Sends {
    /// Adds the figures to a report.
    pub fn report(&self, report: &mut Report) {
        report.figure("floor_sends", "bare sends", self.per_second, Unit::PerSecond);
        report.figure("floor_cpu_per_send", "processor time of a bare send", self.cpu_us, Unit::Us);
    }
}

/// Runs the scenario.
pub fn run(args: &FloorArgs) -> anyhow::Result<Report> {
    let folder = Folder::temporary()?;
    let conditions = Conditions::read("nothing but the kernel".into(), Some(folder.path()))?;
    let mut report = Report::new("floor", conditions);
    let duration = Duration::from_secs(args.seconds);
    let load = |per_second| SendLoad {
        sockets: args.sockets as usize,
        at_once: args.sockets as usize,
        bytes: args.bytes as usize,
        per_second,
    };
    let light = sends(&load(f64::from(args.rate) / f64::from(args.sockets)), duration)?;
    report.figure("light_sends", "light load: sends", light.per_second, Unit::PerSecond);
    report.figure("light_cpu_per_send", "light load: processor time of a send", light.cpu_us, Unit::Us);
    let flood = sends(&load(0.0), duration)?;
    report.figure("flood_sends", "as fast as possible: sends", flood.per_second, Unit::PerSecond);
    report.figure(
        "flood_cpu_per_send",
        "as fast as possible: processor time of a send",
        flood.cpu_us,
        Unit::Us,
    );

    let mut file = File::create(folder.path().join("log")).context("cannot create a file")?;
    let (bytes, mut latency, start) =
        (vec![b'x'; args.append_bytes as usize], Latency::new()?, Instant::now());
    while start.elapsed() < duration {
        let begun = Instant::now();
        file.write_all(&bytes).and_then(|()| file.sync_data()).context("cannot append")?;
        latency.record(begun.elapsed());
    }
    let per_second = latency.count() as f64 / start.elapsed().as_secs_f64();
    report.figure("appends", "appends with fsync", per_second, Unit::PerSecond);
    latency.report(&mut report, "append", "append with fsync");
    Ok(report)
}

/// Sends from a separate process, after a fifth of the time to warm up.
pub fn sends(load: &SendLoad, duration: Duration) -> anyhow::Result<Sends> {
    let sender = Sender::start(load)?;
    let processes = Processes::new(vec![sender.process.0.id()]);
    let mut crowd = Crowd::new(sender.address)?;
    crowd.connect((0..load.sockets).map(|_| None))?;
    let mut count = Count(0);
    crowd.run(&mut count, Some(Instant::now() + duration / 5))?;
    let (before, watch) = (count.0, Watch::start(&processes)?);
    crowd.run(&mut count, Some(Instant::now() + duration))?;
    let (used, frames) = (watch.used()?, count.0 - before);
    if frames == 0 {
        bail!("nothing was sent");
    }
    Ok(Sends {
        per_second: frames as f64 / used.elapsed.as_secs_f64(),
        cpu_us: used.server.as_secs_f64() * 1e6 / frames as f64,
    })
}

/// Counts events.
struct Count(u64);

impl Play for Count {
    fn packet(&mut self, _: &mut Links, _: usize, packet: Packet<'_>) -> anyhow::Result<()> {
        self.0 += u64::from(matches!(packet, Packet::Event { .. }));
        Ok(())
    }
}

/// The process that sends; it ends when this value is dropped.
struct Sender {
    process: Running,
    address: SocketAddr,
}

impl Sender {
    fn start(load: &SendLoad) -> anyhow::Result<Self> {
        let process = Command::new(std::env::current_exe()?)
            .args(["bench", "floor-server", "--sockets", &load.sockets.to_string()])
            .args(["--at-once", &load.at_once.to_string(), "--bytes", &load.bytes.to_string()])
            .args(["--per-second", &load.per_second.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the sender")?;
        let mut process = Running::new(process);
        let mut line = String::new();
        BufReader::new(process.0.stdout.take().context("no output")?).read_line(&mut line)?;
        let address = line.trim().parse().with_context(|| format!("the sender said {line:?}"))?;
        Ok(Self { process, address })
    }
}

/// The process that sends: prints its address, waits for all sockets, then sends until one of them is closed.
pub fn serve(args: &FloorServerArgs) -> anyhow::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen")?;
    let mut out = std::io::stdout();
    writeln!(out, "{}", listener.local_addr()?).and_then(|()| out.flush()).context("cannot write")?;
    let load = &args.load;
    let sockets = (0..load.sockets)
        .map(|_| {
            let (socket, _) = listener.accept()?;
            socket.set_nodelay(true)?;
            Ok(socket)
        })
        .collect::<std::io::Result<Vec<_>>>()
        .context("cannot accept")?;
    let frame = event_frame(load.bytes)?;
    let mut pace = (load.per_second > 0.0).then(|| Pace::new(Instant::now(), load.per_second));
    loop {
        for some in sockets.chunks(load.at_once.max(1)) {
            if let Some(pace) = &mut pace {
                std::thread::sleep(pace.next_due().saturating_duration_since(Instant::now()));
                pace.take(Instant::now());
            }
            if !send_all(some, &frame) {
                return Ok(());
            }
        }
    }
}

/// Whether all sockets took the bytes.
fn send_all(sockets: &[TcpStream], frame: &[u8]) -> bool {
    sockets.iter().all(|mut socket| socket.write_all(frame).is_ok())
}

/// A `message:new` of exactly this many bytes, as a client reads it.
fn event_frame(bytes: usize) -> anyhow::Result<Vec<u8>> {
    let (before, after) = (r#"42["message:new",{"id":""#, r#""}]"#);
    let head = if bytes > 127 { 4 } else { 2 };
    let filler = bytes.checked_sub(head + before.len() + after.len()).context("too few bytes")?;
    let mut frame = Vec::with_capacity(bytes);
    push_frame(&mut frame, 0x81, false, format!("{before}{}{after}", "x".repeat(filler)).as_bytes());
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_exactly_the_size_asked_for_and_is_read_as_an_event() {
        for bytes in [64, 125, 127, 128, 320, 4000] {
            let frame = event_frame(bytes).unwrap();
            // Between 127 and 129 bytes some sizes are impossible: the head grows by two bytes at once.
            assert!(frame.len().abs_diff(bytes) <= 2, "{bytes}: {}", frame.len());
            let (_, range) = kith_client::frames::next_frame(&frame).unwrap().unwrap();
            assert!(matches!(
                Packet::read(&frame[range]).unwrap(),
                Packet::Event { name: b"message:new", .. }
            ));
        }
    }
}
