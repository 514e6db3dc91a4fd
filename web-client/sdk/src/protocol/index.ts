export { applyChange, Conflict } from './apply.ts';
export {
  type Append,
  type CanvasObject,
  type Change,
  type Delete,
  type Json,
  type Patch,
  type Props,
  type Put,
  setTo,
} from './change.ts';
export { cleanProps, cleanText } from './clean.ts';
export { decode, encode, Malformed, SUBPROTOCOL } from './codec.ts';
export { checked, InvalidChange } from './content.ts';
export { difference } from './difference.ts';
export { equal } from './equal.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { ClientMessage, NumberedEdit, Peer, Role, ServerMessage, User } from './message.ts';
