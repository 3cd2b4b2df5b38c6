//! An event that is encoded once and sent to many sockets.

use bytes::Bytes;
use serde::Serialize;

use super::encode::{Args, EmitError, event};
use super::namespace::Namespace;
use crate::ws::{FrameBuf, Opcode};

/// An event for one namespace, encoded and framed. Cloning it, and sending it, copies nothing.
#[derive(Clone, Debug)]
pub struct Frame {
    namespace: Namespace,
    /// The packet and its attachments, each in its WebSocket frame.
    frames: Frames,
}

#[derive(Clone, Debug)]
enum Frames {
    One([Bytes; 1]),
    Many(Box<[Bytes]>),
}

impl Frame {
    /// An event with one argument.
    ///
    /// # Errors
    /// When the argument cannot be written as JSON.
    pub fn event<T: Serialize + ?Sized>(
        namespace: impl Into<Namespace>,
        name: &str,
        arg: &T,
    ) -> Result<Self, EmitError> {
        Self::new(namespace.into(), name, Args::One(arg), Vec::new())
    }

    /// An event with any number of arguments: `args` must be an array in JSON (a tuple, a slice).
    ///
    /// # Errors
    /// When they cannot be written as JSON, or are not an array.
    pub fn event_args<T: Serialize + ?Sized>(
        namespace: impl Into<Namespace>,
        name: &str,
        args: &T,
    ) -> Result<Self, EmitError> {
        Self::new(namespace.into(), name, Args::All(args), Vec::new())
    }

    /// An event with attachments; `args` has a [`Placeholder`](super::Placeholder) for each.
    ///
    /// # Errors
    /// As for [`Frame::event_args`].
    pub fn event_with_attachments<T: Serialize + ?Sized>(
        namespace: impl Into<Namespace>,
        name: &str,
        args: &T,
        attachments: Vec<Bytes>,
    ) -> Result<Self, EmitError> {
        Self::new(namespace.into(), name, Args::All(args), attachments)
    }

    fn new<T: Serialize + ?Sized>(
        namespace: Namespace,
        name: &str,
        args: Args<'_, T>,
        attachments: Vec<Bytes>,
    ) -> Result<Self, EmitError> {
        let mut buffer = FrameBuf::new();
        event(buffer.payload(), &namespace, None, name, args, attachments.len())?;
        let head = Bytes::copy_from_slice(buffer.finish(Opcode::Text));
        Ok(Self { namespace, frames: Frames::new(head, &attachments) })
    }

    /// The namespace whose sockets it can be sent to.
    pub fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// Its size on a WebSocket, in bytes.
    pub fn size(&self) -> usize {
        self.frames().iter().map(Bytes::len).sum()
    }

    pub(crate) fn frames(&self) -> &[Bytes] {
        self.frames.as_slice()
    }
}

impl Frames {
    fn new(head: Bytes, attachments: &[Bytes]) -> Self {
        if attachments.is_empty() {
            return Self::One([head]);
        }
        Self::Many(std::iter::once(head).chain(attachments.iter().map(|bytes| binary_frame(bytes))).collect())
    }

    fn as_slice(&self) -> &[Bytes] {
        match self {
            Self::One(frame) => frame,
            Self::Many(frames) => frames,
        }
    }
}

/// Frames for one namespace that leave together: on a WebSocket as one piece of memory, over polling one by one.
pub(crate) struct Batch {
    namespace: Namespace,
    joined: Bytes,
    parts: Vec<Bytes>,
}

impl Batch {
    /// Invariant: `frames` are for one namespace, and at least one.
    pub(crate) fn new(frames: Vec<Frame>) -> Self {
        let namespace = frames.first().map_or(Namespace::MAIN, |frame| frame.namespace.clone());
        let parts: Vec<Bytes> = frames.iter().flat_map(|frame| frame.frames().iter().cloned()).collect();
        let joined = match parts.as_slice() {
            [one] => one.clone(),
            several => several.concat().into(),
        };
        Self { namespace, joined, parts }
    }

    pub(crate) fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// Its size on a WebSocket, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.joined.len()
    }

    pub(crate) fn joined(&self) -> &Bytes {
        &self.joined
    }

    pub(crate) fn parts(&self) -> &[Bytes] {
        &self.parts
    }
}

impl From<Frame> for Batch {
    fn from(frame: Frame) -> Self {
        Self::new(vec![frame])
    }
}

/// One attachment in its WebSocket frame.
pub(crate) fn binary_frame(attachment: &[u8]) -> Bytes {
    let mut buffer = FrameBuf::new();
    buffer.payload().extend_from_slice(attachment);
    Bytes::copy_from_slice(buffer.finish(Opcode::Binary))
}
