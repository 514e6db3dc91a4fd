export { bearerSockets } from './bearer.ts';
export { Connection, type ConnectionEvents, type End } from './connection.ts';
export { type OpenSocket, type Socket, type SocketEvents, webSockets } from './socket.ts';
