//! AES-256-GCM streams, keys and the container.
