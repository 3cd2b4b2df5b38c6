//! Polls: a question, and people's answers.

use serde::{Deserialize, Serialize};

use crate::{TimeMs, UserId};

/// A poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PollContent {
    /// The poll as it is now; absent when the message was deleted.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

/// A question with answers to choose from, and how many people chose each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Poll {
    /// The question.
    pub question: String,
    /// The answers, in the sender's order.
    pub options: Vec<PollOption>,
    /// Whether one person may choose several.
    pub multiple: bool,
    /// Whether the votes are secret.
    pub anonymous: bool,
    /// When voting ends.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<TimeMs>,
    /// When it was closed before that.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<TimeMs>,
}

/// One answer of a poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct PollOption {
    /// The answer's id, unique within the poll.
    pub id: String,
    /// The text of the answer.
    pub text: String,
    /// How many people chose it.
    pub count: usize,
    /// The first people who chose it, at most 20; absent in an anonymous poll.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_ids: Option<Vec<UserId>>,
}

impl Poll {
    /// Whether the poll is closed at this time.
    pub fn is_closed(&self, now_ms: TimeMs) -> bool {
        self.closed_at.is_some() || self.closes_at.is_some_and(|closes_at| closes_at <= now_ms)
    }
}

/// A poll to send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct NewPoll {
    /// The question: 1 to 300 characters.
    pub question: String,
    /// The answers: 2 to 12, all different.
    pub options: Vec<NewPollOption>,
    /// Whether one person may choose several.
    #[serde(default)]
    pub multiple: bool,
    /// Whether the votes are secret.
    #[serde(default)]
    pub anonymous: bool,
    /// When voting ends: within a year.
    #[cfg_attr(feature = "typescript", ts(optional))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<TimeMs>,
}

/// An answer of a poll to send: a text, or an object with an id of the sender's choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(untagged)]
pub enum NewPollOption {
    /// The text: 1 to 100 characters. Its id is its number, counted from 1.
    Text(String),
    /// A text with an id.
    Named {
        /// 1 to 36 letters, digits and dashes; if absent, the answer's number.
        #[cfg_attr(feature = "typescript", ts(optional))]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<String>,
        /// The text: 1 to 100 characters.
        text: String,
    },
}
