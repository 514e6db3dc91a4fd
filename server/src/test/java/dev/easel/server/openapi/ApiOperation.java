package dev.easel.server.openapi;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the document says of one method at one path. Immutable. */
final class ApiOperation {
    private final String method;
    private final String path;
    private final Pattern pattern;
    private final JsonObject operation;
    private final List<JsonObject> parameters = new ArrayList<>();
    private final SchemaRepository schemas;

    ApiOperation(String method, String path, JsonObject item, SchemaRepository schemas) {
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.pattern = Pattern.compile(path.replaceAll("\\{(\\w+)}", "(?<$1>[^/]+)"));
        this.operation = item.getJsonObject(method);
        this.schemas = schemas;
        for (JsonObject holder : List.of(item, operation)) {
            holder.getJsonArray("parameters", new JsonArray()).forEach(it -> parameters.add((JsonObject) it));
        }
    }

    boolean matches(Exchange exchange) {
        return method.equals(exchange.method())
                && pattern.matcher(exchange.uri().getPath()).matches();
    }

    /** Everything that calls can show of it. */
    Set<String> parts() {
        Set<String> parts = new HashSet<>();
        parameters.forEach(parameter -> parts.add(part(parameter)));
        for (String type : names(requestContent())) {
            parts.add(part("takes " + type));
        }
        JsonObject responses = operation.getJsonObject("responses");
        for (String status : names(responses)) {
            parts.add(part(status));
            for (String type : names(content(responses.getJsonObject(status)))) {
                parts.add(part(status + " " + type));
            }
        }
        return parts;
    }

    /** Checks all of an exchange, and returns the parts it shows. */
    Set<String> check(Exchange exchange) {
        try {
            Set<String> seen = checkResponse(exchange);
            if (exchange.wasUnderstood()) {
                seen.addAll(checkParameters(exchange));
                seen.addAll(checkRequestBody(exchange));
            }
            return seen;
        } catch (AssertionError wrong) {
            throw new AssertionError(exchange + ": " + wrong.getMessage(), wrong);
        }
    }

    private Set<String> checkResponse(Exchange exchange) {
        String status = Integer.toString(exchange.status());
        JsonObject response = operation.getJsonObject("responses").getJsonObject(status);
        if (response == null) {
            throw new AssertionError("openapi.yaml does not name this status of " + method + " " + path);
        }
        JsonObject headers = response.getJsonObject("headers", new JsonObject());
        for (String name : names(headers)) {
            checkValue(
                    headers.getJsonObject(name),
                    name,
                    exchange.responseHeaders().firstValue(name));
        }
        Set<String> seen = new HashSet<>(Set.of(part(status)));
        checkBody(content(response), exchange.responseHeaders(), exchange.responseBody())
                .ifPresent(type -> seen.add(part(status + " " + type)));
        return seen;
    }

    private Set<String> checkRequestBody(Exchange exchange) {
        boolean isOptional =
                !operation.getJsonObject("requestBody", new JsonObject()).getBoolean("required", false);
        if (exchange.requestBody().length == 0 && isOptional) {
            return Set.of();
        }
        return checkBody(requestContent(), exchange.requestHeaders(), exchange.requestBody())
                .map(type -> Set.of(part("takes " + type)))
                .orElse(Set.of());
    }

    private Set<String> checkParameters(Exchange exchange) {
        Matcher inPath = pattern.matcher(exchange.uri().getPath());
        inPath.matches();
        Map<String, String> query = query(exchange.uri().getRawQuery());
        Set<String> seen = new HashSet<>();
        for (JsonObject parameter : parameters) {
            String name = parameter.getString("name");
            Optional<String> value = switch (parameter.getString("in")) {
                case "path" -> Optional.of(inPath.group(name));
                case "query" -> Optional.ofNullable(query.remove(name));
                case "header" -> exchange.requestHeaders().firstValue(name);
                default -> throw new AssertionError("cannot tell the parameter " + parameter);
            };
            checkValue(parameter, name, value);
            value.ifPresent(_ -> seen.add(part(parameter)));
        }
        if (!query.isEmpty()) {
            throw new AssertionError("openapi.yaml does not name the parameters " + query.keySet());
        }
        return seen;
    }

    /** A parameter's or a header's. */
    private void checkValue(JsonObject described, String name, Optional<String> value) {
        if (value.isPresent()) {
            JsonObject schema = described.getJsonObject("schema");
            boolean isText = !"integer".equals(schema.getValue("type"));
            checkSchema(schema, isText ? value.get() : Json.decodeValue(value.get()), name);
        } else if (described.getBoolean("required", false)) {
            throw new AssertionError(name + " is missing");
        }
    }

    /** The media type in the document that the body has; empty where it has no body, and needs none. */
    private Optional<String> checkBody(JsonObject content, HttpHeaders headers, byte[] body) {
        Set<String> types = names(content);
        if (types.isEmpty()) {
            if (body.length > 0) {
                throw new AssertionError("openapi.yaml does not name a body of " + body.length + " bytes");
            }
            return Optional.empty();
        }
        String told =
                headers.firstValue("Content-Type").orElse("").split(";", 2)[0].strip();
        String type = types.stream()
                .filter(it -> it.equals(told) || it.endsWith("/*") && told.startsWith(it.replace("*", "")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the body is " + told + ", and not one of " + types));
        JsonObject schema = content.getJsonObject(type).getJsonObject("schema");
        checkSchema(schema, type.endsWith("json") ? Json.decodeValue(Buffer.buffer(body)) : text(body), "the body");
        return Optional.of(type);
    }

    private void checkSchema(JsonObject schema, Object value, String what) {
        try {
            ApiDocument.check(() ->
                    schemas.validator(JsonSchema.of(schema)).validate(value).checkValidity());
        } catch (AssertionError invalid) {
            throw new AssertionError(what + ": " + invalid.getMessage() + " in " + value, invalid);
        }
    }

    private JsonObject requestContent() {
        return content(operation.getJsonObject("requestBody", new JsonObject()));
    }

    private static JsonObject content(JsonObject holder) {
        return holder.getJsonObject("content", new JsonObject());
    }

    private String part(JsonObject parameter) {
        return part(parameter.getString("in") + " " + parameter.getString("name"));
    }

    private String part(String part) {
        return method + " " + path + ": " + part;
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** The names of members, without those that the library has put beside them. */
    static Set<String> names(JsonObject object) {
        Set<String> names = new HashSet<>(object.fieldNames());
        names.removeIf(name -> name.startsWith("__"));
        return names;
    }
}
