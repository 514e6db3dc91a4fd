package dev.easel.server.http;

import dev.easel.server.catalog.Projects.StoredAsset;
import java.util.List;
import java.util.stream.IntStream;

/** A part of an asset's bytes: as much of an image as is in memory while it is sent. */
record Slice(StoredAsset asset, int from, int to) {
    /** Bytes of a whole slice; a multiple of three, so that base64 needs no padding between two. */
    static final int BYTES = 384 << 10;

    /** All of the asset in order; one slice at least. */
    static List<Slice> of(StoredAsset asset) {
        return IntStream.rangeClosed(0, Math.max(0, asset.length() - 1) / BYTES)
                .mapToObj(i -> new Slice(asset, i * BYTES, Math.min(asset.length(), (i + 1) * BYTES)))
                .toList();
    }

    int length() {
        return to - from;
    }

    boolean isFirst() {
        return from == 0;
    }

    boolean isLast() {
        return to == asset.length();
    }
}
