//! JSON arrays as they travel: checked once as a whole, and cut into elements that are parsed only when asked
//! for.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserializer as _, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The positions of an array's elements in its text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Elements {
    /// Most events have few arguments: these cost no allocation.
    first: [(u32, u32); 4],
    more: Vec<(u32, u32)>,
    count: usize,
}

impl Elements {
    /// Checks that `text` is a JSON array and finds its elements; `None` if it is anything else.
    pub(crate) fn find(text: &str) -> Option<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let elements = deserializer.deserialize_seq(ElementsVisitor { base: text.as_ptr() as usize }).ok()?;
        deserializer.end().ok()?;
        Some(elements)
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The range of element `index`.
    pub(crate) fn get(&self, index: usize) -> Option<Range<usize>> {
        if index >= self.count {
            return None;
        }
        let (start, end) = self.first.get(index).or_else(|| self.more.get(index - self.first.len()))?;
        Some(*start as usize..*end as usize)
    }

    fn push(&mut self, place: (u32, u32)) {
        match self.first.get_mut(self.count) {
            Some(slot) => *slot = place,
            None => self.more.push(place),
        }
        self.count += 1;
    }
}

struct ElementsVisitor {
    /// Address of the text, to compute positions from the slices that serde returns.
    base: usize,
}

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Elements, A::Error> {
        let mut elements = Elements::default();
        while let Some(element) = array.next_element::<&'de RawValue>()? {
            let start = element.get().as_ptr() as usize - self.base;
            let place = |at: usize| u32::try_from(at).map_err(serde::de::Error::custom);
            elements.push((place(start)?, place(start + element.get().len())?));
        }
        Ok(elements)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn elements(text: &str) -> Option<Vec<&str>> {
        let found = Elements::find(text)?;
        Some((0..found.len()).map(|index| &text[found.get(index).unwrap()]).collect())
    }

    #[test]
    fn elements_are_cut_as_they_stand() {
        assert_eq!(elements("[]"), Some(vec![]));
        assert_eq!(
            elements(r#" [ "a" , {"b":[1, 2]},null ] "#),
            Some(vec![r#""a""#, r#"{"b":[1, 2]}"#, "null"])
        );
        assert_eq!(elements("[1,2,3,4,5,6]"), Some(vec!["1", "2", "3", "4", "5", "6"]));
    }

    #[test]
    fn anything_but_one_whole_array_is_refused() {
        for text in ["", "{}", "1", "[1,", "[1]]", "[1] 2", "[1 2]", r#"["a]"#, "[,]"] {
            assert_eq!(elements(text), None, "{text}");
        }
    }

    #[test]
    fn nesting_as_deep_as_a_message_may_be_long_is_no_danger() {
        let deep = format!("[{}{}]", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(elements(&deep).unwrap().len(), 1);
    }
}
