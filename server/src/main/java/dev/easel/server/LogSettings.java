package dev.easel.server;

/**
 * The log on standard output.
 *
 * @param level trace, debug, info, warn or error
 * @param format text for people, json for machines
 */
record LogSettings(String level, String format) {}
