//! What the window shows, and what it is to show.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the window shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Showing {
    /// The path; `None` while it is hidden.
    pub path: Option<String>,
    /// It lies in front of other windows, as far as its shell knows.
    pub in_front: bool,
}

/// The same, with a path that waits for a page.
pub(crate) struct Shown {
    all: Mutex<All>,
}

struct All {
    showing: Showing,
    /// A page is there and listens.
    has_page: bool,
    /// What is to be shown once one is.
    next: Option<String>,
    /// Once one is, it asks whether the program ends.
    asks: bool,
}

impl Default for Shown {
    fn default() -> Self {
        // A shell that cannot tell what lies in front says nothing.
        let showing = Showing { path: None, in_front: true };
        Self { all: Mutex::new(All { showing, has_page: false, next: None, asks: false }) }
    }
}

impl Shown {
    /// What the window shows now.
    pub fn showing(&self) -> Showing {
        self.lock().showing.clone()
    }

    /// A page says what it shows. Returns where it is to go instead.
    pub fn tell(&self, path: Option<String>) -> Option<String> {
        let mut all = self.lock();
        all.showing.path = path;
        all.has_page = true;
        all.next.take()
    }

    /// A page is loaded: whatever is to be shown waits until it says that it is there.
    pub fn begin_page(&self) {
        let mut all = self.lock();
        (all.has_page, all.showing.path) = (false, None);
    }

    /// Whether a page is there and listens.
    pub fn has_page(&self) -> bool {
        self.lock().has_page
    }

    /// Whether the window is told of a path at once; otherwise it waits for the next page.
    pub fn is_heard(&self, path: &str) -> bool {
        let mut all = self.lock();
        if !all.has_page {
            all.next = Some(path.to_owned());
        }
        all.has_page
    }

    /// Where no page is there that could ask whether the program ends, the next one is to.
    pub fn ask_next_page(&self) {
        let mut all = self.lock();
        all.asks = !all.has_page;
    }

    /// Whether a page that is there now is to ask whether the program ends. It is told once.
    pub fn is_to_ask(&self) -> bool {
        std::mem::take(&mut self.lock().asks)
    }

    /// The window came to the front, or another one did.
    pub fn set_in_front(&self, in_front: bool) {
        self.lock().showing.in_front = in_front;
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_to_be_shown_before_a_page_is_there_is_told_to_the_page_once() {
        let shown = Shown::default();
        assert!(!shown.is_heard("/settings"));
        assert!(!shown.is_heard("/activity"), "the last one holds");
        assert!(!shown.has_page());
        assert_eq!(shown.tell(Some("/board".into())), Some("/activity".into()));
        assert!(shown.has_page());
        assert_eq!(shown.tell(Some("/activity".into())), None);
        assert!(shown.is_heard("/board"));
        shown.begin_page();
        assert_eq!(shown.showing().path, None);
        assert!(!shown.is_heard("/settings"), "the page is loaded anew");
        assert_eq!(shown.tell(None), Some("/settings".into()));
    }
}
