//! Sending a context: descriptions first, then the content of the files that the engine asks for.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bollard_buildkit_proto::fsutil::types::Packet;
use bollard_buildkit_proto::fsutil::types::packet::PacketType;
use bollard_buildkit_proto::moby::filesync::packet::file_sync_server::FileSync;
use bytes::Bytes;
use futures::Stream;
use slipway_engine::ports::Source;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::metadata::MetadataMap;
use tonic::{Request, Response, Status, Streaming};

use crate::context::{Context, Kind};
use crate::stat::stat;
use crate::view::{Item, Wanted, view};

/// Content travels in pieces of this size, of which so many may wait.
const PIECE: usize = 32 * 1024;
const PIECES_WAITING: usize = 16;

type Packets = Pin<Box<dyn Stream<Item = Result<Packet, Status>> + Send>>;
type Sender = mpsc::Sender<Result<Packet, Status>>;

/// The contexts of one build.
pub(crate) struct Files {
    /// Where content is read from.
    pub(crate) source: Arc<dyn Source>,
    /// The context itself.
    pub(crate) context: Arc<Context>,
    /// The folder of the Dockerfile.
    pub(crate) dockerfile: Arc<Context>,
    /// Bytes of content sent so far.
    pub(crate) sent: Arc<AtomicU64>,
}

#[tonic::async_trait]
impl FileSync for Files {
    type DiffCopyStream = Packets;
    type TarStreamStream = Packets;

    async fn diff_copy(&self, request: Request<Streaming<Packet>>) -> Result<Response<Packets>, Status> {
        let metadata = request.metadata();
        let named = values(metadata, "dir-name");
        let context =
            if named.iter().any(|name| name == "dockerfile") { &self.dockerfile } else { &self.context };
        let wanted = Wanted {
            include: values(metadata, "include-patterns"),
            exclude: values(metadata, "exclude-patterns"),
            follow: values(metadata, "followpaths"),
        };
        let items = view(context, &wanted).map_err(|error| Status::invalid_argument(error.to_string()))?;
        let (packets, receiver) = mpsc::channel(PIECES_WAITING);
        let asked = requests(request.into_inner());
        let job = Job { source: self.source.clone(), items, packets, sent: self.sent.clone() };
        // Objects are handed over by a function that cannot wait, so the waiting is done on a thread that may block.
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(job.run(asked)));
        Ok(Response::new(Box::pin(ReceiverStream::new(receiver))))
    }

    async fn tar_stream(&self, _: Request<Streaming<Packet>>) -> Result<Response<Packets>, Status> {
        Err(Status::unimplemented("contexts are sent file by file"))
    }
}

/// The values of a header that may come several times. Newer engines escape what is not ASCII.
fn values(metadata: &MetadataMap, key: &str) -> Vec<String> {
    let escaped = metadata.contains_key(format!("{key}-encoded"));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    metadata
        .get_all(key)
        .iter()
        .map(
            |value| {
                if escaped {
                    text(&unescape(value.as_encoded_bytes()))
                } else {
                    text(value.as_encoded_bytes())
                }
            },
        )
        .collect()
}

fn unescape(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                plain.push(u8::try_from(high * 16 + low).unwrap_or_default());
                at += 2;
            }
            (b'+', ..) => plain.push(b' '),
            _ => plain.push(*byte),
        }
        at += 1;
    }
    plain
}

/// What the engine asks for, taken off the wire at once, because it waits with its own work until it is taken.
enum Asked {
    Content(u32),
    Finished,
}

fn requests(mut incoming: Streaming<Packet>) -> mpsc::UnboundedReceiver<Asked> {
    let (sender, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok(Some(packet)) = incoming.message().await {
            let asked = match packet.r#type() {
                PacketType::PacketReq => Asked::Content(packet.id),
                PacketType::PacketFin => Asked::Finished,
                // The engine's own trouble with the context: it fails the build and says so there.
                PacketType::PacketErr => break,
                _ => continue,
            };
            if sender.send(asked).is_err() {
                break;
            }
        }
    });
    receiver
}

struct Job {
    source: Arc<dyn Source>,
    items: Vec<Item>,
    packets: Sender,
    sent: Arc<AtomicU64>,
}

impl Job {
    async fn run(self, asked: mpsc::UnboundedReceiver<Asked>) {
        if let Err(status) = self.send(asked).await {
            let _ = self.packets.send(Err(status)).await;
        }
    }

    async fn send(&self, mut asked: mpsc::UnboundedReceiver<Asked>) -> Result<(), Status> {
        for item in &self.items {
            self.packet(Packet { stat: Some(stat(item)), ..of(PacketType::PacketStat) }).await?;
        }
        self.packet(of(PacketType::PacketStat)).await?;
        let mut objects = None;
        while let Some(asked) = asked.recv().await {
            match asked {
                Asked::Finished => return self.packet(of(PacketType::PacketFin)).await,
                Asked::Content(id) => {
                    let object = self.object(id)?;
                    let objects = match &mut objects {
                        Some(objects) => objects,
                        none => none.insert(self.source.open().await.map_err(failed)?),
                    };
                    let mut hand_over = |bytes: Bytes| self.content(id, bytes);
                    objects.read(object, &mut hand_over).await.map_err(failed)?;
                    self.packet(Packet { id, ..of(PacketType::PacketData) }).await?;
                }
            }
        }
        Ok(())
    }

    fn object(&self, id: u32) -> Result<&str, Status> {
        match usize::try_from(id).ok().and_then(|at| self.items.get(at)).map(|item| &item.kind) {
            Some(Kind::File { object, .. }) => Ok(object),
            _ => {
                Err(Status::invalid_argument("the engine asked for the content of something that is no file"))
            }
        }
    }

    /// Hands content over and blocks while the engine is behind.
    fn content(&self, id: u32, bytes: Bytes) {
        for piece in bytes.chunks(PIECE) {
            let packet = Packet { id, data: piece.to_vec(), ..of(PacketType::PacketData) };
            let sending = tokio::task::unconstrained(self.packets.send(Ok(packet)));
            // When nobody listens any more, the next packet that is sent ends the job.
            if futures::executor::block_on(sending).is_err() {
                return;
            }
            self.sent.fetch_add(u64::try_from(piece.len()).unwrap_or_default(), Ordering::Relaxed);
        }
    }

    async fn packet(&self, packet: Packet) -> Result<(), Status> {
        self.packets.send(Ok(packet)).await.map_err(|_| Status::cancelled("the build was stopped"))
    }
}

fn of(kind: PacketType) -> Packet {
    Packet { r#type: kind.into(), ..Packet::default() }
}

fn failed(problem: slipway_domain::problem::Problem) -> Status {
    Status::internal(problem.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_come_plain_or_escaped() {
        let mut metadata = MetadataMap::new();
        metadata.append("followpaths", "a%41".parse().unwrap());
        metadata.append("followpaths", "b".parse().unwrap());
        assert_eq!(values(&metadata, "followpaths"), ["a%41", "b"]);
        metadata.append("followpaths-encoded", "1".parse().unwrap());
        assert_eq!(values(&metadata, "followpaths"), ["aA", "b"]);
        assert_eq!(unescape("%E6%BC%A2+x%2".as_bytes()), "漢 x%2".as_bytes());
    }
}
