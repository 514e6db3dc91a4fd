package dev.easel.server.catalog;

import dev.easel.server.catalog.Projects.StoredAsset;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A part of an asset's bytes: as much as is in memory at a time while the asset is sent. */
public record AssetSlice(StoredAsset asset, int from, int length) {
    /** The length of all slices but the last: a multiple of three, so that base64 needs no padding between two. */
    public static final int BYTES = 384 << 10;

    /** The slices that make up the asset, in order; none if it is empty. */
    public static List<AssetSlice> of(StoredAsset asset) {
        return IntStream.iterate(0, from -> from < asset.length(), from -> from + BYTES)
                .mapToObj(from -> new AssetSlice(asset, from, Math.min(BYTES, asset.length() - from)))
                .toList();
    }

    public Future<byte[]> read(Projects projects, UUID project) {
        return projects.assetBytes(project, asset.id(), from, length);
    }
}
