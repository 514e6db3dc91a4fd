package dev.easel.server.http;

import static dev.easel.server.http.HttpWorld.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.server.catalog.Projects.Asset;
import dev.easel.server.metadata.ImageMetadata;
import dev.easel.server.metadata.Photos;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Photos that tell much come in by every door. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PhotoTest {
    private static final Map<String, byte[]> PHOTOS = Map.of(
            "image/jpeg", Photos.jpeg(6),
            "image/png", Photos.png(6),
            "image/webp", Photos.webp(6),
            "image/avif", Photos.avif());

    private final HttpWorld world = new HttpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("a photo is stored without what it tells, whatever its type says")
    void put() {
        String project = world.project("p");
        PHOTOS.forEach((type, photo) -> {
            for (String said : List.of(type, "image/bmp")) {
                String path = project + "/assets/" + said.substring(6) + "-of-" + type.substring(6);
                assertEquals(201, put(path, said, photo));
                assertArrayEquals(ImageMetadata.stripped(photo), get(path));
            }
        });
    }

    @Test
    @DisplayName("the same photo again is a 204, with and without what it tells; another one is a 409")
    void again() {
        String path = world.project("p") + "/assets/a";
        assertEquals(201, put(path, "image/jpeg", Photos.jpeg(6)));

        assertEquals(204, put(path, "image/jpeg", Photos.jpeg(6)));
        assertEquals(204, put(path, "image/jpeg", ImageMetadata.stripped(Photos.jpeg(6))));
        assertEquals(409, put(path, "image/jpeg", Photos.jpeg(3)));
        assertEquals(409, put(path, "image/png", Photos.jpeg(6)));
        assertEquals(409, put(path, "image/png", Photos.png(6)));
    }

    @Test
    @DisplayName("a photo that an earlier version stored with all that it tells is the same: it stays, and is a 204")
    void stored_before() {
        String project = world.project("p");
        UUID id = UUID.fromString(project.substring("/api/projects/".length()));
        world.onLoop(() -> world.projects.putAssets(id, List.of(new Asset("a", "image/jpeg", Photos.jpeg(6), 1))));

        assertEquals(204, put(project + "/assets/a", "image/jpeg", Photos.jpeg(6)));
        assertEquals(409, put(project + "/assets/a", "image/jpeg", Photos.jpeg(3)));
        assertEquals(409, put(project + "/assets/a", "image/jfif", Photos.jpeg(6)));
        assertArrayEquals(Photos.jpeg(6), get(project + "/assets/a"));
    }

    @Test
    @DisplayName("photos of an imported file tell nothing, merged or copied, and a copy finds them again")
    void imported() {
        byte[] photo = Photos.jpeg(6);
        for (String mode : List.of("merge", "copy")) {
            String project = world.project(mode);
            for (int time = 0; time < 2; time++) {
                HttpResponse<String> answer = world.post(project + "/import?mode=" + mode, drawing(photo));
                assertEquals(200, answer.statusCode(), answer.body());
                assertEquals(1, json(answer).getInteger("files"));
            }
            String exported = world.get(project + "/export").body();
            String kept = Base64.getEncoder().encodeToString(ImageMetadata.stripped(photo));
            assertTrue(exported.contains("data:image/jpeg;base64," + kept), exported);
            assertEquals(exported.indexOf(kept), exported.lastIndexOf(kept), "the picture is there once");
            assertFalse(exported.contains(Base64.getEncoder().encodeToString(photo)));
        }
    }

    @Test
    @DisplayName("the picture of a project tells nothing")
    void picture() {
        String path = world.project("p") + "/picture";

        assertEquals(204, put(path, "image/jpeg", Photos.jpeg(6)));
        assertArrayEquals(ImageMetadata.stripped(Photos.jpeg(6)), get(path));
    }

    private static String drawing(byte[] photo) {
        String data = Base64.getEncoder().encodeToString(photo);
        return """
                {"type": "excalidraw", "version": 2,
                 "elements": [{"id": "e", "type": "image", "x": 1, "y": 1, "width": 9, "height": 9,
                               "fileId": "f", "version": 1, "versionNonce": 1}],
                 "files": {"f": {"id": "f", "mimeType": "image/jpeg", "created": 1,
                                 "dataURL": "data:image/jpeg;base64,%s"}}}""".formatted(data);
    }

    private int put(String path, String type, byte[] photo) {
        return world.send("PUT", path, BodyPublishers.ofByteArray(photo), BodyHandlers.ofString(), "Content-Type", type)
                .statusCode();
    }

    private byte[] get(String path) {
        return world.send("GET", path, BodyPublishers.noBody(), BodyHandlers.ofByteArray())
                .body();
    }
}
