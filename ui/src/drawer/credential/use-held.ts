// What the keychain holds and nothing is known of here: what seems to be missing may only have to be imported.
import { useAnswer } from "../../host/context.tsx";

/** Whether the keychain holds one of a name that is not known here; it is asked only where somebody wants to know. */
export function useIsHeld(wanted: boolean): (name: string) => boolean {
  const answer = useAnswer("held_credentials", {}, { enabled: wanted });
  return (name) => answer.data?.held.some((one) => one.name === name) ?? false;
}
