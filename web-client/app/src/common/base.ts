/** Where the app is on its host: the server writes it into the page, with a slash at its end. */
export const base: string = baseOf(
  globalThis.document?.querySelector('meta[name="easel-path"]')?.getAttribute('content') ?? './',
);

/** `./` is what the page says as it was built, before a server has it: then it is the root. */
export function baseOf(told: string): string {
  return told === './' ? '/' : told;
}
