package dev.easel.server.membercalls;

/**
 * Where people sign in to the app, and out; with the path that the server is below.
 *
 * @param in what a page opens
 * @param out what a page posts to
 */
public record SignInPaths(String in, String out) {}
