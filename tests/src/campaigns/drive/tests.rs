use super::*;

/// Even rounds go well. How it ends, and how many rounds met something, is told to it.
struct Even {
    played: u64,
    ends_well: bool,
    met: Option<u64>,
}

impl Even {
    fn set(ends_well: bool, met: Option<u64>) -> Option<Box<dyn Play>> {
        Some(Box::new(Self { played: 0, ends_well, met }))
    }
}

impl Play for Even {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        assert!(luck.round.is_multiple_of(2), "odd");
        self.played += 1;
        Duration::ZERO
    }

    fn met(&self) -> Option<u64> {
        self.met
    }

    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![("even", self.played)]
    }

    fn end(&self) {
        assert!(self.ends_well, "something is left");
    }
}

fn play(set_up: fn() -> Option<Box<dyn Play>>, rounds: &[u64], within: Duration) -> Summary {
    let campaign = Campaign { name: "even", title: "rounds are even", rounds: 4, set_up };
    let rounds = rounds.iter().map(|round| (1, *round)).collect();
    let order = Order { rounds, workers: 1, within, stop: Arc::default(), evidence: None };
    drive(&campaign, &order, &|_| {})
}

fn failures(summary: &Summary) -> Vec<String> {
    summary.failures.iter().map(ToString::to_string).collect()
}

#[test]
fn a_summary_tells_what_was_played_of_what_was_wanted() {
    let summary = play(|| Even::set(true, None), &[2, 3, 4, 6], Duration::MAX);
    assert_eq!((summary.rounds, summary.wanted, summary.counted["even"]), (4, 4, 3));
    assert_eq!(failures(&summary), ["1:3: odd"]);
    assert!(!summary.is_good());
}

#[test]
fn what_was_not_played_is_not_good() {
    let no_scene = play(|| None, &[2, 4], Duration::MAX);
    let no_time = play(|| Even::set(true, None), &[2, 4], Duration::ZERO);
    for summary in [no_scene, no_time] {
        assert_eq!((summary.rounds, summary.wanted, summary.is_good()), (0, 2, false));
    }
}

#[test]
fn what_fails_around_rounds_is_no_round() {
    let no_scene = play(|| panic!("no engine"), &[2, 4], Duration::MAX);
    assert_eq!((no_scene.rounds, no_scene.wanted), (0, 2), "none was played");
    assert_eq!(failures(&no_scene), ["1:2: no scene: no engine", "1:4: no scene: no engine"]);
    let left = play(|| Even::set(false, None), &[2, 4], Duration::MAX);
    assert_eq!((left.rounds, left.wanted), (2, 2), "both were played, and no third");
    assert_eq!(failures(&left), ["1:4: at the end: something is left"]);
}

#[test]
fn rounds_that_are_always_too_late_show_nothing() {
    let rounds: Vec<u64> = (1..=TELLING).map(|round| 2 * round).collect();
    let hardly = play(|| Even::set(true, Some(TELLING / 4 - 1)), &rounds, Duration::MAX);
    assert_eq!((hardly.met, hardly.is_good()), (Some(TELLING / 4 - 1), false));
    let often = play(|| Even::set(true, Some(TELLING / 4)), &rounds, Duration::MAX);
    assert!(often.is_good());
    let few = play(|| Even::set(true, Some(0)), &rounds[1..], Duration::MAX);
    assert!(few.is_good(), "of a few rounds all may be too late");
}
