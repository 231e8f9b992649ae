//! Channels: what opens them, whose turn it is, what they answer.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_nothing_opens_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let text = "  channels: { team: { slack: { channel: \"#releases\", credential: NOWHERE, url: \"SLACK_URL\" } } }\n  rules: [ { on: [succeeded], to: team } ]\n";
    let team = Team::start(folder.path(), text).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    let operation = team.begun().await;
    team.ended(&operation, Verdict::Succeeded).await;
    hearing.tell(closed(&operation, Verdict::Succeeded));
    done(&herald).await;
    let why = herald.outstanding().await.unwrap().remove(0).why.unwrap();
    let wanted =
        "the credential NOWHERE of kind slack-bot was not found: `slipway credentials add slack-bot NOWHERE`";
    assert!(why.starts_with(wanted), "{why}");
}

/// DingTalk counts what its robot is sent, and knows nothing of channels: twenty a minute, from all of them.
#[tokio::test(flavor = "multi_thread")]
async fn channels_of_one_robot_take_turns_and_a_test_takes_its_turn_too() {
    let folder = tempfile::tempdir().unwrap();
    let robot = format!("{{ dingtalk: {{ credential: ROBOT, sign: KEY, keyword: {STAND_IN_KEYWORD} }} }}");
    let text = format!(
        "  channels: {{ one: {robot}, two: {robot} }}\n  rules: [ {{ on: [succeeded], to: [one, two] }} ]\n"
    );
    let team = Team::start(folder.path(), &text).await;
    let (hearing, herald) = team.program();
    done(&herald).await;
    let taken = || team.services.taken_by("dingtalk").len();
    let began = Instant::now();
    let operation = team.begun().await;
    team.ended(&operation, Verdict::Succeeded).await;
    hearing.tell(closed(&operation, Verdict::Succeeded));
    done(&herald).await;
    assert_eq!(taken(), 2, "{:?}", herald.outstanding().await.unwrap());
    assert!(began.elapsed() >= Duration::from_secs(3), "{:?}", began.elapsed());
    herald.test("one").await.unwrap();
    assert_eq!(taken(), 3);
    assert!(began.elapsed() >= Duration::from_secs(6), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_goes_out_at_once_and_says_what_the_channel_answered() {
    let folder = tempfile::tempdir().unwrap();
    let team = Team::start(folder.path(), HOOK).await;
    let (_hearing, herald) = team.program();
    herald.test("hook").await.unwrap();
    assert_eq!(team.services.taken_by("webhook")[0].body["test"], true);
    team.services.fail("webhook", Outage::Status(503), 1);
    let problem = herald.test("hook").await.unwrap_err();
    assert_eq!(problem.code, Code::NotificationFailed);
    assert!(problem.message.contains("status 503"), "{problem}");
    let problem = herald.test("huk").await.unwrap_err();
    assert!(problem.hint.unwrap().contains("hook"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_its_way_is_told_once_also_where_another_delivery_cannot_be_put_down() {
    let folder = tempfile::tempdir().unwrap();
    let text = "  channels:\n    quick: { webhook: { url: \"HOOK_URL\", sign: KEY } }\n    late: { webhook: { url: \"HOOK_URL?late\", sign: KEY } }\n  rules: [ { on: [succeeded], to: [quick, late] } ]\n";
    let team = Team::start(folder.path(), text).await;
    let late = Arc::new(forgetful::Late::default());
    let outbox = Arc::new(forgetful::Forgetful::new(team.store.outbox()));
    let (hearing, herald) = team.program_with(outbox.clone(), late.clone());
    done(&herald).await;
    let operation = team.begun().await;
    team.ended(&operation, Verdict::Succeeded).await;
    hearing.tell(closed(&operation, Verdict::Succeeded));
    done(&herald).await;
    assert_eq!(late.taken(), (1, 1));
    team.end((hearing, herald)).await;
    // The lease of what could not be put down has run out.
    team.later(60);
    let (_hearing, herald) = team.program_with(outbox, late.clone());
    done(&herald).await;
    assert_eq!(late.taken(), (2, 1), "only what nobody knows to have arrived is told again");
}
