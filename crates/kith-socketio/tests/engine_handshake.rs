//! Engine.IO: opening a connection, and every way of being refused (protocol v4, "HTTP long-polling",
//! "Handshake").
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests say what they expect by panicking")]

mod support;

use std::sync::Arc;
use std::time::Duration;

use kith_socketio::{Config, Origins};
use support::client::{POLLING, Polling, Response, WEBSOCKET, Ws, http, raw_http};
use support::{engine, quiet};

/// Checks the answer to a request: its status and the code of the reference server.
async fn check(method: &str, target: &str, status: u16, code: u64) {
    let (running, _ends) = engine(quiet()).await;
    let response = http(running.addr, method, target, "", b"").await;
    check_refused(&response, status, code);
    assert_eq!(running.server.connections(), 0);
}

fn check_refused(response: &Response, status: u16, code: u64) {
    assert_eq!(response.status, status, "{response:?}");
    let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
    assert_eq!(body["code"], code, "{body}");
    assert!(body["message"].is_string());
    assert_eq!(response.header("content-type"), Some("application/json"));
}

fn check_open(open: &str, upgrades: &serde_json::Value) {
    let open: serde_json::Value = serde_json::from_str(open.strip_prefix('0').unwrap()).unwrap();
    assert_eq!(open.as_object().unwrap().len(), 5);
    assert_eq!(open["sid"].as_str().unwrap().len(), 20);
    assert_eq!(open["upgrades"], *upgrades);
    assert_eq!(open["pingInterval"], 1500);
    assert_eq!(open["pingTimeout"], 700);
    assert_eq!(open["maxPayload"], 4321);
}

fn odd() -> Config {
    Config::default()
        .ping_interval(Duration::from_millis(1500))
        .ping_timeout(Duration::from_millis(700))
        .max_payload(4321)
}

#[tokio::test]
async fn polling_opens_with_the_settings_and_the_upgrade() {
    let (running, _ends) = engine(odd()).await;
    let response = http(running.addr, "GET", POLLING, "", b"").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("text/plain; charset=UTF-8"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    check_open(&response.body, &serde_json::json!(["websocket"]));
    assert_eq!(running.server.connections(), 1);
    assert_eq!(running.server.stats().opened_polling, 1);
}

#[tokio::test]
async fn websocket_opens_with_the_settings_and_no_upgrades() {
    let (running, _ends) = engine(odd()).await;
    let mut ws = Ws::open(running.addr, WEBSOCKET).await;
    check_open(&ws.text().await, &serde_json::json!([]));
    assert_eq!(running.server.connections(), 1);
    assert_eq!(running.server.stats().opened_websocket, 1);
}

#[tokio::test]
async fn the_path_works_without_its_last_slash() {
    let (running, _ends) = engine(quiet()).await;
    let target = POLLING.replace("/?", "?");
    assert_eq!(http(running.addr, "GET", &target, "", b"").await.status, 200);
}

#[tokio::test]
async fn missing_transport_is_refused_with_code_0() {
    check("GET", "/socket.io/?EIO=4", 400, 0).await;
}

#[tokio::test]
async fn unknown_transport_is_refused_with_code_0() {
    check("GET", "/socket.io/?EIO=4&transport=carrier-pigeon", 400, 0).await;
}

#[tokio::test]
async fn unknown_sid_is_refused_with_code_1() {
    check("GET", &format!("{POLLING}&sid=lv_VI97HAXpY6yYWAAAC"), 400, 1).await;
    check("POST", &format!("{POLLING}&sid=lv_VI97HAXpY6yYWAAAC"), 400, 1).await;
    check("GET", &format!("{WEBSOCKET}&sid=lv_VI97HAXpY6yYWAAAC"), 400, 1).await;
    check("GET", &format!("{POLLING}&sid=../../etc/passwd"), 400, 1).await;
    check("GET", &format!("{POLLING}&sid="), 400, 1).await;
}

#[tokio::test]
async fn a_handshake_by_another_method_is_refused_with_code_2() {
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        check(method, POLLING, 400, 2).await;
    }
}

#[tokio::test]
async fn another_method_on_a_session_is_refused_with_code_2() {
    let (running, _ends) = engine(quiet()).await;
    let session = Polling::open(running.addr).await;
    check_refused(&http(running.addr, "PUT", &session.target(), "", b"").await, 400, 2);
    session.send("4still there").await;
}

#[tokio::test]
async fn a_websocket_transport_without_a_websocket_is_refused_with_code_3() {
    check("GET", WEBSOCKET, 400, 3).await;
}

#[tokio::test]
async fn an_endless_query_is_refused_with_code_3() {
    check("GET", &format!("{POLLING}&x={}", "y".repeat(3000)), 400, 3).await;
}

#[tokio::test]
async fn missing_and_other_versions_are_refused_with_code_5() {
    check("GET", "/socket.io/?transport=polling", 400, 5).await;
    check("GET", "/socket.io/?EIO=3&transport=polling", 400, 5).await;
    check("GET", "/socket.io/?EIO=abc&transport=polling", 400, 5).await;
    check("GET", "/socket.io/?EIO=5&transport=websocket", 400, 5).await;
}

#[tokio::test]
async fn a_websocket_handshake_that_breaks_the_rfc_is_refused_with_code_3() {
    let (running, _ends) = engine(quiet()).await;
    let good = [
        "Connection: Upgrade\r\n",
        "Upgrade: websocket\r\n",
        "Sec-WebSocket-Version: 13\r\n",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ];
    for missing in 0..good.len() {
        let headers: String =
            good.iter().enumerate().filter(|(n, _)| *n != missing).map(|(_, line)| *line).collect();
        let refused = Ws::handshake(running.addr, WEBSOCKET, &headers, &[]).await.err().unwrap();
        check_refused(&refused, 400, 3);
    }
    for bad in ["Sec-WebSocket-Version: 8\r\n", "Sec-WebSocket-Key: c2hvcnQ=\r\n"] {
        let name = bad.split(':').next().unwrap();
        let kept: String = good.iter().filter(|line| !line.starts_with(name)).copied().collect();
        let refused = Ws::handshake(running.addr, WEBSOCKET, &(kept + bad), &[]).await.err().unwrap();
        check_refused(&refused, 400, 3);
    }
}

#[tokio::test]
async fn pages_of_other_sites_are_refused_on_both_transports() {
    let (running, _ends) = engine(quiet()).await;
    let foreign = "Origin: https://evil.example\r\n";
    check_refused(&http(running.addr, "GET", POLLING, foreign, b"").await, 403, 4);
    let refused = Ws::with_headers(running.addr, WEBSOCKET, foreign).await.err().unwrap();
    check_refused(&refused, 403, 4);
    let session = Polling::open(running.addr).await;
    check_refused(&http(running.addr, "POST", &session.target(), foreign, b"4hi").await, 403, 4);
}

#[tokio::test]
async fn pages_of_the_own_host_are_let_in_without_cors_headers() {
    let (running, _ends) = engine(quiet()).await;
    let own = format!("Origin: http://{}\r\n", running.addr);
    let response = http(running.addr, "GET", POLLING, &own, b"").await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("access-control-allow-origin"), None);
    assert!(Ws::with_headers(running.addr, WEBSOCKET, &own).await.is_ok());
}

#[tokio::test]
async fn pages_of_an_allowed_site_get_cors_headers_also_with_errors() {
    let origins = Arc::new(Origins::new(vec!["https://app.example".parse().unwrap()]));
    let (running, _ends) = engine(quiet().origins(origins)).await;
    let origin = "Origin: https://app.example\r\n";
    for target in [POLLING, "/socket.io/?EIO=4"] {
        let response = http(running.addr, "GET", target, origin, b"").await;
        assert_eq!(response.header("access-control-allow-origin"), Some("https://app.example"));
        assert_eq!(response.header("vary"), Some("Origin"));
        assert_eq!(response.header("access-control-allow-credentials"), Some("true"));
    }
    let preflight = http(running.addr, "OPTIONS", POLLING, origin, b"").await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-methods"), Some("GET, POST"));
    assert!(Ws::with_headers(running.addr, WEBSOCKET, origin).await.is_ok());
}

#[tokio::test]
async fn one_address_has_at_most_its_number_of_connections() {
    let (running, mut ends) = engine(quiet().max_connections_per_address(2)).await;
    let mut first = Ws::connect(running.addr).await;
    let _second = Polling::open(running.addr).await;
    let refused = http(running.addr, "GET", POLLING, "", b"").await;
    assert_eq!(refused.status, 429);
    let refused = Ws::with_headers(running.addr, WEBSOCKET, "").await.err().unwrap();
    assert_eq!(refused.status, 429);
    first.send("1").await;
    support::end(&mut ends).await;
    support::until("the place to be free", || running.server.connections() == 1).await;
    Ws::connect(running.addr).await;
}

#[tokio::test]
async fn behind_a_proxy_the_forwarded_address_is_what_counts() {
    let config = quiet().max_connections_per_address(1).trust_forwarded_for(true);
    let (running, _ends) = engine(config).await;
    let from = |address: &str| format!("X-Forwarded-For: 10.9.9.9, {address}\r\n");
    assert_eq!(http(running.addr, "GET", POLLING, &from("10.0.0.1"), b"").await.status, 200);
    assert_eq!(http(running.addr, "GET", POLLING, &from("10.0.0.1"), b"").await.status, 429);
    assert_eq!(http(running.addr, "GET", POLLING, &from("10.0.0.2"), b"").await.status, 200);
}

#[tokio::test]
async fn a_head_larger_than_the_limit_is_refused() {
    let (running, _ends) = engine(quiet().max_head_bytes(8192)).await;
    let request = format!("GET {POLLING} HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n", "y".repeat(10_000));
    assert_eq!(raw_http(running.addr, request.as_bytes()).await.status, 431);
}

#[tokio::test]
async fn other_paths_go_to_the_fallback() {
    let (running, _ends) = engine(quiet()).await;
    for target in ["/", "/socket.io/other", "/socket.iox/?EIO=4&transport=polling"] {
        assert_eq!(http(running.addr, "GET", target, "", b"").await.status, 404, "{target}");
    }
}
