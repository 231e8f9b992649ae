//! An index that joins images of several platforms under one tag.

use bytes::Bytes;
use serde_json::{Value, json};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};

use slipway_engine::ports::ManifestInfo;

use crate::repository::Repository;

/// The media type of the index that is made here.
const INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// A manifest that the repository has, and what its image runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Member {
    /// The manifest, or an index whose entries are taken over (builders put attestations beside an image).
    manifest: ManifestInfo,
    /// Such as `linux/arm64` or `linux/arm/v7`.
    platform: String,
}

/// The index of these members, as it is written. The same members in the same order give the same bytes.
fn index_of(members: &[Member]) -> Result<Bytes, Problem> {
    let mut entries: Vec<Value> = Vec::new();
    for member in members {
        for entry in entries_of(member)? {
            if !entries.iter().any(|known| known["digest"] == entry["digest"]) {
                entries.push(entry);
            }
        }
    }
    let index = json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": entries });
    Ok(Bytes::from(index.to_string()))
}

impl Repository {
    /// Makes an index of manifests that are here already, each with its platform, and tags it.
    pub(crate) async fn put_index_of(
        &self,
        manifests: &[(String, Digest)],
        tag: &str,
    ) -> Result<Digest, Problem> {
        let found = manifests.iter().map(|(platform, digest)| self.member(platform, digest));
        let members = futures::future::try_join_all(found).await?;
        self.put_manifest(index_of(&members)?, INDEX, tag).await
    }

    async fn member(&self, platform: &str, digest: &Digest) -> Result<Member, Problem> {
        let manifest = self.manifest_of(digest.as_str()).await?.ok_or_else(|| self.missing(digest))?;
        Ok(Member { manifest, platform: platform.to_owned() })
    }
}

fn entries_of(member: &Member) -> Result<Vec<Value>, Problem> {
    let manifest: Value = serde_json::from_slice(&member.manifest.bytes)
        .map_err(|_| unusable(member, "its manifest is no JSON"))?;
    if let Some(entries) = manifest["manifests"].as_array() {
        return Ok(entries.clone());
    }
    let mut parts = member.platform.splitn(3, '/');
    let (Some(os), Some(architecture)) = (parts.next(), parts.next()) else {
        return Err(unusable(member, "it does not say what it runs on"));
    };
    let mut platform = json!({ "architecture": architecture, "os": os });
    if let Some(variant) = parts.next() {
        platform["variant"] = variant.into();
    }
    Ok(vec![json!({
        "mediaType": member.manifest.media_type,
        "digest": member.manifest.digest,
        "size": member.manifest.bytes.len(),
        "platform": platform,
    })])
}

fn unusable(member: &Member, why: &str) -> Problem {
    let message = format!("{} cannot be put into an index: {why}", member.manifest.digest);
    Problem::new(Code::RegistryFailed, message).hint("build and push the image again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(text: &'static str, platform: &str) -> Member {
        let bytes = Bytes::from_static(text.as_bytes());
        let media_type = "application/vnd.oci.image.manifest.v1+json".to_owned();
        let manifest = ManifestInfo { digest: Digest::of(&bytes), media_type, bytes };
        Member { manifest, platform: platform.to_owned() }
    }

    #[test]
    fn describes_every_platform_once() {
        let members =
            [member("{}", "linux/amd64"), member("{ }", "linux/arm/v7"), member("{}", "linux/amd64")];
        let index: Value = serde_json::from_slice(&index_of(&members).unwrap()).unwrap();
        let entries = index["manifests"].as_array().unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0]["platform"], json!({ "os": "linux", "architecture": "amd64" }));
        assert_eq!(entries[1]["platform"], json!({ "os": "linux", "architecture": "arm", "variant": "v7" }));
        assert_eq!(
            (&entries[1]["size"], &entries[1]["digest"]),
            (&json!(3), &json!(members[1].manifest.digest))
        );
        assert_eq!(index["mediaType"], INDEX);
    }

    #[test]
    fn takes_over_the_entries_of_an_index() {
        let built =
            r#"{"manifests":[{"digest":"a","platform":{"os":"linux"}},{"digest":"b","annotations":{}}]}"#;
        let index = index_of(&[member(built, ""), member("{}", "linux/arm64")]).unwrap();
        let index: Value = serde_json::from_slice(&index).unwrap();
        assert_eq!(index["manifests"].as_array().unwrap().len(), 3);
        assert_eq!(index["manifests"][1], json!({ "digest": "b", "annotations": {} }));
    }

    #[test]
    fn refuses_what_runs_nowhere() {
        assert!(index_of(&[member("{}", "")]).unwrap_err().message.contains("does not say what it runs on"));
        assert!(index_of(&[member("no", "linux/amd64")]).unwrap_err().message.contains("no JSON"));
    }
}
