//! The memory as the engine uses it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use serde_json::{Value, json};
use slipway_engine::ports::{Recalled, Topic};
use slipway_store::Store;

#[tokio::test]
async fn what_is_remembered_stays_as_it_was_first_and_what_is_noted_is_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let memory = Store::open(dir.path()).await.unwrap().memory();
    let keys: Vec<String> = (0..3_000).map(|number| format!("sha256:{number}")).collect();
    let values = keys.iter().map(|key| (key.clone(), json!({"of": key}))).collect();
    memory.remember(Topic::Image, values).await.unwrap();
    memory.remember(Topic::Image, vec![(keys[0].clone(), json!("another"))]).await.unwrap();
    let recall = async |topic: Topic, keys: &[String]| -> BTreeMap<String, Value> {
        let known = memory.recall(topic, keys).await.unwrap();
        known.iter().map(|known| (known.key.clone(), known.read().unwrap())).collect()
    };
    let known = recall(Topic::Image, &keys).await;
    assert_eq!(known.len(), 3_000);
    assert_eq!(known[&keys[0]], json!({"of": keys[0]}));
    assert!(recall(Topic::ImageThere, &keys).await.is_empty());
    for seen in ["first", "then"] {
        memory.note(Topic::Tag, vec![("api:0.1.1".to_owned(), json!(seen))]).await.unwrap();
        let known = recall(Topic::Tag, &["api:0.1.1".to_owned()]).await;
        assert_eq!(known["api:0.1.1"], json!(seen));
    }
    let others = ["api:0.1.2", "api:\u{10FFFE}", "api", "api-web:0.1.1", "ap:0.1.1", "a%_:1"];
    memory.note(Topic::Tag, others.map(|key| (key.to_owned(), json!(1))).to_vec()).await.unwrap();
    let begin = async |beginning: &str| -> Vec<String> {
        let known = memory.recall_beginning(Topic::Tag, beginning).await.unwrap();
        known.into_iter().map(|known| known.key).collect()
    };
    assert_eq!(begin("api:").await, ["api:0.1.1", "api:0.1.2", "api:\u{10FFFE}"]);
    assert_eq!(begin("a%").await, ["a%_:1"]);
    assert!(begin("web:").await.is_empty());
    assert!(recall(Topic::Image, &[]).await.is_empty());
}

/// Two programs change one value over and over: neither takes back what the other wrote.
#[tokio::test]
async fn a_change_is_made_of_what_is_kept_at_that_moment() {
    let dir = tempfile::tempdir().unwrap();
    let programs = [Store::open(dir.path()).await.unwrap(), Store::open(dir.path()).await.unwrap()];
    let memory = programs[0].memory();
    let count = |recalled: &Recalled| Some(json!(recalled.read::<u64>()? + 1));
    memory.change(Topic::Credential, "a", &count).await.unwrap();
    assert!(
        memory.recall_beginning(Topic::Credential, "").await.unwrap().is_empty(),
        "nothing becomes of nothing"
    );
    memory.note(Topic::Credential, vec![("a".to_owned(), json!(0))]).await.unwrap();
    let changes = programs.iter().flat_map(|program| std::iter::repeat_n(program.memory(), 20));
    let changes = changes.map(|memory| async move { memory.change(Topic::Credential, "a", &count).await });
    futures::future::try_join_all(changes).await.unwrap();
    memory.change(Topic::Credential, "a", &|_| None).await.unwrap();
    let known = memory.recall(Topic::Credential, &["a".to_owned()]).await.unwrap();
    assert_eq!(known[0].read::<u64>(), Some(40));
}

/// Databases out there know the words.
#[test]
fn each_topic_has_a_word_that_never_changes() {
    let words = Topic::ALL.map(Topic::word);
    let known = [
        "image",
        "tag",
        "image-there",
        "platform",
        "running",
        "over-another-laptops",
        "installation",
        "credential",
        "leaks",
    ];
    assert_eq!(words, known);
}
