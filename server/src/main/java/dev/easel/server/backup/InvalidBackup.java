package dev.easel.server.backup;

import java.io.IOException;

/** The file is no backup, is damaged, or of a later version; or it cannot be restored here. The message says what. */
final class InvalidBackup extends IOException {
    private static final long serialVersionUID = 1L;

    InvalidBackup(String why) {
        super(why);
    }
}
