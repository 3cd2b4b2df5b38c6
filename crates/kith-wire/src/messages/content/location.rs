//! Locations: a place, or a sender's moving position.

use serde::{Deserialize, Serialize};

use crate::TimeMs;

/// A location.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LocationContent {
    /// The place as it is now; absent when the message was deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
}

/// A place on Earth (WGS 84).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// Degrees north of the equator: -90 to 90.
    pub latitude: f64,
    /// Degrees east of Greenwich: -180 to 180.
    pub longitude: f64,
    /// The accuracy, in metres.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// The place's name: at most 100 characters.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Present when the location follows its sender.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<LiveLocation>,
}

/// How long a location follows its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LiveLocation {
    /// When it ends or has ended: at most 8 hours after it was sent.
    pub until: TimeMs,
    /// When the sender was there. The server sets it.
    #[serde(default)]
    pub updated_at: TimeMs,
}
