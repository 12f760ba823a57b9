//! From where a request comes.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::{ConnectInfo, Request};

use crate::tls::Peer;

/// The address that limits count by: the connection's, or behind a proxy the last that the proxy wrote down, for what
/// stands before it anyone can write. Of IPv6 the first 64 bits, which one subscriber has to themselves.
pub(super) fn address(request: &Request, behind_proxy: bool) -> IpAddr {
    let connection = request.extensions().get::<ConnectInfo<Peer>>().map(|info| info.0.0.ip());
    let forwarded = request.headers().get_all("x-forwarded-for").iter().next_back();
    let forwarded = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    let address = if behind_proxy { forwarded.or(connection) } else { connection };
    match address.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_proxy_is_believed_and_only_its_own_word() {
        let mut request = Request::new(axum::body::Body::empty());
        request.extensions_mut().insert(ConnectInfo(Peer("192.0.2.1:5".parse().unwrap())));
        request.headers_mut().insert("x-forwarded-for", "198.51.100.9, 203.0.113.7".parse().unwrap());
        assert_eq!(address(&request, false).to_string(), "192.0.2.1");
        assert_eq!(address(&request, true).to_string(), "203.0.113.7");
        request.headers_mut().insert("x-forwarded-for", "2001:db8:1:2:3:4:5:6".parse().unwrap());
        assert_eq!(address(&request, true).to_string(), "2001:db8:1:2::");
        request.headers_mut().insert("x-forwarded-for", "nonsense".parse().unwrap());
        assert_eq!(address(&request, true).to_string(), "192.0.2.1");
    }
}
