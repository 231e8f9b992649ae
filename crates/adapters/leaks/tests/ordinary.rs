//! Ordinary Dockerfiles and images, in which nothing is found.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use slipway_engine::ports::{ImageTexts, Leaks};
use slipway_leaks::LeakRules;
use support::{in_layers, layer};

const DOCKERFILES: [(&str, &str); 12] = [
    (
        "go",
        "FROM golang:1.21 AS builder\nWORKDIR /src\nENV CGO_ENABLED=0 GOPROXY=https://proxy.golang.org,direct GOFLAGS=-mod=vendor\nCOPY go.mod go.sum ./\nRUN go mod download\nCOPY . .\nARG VERSION=dev\nRUN go build -ldflags \"-X main.version=${VERSION}\" -o /out/api ./cmd/api\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=builder /out/api /api\nUSER nonroot\nENTRYPOINT [\"/api\"]\n",
    ),
    (
        "node",
        "FROM node:20-alpine\nENV NODE_ENV=production NPM_CONFIG_LOGLEVEL=warn\nWORKDIR /app\nCOPY package.json package-lock.json .npmrc ./\nARG NPM_TOKEN\nRUN --mount=type=secret,id=npm_token NPM_TOKEN=$(cat /run/secrets/npm_token) npm ci --omit=dev\nCOPY . .\nEXPOSE 3000\nHEALTHCHECK CMD wget -qO- http://localhost:3000/health || exit 1\nCMD [\"node\", \"server.js\"]\n",
    ),
    (
        "python",
        "FROM python:3.12-slim\nENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1\nENV GPG_KEY=7169605F62C751356D054A26A821E680E5FA6305\nENV PYTHON_SHA256=fb99910f3e3bc12c74c5a9e9d8d6a4bd0d5a3f5d0b1bd4e3b0fcfe33d3ad4d58\nRUN apt-get update && apt-get install -y --no-install-recommends curl gnupg && rm -rf /var/lib/apt/lists/*\nRUN curl -fsSL https://packages.example.org/key.asc | gpg --dearmor -o /usr/share/keyrings/x.gpg\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . /app\nCMD [\"gunicorn\", \"--workers\", \"4\", \"app:app\"]\n",
    ),
    (
        "rails",
        "FROM ruby:3.3\nENV RAILS_ENV=production BUNDLE_WITHOUT=development:test\nCOPY Gemfile Gemfile.lock ./\nRUN bundle install\nCOPY . .\nRUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile\nRUN SECRET_KEY_BASE=dummy DATABASE_URL=postgresql://user:pass@localhost/db bundle exec rake assets:precompile\n",
    ),
    (
        "java",
        "FROM maven:3.9-eclipse-temurin-21 AS build\nCOPY pom.xml .\nRUN mvn -B dependency:go-offline\nCOPY src src\nRUN mvn -B package -DskipTests\nFROM eclipse-temurin:21-jre\nENV JAVA_OPTS=\"-Xmx512m -Djavax.net.ssl.trustStorePassword=changeit\"\nCOPY --from=build target/app.jar /app.jar\nENTRYPOINT [\"sh\", \"-c\", \"java $JAVA_OPTS -jar /app.jar\"]\n",
    ),
    (
        "postgres",
        "FROM postgres:16\nENV POSTGRES_USER=postgres POSTGRES_PASSWORD=postgres POSTGRES_DB=app\nENV PGDATA=/var/lib/postgresql/data PGPASSFILE=/run/secrets/pgpass\nCOPY init.sql /docker-entrypoint-initdb.d/\n",
    ),
    (
        "examples",
        "FROM alpine\nENV API_KEY=your-api-key-here DB_PASSWORD=changeme AUTH_TOKEN=<token> JWT_SECRET=${JWT_SECRET}\nENV DB_PASSWORD_FILE=/run/secrets/db\nARG GITHUB_TOKEN\nARG AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\nARG AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n",
    ),
    (
        "nginx",
        "FROM nginx:1.25\nENV NJS_VERSION=0.8.0 PKG_RELEASE=1~bookworm\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY certs/ca.pem certs/server.crt /etc/nginx/certs/\nRUN set -x && export GNUPGHOME=\"$(mktemp -d)\" && NGINX_GPGKEYS=\"573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62 8540A6F18833A80E9C1653A42FD21310B49F6B46\" && for key in $NGINX_GPGKEYS; do gpg --recv-keys \"$key\"; done\n",
    ),
    (
        "rust",
        "FROM rust:1.80 AS build\nWORKDIR /src\nCOPY Cargo.toml Cargo.lock ./\nCOPY src src\nRUN --mount=type=cache,target=/usr/local/cargo/registry cargo build --release --locked\nFROM debian:bookworm-slim\nCOPY --from=build /src/target/release/app /usr/local/bin/app\nUSER 1000:1000\nCMD [\"app\", \"--listen\", \"0.0.0.0:8080\"]\n",
    ),
    (
        "private git",
        "FROM golang:1.22\nRUN git config --global url.\"git@git.internal:\".insteadOf \"https://git.internal/\"\nRUN --mount=type=ssh go mod download\nRUN --mount=type=secret,id=token git clone https://oauth2:$(cat /run/secrets/token)@git.internal/a.git\nRUN mkdir -p -m 0700 ~/.ssh && ssh-keyscan git.internal >> ~/.ssh/known_hosts\n",
    ),
    (
        "users",
        "FROM ubuntu:24.04\nRUN useradd --create-home --shell /bin/bash --uid 1000 app && passwd -l root\nRUN curl -u \"$USER:$PASS\" https://files.internal/a && echo \"root:$ROOT_PASSWORD\" | chpasswd\nLABEL org.opencontainers.image.source=https://github.com/team/app maintainer=\"ops@team.internal\"\nLABEL org.opencontainers.image.revision=0123456789abcdef0123456789abcdef01234567\n",
    ),
    (
        "web",
        "FROM node:20 AS build\nARG VITE_API_URL=https://api.internal\nARG VITE_SENTRY_DSN=https://examplePublicKey@o0.ingest.sentry.io/0\nENV CACHE_KEY=v1-deps SORT_KEY=created_at PRIMARY_KEY=id TOKEN_TTL=3600 PUBLIC_KEY=ssh-rsa\nCOPY .env.example .env\nRUN corepack enable && pnpm install --frozen-lockfile && pnpm build\n",
    ),
];

#[test]
fn nothing_is_found_in_ordinary_dockerfiles() {
    for (what, text) in DOCKERFILES {
        let found = LeakRules.dockerfile("Dockerfile", text);
        assert!(found.is_empty(), "{what}: {found:#?}");
    }
}

/// Their instructions as a history quotes them, and what they set as a configuration has it.
#[test]
fn nothing_is_found_in_ordinary_configurations() {
    for (what, text) in DOCKERFILES {
        let steps = slipway_domain::dockerfile::instructions(text).into_iter().map(|(_, step)| step);
        let history: Vec<String> = steps.map(|step| format!("{step} # buildkit")).collect();
        let texts = ImageTexts {
            env: [
                "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
                "JAVA_HOME=/opt/java/openjdk",
                "LANG=C.UTF-8",
                "NODE_VERSION=20.11.1",
                "GOLANG_VERSION=1.21.6",
                "KEYCLOAK_ADMIN=admin",
                "RABBITMQ_PGP_KEY_ID=0x0A9AF2115F4687BD29803A206B73A36E6026DFCA",
            ]
            .map(str::to_owned)
            .to_vec(),
            labels: BTreeMap::from([
                ("slipway.build".to_owned(), "0123456789abcdef".to_owned()),
                ("maintainer".to_owned(), "NGINX Docker Maintainers <docker-maint@nginx.com>".to_owned()),
            ]),
            commands: vec!["/docker-entrypoint.sh nginx -g daemon off;".to_owned()],
            history,
        };
        let found = LeakRules.image(&texts);
        assert!(found.is_empty(), "{what}: {found:#?}");
    }
}

/// What systems, languages and their tests bring along.
#[tokio::test]
async fn nothing_is_found_in_ordinary_layers() {
    let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n".repeat(6);
    let key = format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n");
    let certificate = format!("-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n");
    let files = [
        ("usr/local/go/src/crypto/tls/testdata/example-key.pem", key.as_str()),
        ("usr/lib/python3.12/test/certdata/keycert.pem", &key),
        ("app/node_modules/https-proxy-agent/test/ssl-cert-snakeoil.key", &key),
        ("etc/ssl/private/ssl-cert-snakeoil.key", &key),
        ("app/testdata/server.key", &key),
        ("usr/local/go/src/net/http/internal/testcert/testcert.go", &key),
        ("usr/share/doc/openssl/examples/server.key", &key),
        // What a package brought, wherever that is.
        ("usr/lib/erlang/lib/ssl/server.key", &key),
        (
            "var/lib/dpkg/info/erlang-ssl.md5sums",
            "0123456789abcdef0123456789abcdef  usr/lib/erlang/lib/ssl/server.key\n",
        ),
        ("usr/share/perl5/settings.json", "{\"password\": \"kX9v2LpQ7rT4\"}"),
        (
            "app/node_modules/a/lib/client.js",
            "// connect('postgres://app:kX9v2LpQ7rT4@db.internal/app')\nauth('https://ann:kX9v2LpQ@a.internal');\n",
        ),
        ("etc/ssl/certs/ca-certificates.crt", &certificate),
        ("app/certs/ca.pem", &certificate),
        (
            "root/.ssh/known_hosts",
            "git.internal ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o\n",
        ),
        (
            "root/.ssh/authorized_keys",
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7VJTUt9Us8cKjkX9v2LpQ7rT4 ann@laptop\n",
        ),
        (
            "app/.npmrc",
            "registry=https://registry.npmjs.org/\n//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n",
        ),
        ("app/.env.example", "DB_PASSWORD=change-me\nAPI_KEY=your-key\n"),
        ("app/.env", "NODE_ENV=production\nPORT=8080\nLOG_LEVEL=info\n"),
        (
            "app/package-lock.json",
            "{\"node_modules/a\": {\"integrity\": \"sha512-kX9v2LpQ7rT4mN8bZcYd5fGh1JsWq3EaRtUiOpLkkX9v2LpQ7rT4mN8bZcYd5fGh1JsWq3EaRtUiOpLk==\"}}",
        ),
        (
            "app/docker-compose.yml",
            "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: postgres\n      REDIS_PASSWORD: ${REDIS_PASSWORD}\n",
        ),
        ("app/config/database.yml", "default:\n  username: app\n  password: <%= ENV['DB_PASSWORD'] %>\n"),
        (
            "app/README.md",
            "Set `DATABASE_URL=postgres://user:password@localhost:5432/app` and `TOKEN=<your token>`.\n",
        ),
        ("etc/passwd", "root:x:0:0:root:/root:/bin/bash\napp:x:1000:1000::/home/app:/bin/sh\n"),
        ("etc/shadow", "root:*:19700:0:99999:7:::\n"),
        ("etc/nginx/nginx.conf", "ssl_certificate_key /run/secrets/server.key;\n# password kX9v2LpQ7rT4\n"),
        ("root/.docker/config.json", "{\"credsStore\": \"desktop\"}"),
        (
            "app/src/auth.py",
            "def check(password, token=None):\n    if text.startswith('-----BEGIN PRIVATE KEY-----'):\n        return token\n",
        ),
        (
            "app/src/login.ts",
            "const token = await getToken(user.password); headers['Authorization'] = `Bearer ${token}`;\n",
        ),
    ];
    let found = in_layers(&[layer(&files)]).await;
    assert!(found.is_empty(), "{found:#?}");
}
