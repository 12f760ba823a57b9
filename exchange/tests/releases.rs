//! Noisy numbers: what the workbench saves is taken, at its cost, and nothing else.

mod common;

use lazaret::dp::{Budget, Data, Release, SystemBits};
use lazaret::exchange::{Act, Role};
use lazaret::table::{Column, Format, Kind};
use lazaret_exchange::store::hash;
use lazaret_exchange::testing::{Node, Somebody};
use serde_json::{Value, json};

/// As the workbench's `noisy-numbers.json` has it.
fn numbers(losses: &[Value]) -> Value {
    let release = |loss: &Value| {
        let mut release = json!({
            "question": "count", "value": {"form": "number", "value": 102.0, "error_95": 6.1},
            "mechanism": "discrete-laplace", "sensitivity": 1.0, "scale": 2.0, "unit": "row", "missing": "counted",
        });
        release.as_object_mut().unwrap().extend(loss.as_object().unwrap().clone());
        release
    };
    let budget = json!({"total": 1, "spent": 0.5, "left": 0.5, "concentrated": false});
    json!({ "budget": budget, "releases": losses.iter().map(release).collect::<Vec<_>>() })
}

async fn publish(
    node: &Node,
    by: &Somebody,
    text: &str,
    epsilon: &str,
    delta: Option<&str>,
) -> Result<(), String> {
    let act = Act::Release {
        numbers: hash(text.as_bytes()),
        epsilon: epsilon.to_owned(),
        delta: delta.map(str::to_owned),
    };
    node.post_act(by, act, json!({ "numbers": text })).await.map(|_| ())
}

#[tokio::test]
async fn numbers_are_taken_at_their_cost() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let bob = node.admit("bob", Role::Researcher, Some(&ada)).await.unwrap();
    let refused = || Err("not-a-release".to_owned());

    let pure = numbers(&[json!({"epsilon": 0.25}), json!({"epsilon": 0.5})]).to_string();
    assert_eq!(publish(&node, &ada, &pure, "0.7", None).await, refused(), "it costs 0.75");
    assert_eq!(publish(&node, &ada, &pure, "0.75", None).await, Ok(()));
    assert_eq!(publish(&node, &bob, &pure, "0.75", None).await, Err("not-allowed".to_owned()));
    let approximate = numbers(&[json!({"epsilon": 1, "delta": 1e-6})]).to_string();
    assert_eq!(publish(&node, &ada, &approximate, "1", None).await, refused(), "δ is not said");
    assert_eq!(publish(&node, &ada, &approximate, "1", Some("0.0000001")).await, refused());
    assert_eq!(publish(&node, &ada, &approximate, "1", Some("0.000001")).await, Ok(()));
    // ρ = 0.1 is ε = 0.1 + 2√(0.1·ln 10⁶) = 2.451 at δ = 10⁻⁶.
    let concentrated = numbers(&[json!({"rho": 0.05}), json!({"rho": 0.05})]).to_string();
    assert_eq!(publish(&node, &ada, &concentrated, "2.45", Some("0.000001")).await, refused());
    assert_eq!(publish(&node, &ada, &concentrated, "2.46", Some("0.000001")).await, Ok(()));

    let published = node.get(&bob, "/v1/releases").await.unwrap();
    let before = format!("/v1/releases?before={}", published[0]["entry"]["leaf"]);
    let earlier = node.get(&bob, &before).await.unwrap();
    assert_eq!(earlier.as_array().unwrap()[..], published.as_array().unwrap()[1..]);
    let texts: Vec<&str> =
        published.as_array().unwrap().iter().map(|it| it["numbers"].as_str().unwrap()).collect();
    assert_eq!(texts, [&concentrated, &approximate, &pure]);
}

/// Answers as the workbench does, of a table with a patient a row, and writes them down as it does.
fn answered(total: &str, questions: &[Value]) -> String {
    let ward = Column::from_texts("WARD", ["A", "B", "B", "C"]);
    let data = Data::new(4, vec![(&ward, Format::plain(Kind::Category))]);
    let mut budget = Budget::new(serde_json::from_str(total).unwrap());
    let answer = |question: &Value| {
        let asked = serde_json::from_value(question.clone()).unwrap();
        lazaret::dp::answer(&data, &asked, &mut budget, &mut SystemBits::default()).unwrap()
    };
    let releases: Vec<Release> = questions.iter().map(answer).collect();
    json!({ "budget": budget.state(), "releases": releases }).to_string()
}

#[tokio::test]
async fn parts_of_the_patients_cost_what_the_workbench_says() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let refused = || Err("not-a-release".to_owned());
    let in_ward = |ward: &str, loss: Value| {
        let mut question = json!({"question": "count", "among": {"column": "WARD", "values": [ward]}});
        question.as_object_mut().unwrap().extend(loss.as_object().unwrap().clone());
        question
    };

    // All wards 0.25, and the dearest of them 0.5 + 0.125.
    let all = json!({"question": "count", "epsilon": 0.25});
    let parted = [("A", 0.5), ("B", 0.5), ("C", 0.25), ("A", 0.125)];
    let parted = parted.map(|(ward, epsilon)| in_ward(ward, json!({ "epsilon": epsilon })));
    let pure = answered(r#"{"epsilon":1}"#, &[&[all], &parted[..]].concat());
    assert!(pure.contains(r#""spent":0.875"#), "{pure}");
    assert_eq!(publish(&node, &ada, &pure, "0.874", None).await, refused());
    assert_eq!(publish(&node, &ada, &pure, "0.875", None).await, Ok(()));
    // With several rows a patient is in several wards: 0.25 + 0.5 + 0.5 + 0.25 + 0.125.
    let of_patients = pure.replace(r#""unit":"row""#, r#""unit":{"patient":{"column":"ID","rows":2}}"#);
    assert_eq!(publish(&node, &ada, &of_patients, "1.624", None).await, refused());
    assert_eq!(publish(&node, &ada, &of_patients, "1.625", None).await, Ok(()));

    // A budget in ρ counts ε = 0.4 as ρ = 0.08: with 0.02 of a ward, 2.451 as above.
    let mixed = [json!({"question": "count", "epsilon": 0.4})].into_iter();
    let mixed: Vec<Value> = mixed.chain(["A", "B"].map(|ward| in_ward(ward, json!({"rho": 0.02})))).collect();
    let concentrated = answered(r#"{"rho":0.1}"#, &mixed);
    assert!(concentrated.contains(r#""spent":0.1"#), "{concentrated}");
    assert_eq!(publish(&node, &ada, &concentrated, "2.45", Some("0.000001")).await, refused());
    assert_eq!(publish(&node, &ada, &concentrated, "2.46", Some("0.000001")).await, Ok(()));
}

#[tokio::test]
async fn what_is_more_than_noisy_numbers_is_refused() {
    let place = common::simple();
    let node = Node::start(place.config.clone()).await.unwrap();
    let ada = node.admit("ada", Role::Owner, None).await.unwrap();
    let good = numbers(&[json!({"epsilon": 0.5})]);
    let mut attempts = vec!["NAME,AGE\nAda,36\n".to_owned(), "{}".to_owned(), numbers(&[]).to_string()];
    for place in ["", "/budget", "/releases/0", "/releases/0/value"] {
        let mut smuggled = good.clone();
        smuggled.pointer_mut(place).unwrap()["patients"] = json!([["Ada", 36]]);
        attempts.push(smuggled.to_string());
    }
    let many = vec![json!({"epsilon": 0.001}); 1001];
    attempts.push(numbers(&many).to_string());
    // What takes too long to count: parts, values that they name, and bytes of the names.
    let parted = |parts: usize, among: Value| {
        numbers(&vec![json!({ "epsilon": 0.001, "among": among }); parts]).to_string()
    };
    attempts.push(parted(501, json!({ "column": "AGE", "from": 1, "below": 2 })));
    attempts.push(parted(251, json!({ "column": "WARD", "values": ["A", "B"] })));
    attempts.push(parted(1, json!({ "column": "WARD", "values": ["A".repeat(64 << 10)] })));
    let expected = i64::try_from(attempts.len()).unwrap();
    for text in attempts {
        let refused = publish(&node, &ada, &text, "5", None).await;
        assert_eq!(refused, Err("not-a-release".to_owned()), "{text}");
    }
    assert_eq!(publish(&node, &ada, &good.to_string(), "0.5", None).await, Ok(()));
    let most = parted(250, json!({ "column": "WARD", "values": ["A", "B"] }));
    assert_eq!(publish(&node, &ada, &most, "0.25", None).await, Ok(()));
    let events: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM events WHERE kind = 'malformed'")
        .fetch_one(&node.state.db.pool)
        .await
        .unwrap();
    assert_eq!(events, expected);
}
