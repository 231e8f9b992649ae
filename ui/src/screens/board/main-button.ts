// A screen has at most one filled button. Here it is the review of the most pressing plan that waits.
import type { Action, BoardDocument } from "../../wire/types.ts";
import type { Spot } from "./spots.ts";

const isReview = ({ verb, blocked }: Action) => verb === "review" && blocked === null;

export function mainButton({ needs, projects }: BoardDocument): Spot | null {
  for (const { state, project, environment } of needs) {
    if (state !== "waiting") continue;
    const found = projects.find(({ name }) => name === project);
    const band = found?.bands.find((band) => band.environment === environment);
    if (!found || !band) continue;
    const service = found.services.find((service) => {
      const cell = band.cells[service];
      return cell?.needs && cell.actions.some(isReview);
    });
    if (service !== undefined) return { project, service, environment };
    if (band.actions.some(isReview)) return { project, service: null, environment };
  }
  return null;
}
