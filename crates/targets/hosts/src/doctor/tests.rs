use slipway_domain::host::Host;

use super::*;

fn spot() -> Spot {
    let host: Host = "ops@10.0.0.5".parse().expect("a host");
    Spot::new(&host, "recipes", "sandbox", Some("/srv/recipes"))
}

/// What a host that lacks nothing tells.
fn told<'t>(differs: &[(&'t str, Option<&'t str>)]) -> BTreeMap<&'t str, &'t str> {
    let good = [
        ("now", "1000"),
        ("machine", "Linux/x86_64"),
        ("account", "ops"),
        ("tool-flock", "yes"),
        ("tool-tar", "yes"),
        ("tool-sha256sum", "yes"),
        ("docker", "27.1.0 linux/amd64"),
        ("plugin", "2.29.0"),
        ("root", "/var/lib/docker"),
        ("disk", "52428800"),
        ("writable", "yes"),
    ];
    let mut told: BTreeMap<&str, &str> = good.into();
    for (name, value) in differs {
        match value {
            Some(value) => told.insert(name, value),
            None => told.remove(name),
        };
    }
    told
}

fn all_tools() -> Wants {
    Wants { tar: true, sums: true, ..Wants::default() }
}

fn assert_bad(finding: &Finding, subject: &str, text: &str, fix: &str) {
    assert_eq!((finding.ok, finding.subject.as_str()), (false, subject), "{finding:?}");
    assert!(finding.text.contains(text), "{finding:?}");
    assert!(finding.fix.as_ref().is_some_and(|told| told.contains(fix)), "{finding:?}");
}

fn built_for(platforms: &[&str]) -> BTreeMap<String, Vec<String>> {
    [("api".to_owned(), platforms.iter().map(|one| (*one).to_owned()).collect())].into()
}

#[test]
fn a_host_that_lacks_nothing_is_fine() {
    let (spot, told) = (spot(), told(&[]));
    let mut all = vec![docker(&spot, &told), compose(&spot, &told), directory(&spot, &told)];
    all.extend(tools(&spot, &told, &all_tools()));
    all.extend([disk(&spot, &told), clock(&spot, &told, 1000)]);
    all.push(architecture(&spot, &told, &built_for(&["linux/amd64"])));
    let bad: Vec<&Finding> = all.iter().filter(|finding| !finding.ok || finding.fix.is_some()).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

#[test]
fn a_processor_that_no_image_is_built_for_is_bad() {
    let arm = told(&[("docker", Some("27.1.0 linux/arm64"))]);
    let only = built_for(&["linux/amd64"]);
    let found = architecture(&spot(), &arm, &only);
    assert_bad(
        &found,
        "architecture",
        "the host is linux/arm64, and api is built for linux/amd64",
        "add linux/arm64 to `platforms` of api",
    );
    assert!(architecture(&spot(), &arm, &built_for(&["linux/amd64", "linux/arm64/v8"])).ok);
    let silent = told(&[("docker", None), ("machine", Some("Linux/aarch64"))]);
    assert_bad(&architecture(&spot(), &silent, &only), "architecture", "linux/arm64", "`platforms`");
    assert!(architecture(&spot(), &told(&[("docker", None)]), &only).ok, "x86_64 is amd64");
}

#[test]
fn what_is_missing_comes_with_the_package_that_brings_it() {
    let lacks = told(&[
        ("tool-flock", None),
        ("tool-tar", None),
        ("tool-sha256sum", None),
        ("docker", None),
        ("plugin", None),
    ]);
    let found = tools(&spot(), &lacks, &all_tools());
    assert_bad(&found[0], "flock", "flock is missing", "`util-linux`");
    assert_bad(&found[1], "tar", "tar is missing", "`tar`");
    assert_bad(&found[2], "sha256sum", "sha256sum is missing", "`coreutils`");
    let perl = told(&[("tool-flock", None), ("tool-perl", Some("yes"))]);
    assert!(tools(&spot(), &perl, &all_tools())[0].ok, "perl locks as well");
    let few = tools(&spot(), &lacks, &Wants::default());
    assert_eq!(
        few.iter().map(|one| one.subject.as_str()).collect::<Vec<_>>(),
        ["flock"],
        "no more is needed"
    );
    assert_bad(&docker(&spot(), &lacks), "docker", "not installed", "install Docker Engine");
    assert_bad(&compose(&spot(), &lacks), "compose", "neither", "docker-compose-plugin");
}

#[test]
fn a_docker_that_does_not_answer_says_why() {
    let denied = told(&[("docker", None), ("docker-error", Some("permission denied while trying"))]);
    assert_bad(&docker(&spot(), &denied), "docker", "ops may not use Docker", "usermod -aG docker ops");
    let stopped = told(&[("docker", None), ("docker-error", Some("Cannot connect to the Docker daemon"))]);
    assert_bad(&docker(&spot(), &stopped), "docker", "Cannot connect", "systemctl start docker");
    let stuck = told(&[("docker", None), ("docker-silent", Some("10"))]);
    assert_bad(&docker(&spot(), &stuck), "docker", "did not answer within 10 s", "systemctl restart docker");
    let old = told(&[("plugin", None), ("standalone", Some("1.29.2"))]);
    assert_bad(&compose(&spot(), &old), "compose", "1.29.2 does not work with Docker 27", "plugin");
    let newer = told(&[("plugin", None), ("standalone", Some("2.24.0"))]);
    assert!(compose(&spot(), &newer).ok, "the same as the plugin, as a program of its own");
}

/// A `docker` that never answers, and a `timeout` that need not wait to say so.
const STUCK: &str = r#"
docker() { sleep 60; }
timeout() { shift; [ "$1" != docker ] || return 124; "$@"; }
"#;

#[test]
fn an_engine_that_is_stuck_is_not_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let [prelude, doctor] = [include_str!("../scripts/prelude.sh"), include_str!("../scripts/doctor.sh")];
    let script = format!("D='{}'\n{prelude}{STUCK}{doctor}", folder.path().display());
    let ran = std::process::Command::new("sh").args(["-c", &script]).output().expect("a shell");
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(said.contains("\ndocker-silent 10\n") && said.contains("\nwritable yes\n"), "{said}");
}

#[test]
fn a_directory_that_cannot_be_written_is_given_to_the_account() {
    let found = directory(&spot(), &told(&[("writable", Some("no"))]));
    assert_bad(&found, "directory", "ops cannot write to /srv/recipes", "chown ops /srv/recipes");
}

#[test]
fn a_disk_that_is_short_or_silent_is_bad() {
    let found = disk(&spot(), &told(&[("disk", Some("524288"))]));
    assert_bad(&found, "disk", "536 MB free in /var/lib/docker", "docker system df");
    assert_bad(&disk(&spot(), &told(&[("disk", None)])), "disk", "not known", "df /var/lib/docker");
}

#[test]
fn clocks_apart_are_bad_in_both_directions() {
    for here in [900, 1100] {
        let found = clock(&spot(), &told(&[]), here);
        let text = format!("differs by {} s", 1000 - here);
        assert_bad(&found, "clock", &text, "timedatectl set-ntp true");
    }
    assert!(clock(&spot(), &told(&[]), 1030).ok, "so little is nothing");
}

#[test]
fn what_was_found_is_told_in_parts_too() {
    let denied = told(&[("docker", None), ("docker-error", Some("permission denied while trying"))]);
    assert_eq!(docker(&spot(), &denied).sign, Some(HostSign::DockerDenied { account: "ops".to_owned() }));
    let unfit = architecture(&spot(), &told(&[]), &built_for(&["linux/arm64"])).sign;
    let services = vec![BuiltFor { service: "api".to_owned(), platforms: vec!["linux/arm64".to_owned()] }];
    assert_eq!(unfit, Some(HostSign::Unfit { platform: "linux/amd64".to_owned(), services }));
    assert_eq!(docker(&spot(), &told(&[])).sign, None, "a version needs no words");
}
