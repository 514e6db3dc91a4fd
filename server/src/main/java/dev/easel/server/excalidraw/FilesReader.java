package dev.easel.server.excalidraw;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.protocol.ObjectIds;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the {@code files} of one drawing. An exception names the file that is wrong. For one thread. */
final class FilesReader {
    private final List<EmbeddedFile> files = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final long now;

    /** @param now the creation time of files that have none, in milliseconds since 1970 */
    FilesReader(long now) {
        this.now = now;
    }

    List<EmbeddedFile> read(JsonParser in) throws IOException {
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String id = in.currentName();
            if (!ObjectIds.isValid(id)) {
                throw wrong(id, "has an id that is not 1 to 64 of A-Z a-z 0-9 _ -");
            }
            if (!ids.add(id)) {
                throw wrong(id, "is there twice");
            }
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw wrong(id, "is not an object");
            }
            files.add(file(id, in));
        }
        return files;
    }

    private EmbeddedFile file(String id, JsonParser in) throws IOException {
        DataUrl data = null;
        String mimeType = null;
        long created = now;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            JsonToken token = in.nextToken();
            if (field.equals("dataURL") && token == JsonToken.VALUE_STRING) {
                data = data(id, in.getText());
            } else if (field.equals("mimeType") && token == JsonToken.VALUE_STRING) {
                mimeType = in.getText();
            } else if (field.equals("created") && token == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= 15) {
                created = Math.max(0, in.getLongValue());
            } else {
                in.skipChildren();
            }
        }
        if (data == null) {
            throw wrong(id, "has no dataURL, a string");
        }
        if (mimeType != null && !DataUrl.isMimeType(mimeType)) {
            throw wrong(id, "has a mimeType that is none");
        }
        return new EmbeddedFile(id, mimeType == null ? data.mimeType() : mimeType, data.bytes(), created);
    }

    private static DataUrl data(String id, String text) {
        try {
            return DataUrl.parse(text);
        } catch (IllegalArgumentException failure) {
            throw wrong(id, "has a dataURL that " + failure.getMessage());
        }
    }

    private static InvalidDrawing wrong(String id, String what) {
        return InvalidDrawing.content("file \"" + InvalidDrawing.quoted(id) + "\" " + what);
    }
}
