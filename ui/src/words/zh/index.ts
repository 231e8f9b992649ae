import type { en } from "../en/index.ts";
import { activity } from "./activity.ts";
import { board } from "./board.ts";
import { common } from "./common.ts";
import { credentials } from "./credentials.ts";
import { drawer } from "./drawer.ts";
import { environment } from "./environment.ts";
import { images } from "./images.ts";
import { log } from "./log.ts";
import { onboarding } from "./onboarding.ts";
import { palette } from "./palette.ts";
import { problem } from "./problem.ts";
import { proposal } from "./proposal.ts";
import { repositories } from "./repositories.ts";
import { runs } from "./runs.ts";
import { settings } from "./settings.ts";

type Words<Of> = { [Key in keyof Of]: Of[Key] extends string ? string : Words<Of[Key]> };

export const zh: Words<typeof en> = {
  common,
  board,
  credentials,
  drawer,
  environment,
  images,
  runs,
  log,
  activity,
  repositories,
  onboarding,
  settings,
  palette,
  problem,
  proposal,
};
