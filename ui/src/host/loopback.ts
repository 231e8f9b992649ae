// A server on this machine, for development and browser tests. The token stands in the page's address.
import type { ErrorBody, Event } from "../wire/types.ts";
import { type Answer, type Args, type CallName, type Host, Refusal } from "./host.ts";
import { sharing } from "./sharing.ts";

export function loopbackHost(origin: string, token: string): Host {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  return {
    async call<Name extends CallName>(name: Name, args: Args<Name>): Promise<Answer<Name>> {
      const body = JSON.stringify(args);
      const response = await fetch(`${origin}/call/${name}`, { method: "POST", headers, body }).catch(() => {
        throw gone(origin);
      });
      if (response.ok) return (await response.json()) as Answer<Name>;
      const { error } = (await response.json()) as { error: ErrorBody };
      throw new Refusal(error);
    },
    listen: sharing((hear) => {
      const events = new EventSource(`${origin}/events?token=${encodeURIComponent(token)}`);
      let opened = false;
      events.onopen = () => {
        // Nobody knows what happened while nothing was heard.
        if (opened) hear({ event: "lost" });
        opened = true;
      };
      events.onmessage = (message: MessageEvent<string>) => hear(JSON.parse(message.data) as Event);
      return () => events.close();
    }),
    async chooseFolder() {
      return window.prompt("Folder of the repository");
    },
    async chooseFile() {
      return window.prompt("Path of the file");
    },
    async saveText(name, text) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = name;
      link.click();
      // Not before the browser has begun with it.
      window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    async closeWindow() {
      window.close();
    },
    // The server is ended where it was begun.
    async quit() {
      window.close();
    },
    listenDrops: () => () => {},
  };
}

function gone(origin: string): Refusal {
  const message = `the development host at ${origin} does not answer`;
  return new Refusal({ code: "internal", message, hint: "start slipway-window-host again", details: null });
}
