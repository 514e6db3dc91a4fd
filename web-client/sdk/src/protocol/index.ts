export { applyChange, Conflict } from './apply.ts';
export type { Append, CanvasObject, Change, Delete, Json, Patch, Props, Put } from './change.ts';
export { decode, encode, Malformed, SUBPROTOCOL } from './codec.ts';
export { checked, InvalidChange } from './content.ts';
export { difference } from './difference.ts';
export { equal } from './equal.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export type { ClientMessage, NumberedEdit, Peer, ServerMessage, User } from './message.ts';
