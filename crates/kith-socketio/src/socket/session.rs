//! Socket.IO on one connection: which namespaces its client is in, and what to do with each packet.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use serde_json::value::RawValue;

use super::ack::{AckSender, Reply};
use super::encode::head;
use super::event::{ArgList, Event};
use super::handler::{ConnectError, ConnectRequest, Handler};
use super::namespace::Namespace;
use super::packet::{Kind, Packet};
use super::socket::Socket;
use crate::config::Config;
use crate::engine::{Connection, HandlerUnderWay, Message, Protocol, send_frames};
use crate::reason::DisconnectReason;
use crate::sid::Sid;
use crate::waiting_room::Seat;
use crate::ws::{FrameBuf, Opcode};

/// Socket.IO, for one application.
pub(crate) struct SocketIo<H: Handler> {
    handler: Arc<H>,
    max_attachments: usize,
    max_namespaces: usize,
    max_payload: usize,
    connect_timeout: std::time::Duration,
}

impl<H: Handler> SocketIo<H> {
    pub(crate) fn new(handler: Arc<H>, config: &Config) -> Self {
        Self {
            handler,
            max_attachments: config.max_attachments,
            max_namespaces: config.max_namespaces,
            max_payload: config.max_payload,
            connect_timeout: config.connect_timeout,
        }
    }
}

/// The state per connection. An idle one has its sockets and nothing else.
pub(crate) struct Session<S> {
    sockets: Vec<Socket<S>>,
    rare: Option<Box<Rare<S>>>,
}

/// State that few sessions have, so that the others do not pay for it.
struct Rare<S> {
    connecting: Vec<Connecting<S>>,
    /// Namespaces from which the server removed the client: packets for them that were on their way are no
    /// protocol error.
    left: Vec<Namespace>,
    binary: Option<Binary>,
}

impl<S> Default for Rare<S> {
    fn default() -> Self {
        Self { connecting: Vec::new(), left: Vec::new(), binary: None }
    }
}

/// A `CONNECT` that the application is deciding on.
struct Connecting<S> {
    namespace: Namespace,
    decision: Decision<S>,
}

type Decision<S> = Pin<Box<dyn Future<Output = Result<S, ConnectError>> + Send>>;

/// A binary packet whose attachments have not all arrived.
struct Binary {
    text: Box<str>,
    missing: usize,
    attachments: Vec<Bytes>,
    bytes: usize,
    /// Accounts for these bytes.
    seat: Seat,
}

impl<H: Handler> Protocol for SocketIo<H> {
    type Session = Session<H::State>;

    fn opened(&self, connection: &Connection) -> Self::Session {
        connection.expect_namespace(Some(self.connect_timeout));
        Session { sockets: Vec::new(), rare: None }
    }

    fn message(
        &self,
        session: &mut Self::Session,
        connection: &Connection,
        message: Message<'_>,
    ) -> Result<(), DisconnectReason> {
        let awaited = session.rare.as_mut().and_then(|rare| rare.binary.as_mut());
        match (message, awaited) {
            (Message::Text(text), None) => self.text(session, connection, text),
            (Message::Binary(bytes), Some(binary)) => {
                binary.bytes += bytes.len();
                if binary.bytes > self.max_payload {
                    return Err(DisconnectReason::ProtocolError);
                }
                binary.seat.hold(binary.bytes);
                binary.attachments.push(Bytes::copy_from_slice(bytes));
                binary.missing -= 1;
                if binary.missing > 0 {
                    return Ok(());
                }
                let Some(binary) = session.rare.as_mut().and_then(|rare| rare.binary.take()) else {
                    return Ok(());
                };
                let packet = self.decode(connection, &binary.text)?;
                self.packet(session, connection, packet, binary.attachments)
            }
            // Bytes that nothing announced, or text where attachments should be.
            (Message::Binary(_), None) | (Message::Text(_), Some(_)) => Err(DisconnectReason::ProtocolError),
        }
    }

    fn poll(&self, session: &mut Self::Session, connection: &Connection, cx: &mut Context<'_>) {
        self.decide(session, connection, cx);
        self.drop_left(session, connection);
    }

    fn closed(&self, session: Self::Session, connection: &Connection, reason: DisconnectReason) {
        for socket in session.sockets {
            // A socket that the application disconnected just before keeps that reason.
            let reason = if socket.has_left() { DisconnectReason::ServerDisconnect } else { reason };
            socket.mark_disconnected();
            // Each call by itself: a panic about one socket must not prevent the calls for the others.
            let told = catch_unwind(AssertUnwindSafe(|| self.handler.disconnected(&socket, reason)));
            if told.is_err() {
                tracing::error!(peer = %connection.handshake().peer(), "handler panicked at a disconnection");
            }
        }
    }
}

impl<H: Handler> SocketIo<H> {
    fn decode<'a>(&self, connection: &Connection, text: &'a str) -> Result<Packet<'a>, DisconnectReason> {
        Packet::decode(text, self.max_attachments).map_err(|error| {
            tracing::debug!(peer = %connection.handshake().peer(), %error, "malformed packet");
            DisconnectReason::ProtocolError
        })
    }

    fn text(
        &self,
        session: &mut Session<H::State>,
        connection: &Connection,
        text: &str,
    ) -> Result<(), DisconnectReason> {
        let packet = self.decode(connection, text)?;
        if packet.attachments > 0 {
            // A client that is in no namespace cannot send attachments, so the server stores nothing for it.
            if !session.has_joined(packet.namespace) && !session.has_left(packet.namespace) {
                return Err(DisconnectReason::ProtocolError);
            }
            let (missing, bytes) = (packet.attachments, text.len());
            let (attachments, seat) = (Vec::with_capacity(missing), connection.seat_upload(bytes));
            let binary = Binary { text: text.into(), missing, attachments, bytes, seat };
            session.rare.get_or_insert_default().binary = Some(binary);
            return Ok(());
        }
        self.packet(session, connection, packet, Vec::new())
    }

    /// A whole packet with its attachments.
    fn packet(
        &self,
        session: &mut Session<H::State>,
        connection: &Connection,
        packet: Packet<'_>,
        attachments: Vec<Bytes>,
    ) -> Result<(), DisconnectReason> {
        let place = session.sockets.iter().position(|socket| socket.namespace().as_str() == packet.namespace);
        let Some(place) = place else { return self.outside(session, connection, packet) };
        match packet.kind {
            Kind::Event(array) => {
                let socket = session.sockets[place].clone();
                let ack = packet.id.map(|id| AckSender {
                    connection: connection.clone(),
                    namespace: socket.namespace().clone(),
                    id,
                });
                if !socket.has_left() {
                    self.event(connection, socket, Event::new(&array, attachments), ack);
                }
            }
            Kind::Ack(array) => {
                let reply = Reply { args: ArgList::new(&array, 0, attachments) };
                session.sockets[place].resolve(packet.id.unwrap_or_default(), reply);
            }
            Kind::Disconnect => {
                let socket = session.sockets.swap_remove(place);
                self.gone(session, connection, &socket, DisconnectReason::ClientDisconnect);
            }
            // Joined twice, or what only servers send.
            Kind::Connect(_) | Kind::ConnectError => return Err(DisconnectReason::ProtocolError),
        }
        Ok(())
    }

    /// A packet for a namespace that the client is not in.
    fn outside(
        &self,
        session: &mut Session<H::State>,
        connection: &Connection,
        packet: Packet<'_>,
    ) -> Result<(), DisconnectReason> {
        let Kind::Connect(auth) = packet.kind else {
            // "If the server does not receive a CONNECT packet first, then it MUST close the connection."
            let left = session.has_left(packet.namespace);
            return if left { Ok(()) } else { Err(DisconnectReason::ProtocolError) };
        };
        let joined = session.sockets.len();
        let rare = session.rare.get_or_insert_default();
        let asked_twice = rare.connecting.iter().any(|other| other.namespace.as_str() == packet.namespace);
        if asked_twice || joined + rare.connecting.len() >= self.max_namespaces {
            return Err(DisconnectReason::ProtocolError);
        }
        let namespace = Namespace::new(packet.namespace);
        rare.left.retain(|left| *left != namespace);
        let auth = match auth.map(|auth| RawValue::from_string(auth.to_owned())).transpose() {
            Ok(auth) => auth,
            Err(_) => return Err(DisconnectReason::ProtocolError),
        };
        let request = ConnectRequest { connection: connection.clone(), namespace: namespace.clone(), auth };
        let decision = Box::pin(Arc::clone(&self.handler).connect(request));
        rare.connecting.push(Connecting { namespace, decision });
        // The connection's task, which called this, will call `poll`, which polls the decision.
        Ok(())
    }

    /// Polls the decisions that are under way.
    fn decide(&self, session: &mut Session<H::State>, connection: &Connection, cx: &mut Context<'_>) {
        let mut at = 0;
        while let Some(connecting) = session.rare.as_mut().and_then(|rare| rare.connecting.get_mut(at)) {
            let Poll::Ready(decision) = connecting.decision.as_mut().poll(cx) else {
                at += 1;
                continue;
            };
            let namespace = connecting.namespace.clone();
            if let Some(rare) = &mut session.rare {
                rare.connecting.swap_remove(at);
            }
            match decision {
                Ok(state) => self.join(session, connection, namespace, state),
                Err(error) => {
                    let mut frame = FrameBuf::new();
                    head(frame.payload(), b'4', 0, &namespace, None);
                    error.write(frame.payload());
                    // An error means closed: then no client is left to answer.
                    let _ = send_frames(connection, frame.finish(Opcode::Text), &[]);
                }
            }
        }
        session.tidy();
    }

    fn join(
        &self,
        session: &mut Session<H::State>,
        connection: &Connection,
        namespace: Namespace,
        state: H::State,
    ) {
        let Ok(id) = Sid::random() else {
            tracing::error!("the system has no random numbers");
            connection.close();
            return;
        };
        // The answer is held back until the application knows the socket: a client that has its answer, and anyone it
        // informs, may rely on receiving all that is sent to it from then on.
        connection.held(|| {
            let mut frame = FrameBuf::new();
            head(frame.payload(), b'0', 0, &namespace, None);
            frame.payload().extend_from_slice(format!(r#"{{"sid":"{id}"}}"#).as_bytes());
            // An error means closed: `closed` follows, and tells the application.
            let _ = send_frames(connection, frame.finish(Opcode::Text), &[]);
            drop(frame);
            connection.expect_namespace(None);
            let socket = Socket::new(connection.clone(), namespace, id, state);
            session.sockets.reserve_exact(1);
            session.sockets.push(socket.clone());
            self.handler.connected(&socket);
        });
    }

    /// Removes the sockets that the application disconnected.
    fn drop_left(&self, session: &mut Session<H::State>, connection: &Connection) {
        while let Some(place) = session.sockets.iter().position(Socket::has_left) {
            let socket = session.sockets.swap_remove(place);
            let left = &mut session.rare.get_or_insert_default().left;
            if left.len() >= self.max_namespaces {
                left.remove(0);
            }
            left.push(socket.namespace().clone());
            self.gone(session, connection, &socket, DisconnectReason::ServerDisconnect);
        }
    }

    fn gone(
        &self,
        session: &Session<H::State>,
        connection: &Connection,
        socket: &Socket<H::State>,
        reason: DisconnectReason,
    ) {
        if session.sockets.is_empty() {
            connection.expect_namespace(Some(self.connect_timeout));
        }
        socket.mark_disconnected();
        self.handler.disconnected(socket, reason);
    }

    /// Starts the handler of an event: polled once here, to keep the client's order, then on its own.
    fn event(&self, connection: &Connection, socket: Socket<H::State>, event: Event, ack: Option<AckSender>) {
        let mut handling = Box::pin(Arc::clone(&self.handler).event(socket, event, ack));
        // Without tokio's budget: a handler that could enqueue at once must not be delayed behind later ones.
        let first = tokio::task::unconstrained(handling.as_mut());
        if std::pin::pin!(first).poll(&mut Context::from_waker(Waker::noop())).is_pending() {
            let under_way = HandlerUnderWay::new(connection);
            let connection = connection.clone();
            tokio::spawn(async move {
                // All frames that one step of a handler sends to its own client, an event and the answer, leave in one
                // write.
                poll_fn(|cx| connection.corked(|| handling.as_mut().poll(cx))).await;
                drop(under_way);
            });
        }
    }
}

impl<S> Session<S> {
    fn has_joined(&self, namespace: &str) -> bool {
        self.sockets.iter().any(|socket| socket.namespace().as_str() == namespace)
    }

    /// Whether the server removed the client from this namespace.
    fn has_left(&self, namespace: &str) -> bool {
        self.rare.as_ref().is_some_and(|rare| rare.left.iter().any(|left| left.as_str() == namespace))
    }

    /// Frees state that is no longer needed.
    fn tidy(&mut self) {
        if let Some(rare) = &self.rare
            && rare.connecting.is_empty()
            && rare.left.is_empty()
            && rare.binary.is_none()
        {
            self.rare = None;
        }
    }
}
