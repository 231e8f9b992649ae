// The faces that pictures are drawn with, whichever others a machine has.
import type { Page } from "@playwright/test";

const UI = ["Inter", "Noto Sans CJK SC"];
const MONO = ["JetBrains Mono", "Noto Sans Mono CJK SC"];

const named = (faces: string[]) => faces.map((face) => `"${face}"`).join(", ");
const STYLE = `<style>:root { --font-ui: ${named(UI)}; --font-mono: ${named(MONO)}; }</style>`;

/** Has every page drawn with them from the beginning: what is measured as it opens is measured in them. */
export async function useFaces(page: Page): Promise<void> {
  await page.route("**/fixtures/index.html*", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</head>", `${STYLE}</head>`);
    await route.fulfill({ response, body });
  });
}

/** Those that this machine has not: text in them is as wide as in what is taken instead. */
export function missingFaces(page: Page): Promise<string[]> {
  return page.evaluate(
    (faces) => {
      const context = document.createElement("canvas").getContext("2d");
      const width = (family: string) => {
        if (!context) throw new Error("there is nothing to measure with");
        context.font = `40px ${family}`;
        return context.measureText("Roll back to 0.1.45, gqW@").width;
      };
      return faces.filter((face) =>
        ["monospace", "serif"].every((other) => width(`"${face}", ${other}`) === width(other)),
      );
    },
    [...UI, ...MONO],
  );
}
