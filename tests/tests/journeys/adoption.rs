//! A repository and a host as people have them, before Slipway came: `init` proposes, and what runs is adopted.

use slipway_tests::documents::fits;
use slipway_tests::scene::Scene;

/// Where the stack lives: a folder of its own, not one of Slipway's.
fn directory(scene: &Scene) -> String {
    scene.host("host-1").home().join("stacks/kitchen").display().to_string()
}

/// The repository without Slipway: a compose file, and a CI file that builds, pushes and deploys with scp and ssh.
fn without_slipway(scene: &Scene) {
    let (repository, image) = (&scene.repository, scene.registry.image("recipes/api"));
    let compose = repository
        .read("docker-compose.yml")
        .expect("the compose file")
        .replace("ports: [\"${PORT}:8080\"]", "ports: [\"8081:8080\"]\n    volumes: [\"jars:/jars\"]");
    let compose = compose.replace("volumes:\n  store:\n", "volumes:\n  store:\n  jars:\n");
    let ci = format!(
        "stages: [test, build, deploy]
test:
  image: {base}
  script: [sh tests/complete.sh]
build:
  stage: build
  script:
    - docker login -u $REGISTRY_USER -p $REGISTRY_PASSWORD {registry}
    - docker build -t {image}:$CI_COMMIT_REF_SLUG --build-arg RECIPES_VERSION=$RELEASE .
    - docker push {image}:$CI_COMMIT_REF_SLUG
deploy:
  stage: deploy
  only: [develop]
  script:
    - scp docker-compose.yml store.conf deploy@host-1:stacks/kitchen
    - ssh deploy@host-1 \"cd ~/stacks/kitchen && docker-compose pull && docker-compose up -d\"
",
        base = scene.registry.image("recipes/base:1"),
        registry = scene.registry.address(),
    );
    repository.write("docker-compose.yml", &compose).expect("a compose file");
    repository.write(".gitlab-ci.yml", &ci).expect("a CI file");
    repository.git(&["rm", "--quiet", "--force", "slipway.yml"]).expect("no slipway.yml");
    repository.commit("Before Slipway").expect("a commit");
}

/// What somebody put up on the host long ago with that: images by tag, a login on the host.
fn put_up_by_hand(scene: &Scene) {
    let (host, registry) = (scene.host("host-1"), &scene.registry);
    registry.log_in(scene.laptop.docker()).expect("a login");
    registry.log_in(host.docker()).expect("a login");
    host.docker().run(&["pull", &registry.image("recipes/base:1")]).expect("the base image");
    let compose = scene.repository.read("docker-compose.yml").expect("the compose file");
    let old = compose.replace("recipes/api:develop", "recipes/base:1").replace(
        "\"jars:/jars\"]",
        "\"jars:/jars\"]\n    command: [/bin/sh, -c, \"date > /jars/first; httpd -f -p 8080\"]",
    );
    let directory = directory(scene);
    std::fs::create_dir_all(&directory).expect("a folder on the host");
    for (path, text) in [("docker-compose.yml", old.as_str()), ("store.conf", "shelves = 12\n")] {
        std::fs::write(format!("{directory}/{path}"), text).expect("a file on the host");
    }
    let own = format!("chown -R deploy $(dirname {directory})");
    host.root_sh(&own).expect("a shell").success().expect("the folder is the account's");
    let up = format!("cd {directory} && docker-compose up -d");
    host.sh(&up).expect("a shell").success().expect("the stack is up");
    // What CI pushed until now, with a number that it counted itself.
    registry
        .push(scene.laptop.docker(), slipway_testkit::BASE_IMAGE, "recipes/api:0.4.41")
        .expect("an image");
}

/// Nobody has agreed yet to what the CI file names: its registry is not shown the login for any, only its own.
fn give_the_registry_its_own_login(scene: &mut Scene) {
    let proposal = scene.json(&["init"], 0);
    assert!(proposal["findings"].to_string().contains("wants a login"), "{proposal:#}");
    let letter =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    let registry: String = scene.registry.address().chars().map(letter).collect();
    let login = [("USER", scene.registry.user()), ("PASSWORD", scene.registry.password())];
    for (what, value) in login.map(|(what, value)| (what, value.to_owned())) {
        scene.laptop.set(&format!("SLIPWAY_REGISTRY_{what}_{registry}"), &value);
    }
}

fn propose(scene: &Scene) {
    let proposal = scene.json(&["init", "--write"], 0);
    fits("init", &proposal);
    let yaml = proposal["yaml"].as_str().expect("a proposal");
    let lines: Vec<&str> = yaml.lines().map(str::trim).collect();
    let runs = "from deploy@host-1, where it runs; its containers are kept";
    let guess = "guess: by its name; what it is set to is not in the repository (.gitlab-ci.yml:9)";
    for line in [
        "hosts: [deploy@host-1]  # from .gitlab-ci.yml:15".to_owned(),
        format!("name: kitchen  # {runs}"),
        format!("directory: {}  # {runs}", directory(scene)),
        "platforms: [linux/amd64]  # from deploy@host-1".to_owned(),
        "files: [store.conf]  # from docker-compose.yml:15".to_owned(),
        format!("image: \"{}\"  # from .gitlab-ci.yml:10", scene.registry.image("recipes/api")),
        "version: \"0.4.${build_number}\"  # from the registry, whose newest is 0.4.41".to_owned(),
        format!("RECIPES_VERSION: \"${{version}}\"  # {guess}"),
        "branch: develop  # from .gitlab-ci.yml:15".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line}\n{yaml}");
    }
    assert!(!proposal.to_string().contains(scene.registry.password()), "{yaml}");
    scene.json(&["check"], 0);
    scene.repository.commit("Adopt Slipway").expect("a commit");
}

#[test]
fn a_stack_that_is_there_already_is_proposed_and_adopted() {
    let Some(mut scene) = Scene::start("adopting a stack", 1) else { return };
    without_slipway(&scene);
    put_up_by_hand(&scene);
    let store = scene.neighbour("host-1", "kitchen");
    let volumes = scene.host("host-1").docker().text(&["volume", "ls", "--quiet"]).expect("volumes");
    give_the_registry_its_own_login(&mut scene);
    propose(&scene);
    let before = scene.status("sandbox");
    assert_eq!(before["state"], "empty", "{before}");
    let unmanaged: Vec<&str> = before["unmanaged"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(unmanaged, ["api", "store"], "what runs already is shown: {before}");
    assert_eq!(scene.ok(&["run"])["version"], "0.4.42", "the registry's numbers go on");
    let plan = scene.ok(&["plan", "sandbox"]);
    assert_eq!(plan["services"][0]["change"], "new", "{plan}");
    scene.ok(&["deploy", "sandbox"]);
    let status = scene.agrees("sandbox", &["host-1"]);
    assert_eq!(status["unmanaged"].as_array().map(Vec::len), Some(1), "api is managed now: {status}");
    assert_eq!(scene.neighbour("host-1", "kitchen"), store, "the neighbour was not touched");
    let docker = scene.host("host-1").docker();
    assert_eq!(
        docker.text(&["volume", "ls", "--quiet"]).expect("volumes"),
        volumes,
        "the volumes are those of before"
    );
    let api = scene.container("host-1", "sandbox", "api");
    assert!(!scene.in_container("host-1", &api.id, "cat /jars/first").is_empty(), "the volume came along");
    let told = scene.inspect("host-1", &["label=dev.slipway.service=api".to_owned()]);
    assert_eq!(told["Config"]["Labels"]["com.docker.compose.project"], "kitchen", "{told}");
    let all = docker.text(&["ps", "--all", "--format", "{{.Names}}"]).expect("containers");
    assert_eq!(all.lines().count(), 2, "no container was left or doubled: {all}");
    assert_eq!(scene.answer("host-1", 8081, "/version").trim(), "0.4.42");
}
