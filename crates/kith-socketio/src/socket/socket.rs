//! One client in one namespace, as the application holds it.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::oneshot;

use super::ack::{AckError, PendingAcks, Reply};
use super::encode::{Args, EmitError, event, head};
use super::frame::{Batch, Frame};
use super::namespace::Namespace;
use crate::engine::{Connection, Handshake, Transport, send_frames};
use crate::sid::Sid;
use crate::sync::lock;
use crate::ws::{FrameBuf, Opcode};

/// One client in one namespace. Cheap to clone; equal to its clones only. Sending never waits.
///
/// Keeping it after `disconnected` is harmless: it holds no file descriptor, and sending to it is an error.
pub struct Socket<S>(Arc<Inner<S>>);

struct Inner<S> {
    connection: Connection,
    namespace: Namespace,
    id: Sid,
    connected: AtomicBool,
    acks: Mutex<Option<Box<PendingAcks>>>,
    state: S,
}

impl<S> Socket<S> {
    pub(crate) fn new(connection: Connection, namespace: Namespace, id: Sid, state: S) -> Self {
        let connected = AtomicBool::new(true);
        Self(Arc::new(Inner { connection, namespace, id, connected, acks: Mutex::new(None), state }))
    }

    /// Its identifier. Not secret: other clients may learn it.
    pub fn id(&self) -> Sid {
        self.0.id
    }

    /// Its namespace.
    pub fn namespace(&self) -> &Namespace {
        &self.0.namespace
    }

    /// The application's state for it.
    pub fn state(&self) -> &S {
        &self.0.state
    }

    /// The request that opened its connection.
    pub fn handshake(&self) -> &Handshake {
        self.0.connection.handshake()
    }

    /// How packets travel at the moment.
    pub fn transport(&self) -> Transport {
        self.0.connection.transport()
    }

    /// Whether it is still in its namespace and its connection is open.
    pub fn is_connected(&self) -> bool {
        self.0.connected.load(Ordering::Acquire) && self.0.connection.is_open()
    }

    /// Sends an event with one argument.
    ///
    /// # Errors
    /// When the socket is disconnected (or this call disconnects it, since its client reads too slowly), or the
    /// argument cannot be written as JSON.
    pub fn emit<T: Serialize + ?Sized>(&self, name: &str, arg: &T) -> Result<(), EmitError> {
        self.send_event(name, None, Args::One(arg))
    }

    /// Sends an event with any number of arguments: `args` must be an array in JSON (a tuple, a slice).
    ///
    /// # Errors
    /// As for [`Socket::emit`], and when the arguments are not an array.
    pub fn emit_args<T: Serialize + ?Sized>(&self, name: &str, args: &T) -> Result<(), EmitError> {
        self.send_event(name, None, Args::All(args))
    }

    /// Sends an encoded event.
    ///
    /// # Errors
    /// When the socket is disconnected, or the frame was made for another namespace.
    pub fn emit_frame(&self, frame: &Frame) -> Result<(), EmitError> {
        if frame.namespace() != self.namespace() {
            return Err(EmitError::WrongNamespace);
        }
        self.check_connected()?;
        Ok(self.0.connection.send_shared(frame.frames())?)
    }

    /// Sends encoded events, in one write if the transport allows it. The caller counts them with
    /// [`Socket::count_sent`].
    pub(crate) fn emit_batch(&self, batch: &Batch) -> Result<(), EmitError> {
        if batch.namespace() != self.namespace() {
            return Err(EmitError::WrongNamespace);
        }
        self.check_connected()?;
        Ok(self.0.connection.send_batch(batch.joined(), batch.parts())?)
    }

    /// Counts a batch that this many sockets of this server took.
    pub(crate) fn count_sent(&self, batch: &Batch, sockets: usize) {
        self.0.connection.count_sent(sockets * batch.parts().len(), sockets * batch.size());
    }

    /// Sends an event with one argument and waits for the client's answer.
    ///
    /// # Errors
    /// When the event cannot be sent, the client does not answer within `patience`, or disconnects before.
    pub async fn emit_with_ack<T: Serialize + ?Sized>(
        &self,
        name: &str,
        arg: &T,
        patience: Duration,
    ) -> Result<Reply, AckError> {
        self.ask(name, Args::One(arg), patience).await
    }

    /// Sends an event with any number of arguments, as [`Socket::emit_args`] does, and waits for the client's answer.
    ///
    /// # Errors
    /// As for [`Socket::emit_with_ack`], and when the arguments are not an array.
    pub async fn emit_args_with_ack<T: Serialize + ?Sized>(
        &self,
        name: &str,
        args: &T,
        patience: Duration,
    ) -> Result<Reply, AckError> {
        self.ask(name, Args::All(args), patience).await
    }

    async fn ask<T: Serialize + ?Sized>(
        &self,
        name: &str,
        args: Args<'_, T>,
        patience: Duration,
    ) -> Result<Reply, AckError> {
        let (id, answer) = self.send_question(name, args)?;
        let answer = tokio::time::timeout(patience, answer).await;
        if let Some(acks) = &mut *lock(&self.0.acks) {
            acks.forget(id);
        }
        match answer {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(_)) => Err(AckError::Disconnected),
            Err(_) => Err(AckError::Timeout),
        }
    }

    /// Removes the client from the namespace or, with `close_transport`, closes its whole connection after the
    /// frames that were sent before. Either way official clients do not reconnect by themselves.
    pub fn disconnect(&self, close_transport: bool) {
        if self.0.connected.swap(false, Ordering::AcqRel) {
            let mut frame = FrameBuf::new();
            head(frame.payload(), b'1', 0, self.namespace(), None);
            // An error means closed already: then no client is left to inform.
            let _ = send_frames(&self.0.connection, frame.finish(Opcode::Text), &[]);
        }
        if close_transport {
            self.0.connection.close();
        } else {
            self.0.connection.wake();
        }
    }

    /// Marks the socket as disconnected; all callers that wait for an answer get an error.
    pub(crate) fn mark_disconnected(&self) {
        self.0.connected.store(false, Ordering::Release);
        *lock(&self.0.acks) = None;
    }

    /// Whether the application, or the end of the connection, removed it from its namespace.
    pub(crate) fn has_left(&self) -> bool {
        !self.0.connected.load(Ordering::Acquire)
    }

    /// Passes on a client's answer.
    pub(crate) fn resolve(&self, id: u64, reply: Reply) {
        if let Some(acks) = &mut *lock(&self.0.acks) {
            acks.resolve(id, reply);
        }
    }

    fn send_question<T: Serialize + ?Sized>(
        &self,
        name: &str,
        args: Args<'_, T>,
    ) -> Result<(u64, oneshot::Receiver<Reply>), EmitError> {
        let (id, answer) = lock(&self.0.acks).get_or_insert_default().register();
        let sent = self.send_event(name, Some(id), args);
        if let (Err(_), Some(acks)) = (&sent, &mut *lock(&self.0.acks)) {
            acks.forget(id);
        }
        sent.map(|()| (id, answer))
    }

    fn send_event<T: Serialize + ?Sized>(
        &self,
        name: &str,
        id: Option<u64>,
        args: Args<'_, T>,
    ) -> Result<(), EmitError> {
        self.check_connected()?;
        let mut frame = FrameBuf::new();
        event(frame.payload(), self.namespace(), id, name, args, 0)?;
        Ok(send_frames(&self.0.connection, frame.finish(Opcode::Text), &[])?)
    }

    fn check_connected(&self) -> Result<(), EmitError> {
        if self.has_left() { Err(EmitError::Disconnected) } else { Ok(()) }
    }
}

impl<S> Clone for Socket<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<S> PartialEq for Socket<S> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<S> Eq for Socket<S> {}

impl<S> Hash for Socket<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl<S> fmt::Debug for Socket<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket")
            .field("id", &self.0.id)
            .field("namespace", &self.0.namespace)
            .finish_non_exhaustive()
    }
}
