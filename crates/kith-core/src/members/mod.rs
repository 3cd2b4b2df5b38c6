//! The members of a group, and their roles.

mod add;
mod remove;
mod set_role;
