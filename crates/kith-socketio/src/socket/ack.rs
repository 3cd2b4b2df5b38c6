//! Acknowledgements in both directions.

use std::collections::HashMap;
use std::fmt;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;
use tokio::sync::oneshot;

use super::encode::{Args, EmitError, ack};
use super::event::{ArgError, ArgList};
use super::frame::binary_frame;
use super::namespace::Namespace;
use crate::engine::Connection;
use crate::engine::send_frames;
use crate::ws::{FrameBuf, Opcode};

/// Answers one event of a client, once.
pub struct AckSender {
    pub(crate) connection: Connection,
    pub(crate) namespace: Namespace,
    pub(crate) id: u64,
}

impl AckSender {
    /// Answers with one argument.
    ///
    /// # Errors
    /// When the connection is closed, or the argument cannot be written as JSON.
    pub fn send<T: Serialize + ?Sized>(self, arg: &T) -> Result<(), EmitError> {
        self.answer(Args::One(arg), &[])
    }

    /// Answers with any number of arguments: `args` must be an array in JSON (a tuple, a slice).
    ///
    /// # Errors
    /// As for [`AckSender::send`], and when the arguments are not an array.
    pub fn send_args<T: Serialize + ?Sized>(self, args: &T) -> Result<(), EmitError> {
        self.answer(Args::All(args), &[])
    }

    /// Answers with attachments; `args` has a [`Placeholder`](super::Placeholder) for each.
    ///
    /// # Errors
    /// As for [`AckSender::send_args`].
    pub fn send_with_attachments<T: Serialize + ?Sized>(
        self,
        args: &T,
        attachments: &[Bytes],
    ) -> Result<(), EmitError> {
        self.answer(Args::All(args), attachments)
    }

    fn answer<T: Serialize + ?Sized>(
        self,
        args: Args<'_, T>,
        attachments: &[Bytes],
    ) -> Result<(), EmitError> {
        let attached: Vec<Bytes> = attachments.iter().map(|bytes| binary_frame(bytes)).collect();
        let mut frame = FrameBuf::new();
        ack(frame.payload(), &self.namespace, self.id, args, attached.len())?;
        Ok(send_frames(&self.connection, frame.finish(Opcode::Text), &attached)?)
    }
}

impl fmt::Debug for AckSender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AckSender").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Why there is no answer from the client.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum AckError {
    /// The event was not even sent.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// No answer within the given time.
    #[error("the client did not answer in time")]
    Timeout,
    /// The socket was disconnected before an answer.
    #[error("the socket was disconnected before it answered")]
    Disconnected,
}

/// A client's answer to an event.
#[derive(Clone, Debug)]
pub struct Reply {
    pub(crate) args: ArgList,
}

impl Reply {
    /// How many arguments it has.
    pub fn len(&self) -> usize {
        self.args.len()
    }

    /// Whether it has no arguments.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Reads argument `index`, from 0.
    ///
    /// # Errors
    /// When there is no such argument, or it is of another type.
    pub fn arg<'a, T: Deserialize<'a>>(&'a self, index: usize) -> Result<T, ArgError> {
        self.args.arg(index)
    }

    /// All arguments as JSON text, unread.
    pub fn raw_args(&self) -> Vec<&RawValue> {
        self.args.raw()
    }

    /// The binary attachments, in order.
    pub fn attachments(&self) -> &[Bytes] {
        self.args.attachments()
    }
}

/// The answers that a socket waits for. Boxed: most sockets wait for none.
#[derive(Default)]
pub(crate) struct PendingAcks {
    next_id: u64,
    waiting: HashMap<u64, oneshot::Sender<Reply>>,
}

impl PendingAcks {
    /// A new id, and the receiver of its answer.
    pub(crate) fn register(&mut self) -> (u64, oneshot::Receiver<Reply>) {
        let id = self.next_id;
        self.next_id += 1;
        let (sender, receiver) = oneshot::channel();
        self.waiting.insert(id, sender);
        (id, receiver)
    }

    pub(crate) fn forget(&mut self, id: u64) {
        self.waiting.remove(&id);
    }

    /// Hands an answer to its waiting caller. Ignores unknown ids (late, or made up).
    pub(crate) fn resolve(&mut self, id: u64, reply: Reply) {
        if let Some(waiting) = self.waiting.remove(&id) {
            // The caller may no longer wait for the answer.
            let _ = waiting.send(reply);
        }
    }
}
