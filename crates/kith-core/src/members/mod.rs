//! Who is in a group, and in which role.

mod add;
mod remove;
mod set_role;
