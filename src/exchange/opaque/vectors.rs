//! The crate in our cipher suite against RFC 9807, appendix C.1, tests 1 and 2: `tests/data/opaque`.

use opaque_ke::ksf::Identity;
use opaque_ke::rand::{CryptoRng, Error, RngCore};
use opaque_ke::*;
use opaque_sha2::Sha512;
use serde_json::Value;

struct Plain;

impl CipherSuite for Plain {
    type OprfCs = Ristretto255;
    type KeyExchange = TripleDh<Ristretto255, Sha512>;
    type Ksf = Identity;
}

/// Hands out the bytes that a vector wants.
struct Scripted(Vec<u8>);

impl RngCore for Scripted {
    fn next_u32(&mut self) -> u32 {
        unreachable!("opaque-ke asks for bytes")
    }
    fn next_u64(&mut self) -> u64 {
        unreachable!("opaque-ke asks for bytes")
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        let rest = self.0.split_off(bytes.len());
        bytes.copy_from_slice(&self.0);
        self.0 = rest;
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Scripted {}

fn bytes(hex: &str) -> Vec<u8> {
    hex.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

fn check(vector: &Value) {
    let value = |name: &str| bytes(vector[name].as_str().unwrap_or_default());
    let script = |parts: &[&[u8]]| Scripted(parts.concat());
    let party = |name: &str| vector.get(name).map(|_| value(name));
    let (client, server) = (party("client_identity"), party("server_identity"));
    let identifiers = Identifiers { client: client.as_deref(), server: server.as_deref() };
    let (password, context, user) = (value("password"), value("context"), value("credential_identifier"));
    // The crate reduces 64 bytes to a scalar.
    let zeros = [0; 64];
    let blind = |name| [&value(name)[..], &zeros[..32]].concat();

    // Seed, private key, and a key for users that do not exist.
    let kept = [value("oprf_seed"), value("server_private_key"), value("server_public_key")].concat();
    let setup = ServerSetup::<Plain>::deserialize(&kept).unwrap();

    let begun =
        ClientRegistration::<Plain>::start(&mut script(&[&blind("blind_registration")]), &password).unwrap();
    assert_eq!(begun.message.serialize()[..], value("registration_request"));
    let answer = ServerRegistration::<Plain>::start(&setup, begun.message, &user).unwrap();
    assert_eq!(answer.message.serialize()[..], value("registration_response"));
    let ended = begun
        .state
        .finish(
            &mut script(&[&value("envelope_nonce")]),
            &password,
            answer.message,
            ClientRegistrationFinishParameters::new(identifiers, None),
        )
        .unwrap();
    assert_eq!(ended.message.serialize()[..], value("registration_upload"));
    assert_eq!(ended.export_key[..], value("export_key"));

    let mut client_draws =
        script(&[&blind("blind_login"), &value("client_keyshare_seed"), &value("client_nonce")]);
    let begun = ClientLogin::<Plain>::start(&mut client_draws, &password).unwrap();
    assert_eq!(begun.message.serialize()[..], value("KE1"));
    // First the masking key of a user that does not exist, which is drawn for those who do as well.
    let mut server_draws =
        script(&[&zeros, &value("masking_nonce"), &value("server_keyshare_seed"), &value("server_nonce")]);
    let parameters = || ServerLoginParameters { context: Some(&context), identifiers };
    let record = Some(ServerRegistration::finish(ended.message));
    let answer =
        ServerLogin::start(&mut server_draws, &setup, record, begun.message, &user, parameters()).unwrap();
    assert_eq!(answer.message.serialize()[..], value("KE2"));
    let ended = begun
        .state
        .finish(
            &mut script(&[]),
            &password,
            answer.message,
            ClientLoginFinishParameters::new(Some(&context), identifiers, None),
        )
        .unwrap();
    assert_eq!(ended.message.serialize()[..], value("KE3"));
    assert_eq!(ended.session_key[..], value("session_key"));
    let checked = answer.state.finish(ended.message, parameters()).unwrap();
    assert_eq!(checked.session_key[..], value("session_key"));
}

#[test]
fn both_ends_speak_as_the_standard_says() {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../../../tests/data/opaque/rfc9807.json")).unwrap();
    assert_eq!(vectors.len(), 2);
    vectors.iter().for_each(check);
}
