/**
 * The desk: everything of Easel that is asked over plain HTTP. Projects, objects, edits, flush, boards in and out,
 * images, health and metrics, errors being {@code application/problem+json} (RFC 9457); and the built web client.
 *
 * <p>{@link dev.easel.server.http.HttpApi} is the one way in. An {@code Endpoint} turns a {@code Call} into a {@code
 * Reply}; only {@code Routes} knows how replies and problems leave. Object props pass through as bytes. Deliberately
 * absent: the WebSocket, access control, and any state but the number of imports and uploads under way.
 */
package dev.easel.server.http;
