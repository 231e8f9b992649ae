//! What is kept of a scene on which a round failed.

use std::path::Path;

use slipway_testkit::Finished;

use crate::scene::Scene;

/// Copies the laptop's data, the hosts' own files and the engines' last words. From inside, since some of it may be
/// on disks that only the machines see.
pub fn keep(scene: &Scene, folder: &Path) {
    let folder_text = folder.display();
    let laptop = &scene.laptop;
    let copy = format!("cp -a {} {folder_text}/data; ps -ef", laptop.data().display());
    write(&folder.join("laptop.txt"), laptop.root_sh(&copy), &laptop.engine().log_end());
    for host in &scene.hosts {
        let own = host.home().join(".slipway");
        let (own, name) = (own.display(), host.name());
        let look = format!(
            "cp -a {own} {folder_text}/{name}; ps -ef; docker ps --all --no-trunc; \
             find {own} -type f -exec ls -l --full-time {{}} +"
        );
        write(&folder.join(format!("{name}.txt")), host.root_sh(&look), &host.engine().log_end());
    }
}

fn write(file: &Path, told: slipway_testkit::Result<Finished>, log: &str) {
    let told = told.map(|told| told.stdout).unwrap_or_default();
    let _ = std::fs::write(file, format!("{told}\n{log}"));
}
