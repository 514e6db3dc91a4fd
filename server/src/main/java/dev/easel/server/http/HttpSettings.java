package dev.easel.server.http;

import dev.easel.protocol.Limits;

/**
 * The limits and deadlines of the HTTP API.
 *
 * @param limits the limits that the protocol tells clients
 * @param importBytes the most bytes of a file that is imported
 * @param importObjects the most elements of a file that is imported
 * @param imports imports at the same time, each of which is in memory; a request for one more is answered with 503
 * @param assetBytes the most bytes of an image that is uploaded
 * @param uploads uploads at the same time, each of which is in memory; a request for one more is answered with 503
 * @param timeoutMs the most time that a request waits for edits to be durable or saved, in milliseconds
 */
public record HttpSettings(
        Limits limits, int importBytes, int importObjects, int imports, int assetBytes, int uploads, long timeoutMs) {}
