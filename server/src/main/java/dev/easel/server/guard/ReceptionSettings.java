package dev.easel.server.guard;

import dev.easel.server.identity.TrustedProxies;
import java.util.Optional;

/** @param header in which a trusted proxy names the person; empty where none does */
public record ReceptionSettings(Optional<String> header, TrustedProxies proxies) {}
