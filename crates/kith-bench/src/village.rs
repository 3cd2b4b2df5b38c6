//! People who know each other: each in several groups, each group with other people.

use std::collections::HashMap;
use std::sync::Arc;

use kith_wire::{Chat, CreateChat};

use crate::people::Person;
use crate::server::Server;
use kith_client::Http;

/// People and their groups, each known by its index in these lists.
pub struct Village {
    /// Everybody.
    pub people: Vec<Person>,
    /// The groups' ids.
    pub chats: Vec<Arc<str>>,
    /// The groups of a person.
    pub of_person: Vec<Vec<usize>>,
    by_id: HashMap<Arc<str>, usize>,
}

impl Village {
    /// Makes the groups: each person in `each`, with `size` members (the last ones may be smaller).
    pub fn found(server: &Server, people: Vec<Person>, size: usize, each: usize) -> anyhow::Result<Self> {
        let mut http = Http::connect(server.address)?;
        let mut village = Self {
            of_person: vec![Vec::new(); people.len()],
            people,
            chats: Vec::new(),
            by_id: HashMap::new(),
        };
        for members in circles(village.people.len(), size, each) {
            let Some((owner, others)) = members.split_first() else { continue };
            let request = CreateChat::Group {
                title: "Neighbours".into(),
                description: None,
                member_ids: others.iter().map(|person| village.people[*person].id).collect(),
            };
            let chat: Chat = http.post("chats", Some(&village.people[*owner].token), &request)?;
            let id: Arc<str> = chat.id.to_string().into();
            village.by_id.insert(id.clone(), village.chats.len());
            for person in members {
                village.of_person[person].push(village.chats.len());
            }
            village.chats.push(id);
        }
        Ok(village)
    }

    /// The index of the group with this id.
    pub fn chat(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }
}

/// Divides people into circles, `each` times over, differently each time.
fn circles(people: usize, size: usize, each: usize) -> Vec<Vec<usize>> {
    let mut circles = Vec::new();
    for time in 0..each {
        let mut order: Vec<usize> = (0..people).collect();
        order.sort_by_key(|person| scatter((person * each + time) as u64));
        circles.extend(order.chunks(size).map(<[usize]>::to_vec));
    }
    circles
}

/// A number that looks random and is the same for each input (the last steps of SplitMix64).
pub fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ mixed >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_in_as_many_circles_as_asked_for_with_other_people_each_time() {
        let circles = circles(100, 10, 3);
        assert_eq!(circles.len(), 30);
        for person in 0..100 {
            assert_eq!(circles.iter().filter(|circle| circle.contains(&person)).count(), 3);
        }
        assert_ne!(circles[0], circles[10]);
    }
}
