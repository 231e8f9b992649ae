// A screen has at most one filled button. Here it is the answer to the most pressing plan that waits, or what carries it
// on once the answer has come.
import type { Action, BoardDocument } from "../../wire/types.ts";
import type { Spot } from "./spots.ts";

const isAnswer = ({ verb, blocked }: Action) => (verb === "review" || verb === "resume") && blocked === null;

export function mainButton({ needs, projects }: BoardDocument): Spot | null {
  for (const { state, project, environment } of needs) {
    if (state !== "waiting") continue;
    const found = projects.find(({ name }) => name === project);
    const band = found?.bands.find((band) => band.environment === environment);
    if (!found || !band) continue;
    const service = found.services.find((service) => {
      const cell = band.cells[service];
      return cell?.needs && cell.actions.some(isAnswer);
    });
    if (service !== undefined) return { project, service, environment };
    if (band.actions.some(isAnswer)) return { project, service: null, environment };
  }
  return null;
}
