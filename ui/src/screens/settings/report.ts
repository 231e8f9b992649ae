// What a report about a fault begins with.
import type { AboutDocument, DockerDocument, DockerFoundBy } from "../../wire/types.ts";

function whence(found: DockerFoundBy | null): string {
  if (found === null) return "unknown";
  return "name" in found ? `${found.is} ${found.name}` : found.is;
}

/** In English, whoever reads it. Nothing in it says what is released or where. */
export function reportOf(about: AboutDocument, docker: DockerDocument | undefined): string {
  const engine = docker?.version
    ? `Docker ${docker.version}, API ${docker.api ?? "unknown"}, ${docker.platform ?? "unknown"}, found by ${whence(docker.found_by)}`
    : `Docker does not answer: ${docker?.problem?.code ?? "not asked"}`;
  return [`Slipway ${about.version} (${about.commit ?? "unknown commit"})`, engine, navigator.userAgent].join(
    "\n",
  );
}
