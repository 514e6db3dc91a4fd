package dev.easel.server.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.easel.protocol.Json;
import dev.easel.protocol.JsonReader;
import dev.easel.protocol.JsonText;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller says about a project: {@code {title?, settings?}}. Null is the same as leaving it out; other members
 * are ignored.
 */
record ProjectForm(Optional<String> title, Optional<Json> settings) {
    /** Bytes of a body that says this. */
    static final int BODY = 64 << 10;

    static final int MAX_TITLE = 200;
    static final int MAX_SETTINGS = 4 << 10;

    private static final Json TITLE = Json.string("title");
    private static final Json SETTINGS = Json.string("settings");

    /** An empty body says nothing. */
    static ProjectForm read(Buffer body) {
        if (body.length() == 0) {
            return new ProjectForm(Optional.empty(), Optional.empty());
        }
        Json form = object(body.getBytes());
        return new ProjectForm(
                Optional.ofNullable(JsonText.member(form, TITLE))
                        .filter(it -> !it.equals(Json.NULL))
                        .map(ProjectForm::checkedTitle),
                Optional.ofNullable(JsonText.member(form, SETTINGS))
                        .filter(it -> !it.equals(Json.NULL))
                        .map(ProjectForm::checkedSettings));
    }

    private static Json object(byte[] body) {
        try (JsonParser in = JsonReader.FACTORY.createParser(body)) {
            if (in.nextToken() == null || !in.currentToken().isStructStart()) {
                throw Problem.badRequest("the body is a JSON object");
            }
            Json form = JsonReader.props(in, Set.of());
            if (in.nextToken() != null) {
                throw Problem.badRequest("something follows the JSON object");
            }
            return form;
        } catch (IOException malformed) {
            throw Problem.badRequest("the body is not JSON");
        }
    }

    private static String checkedTitle(Json title) {
        String text = title.isString() ? title.stringValue() : "";
        int length = text.codePointCount(0, text.length());
        if (length == 0 || length > MAX_TITLE) {
            throw Problem.badRequest("title is a string of 1 to " + MAX_TITLE + " characters");
        }
        return text;
    }

    private static Json checkedSettings(Json settings) {
        if (!settings.isObject() || settings.length() > MAX_SETTINGS) {
            throw Problem.badRequest("settings is a JSON object of at most " + MAX_SETTINGS + " bytes");
        }
        return settings.compacted();
    }
}
