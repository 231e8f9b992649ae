// The screens but for the board, which the window begins with.
import { onDemand } from "../frame/on-demand.tsx";

export const Activity = onDemand(async () => (await import("./activity/activity.tsx")).Activity);
export const Credentials = onDemand(async () => (await import("./credentials/credentials.tsx")).Credentials);
export const Environment = onDemand(async () => (await import("./environment/environment.tsx")).Environment);
export const Images = onDemand(async () => (await import("./images/images.tsx")).Images);
export const Onboarding = onDemand(async () => (await import("./onboarding/onboarding.tsx")).Onboarding);
export const Repositories = onDemand(
  async () => (await import("./repositories/repositories.tsx")).Repositories,
);
export const Run = onDemand(async () => (await import("./run/run.tsx")).Run);
export const Runs = onDemand(async () => (await import("./runs/runs.tsx")).Runs);
export const Settings = onDemand(async () => (await import("./settings/settings.tsx")).Settings);
