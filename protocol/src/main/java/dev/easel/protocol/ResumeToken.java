package dev.easel.protocol;

/** How far a client's copy goes: it holds events 1 … {@code seq} as they stood in {@code epoch}. */
public record ResumeToken(long epoch, long seq) {}
