/**
 * {@code protocol/openapi.yaml} against the running server. {@link dev.easel.server.openapi.ApiDocument} holds single
 * calls against it; {@code OpenApiIT} makes every call there is in it, with every answer. Deliberately absent: the
 * WebSocket, which the document leaves to the specification, and the web client's files.
 */
package dev.easel.server.openapi;
