//! An engine and a registry of a test's own.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use slipway_domain::digest::Digest;

use super::support;

/// What a container of the sample runs: an HTTP server that says its version and variables.
pub const SAMPLE: &str = r#"trap 'exit 0' TERM
mkdir -p /www; printf '%s' "$SLIPWAY_VERSION" >/www/version; printf '%s' "$TRICKY" >/www/tricky
cat /conf/app.conf >/www/conf 2>/dev/null
[ -z "$FAIL" ] || { echo "cannot go on: $FAIL"; exit 7; }
echo "serving $SLIPWAY_VERSION"
httpd -f -p 8080 -h /www & wait
"#;

/// An engine and a registry in a folder of their own; they end with it.
pub struct Machine {
    pub folder: tempfile::TempDir,
    pub registry: String,
    children: Vec<Child>,
}

/// Why a machine cannot be started here, printed by the tests that need one.
pub fn missing() -> Option<String> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0"));
    let there =
        |program: &&&str| Command::new("which").arg(program).output().is_ok_and(|out| out.status.success());
    let programs = ["dockerd", "docker", "docker-registry", "docker-compose", "busybox", "unshare", "ip"];
    let lacking: Vec<_> = programs.iter().filter(|program| !there(program)).collect();
    match (root, lacking.is_empty()) {
        (true, true) => None,
        (false, _) => Some("left out: only root can start an engine".to_owned()),
        _ => Some(format!("left out: {lacking:?} are not installed")),
    }
}

/// Whether the test of that name is to go on. It runs again in a process whose network nobody else has: engines
/// on one network trip over each other's firewall rules, and the machine's own are nobody's to change.
pub fn on_a_network_of_its_own(test: &str) -> bool {
    const OWN: &str = "SLIPWAY_TEST_OWN_NETWORK";
    if std::env::var_os(OWN).is_some() {
        let up = Command::new("ip").args(["link", "set", "lo", "up"]).status().unwrap();
        assert!(up.success(), "the loopback interface");
        return true;
    }
    if let Some(why) = missing() {
        eprintln!("{why}");
        return false;
    }
    let program = std::env::current_exe().unwrap();
    let mut again = Command::new("unshare");
    again.arg("--net").arg(program).args(["--exact", test, "--nocapture"]).env(OWN, "yes");
    let ran = again.output().unwrap();
    let told = [String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr)].concat();
    assert!(ran.status.success() && told.contains("1 passed"), "{told}");
    false
}

impl Machine {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut machine = Self { folder, registry: format!("127.0.0.1:{port}"), children: Vec::new() };
        let at = |name: &str| machine.folder.path().join(name).display().to_string();
        let settings = format!(
            "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {}}}}}\nhttp: {{addr: {}}}\nlog: {{level: error}}\n",
            at("registry"),
            machine.registry
        );
        std::fs::write(at("registry.yml"), settings).unwrap();
        let registry =
            spawn("docker-registry", &["serve".to_owned(), at("registry.yml")], &at("registry.log"));
        let arguments = [
            ("-H", format!("unix://{}", at("d.sock"))),
            ("--data-root", at("data")),
            ("--exec-root", at("exec")),
            ("--pidfile", at("pid")),
        ];
        let arguments: Vec<String> =
            arguments.into_iter().flat_map(|(name, value)| [name.to_owned(), value]).collect();
        machine.children = vec![registry];
        let begun = Instant::now();
        let mut engine = spawn("dockerd", &arguments, &at("dockerd.log"));
        while machine.docker(&["version"]).is_none() {
            let log = support::read(&machine.folder.path().join("dockerd.log"));
            assert!(begun.elapsed() < Duration::from_secs(90), "the engine does not start:\n{log}");
            std::thread::sleep(Duration::from_millis(200));
            if engine.try_wait().unwrap().is_some() {
                engine = spawn("dockerd", &arguments, &at("dockerd.log"));
            }
        }
        machine.children.insert(0, engine);
        machine
    }

    pub fn socket(&self) -> String {
        format!("unix://{}", self.folder.path().join("d.sock").display())
    }

    /// What `docker` prints; `None` when it fails.
    pub fn docker(&self, arguments: &[&str]) -> Option<String> {
        let out = Command::new("docker").arg("-H").arg(self.socket()).args(arguments).output().unwrap();
        out.status.success().then(|| String::from_utf8_lossy(&out.stdout).trim().to_owned())
    }

    /// Makes an image of the sample that differs by `content`, pushes it and removes it here.
    pub fn image(&self, name: &str, content: &str) -> Digest {
        let root = self.folder.path().join(format!("image-{name}-{content}"));
        for folder in ["bin", "tmp", "conf"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::copy("/usr/bin/busybox", root.join("bin/busybox")).unwrap();
        std::fs::write(root.join("content"), content).unwrap();
        std::fs::write(root.join("serve"), SAMPLE).unwrap();
        for applet in ["sh", "httpd", "cat", "mkdir", "sleep", "wget"] {
            std::os::unix::fs::symlink("busybox", root.join("bin").join(applet)).unwrap();
        }
        let tag = format!("{}/{name}:{content}", self.registry);
        let tar = root.with_extension("tar");
        let packed = Command::new("tar").arg("-cf").arg(&tar).arg("-C").arg(&root).arg(".").status().unwrap();
        assert!(packed.success());
        let change = "CMD [\"/bin/sh\", \"/serve\"]";
        self.docker(&["import", "-c", change, &tar.display().to_string(), &tag]).expect("import");
        let pushed = self.docker(&["push", &tag]).expect("push");
        let digest = pushed.split_whitespace().find(|word| word.starts_with("sha256:")).expect("a digest");
        self.docker(&["rmi", &tag]).expect("rmi");
        digest.parse().unwrap()
    }
}

fn spawn(program: &str, arguments: &[String], log: &str) -> Child {
    let log = std::fs::File::create(log).unwrap();
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log);
    command.spawn().unwrap()
}

impl Drop for Machine {
    fn drop(&mut self) {
        let ids = self.docker(&["ps", "-aq"]).unwrap_or_default();
        let ids: Vec<&str> = ids.split_whitespace().collect();
        if !ids.is_empty() {
            self.docker(&[&["rm", "-f"], ids.as_slice()].concat());
        }
        for child in &mut self.children {
            let _ = Command::new("kill").arg(child.id().to_string()).status();
            let _ = child.wait();
        }
    }
}
