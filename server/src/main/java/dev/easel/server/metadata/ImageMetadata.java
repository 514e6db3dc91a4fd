package dev.easel.server.metadata;

import java.util.Arrays;

/**
 * Pictures without their metadata: JPEG, PNG, WebP, AVIF and GIF lose the place, the time, the camera, the names, the
 * comments and the small previews that they carry, and all that follows the end of the picture; an SVG what editors
 * wrote for themselves. Orientation and colour profile stay, and no pixel changes. What is damaged or cut off stays so,
 * without its metadata as far as it can be read; an SVG stays as it is. The kind is told by the bytes, as browsers do,
 * whatever the type says.
 *
 * <p>What comes out passes unchanged when it comes again. Each call takes a time and a memory in proportion to the
 * bytes of the picture, whatever they are. Stateless.
 */
public final class ImageMetadata {
    private ImageMetadata() {}

    /** The picture without its metadata: the same array where it has none, or is of another kind. */
    public static byte[] stripped(byte[] image) {
        byte[] stripped = switch (Kind.of(image)) {
            case JPEG -> JpegSegments.stripped(image);
            case PNG -> PngChunks.stripped(image);
            case WEBP -> WebpChunks.stripped(image);
            case AVIF -> AvifItems.stripped(image);
            case GIF -> GifBlocks.stripped(image);
            case SVG -> SvgParts.stripped(image, ImageMetadata::strippedPixels);
            case OTHER -> image;
        };
        return Arrays.equals(stripped, image) ? image : stripped;
    }

    /** The same for a picture in an SVG: where that has an SVG in it, it stays as it is. */
    private static byte[] strippedPixels(byte[] image) {
        return Kind.of(image) == Kind.SVG ? image : stripped(image);
    }

    private enum Kind {
        JPEG,
        PNG,
        WEBP,
        AVIF,
        GIF,
        SVG,
        OTHER;

        static Kind of(byte[] image) {
            ImageBytes in = new ImageBytes(image);
            if (in.has(0, "\u00ff\u00d8\u00ff")) {
                return JPEG;
            }
            if (in.has(0, PngChunks.SIGNATURE)) {
                return PNG;
            }
            if (in.has(0, "RIFF") && in.has(8, "WEBP")) {
                return WEBP;
            }
            if (GifBlocks.isOne(in)) {
                return GIF;
            }
            if (in.has(4, "ftyp")) {
                return AVIF;
            }
            return SvgParts.mayBe(in) ? SVG : OTHER;
        }
    }
}
