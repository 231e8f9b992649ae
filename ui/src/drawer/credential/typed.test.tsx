import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { type Typed, useTyped } from "./typed.ts";

const KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n";

let typed: Typed;

function Form() {
  typed = useTyped();
  return (
    <input aria-label="password" ref={typed.attach("password")} onInput={() => typed.typed("password")} />
  );
}

afterEach(cleanup);

test("what was typed and pasted is read once and forgotten", () => {
  render(<Form />);
  const field = screen.getByLabelText<HTMLInputElement>("password");
  fireEvent.input(field, { target: { value: "hunter2" } });
  act(() => typed.hold("private_key", KEY));
  expect(typed.has("password")).toBe(true);
  expect(typed.held("private_key")).toBe(KEY.length);
  expect(typed.values()).toEqual({ password: "hunter2", private_key: KEY });
  act(() => typed.clear());
  expect(typed.values()).toEqual({});
  expect(field.value).toBe("");
  expect([typed.has("password"), typed.held("private_key")]).toEqual([false, undefined]);
});

test("a pasted text is no part of the page, and is gone when it is dropped", () => {
  render(<Form />);
  act(() => typed.hold("private_key", KEY));
  expect(document.body.innerHTML).not.toContain("b3BlbnNzaC1rZXktdjEA");
  act(() => typed.drop("private_key"));
  expect(typed.values()).toEqual({});
});

test("who leaves the form leaves nothing in its fields", () => {
  const { unmount } = render(<Form />);
  const field = screen.getByLabelText<HTMLInputElement>("password");
  fireEvent.input(field, { target: { value: "hunter2" } });
  const { values } = typed;
  act(() => typed.hold("private_key", KEY));
  unmount();
  expect(values()).toEqual({});
});
