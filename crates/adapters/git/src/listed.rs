//! The files of the tree that was listed last. A tree never changes, and a run looks at the same one several times.

use std::sync::Arc;

use slipway_domain::problem::Problem;
use slipway_engine::ports::TreeFile;
use tokio::sync::Mutex;

/// The last listing, shared by all who read the repository.
#[derive(Debug, Clone, Default)]
pub(crate) struct Listed(Arc<Mutex<Option<Last>>>);

#[derive(Debug)]
struct Last {
    tree: String,
    files: Vec<TreeFile>,
}

impl Listed {
    /// The files of a tree: those that are kept, else what `list` finds. Who asks meanwhile waits for that.
    pub(crate) async fn of(
        &self,
        tree: &str,
        list: impl Future<Output = Result<Vec<TreeFile>, Problem>>,
    ) -> Result<Vec<TreeFile>, Problem> {
        let mut kept = self.0.lock().await;
        if let Some(last) = kept.as_ref().filter(|last| last.tree == tree) {
            return Ok(last.files.clone());
        }
        let files = list.await?;
        *kept = Some(Last { tree: tree.to_owned(), files: files.clone() });
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use slipway_domain::problem::Code;
    use slipway_engine::ports::FileKind;

    use super::*;

    fn file(path: &str) -> TreeFile {
        TreeFile { path: path.to_owned(), object: String::new(), kind: FileKind::File, size: 0 }
    }

    #[tokio::test]
    async fn a_tree_is_listed_once_and_a_failure_is_not_kept() {
        let listed = Listed::default();
        let fails = async { Err(Problem::new(Code::SourceFailed, "no such tree")) };
        assert!(listed.of("a", fails).await.is_err());
        let [one, other] = [vec![file("one")], vec![file("other")]];
        assert_eq!(listed.of("a", async { Ok(one.clone()) }).await.unwrap(), one);
        assert_eq!(listed.of("a", async { Ok(other.clone()) }).await.unwrap(), one, "kept");
        assert_eq!(listed.of("b", async { Ok(other.clone()) }).await.unwrap(), other);
    }
}
