//! All tags of a repository, page by page.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode, Url};
use slipway_domain::problem::Problem;

use crate::authorization::Action;
use crate::exchange::Ask;
use crate::link;
use crate::problems::senseless;
use crate::repository::Repository;
use crate::wire::TagPage;

/// How many tags are asked for at once; the most that common registries give.
const PAGE: usize = 1000;

impl Repository {
    /// Every tag once, in the order of the alphabet.
    pub(crate) async fn all_tags(&self) -> Result<Vec<String>, Problem> {
        let first = self.page_after(None).await?;
        let mut tags = BTreeSet::new();
        let mut next = Some(first);
        while let Some(url) = next {
            let (page, linked) = self.page(&url).await?;
            let (count, last) = (page.len(), page.last().cloned());
            let before = tags.len();
            tags.extend(page);
            // A page that brings nothing new ends the list: registries exist that repeat one for ever.
            next = match (tags.len() > before, linked) {
                (false, _) => None,
                (true, Some(target)) => self.linked(&url, &target),
                // Full to the brim and no link: some registries leave it to the client to ask on.
                (true, None) if count == PAGE => Some(self.page_after(last.as_deref()).await?),
                (true, None) => None,
            };
        }
        Ok(tags.into_iter().collect())
    }

    async fn page_after(&self, last: Option<&str>) -> Result<Url, Problem> {
        let mut url = self.url("tags/list").await?;
        url.query_pairs_mut().append_pair("n", &PAGE.to_string());
        if let Some(last) = last {
            url.query_pairs_mut().append_pair("last", last);
        }
        Ok(url)
    }

    /// The tags of one page and the link to the next.
    async fn page(&self, url: &Url) -> Result<(Vec<String>, Option<String>), Problem> {
        let purpose = format!("read the tags of {}", self.path);
        let answer = self.send(&Ask::new(Method::GET, url.clone()), Action::Pull).await?;
        if answer.status != StatusCode::OK {
            return Err(self.endpoint.refused(&purpose, &answer).await);
        }
        let page: TagPage = serde_json::from_slice(&answer.body)
            .map_err(|_| senseless(&self.endpoint.host, &format!("sent no list when asked to {purpose}")))?;
        Ok((page.tags.unwrap_or_default(), link::next(&answer.headers)))
    }

    /// The next page's address. Only its path and query count: a registry behind a proxy often writes
    /// its inner name, and the login must go nowhere else.
    fn linked(&self, current: &Url, target: &str) -> Option<Url> {
        let joined = current.join(target).ok()?;
        let mut next = current.clone();
        next.set_path(joined.path());
        next.set_query(joined.query());
        Some(next)
    }
}
