package dev.easel.server.forms;

import dev.easel.protocol.json.Json;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * One object as a form sends it.
 *
 * @param base the seq at which the form had the object; empty where it is to become what is sent, whatever it is now
 * @param name tells the form from all others of this object; empty where each call counts from its base alone. Only
 *     with a base
 * @param props all that the object is to have
 */
public record SentForm(UUID project, String object, OptionalLong base, Optional<String> name, Json props) {}
