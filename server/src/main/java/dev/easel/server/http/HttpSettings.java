package dev.easel.server.http;

import dev.easel.protocol.Limits;
import dev.easel.server.call.FrameAncestors;

/**
 * The limits and deadlines of the HTTP API, and who may show its pages.
 *
 * @param limits the limits that the protocol tells clients
 * @param importBytes the most bytes of a file that is imported
 * @param importObjects the most elements of a file that is imported
 * @param imports imports that are worked on at the same time; a few more wait, and others are answered with 503
 * @param assetBytes the most bytes of an image that is uploaded
 * @param uploads uploads that are stored at the same time; a few more wait, and others are answered with 503
 * @param bodyBytes the most bytes of all requests' bodies that are in memory at the same time
 * @param boardBytes the most bytes of the heap of all boards that answers hold until they are sent
 * @param timeoutMs the most time that a request waits for edits to be durable or saved, or for its turn, in
 *     milliseconds
 * @param trashDays how long a deleted project can be brought back; 0: not at all
 * @param frames whose pages may show those of the web client in frames
 */
public record HttpSettings(
        Limits limits,
        int importBytes,
        int importObjects,
        int imports,
        int assetBytes,
        int uploads,
        long bodyBytes,
        long boardBytes,
        long timeoutMs,
        int trashDays,
        FrameAncestors frames) {
    /** The most bytes of a body of edits. */
    public static final int EDITS_BYTES = 16 << 20;
}
