//! Rules of accounts and sessions.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod support;

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};
use kith_core::{Actor, Audience, Client, Settings, TokenCarrier};
use kith_wire::{ChangePassword, ErrorCode, Login, Register, Session, TenantId};
use support::{TestServer, client};

const HERE: IpNet = IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::LOCALHOST, 32));

const PASSWORD: &str = "correct horse";

fn registration(username: &str) -> Register {
    Register {
        username: username.into(),
        password: PASSWORD.into(),
        name: username.into(),
        email: None,
        device: None,
        setup_code: None,
    }
}

async fn register(server: &TestServer, username: &str) -> (Actor, Session) {
    let session = server.kith.register(registration(username), &client()).await.unwrap();
    (Actor::person(TenantId::DEFAULT, session.user.id, session.session_id), session)
}

async fn log_in(server: &TestServer, login: &str, password: &str) -> Result<Session, ErrorCode> {
    let request = Login { login: login.into(), password: password.into(), device: None };
    server.kith.log_in(request, &client()).await.map_err(|refusal| refusal.code())
}

#[tokio::test]
async fn an_account_logs_in_with_its_own_password_only() {
    let server = TestServer::new();
    let (actor, session) = register(&server, "ada").await;
    assert_eq!(server.kith.authenticate(Some(&session.access_token), HERE).await.unwrap(), actor);
    assert!(log_in(&server, "ADA", PASSWORD).await.is_ok());
    assert_eq!(log_in(&server, "ada", "battery staple").await.err(), Some(ErrorCode::Unauthenticated));
    assert_eq!(log_in(&server, "nobody", PASSWORD).await.err(), Some(ErrorCode::Unauthenticated));
}

#[tokio::test]
async fn attempts_at_names_that_nobody_can_have_are_not_remembered() {
    let server = TestServer::with(Settings::default());
    for length in 255..265 {
        let refused = log_in(&server, &"x".repeat(length), PASSWORD).await;
        assert_eq!(refused.err(), Some(ErrorCode::Unauthenticated));
    }
    assert_eq!(server.kith.entries().rates, 0);
    log_in(&server, "nobody", PASSWORD).await.err();
    assert_eq!(server.kith.entries().rates, 3, "the address, the name there, and the name anywhere");
}

#[tokio::test]
async fn guesses_from_elsewhere_lock_nobody_out_who_was_here_before() {
    let server = TestServer::with(Settings::default());
    register(&server, "ada").await;
    let from = async |network: IpNet, password: &str| {
        let request = Login { login: "ada".into(), password: password.into(), device: None };
        let client = Client { address: network.addr(), network, ..client() };
        server.kith.log_in(request, &client).await.err().map(|refusal| refusal.code())
    };
    let mut guesses = 0;
    for network in 0..=u8::MAX {
        let mut code = Some(ErrorCode::Unauthenticated);
        for _ in 0..10 {
            if code == Some(ErrorCode::Unauthenticated) {
                code = from(IpAddr::from([10, 0, 0, network]).into(), "a wrong guess").await;
                guesses += 1;
            }
        }
        if guesses > 100 && code == Some(ErrorCode::RateLimited) {
            break;
        }
    }
    assert_eq!(from(IpAddr::from([10, 1, 1, 1]).into(), PASSWORD).await, Some(ErrorCode::RateLimited));
    assert_eq!(from(HERE, PASSWORD).await, None);
    assert_eq!(from("127.0.0.9/28".parse().unwrap(), PASSWORD).await, None, "a neighbour in the network");
}

#[tokio::test]
async fn the_first_account_administers_the_server() {
    let server = TestServer::new();
    let (ada, _) = register(&server, "ada").await;
    let (bob, _) = register(&server, "bob").await;
    assert!(server.kith.me(ada).await.unwrap().admin && !server.kith.me(bob).await.unwrap().admin);
}

#[tokio::test]
async fn a_closed_server_opens_once_for_the_set_up_code() {
    let server = TestServer::with(Settings { registration_open: false, ..Settings::default() });
    let code = server.kith.new_setup_code().await.unwrap();
    let with = |username: &str, setup_code: Option<String>| Register { setup_code, ..registration(username) };
    for wrong in [None, Some("guess".into()), Some(String::new())] {
        let refused = server.kith.register(with("eve", wrong), &client()).await.err().unwrap();
        assert_eq!(refused.code(), ErrorCode::RegistrationClosed);
    }
    assert!(server.kith.register(with("ada", code.clone()), &client()).await.is_ok());
    let again = server.kith.register(with("bob", code), &client()).await.err().unwrap();
    assert_eq!(again.code(), ErrorCode::RegistrationClosed);
    assert_eq!(server.kith.new_setup_code().await.unwrap(), None);
    server.kith.add_account("bob", "Bob", PASSWORD.into()).await.unwrap();
}

#[tokio::test]
async fn a_reused_refresh_token_ends_the_session_and_its_connections() {
    let server = TestServer::new();
    let (actor, first) = register(&server, "ada").await;
    let refresh = async |token: &str, carrier| server.kith.refresh_session(token, carrier, &client()).await;
    let second = refresh(&first.refresh_token, TokenCarrier::Body).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);
    let reused = refresh(&first.refresh_token, TokenCarrier::Body).await.err().unwrap();
    assert_eq!(reused.code(), ErrorCode::SessionEnded);
    for token in [&first.access_token, &second.access_token] {
        assert_eq!(
            server.kith.authenticate(Some(token), HERE).await.unwrap_err().code(),
            ErrorCode::SessionEnded
        );
    }
    let told = server.bus.take_others().remove(0);
    assert_eq!(told.to, Audience::Sessions(actor.user_id, vec![actor.session_id()]));
    assert_eq!(
        refresh("nonsense", TokenCarrier::Body).await.err().unwrap().code(),
        ErrorCode::Unauthenticated
    );
}

#[tokio::test]
async fn who_lost_the_last_answer_can_still_log_out() {
    let server = TestServer::new();
    let (_, first) = register(&server, "ada").await;
    let refresh = async |token: &str| {
        server.kith.refresh_session(token, TokenCarrier::Body, &client()).await.unwrap().refresh_token
    };
    let second = refresh(&first.refresh_token).await;
    let third = refresh(&second).await;
    server.kith.log_out_by_refresh_token(&first.refresh_token, &client()).await.unwrap();
    assert!(
        server.kith.authenticate(Some(&first.access_token), HERE).await.is_ok(),
        "too old to say anything"
    );
    server.kith.log_out_by_refresh_token(&second, &client()).await.unwrap();
    assert_eq!(
        server.kith.refresh_session(&third, TokenCarrier::Body, &client()).await.err().unwrap().code(),
        ErrorCode::SessionEnded
    );
}

#[tokio::test]
async fn what_looks_the_same_logs_in() {
    let server = TestServer::new();
    let request = Register {
        email: Some(" Zoe\u{308}@EXAMPLE.org".into()),
        password: "caf\u{e9} au lait".into(),
        ..registration("zoe")
    };
    server.kith.register(request, &client()).await.unwrap();
    for (login, password) in
        [("zo\u{eb}@example.ORG", "cafe\u{301}\u{a0}au lait"), ("ZOE", "caf\u{e9} au lait")]
    {
        assert!(log_in(&server, login, password).await.is_ok(), "{login}");
    }
    assert!(log_in(&server, "zoe", "cafe au lait").await.is_err());
}

#[tokio::test]
async fn nobody_takes_a_name_that_passes_for_anothers() {
    let server = TestServer::new();
    register(&server, "Paul").await;
    let code = async |username: &str| {
        server.kith.register(registration(username), &client()).await.err().map(|refusal| refusal.code())
    };
    assert_eq!(code("pau1").await, Some(ErrorCode::UsernameTaken));
    assert_eq!(code("everyone").await, Some(ErrorCode::InvalidRequest));
    let added = server.kith.add_account("Adm1n", "The Admin", PASSWORD.into()).await;
    assert_eq!(added.unwrap_err().code(), ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_browser_may_repeat_a_refresh_whose_answer_was_lost() {
    let server = TestServer::new();
    let (_, first) = register(&server, "ada").await;
    let refresh =
        async |token: &str| server.kith.refresh_session(token, TokenCarrier::Cookie, &client()).await;
    let lost = refresh(&first.refresh_token).await.unwrap();
    let second = refresh(&first.refresh_token).await.unwrap();
    refresh(&second.refresh_token).await.unwrap();
    // The lost token turns up after all, in another person's hands.
    assert_eq!(refresh(&lost.refresh_token).await.err().unwrap().code(), ErrorCode::SessionEnded);
}

#[tokio::test]
async fn a_device_is_logged_out_from_afar_at_once() {
    let server = TestServer::new();
    let (phone, _) = register(&server, "ada").await;
    let laptop = log_in(&server, "ada", PASSWORD).await.unwrap_or_else(|code| panic!("{code:?}"));
    let sessions = server.kith.sessions(phone).await.unwrap().sessions;
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    assert_eq!(sessions.len(), 2);
    server.kith.end_session(phone, laptop.session_id).await.unwrap();
    let dead = server.kith.authenticate(Some(&laptop.access_token), HERE).await;
    assert_eq!(dead.unwrap_err().code(), ErrorCode::SessionEnded);
    assert_eq!(server.bus.take_others().len(), 1);
    let (eve, _) = register(&server, "eve").await;
    let foreign = server.kith.end_session(eve, phone.session_id()).await;
    assert_eq!(foreign.unwrap_err().code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn a_new_password_logs_every_other_device_out() {
    let server = TestServer::new();
    let (actor, session) = register(&server, "ada").await;
    let other = log_in(&server, "ada", PASSWORD).await.unwrap_or_else(|code| panic!("{code:?}"));
    let change = |current: &str, new: &str| ChangePassword {
        current_password: current.into(),
        new_password: new.into(),
    };
    for (request, code) in [
        (change("wrong", "new password"), ErrorCode::Forbidden),
        (change(PASSWORD, "short"), ErrorCode::WeakPassword),
    ] {
        let refused = server.kith.change_password(actor, request).await;
        assert_eq!(refused.unwrap_err().code(), code);
    }
    server.kith.change_password(actor, change(PASSWORD, "new password")).await.unwrap();
    assert!(server.kith.authenticate(Some(&session.access_token), HERE).await.is_ok());
    assert!(server.kith.authenticate(Some(&other.access_token), HERE).await.is_err());
    assert_eq!(log_in(&server, "ada", PASSWORD).await.err(), Some(ErrorCode::Unauthenticated));
    assert!(log_in(&server, "ada", "new password").await.is_ok());
}

#[tokio::test]
async fn the_operator_resets_a_password_and_all_sessions_end() {
    let server = TestServer::new();
    let (_, session) = register(&server, "ada").await;
    server.kith.reset_account("ada", "new password".into()).await.unwrap();
    assert!(server.kith.authenticate(Some(&session.access_token), HERE).await.is_err());
    assert!(log_in(&server, "ada", "new password").await.is_ok());
    assert_eq!(
        server.kith.reset_account("nobody", PASSWORD.into()).await.unwrap_err().code(),
        ErrorCode::NotFound
    );
}

#[tokio::test]
async fn nobody_has_their_session_looked_up_without_end() {
    let server = TestServer::with(Settings::default());
    let (_, ada) = register(&server, "ada").await;
    let (_, bob) = register(&server, "bob").await;
    let mut refused = None;
    for _ in 0..5000 {
        refused = server.kith.authenticate(Some(&ada.access_token), HERE).await.err();
        if refused.is_some() {
            break;
        }
    }
    assert_eq!(refused.map(|refusal| refusal.code()), Some(ErrorCode::RateLimited));
    assert!(server.kith.authenticate(Some(&bob.access_token), HERE).await.is_ok());
}

#[tokio::test]
async fn whoever_tries_tokens_without_end_is_stopped_and_keeps_nobody_out() {
    let server = TestServer::with(Settings::default());
    let (_, ada) = register(&server, "ada").await;
    for bad in [Some("a.b.c"), None] {
        let from = IpAddr::from([192, 0, 2, u8::from(bad.is_some())]).into();
        let mut code = ErrorCode::Unauthenticated;
        for _ in 0..2000 {
            code = server.kith.authenticate(bad, from).await.unwrap_err().code();
            if code == ErrorCode::RateLimited {
                break;
            }
        }
        assert_eq!(code, ErrorCode::RateLimited, "{bad:?}");
        assert!(server.kith.authenticate(Some(&ada.access_token), from).await.is_ok());
        assert_eq!(server.kith.authenticate(bad, HERE).await.unwrap_err().code(), ErrorCode::Unauthenticated);
    }
}
