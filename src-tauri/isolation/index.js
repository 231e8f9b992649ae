// Between the page and the program, in a frame that nothing of the page reaches: a message is passed on if it is one of
// the window's own, and otherwise the program never hears of it.
const CALL = /^[a-z]+(_[a-z]+)*$/;
const LISTENING = new Set(["plugin:event|listen", "plugin:event|unlisten"]);
// `args`, or what the shell's own calls take.
const ALLOWED = new Set(["args", "name", "text"]);

function isOwn({ cmd, payload }) {
  if (typeof cmd !== "string") return false;
  if (LISTENING.has(cmd)) return true;
  if (!CALL.test(cmd) || typeof payload !== "object" || payload === null) return false;
  return Object.keys(payload).every((key) => ALLOWED.has(key));
}

window.__TAURI_ISOLATION_HOOK__ = (message) => {
  if (!isOwn(message)) throw new Error("a message that is none of the window's own was not passed on");
  return message;
};
