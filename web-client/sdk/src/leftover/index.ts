export { Leftover, type LeftoverOptions } from './leftover.ts';
