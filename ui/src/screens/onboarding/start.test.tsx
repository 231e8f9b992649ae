import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { recipesFound } from "../../../fixtures/data/repositories-found.ts";
import { ScriptedHost } from "../../../fixtures/scripted-host.ts";
import { HostProvider, useAnswer } from "../../host/context.tsx";
import { useDraft } from "./draft.ts";
import { useChoose } from "./start.tsx";

const FOLDER = "/home/li/code/recipes";

function Choosing() {
  const choose = useChoose();
  const { folder, forget } = useDraft();
  const press = () => (folder === null ? choose(FOLDER) : forget());
  return (
    <>
      {folder !== null && <Looked folder={folder} />}
      <button type="button" onClick={press}>
        {folder === null ? "choose" : "forget"}
      </button>
    </>
  );
}

function Looked({ folder }: { folder: string }) {
  return <p>{useAnswer("inspect_folder", { folder }).data ? "looked" : "looking"}</p>;
}

afterEach(cleanup);

test("a folder that is chosen once more is looked at once more", async () => {
  const host = new ScriptedHost({ inspect_folder: recipesFound });
  render(
    <HostProvider host={host}>
      <Choosing />
    </HostProvider>,
  );
  const press = (name: string) => act(() => screen.getByRole("button", { name }).click());
  const looks = () => host.calls.filter(([call]) => call === "inspect_folder").length;
  press("choose");
  await screen.findByText("looked");
  press("forget");
  press("choose");
  await screen.findByText("looked");
  expect(looks()).toBe(2);
});
