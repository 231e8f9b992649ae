//! What a person does in the window, asked of its session: from an empty start to a release that is taken back.

use serde_json::{Value, json};
use slipway_tests::scene::Scene;
use slipway_tests::window::Window;

#[test]
fn a_repository_is_added_run_deployed_promoted_and_rolled_back() {
    let Some(scene) = Scene::start("the window's session", 2) else { return };
    let window = Window::open(&scene);
    strangers_are_refused(&window);
    add(&window, &scene);
    let first = run(&window, "first");
    assert_eq!(first["versions"]["api"], "0.1.1", "{first:#}");
    deploy(&window, "sandbox", json!({ "kind": "deploy" }));
    let cell = cell(&window, "sandbox", |cell| cell["state"] == "healthy");
    assert_eq!(cell["versions"], json!(["0.1.1"]), "{cell:#}");

    let offered = self::cell(&window, "production", |cell| !cell["newest"].is_null());
    let promote = &offered["actions"][0];
    assert_eq!((&promote["verb"], &promote["version"]), (&"promote".into(), &"0.1.1".into()), "{offered:#}");
    assert_eq!(offered["state"], "not_deployed", "{offered:#}");
    deploy(&window, "production", json!({ "kind": "promote", "from": "sandbox" }));
    scene.agrees("production", &["host-2"]);

    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    run(&window, "second");
    what_the_command_line_does_is_seen(&window, &scene);
    deploy(&window, "sandbox", json!({ "kind": "rollback" }));
    let back = self::cell(&window, "sandbox", |cell| cell["versions"] == json!(["0.1.1"]));
    assert_eq!(back["state"], "healthy", "{back:#}");
    the_screens_agree(&window);
    a_shell_is_opened(&window);
    who_is_killed_is_seen(&window, &scene);
    what_is_denied_ends(&window, &scene);
}

fn strangers_are_refused(window: &Window<'_>) {
    let unknown = window.refused("nothing", json!({}));
    assert_eq!(unknown["code"], "usage", "{unknown}");
    let none = window.ok("board", json!({}));
    assert_eq!(none["projects"], json!([]), "{none}");
}

/// The scene has a `slipway.yml` already, so that adding commits nothing.
fn add(window: &Window<'_>, scene: &Scene) {
    let folder = scene.folder().display().to_string();
    let found = window.ok("inspect_folder", json!({ "folder": folder }));
    let yaml = found["existing"].as_str().expect("its slipway.yml").to_owned();
    let draft = json!({ "folder": folder, "yaml": yaml });
    let checked = window.ok("check_draft", draft.clone());
    assert_eq!(checked["check"]["project"], "recipes", "{checked:#}");
    let broken =
        window.ok("check_draft", json!({ "folder": folder, "yaml": yaml.replace("services:", "servces:") }));
    assert_eq!(broken["problem"]["code"], "configuration_invalid", "{broken:#}");
    let hosts = window.ok("check_draft_hosts", draft.clone());
    assert_eq!(hosts["hosts"]["environments"][0]["name"], "sandbox", "{hosts:#}");
    let added = window.ok("add_project", draft);
    assert_eq!(added, json!({ "project": "recipes", "commit": null }));
}

fn run(window: &Window<'_>, key: &str) -> Value {
    let args = json!({ "project": "recipes", "key": key });
    let begun = window.ok("run", args.clone());
    let again = window.ok("run", args);
    assert_eq!(begun, again, "a second click begins nothing");
    let page = window.ended(&begun["operation"]);
    assert_eq!(page["verdict"], "succeeded", "{page:#}");
    assert!(page["steps"].as_array().is_some_and(|steps| steps.len() > 2), "{page:#}");
    let jobs = page["jobs"].as_array().expect("jobs");
    assert_eq!((jobs.len(), &jobs[0]["name"]), (1, &"test".into()), "builds are no jobs: {page:#}");
    let command = &jobs[0]["commands"][0];
    assert_eq!(
        (&command["name"], &command["state"], &command["exit_code"]),
        (&"Every recipe is complete".into(), &"succeeded".into(), &0.into()),
        "{page:#}"
    );
    let log = json!({ "project": "recipes", "operation": begun["operation"], "from": 0, "limit": 100 });
    let log = window.ok("log", log);
    assert!(log["total"].as_u64().is_some_and(|total| total > 0) && log["ended"] == true, "{log:#}");
    page
}

fn deploy(window: &Window<'_>, environment: &str, more: Value) {
    let mut args = json!({ "project": "recipes", "environment": environment });
    let all = args.as_object_mut().expect("an object");
    all.extend(more.as_object().expect("an object").clone());
    let plan = window.ok("plan", args.clone());
    let wrong =
        json!({ "plan": args, "hash": "0000000000", "key": format!("{environment} {} wrong", args["kind"]) });
    assert_eq!(window.refused("carry_out", wrong)["code"], "plan_out_of_date");
    let key = format!("{environment} {} {}", args["kind"], plan["hash"]);
    let wanted = json!({ "plan": args, "hash": plan["hash"], "confirm": plan["confirm"], "key": key });
    let begun = window.ok("carry_out", wanted.clone());
    let page = window.ended(&begun["operation"]);
    assert_eq!(page["verdict"], "succeeded", "{page:#}");
    assert_eq!(page["places"][0]["state"], "succeeded", "{page:#}");
    assert_eq!(page["planned"]["services"], plan["services"], "what was planned is known: {page:#}");
    assert_eq!(window.ok("carry_out", wanted), begun, "a second click begins nothing");
}

/// A cell of the one service, once it is as it should be.
fn cell(window: &Window<'_>, environment: &str, good: impl Fn(&Value) -> bool) -> Value {
    let look = |window: &Window<'_>| {
        let board = window.ok("board", json!({}));
        let bands = board["projects"][0]["bands"].as_array().expect("bands");
        let band = bands.iter().find(|band| band["environment"] == environment).expect("the environment");
        band["cells"]["api"].clone()
    };
    window.until(&format!("api in {environment}"), look, good)
}

fn what_the_command_line_does_is_seen(window: &Window<'_>, scene: &Scene) {
    scene.ok(&["deploy", "sandbox"]);
    let activity = window.ok("activity", json!({ "filter": "env:sandbox kind:deploy" }));
    let row = &activity["rows"][0];
    let moved = [&row["before"]["api"], &row["versions"]["api"]];
    assert_eq!(moved, [&json!("0.1.1"), &json!("0.1.2")], "{row:#}");
    let seen = cell(window, "sandbox", |cell| cell["versions"] == json!(["0.1.2"]));
    assert_eq!(seen["state"], "healthy", "{seen:#}");
}

fn the_screens_agree(window: &Window<'_>) {
    let here = json!({ "project": "recipes", "environment": "sandbox" });
    let page = window.ok("environment", here);
    assert_eq!(page["services"][0]["expected"]["version"], "0.1.1", "{page:#}");
    assert_eq!(page["timeline"][0]["kind"], "rollback", "{page:#}");
    assert_eq!(page["timeline"][0]["current"], true, "{page:#}");
    let images = window.ok("images", json!({ "project": "recipes", "service": "api" }));
    let versions: Vec<&Value> =
        images["images"].as_array().expect("images").iter().map(|one| &one["semver"]).collect();
    assert_eq!(versions, [&json!("0.1.2"), &json!("0.1.1")], "{images:#}");
    assert_eq!((&images["images"][0]["newer"], &images["images"][0]["release"]), (&true.into(), &2.into()));
    let compared = json!({
        "project": "recipes", "service": "api",
        "older": images["images"][1]["digest"], "newer": images["images"][0]["digest"],
    });
    let compared = window.ok("compare", compared);
    assert_eq!(compared["commits"].as_array().map(Vec::len), Some(1), "{compared:#}");
    let repositories = window.ok("repositories", json!({}));
    let branch = &repositories["repositories"][0]["branches"][0];
    assert_eq!(
        branch["against"][0],
        json!({ "environment": "sandbox", "ahead": 1, "behind": 0 }),
        "{repositories:#}"
    );
    let docker = window.ok("docker", json!({}));
    assert!(docker["version"].is_string(), "{docker:#}");
}

/// A shell takes what is typed, and tells how it ended.
fn a_shell_is_opened(window: &Window<'_>) {
    let open = || {
        let args = json!({
            "project": "recipes", "environment": "sandbox", "service": "api", "columns": 80, "rows": 24,
        });
        let stream = window.ok("shell", args)["stream"].clone();
        let typed = json!({ "what": "type", "text": "exit 5\r" });
        window.ok("stream", json!({ "stream": stream, "what": typed }));
    };
    let ended = |event: &Value| event["output"]["output"] == "ended" && event["output"]["code"] == 5;
    window.hears("that the shell ended with its code", open, ended);
}

/// A program that dies writes nothing down; the window says all the same that nobody is at it any more.
fn who_is_killed_is_seen(window: &Window<'_>, scene: &Scene) {
    let words = ["deploy", "sandbox", "--release", "2", "--yes"];
    let deploy = scene.laptop.start_slipway(&scene.folder(), &words).expect("slipway starts");
    cell(window, "sandbox", |cell| cell["state"] == "deploying");
    deploy.pause().expect("a pause");
    let busy = cell(window, "sandbox", |cell| cell["state"] == "deploying");
    assert_eq!(busy["actions"][0]["verb"], "cancel", "{busy:#}");
    let ledger = json!({ "topic": "ledger", "project": "recipes" });
    let is_told = |event: &Value| {
        event["topics"]
            .as_array()
            .is_some_and(|topics| event["event"] == "changed" && topics.contains(&ledger))
    };
    window.hears("that a program was killed", || deploy.kill().expect("it is killed"), is_told);
    let left = cell(window, "sandbox", |cell| cell["state"] == "unknown");
    let resume = &left["actions"][0];
    assert_eq!(resume["verb"], "resume", "{left:#}");
    window.ok("resume", json!({ "project": "recipes", "operation": resume["operation"] }));
    assert_eq!(window.ended(&resume["operation"])["verdict"], "succeeded");
    let well = cell(window, "sandbox", |cell| cell["state"] == "healthy");
    assert_eq!(well["versions"], json!(["0.1.2"]), "{well:#}");
}

/// A plan that waits for an approval and is denied waits for nothing any more.
fn what_is_denied_ends(window: &Window<'_>, scene: &Scene) {
    scene.configure("    after: sandbox\n", "    after: sandbox\n    approvals: { count: 1 }\n");
    let args = json!({
        "project": "recipes", "environment": "production", "kind": "promote", "from": "sandbox",
    });
    let look = |window: &Window<'_>| window.ok("plan", args.clone());
    let plan = window.until("the plan wants an approval", look, |plan| plan["waits"] == true);
    let missing = &plan["gates_why"]["approval"];
    assert_eq!((&missing["is"], &missing["missing"]), (&"approvals".into(), &1.into()), "{plan:#}");
    let (hash, confirm) = (&plan["hash"], &plan["confirm"]);
    let wanted = json!({ "plan": args, "hash": hash, "confirm": confirm, "key": "denied" });
    let begun = window.ok("carry_out", wanted);
    let operation = json!({ "project": "recipes", "operation": begun["operation"] });
    let look = |window: &Window<'_>| window.ok("operation", operation.clone());
    window.until("it waits", look, |page| page["waits"] == true && page["busy"] == false);
    let denied = json!({ "project": "recipes", "hash": hash, "approve": false, "reason": "Not today" });
    window.ok("answer_plan", denied);
    let page = window.ended(&begun["operation"]);
    assert_eq!((&page["verdict"], &page["why"]["code"]), (&"cancelled".into(), &"denied".into()), "{page:#}");
    assert_eq!(page["problem_code"], "denied", "lists know the code as well: {page:#}");
    scene.agrees("production", &["host-2"]);
}
