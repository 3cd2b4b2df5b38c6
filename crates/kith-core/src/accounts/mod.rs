//! People's accounts: creating one, and changing what is in it.

mod administer;
mod change_password;
pub(crate) mod passwords;
mod register;
mod update;
