//! The image that everything else is built from: busybox, with a file system around it.

use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use crate::command::{finish, run, start_with_input_file};
use crate::engine::Docker;
use crate::error::{Doing, Result, TestkitError};

/// What [`busybox_image`] calls the image on an engine.
pub const BASE_IMAGE: &str = "slipway-sample/base:1";

/// What follows `docker` where the base image is imported; its files come through standard input.
pub const BASE_IMPORT: [&str; 7] = [
    "import",
    "--change",
    "CMD [\"sh\"]",
    "--change",
    "ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "-",
    BASE_IMAGE,
];

/// Imports the base image into an engine: a shell, httpd, wget and the other programs of the
/// machine's static busybox (Debian: `busybox-static`). Answers with its name.
pub fn busybox_image(docker: &Docker) -> Result<&'static str> {
    let mut file = tempfile::tempfile().doing(|| "making a scratch file".into())?;
    file.write_all(&base_rootfs()?).doing(|| "writing the base image".into())?;
    start_with_input_file(docker.command(&BASE_IMPORT), file)?.wait(Duration::from_secs(60))?.success()?;
    Ok(BASE_IMAGE)
}

/// The base image's files as a tar archive; the same bytes for the same busybox.
pub fn base_rootfs() -> Result<Vec<u8>> {
    let busybox = static_busybox()?;
    let program = std::fs::read(&busybox).doing(|| format!("reading {}", busybox.display()))?;
    let applets = run(&[&busybox.to_string_lossy(), "--list"])?.stdout;
    let mut archive = tar::Builder::new(Vec::new());
    for folder in ["bin/", "etc/", "root/", "srv/", "usr/", "usr/bin/", "usr/sbin/", "sbin/", "var/"] {
        add(&mut archive, folder, tar::EntryType::Directory, 0o755, &[])?;
    }
    add(&mut archive, "tmp/", tar::EntryType::Directory, 0o1777, &[])?;
    add(&mut archive, "bin/busybox", tar::EntryType::Regular, 0o755, &program)?;
    for applet in applets.lines().filter(|name| *name != "busybox") {
        add_link(&mut archive, &format!("bin/{applet}"))?;
    }
    let accounts = b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n";
    add(&mut archive, "etc/passwd", tar::EntryType::Regular, 0o644, accounts)?;
    add(&mut archive, "etc/group", tar::EntryType::Regular, 0o644, b"root:x:0:\nnogroup:x:65534:\n")?;
    archive.into_inner().doing(|| "writing the base image".into())
}

/// A dynamically linked busybox would find no libraries in an image of its own.
fn static_busybox() -> Result<PathBuf> {
    let found =
        ["/usr/bin/busybox", "/bin/busybox"].map(PathBuf::from).into_iter().find(|path| path.exists());
    let busybox = found.ok_or_else(|| {
        TestkitError::new("there is no busybox to make a base image from; on Debian, install busybox-static")
    })?;
    let loaded =
        finish(crate::command::command(&["ldd", &busybox.to_string_lossy()]), Duration::from_secs(10));
    match loaded {
        Ok(answer) if answer.code == 0 && answer.stdout.contains("=>") => Err(TestkitError::new(
            "busybox is linked dynamically and would not run in an image; on Debian, install busybox-static",
        )),
        _ => Ok(busybox),
    }
}

type Archive = tar::Builder<Vec<u8>>;

fn add(archive: &mut Archive, path: &str, kind: tar::EntryType, mode: u32, content: &[u8]) -> Result<()> {
    let mut header = header(kind, mode);
    header.set_size(content.len() as u64);
    archive.append_data(&mut header, path, content).doing(|| format!("adding {path} to the base image"))
}

fn add_link(archive: &mut Archive, path: &str) -> Result<()> {
    let mut header = header(tar::EntryType::Symlink, 0o777);
    archive.append_link(&mut header, path, "busybox").doing(|| format!("adding {path} to the base image"))
}

fn header(kind: tar::EntryType, mode: u32) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_mode(mode);
    header.set_mtime(1_700_000_000);
    header.set_size(0);
    header
}
