//! What is kept of a scene on which a round failed.

use std::path::Path;
use std::process::Command;

use crate::scene::Scene;

/// Copies the laptop's data, the hosts' own files and the engines' last words.
pub fn keep(scene: &Scene, folder: &Path) {
    copy(scene.laptop.data(), &folder.join("data"));
    copy(&scene.folder(), &folder.join("project"));
    let processes = scene.laptop.root_sh("ps -ef").map(|told| told.stdout).unwrap_or_default();
    write(&folder.join("laptop.txt"), &[processes, scene.laptop.engine().log_end()].join("\n"));
    for host in &scene.hosts {
        copy(&host.home().join(".slipway"), &folder.join(host.name()));
        let look =
            "ps -ef; docker ps --all --no-trunc; find ~deploy/.slipway -type f | xargs ls -l --full-time";
        let told = host.root_sh(look).map(|told| told.stdout).unwrap_or_default();
        write(&folder.join(format!("{}.txt", host.name())), &[told, host.engine().log_end()].join("\n"));
    }
}

fn copy(from: &Path, to: &Path) {
    let _ = Command::new("cp").arg("-a").args([from, to]).status();
}

fn write(file: &Path, text: &str) {
    let _ = std::fs::write(file, text);
}
