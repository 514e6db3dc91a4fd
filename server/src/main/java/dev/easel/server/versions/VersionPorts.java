package dev.easel.server.versions;

/** What versions are kept in, and read from. */
public record VersionPorts(VersionStore versions, ForkStore forks, PastContents past, EventScan scan, Worker worker) {}
