import { axeOn } from "./axe.ts";

axeOn("board.empty", "/requests");
