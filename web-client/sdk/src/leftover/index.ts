export { Leftover, type LeftoverOptions } from './leftover.ts';
export type { SetAside } from './setAside.ts';
