package dev.easel.server.openapi;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchemaValidationException;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * {@code protocol/openapi.yaml}, itself held against the schema of OpenAPI 3.1. Exchanges are held against it; it keeps
 * which of its parts none has shown. May be used by several threads.
 *
 * <p>An object of the document that names its members names all of them, unless it says {@code additionalProperties}: a
 * member that is not documented is found.
 */
public final class ApiDocument {
    private static final Path FILE = Path.of("../protocol/openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete", "head", "options");

    private final List<ApiOperation> operations = new ArrayList<>();
    private final Set<String> unseen = new TreeSet<>();

    private ApiDocument(JsonObject resolved, SchemaRepository schemas) {
        JsonObject paths = resolved.getJsonObject("paths");
        for (String path : ApiOperation.names(paths)) {
            JsonObject item = paths.getJsonObject(path);
            for (String method : ApiOperation.names(item)) {
                if (METHODS.contains(method)) {
                    operations.add(new ApiOperation(method, path, item, schemas));
                }
            }
        }
        operations.forEach(operation -> unseen.addAll(operation.parts()));
    }

    /** Reads and checks the file. Blocks. */
    public static ApiDocument read() {
        Vertx vertx = Vertx.vertx();
        try {
            JsonObject document = closed(yaml());
            OpenAPIVersion version = OpenAPIVersion.fromContract(document);
            return version.getRepository(vertx, "app://")
                    .compose(schemas -> version.validateContract(vertx, schemas, document)
                            .compose(outcome -> {
                                check(outcome::checkValidity);
                                return version.resolve(vertx, schemas, document);
                            })
                            .map(resolved -> new ApiDocument(resolved, schemas)))
                    .await(20, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError(late);
        } finally {
            vertx.close();
        }
    }

    /** Whether the document says anything about this method and path. */
    public boolean names(Exchange exchange) {
        return operation(exchange).isPresent();
    }

    /**
     * Holds an exchange against the document, and notes what it shows of it.
     *
     * @throws AssertionError it is not as the document says
     */
    public void check(Exchange exchange) {
        ApiOperation operation = operation(exchange)
                .orElseThrow(() -> new AssertionError(exchange + ": openapi.yaml does not name this call"));
        Set<String> seen = operation.check(exchange);
        synchronized (unseen) {
            unseen.removeAll(seen);
        }
    }

    /** What of the document no exchange has shown: statuses, media types and parameters, each with its call. */
    public Set<String> unseen() {
        synchronized (unseen) {
            return new TreeSet<>(unseen);
        }
    }

    private Optional<ApiOperation> operation(Exchange exchange) {
        return operations.stream()
                .filter(operation -> operation.matches(exchange))
                .findFirst();
    }

    private static JsonObject yaml() {
        try {
            Map<String, Object> document =
                    new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FILE));
            return new JsonObject(document).copy();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same document, in which objects that name members have no others. */
    private static JsonObject closed(JsonObject document) {
        if (document.getValue("properties") instanceof JsonObject && !document.containsKey("additionalProperties")) {
            document.put("additionalProperties", false);
        }
        document.forEach(member -> close(member.getValue()));
        return document;
    }

    private static void close(Object value) {
        if (value instanceof JsonObject object) {
            closed(object);
        } else if (value instanceof JsonArray array) {
            array.forEach(ApiDocument::close);
        }
    }

    /** Does what may find something invalid. */
    static void check(Validation validation) {
        try {
            validation.run();
        } catch (JsonSchemaValidationException invalid) {
            throw new AssertionError(invalid.getMessage() + " at " + invalid.location(), invalid);
        }
    }

    /** Passes, or tells what is invalid. */
    interface Validation {
        void run() throws JsonSchemaValidationException;
    }
}
