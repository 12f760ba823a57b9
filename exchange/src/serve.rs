//! All routes, and the server.

use axum::Router;
use axum::extract::DefaultBodyLimit;

use crate::tls::{Peer, TlsListener};
use crate::{
    Problem, State, accounts, files, journal, limits, log, mirror, openapi, operator, page, search, store,
};

/// The longest body, in bytes, of what is neither a part nor a record.
const LONGEST: usize = 1 << 20;

/// All routes of a node.
pub fn router(state: State) -> Router {
    let routes = Router::new()
        .merge(accounts::routes())
        .merge(journal::routes())
        .merge(store::routes())
        .merge(files::routes())
        .merge(operator::routes())
        .merge(openapi::routes())
        .merge(log::routes())
        .merge(mirror::routes())
        .merge(page::routes(&state.config))
        .fallback(async || Problem::NotFound)
        .method_not_allowed_fallback(async || Problem::MethodNotAllowed)
        .layer(DefaultBodyLimit::max(LONGEST));
    let routes = limits::layer(routes, &state);
    page::headers(routes, &state.config).with_state(state)
}

/// Serves until the process is asked to end; requests under way are finished.
///
/// # Errors
/// A sentence for the operator.
pub async fn serve(listener: tokio::net::TcpListener, state: State) -> Result<(), String> {
    let tasks = [
        tokio::spawn(mirror::follow(state.clone())),
        tokio::spawn(store::collect_garbage(state.clone())),
        tokio::spawn(search::warm(state.clone())),
    ];
    let config = state.config.clone();
    let service = router(state).into_make_service_with_connect_info::<Peer>();
    let served = match config.certificate.as_ref().zip(config.certificate_key.as_ref()) {
        Some((certificate, key)) => {
            let listener = TlsListener::new(listener, certificate, key)?;
            axum::serve(listener, service).with_graceful_shutdown(end()).await
        }
        None => axum::serve(listener, service).with_graceful_shutdown(end()).await,
    };
    tasks.iter().for_each(tokio::task::JoinHandle::abort);
    served.map_err(|error| error.to_string())
}

async fn end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => signal.recv().await.map_or((), |()| ()),
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { _ = interrupted => (), () = terminated => () }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}
