#![allow(clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures::{Stream, StreamExt};
use slipway_domain::secret::Secret;
use tokio::io::DuplexStream;

use super::*;

const MARK: &str = "MARK=1";

/// A command that does nothing but tell what was asked of it.
#[derive(Clone, Default)]
struct Pretended {
    code: Option<i64>,
    asked: Arc<Mutex<Vec<String>>>,
    /// Its container cannot be reached any more.
    is_away: bool,
    /// What is said of it where nobody knows how it ended.
    lost: Option<&'static str>,
}

impl Pretended {
    fn asked(&self, what: String) {
        self.asked.lock().unwrap().push(what);
    }
}

#[async_trait]
impl TerminalProcess for Pretended {
    fn mark(&self) -> &str {
        MARK
    }
    async fn resize(&self, size: TerminalSize) -> Result<(), Problem> {
        self.asked(format!("{} by {}", size.columns, size.rows));
        Ok(())
    }
    async fn exit_code(&self) -> Result<Option<i64>, Problem> {
        self.lost.map_or(Ok(self.code), |why| Err(Problem::new(Code::EngineFailed, why)))
    }
    async fn hang_up(&self) -> Result<(), Problem> {
        self.asked("hang up".to_owned());
        match self.is_away {
            true => Err(Problem::new(Code::EngineUnreachable, "the host is away")),
            false => Ok(()),
        }
    }
}

/// A shell that is open, with the other end of its wire.
struct Stage {
    folder: tempfile::TempDir,
    session: Session,
    process: Pretended,
    stream: u64,
    wire: DuplexStream,
    /// Tells that it is served to its end.
    served: tokio::sync::oneshot::Receiver<()>,
}

impl Stage {
    async fn with(code: Option<i64>) -> (Self, impl Stream<Item = Event> + Unpin) {
        Self::of(Pretended { code, ..Pretended::default() }).await
    }

    async fn of(process: Pretended) -> (Self, impl Stream<Item = Event> + Unpin) {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let events = session.listen();
        let (wire, far) = tokio::io::duplex(1 << 20);
        let terminal = Terminal { wire: Box::new(far), process: Box::new(process.clone()) };
        let (stream, closed, said) = session.inner.streams.open_with_input();
        let typed = AtomicBool::new(false);
        let [project, environment, service] = ["recipes", "sandbox", "api"].map(str::to_owned);
        let mark = process.mark().to_owned();
        let open = OpenShell { project, environment, service: service.clone(), place: None, mark };
        let noted = Some(open.note(folder.path()).unwrap());
        let shell = Shell { session: session.clone(), stream, service, noted, typed };
        let (over, served) = tokio::sync::oneshot::channel();
        session.inner.streams.serve(async move {
            shell.serve(terminal, said, closed).await;
            let _ = over.send(());
        });
        (Self { folder, session, process, stream, wire, served }, events)
    }

    async fn say(&self, what: StreamInput) {
        assert!(self.session.inner.streams.say(self.stream, what).await);
    }

    async fn reads(&mut self, text: &str) {
        let mut read = vec![0; text.len()];
        self.wire.read_exact(&mut read).await.unwrap();
        assert_eq!(String::from_utf8(read).unwrap(), text);
    }
}

/// What the files of shells that are open say.
fn noted(data_directory: &tempfile::TempDir) -> Vec<String> {
    let files = std::fs::read_dir(data_directory.path().join("shells")).unwrap();
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect()
}

/// What comes of the stream next.
async fn next(events: &mut (impl Stream<Item = Event> + Unpin)) -> StreamOutput {
    loop {
        if let Some(Event::Stream { output, .. }) = events.next().await {
            return output;
        }
    }
}

fn text(printed: &[u8]) -> StreamOutput {
    StreamOutput::Text { base64: STANDARD.encode(printed) }
}

fn typed(text: &str) -> StreamInput {
    StreamInput::Type { text: text.to_owned() }
}

#[tokio::test]
async fn what_is_printed_is_told_as_it_is_and_what_is_typed_arrives_in_order() {
    let (mut stage, mut events) = Stage::with(Some(3)).await;
    let open = noted(&stage.folder);
    assert!(matches!(&open[..], [only] if only.contains(MARK)), "{open:?}");
    stage.wire.write_all(&[0x1b, 0xe6, 0xbc]).await.unwrap();
    assert_eq!(next(&mut events).await, text(&[0x1b, 0xe6, 0xbc]), "half of a letter is no mistake");
    stage.say(typed("exit ")).await;
    stage.say(StreamInput::Resize { columns: 90, rows: 30 }).await;
    stage.say(typed("3\r")).await;
    stage.reads("exit 3\r").await;
    assert_eq!(*stage.process.asked.lock().unwrap(), ["90 by 30"]);
    drop(stage.wire);
    assert_eq!(next(&mut events).await, StreamOutput::Ended { code: Some(3), problem: None });
    stage.served.await.unwrap();
    assert_eq!(noted(&stage.folder), Vec::<String>::new(), "it is over");
    assert!(!stage.session.inner.streams.say(stage.stream, typed("a")).await, "it is over");
    assert_eq!(*stage.process.asked.lock().unwrap(), ["90 by 30"], "nothing is left to hang up on");
}

#[tokio::test]
async fn a_shell_that_is_closed_is_hung_up() {
    for close in [true, false] {
        let (stage, _events) = Stage::with(None).await;
        match close {
            true => stage.session.inner.streams.close(stage.stream),
            false => stage.say(StreamInput::Close).await,
        }
        stage.served.await.unwrap();
        assert_eq!(*stage.process.asked.lock().unwrap(), ["hang up"]);
    }
}

#[tokio::test]
async fn a_shell_that_could_not_be_hung_up_on_is_left_to_the_next_program() {
    for is_away in [false, true] {
        let (stage, _events) = Stage::of(Pretended { is_away, ..Pretended::default() }).await;
        stage.say(StreamInput::Close).await;
        stage.served.await.unwrap();
        assert_eq!(noted(&stage.folder).len(), usize::from(is_away));
    }
}

#[tokio::test]
async fn a_program_that_ends_hangs_up_before() {
    let (stage, _events) = Stage::with(None).await;
    stage.session.end().await;
    assert_eq!(*stage.process.asked.lock().unwrap(), ["hang up"]);
}

#[tokio::test]
async fn an_image_without_a_shell_is_told_with_what_the_engine_said() {
    let (mut stage, mut events) = Stage::with(Some(127)).await;
    stage.wire.write_all(b"exec: \"sh\": not found\r\n").await.unwrap();
    drop(stage.wire);
    assert!(matches!(next(&mut events).await, StreamOutput::Text { .. }));
    let StreamOutput::Ended { problem: Some(problem), .. } = next(&mut events).await else {
        unreachable!("it ended otherwise")
    };
    assert_eq!(problem.message, "a shell cannot be started in api: exec: \"sh\": not found");
}

#[tokio::test]
async fn a_command_that_was_not_found_in_a_shell_is_no_missing_shell() {
    let (mut stage, mut events) = Stage::with(Some(127)).await;
    stage.say(typed("nothing; exit\r")).await;
    stage.reads("nothing; exit\r").await;
    drop(stage.wire);
    assert_eq!(next(&mut events).await, StreamOutput::Ended { code: Some(127), problem: None });
}

#[tokio::test]
async fn what_is_opened_while_a_shell_is_open_is_taken_out_of_it_from_then_on() {
    let lost = Some("the engine said medlar-8-sorrel");
    let (mut stage, mut events) = Stage::of(Pretended { lost, ..Pretended::default() }).await;
    stage.wire.write_all(b"$ ").await.unwrap();
    assert_eq!(next(&mut events).await, text(b"$ "));
    slipway_app::remember(&Secret::new("medlar-8-sorrel"));
    stage.wire.write_all(b"CELLAR=medlar-8-sorrel\r\n").await.unwrap();
    let mut printed = Vec::new();
    while !printed.ends_with(b"\n") {
        let StreamOutput::Text { base64 } = next(&mut events).await else { unreachable!("it ended") };
        printed.extend(STANDARD.decode(base64).unwrap());
    }
    assert_eq!(printed, b"CELLAR=***\r\n");
    drop(stage.wire);
    let StreamOutput::Ended { problem: Some(problem), .. } = next(&mut events).await else {
        unreachable!("it ended otherwise")
    };
    assert_eq!(problem.message, "the engine said ***");
}
