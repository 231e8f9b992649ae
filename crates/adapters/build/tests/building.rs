//! Builds on a real engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, missing_docs)]

mod support;

use std::time::Duration;

use slipway_domain::problem::Code;
use slipway_domain::secret::Secret;
use slipway_engine::ports::{Build, Builder};
use support::{Repository, build_of, builder, engine, in_image, run_build, runs};

#[tokio::test(flavor = "multi_thread")]
async fn stages_targets_arguments_and_labels() {
    let Some(own) = engine() else { return };
    let dockerfile = "FROM base:1 AS make\nARG NOTE\nRUN printf '%s' \"$NOTE\" > /note\nFROM base:1 AS small\nCOPY --from=make /note /note\nFROM small\nRUN echo last > /last\n";
    let repository = Repository::new(&[("Dockerfile", dockerfile)]);
    let builder = builder(own, &repository, false);
    let note = "a&b=c $X \"q\" 'p' ü漢";
    let base = Build {
        args: [("NOTE".into(), note.into())].into(),
        labels: [("org.opencontainers.image.title".into(), "a \"b\"".into())].into(),
        ..build_of(&repository, "stages")
    };
    let whole = run_build(&builder, base.clone()).await;
    assert_eq!(in_image(own, "stages:1", "cat /note; cat /last"), format!("{note}last\n"));
    let id = own.docker(&["image", "inspect", "-f", "{{.Id}} {{json .Config.Labels}}", "stages:1"]).unwrap();
    assert_eq!(
        id.trim(),
        format!("{} {}", whole.built().image_id, r#"{"org.opencontainers.image.title":"a \"b\""}"#)
    );
    assert!(
        whole.told.iter().any(|text| text == "step stage-2 1/1 RUN echo last > /last"),
        "{:?}",
        whole.told
    );
    let small = Build { target: Some("small".into()), name: "stages:small".into(), ..base.clone() };
    run_build(&builder, small).await.built();
    assert_eq!(in_image(own, "stages:small", "cat /note; ls /last 2>&1 | wc -l"), format!("{note}1\n"));
    let nowhere = Build { target: Some("nope".into()), ..base };
    let problem = run_build(&builder, nowhere).await;
    assert_eq!(problem.problem().message, "Dockerfile has no stage nope, which `target` names.");
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_reach_the_step_and_stay_out_of_the_image() {
    let Some(own) = engine() else { return };
    let dockerfile =
        "FROM base:1\nRUN --mount=type=secret,id=token,required=true wc -c < /run/secrets/token > /length\n";
    let repository = Repository::new(&[("Dockerfile", dockerfile)]);
    let builder = builder(own, &repository, false);
    let missing = run_build(&builder, build_of(&repository, "secret")).await;
    assert_eq!(missing.problem().code, Code::SecretMissing);
    assert!(missing.problem().message.contains("`token`"));
    let value = "very-secret-93b1";
    let with =
        Build { secrets: [("token".into(), Secret::new(value))].into(), ..build_of(&repository, "secret") };
    let came = run_build(&builder, with).await;
    came.built();
    assert_eq!(in_image(own, "secret:1", "cat /length"), "16\n");
    let search = format!(
        "docker -H unix://{0} save secret:1 | grep -c {value}; docker -H unix://{0} history --no-trunc secret:1 | grep -c {value}; true",
        own.socket.display()
    );
    assert_eq!(support::machine::run("sh", &["-c", &search]).unwrap(), "0\n0\n");
    assert!(!came.log.join("\n").contains(value));
    let optional = Repository::new(&[(
        "Dockerfile",
        "FROM base:1\nRUN --mount=type=secret,id=other ls /run/secrets | wc -l > /n\n",
    )]);
    let came = run_build(&support::builder(own, &optional, false), build_of(&optional, "optional")).await;
    came.built();
    assert!(came.log[0].contains("`other`, which is not among"), "{:?}", came.log);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_changes_are_sent_again() {
    let Some(own) = engine() else { return };
    let repository = Repository::new(&[("Dockerfile", "FROM base:1\nCOPY . /app\n"), ("small", "one")]);
    repository.write("large", &"x".repeat(5_000_000));
    let builder = builder(own, &repository, false);
    let first = run_build(&builder, build_of(&repository, "again")).await.built().sent_bytes;
    assert!(first > 5_000_000, "{first}");
    // The same length: only the time, which follows from the content, tells it apart.
    repository.write("small", "two");
    let second = run_build(&builder, build_of(&repository, "again")).await;
    assert!(second.built().sent_bytes < 1000, "{}", second.built().sent_bytes);
    assert_eq!(in_image(own, "again:1", "cat /app/small"), "two");
    let third = run_build(&builder, build_of(&repository, "again")).await;
    assert!(third.log.iter().any(|line| line.ends_with("COPY . /app (cached)")), "{:?}", third.log);
    assert_eq!(third.built().image_id, second.built().image_id);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_context_is_the_commit_without_what_is_ignored() {
    let Some(own) = engine() else { return };
    let files = [
        ("web/docker/Dockerfile", "FROM base:1\nCOPY . /app\nCOPY --chown=1:1 src/lin* /linked/\n"),
        ("web/.dockerignore", "# none\n*.log\nnode_modules\n!node_modules/keep/**\n"),
        ("web/a.log", "no"),
        ("web/node_modules/x/y", "no"),
        ("web/node_modules/keep/z", "yes"),
        ("web/src/real/größe.txt", "yes"),
        ("web/src.d/x", "yes"),
        ("other/file", "no"),
    ];
    let repository = Repository::new(&files);
    std::os::unix::fs::symlink("real", repository.path("web/src/link")).unwrap();
    repository.write("web/run.sh", "#!/bin/sh\necho ran\n");
    repository.git(&["add", "-A"]);
    repository.git(&["update-index", "--chmod=+x", "web/run.sh"]);
    let build = Build {
        tree: repository.git(&["write-tree"]).trim().to_owned(),
        context: "web".into(),
        dockerfile: "docker/Dockerfile".into(),
        ..build_of(&Repository::new(&[]), "ignored")
    };
    repository.write("web/dirty", "no");
    run_build(&builder(own, &repository, false), build.clone()).await.built();
    let script = "cd /app && find . ! -type d | sort; readlink src/link; ./run.sh; stat -c '%a %u' run.sh src src/real/*; cat /linked/*.txt";
    let wanted = "./.dockerignore\n./docker/Dockerfile\n./node_modules/keep/z\n./run.sh\n./src.d/x\n./src/link\n./src/real/größe.txt\nreal\nran\n755 0\n755 0\n644 0\nyes";
    assert_eq!(in_image(own, "ignored:1", script), wanted);
    repository.git(&["reset", "-q"]);
    repository.write("web/docker/Dockerfile.dockerignore", "*\n!run.sh\n");
    repository.write("web/docker/Dockerfile", "FROM base:1\nCOPY . /app\n");
    repository.git(&["add", "-A"]);
    let build = Build { tree: repository.git(&["write-tree"]).trim().to_owned(), ..build };
    run_build(&builder(own, &repository, false), build).await.built();
    assert_eq!(in_image(own, "ignored:1", "ls -A /app"), "run.sh\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_step_shows_its_evidence() {
    let Some(own) = engine() else { return };
    let dockerfile =
        "FROM base:1\nRUN for i in $(seq 60); do echo line $i; done; echo 'größe is wrong' >&2; exit 3\n";
    let repository = Repository::new(&[("Dockerfile", dockerfile)]);
    let builder = builder(own, &repository, false);
    let came = run_build(&builder, build_of(&repository, "fails")).await;
    let problem = came.problem();
    assert_eq!(problem.code, Code::BuildFailed);
    assert!(
        problem.message.ends_with("(step 2/2) ended with exit code 3: größe is wrong"),
        "{} after {:?}",
        problem.message,
        came.log
    );
    assert_eq!(problem.details["exit_code"], 3);
    let lines = problem.details["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 20);
    assert!(lines.contains(&"größe is wrong".into()), "{lines:?}");
    assert!(came.log.contains(&"[2/2] line 1".to_owned()));
    for (dockerfile, wanted) in [
        ("FROM base:1\nCOPY nope /\n", "`COPY nope /` (step 2/2) failed"),
        (
            "FROM base:1\nRUNN x\n",
            "Dockerfile cannot be understood: dockerfile parse error line 2: unknown instruction: RUNN",
        ),
    ] {
        repository.write("Dockerfile", dockerfile);
        let came = run_build(&builder, build_of(&repository, "fails")).await;
        assert_eq!(came.problem().code, Code::BuildFailed);
        assert!(came.problem().message.starts_with(wanted), "{}", came.problem().message);
    }
    let nowhere = Build { dockerfile: "No".into(), ..build_of(&repository, "fails") };
    let came = run_build(&builder, nowhere).await;
    assert_eq!(came.problem().message, "The commit has no file `No` in the folder `.`.");
}

#[tokio::test(flavor = "multi_thread")]
async fn base_images_from_a_registry_with_a_password() {
    let Some(own) = engine() else { return };
    let base = format!("{}/private/base:1", own.registry);
    let script = format!(
        "d='docker --config {0}/login -H unix://{1}'; printf %s \"$P\" | $d login -u {2} --password-stdin {3} 2>/dev/null && $d tag base:1 {base} && $d push -q {base} && $d rmi {base} && rm -r {0}/login",
        own.folder.display(),
        own.socket.display(),
        support::USER,
        own.registry
    );
    let pushed =
        std::process::Command::new("sh").args(["-c", &script]).env("P", support::PASSWORD).output().unwrap();
    assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
    let repository = Repository::new(&[("Dockerfile", &format!("FROM {base}\nRUN echo x > /x\n"))]);
    let denied = run_build(&builder(own, &repository, false), build_of(&repository, "private")).await;
    assert_eq!(denied.problem().code, Code::RegistryDenied, "{}", denied.problem().message);
    assert!(denied.problem().message.contains(&base), "{}", denied.problem().message);
    let builder = builder(own, &repository, true);
    run_build(&builder, build_of(&repository, "private")).await.built();
    repository.write("Dockerfile", &format!("FROM {}/private/nothing:1\n", own.registry));
    let unknown = run_build(&builder, build_of(&repository, "private")).await;
    assert_eq!(unknown.problem().code, Code::RegistryNotFound, "{}", unknown.problem().message);
    repository.write("Dockerfile", "FROM 127.0.0.1:1/a:1\n");
    let nobody = run_build(&builder, build_of(&repository, "private")).await;
    assert_eq!(nobody.problem().code, Code::RegistryUnreachable, "{}", nobody.problem().message);
}

#[tokio::test(flavor = "multi_thread")]
async fn dropping_the_build_stops_its_step() {
    let Some(own) = engine() else { return };
    let repository = Repository::new(&[("Dockerfile", "FROM base:1\nRUN exec sleep 42424\n")]);
    let builder = builder(own, &repository, false);
    let build = build_of(&repository, "dropped");
    let building = tokio::spawn(async move { builder.build(build, &|_| {}, &|_| {}).await });
    tokio::task::spawn_blocking(|| support::machine::wait_for("the step", || runs("sleep 42424")))
        .await
        .unwrap();
    building.abort();
    tokio::time::timeout(Duration::from_secs(20), async {
        while runs("sleep 42424") {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await
    .expect("the step ends with the build");
}

#[tokio::test(flavor = "multi_thread")]
async fn submodules_and_pointers_are_refused_unless_ignored() {
    let Some(own) = engine() else { return };
    let pointer =
        format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 12345\n", "a".repeat(64));
    let repository = Repository::new(&[("Dockerfile", "FROM base:1\nCOPY . /app\n"), ("big.bin", &pointer)]);
    let builder = builder(own, &repository, false);
    let came = run_build(&builder, build_of(&repository, "lfs")).await;
    assert_eq!(came.problem().code, Code::SourceUnsupported);
    assert!(
        came.problem().message.starts_with("`big.bin` is a Git LFS pointer"),
        "{}",
        came.problem().message
    );
    repository.write(".dockerignore", "big.bin\n");
    let commit = "0123456789012345678901234567890123456789";
    repository.git(&["add", "-A"]);
    repository.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},lib/sub")]);
    let tree = repository.git(&["write-tree"]).trim().to_owned();
    let build = Build { tree, ..build_of(&Repository::new(&[]), "lfs") };
    let came = run_build(&builder, build).await;
    assert_eq!(came.problem().code, Code::SourceUnsupported);
    assert!(came.problem().message.contains("`lib/sub`"), "{}", came.problem().message);
    repository.write(".dockerignore", "big.bin\nlib\n");
    repository.git(&["add", ".dockerignore"]);
    let tree = repository.git(&["write-tree"]).trim().to_owned();
    run_build(&builder, Build { tree, ..build_of(&Repository::new(&[]), "lfs") }).await.built();

    std::fs::rename(repository.path(".dockerignore"), repository.path("left-out")).unwrap();
    std::os::unix::fs::symlink("left-out", repository.path(".dockerignore")).unwrap();
    repository.git(&["add", ".dockerignore", "left-out"]);
    let tree = repository.git(&["write-tree"]).trim().to_owned();
    run_build(&builder, Build { tree, ..build_of(&Repository::new(&[]), "linked") }).await.built();
    assert_eq!(in_image(own, "linked:1", "ls /app"), "Dockerfile\nleft-out\n", "the engine follows it, too");
}
