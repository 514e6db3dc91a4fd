package dev.easel.server.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import dev.easel.server.bulk.BulkClients;
import dev.easel.server.bulk.BulkImport;
import dev.easel.server.bulk.Durability;
import dev.easel.server.call.BoardsHeld;
import dev.easel.server.call.BodyBytes;
import dev.easel.server.call.Content;
import dev.easel.server.call.Guard;
import dev.easel.server.call.Permits;
import dev.easel.server.call.Routes;
import dev.easel.server.catalog.Projects;
import dev.easel.server.forms.Forms;
import dev.easel.server.live.LiveProjects;
import dev.easel.server.loop.Loop;
import dev.easel.server.versions.Notes;
import dev.easel.server.webclient.WebClient;
import io.vertx.ext.web.Router;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/**
 * Everything that Easel answers over plain HTTP. There is one in an instance; it may be mounted on the routers of
 * several event loops.
 */
public final class HttpApi {
    private static final String PROJECTS = "/api/projects";
    private static final String PROJECT = PROJECTS + "/:project";
    private static final String OBJECTS = PROJECT + "/objects";
    private static final String OBJECT = OBJECTS + "/:object";

    /** Whole boards that are read from the database, or sorted for an export, at the same time. */
    private static final int READS = 2;

    private final ProjectResource projects;
    private final ObjectResource objects;
    private final EditResource edits;
    private final BufferResource buffer;
    private final FlushResource flush;
    private final ImportResource imports;
    private final ExportResource exports;
    private final AssetResource assets;
    private final PictureResource pictures;
    private final HealthResource health;
    private final MetricsResource metrics;
    private final WebResource web;
    private final BodyBytes bodies;

    /**
     * @param durability how long a request waits until its edits are durable
     * @param notes what a canvas is before an import changes it
     */
    public HttpApi(
            LiveProjects live,
            Projects projects,
            Forms forms,
            Durability durability,
            Notes notes,
            Vitals vitals,
            HttpSettings settings,
            WebClient client) {
        this.projects = new ProjectResource(projects, projects.trash(settings.trashDays()), live, settings.timeoutMs());
        Permits reads = new Permits(
                READS, settings.timeoutMs(), "too many whole boards are being read at the moment; try again", 1);
        BoardsHeld boards = new BoardsHeld(settings.boardBytes());
        objects = new ObjectResource(projects, live, reads, boards);
        EditRates rates = new EditRates(settings.limits());
        edits = new EditResource(live, rates, durability, settings);
        buffer = new BufferResource(live, forms, rates, durability, settings);
        flush = new FlushResource(projects, live, settings.timeoutMs());
        BulkImport bulkImport = new BulkImport(new BulkClients(live, durability, UUID::randomUUID));
        imports = new ImportResource(live, projects, bulkImport, HttpApi::newId, notes, vitals, settings);
        exports = new ExportResource(projects, live, reads, boards);
        assets = new AssetResource(projects, vitals.clock(), settings);
        pictures = new PictureResource(projects, vitals.clock());
        health = new HealthResource(vitals.health(), vitals.rooms());
        metrics = new MetricsResource(vitals);
        web = new WebResource(client, settings.frames());
        bodies = new BodyBytes(settings.bodyBytes());
    }

    /** An id that nobody has, as short as such a one can be: of an object, or of a group. */
    private static String newId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Bytes of the bodies of all requests that are in memory. */
    public long bodyBytes() {
        return bodies.held();
    }

    /**
     * Answers {@code /api/…}, {@code /health/…}, {@code /version} and {@code /metrics} on this router, and everything
     * else with the web client. The router's own errors are answered as problems. Routes that others add, before or
     * after, come before the web client.
     *
     * @param guard decides who may make a call
     * @param loop where the router's requests are answered; best with a clock that is not set
     */
    public void mount(Router router, Guard guard, Loop loop) {
        Routes routes = new Routes(router, guard, bodies, loop);
        routes.add(PROJECTS, Map.of(POST, projects::create, GET, projects::list))
                .add(PROJECT, Map.of(GET, projects::get, PATCH, projects::change, DELETE, projects::delete))
                .add(PROJECT + "/undelete", Map.of(POST, projects::undelete))
                .add(PROJECT + "/settings", Map.of(PATCH, projects::changeSettings))
                .add(OBJECTS, Map.of(GET, Content.of(objects::list)))
                .add(OBJECT, Map.of(GET, objects::get))
                .add(OBJECT + "/buffer", Map.of(POST, buffer::post))
                .add(OBJECT + "/flush", Map.of(POST, flush::object))
                .add(PROJECT + "/edits", Map.of(POST, edits::submit))
                .add(PROJECT + "/flush", Map.of(POST, flush::project))
                .add(PROJECT + "/import", Map.of(POST, imports::post))
                .add(PROJECT + "/export", Map.of(GET, Content.of(exports::get)))
                .add(PROJECT + "/assets/:asset", Map.of(PUT, assets::put, GET, assets::get))
                .add(PROJECT + "/picture", Map.of(PUT, pictures::put, GET, pictures::get))
                .add("/health/live", Map.of(GET, health::live))
                .add("/health/started", Map.of(GET, health::started))
                .add("/health/ready", Map.of(GET, health::ready))
                .add("/version", Map.of(GET, VersionResource::get))
                .addNegotiated("/metrics", metrics::get, "text/plain", "application/json")
                .add("/", Map.of(GET, web::page))
                .add("/dashboard", Map.of(GET, web::page))
                .add("/p/:project", Map.of(GET, web::page))
                .add("/p/:project/objects/:object", Map.of(GET, web::page));
        routes.close("/api/*", web::file);
    }
}
