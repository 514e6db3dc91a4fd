package dev.easel.protocol;

/** The state of a client's copy: events 1 … {@code seq}, as the client received them in {@code epoch}. */
public record ResumeToken(long epoch, long seq) {}
