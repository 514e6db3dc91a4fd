package dev.easel.server.http;

import dev.easel.server.call.Call;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Pieces;
import dev.easel.server.call.Problem;
import dev.easel.server.call.Reply;
import dev.easel.server.catalog.AssetSlice;
import dev.easel.server.catalog.Projects;
import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.AssetPut;
import dev.easel.server.catalog.Projects.StoredAsset;
import dev.easel.server.excalidraw.ImageTypes;
import dev.easel.server.metadata.ImageMetadata;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Images, each put under an id without its metadata and never changed, so that clients cache them. May be used by
 * several event loops.
 */
final class AssetResource {
    private static final String BYTES = "application/octet-stream";

    /** Copies of an image that may be in memory while its metadata is taken out: of a drawing (SVG). */
    private static final int COPIES = 8;

    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "private, max-age=31536000, immutable",
            // An SVG that is opened as a page runs no scripts and loads nothing.
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "Content-Disposition", "inline");

    private final Projects projects;
    private final InstantSource clock;
    private final int maxBytes;
    private final Permits permits;

    AssetResource(Projects projects, InstantSource clock, HttpSettings settings) {
        this.projects = projects;
        this.clock = clock;
        this.maxBytes = settings.assetBytes();
        this.permits = new Permits(
                settings.uploads(),
                settings.timeoutMs(),
                "too many images are being uploaded at the moment; try again",
                1);
    }

    Future<Reply> put(Call call) {
        UUID project = call.project();
        String id = call.asset();
        String type = call.mediaType();
        if (!ImageTypes.isShown(type)) {
            throw Problem.of(415, "the Content-Type of an image is one of " + ImageTypes.list());
        }
        permits.check();
        return call.body(maxBytes, COPIES)
                .compose(body -> permits.run(() -> put(call.vertx(), project, id, type, body)));
    }

    private Future<Reply> put(Vertx vertx, UUID project, String id, String type, byte[] body) {
        if (body.length == 0) {
            throw Problem.badRequest("the body is the image's bytes, and is empty");
        }
        return stripped(vertx, body)
                .compose(kept -> {
                    Asset asset = new Asset(id, type, kept, clock.millis());
                    return projects.putAsset(project, asset)
                            .compose(put -> put == AssetPut.DIFFERENT && kept != body
                                    ? comparedWithoutMetadata(vertx, project, asset)
                                    : Future.succeededFuture(put));
                })
                .map(put -> switch (put) {
                    case ADDED -> new Reply.Empty(201, Map.of("Content-Length", "0"));
                    case SAME -> Reply.noContent();
                    case DIFFERENT -> throw Problem.of(409, "there is another image with this id, and it is kept");
                    case NO_PROJECT -> throw Problem.noProject();
                });
    }

    /** On a worker: all bytes are looked at. */
    private static Future<byte[]> stripped(Vertx vertx, byte[] image) {
        return vertx.executeBlocking(() -> ImageMetadata.stripped(image), false);
    }

    /** What is there may have been stored by a version that left more of the metadata in it. */
    private Future<AssetPut> comparedWithoutMetadata(Vertx vertx, UUID project, Asset asset) {
        return projects.asset(project, asset.id()).compose(found -> {
            if (found.isEmpty() || !found.get().mimeType().equals(asset.mimeType())) {
                return Future.succeededFuture(AssetPut.DIFFERENT);
            }
            return projects.assetBytes(project, asset.id(), 0, found.get().length())
                    .compose(there -> stripped(vertx, there))
                    .map(there -> Arrays.equals(there, asset.bytes()) ? AssetPut.SAME : AssetPut.DIFFERENT);
        });
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        String id = call.asset();
        return projects.asset(project, id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("there is no image " + id + " in this project")))
                .map(asset -> call.isFresh(etag(asset)) ? notModified() : image(project, asset));
    }

    private Reply image(UUID project, StoredAsset asset) {
        Map<String, String> headers = new HashMap<>(HEADERS);
        if (ImageTypes.isShown(asset.mimeType())) {
            headers.put("Content-Type", asset.mimeType());
        } else {
            headers.put("Content-Type", BYTES);
            headers.put("Content-Disposition", "attachment");
        }
        headers.put("Content-Length", Integer.toString(asset.length()));
        return new Reply.Streamed(
                200,
                headers,
                Pieces.ofFutures(AssetSlice.of(asset).stream().map(slice -> () -> slice.read(projects, project))));
    }

    private static Reply notModified() {
        return new Reply.Empty(304, Map.of("Cache-Control", HEADERS.get("Cache-Control")));
    }

    /** The image of an id never changes: its id is enough. */
    private static String etag(StoredAsset asset) {
        return '"' + asset.id() + '"';
    }
}
