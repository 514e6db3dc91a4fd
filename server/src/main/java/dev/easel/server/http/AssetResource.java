package dev.easel.server.http;

import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.catalog.Projects.StoredAsset;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Images, one by one: put once under an id and never changed, so that whoever has one need not ask again. May be used
 * by several event loops.
 */
final class AssetResource {
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> KEPT = Map.of(
            "Cache-Control", "private, max-age=31536000, immutable",
            "X-Content-Type-Options", "nosniff",
            // An SVG that is opened by itself runs no scripts and loads nothing.
            "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "Content-Disposition", "inline");

    private final StoredProjects projects;
    private final InstantSource clock;
    private final int limit;
    private final Places places;

    AssetResource(StoredProjects projects, InstantSource clock, DeskSettings settings) {
        this.projects = projects;
        this.clock = clock;
        this.limit = settings.assetBytes();
        this.places = new Places(settings.uploads(), "as many images as can be are being uploaded; try again", 1);
    }

    Future<Reply> put(Call call) {
        UUID project = call.project();
        String id = call.asset();
        String type = call.mediaType();
        if (!ImageTypes.isShown(type)) {
            throw Problem.of(415, "the Content-Type of an image is one of " + ImageTypes.list());
        }
        return places.take(() -> call.body(limit).compose(body -> put(project, id, type, body)));
    }

    private Future<Reply> put(UUID project, String id, String type, Buffer body) {
        if (body.length() == 0) {
            throw Problem.badRequest("the body is the image's bytes, and is empty");
        }
        return projects.putAsset(project, new Asset(id, type, body.getBytes(), clock.millis()))
                .map(put -> switch (put) {
                    case ADDED -> new Reply.Empty(201, Map.of("Content-Length", "0"));
                    case SAME -> Reply.noContent();
                    case DIFFERENT -> throw Problem.of(409, "there is another image under this id, and it stays");
                    case NO_PROJECT -> throw Problem.noProject();
                });
    }

    Future<Reply> get(Call call) {
        UUID project = call.project();
        String id = call.asset();
        return projects.asset(project, id)
                .map(found -> found.orElseThrow(() -> Problem.notFound("there is no image " + id + " in this project")))
                .map(asset -> call.has(etag(asset)) ? unchanged(asset) : whole(project, asset));
    }

    private Reply whole(UUID project, StoredAsset asset) {
        Map<String, String> headers = new HashMap<>(KEPT);
        headers.put("ETag", etag(asset));
        headers.put("Content-Type", ImageTypes.isShown(asset.mimeType()) ? asset.mimeType() : UNKNOWN);
        headers.put("Content-Length", Integer.toString(asset.length()));
        return new Reply.InPieces(
                200,
                headers,
                Pieces.ofFutures(Slice.of(asset).stream().map(slice -> projects.assetBytes(project, slice))));
    }

    private static Reply unchanged(StoredAsset asset) {
        return new Reply.Empty(304, Map.of("Cache-Control", KEPT.get("Cache-Control"), "ETag", etag(asset)));
    }

    /** What is under an id never changes, so that the id says it all. */
    private static String etag(StoredAsset asset) {
        return '"' + asset.id() + '"';
    }
}
