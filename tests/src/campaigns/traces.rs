//! What hosts have to the byte, and what their journals tell of an operation that was taken over.

use serde_json::Value;
use slipway_testkit::Host;

use crate::scene::Scene;

/// Everything on the hosts that a program might change which has nothing to say there any more: containers, images,
/// volumes, networks, and Slipway's own files with the moment of their last change.
#[derive(Debug, PartialEq, Eq)]
pub struct Traces(Vec<Vec<String>>);

impl Traces {
    /// Those of all hosts at this moment.
    pub fn of(scene: &Scene) -> Self {
        Self(scene.hosts.iter().map(on).collect())
    }
}

fn on(host: &Host) -> Vec<String> {
    let paths = ["/containers/json?all=true", "/images/json", "/volumes", "/networks"];
    let [containers, images, volumes, networks] = host.docker().get(paths).expect("what the engine has");
    let lists = [
        (&containers, &["Id", "Names", "State"][..]),
        (&images, &["Id", "RepoTags", "RepoDigests"]),
        (&volumes["Volumes"], &["Name", "CreatedAt"]),
        (&networks, &["Id", "Name"]),
    ];
    let rows = lists.iter().flat_map(|(list, words)| {
        let rows = list.as_array().into_iter().flatten();
        rows.map(|row| words.iter().map(|word| row[*word].to_string()).collect::<Vec<_>>().join(" "))
    });
    let mut traces: Vec<String> = rows.collect();
    let files = host.sh("find ~/.slipway -printf '%p %y %m %s %T@\\n'").expect("a shell").stdout;
    traces.extend(files.lines().map(str::to_owned));
    traces.sort();
    traces
}

/// What a host's journal tells of one operation, oldest first.
pub struct Journal(Vec<Value>);

impl Journal {
    /// Reads it, as it lies on the host.
    pub fn of(host: &Host, environment: &str, operation: &str) -> Self {
        let file = host.home().join(".slipway/recipes").join(environment).join(".slipway/journal");
        let text = std::fs::read_to_string(&file).expect("a journal");
        let lines = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let of = |line: &Value| line["operation"] == operation || line["operation"]["id"] == operation;
        Self(lines.filter(of).collect())
    }

    fn first(&self, kind: &str) -> Option<usize> {
        self.0.iter().position(|line| line["kind"] == kind)
    }

    /// Whether it was taken over there after it had ended already, so that whoever had it may say how.
    pub fn ended_before_it_was_taken_over(&self) -> bool {
        let (closed, taken) = (self.first("closed"), self.first("taken_over"));
        closed.zip(taken).is_some_and(|(closed, taken)| closed < taken)
    }

    /// Asserts that no line comes under an older fence than one before it, so that nobody did anything there after it
    /// was taken over, and that no attempt at a step was begun twice, as two that both think it is theirs would. What
    /// is done at the end in any case says nothing of how the rest went, so whoever takes over does it again.
    pub fn assert_of_one_holder_at_a_time(&self, why: &str) {
        let fences: Vec<u64> = self.0.iter().filter_map(|line| line["fence"].as_u64()).collect();
        assert!(fences.is_sorted() && !fences.is_empty(), "done under an older fence: {fences:?}\n{why}");
        let at_the_end = |line: &Value| line["step"].as_str().is_some_and(|step| step.ends_with("/tidy"));
        let begun = self.0.iter().filter(|line| line["kind"] == "begun" && !at_the_end(line));
        let mut begun: Vec<String> =
            begun.map(|line| format!("{} {}", line["step"], line["attempt"])).collect();
        begun.sort();
        let twice: Vec<&[String]> = begun.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "begun by two: {twice:?}\n{why}");
    }
}
