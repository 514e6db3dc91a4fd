import { Random } from '../../../sdk/test/simulation/random.ts';

/** What Excalidraw draws by lot in the world that runs now: its ids, seeds and nonces. */
export const chance = { random: new Random(1) };
