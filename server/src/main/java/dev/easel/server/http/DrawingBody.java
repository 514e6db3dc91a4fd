package dev.easel.server.http;

import dev.easel.server.catalog.AssetSlice;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.excalidraw.DrawingWriter;
import dev.easel.server.excalidraw.DrawnFile;
import dev.easel.server.excalidraw.Fragment;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An {@code .excalidraw} file as the body of a response. Its images are read slice by slice, each when it is sent. */
final class DrawingBody {
    private final Map<String, StoredAsset> assets;
    private final Function<AssetSlice, Future<byte[]>> read;

    private DrawingBody(List<StoredAsset> assets, Function<AssetSlice, Future<byte[]>> read) {
        this.assets = assets.stream().collect(Collectors.toUnmodifiableMap(StoredAsset::id, Function.identity()));
        this.read = read;
    }

    /**
     * @param assets of the project; those that no element shows are left out
     * @param read gives the bytes of a slice
     */
    static Pieces of(DrawingWriter drawing, List<StoredAsset> assets, Function<AssetSlice, Future<byte[]>> read) {
        List<DrawnFile> files = assets.stream()
                .map(asset -> new DrawnFile(asset.id(), asset.mimeType(), asset.createdAt()))
                .toList();
        return Pieces.ofFutures(drawing.write(files).flatMap(new DrawingBody(assets, read)::bytes));
    }

    private Stream<Supplier<Future<byte[]>>> bytes(Fragment fragment) {
        return switch (fragment) {
            case Fragment.Text text -> Stream.of(() -> Future.succeededFuture(text.bytes()));
            case Fragment.FileBytes file ->
                AssetSlice.of(assets.get(file.fileId())).stream()
                        .map(slice -> () -> read.apply(slice).map(Fragment.FileBytes::encoded));
        };
    }
}
