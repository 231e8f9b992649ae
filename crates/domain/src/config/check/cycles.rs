//! Circles in `needs` and `after`, and `after` that points down the file.

use std::collections::HashSet;

use indexmap::IndexMap;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::Code;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    needs(subject, cx);
    after(subject, cx);
}

fn needs(subject: &Subject, cx: &mut Cx) {
    let jobs = &subject.config.jobs;
    let graph = jobs
        .iter()
        .map(|(name, job)| (name.as_str(), job.needs.iter().map(String::as_str).collect()))
        .collect();
    for cycle in cycles(&graph) {
        let (first, next) = (cycle[0], cycle[1 % cycle.len()]);
        let index = jobs[first].needs.iter().position(|need| need == next).unwrap_or_default();
        let spot = subject.at.value(&["jobs", first, "needs", &index.to_string()]);
        cx.error(spot, Code::Cycle, format!("These jobs wait for each other: {}.", circle(&cycle)))
            .hint("Remove one of the `needs`, so that one of them can begin.");
    }
}

fn after(subject: &Subject, cx: &mut Cx) {
    let environments = &subject.config.environments;
    let graph = environments
        .iter()
        .map(|(name, value)| (name.as_str(), value.after.as_deref().into_iter().collect()))
        .collect();
    let cycles = cycles(&graph);
    for cycle in &cycles {
        let spot = subject.at.value(&["environments", cycle[0], "after"]);
        cx.error(spot, Code::Cycle, format!("These environments come after each other: {}.", circle(cycle)))
            .hint("Remove one `after`: the first environment takes its releases from a `branch`.");
    }
    for (index, (name, value)) in environments.iter().enumerate() {
        let in_cycle = cycles.iter().any(|cycle| cycle.contains(&name.as_str()));
        let Some(later) = value.after.as_deref().filter(|_| !in_cycle) else {
            continue;
        };
        if environments.get_index_of(later).is_some_and(|place| place > index) {
            let spot = subject.at.value(&["environments", name, "after"]);
            cx.error(spot, Code::Order, format!("`{name}` comes after `{later}`, but stands before it."))
                .hint("Environments stand in promotion order: move this one down.");
        }
    }
}

/// `a → b → a`
fn circle(cycle: &[&str]) -> String {
    let closed: Vec<&str> = cycle.iter().chain(cycle.first()).copied().collect();
    closed.join(" → ")
}

/// A circle of each knot in the graph, beginning with the name that stands first in the file.
fn cycles<'g>(graph: &IndexMap<&'g str, Vec<&'g str>>) -> Vec<Vec<&'g str>> {
    let place = |name: &&str| graph.get_index_of(name);
    let edges = graph
        .iter()
        .flat_map(|(from, targets)| targets.iter().filter_map(move |to| Some((place(from)?, place(to)?))));
    let edges: Vec<(u32, u32)> =
        edges.filter_map(|(from, to)| Some((u32::try_from(from).ok()?, u32::try_from(to).ok()?))).collect();
    let own: HashSet<usize> =
        edges.iter().filter(|(from, to)| from == to).map(|(from, _)| *from as usize).collect();
    let mut starts: Vec<usize> = kosaraju_scc(&DiGraph::<(), ()>::from_edges(&edges))
        .into_iter()
        .filter(|knot| knot.len() > 1 || knot.iter().any(|node| own.contains(&node.index())))
        .filter_map(|knot| knot.into_iter().map(|node| node.index()).min())
        .collect();
    starts.sort_unstable();
    let names = starts.into_iter().filter_map(|start| graph.get_index(start));
    names.filter_map(|(start, _)| way_back(graph, start)).collect()
}

/// The shortest way from a name over its edges back to itself.
fn way_back<'g>(graph: &IndexMap<&'g str, Vec<&'g str>>, start: &'g str) -> Option<Vec<&'g str>> {
    let mut came_from: IndexMap<&str, &str> = IndexMap::new();
    let mut next = 0;
    let mut node = start;
    loop {
        for target in graph.get(node).into_iter().flatten() {
            if *target == start {
                return Some(path_to(&came_from, start, node));
            }
            if !came_from.contains_key(target) {
                came_from.insert(target, node);
            }
        }
        node = came_from.get_index(next)?.0;
        next += 1;
    }
}

fn path_to<'g>(came_from: &IndexMap<&'g str, &'g str>, start: &'g str, end: &'g str) -> Vec<&'g str> {
    let mut path = vec![end];
    let mut node = end;
    while node != start {
        let Some(before) = came_from.get(node) else {
            break;
        };
        node = before;
        path.push(node);
    }
    path.reverse();
    path
}
