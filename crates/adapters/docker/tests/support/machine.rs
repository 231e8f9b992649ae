//! An engine and a registry of the test program's own.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    missing_docs
)]

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Ends with the test program: the shell around each program waits for the end of its input.
pub struct Engine {
    pub folder: PathBuf,
    pub socket: PathBuf,
    pub registry: String,
    /// `host:port` where it answers with TLS; the client's certificates are in `folder/certs`.
    pub tls: String,
}

pub const USER: &str = "ann";
/// In plain base64, the login with this password has the signs that engines do not read.
pub const PASSWORD: &str = "s3cret>>>???~~~ÿÿ";

/// The test program's engine with the image `base:1`, and a registry with a password; `None` where that cannot be.
pub fn engine() -> Option<&'static Engine> {
    static ENGINE: OnceLock<Option<Engine>> = OnceLock::new();
    ENGINE.get_or_init(start).as_ref()
}

fn start() -> Option<Engine> {
    let root = std::fs::metadata("/proc/self")
        .map(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0)
        .unwrap_or(false);
    for program in ["dockerd", "docker", "docker-registry", "htpasswd", "busybox", "git", "ip", "openssl"] {
        if !root || run("sh", &["-c", &format!("command -v {program}")]).is_err() {
            println!("left out: needs root and {program}");
            return None;
        }
    }
    let id = std::process::id();
    let folder = std::env::temp_dir().join(format!("slipway-docker-{id}"));
    std::fs::create_dir_all(&folder).unwrap();
    let socket = folder.join("d.sock");
    let (port, tls) = (free_port(), free_port());
    let engine =
        Engine { socket, registry: format!("127.0.0.1:{port}"), tls: format!("127.0.0.1:{tls}"), folder };
    make_certificates(&engine);
    start_engine(&engine, id);
    start_registry(&engine, port);
    wait_for("the engine", || engine.docker(&["version"]).is_ok());
    wait_for("the registry", || std::net::TcpStream::connect(&engine.registry).is_ok());
    import_base(&engine);
    Some(engine)
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn make_certificates(engine: &Engine) {
    let new = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2";
    let signed = "-CA ca.pem -CAkey ca-key.pem -addext basicConstraints=CA:FALSE";
    let script = format!(
        "mkdir {}/certs && cd {0}/certs && {new} -subj /CN=ca -keyout ca-key.pem -out ca.pem && \
         {new} {signed} -subj /CN=engine -addext subjectAltName=IP:127.0.0.1 -keyout engine-key.pem -out engine.pem && \
         {new} {signed} -subj /CN=client -addext extendedKeyUsage=clientAuth -keyout key.pem -out cert.pem",
        engine.folder.display()
    );
    run("sh", &["-c", &script]).unwrap();
}

fn start_engine(engine: &Engine, id: u32) {
    let bridge = format!("slw{}", id % 100_000);
    let folder = engine.folder.display();
    leash(&format!(
        "ip link add {bridge} type bridge && ip addr add 172.33.{}.1/24 dev {bridge} && ip link set {bridge} up
        dockerd -H unix://{folder}/d.sock -H tcp://{} --tlsverify --tlscacert {folder}/certs/ca.pem \
          --tlscert {folder}/certs/engine.pem --tlskey {folder}/certs/engine-key.pem --data-root {folder}/data --exec-root {folder}/exec \
          --pidfile {folder}/pid --bridge {bridge} --iptables=false --ip6tables=false </dev/null >{folder}/log 2>&1 &
        program=$!
        read -r _
        kill $program; wait $program; ip link del {bridge}; rm -rf {folder}",
        id % 250,
        engine.tls
    ));
}

fn start_registry(engine: &Engine, port: u16) {
    let folder = engine.folder.display();
    let users = run("htpasswd", &["-nbB", USER, PASSWORD]).unwrap();
    std::fs::write(engine.folder.join("users"), users).unwrap();
    let config = format!(
        "version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/registry}}}}\nhttp: {{addr: '127.0.0.1:{port}'}}\n\
         auth: {{htpasswd: {{realm: r, path: {folder}/users}}}}\n"
    );
    std::fs::write(engine.folder.join("registry.yml"), config).unwrap();
    leash(&format!(
        "docker-registry serve {folder}/registry.yml </dev/null >{folder}/registry.log 2>&1 &
        program=$!
        read -r _
        kill $program"
    ));
}

fn leash(script: &str) {
    let child = Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).spawn().unwrap();
    std::mem::forget(child);
}

fn import_base(engine: &Engine) {
    let folder = engine.folder.display();
    let script = format!(
        "mkdir -p {folder}/base/bin {folder}/base/tmp && cp $(command -v busybox) {folder}/base/bin/busybox && \
         cd {folder}/base/bin && for applet in $(./busybox --list); do [ -e $applet ] || ln -s busybox $applet; done && \
         tar -C {folder}/base -c . | docker -H unix://{folder}/d.sock import --change 'ENV PATH=/bin' - base:1"
    );
    run("sh", &["-c", &script]).unwrap();
}

pub fn wait_for(what: &str, mut ready: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !ready() {
        assert!(begin.elapsed() < Duration::from_secs(60), "{what} did not come");
        std::thread::sleep(Duration::from_millis(50));
    }
}

pub fn run(program: &str, args: &[&str]) -> Result<String, String> {
    let output = Command::new(program).args(args).output().map_err(|error| error.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() { Ok(text(&output.stdout)) } else { Err(text(&output.stderr)) }
}

impl Engine {
    /// The `docker` program, talking to this engine.
    pub fn docker(&self, args: &[&str]) -> Result<String, String> {
        let host = format!("unix://{}", self.socket.display());
        run("docker", &[&["-H", &host], args].concat())
    }
}
