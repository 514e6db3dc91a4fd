package dev.easel.server.forwarding;

import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * What forwarding needs to know of this instance.
 *
 * @param instance its id, which has no spaces
 * @param connections to one other instance, of each event loop: for requests, and as many for sockets
 * @param idleMs how long instances let a connection rest between two requests, in milliseconds
 * @param fellows who is taken for another instance over TLS; empty: who shows a certificate for its host, of an
 *     authority that Java trusts
 */
public record ForwardingSettings(String instance, int connections, long idleMs, Optional<X509TrustManager> fellows) {}
