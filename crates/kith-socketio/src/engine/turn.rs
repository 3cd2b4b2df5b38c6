//! Writes at the end of a turn: what one round of the runtime's tasks sends on a connection leaves in one write.
//!
//! A write costs more than everything else about a small packet. Under load a connection gets several within one round (the
//! answer to what it sent, what others sent to it), and they share the write; without load the round is over at once.

use std::cell::RefCell;
use std::sync::{Arc, Mutex};

use tokio::runtime::Handle;

use super::connection::Conn;
use crate::sync::lock;

/// Connections with frames collected in one turn; `None` once they are being written.
type Turn = Arc<Mutex<Option<Vec<Arc<Conn>>>>>;

thread_local! {
    /// The turn that is under way on this thread.
    static TURN: RefCell<Turn> = RefCell::default();
}

/// Has the connection's collected frames written at the end of this turn. `false` outside a runtime: there are no turns.
pub(crate) fn flush_at_end(conn: &Arc<Conn>) -> bool {
    TURN.with_borrow_mut(|turn| {
        if let Some(conns) = &mut *lock(turn) {
            conns.push(Arc::clone(conn));
            return true;
        }
        let Ok(runtime) = Handle::try_current() else { return false };
        *turn = Arc::new(Mutex::new(Some(vec![Arc::clone(conn)])));
        let turn = Arc::clone(turn);
        runtime.spawn(async move {
            // Tasks that are ready, or become so by what has arrived, come first.
            tokio::task::yield_now().await;
            let conns = lock(&turn).take();
            conns.into_iter().flatten().for_each(|conn| conn.flush());
        });
        true
    })
}
