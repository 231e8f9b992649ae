//! What status has to say while and after something was not as it should be.

use serde_json::Value;

use super::Neighbours;

impl Neighbours {
    /// Asserts that status shows of each place what its engine runs, and names each that does not run what was deployed.
    pub(super) fn assert_status_true(&self, why: &str) {
        let status = self.grounds.scene.status("sandbox");
        let api = &status["services"][0];
        let places = api["places"].as_array().expect("places");
        assert_eq!(places.len(), self.grounds.scene.hosts.len(), "all are seen: {status:#}\n{why}");
        for place in places {
            let runs = self.grounds.digest_on(name_of(place));
            // A stopped container is shown with what it would run.
            let shown = place["digest"].as_str().filter(|_| place["health"] != "stopped");
            assert_eq!(shown, runs.as_deref(), "{status:#}\n{why}");
        }
        let one = places.windows(2).all(|pair| pair[0]["digest"] == pair[1]["digest"]);
        assert!(one || api["digest"].is_null(), "places differ: {status:#}\n{why}");
        // After one that failed, or while it is not known how one ended, nothing is promised of any place.
        if status["state"] != "failed" && status["state"] != "unknown" {
            self.assert_drift_names(places, &status, why);
        }
    }

    /// Asserts that drift names the places that do not run what was deployed last, and no others.
    fn assert_drift_names(&self, places: &[Value], status: &Value, why: &str) {
        let succeeded = |row: &Value| row["environment"] == "sandbox" && row["verdict"] == "succeeded";
        let last = self.grounds.history().into_iter().find(succeeded);
        let release = last.expect("a deployment")["release"].as_u64().expect("a release");
        let wanted = self.grounds.releases[&release].as_str();
        let drift: Vec<&str> = status["services"][0]["drift"]
            .as_array()
            .expect("drift")
            .iter()
            .filter_map(Value::as_str)
            .collect();
        for place in places {
            let differs = place["digest"].as_str() != Some(wanted);
            let named = drift.iter().any(|line| line.contains(name_of(place)));
            assert_eq!(named, differs, "{release} was deployed: {place:#}\n{status:#}\n{why}");
        }
    }

    /// Asserts that status says of a host whose engine is stopped that it cannot be seen there, and nothing else of it.
    pub(super) fn assert_status_without(&self, host: &str) {
        let status = self.grounds.scene.status("sandbox");
        let state = status["state"].as_str().expect("a state");
        assert!(["deploying", "unknown", "unreachable"].contains(&state), "{status:#}");
        let unseen = status["unreachable"].as_array().expect("places").iter();
        let reason = unseen.filter(|one| name_of(one) == host).find_map(|one| one["reason"].as_str());
        assert!(reason.is_some_and(|reason| reason.contains(host)), "why {host} is not seen: {status:#}");
        let shown = status["services"].as_array().expect("services").iter();
        let shown = shown.flat_map(|one| one["places"].as_array().expect("places")).map(name_of);
        assert!(!shown.into_iter().any(|name| name == host), "{host} cannot be seen: {status:#}");
    }
}

fn name_of(place: &Value) -> &str {
    place["name"].as_str().expect("a name")
}
