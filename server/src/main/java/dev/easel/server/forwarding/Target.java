package dev.easel.server.forwarding;

import java.nio.charset.StandardCharsets;

/** The target of a request as it is sent to another instance. */
final class Target {
    private static final char LAST_ASCII = 0x7E;

    private Target() {}

    /**
     * The same target, in which bytes that are no ASCII are percent-encoded. Some clients send them as they are: the
     * server takes each as one character, and a client writes such a character as two bytes.
     */
    static String ascii(String uri) {
        if (uri.chars().allMatch(it -> it <= LAST_ASCII)) {
            return uri;
        }
        StringBuilder ascii = new StringBuilder(uri.length() + 32);
        for (byte it : uri.getBytes(StandardCharsets.ISO_8859_1)) {
            int unsigned = Byte.toUnsignedInt(it);
            if (unsigned <= LAST_ASCII) {
                ascii.append((char) unsigned);
            } else {
                ascii.append('%').append(String.format("%02X", unsigned));
            }
        }
        return ascii.toString();
    }
}
