package dev.easel.server.members;

import dev.easel.protocol.ServerMessage.Role;
import java.util.Optional;

/**
 * One of the people of a project.
 *
 * @param name as they were last called; empty where they have never signed in, or nobody says a name
 * @param since in milliseconds since 1970
 */
public record Member(String user, Optional<String> name, Role role, long since) {}
