package dev.easel.server.log;

/** How a line is written. May be used from any thread. */
interface LineFormat {
    /** With the end of the line. */
    byte[] bytes(LogLine line);
}
