//! Schemathesis makes requests from the OpenAPI document, right ones and wrong ones: none is answered with 5xx.
//!
//! `scripts/test.sh` runs it, with the program that `scripts/setup.sh test` installed.

mod support;

use lazaret::exchange::Role;
use support::node;

/// Requests of each kind for each route.
const EXAMPLES: &str = "25";

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
#[ignore = "needs schemathesis: LAZARET_SCHEMATHESIS names it"]
async fn no_request_makes_a_node_fail() {
    let program = std::env::var("LAZARET_SCHEMATHESIS").expect("the path of schemathesis");
    let it = node().await;
    let ada = it.node.admit("ada", Role::Owner, None).await.unwrap();
    let operator = it.node.register("oli", Role::Operator).await.unwrap();
    for cookie in ["", &ada.cookie, &operator.cookie] {
        let ran = std::process::Command::new(&program)
            .args(["run", &format!("{}/openapi.json", it.node.url), "--checks", "not_a_server_error"])
            .args(["--max-examples", EXAMPLES, "--phases", "coverage,fuzzing", "--seed", "1"])
            .args(["--suppress-health-check", "all", "--header", &format!("Cookie: {cookie}")])
            // Logging out would end what the rest needs.
            .args(["--exclude-path", "/v1/logout", "--no-color"])
            .current_dir(it.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&ran.stdout);
        assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
        assert!(said.contains("passed"), "{said}");
    }
}
