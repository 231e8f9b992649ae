//! Where a secret was seen.

use std::os::unix::fs::PermissionsExt;

use slipway_testkit::{Finished, Result, Sighting, spellings};

use slipway_tests::scene::Scene;

/// Fails when a process saw the value that is neither slipway nor allowed to.
pub(super) fn nobody_else(scene: &Scene, seen: &[Sighting], allowed: impl Fn(&Sighting) -> bool) {
    let others: Vec<_> = seen.iter().filter(|one| !scene.laptop.is_slipway(one) && !allowed(one)).collect();
    assert!(others.is_empty(), "others could read the secret: {others:#?}");
}

/// Fails when a text that somebody was given holds one of the values in any spelling.
pub(super) fn in_no_text(what: &str, text: &str, values: &[&str]) {
    let told = values.iter().flat_map(|value| spellings(value)).any(|spelling| text.contains(&spelling));
    assert!(!told, "{what} tells a secret: {text}");
}

/// Where programs leave things on a machine, besides its user's home.
const FOLDERS: [&str; 5] = ["/root", "/tmp", "/run", "/dev/shm", "/var/lib/docker"];

/// Fails when a file of the laptop holds one of the values.
pub(super) fn nowhere_on_the_laptop(scene: &Scene, values: &[&str]) {
    let home = scene.laptop.home().display().to_string();
    let found = found_on(|text| scene.laptop.root_sh(text), &[&[&home[..]], &FOLDERS[..]].concat(), values);
    assert_eq!(found, Vec::<String>::new(), "on the laptop");
}

/// Fails when a file of the first host holds one of the values.
pub(super) fn nowhere_on_the_host(scene: &Scene, values: &[&str]) {
    assert_eq!(on_the_host(scene, values), Vec::<String>::new(), "on the host");
}

/// Fails when a file of the first host holds the value that is neither one of these environments' own, for nobody else to
/// read, nor the engine's about a container that has it.
pub(super) fn only_in_the_environments_own_files(scene: &Scene, value: &str, environments: &[&str]) {
    let (of_containers, holding): (Vec<_>, Vec<_>) =
        on_the_host(scene, &[value]).into_iter().partition(|file: &String| is_of_a_container(file));
    assert!(!of_containers.is_empty(), "the engine keeps what the container was started with");
    assert!(!holding.is_empty(), "the environment keeps what it needs to start by hand");
    let home = scene.host("host-1").home().display().to_string();
    let own = |environment: &&str| format!("{home}/.slipway/recipes/{environment}/");
    let own: Vec<String> = environments.iter().map(own).collect();
    for file in holding {
        assert!(own.iter().any(|folder| file.starts_with(folder)), "{file} holds a secret");
        let mode = std::fs::metadata(&file).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{file} holds a secret");
    }
}

fn on_the_host(scene: &Scene, values: &[&str]) -> Vec<String> {
    let host = scene.host("host-1");
    let home = host.home().display().to_string();
    found_on(|text| host.root_sh(text), &[&[&home[..]], &FOLDERS[..]].concat(), values)
}

/// Every file of a machine, below these folders, whose content holds one of the values in any spelling. `as_root` runs shell
/// text there, so that nothing is hidden.
fn found_on(as_root: impl Fn(&str) -> Result<Finished>, folders: &[&str], values: &[&str]) -> Vec<String> {
    let spellings: Vec<String> = values.iter().flat_map(|value| spellings(value)).collect();
    let (folders, spellings) = (folders.join(" "), spellings.join("\n"));
    let text = format!("LC_ALL=C grep -rlFs -f - {folders} <<'END' | sort\n{spellings}\nEND\n");
    let told = as_root(&text).expect("a shell").success().expect("a search").stdout;
    told.lines().map(str::to_owned).collect()
}

/// Whether the engine, or containerd that starts containers for it, keeps the container's own configuration there; runc
/// has it in a file of its own for as long as it starts a health check.
fn is_of_a_container(file: &str) -> bool {
    let folders =
        ["/var/lib/docker/containers/", "/run/docker/containerd/daemon/io.containerd.runtime.v2.task/moby/"];
    let below = |folder: &&str| Some(file.strip_prefix(*folder)?.split_once('/')?.1);
    file == "/var/lib/docker/containerd/daemon/io.containerd.metadata.v1.bolt/meta.db"
        || file.starts_with("/tmp/runc-process")
        || folders
            .iter()
            .find_map(below)
            .is_some_and(|name| ["config.v2.json", "config.json"].contains(&name))
}

/// The container's own processes, whose environment is what the secret is for.
pub(super) fn runs_the_service(sighting: &Sighting) -> bool {
    ["/app/serve.sh", "httpd", "wget", "runc", "sleep", "sed", "env", "grep", "sort"]
        .iter()
        .any(|program| sighting.command.contains(program))
}
