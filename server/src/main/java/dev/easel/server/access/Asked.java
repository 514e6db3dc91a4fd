package dev.easel.server.access;

import java.util.List;
import java.util.Optional;

/**
 * What a request says about where it comes from and whom it means.
 *
 * @param changes whether its method may change something, or it opens a socket
 * @param needsHost whether the version of HTTP demands a Host header
 * @param target the request's target, as it stands in its first line
 * @param hosts the values of all its Host headers
 * @param origins the values of all its Origin headers
 * @param fetchSite of the Sec-Fetch-Site header, which pages cannot set
 */
public record Asked(
        boolean changes,
        boolean needsHost,
        String target,
        List<String> hosts,
        List<String> origins,
        Optional<String> fetchSite) {}
