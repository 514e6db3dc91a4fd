package dev.easel.server.forwarding;

import io.vertx.core.Context;

/** What one event loop needs to forward requests. Confined to it, but for the context. */
record OnLoop(Context context, Underway underway, Fellows fellows) {}
