//! Invitations: good for one registration each.

use lazaret::bytes::Bytes;
use lazaret::exchange::Role;

use super::hash;
use crate::{Problem, State, db};

/// Draws an invitation.
///
/// # Errors
/// When the database fails.
pub async fn invite(state: &State, role: Role) -> Result<Bytes<16>, Problem> {
    let invitation = Bytes::<16>::random()?;
    sqlx::query("INSERT INTO invitations (invitation, role, at) VALUES ($1, $2, $3)")
        .bind(hash(&invitation.to_string()))
        .bind(role.name())
        .bind(state.clock.now().cast_signed())
        .execute(&state.db.pool)
        .await?;
    Ok(invitation)
}

/// Whether an invitation can still be used by a user.
///
/// # Errors
/// When the database fails.
pub async fn is_invitation(state: &State, invitation: &str, user: &str) -> Result<bool, Problem> {
    let found: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM invitations WHERE invitation = $1 AND (used_by IS NULL OR used_by = $2)",
    )
    .bind(hash(invitation))
    .bind(user)
    .fetch_one(&state.db.pool)
    .await?;
    Ok(found == 1)
}

/// Uses an invitation up, for the role that it was drawn for. Who used it may send the same again.
///
/// # Errors
/// [`Problem::NoInvitation`].
pub async fn use_invitation(
    transaction: &mut db::Transaction,
    invitation: &str,
    user: &str,
) -> Result<Role, Problem> {
    let role: Option<String> = sqlx::query_scalar(
        "UPDATE invitations SET used_by = $2 WHERE invitation = $1
         AND (used_by IS NULL OR used_by = $2) RETURNING role",
    )
    .bind(hash(invitation))
    .bind(user)
    .fetch_optional(&mut **transaction)
    .await?;
    role.as_deref().and_then(Role::named).ok_or(Problem::NoInvitation)
}

/// An invitation for the first operator, as long as there is none.
///
/// # Errors
/// A sentence for the operator.
pub async fn first_invitation(state: &State) -> Result<Option<String>, String> {
    let drawn = async {
        let operators: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM users WHERE role = 'operator'")
            .fetch_one(&state.db.pool)
            .await?;
        if operators > 0 || state.config.mirror.is_some() {
            return Ok(None);
        }
        invite(state, Role::Operator).await.map(|invitation| Some(invitation.to_string()))
    };
    drawn.await.map_err(|error: Problem| error.to_string())
}
