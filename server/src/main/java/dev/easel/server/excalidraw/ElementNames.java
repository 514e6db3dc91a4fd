package dev.easel.server.excalidraw;

import dev.easel.protocol.json.Json;

/** Names of the element members that the reader or the writer treats specially, as JSON strings. */
final class ElementNames {
    static final Json ID = Json.string("id");
    static final Json INDEX = Json.string("index");
    static final Json DELETED = Json.string("isDeleted");
    static final Json VERSION = Json.string("version");
    static final Json VERSION_NONCE = Json.string("versionNonce");
    static final Json UPDATED = Json.string("updated");
    static final Json FILE_ID = Json.string("fileId");

    private ElementNames() {}
}
