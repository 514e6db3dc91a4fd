package dev.easel.server.health;

/**
 * What speaks against an instance.
 *
 * @param code a word for programs, which stays what it is
 * @param text a sentence for people
 */
public record Trouble(String code, String text) {}
