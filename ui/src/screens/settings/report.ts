// What a report about a fault begins with.
import type { AboutDocument, DockerDocument } from "../../wire/types.ts";

/** In English, whoever reads it. Nothing in it says what is released or where. */
export function reportOf(about: AboutDocument, docker: DockerDocument | undefined): string {
  const engine = docker?.version
    ? `Docker ${docker.version}, API ${docker.api ?? "unknown"}, ${docker.platform ?? "unknown"}, found by ${docker.found_by ?? "unknown"}`
    : `Docker does not answer: ${docker?.problem?.code ?? "not asked"}`;
  return [`Slipway ${about.version} (${about.commit ?? "unknown commit"})`, engine, navigator.userAgent].join(
    "\n",
  );
}
