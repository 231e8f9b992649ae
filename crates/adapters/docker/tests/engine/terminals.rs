//! Commands on terminals of their own.

use super::*;

/// Types a line, and reads until the terminal has printed that after it.
async fn typed(terminal: &mut Terminal, line: &str, awaited: &str) -> String {
    terminal.wire.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    let (mut printed, mut piece) = (String::new(), [0; 1024]);
    let reading = async {
        while !printed.contains(awaited) {
            let read = terminal.wire.read(&mut piece).await.unwrap();
            assert_ne!(read, 0, "it ended: {printed}");
            printed.push_str(&String::from_utf8_lossy(&piece[..read]));
        }
    };
    tokio::time::timeout(Duration::from_secs(20), reading).await.expect("the terminal is silent");
    printed
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shell_has_a_terminal_of_the_size_that_is_wanted_and_tells_how_it_ended() {
    let Some(own) = engine() else { return };
    let far = Where::Host { host: own.host(), prefix: String::new() };
    for (name, place) in [("shell-here", &Where::Here), ("shell-there", &far)] {
        let engine = own.engines().engine(place).await.unwrap();
        engine.create(shell(name, "sleep 1000")).await.unwrap();
        let size = TerminalSize { columns: 90, rows: 33 };
        let stopped = engine.terminal(name, &["sh".to_owned()], size).await.err().unwrap();
        assert_eq!(stopped.code, Code::EngineFailed, "{}", stopped.message);
        engine.start(name).await.unwrap();
        let mut terminal = engine.terminal(name, &["sh".to_owned()], size).await.unwrap();
        typed(&mut terminal, "stty size", "33 90").await;
        terminal.process.resize(TerminalSize { columns: 70, rows: 20 }).await.unwrap();
        typed(&mut terminal, "stty size", "20 70").await;
        // What begins like the head of a framed piece goes through as it is.
        typed(&mut terminal, "printf '\\001\\n'", "\u{1}").await;
        terminal.wire.write_all(b"exit 7\n").await.unwrap();
        terminal.wire.read_to_end(&mut Vec::new()).await.unwrap();
        assert_eq!(terminal.process.exit_code().await.unwrap(), Some(7));
        engine.remove(name).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_begun_on_a_terminal_ends_when_it_is_hung_up() {
    let Some(own) = engine() else { return };
    let engine = here(own).await;
    engine.create(shell("hung-up", "sleep 1000")).await.unwrap();
    engine.start("hung-up").await.unwrap();
    let size = TerminalSize { columns: 80, rows: 24 };
    let mut terminal = engine.terminal("hung-up", &["sh".to_owned()], size).await.unwrap();
    typed(&mut terminal, "sleep 2000 & sleep 3000 & echo be''gun", "begun").await;
    let runs = |what: &str| own.docker(&["exec", "hung-up", "ps"]).unwrap().contains(what);
    assert!(runs("sleep 2000") && runs("sleep 3000"));
    let Terminal { wire, process } = terminal;
    drop(wire);
    process.hang_up().await.unwrap();
    support::wait_for("the end of what was begun", || !runs("sleep 2000") && !runs("sleep 3000"));
    assert!(runs("sleep 1000"), "the service goes on");
    engine.remove("hung-up").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_knows_the_mark_of_a_terminal_ends_what_another_program_left() {
    let Some(own) = engine() else { return };
    let opened = here(own).await;
    opened.create(shell("left", "sleep 1000")).await.unwrap();
    opened.start("left").await.unwrap();
    let size = TerminalSize { columns: 80, rows: 24 };
    let mut terminal = opened.terminal("left", &["sh".to_owned()], size).await.unwrap();
    let mut other = opened.terminal("left", &["sh".to_owned()], size).await.unwrap();
    typed(&mut terminal, "sleep 2000 & echo be''gun", "begun").await;
    typed(&mut other, "sleep 3000 & echo be''gun", "begun").await;
    let mark = terminal.process.mark().to_owned();
    drop((terminal, opened));
    let runs = |what: &str| own.docker(&["exec", "left", "ps"]).unwrap().contains(what);
    assert!(runs("sleep 2000"), "an engine leaves it running");
    let later = here(own).await;
    later.hang_up("left", &mark).await.unwrap();
    support::wait_for("the end of what was left", || !runs("sleep 2000"));
    assert!(runs("sleep 3000"), "another terminal goes on");
    later.hang_up("left", &mark).await.unwrap();
    later.remove("left").await.unwrap();
}
