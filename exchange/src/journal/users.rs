//! Users, as the journal has them.

use lazaret::exchange::Role;
use lazaret::seal::identity::{Fingerprint, Recipient};
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{Any, Executor, Row};

use crate::Problem;

/// Where a user is between the first record and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UserState {
    /// Until a member admits them.
    Waiting,
    /// Has the group key; an operator needs none.
    Member,
    /// Has ended the account.
    Closed,
}

impl UserState {
    /// Its name, as the database and answers have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Member => "member",
            Self::Closed => "closed",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Waiting, Self::Member, Self::Closed].into_iter().find(|state| state.name() == name)
    }
}

/// A user.
#[derive(Clone, Debug)]
pub struct User {
    /// The user id.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Where they are.
    pub state: UserState,
    /// The text of the recipient's file.
    pub recipient: String,
    /// The entry that admitted them.
    pub admitted: Option<u64>,
}

impl User {
    /// The user of that name, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find<'e>(
        database: impl Executor<'e, Database = Any>,
        name: &str,
    ) -> Result<Option<Self>, Problem> {
        let row = sqlx::query("SELECT name, role, state, recipient, admitted FROM users WHERE name = $1")
            .bind(name)
            .fetch_optional(database)
            .await?;
        row.map(|row| Self::of_row(&row)).transpose()
    }

    fn of_row(row: &AnyRow) -> Result<Self, Problem> {
        let text = |column| row.try_get::<String, _>(column);
        let admitted: Option<i64> = row.try_get("admitted")?;
        Ok(Self {
            name: text("name")?,
            role: Role::named(&text("role")?).ok_or(Problem::Unavailable)?,
            state: UserState::named(&text("state")?).ok_or(Problem::Unavailable)?,
            recipient: text("recipient")?,
            admitted: admitted.map(i64::unsigned_abs),
        })
    }

    /// The user's keys.
    ///
    /// # Errors
    /// When the database was changed by another hand.
    pub fn keys(&self) -> Result<Recipient, Problem> {
        Recipient::parse(&self.recipient).map_err(|_| Problem::Unavailable)
    }

    /// What names the user's keys.
    ///
    /// # Errors
    /// As [`User::keys`].
    pub fn fingerprint(&self) -> Result<Fingerprint, Problem> {
        self.keys().map(|keys| keys.fingerprint())
    }

    /// Whether they have the group key.
    #[must_use]
    pub fn shares(&self) -> bool {
        self.state == UserState::Member && self.role != Role::Operator
    }
}

/// Whether a user may be called that.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let inner = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    (3..=32).contains(&name.len())
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_called_what_answers_call_them() {
        for state in [UserState::Waiting, UserState::Member, UserState::Closed] {
            assert_eq!(serde_json::to_value(state).unwrap(), state.name());
        }
    }

    #[test]
    fn names_are_short_and_plain() {
        for name in ["ada", "a.b-c_9", &"x".repeat(32)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "ab", "Ada", "9ada", "ada!", "ada ", "adä", &"x".repeat(33)] {
            assert!(!is_name(name), "{name}");
        }
    }
}
