//! People's accounts: creating one, and changing its profile, settings and password.

mod administer;
mod change_password;
pub(crate) mod passwords;
mod register;
mod update;
