use std::collections::BTreeMap;

use super::*;

#[derive(Default)]
struct Fake {
    variables: BTreeMap<&'static str, &'static str>,
    files: BTreeMap<&'static str, &'static str>,
}

impl Surroundings for Fake {
    fn variable(&self, name: &str) -> Option<String> {
        self.variables.get(name).map(|value| (*value).to_owned())
    }
    fn text(&self, path: &Path) -> Option<String> {
        self.files.get(path.to_str()?).map(|text| (*text).to_owned())
    }
    fn folders(&self, path: &Path) -> Vec<PathBuf> {
        let mut folders: Vec<_> =
            self.files.keys().filter_map(|file| Path::new(file).parent()).map(Path::to_path_buf).collect();
        folders.retain(|folder| folder.parent() == Some(path));
        folders
    }
    fn exists(&self, path: &Path) -> bool {
        self.files.keys().any(|file| Path::new(file).starts_with(path))
    }
    fn home(&self) -> Option<PathBuf> {
        Some(PathBuf::from("/home/ann"))
    }
    fn chosen(&self) -> Option<String> {
        None
    }
}

fn unix(path: &str) -> Address {
    Address::Unix(PathBuf::from(path))
}

fn with_context(host: &'static str) -> Fake {
    let files = [
        ("/home/ann/.docker/config.json", r#"{"auths":{},"currentContext":"work"}"#),
        (
            "/home/ann/.docker/contexts/meta/00/meta.json",
            r#"{"Name":"other","Endpoints":{"docker":{"Host":"tcp://x:1"}}}"#,
        ),
        ("/home/ann/.docker/contexts/meta/ab/meta.json", host),
        ("/var/run/docker.sock", ""),
    ];
    Fake { files: files.into(), ..Fake::default() }
}

#[test]
fn docker_host_comes_first() {
    let mut fake = with_context(r#"{"Name":"work","Endpoints":{"docker":{"Host":"unix:///ctx.sock"}}}"#);
    fake.variables = [("DOCKER_HOST", "unix:///my.sock"), ("DOCKER_CONTEXT", "work")].into();
    let found = locate(&fake).unwrap();
    assert_eq!((found.address, found.found_by), (unix("/my.sock"), FoundBy::Variable("DOCKER_HOST")));
}

#[test]
fn then_the_chosen_context_with_its_certificates() {
    let mut fake = with_context(r#"{"Name":"work","Endpoints":{"docker":{"Host":"tcp://10.0.0.1"}}}"#);
    let found = locate(&fake).unwrap();
    assert_eq!(found.address, Address::Tcp { authority: "10.0.0.1:2375".into(), tls: None });
    assert_eq!(found.found_by, FoundBy::Context("work".into()));
    assert_eq!(found.found_by.to_string(), "the docker context work");
    fake.files.insert("/home/ann/.docker/contexts/tls/ab/docker/ca.pem", "");
    let tls = Some(PathBuf::from("/home/ann/.docker/contexts/tls/ab/docker"));
    assert_eq!(locate(&fake).unwrap().address, Address::Tcp { authority: "10.0.0.1:2376".into(), tls });
    fake.variables.insert("DOCKER_CONTEXT", "other");
    assert_eq!(locate(&fake).unwrap().address, Address::Tcp { authority: "x:1".into(), tls: None });
    fake.variables.insert("DOCKER_CONTEXT", "default");
    assert_eq!(locate(&fake).unwrap().address, unix("/var/run/docker.sock"));
}

#[test]
fn a_context_may_be_behind_ssh() {
    let fake = with_context(r#"{"Name":"work","Endpoints":{"docker":{"Host":"ssh://ann@box:2222"}}}"#);
    assert_eq!(locate(&fake).unwrap().address, Address::Ssh("ann@box:2222".into()));
}

#[test]
fn then_the_usual_sockets_in_order() {
    let mut fake = Fake { files: [("/home/ann/.orbstack/run/docker.sock", "")].into(), ..Fake::default() };
    assert_eq!(locate(&fake).unwrap().found_by, FoundBy::Product("OrbStack"));
    fake.files.insert("/home/ann/.colima/default/docker.sock", "");
    assert_eq!(locate(&fake).unwrap().found_by, FoundBy::Product("Colima"));
    let mut rootless = Fake { files: [("/run/user/7/docker.sock", "")].into(), ..Fake::default() };
    rootless.variables.insert("XDG_RUNTIME_DIR", "/run/user/7");
    assert_eq!(locate(&rootless).unwrap().address, unix("/run/user/7/docker.sock"));
    rootless.files = [("/run/podman/podman.sock", "")].into();
    assert_eq!(locate(&rootless).unwrap().found_by, FoundBy::Product("Podman"));
}

#[test]
fn tls_from_the_environment_needs_its_switch() {
    let variables = [("DOCKER_HOST", "tcp://box"), ("DOCKER_CERT_PATH", "/certs")].into();
    let mut fake = Fake { variables, ..Fake::default() };
    assert_eq!(locate(&fake).unwrap().address, Address::Tcp { authority: "box:2375".into(), tls: None });
    fake.variables.insert("DOCKER_TLS_VERIFY", "1");
    let tls = Some(PathBuf::from("/certs"));
    let with_tls = Address::Tcp { authority: "box:2376".into(), tls };
    assert_eq!(locate(&fake).unwrap().address, with_tls);
    fake.variables.insert("DOCKER_HOST", "https://box");
    assert_eq!(locate(&fake).unwrap().address, with_tls);
    fake.variables.remove("DOCKER_TLS_VERIFY");
    let plain = locate(&fake).unwrap_err();
    assert!(plain.message.contains("https://box") && plain.hint.unwrap().contains("DOCKER_TLS_VERIFY=1"));
}

#[test]
fn what_is_wrong_is_said() {
    let nothing = locate(&Fake::default()).unwrap_err();
    assert_eq!(nothing.code, Code::EngineUnreachable);
    assert!(nothing.message.contains("/var/run/docker.sock"), "{}", nothing.message);
    let mut fake = Fake::default();
    fake.variables.insert("DOCKER_CONTEXT", "gone");
    assert!(locate(&fake).unwrap_err().message.contains("`gone`"));
    fake.variables.insert("DOCKER_HOST", "carrier-pigeon://x");
    assert!(locate(&fake).unwrap_err().message.contains("carrier-pigeon"));
}
