//! The cookie that holds a browser's refresh token.

use axum::http::{HeaderMap, HeaderValue, header};
use kith_wire::Session;

use super::app::App;
use super::extract::REFRESH_COOKIE;

/// Has the browser keep the refresh token of a session.
pub fn keep_cookie(app: &App, session: &Session, secure: bool) -> HeaderMap {
    cookie_header(app, &session.refresh_token, kith_core::SESSION_SECONDS, secure)
}

/// Scripts cannot read the cookie, requests from other sites do not carry it, and only `/api/v1/auth` receives it.
pub fn cookie_header(app: &App, value: &str, max_age_seconds: i64, secure: bool) -> HeaderMap {
    let secure = if secure { "; Secure" } else { "" };
    let base = &app.base;
    let cookie = format!(
        "{REFRESH_COOKIE}={value}; Path={base}/api/v1/auth; Max-Age={max_age_seconds}; HttpOnly; SameSite=Strict{secure}"
    );
    // A refresh token is base64url, so the value is always a valid header.
    HeaderValue::from_str(&cookie).map(|cookie| (header::SET_COOKIE, cookie)).into_iter().collect()
}
