//! What Compose says when it fails, as sentences that help.

use slipway_domain::engine_failure::{
    DISK_FULL, FOREIGN_IMAGE, FOREIGN_PROGRAM, IMAGE_DENIED, NAME_TAKEN, NO_IMAGE, NO_PLATFORM, PORT_TAKEN,
    Signs,
};
use slipway_domain::entry::Evidence;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::redact::beginning;
use slipway_engine::ports::Ran;
use slipway_hosts::{Spot, last_lines};

/// How many of its last lines are kept.
const LINES: usize = 20;

/// How our own script ends where it cannot write a file, or unpack the release.
const UNWRITTEN: [i32; 2] = [73, 74];

/// How much is told of a line, in characters: it has to fit a sentence.
const LONGEST: usize = 300;

/// What takes the values that were opened out of a text.
type Redact<'r> = &'r dyn Fn(&str) -> String;

/// What a failed script of ours with Compose in it means.
pub fn problem(spot: &Spot, file: &str, ran: &Ran, redact: Redact<'_>) -> (Problem, Vec<Evidence>) {
    let said = format!("{}{}", ran.out(), ran.err());
    let lines: Vec<&str> = said.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let (what, text) = ("last lines".to_owned(), last_lines(&said, LINES));
    let shown = Evidence { place: Some(spot.place.clone()), service: None, what, text };
    (meaning(spot, file, ran, &lines, redact), vec![shown])
}

fn meaning(spot: &Spot, file: &str, ran: &Ran, lines: &[&str], redact: Redact<'_>) -> Problem {
    let short = |line: &str| beginning(without_program(line), LONGEST, redact);
    let filled = |text: &str| text.replace("{place}", &spot.place).replace("{file}", file);
    let found = RULES.iter().find_map(|rule| Some((rule, rule.line(lines)?)));
    let Some((rule, line)) = found else {
        if UNWRITTEN.contains(&ran.code) {
            let said = lines.last().copied().unwrap_or("no reason was given");
            let text = format!("{} could not write the release: {}", spot.place, short(said));
            return Problem::new(Code::HostCommandFailed, text)
                .hint(format!("look at the rights in {}", spot.directory));
        }
        // docker-compose 1.29 ends with a line that only says that something came before it.
        let says = |line: &&&str| !line.starts_with("slipway:") && !line.contains("Encountered errors while");
        // What an engine reports may go on for lines, and only the first says what it is about.
        let begins = |line: &&&str| {
            ["Cannot start service", "Cannot create container", "Error response from daemon"]
                .iter()
                .any(|words| line.contains(words))
        };
        let mut telling = lines.iter().rev();
        let last = telling.clone().find(begins).or_else(|| telling.find(says)).copied().unwrap_or("nothing");
        let text = format!("Compose on {} ended with exit code {}: {}", spot.place, ran.code, short(last));
        return Problem::new(Code::HostCommandFailed, text).hint("the evidence holds its last lines");
    };
    let text =
        if rule.quotes { format!("{}: {}", filled(rule.text), short(line)) } else { filled(rule.text) };
    let problem = Problem::new(rule.code, text);
    if rule.hint.is_empty() { problem } else { problem.hint(filled(rule.hint)) }
}

/// What a line with certain signs means.
struct Rule {
    signs: &'static [Signs],
    code: Code,
    /// What happened.
    text: &'static str,
    /// Whether the line itself is told.
    quotes: bool,
    /// What to do; empty for the code's own hint.
    hint: &'static str,
}

impl Rule {
    /// The line that tells, without blanks around it.
    fn line<'l>(&self, lines: &[&'l str]) -> Option<&'l str> {
        let holds = |line: &&str| self.signs.iter().any(|signs| signs.are_in(line));
        let at = lines.iter().position(holds)?;
        // docker-compose 1.29 says what is wrong with a file in the line after this one.
        let next = lines.get(at + 1).filter(|_| lines[at].trim_end().ends_with("because:"));
        Some(next.unwrap_or(&lines[at]).trim())
    }
}

/// The first one that fits counts.
const RULES: &[Rule] = &[
    Rule {
        signs: &[Signs::new(&["slipway: no-compose"])],
        code: Code::HostUnfit,
        text: "{place} has neither `docker compose` nor `docker-compose`",
        quotes: false,
        hint: "",
    },
    Rule {
        signs: &[PORT_TAKEN],
        code: Code::HostCommandFailed,
        text: "a port is taken on {place}",
        quotes: true,
        hint: "find what holds it with `docker ps` or `ss -ltnp` on {place}, or publish another port",
    },
    Rule {
        signs: &[DISK_FULL],
        code: Code::DiskShort,
        text: "the disk of {place} is full",
        quotes: true,
        hint: "",
    },
    Rule {
        signs: &[FOREIGN_PROGRAM, FOREIGN_IMAGE, NO_PLATFORM],
        code: Code::PlatformMissing,
        text: "an image does not run on the processor of {place}",
        quotes: true,
        hint: "",
    },
    Rule {
        signs: &[IMAGE_DENIED],
        code: Code::RegistryDenied,
        text: "{place} may not pull an image",
        quotes: true,
        hint: "",
    },
    Rule {
        signs: &[NO_IMAGE, Signs::new(&["manifest for"])],
        code: Code::RegistryNotFound,
        text: "{place} could not get an image",
        quotes: true,
        hint: "check `image` of that service in the compose file",
    },
    Rule {
        signs: &[Signs::new(&["keyerror: 'containerconfig'"])],
        code: Code::HostUnfit,
        text: "docker-compose 1.29 does not work with the Docker Engine of {place}",
        quotes: false,
        hint: "install the compose plugin there; it is used as soon as it is there",
    },
    Rule {
        signs: &[Signs::new(&[
            "permission denied while trying to connect",
            "permission denied', ",
            "permissionerror(13",
        ])],
        code: Code::HostUnfit,
        text: "the account may not use Docker on {place}",
        quotes: true,
        hint: "",
    },
    Rule {
        signs: &[Signs::new(&[
            "cannot connect to the docker daemon",
            "couldn't connect to docker daemon",
            "error while fetching server api version",
            "('connection aborted.'",
        ])],
        code: Code::EngineUnreachable,
        text: "Docker does not answer on {place}",
        quotes: true,
        hint: "start Docker there; `slipway check --hosts` looks at it",
    },
    Rule {
        signs: &[NAME_TAKEN],
        code: Code::HostCommandFailed,
        text: "a container's name is taken on {place}",
        quotes: true,
        hint: "remove or rename that container, or drop `container_name` from the compose file",
    },
    Rule {
        signs: &[INVALID],
        code: Code::ConfigurationInvalid,
        text: "Compose on {place} does not accept {file}",
        quotes: true,
        hint: "`docker compose -f {file} config` shows where; {place} may have an older Compose than you",
    },
];

/// What both generations say about a file that they do not accept.
const INVALID: Signs = Signs::new(&[
    "is invalid because",
    "unsupported config option",
    "is not allowed",
    "invalid compose project",
    "validating /",
    "yaml: ",
    "error while scanning",
    "error while parsing",
    "error while attempting to convert",
    "in file \"",
    "additional property",
    "additional properties",
    "required variable",
    "missing mandatory value",
    "undefined network",
    "undefined volume",
    "invalid interpolation",
    "declared as external, but could not be found",
    "no such service",
    "env file",
    "couldn't find env file",
]);

/// A line without the names of programs before it.
fn without_program(line: &str) -> &str {
    line.trim_start_matches("ERROR:").trim_start_matches("Error response from daemon:").trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the two generations really print.
    const SAID: &[(&str, Code, &str)] = &[
        (
            "ERROR: for api  Cannot start service api: driver failed programming external connectivity on endpoint recipes-sandbox_api_1 (9f): Bind for 0.0.0.0:8080 failed: port is already allocated",
            Code::HostCommandFailed,
            "a port is taken on host-1: ",
        ),
        (
            "Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint x: failed to bind host port for 0.0.0.0:8080: address already in use",
            Code::HostCommandFailed,
            "a port is taken on host-1: ",
        ),
        (
            "ERROR: The Compose file './compose.yml' is invalid because:\nUnsupported config option for services.api: 'prots'",
            Code::ConfigurationInvalid,
            "Compose on host-1 does not accept docker-compose.yml: Unsupported config option for services.api: 'prots'",
        ),
        (
            "Error while attempting to convert service.api.oom_score_adj to appropriate type: \"plenty\" is not a valid integer",
            Code::ConfigurationInvalid,
            "Compose on host-1 does not accept docker-compose.yml: Error while attempting to convert service.api.oom_score_adj",
        ),
        (
            "validating /home/d/compose.yml: services.api additional properties 'prots' not allowed",
            Code::ConfigurationInvalid,
            "Compose on host-1 does not accept docker-compose.yml: ",
        ),
        (
            "KeyError: 'ContainerConfig'",
            Code::HostUnfit,
            "docker-compose 1.29 does not work with the Docker Engine of host-1",
        ),
        (
            "ERROR: for api  Cannot start service api: iptables failed\n (exit status 1))\nEncountered errors while bringing up the project.",
            Code::HostCommandFailed,
            "Compose on host-1 ended with exit code 1: for api  Cannot start service api: iptables failed",
        ),
        (
            "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))",
            Code::EngineUnreachable,
            "Docker does not answer on host-1: docker.errors.DockerException: Error while fetching server API version",
        ),
        (
            "docker.errors.DockerException: Error while fetching server API version: ('Connection aborted.', PermissionError(13, 'Permission denied'))",
            Code::HostUnfit,
            "the account may not use Docker on host-1: ",
        ),
        (
            "something else",
            Code::HostCommandFailed,
            "Compose on host-1 ended with exit code 1: something else",
        ),
    ];

    #[test]
    fn what_our_own_script_could_not_write_is_not_composes_failure() {
        let spot = Spot::new(&"host-1".parse().unwrap(), "recipes", "sandbox", Some("/srv/recipes"));
        let said = "mkdir: cannot create directory '/srv/recipes/conf': Permission denied";
        let ran = Ran { code: 73, stderr: said.as_bytes().to_vec(), ..Ran::default() };
        let (told, _) = problem(&spot, "docker-compose.yml", &ran, &str::to_owned);
        assert_eq!(told.message, format!("host-1 could not write the release: {said}"));
        assert!(told.hint.is_some_and(|hint| hint.contains("/srv/recipes")));
    }

    #[test]
    fn says_what_happened() {
        let host = "host-1".parse().unwrap();
        let spot = Spot::new(&host, "recipes", "sandbox", None);
        for (said, code, text) in SAID {
            let ran = Ran { code: 1, stderr: said.as_bytes().to_vec(), ..Ran::default() };
            let (problem, shown) = problem(&spot, "docker-compose.yml", &ran, &str::to_owned);
            assert_eq!(problem.code, *code, "{said}");
            assert!(problem.message.starts_with(text), "{}", problem.message);
            assert_eq!(shown[0].text, *said);
        }
    }

    #[test]
    fn a_secret_is_taken_out_before_a_line_is_cut() {
        let spot = Spot::new(&"host-1".parse().unwrap(), "recipes", "sandbox", None);
        let said = format!("{} correct-horse-battery-staple", "x".repeat(LONGEST - 20));
        let ran = Ran { code: 1, stderr: said.into_bytes(), ..Ran::default() };
        let redact = |text: &str| text.replace("correct-horse-battery-staple", "***");
        let (told, _) = problem(&spot, "docker-compose.yml", &ran, &redact);
        assert!(told.message.ends_with("x ***") && !told.message.contains("horse"), "{}", told.message);
    }
}
