package dev.easel.server.http;

import static io.vertx.core.http.HttpMethod.DELETE;
import static io.vertx.core.http.HttpMethod.GET;
import static io.vertx.core.http.HttpMethod.HEAD;
import static io.vertx.core.http.HttpMethod.PATCH;
import static io.vertx.core.http.HttpMethod.POST;
import static io.vertx.core.http.HttpMethod.PUT;

import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * Everything Easel answers over plain HTTP. One desk serves an instance: it may be mounted on the routers of several
 * event loops, which share nothing else.
 */
public final class Desk {
    private static final String PROJECTS = "/api/projects";
    private static final String PROJECT = PROJECTS + "/:project";
    private static final String OBJECTS = PROJECT + "/objects";
    private static final String OBJECT = OBJECTS + "/:object";

    private final ProjectResource projects;
    private final ObjectResource objects;
    private final EditResource edits;
    private final FlushResource flush;
    private final ImportResource imports;
    private final ExportResource exports;
    private final AssetResource assets;
    private final HealthResource health;
    private final MetricsResource metrics;
    private final WebResource web;

    public Desk(DeskPorts ports, DeskSettings settings, WebClient client) {
        StoredProjects stored = new StoredProjects(ports.projects());
        Durability durability = new Durability(ports.live(), settings.patienceMs());
        projects = new ProjectResource(stored, ports.live());
        objects = new ObjectResource(stored, ports.live());
        edits = new EditResource(settings.limits(), ports.live(), durability);
        flush = new FlushResource(stored, ports.live(), durability);
        imports = new ImportResource(ports, stored, settings, durability);
        exports = new ExportResource(stored, ports.live());
        assets = new AssetResource(stored, ports.vitals().clock(), settings);
        health = new HealthResource(ports.vitals().health());
        metrics = new MetricsResource(ports.vitals());
        web = new WebResource(client);
    }

    /**
     * Answers {@code /api/…}, {@code /health/…} and {@code /metrics} on this router, and everything else with the web
     * client; makes problems of the router's own errors. Routes put there by others, before or after, are found first
     * where they are more particular than "anything else".
     */
    public void mount(Router router) {
        Resources resources = new Resources(router);
        resources
                .add(PROJECTS, Map.of(POST, projects::create, GET, projects::list))
                .add(PROJECT, Map.of(GET, projects::get, PATCH, projects::change, DELETE, projects::delete))
                .add(OBJECTS, Map.of(GET, objects::list))
                .add(OBJECT, Map.of(GET, objects::get))
                .add(OBJECT + "/flush", Map.of(POST, flush::object))
                .add(PROJECT + "/edits", Map.of(POST, edits::submit))
                .add(PROJECT + "/flush", Map.of(POST, flush::project))
                .add(PROJECT + "/import", Map.of(POST, imports::take))
                .add(PROJECT + "/export", Map.of(GET, exports::give))
                .add(PROJECT + "/assets/:asset", Map.of(PUT, assets::put, GET, assets::get))
                .add("/health/live", Map.of(GET, health::live))
                .add("/health/ready", Map.of(GET, health::ready))
                .add("/metrics", Map.of(GET, metrics::get))
                .add("/", Map.of(GET, web::page, HEAD, web::page))
                .add("/p/:board", Map.of(GET, web::page, HEAD, web::page));
        resources.close("/api/*", web::file);
    }
}
