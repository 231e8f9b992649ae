//! Whatever files hold, a proposal is made, and it is valid.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use slipway_domain::config;
use slipway_importers::{Repository, look, propose, wanted};

const PATHS: [&str; 9] = [
    "Dockerfile",
    "a b/Dockerfile.x",
    "docker-compose.yml",
    ".circleci/config.yml",
    ".gitlab-ci.yml",
    ".github/workflows/ci.yml",
    "Jenkinsfile",
    "deploy.sh",
    "Makefile",
];

/// Pieces that such files are made of.
const PIECES: [&str; 56] = [
    "FROM a",
    "ARG X",
    "ARG DB_PASSWORD",
    "EXPOSE 80 99999",
    "services:",
    "  api:",
    "    build: .",
    "    build: {context: ../.., dockerfile: ../x}",
    "    image: A/B:$C",
    "    ports: [\"80:80\", 1, {target: 1}]",
    "jobs:",
    "  test:",
    "    docker:",
    "      - image: \"x y\"",
    "    steps:",
    "      - run: go test",
    "      - run: |",
    "          ssh $U@$H \"docker run -p 1:1 -e A_TOKEN=x a/b:${T}\"",
    "    script:",
    "    - docker build -t $A/b:1 -f ../../D .",
    "    - ssh h < x",
    "  only: [master]",
    "workflows:",
    "  w:",
    "if [ $CIRCLE_BRANCH = master ]; then",
    "else",
    "fi",
    "case $CI_COMMIT_BRANCH in",
    "a) x;;",
    "esac",
    "ssh a@b <<EOF",
    "docker-compose up -d",
    "EOF",
    "docker push ID.dkr.ecr.R.amazonaws.com/U/x:0.1.$CIRCLE_BUILD_NUM",
    "x: &a [*a]",
    "<<: *b",
    "\tssh root@1.2.3.4 'cd /srv/x && docker compose -p X up'",
    "deploy:",
    "TAG=$TAG",
    "stage('x') {",
    "sh '''",
    "'''",
    "sh \"",
    "第九章",
    "- \"${{ github.sha }}\"",
    "environment: 生产",
    "docker run --name -x -v $PWD:/x -v a:/b --restart maybe b",
    "ssh -p 99999 h docker run a",
    "ssh h bash -s < deploy.sh $1 $PASSWORD ${X",
    "`",
    "$(",
    "\"",
    "'",
    "\u{0}",
    "ssh ghp_0123456789abcdefghijABCDEFGHIJ012345@h docker run ghp_0123456789abcdefghijABCDEFGHIJ012345",
    "---",
];

fn text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![4 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,20}"];
    prop::collection::vec((0..5usize, piece), 0..25).prop_map(|lines| {
        lines.into_iter().map(|(depth, line)| format!("{}{line}\n", "  ".repeat(depth))).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_proposal_is_always_valid(texts in prop::collection::vec(text(), PATHS.len()), folder in "\\PC{0,12}", remote in prop::option::of("\\PC{0,30}")) {
        let mut repository = Repository { folder, remote, ..Repository::default() };
        for (path, text) in PATHS.iter().zip(texts) {
            repository.sizes.insert((*path).to_owned(), 1 << 30);
            repository.texts.insert((*path).to_owned(), text);
        }
        let files = repository.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        for secret in wanted(files) {
            let lines = repository.texts[&secret.place.file].lines().count();
            prop_assert!((1..=lines).contains(&secret.place.line), "{secret:?}");
        }
        let proposal = propose(&look(&repository));
        let read = config::parse(&proposal.yaml, "slipway.yml");
        prop_assert!(read.is_ok(), "{}\n{:?}", proposal.yaml, read);
    }
}
