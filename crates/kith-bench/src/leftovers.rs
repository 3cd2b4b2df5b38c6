//! What we have started and made, so that a run that is interrupted leaves nothing behind.

use std::path::PathBuf;
use std::process::Child;
use std::sync::{Mutex, MutexGuard, PoisonError};

use nix::sys::signal::{SigSet, Signal, kill};
use nix::sys::wait::waitpid;
use nix::unistd::Pid;

static LEFTOVERS: Mutex<Leftovers> = Mutex::new(Leftovers { processes: Vec::new(), folders: Vec::new() });

struct Leftovers {
    processes: Vec<Pid>,
    folders: Vec<PathBuf>,
}

fn leftovers() -> MutexGuard<'static, Leftovers> {
    LEFTOVERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A process that is ended when this is dropped, or when we are told to end.
pub struct Running(pub Child);

impl Running {
    /// Looks after it from now on.
    pub fn new(child: Child) -> Self {
        leftovers().processes.extend(pid(&child));
        Self(child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // No longer ours to end once it has been waited for: its number may be another's then.
        leftovers().processes.retain(|process| Some(*process) != pid(&self.0));
        // It may have ended by itself: then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().map(Pid::from_raw)
}

/// Removes this folder when we are told to end before it has been removed.
pub fn remember_folder(folder: PathBuf) {
    leftovers().folders.push(folder);
}

/// Ends everything when we are told to end. To be called before there are other threads.
pub fn clear_when_told_to_end() -> anyhow::Result<()> {
    let mut signals = SigSet::empty();
    [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().for_each(|signal| signals.add(signal));
    signals.thread_block()?;
    std::thread::spawn(move || {
        if let Ok(signal) = signals.wait() {
            let leftovers = leftovers();
            for process in &leftovers.processes {
                // One that has ended meanwhile needs no ending. None writes to its folder once it has been waited for.
                let _ = kill(*process, Signal::SIGKILL);
                let _ = waitpid(*process, None);
            }
            for folder in &leftovers.folders {
                // Most have been removed before.
                let _ = std::fs::remove_dir_all(folder);
            }
            std::process::exit(128 + signal as i32);
        }
    });
    Ok(())
}
