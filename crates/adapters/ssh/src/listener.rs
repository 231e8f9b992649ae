//! Where other programs of this user reach Slipway: a Unix socket, a named pipe on Windows. Nobody else may connect.

use std::io;
use std::path::Path;

#[cfg(unix)]
pub(crate) use unix::{Listener, Theirs, connect};
#[cfg(windows)]
pub(crate) use windows::{Listener, Theirs, connect};

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    use tokio::net::{UnixListener, UnixStream};

    use super::{Path, io};

    /// A connection to another program.
    pub(crate) type Theirs = UnixStream;

    /// A socket that only this user can connect to.
    pub(crate) struct Listener {
        socket: UnixListener,
        owner: u32,
    }

    impl Listener {
        /// Listens there. The folder is entered by this user alone.
        pub(crate) fn bind(path: &Path) -> io::Result<Self> {
            let _ = std::fs::remove_file(path);
            let socket = UnixListener::bind(path)?;
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))?;
            let owner = std::fs::metadata(path)?.uid();
            Ok(Self { socket, owner })
        }

        /// The next connection of this user. Who else comes that far, such as root, is turned away.
        pub(crate) async fn accept(&mut self) -> io::Result<UnixStream> {
            loop {
                let (stream, _) = self.socket.accept().await?;
                if stream.peer_cred()?.uid() == self.owner {
                    return Ok(stream);
                }
            }
        }
    }

    /// Connects to another program.
    pub(crate) async fn connect(path: &Path) -> io::Result<Theirs> {
        UnixStream::connect(path).await
    }
}

#[cfg(windows)]
mod windows {
    use std::ffi::{OsStr, OsString};

    use tokio::net::windows::named_pipe::{ClientOptions, NamedPipeClient, NamedPipeServer, ServerOptions};

    use super::{Path, io};

    /// A connection to another program.
    pub(crate) type Theirs = NamedPipeClient;

    /// A named pipe of this user, on this machine alone.
    pub(crate) struct Listener {
        name: OsString,
        next: NamedPipeServer,
    }

    impl Listener {
        /// Listens there.
        pub(crate) fn bind(path: &Path) -> io::Result<Self> {
            let name = path.as_os_str().to_owned();
            let next = server(&name, true)?;
            Ok(Self { name, next })
        }

        /// The next connection.
        pub(crate) async fn accept(&mut self) -> io::Result<NamedPipeServer> {
            self.next.connect().await?;
            Ok(std::mem::replace(&mut self.next, server(&self.name, false)?))
        }
    }

    fn server(name: &OsStr, first: bool) -> io::Result<NamedPipeServer> {
        ServerOptions::new().first_pipe_instance(first).reject_remote_clients(true).create(name)
    }

    /// Connects to another program.
    pub(crate) async fn connect(path: &Path) -> io::Result<Theirs> {
        ClientOptions::new().open(path)
    }
}
