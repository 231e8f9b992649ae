//! The messages of the agent protocol (draft-ietf-sshm-ssh-agent) that Slipway's agent looks into.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// The longest message: what OpenSSH takes too.
const LONGEST: usize = 256 * 1024;

pub(super) const FAILURE: u8 = 5;
pub(super) const REQUEST_IDENTITIES: u8 = 11;
pub(super) const IDENTITIES_ANSWER: u8 = 12;
pub(super) const SIGN_REQUEST: u8 = 13;
pub(super) const SIGN_RESPONSE: u8 = 14;
pub(super) const EXTENSION: u8 = 27;
/// The flag of a signature request that wants SHA-256 with an RSA key.
pub(super) const RSA_SHA2_256: u32 = 2;
/// The same for SHA-512.
pub(super) const RSA_SHA2_512: u32 = 4;

/// The extension by which `ssh` says for which session a connection is used.
const SESSION_BIND: &[u8] = b"session-bind@openssh.com";

/// The next message, `None` where the other side has closed.
pub(super) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match stream.read_exact(&mut length).await {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    };
    let length = u32::from_be_bytes(length) as usize;
    if length == 0 || length > LONGEST {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut message = vec![0; length];
    stream.read_exact(&mut message).await?;
    Ok(Some(message))
}

/// Sends a message.
pub(super) async fn write(stream: &mut (impl AsyncWrite + Unpin), message: &[u8]) -> io::Result<()> {
    let length = u32::try_from(message.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    stream.write_all(&length.to_be_bytes()).await?;
    stream.write_all(message).await?;
    stream.flush().await
}

/// A request to sign.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SignRequest<'m> {
    /// The public key.
    pub key: &'m [u8],
    /// What is to be signed.
    pub data: &'m [u8],
    /// How, with an RSA key.
    pub flags: u32,
}

/// What a message of that kind asks to sign.
pub(super) fn sign_request(message: &[u8]) -> Option<SignRequest<'_>> {
    let mut rest = message.get(1..)?;
    let (key, data) = (string(&mut rest)?, string(&mut rest)?);
    Some(SignRequest { key, data, flags: number(&mut rest)? })
}

/// Whether a message says that the connection comes over a forwarding; `None` where it says nothing of that.
pub(super) fn forwarded(message: &[u8]) -> Option<bool> {
    let mut rest = message.get(1..)?;
    if string(&mut rest)? != SESSION_BIND {
        return None;
    }
    let (_host_key, _session, _signature) = (string(&mut rest)?, string(&mut rest)?, string(&mut rest)?);
    Some(*rest.first()? != 0)
}

/// The answer that lists keys, each with its comment: our own, then those of another agent's answer.
pub(super) fn identities<'k>(
    own: impl Iterator<Item = (&'k [u8], &'k str)>,
    theirs: Option<&[u8]>,
) -> Vec<u8> {
    let mut list = Vec::new();
    let mut count = 0_u32;
    for (key, comment) in own {
        put(&mut list, key);
        put(&mut list, comment.as_bytes());
        count += 1;
    }
    if let Some((more, rest)) = theirs.and_then(listed) {
        count = count.saturating_add(more);
        list.extend_from_slice(rest);
    }
    let mut answer = vec![IDENTITIES_ANSWER];
    answer.extend(count.to_be_bytes());
    answer.extend(list);
    answer
}

/// How many keys an answer lists, and the list.
fn listed(answer: &[u8]) -> Option<(u32, &[u8])> {
    let mut rest = answer.strip_prefix(&[IDENTITIES_ANSWER])?;
    let count = number(&mut rest)?;
    Some((count, rest))
}

/// The answer that holds a signature.
pub(super) fn signed(signature: &[u8]) -> Vec<u8> {
    let mut answer = vec![SIGN_RESPONSE];
    put(&mut answer, signature);
    answer
}

fn put(message: &mut Vec<u8>, text: &[u8]) {
    message.extend(u32::try_from(text.len()).unwrap_or_default().to_be_bytes());
    message.extend_from_slice(text);
}

fn number(rest: &mut &[u8]) -> Option<u32> {
    let (number, after) = rest.split_first_chunk::<4>()?;
    *rest = after;
    Some(u32::from_be_bytes(*number))
}

fn string<'m>(rest: &mut &'m [u8]) -> Option<&'m [u8]> {
    let length = number(rest)? as usize;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, texts: &[&[u8]], last: &[u8]) -> Vec<u8> {
        let mut message = vec![kind];
        texts.iter().for_each(|text| put(&mut message, text));
        message.extend_from_slice(last);
        message
    }

    #[test]
    fn a_request_to_sign_is_read_and_one_that_is_cut_off_is_none() {
        let request = message(SIGN_REQUEST, &[b"key", b"data"], &RSA_SHA2_512.to_be_bytes());
        let read = sign_request(&request).unwrap();
        assert_eq!(read, SignRequest { key: b"key", data: b"data", flags: RSA_SHA2_512 });
        for length in 0..request.len() {
            assert_eq!(sign_request(&request[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_connection_says_whether_it_is_forwarded() {
        for (last, says) in [(&[0_u8][..], Some(false)), (&[1], Some(true)), (&[], None)] {
            let bind = message(EXTENSION, &[SESSION_BIND, b"key", b"session", b"signature"], last);
            assert_eq!(forwarded(&bind), says);
        }
        assert_eq!(forwarded(&message(EXTENSION, &[b"query"], &[])), None);
    }

    #[test]
    fn keys_of_both_agents_are_listed() {
        let theirs = identities([(&b"their key"[..], "ann")].into_iter(), None);
        let both = identities([(&b"key"[..], "deploy")].into_iter(), Some(&theirs));
        assert_eq!(both[..5], [IDENTITIES_ANSWER, 0, 0, 0, 2]);
        assert!(both.ends_with(b"their key\0\0\0\x03ann"));
        let refused = identities(std::iter::empty(), Some(&[FAILURE]));
        assert_eq!(refused, [IDENTITIES_ANSWER, 0, 0, 0, 0]);
    }
}
