package dev.easel.server.http;

import dev.easel.protocol.SavePolicy;
import dev.easel.protocol.json.Json;
import dev.easel.protocol.json.JsonMergePatch;
import dev.easel.server.call.JsonBodies;
import dev.easel.server.call.Problem;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request says about a project: {@code {title?, settings?}}. Null is the same as an absent member; other
 * members are ignored.
 */
public record ProjectForm(Optional<String> title, Optional<Json> settings) {
    /** The most bytes of a body. */
    static final int MAX_BYTES = 64 << 10;

    private static final int MAX_TITLE = 200;
    private static final int MAX_SETTINGS = 4 << 10;

    private static final String TITLE = "title is a string of 1 to " + MAX_TITLE + " characters";
    private static final String SETTINGS = "settings is a JSON object of at most " + MAX_SETTINGS + " bytes";

    /** @param body may be empty, which is the same as an empty object */
    static ProjectForm read(byte[] body) {
        Body form = body.length == 0 ? new Body(null, null) : JsonBodies.read(body, Body.class);
        return new ProjectForm(
                Optional.ofNullable(form.title()).map(ProjectForm::checkedTitle),
                Optional.ofNullable(form.settings()).map(ProjectForm::checkedSettings));
    }

    /**
     * A title, as it is in a body.
     *
     * @throws Problem it cannot be one
     */
    public static String checkedTitle(Json title) {
        String text = title.isString() ? title.stringValue() : "";
        int length = text.codePointCount(0, text.length());
        if (length == 0 || length > MAX_TITLE) {
            throw Problem.badRequest(TITLE);
        }
        return text;
    }

    /**
     * Settings with what a body says of some of them (RFC 7396).
     *
     * @throws Problem what it makes of the settings cannot be settings
     */
    static Json patched(Json settings, Json patch) {
        return checkedSettings(JsonMergePatch.applied(settings, patch));
    }

    /** Whether a project may have settings of this size. */
    static boolean fits(Json settings) {
        return settings.storedLength() <= MAX_SETTINGS;
    }

    private static Json checkedSettings(Json settings) {
        if (!settings.isObject() || !fits(settings)) {
            throw Problem.badRequest(SETTINGS);
        }
        Json stored = settings.compacted();
        try {
            SavePolicy.read(stored);
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest(Objects.requireNonNull(wrong.getMessage()));
        }
        return stored;
    }

    /** The members as they are in the body; null when absent. */
    private record Body(@Nullable Json title, @Nullable Json settings) {}
}
