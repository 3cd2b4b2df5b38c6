//! Checks the content of a message from a client, kind by kind: every check that needs no store.

use std::collections::HashSet;

use kith_store::NewContent;
use kith_wire::{
    Contact, ContactContent, LiveLocation, Location, LocationContent, Mention, MessageContent, NewPoll,
    NewPollOption, Poll, PollContent, PollOption, SendMessage, StickerContent, TextContent, TimeMs,
};

use crate::{Kith, Refusal, legible, validate};

/// Most people that one message may mention by name; a message to more can mention everybody.
const MENTIONS: usize = 100;

/// The allowed number of answers of a poll.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=12;

/// How long a location may be live, in milliseconds: 8 hours, and a minute for wrong clocks.
const LIVE_MS: i64 = 8 * 60 * 60 * 1000 + 60_000;

/// The circumference of the Earth, in metres: no greater inaccuracy makes sense.
const FARTHEST: f64 = 40_075_017.0;

/// Most telephone numbers, and most e-mail addresses, of a contact.
const REACHED_BY: usize = 10;

impl Kith {
    pub(crate) fn checked_content(
        &self,
        request: SendMessage,
        now_ms: TimeMs,
    ) -> Result<NewContent, Refusal> {
        let SendMessage { kind, text, mentions, poll, location, contact, sticker, forward_of, .. } = request;
        if let Some(source) = forward_of {
            return Ok(NewContent::Copy(source));
        }
        let content = match kind.ok_or_else(|| invalid("missing field `kind`"))?.as_str() {
            "text" => MessageContent::Text(self.checked_text(text, mentions)?),
            "poll" => {
                let poll = poll.ok_or_else(|| invalid("missing field `poll`"))?;
                MessageContent::Poll(PollContent { poll: Some(checked_poll(poll, now_ms)?) })
            }
            "location" => {
                let location = location.ok_or_else(|| invalid("missing field `location`"))?;
                MessageContent::Location(LocationContent {
                    location: Some(checked_location(location, now_ms)?),
                })
            }
            "contact" => {
                let contact = contact.ok_or_else(|| invalid("missing field `contact`"))?;
                MessageContent::Contact(ContactContent { contact: Some(checked_contact(contact)?) })
            }
            "sticker" => {
                let sticker = sticker.ok_or_else(|| invalid("missing field `sticker`"))?;
                MessageContent::Sticker(StickerContent { sticker: Some(self.stickers.find(sticker)?) })
            }
            _ => return Err(Refusal::UnknownKind),
        };
        Ok(NewContent::Said(content))
    }

    pub(super) fn checked_text(
        &self,
        text: Option<String>,
        mentions: Option<Vec<Mention>>,
    ) -> Result<TextContent, Refusal> {
        let text = text.filter(|text| legible::shows(text)).ok_or(Refusal::EmptyMessage)?;
        validate::text(&text, self.settings.message_bytes)?;
        let mentions = mentions.unwrap_or_default();
        if mentions.len() > MENTIONS {
            return Err(Refusal::Invalid(format!("mentions: at most {MENTIONS}")));
        }
        Ok(TextContent { text, mentions })
    }
}

fn checked_poll(poll: NewPoll, now_ms: TimeMs) -> Result<Poll, Refusal> {
    let NewPoll { question, options, multiple, anonymous, closes_at } = poll;
    let question = validate::line(&question, "poll.question:", 300)?;
    if !OPTIONS.contains(&options.len()) {
        let (least, most) = (OPTIONS.start(), OPTIONS.end());
        return Err(Refusal::Invalid(format!("poll.options: {least} to {most}")));
    }
    closes_at.map(|closes_at| validate::within_a_year(closes_at, now_ms, "poll.closesAt")).transpose()?;
    let (mut ids, mut texts) = (HashSet::new(), HashSet::new());
    let mut checked = Vec::with_capacity(options.len());
    for (place, option) in options.into_iter().enumerate() {
        let (id, text) = match option {
            NewPollOption::Text(text) => (None, text),
            NewPollOption::Named { id, text } => (id, text),
        };
        let id = id.unwrap_or_else(|| (place + 1).to_string());
        let text = validate::line(&text, "poll.options: an answer", 100)?;
        let is_plain = (1..=36).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_plain || !ids.insert(id.clone()) {
            return Err(invalid(
                "poll.options: each id has 1 to 36 letters, digits and dashes, and no two are alike",
            ));
        }
        if !texts.insert(text.to_lowercase()) {
            return Err(invalid("poll.options: no two answers are alike"));
        }
        checked.push(PollOption { id, text, count: 0, user_ids: (!anonymous).then(Vec::new) });
    }
    Ok(Poll { question, options: checked, multiple, anonymous, closes_at, closed_at: None })
}

fn checked_location(location: Location, now_ms: TimeMs) -> Result<Location, Refusal> {
    let Location { latitude, longitude, accuracy, label, live } = location;
    place(latitude, longitude, accuracy)?;
    let label = label.map(|label| validate::line(&label, "location.label:", 100)).transpose()?;
    let live = live.map(|live| LiveLocation { updated_at: now_ms, ..live });
    if live.is_some_and(|live| !(now_ms + 1..=now_ms + LIVE_MS).contains(&live.until)) {
        return Err(invalid("location.live.until: after now, and within 8 hours"));
    }
    Ok(Location { latitude, longitude, accuracy, label, live })
}

/// Refuses coordinates outside the Earth's.
pub(super) fn place(latitude: f64, longitude: f64, accuracy: Option<f64>) -> Result<(), Refusal> {
    if !(-90.0..=90.0).contains(&latitude) {
        return Err(invalid("latitude: -90 to 90 degrees"));
    }
    if !(-180.0..=180.0).contains(&longitude) {
        return Err(invalid("longitude: -180 to 180 degrees"));
    }
    if accuracy.is_some_and(|metres| !(0.0..=FARTHEST).contains(&metres)) {
        return Err(invalid("accuracy: metres, from 0 to once around the Earth"));
    }
    Ok(())
}

fn checked_contact(contact: Contact) -> Result<Contact, Refusal> {
    let Contact { user_id, name, phones, emails } = contact;
    if phones.len() > REACHED_BY || emails.len() > REACHED_BY {
        return Err(Refusal::Invalid(format!("contact: at most {REACHED_BY} phones, and as many emails")));
    }
    let phones = phones.iter().map(|phone| validate::line(phone, "contact.phones: a number", 40));
    let emails = emails
        .iter()
        .map(|email| validate::email(email).map_err(|_| invalid("contact.emails: not an e-mail address")));
    Ok(Contact {
        user_id,
        name: validate::line(&name, "contact.name:", 64)?,
        phones: phones.collect::<Result<_, _>>()?,
        emails: emails.collect::<Result<_, _>>()?,
    })
}

fn invalid(what: &str) -> Refusal {
    Refusal::Invalid(what.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: TimeMs = 1_800_000_000_000;

    fn poll() -> NewPoll {
        let options = ["red", "blue"].map(|text| NewPollOption::Text(text.into())).into();
        NewPoll { question: "Which?".into(), options, multiple: false, anonymous: false, closes_at: None }
    }

    fn named(id: &str, text: &str) -> NewPollOption {
        NewPollOption::Named { id: Some(id.into()), text: text.into() }
    }

    #[test]
    fn the_answers_of_a_poll_have_ids() {
        let ids = |poll| {
            let options = checked_poll(poll, NOW).unwrap().options;
            options.into_iter().map(|option| option.id).collect::<Vec<_>>()
        };
        assert_eq!(ids(poll()), ["1", "2"]);
        let options = vec![named("r", "red"), NewPollOption::Text("blue".into())];
        assert_eq!(ids(NewPoll { options, ..poll() }), ["r", "2"]);
    }

    #[test]
    fn a_poll_that_nobody_can_answer_is_refused() {
        let text = |text: &str| NewPollOption::Text(text.into());
        for options in [
            vec![],
            vec![text("one")],
            vec![text("one"), text("ONE")],
            vec![text("one"), text(" ")],
            vec![named("a", "one"), named("a", "two")],
            vec![named("", "one"), text("two")],
            vec![named("1 2", "one"), text("two")],
            (0..13).map(|n| text(&n.to_string())).collect(),
            vec![text(&"x".repeat(101)), text("two")],
        ] {
            assert!(
                checked_poll(NewPoll { options: options.clone(), ..poll() }, NOW).is_err(),
                "{options:?}"
            );
        }
        for closes_at in [0, NOW, NOW + 367 * 24 * 60 * 60 * 1000] {
            assert!(checked_poll(NewPoll { closes_at: Some(closes_at), ..poll() }, NOW).is_err());
        }
        assert!(checked_poll(NewPoll { closes_at: Some(NOW + 1), ..poll() }, NOW).is_ok());
        assert!(checked_poll(NewPoll { question: "\u{200b}".into(), ..poll() }, NOW).is_err());
    }

    #[test]
    fn a_place_is_on_earth() {
        assert!(place(90.0, -180.0, Some(0.0)).is_ok());
        for (latitude, longitude, accuracy) in [
            (91.0, 0.0, None),
            (-90.1, 0.0, None),
            (0.0, 180.5, None),
            (f64::NAN, 0.0, None),
            (0.0, f64::INFINITY, None),
            (0.0, 0.0, Some(-1.0)),
            (0.0, 0.0, Some(1e9)),
        ] {
            assert!(place(latitude, longitude, accuracy).is_err(), "{latitude} {longitude} {accuracy:?}");
        }
    }

    #[test]
    fn a_location_is_live_for_eight_hours_at_most() {
        let until = |until| {
            let live = Some(LiveLocation { until, updated_at: 0 });
            checked_location(
                Location { latitude: 1.0, longitude: 2.0, accuracy: None, label: None, live },
                NOW,
            )
        };
        assert_eq!(until(NOW + 1).unwrap().live.unwrap().updated_at, NOW);
        assert!(until(NOW).is_err() && until(NOW + LIVE_MS + 1).is_err());
    }
}
