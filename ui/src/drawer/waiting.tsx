// While an answer is awaited: nothing for a second, then words.
import { useSlow } from "../parts/slow.ts";

export function Waiting({ text }: { text: string }) {
  const isLong = useSlow(true);
  return (
    <p className="awaited dim" role="status">
      {isLong && text}
    </p>
  );
}
