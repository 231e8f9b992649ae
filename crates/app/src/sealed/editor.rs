//! Secrets in a person's own editor: for that long they lie in a file that nobody else can read, in memory where the
//! system has such a folder, and are wiped afterwards.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use slipway_credentials::holds_secret;
use slipway_domain::config::is_variable_name;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use zeroize::Zeroizing;

use super::Secrets;

const NAME: &str = "secrets.json";

/// Lets a person change secrets in the editor that they use elsewhere. `None` where they changed nothing.
pub async fn edit(secrets: &Secrets) -> Result<Option<Secrets>, Problem> {
    let before = text_of(secrets);
    let edited = tokio::task::spawn_blocking(move || {
        let desk = Desk::new(&before).map_err(|error| failed("made", &error))?;
        let ended = run(&desk.file());
        let after = desk.read();
        // Whatever came of it, nothing of it stays.
        desk.clear()?;
        ended?;
        let after = after.map_err(|error| failed("read", &error))?;
        Ok::<_, Problem>((*after != *before).then_some(after))
    });
    let edited = edited
        .await
        .map_err(|error| Problem::new(Code::Internal, format!("editing ended early: {error}")))??;
    edited.map(|text| secrets_of(&text)).transpose()
}

/// The secrets as one JSON object: every value can be written in it, also one of many lines.
fn text_of(secrets: &Secrets) -> Zeroizing<String> {
    let values = secrets.iter().map(|(name, secret)| (name.clone(), Value::from(secret.expose())));
    let text =
        serde_json::to_string_pretty(&Value::Object(values.collect::<Map<_, _>>())).unwrap_or_default();
    Zeroizing::new(text + "\n")
}

/// What a person made of it. What is wrong is told by its place, without a word of the text.
fn secrets_of(text: &str) -> Result<Secrets, Problem> {
    let wrong = |why: String| {
        Problem::new(Code::Usage, format!("nothing was changed: {why}"))
            .hint("write it as {\"NAME\": \"value\", …}; edit it again")
    };
    let values: Map<String, Value> = serde_json::from_str(text)
        .map_err(|error| wrong(format!("line {}, column {} is no JSON", error.line(), error.column())))?;
    let mut secrets = Secrets::new();
    for (index, (name, value)) in values.into_iter().enumerate() {
        let number = index + 1;
        match value {
            _ if !is_variable_name(&name) => {
                return Err(wrong(format!("name {number} is none for a secret")));
            }
            Value::String(text) if !text.is_empty() => drop(secrets.insert(name, Secret::new(text))),
            _ => return Err(wrong(format!("{name} has no text for a value"))),
        }
    }
    Ok(secrets)
}

/// A folder that only this user can enter, with the one file.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(text: &str) -> io::Result<Self> {
        let desk = Self(tempfile::Builder::new().prefix("slipway-edit-").tempdir_in(place())?);
        restrict(desk.0.path(), 0o700)?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(desk.file())?;
        restrict(&desk.file(), 0o600)?;
        file.write_all(text.as_bytes())?;
        Ok(desk)
    }

    fn file(&self) -> PathBuf {
        self.0.path().join(NAME)
    }

    fn read(&self) -> io::Result<Zeroizing<String>> {
        let mut text = Zeroizing::new(String::new());
        File::open(self.file())?.read_to_string(&mut text)?;
        Ok(text)
    }

    /// Wipes and removes everything there, also what an editor left beside the file.
    fn clear(&self) -> Result<(), Problem> {
        let path = self.0.path();
        wipe(path);
        fs::remove_dir_all(path).map_err(|error| {
            let message =
                format!("{} may still hold secrets and could not be removed: {error}", path.display());
            Problem::new(Code::FileFailed, message).hint("remove that folder by hand")
        })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        wipe(self.0.path());
    }
}

fn wipe(folder: &Path) {
    let files = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for file in files.filter(|path| path.is_file()) {
        let _ = overwrite(&file);
    }
}

fn overwrite(path: &Path) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(0))?;
    io::copy(&mut io::repeat(0).take(length), &mut file)?;
    file.sync_all()
}

/// A folder in memory where there is one, else the system's for temporary files.
fn place() -> PathBuf {
    let own = std::env::var_os("XDG_RUNTIME_DIR").filter(|path| !path.is_empty()).map(PathBuf::from);
    let mut places = own.into_iter().chain([PathBuf::from("/dev/shm")]);
    places.find(|path| is_in_memory(path)).unwrap_or_else(std::env::temp_dir)
}

#[cfg(target_os = "linux")]
fn is_in_memory(path: &Path) -> bool {
    /// What Linux calls tmpfs (statfs(2)).
    const TMPFS: u64 = 0x0102_1994;
    rustix::fs::statfs(path).is_ok_and(|system| system.f_type as u64 == TMPFS)
}

#[cfg(not(target_os = "linux"))]
fn is_in_memory(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

/// Runs the editor on the file until it ends.
fn run(file: &Path) -> Result<(), Problem> {
    let chosen = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let chosen = chosen.map(|text| text.trim().to_owned()).find(|text| !text.is_empty());
    let chosen = chosen.unwrap_or_else(|| "vi".to_owned());
    let mut words = chosen.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut editor = std::process::Command::new(program);
    editor.args(words).args(without_copies(program)).arg(file);
    // Everything else is the person's own, as where they start it by hand.
    keep_back(&mut editor, std::env::vars_os().map(|(name, _)| name));
    let status = editor.status().map_err(|error| {
        Problem::new(Code::ProgramMissing, format!("the editor `{program}` could not be started: {error}"))
            .hint("name another one with EDITOR")
    })?;
    if status.success() {
        return Ok(());
    }
    let message = format!("the editor `{program}` ended with an error; nothing was changed");
    Err(Problem::new(Code::Interrupted, message))
}

/// Keeps those of the variables back that hold a secret for Slipway.
fn keep_back(editor: &mut std::process::Command, variables: impl Iterator<Item = OsString>) {
    for name in variables.filter(|name| name.to_str().is_some_and(holds_secret)) {
        editor.env_remove(name);
    }
}

/// What keeps an editor from writing copies elsewhere, of those that are known to.
fn without_copies(program: &str) -> Vec<OsString> {
    let found = std::env::var_os("PATH").and_then(|path| {
        std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
    });
    // `vi` is often a link to it.
    let real = found.and_then(|file| fs::canonicalize(file).ok()).unwrap_or_else(|| PathBuf::from(program));
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let vim = ["vim", "nvim"].iter().any(|vim| name.starts_with(vim));
    let options: &[&str] =
        if vim { &["-n", "-i", "NONE", "--cmd", "set noundofile nobackup nowritebackup"] } else { &[] };
    options.iter().map(OsString::from).collect()
}

fn failed(what: &str, error: &io::Error) -> Problem {
    Problem::new(Code::FileFailed, format!("the file to edit the secrets in could not be {what}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(pairs: &[(&str, &str)]) -> Secrets {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect()
    }

    #[test]
    fn what_is_shown_for_editing_is_read_again() {
        let all = secrets(&[("A", "a\nb\"ü"), ("B", "2")]);
        let again = secrets_of(&text_of(&all)).unwrap();
        assert_eq!(again.len(), 2);
        assert_eq!(again["A"].expose(), "a\nb\"ü");
        assert!(secrets_of("{}").unwrap().is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_without_any_value() {
        for text in
            ["{\"A\": \"hunter22\",}", "{\"A B\": \"hunter22\"}", "{\"A\": [\"hunter22\"]}", "hunter22"]
        {
            let problem = secrets_of(text).unwrap_err();
            assert!(!format!("{problem:?}").contains("hunter22"), "{problem:?}");
        }
    }

    #[test]
    fn an_editor_gets_no_variable_that_holds_a_secret() {
        let mut editor = std::process::Command::new("vi");
        let names = ["HOME", "SLIPWAY_SECRET_TOKEN", "SLIPWAY_KEYCHAIN_KEY", "SLIPWAY_REGISTRY_PASSWORD_X"];
        keep_back(&mut editor, names.map(OsString::from).into_iter());
        let mut kept_back: Vec<_> = editor.get_envs().map(|(name, value)| (name.to_str(), value)).collect();
        kept_back.sort();
        let none = |name: &'static str| (Some(name), None::<&std::ffi::OsStr>);
        assert_eq!(kept_back, [none(names[2]), none(names[3]), none(names[1])]);
    }

    #[test]
    fn nothing_of_what_was_edited_stays_also_what_an_editor_left() {
        let desk = Desk::new("{}\n").unwrap();
        let folder = desk.0.path().to_owned();
        fs::write(folder.join(".secrets.json.swp"), "hunter22").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder), mode(&desk.file())), (0o700, 0o600));
        }
        let left = File::open(folder.join(".secrets.json.swp")).unwrap();
        desk.clear().unwrap();
        assert!(!folder.exists());
        let mut text = String::new();
        (&left).read_to_string(&mut text).unwrap();
        assert!(!text.contains("hunter22"), "whoever still has it open reads nothing");
    }
}
