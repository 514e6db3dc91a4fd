package dev.easel.server.members;

import java.util.Optional;

/**
 * Somebody asks to be let in.
 *
 * @param name as they were last called
 * @param message what they say to the owners; may be empty
 * @param at in milliseconds since 1970
 */
public record AccessRequest(String user, Optional<String> name, String message, long at) {}
