package dev.easel.server.http;

import dev.easel.protocol.Json;

/** Members of an Excalidraw element that mean something here, as JSON strings. */
final class BoardNames {
    static final Json ID = Json.string("id");
    static final Json INDEX = Json.string("index");
    static final Json DELETED = Json.string("isDeleted");
    static final Json VERSION = Json.string("version");
    static final Json VERSION_NONCE = Json.string("versionNonce");
    static final Json UPDATED = Json.string("updated");
    static final Json FILE_ID = Json.string("fileId");

    private BoardNames() {}
}
