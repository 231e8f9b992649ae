//! Puts notices into the outbox, and carries them to their channels.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use jiff::Timestamp;
use serde_json::Value;
use slipway_domain::config::{Channel, Notifications, Occasion};
use slipway_domain::ids::OperationId;
use slipway_domain::notification::{Notice, render};
use slipway_domain::operation::Verdict;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::redact::beginning;
use tokio::sync::Notify;
use uuid::Uuid;

use super::due::due;
use super::hearing::{Heard, News, Work};
use super::keys::{Keys, Opened};
use super::post::{Next, WINDOW, hears_everything, next, patience, pause, robot};
use crate::operations::plan_in;
use crate::ports::{Claimed, Delivery, Letter, Notifier, Outbox, Outstanding, Undelivered};
use crate::project::Project;

/// How long a program has a channel for itself: longer than a delivery takes at the most.
const LEASE: Duration = Duration::from_secs(30);
/// How often the outbox is looked at while nothing happens.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// What is due within this is waited for: a channel wants a pause between two messages.
const SOON: Duration = Duration::from_secs(4);
/// How long is waited at the least.
const SHORTEST: Duration = Duration::from_millis(50);
/// How much is told of why a message did not arrive, in characters.
const LONGEST: usize = 300;
/// After this nobody tries any more.
const GIVEN_UP: Duration = Duration::from_secs(24 * 60 * 60);
/// After this it is forgotten that something was told.
const FORGOTTEN: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// What came of sending.
enum Sent {
    /// It was sent: what the channel answered, or why it was not taken.
    Done(Result<Value, Undelivered>),
    /// It was not: what the channel goes through is to be left alone until then.
    Waits(Timestamp),
}

/// Tells the team of a project's operations.
pub struct Herald {
    /// The project. Its runner tells nobody here, else what is told would never end.
    pub project: Project,
    /// Where notices wait.
    pub outbox: Arc<dyn Outbox>,
    /// What sends them.
    pub notifier: Arc<dyn Notifier>,
    /// What opens the way to channels.
    pub keys: Keys,
    /// What is left to do.
    pub work: Work,
}

impl Herald {
    /// Tells what is heard, and delivers what is due, until nothing can be heard any more. Nothing that goes wrong here
    /// goes further: what could not be delivered stays in the outbox.
    pub async fn run(self: Arc<Self>, heard: Heard) {
        let (wake, ends) = (Notify::new(), AtomicBool::new(false));
        futures::join!(self.listen(heard, &wake, &ends), self.carry(&wake, &ends));
    }

    async fn listen(&self, mut heard: Heard, wake: &Notify, ends: &AtomicBool) {
        while let Some(News { operation, standing }) = heard.0.recv().await {
            // What could not be put in is told by the next program that opens the project.
            let _ = self.announce(operation, standing).await;
            self.work.told();
            wake.notify_one();
        }
        ends.store(true, Ordering::SeqCst);
        wake.notify_one();
    }

    async fn carry(&self, wake: &Notify, ends: &AtomicBool) {
        let _ = self.catch_up().await;
        loop {
            self.work.begin_round();
            let _ = self.deliver(wake).await;
            let more = self.work.end_round();
            if ends.load(Ordering::SeqCst) && !more {
                return;
            }
            if !more {
                let due = async {
                    tokio::select! {
                        () = wake.notified() => {}
                        () = self.work.due() => {}
                    }
                };
                let _ = tokio::time::timeout(LOOK_AGAIN, due).await;
            }
        }
    }

    pub(super) fn notifications(&self) -> Option<&Notifications> {
        self.project.policy.notifications.as_ref()
    }

    /// Puts into the outbox what is due of an operation.
    async fn announce(&self, id: OperationId, standing: Option<Verdict>) -> Result<(), Problem> {
        let Some(notifications) = self.notifications() else { return Ok(()) };
        let row = self.project.find_operation(&id.to_string()).await?;
        let entries = self.project.ledger.entries(id, None).await?;
        let plan = plan_in(&entries, id)?;
        let before = self.project.verdicts_before(&row).await?;
        let due = due(notifications, &plan, &entries, standing, &before);
        let Some((first, _)) = due.first() else { return Ok(()) };
        let notice = self.project.notice(&row, &plan, &entries, *first, standing).await;
        self.put(&due, &notice, notifications).await
    }

    /// Puts a notice into the outbox for each channel that it is due at.
    pub(super) async fn put(
        &self,
        due: &[(Occasion, &str)],
        notice: &Notice,
        notifications: &Notifications,
    ) -> Result<(), Problem> {
        let now = self.project.clock.now();
        let quiet = notifications.quiet.as_ref().and_then(|quiet| quiet.until(now));
        let letter = |(occasion, channel): &(Occasion, &str)| {
            let held = quiet.filter(|_| !occasion.cannot_wait());
            Letter {
                id: Uuid::now_v7(),
                channel: (*channel).to_owned(),
                notice: Notice { occasion: *occasion, ..notice.clone() },
                held: held.is_some(),
                due: held.unwrap_or(now),
                says_more: *occasion != Occasion::Started
                    && notifications.channels.get(*channel).is_some_and(|channel| !hears_everything(channel)),
            }
        };
        let letters: Vec<Letter> = due.iter().map(letter).collect();
        self.outbox.put(self.project.name(), &letters).await
    }

    /// Tells what an earlier program of this laptop left untold, because it was ended in the middle. Before anything was
    /// told of a project nothing is: nobody wants to hear of its past.
    async fn catch_up(&self) -> Result<(), Problem> {
        let (project, name) = (&self.project, self.project.name());
        let newest = project.ledger.newest().await?;
        let Some(mut place) = self.outbox.told_up_to(name).await? else {
            return self.outbox.tell_from(name, newest).await;
        };
        let mut changed = BTreeSet::new();
        while place < newest {
            let changes = project.ledger.changes(place).await?;
            if changes.newest <= place {
                break;
            }
            place = changes.newest;
            let ours = changes.entries.into_iter().filter(|one| one.project == name);
            changed.extend(ours.filter_map(|one| one.operation));
        }
        let mut under_way = false;
        for id in changed {
            under_way |= self.catch_up_with(id).await?;
        }
        // What is under way elsewhere is told there, unless that program is ended before it tells.
        if under_way { Ok(()) } else { self.outbox.tell_from(name, place).await }
    }

    /// Tells of an operation how it ended, or that it waits. Says whether another program is at it.
    async fn catch_up_with(&self, id: OperationId) -> Result<bool, Problem> {
        let project = &self.project;
        let row = project.find_operation(&id.to_string()).await?;
        // A colleague's laptop tells the colleague's operations.
        let is_old = row.ended_at.is_some_and(|at| at < before(project.clock.now(), GIVEN_UP));
        if row.operation.origin != project.device || is_old {
            return Ok(false);
        }
        if project.runner.locks.is_owned(&id.to_string())? {
            return Ok(true);
        }
        // One that is open was left in the middle: who resumes it tells how it ends. Only what waits is told now.
        let standing = row.verdict.unwrap_or(Verdict::Waiting);
        self.announce(id, Some(standing)).await?;
        Ok(false)
    }

    /// Delivers what is due now or soon, side by side for each channel.
    async fn deliver(&self, wake: &Notify) -> Result<(), Problem> {
        let (name, clock) = (self.project.name(), &self.project.clock);
        let now = clock.now();
        self.outbox.tidy(name, before(now, GIVEN_UP), before(now, FORGOTTEN)).await?;
        let mut under_way = FuturesUnordered::new();
        let done: Result<(), Problem> = async {
            loop {
                let now = clock.now();
                if let Some(claimed) = self.outbox.claim(name, now, after(now, LEASE)).await? {
                    under_way.push(self.carry_one(claimed));
                    continue;
                }
                if !under_way.is_empty() {
                    tokio::select! {
                        Some(done) = under_way.next() => done?,
                        // Something more is due, perhaps at a channel that answers sooner.
                        () = wake.notified() => {}
                    }
                    continue;
                }
                match self.outbox.next(name).await? {
                    Some(at) if at <= after(now, SOON) => {
                        let wait = Duration::try_from(at.duration_since(now)).unwrap_or_default();
                        tokio::time::sleep(wait.max(SHORTEST)).await;
                    }
                    _ => return Ok(()),
                }
            }
        }
        .await;
        // What is on its way may arrive: given up here it would be put down nowhere, and told a second time.
        while under_way.next().await.is_some() {}
        done
    }

    /// Sends the next message to a channel that is claimed.
    async fn carry_one(&self, claimed: Claimed) -> Result<(), Problem> {
        let (outbox, name) = (&self.outbox, self.project.name());
        let all: Vec<Uuid> = claimed.letters.iter().map(|letter| letter.id).collect();
        let now = self.project.clock.now();
        let Some((notifications, channel)) = self.channel(&claimed.channel) else {
            let why = "slipway.yml has no such channel any more";
            return outbox.given_up(name, &claimed, &all, why, now).await;
        };
        let (notice, ids) = match next(&claimed.letters, channel, notifications.language, now) {
            Some(Next::Send(notice, ids)) => (notice, ids),
            Some(Next::PassOver(id)) => return outbox.arrived(name, &claimed, &[id], None, now).await,
            None => return Ok(()),
        };
        // What stands for several notices is a message of its own.
        let thread = claimed.thread.as_ref().filter(|_| notice.operation.is_some());
        let sent = self.send(&notice, channel, notifications, thread).await?;
        let now = self.project.clock.now();
        let done = match sent {
            Sent::Waits(free) => return outbox.waits(name, &claimed, free).await,
            Sent::Done(done) => done,
        };
        match done {
            Ok(thread) => {
                let thread = Some(&thread).filter(|thread| notice.operation.is_some() && !thread.is_null());
                outbox.arrived(name, &claimed, &ids, thread, after(now, pause(channel))).await
            }
            Err(Undelivered::Never { why }) => {
                outbox.given_up(name, &claimed, &ids, &self.told(&why), after(now, pause(channel))).await
            }
            Err(Undelivered::Later { why, after: asked }) => {
                let free = after(now, patience(claimed.failures, asked));
                outbox.put_off(name, &claimed, &self.told(&why), free).await
            }
        }
    }

    fn channel(&self, name: &str) -> Option<(&Notifications, &Channel)> {
        let notifications = self.notifications()?;
        Some((notifications, notifications.channels.get(name)?))
    }

    async fn send(
        &self,
        notice: &Notice,
        channel: &Channel,
        notifications: &Notifications,
        thread: Option<&Value>,
    ) -> Result<Sent, Problem> {
        if matches!(channel, Channel::Desktop(_)) && self.window_is_open() {
            // It shows the same by itself.
            return Ok(Sent::Done(Ok(Value::Null)));
        }
        let environment = notice.environment.as_deref();
        let opened = match self.keys.open(channel, self.project.name(), environment).await {
            Ok(opened) => opened,
            Err(problem) => {
                let why = why_closed(problem);
                return Ok(Sent::Done(Err(Undelivered::Later { why, after: None })));
            }
        };
        if let Some(free) = self.take_turn(channel, &opened).await? {
            return Ok(Sent::Waits(free));
        }
        // What was opened since the notice was put into the outbox is in no message either.
        let notice = notice.clone().redacted(|text| self.clean(text));
        let message = render(&notice, channel, notifications.language);
        let (credential, sign) = (opened.credential, opened.sign);
        let delivery = Delivery { channel, credential, sign, message: &message, thread };
        Ok(Sent::Done(self.notifier.deliver(delivery).await))
    }

    /// Takes the turn of what a channel goes through, together with all others that go through it; where it is to be left
    /// alone, until when.
    async fn take_turn(&self, channel: &Channel, opened: &Opened) -> Result<Option<Timestamp>, Problem> {
        let Some(robot) = robot(channel, opened.way.as_deref()) else { return Ok(None) };
        let now = self.project.clock.now();
        self.outbox.take_turn(&robot, now, after(now, pause(channel))).await
    }

    fn window_is_open(&self) -> bool {
        self.project.runner.locks.is_owned(WINDOW).unwrap_or(false)
    }

    pub(super) fn clean(&self, text: &str) -> String {
        self.keys.secrets.redact(text)
    }

    /// Why something was not delivered, cut once no secret stands in it any more.
    fn told(&self, why: &str) -> String {
        beginning(why, LONGEST, &|text| self.clean(text))
    }

    /// Sends a message that says it is a test to a channel, past the outbox.
    pub async fn test(&self, name: &str) -> Result<(), Problem> {
        let Some((notifications, channel)) = self.channel(name) else {
            let known = self.notifications().map(|all| all.channels.keys().cloned().collect::<Vec<_>>());
            let known = known.unwrap_or_default().join(", ");
            let hint =
                if known.is_empty() { "it names none".to_owned() } else { format!("it names {known}") };
            let message = format!("slipway.yml names no channel `{name}`");
            return Err(Problem::new(Code::Usage, message).hint(hint));
        };
        let actor = self.project.source.person().await.unwrap_or_else(|_| "Slipway".to_owned());
        let notice = Notice::of_test(self.project.name(), &actor, self.project.clock.now());
        let opened = self.keys.open(channel, self.project.name(), None).await?;
        let message = render(&notice, channel, notifications.language);
        while let Some(free) = self.take_turn(channel, &opened).await? {
            let wait = Duration::try_from(free.duration_since(self.project.clock.now())).unwrap_or_default();
            tokio::time::sleep(wait.max(SHORTEST)).await;
        }
        let (credential, sign) = (opened.credential, opened.sign);
        let delivery = Delivery { channel, credential, sign, message: &message, thread: None };
        let sent = self.notifier.deliver(delivery).await;
        sent.map(drop).map_err(|undelivered| {
            let message = format!("the channel `{name}` was not told: {}", self.told(undelivered.why()));
            Problem::new(Code::NotificationFailed, message)
        })
    }

    /// What has not arrived.
    pub async fn outstanding(&self) -> Result<Vec<Outstanding>, Problem> {
        self.outbox.outstanding(self.project.name(), self.project.clock.now()).await
    }
}

/// Why the way to a channel could not be opened, with what to do.
fn why_closed(problem: Problem) -> String {
    match problem.hint {
        Some(hint) => format!("{}: {hint}", problem.message),
        None => problem.message,
    }
}

fn after(now: Timestamp, time: Duration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}

fn before(now: Timestamp, time: Duration) -> Timestamp {
    now.checked_sub(time).unwrap_or(Timestamp::MIN)
}
