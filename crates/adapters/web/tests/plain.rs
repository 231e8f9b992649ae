//! Servers that answer in every way but the expected one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::Duration;

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{Answer, Question, Web};
use slipway_web::WebClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Sends `answer` to the first that asks, and then `drop` after drop for ever, where there is one. Returns the
/// port and, in the end, what was asked.
async fn serve(ip: &str, answer: &str, drop: &'static [u8]) -> (u16, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind((ip, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let answer = answer.to_owned();
    let serving = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let read = stream.read(&mut request).await.unwrap();
        stream.write_all(answer.as_bytes()).await.unwrap();
        while !drop.is_empty() && stream.write_all(drop).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        String::from_utf8_lossy(&request[..read]).into_owned()
    });
    (port, serving)
}

async fn ask(url: &str) -> Result<Answer, Problem> {
    let limit = Duration::from_millis(500);
    WebClient::default().get(Question { url, through: None, ca: None, limit }).await
}

#[tokio::test]
async fn path_query_and_host_are_sent_as_written() {
    for (ip, shown) in [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")] {
        if TcpListener::bind((ip, 0)).await.is_err() {
            println!("left out: this machine has no {ip}");
            continue;
        }
        let (port, asked) = serve(ip, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n2.4.1", b"").await;
        let answer = ask(&format!("http://{shown}:{port}/version?of=api&x=%20")).await.unwrap();
        assert_eq!(answer, Answer { status: 200, body: "2.4.1".to_owned(), ..Answer::default() });
        let asked = asked.await.unwrap();
        assert!(asked.starts_with("GET /version?of=api&x=%20 HTTP/1.1\r\n"), "{asked}");
        assert!(asked.to_lowercase().contains(&format!("host: {shown}:{port}\r\n")), "{asked}");
    }
}

#[tokio::test]
async fn a_redirect_and_an_error_are_answers() {
    let moved = "HTTP/1.1 301 Moved\r\nLocation: https://elsewhere.example/\r\nContent-Length: 0\r\n\r\n";
    let (port, _) = serve("127.0.0.1", moved, b"").await;
    let answer = ask(&format!("http://localhost:{port}")).await.unwrap();
    let location = Some("https://elsewhere.example/".to_owned());
    assert_eq!(answer, Answer { status: 301, location, ..Answer::default() }, "it is not followed");
    let (port, _) = serve("127.0.0.1", "HTTP/1.0 503 Busy\r\n\r\nwarming up", b"").await;
    let answer = ask(&format!("http://localhost:{port}")).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str(), answer.cut), (503, "warming up", None));
}

#[tokio::test]
async fn a_body_without_an_end_is_cut() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nbegun ";
    let (port, _) = serve("127.0.0.1", head, b".").await;
    let answer = ask(&format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert_eq!((answer.status, answer.cut.as_deref()), (200, Some("did not end in time")));
    assert!(answer.body.starts_with("begun ."), "{}", answer.body);
    let (port, _) = serve("127.0.0.1", head, &[b'x'; 64 * 1024]).await;
    let answer = ask(&format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert_eq!((answer.body.len(), answer.cut.as_deref()), (1024 * 1024, Some("is longer than 1 MiB")));
    let (port, _) = serve("127.0.0.1", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", b"").await;
    let answer = ask(&format!("http://127.0.0.1:{port}/")).await.unwrap();
    assert!(answer.body == "half" && answer.cut.unwrap().starts_with("broke off: "));
}

#[tokio::test]
async fn silence_says_of_which_kind_it_is() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let accepts = format!("http://{}/", silent.local_addr().unwrap());
    let (closing, _) = serve("127.0.0.1", "", b"").await;
    let (senseless, _) = serve("127.0.0.1", "220 mail.example ESMTP\r\n", b"").await;
    for (url, why) in [
        (accepts, "did not answer within 0.5 s"),
        (format!("http://127.0.0.1:{closing}/"), "did not answer: connection closed before"),
        (format!("http://127.0.0.1:{senseless}/"), "did not answer: invalid HTTP"),
        ("http://127.0.0.1:1/".to_owned(), "did not answer: Connection refused"),
        ("http://nowhere.invalid/".to_owned(), "did not answer: failed to lookup"),
    ] {
        let problem = ask(&url).await.unwrap_err();
        assert_eq!(problem.code, Code::VerifyFailed, "{problem:?}");
        assert!(problem.message.starts_with(&format!("{url} {why}")), "{problem}");
    }
    drop(TcpStream::connect(silent.local_addr().unwrap()).await);
}
