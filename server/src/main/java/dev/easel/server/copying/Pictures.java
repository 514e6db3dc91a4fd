package dev.easel.server.copying;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.easel.server.copying.DrawingCopy.Code;
import dev.easel.server.excalidraw.Drawing.EmbeddedFile;
import dev.easel.server.excalidraw.InvalidDrawing;
import dev.easel.server.metadata.ImageMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code files} of a drawing, without their metadata. Each gets an id that is made of what is left of it, so that
 * other pictures of the board are never taken for it, and the same picture is stored once. What is somewhere else is
 * not fetched. For one thread.
 */
final class Pictures {
    private final long now;
    private final int most;
    private int count;
    private final Map<String, EmbeddedFile> usable = new HashMap<>();
    /** Why a file cannot be used, by its name. */
    private final Map<String, LeftOut> wrong = new HashMap<>();

    /**
     * @param now the creation time of files that have none, in milliseconds since 1970
     * @param most files that there may be
     */
    Pictures(long now, int most) {
        this.now = now;
        this.most = most;
    }

    /** Forgets all files: the text that they were read of is read once more. */
    void clear() {
        count = 0;
        usable.clear();
        wrong.clear();
    }

    /** Reads the object at the parser, in which each file stands under its id; or an array of files. */
    void read(JsonParser in) throws IOException {
        boolean isKeyed = in.currentToken() == JsonToken.START_OBJECT;
        while (!in.nextToken().isStructEnd()) {
            String name = null;
            if (isKeyed) {
                name = LooseJson.clean(in.currentName());
                in.nextToken();
            }
            readFile(name, in);
            if (++count > most) {
                throw InvalidDrawing.content("the drawing has over " + most + " files");
            }
        }
    }

    /** A file is an object, or its data alone. Where its key and its own id differ, elements may name it by both. */
    private void readFile(@Nullable String key, JsonParser in) throws IOException {
        String id = null;
        String data = in.currentToken() == JsonToken.VALUE_STRING ? in.getText() : "";
        long created = now;
        if (in.currentToken() == JsonToken.START_OBJECT) {
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String field = in.currentName();
                JsonToken token = in.nextToken();
                if (field.equalsIgnoreCase("dataURL") && token == JsonToken.VALUE_STRING) {
                    data = in.getText();
                } else if (field.equals("id") && token.isScalarValue()) {
                    id = LooseJson.clean(in.getText());
                } else if (field.equals("created") && token == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= 15) {
                    created = Math.max(0, in.getLongValue());
                } else {
                    in.skipChildren();
                }
            }
        } else {
            in.skipChildren();
        }
        add(key == null ? id : key, id, data, created);
    }

    private void add(@Nullable String name, @Nullable String otherName, String data, long created) {
        if (name == null) {
            return;
        }
        try {
            EmbeddedFile file = file(data, created);
            usable.put(name, file);
            usable.putIfAbsent(otherName == null ? name : otherName, file);
        } catch (LeftOut failure) {
            wrong.put(name, failure);
            wrong.putIfAbsent(otherName == null ? name : otherName, failure);
        }
    }

    private static LeftOut nothing() {
        return new LeftOut(Code.NO_PICTURE, "the file has nothing of this picture but its name");
    }

    private static EmbeddedFile file(String data, long created) throws LeftOut {
        if (data.isBlank()) {
            throw nothing();
        }
        if (data.matches("(?is)\\s*(https?|blob|file|ftp):.*")) {
            throw new LeftOut(
                    Code.PICTURE_ELSEWHERE,
                    "its picture is somewhere else, at " + InvalidDrawing.quoted(data.strip())
                            + ", and is not fetched from there");
        }
        byte[] bytes;
        try {
            bytes = ImageMetadata.stripped(PictureData.bytes(data));
        } catch (IllegalArgumentException _) {
            throw new LeftOut(Code.PICTURE_UNREADABLE, "the data of its picture cannot be read");
        }
        if (bytes.length == 0) {
            throw nothing();
        }
        Optional<String> kind = ImageKinds.of(bytes);
        if (kind.isEmpty()) {
            throw new LeftOut(Code.PICTURE_TYPE, "the data of its picture is of no kind that a board shows");
        }
        return new EmbeddedFile(id(kind.get(), bytes), kind.get(), bytes, created);
    }

    /** Why the element cannot show its picture; empty where it can. */
    Optional<LeftOut> missing(ElementDraft image) {
        String name = image.fileName;
        if (name == null) {
            return Optional.of(new LeftOut(Code.NO_PICTURE, "it names no picture"));
        }
        return usable.containsKey(name)
                ? Optional.empty()
                : Optional.of(wrong.getOrDefault(name, new LeftOut(Code.NO_PICTURE, "its picture is not in the file")));
    }

    /** The ids of the usable files, by their names. */
    Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        usable.forEach((name, file) -> ids.put(name, file.id()));
        return ids;
    }

    /** Those that these elements show, each once. */
    List<EmbeddedFile> shownBy(List<ElementDraft> drafts) {
        Map<String, EmbeddedFile> shown = new LinkedHashMap<>();
        for (ElementDraft draft : drafts) {
            EmbeddedFile file =
                    draft.type.equals("image") && draft.fileName != null ? usable.get(draft.fileName) : null;
            if (file != null) {
                shown.put(file.id(), file);
            }
        }
        return List.copyOf(shown.values());
    }

    private static String id(String kind, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(kind.getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException failure) {
            throw new IllegalStateException("every Java has SHA-1", failure);
        }
    }
}
