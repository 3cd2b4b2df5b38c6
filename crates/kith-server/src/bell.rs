//! The bell of a data folder: a Unix socket with which another process wakes the server after it has added a job or changed
//! the stickers. The packet carries nothing: the server reads the database and the folder.

use std::fs;
use std::io::{Error, ErrorKind, Result};
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use tokio::net::UnixDatagram;

const FILE: &str = "bell.sock";

/// The server's end. A server replaces the socket file that a crashed one left behind.
pub struct Bell {
    socket: UnixDatagram,
    path: PathBuf,
}

impl Bell {
    /// Binds the socket. Only for the server that has claimed the folder.
    pub fn hang(data: &Path) -> Result<Self> {
        let path = data.join(FILE);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Self { socket: at(data, UnixDatagram::bind)?, path })
    }

    /// Removes the socket file, before another server can claim the folder.
    pub fn take_down(&self) {
        if let Err(error) = fs::remove_file(&self.path) {
            tracing::warn!(%error, path = %self.path.display(), "cannot be removed");
        }
    }

    /// Calls `rung` each time a process rings. Ends when the socket fails.
    pub async fn listen(&self, rung: impl Fn()) {
        let mut byte = [0; 1];
        while self.socket.recv(&mut byte).await.is_ok() {
            rung();
        }
    }
}

/// Rings. Without a running server it does nothing: a server looks for both when it starts.
pub fn ring(data: &Path) -> Result<()> {
    let rung = at(data, |path| std::os::unix::net::UnixDatagram::unbound()?.send_to(&[1], path));
    match rung.map_err(|error| (error.kind(), error)) {
        Ok(_) | Err((ErrorKind::NotFound | ErrorKind::ConnectionRefused, _)) => Ok(()),
        Err((_, error)) => Err(error),
    }
}

/// A socket's address has at most 107 bytes and the folder's path may have more, so its descriptor names the folder.
fn at<T>(data: &Path, open: impl FnOnce(PathBuf) -> Result<T>) -> Result<T> {
    let folder = fs::File::open(data)
        .map_err(|error| Error::new(error.kind(), format!("{}: {error}", data.display())))?;
    open(Path::new("/proc/self/fd").join(folder.as_raw_fd().to_string()).join(FILE))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Notify;

    use super::*;

    #[tokio::test]
    async fn whoever_rings_is_heard_also_in_a_folder_with_a_long_name_and_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("d".repeat(200));
        fs::create_dir(&data).unwrap();
        ring(&data).unwrap();
        for _ in 0..2 {
            let (bell, rung) = (Bell::hang(&data).unwrap(), Arc::new(Notify::new()));
            let listening = tokio::spawn({
                let rung = rung.clone();
                async move { bell.listen(|| rung.notify_one()).await }
            });
            ring(&data).unwrap();
            rung.notified().await;
            listening.abort();
            assert!(listening.await.unwrap_err().is_cancelled());
            ring(&data).unwrap();
        }
    }
}
