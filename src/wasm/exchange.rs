//! What the exchange's page does with keys: logging in, signing records, adopting, granting, searching, and its own
//! copy of the log.
//!
//! ```js
//! const [registering, message] = PasswordRegistration.start(password);
//! const signed = JSON.parse(keyring.sign_record(origin, "ada", now, JSON.stringify({ ask: { file, purpose } })));
//! const { keep, bytes } = keyring.adopt(SealedFile.read(file), "2026-11-25");
//! const copy = LogCopy.begin(JSON.stringify(keys), directoryKey);
//! copy.follow(checkpoint, await Promise.all(copy.wanted(checkpoint).map(fetchBundle)));
//! ```
//!
//! Records, entries and tokens cross as the JSON that they are on the wire. Errors are plain objects.

mod group;
mod log;
mod password;
mod sealed;
mod signing;

pub use group::Group;
pub use log::LogCopy;
pub use password::{PasswordLogIn, PasswordRegistration};
