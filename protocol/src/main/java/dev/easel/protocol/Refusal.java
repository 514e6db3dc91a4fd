package dev.easel.protocol;

/** The answer to an edit that was not applied; only its sender receives it. */
public record Refusal(RefusalCode code, String message) {}
