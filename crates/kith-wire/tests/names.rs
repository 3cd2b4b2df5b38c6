//! The names of values in code are their names in JSON.

#![allow(clippy::unwrap_used, reason = "tests")]

use kith_wire::{ChatKind, ErrorCode, MessageKind, Role};
use serde::Serialize;
use strum::VariantArray;

fn check<T: VariantArray + Copy + Serialize + 'static>(name: fn(T) -> &'static str) {
    for value in T::VARIANTS {
        assert_eq!(serde_json::to_value(value).unwrap(), name(*value));
    }
}

#[test]
fn a_value_has_one_name_in_code_and_in_json() {
    check(ErrorCode::as_str);
    check(MessageKind::as_str);
    check::<ChatKind>(<&str>::from);
    check::<Role>(<&str>::from);
}
