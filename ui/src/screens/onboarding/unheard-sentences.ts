// What the engine says of registries and hosts that it could not ask, so that the window can say it in its own words. A
// test holds these beside the engine's own.

export const LATE = "The tags of {name} are not known: its registry did not answer in time.";

/** What was not heard. Why follows, as whoever was asked said it. */
export const UNHEARD = {
  tags: "The tags of {name} are not known",
  host: "{address} could not be asked",
} as const;

/** What stands before what to do about it. */
export const TO_DO = " To do: {hint}.";

/** What to do where a registry refused. */
export const LOGIN =
  "`slipway credentials add registry HOST:PORT --global --field user=NAME`, `docker login`, or set SLIPWAY_REGISTRY_USER_HOST_PORT and SLIPWAY_REGISTRY_PASSWORD_HOST_PORT";
