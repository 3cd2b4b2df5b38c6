//! The processes and folders that this program has made, so that an interrupted run leaves nothing behind.

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

/// A process that is ended when this is dropped, or when a signal ends the program.
pub struct Running(pub Child);

impl Running {
    /// Takes over the process.
    pub fn new(child: Child) -> Self {
        leftovers().processes.extend(pid(&child));
        Self(child)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A process that was waited for must not be killed: its number may be another process's by then.
        leftovers().processes.retain(|process| Some(*process) != pid(&self.0));
        // An error means that it ended by itself: then there is nothing to kill.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn pid(child: &Child) -> Option<Pid> {
    i32::try_from(child.id()).ok().map(Pid::from_raw)
}

/// Removes this folder when a signal ends the program before the folder has been removed.
pub fn remember_folder(folder: PathBuf) {
    leftovers().folders.push(folder);
}

/// Cleans up when a signal ends the program. Must be called before other threads are started.
pub fn clear_when_told_to_end() -> anyhow::Result<()> {
    let mut signals = SigSet::empty();
    [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP].into_iter().for_each(|signal| signals.add(signal));
    signals.thread_block()?;
    std::thread::spawn(move || {
        if let Ok(signal) = signals.wait() {
            let leftovers = leftovers();
            for process in &leftovers.processes {
                // A process that has ended needs no kill. After the wait no process writes to its folder.
                let _ = kill(*process, Signal::SIGKILL);
                let _ = waitpid(*process, None);
            }
            for folder in &leftovers.folders {
                // An error means that it was removed before.
                let _ = std::fs::remove_dir_all(folder);
            }
            std::process::exit(128 + signal as i32);
        }
    });
    Ok(())
}
