package dev.easel.protocol;

/** The answer to an edit that was not applied: a value, told to its sender alone. */
public record Refusal(RefusalCode code, String message) {}
