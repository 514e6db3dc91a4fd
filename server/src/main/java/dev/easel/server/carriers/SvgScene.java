package dev.easel.server.carriers;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scene in an SVG picture, or in a page with one: comments say where the payload is, which is in base64. Other
 * programs change the spaces in comments.
 */
final class SvgScene {
    private static final Pattern TYPE =
            Pattern.compile("<!--\\s*payload-type:application/vnd\\.excalidraw\\+json\\s*-->");
    private static final Pattern VERSION = Pattern.compile("<!--\\s*payload-version:\\s*(\\d+)");
    private static final Pattern START = Pattern.compile("<!--\\s*payload-start\\s*-->");
    private static final Pattern END = Pattern.compile("<!--\\s*payload-end\\s*-->");

    private SvgScene() {}

    /** Empty where nothing says that there is a scene in it. */
    static Optional<byte[]> find(byte[] file, int most) {
        String svg = new String(file, StandardCharsets.ISO_8859_1);
        Matcher start = START.matcher(svg);
        Matcher end = END.matcher(svg);
        if (!TYPE.matcher(svg).find() || !start.find() || !end.find(start.end())) {
            return Optional.empty();
        }
        EncodedScene.checkPacked(end.start() - start.end());
        byte[] payload;
        try {
            payload = Base64.getMimeDecoder()
                    .decode(svg.substring(start.end(), end.start()).strip());
        } catch (IllegalArgumentException _) {
            throw EncodedScene.damaged();
        }
        Matcher version = VERSION.matcher(svg);
        boolean isText = !version.find() || version.group(1).equals("1");
        // From version 2 on the payload is a text whose characters are bytes. Before it was UTF-8, as it is where no
        // version is told.
        byte[] scene =
                isText ? payload : new String(payload, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.UTF_8);
        return Optional.of(EncodedScene.read(scene, most));
    }
}
