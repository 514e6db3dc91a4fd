package dev.easel.server.commandline;

import java.util.UUID;
import java.util.regex.Pattern;

/** A project of a server, as far as the command line needs it. */
record RemoteProject(UUID id, String title) {
    /** Letters of a title that a file name gets: of four bytes each, they leave room for the rest of the name. */
    private static final int TITLE_LETTERS = 50;

    /** What {@link #fileName} puts behind the title, or what the files of others end in. */
    private static final Pattern NO_TITLE =
            Pattern.compile("( \\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12})?\\.(excalidraw|json)$");

    /** The title of a project that is made of a file of this name. */
    static String title(String fileName) {
        return NO_TITLE.matcher(fileName).replaceFirst("");
    }

    /** A name for its file that no other project has. */
    String fileName() {
        String plain =
                title.replaceAll("[\\p{Cntrl}\\p{Cs}\\s/\\\\:*?\"<>|]+", " ").strip();
        String named = plain.startsWith(".") ? "board" + plain : plain;
        int end = named.offsetByCodePoints(0, Math.min(TITLE_LETTERS, named.codePointCount(0, named.length())));
        String start = named.substring(0, end).strip();
        return (start.isEmpty() ? "" : start + " ") + idName();
    }

    /** The same of ASCII alone, where the system cannot write the letters of the title. */
    String idName() {
        return id + ".excalidraw";
    }
}
