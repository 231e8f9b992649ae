/** "arm64" for "linux/arm64": all that Slipway deploys to is Linux, so only what is not is told in full. */
export function platform(name: string): string {
  return name.replace(/^linux\//, "");
}
