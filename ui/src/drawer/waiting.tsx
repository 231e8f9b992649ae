// While an answer is awaited: nothing for a second, then words.
import { useEffect, useState } from "react";

const SECOND = 1000;

export function Waiting({ text }: { text: string }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setLong(true), SECOND);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <p className="awaited dim" role="status">
      {isLong && text}
    </p>
  );
}
