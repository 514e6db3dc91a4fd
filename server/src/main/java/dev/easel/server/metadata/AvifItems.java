package dev.easel.server.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The items of an AVIF file. The bytes of Exif and of XMP are overwritten where they are, since all other items are
 * found by their place in the file. How an AVIF picture is turned stands elsewhere in it, and stays. For one thread.
 */
final class AvifItems {
    /** The place of a TIFF file behind these four bytes, and one without an entry. */
    private static final byte[] EMPTY_EXIF = {0, 0, 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0};

    private static final String EXIF = "Exif";
    /** XMP is one of these. */
    private static final String TEXT = "mime";

    /** Boxes that are looked at beside each other: a picture in tiles has a few hundred. */
    private static final int MOST_BOXES = 4096;

    /** What the place of an item is counted from. */
    private static final int IN_FILE = 0;

    private static final int IN_DATA = 1;

    private final ImageBytes in;
    /** What the items are, by their numbers; those alone that are overwritten. */
    private final Map<Long, String> types = new HashMap<>();
    /** The ends of what holds the bytes of items, by where it begins: nothing else is overwritten. */
    private final NavigableMap<Long, Integer> open = new TreeMap<>();
    /** Bytes that may be overwritten yet: no two items of a sound file share any. */
    private long left;

    private AvifItems(byte[] image) {
        this.in = new ImageBytes(image.clone());
        this.left = image.length;
    }

    static byte[] stripped(byte[] image) {
        AvifItems items = new AvifItems(image);
        List<Box> boxes = items.boxes(0, image.length);
        boxes.stream().filter(it -> it.is("mdat")).forEach(it -> items.open.put((long) it.begin(), it.end()));
        boxes.stream().filter(it -> it.is("meta")).forEach(items::meta);
        return items.in.bytes();
    }

    /**
     * @param from where it says what it is
     * @param begin where what it holds begins
     */
    private record Box(ImageBytes in, int from, int begin, int end) {
        boolean is(String type) {
            return in.has(from, type);
        }
    }

    private List<Box> boxes(int from, int to) {
        List<Box> boxes = new ArrayList<>();
        int at = from;
        while (at <= to - 8 && boxes.size() < MOST_BOXES) {
            long size = in.u32(at);
            int head = 8;
            if (size == 1) {
                size = in.number(at + 8L, 8);
                head = 16;
            } else if (size == 0) {
                size = (long) to - at;
            }
            if (size < head) {
                break;
            }
            int end = Math.min(to, in.end(at, size));
            boxes.add(new Box(in, at + 4, Math.min(end, at + head), end));
            at = end;
        }
        return boxes;
    }

    private void meta(Box meta) {
        List<Box> boxes = boxes(meta.begin() + 4, meta.end());
        types.clear();
        boxes.stream().filter(it -> it.is("iinf")).forEach(this::infos);
        Optional<Box> data = boxes.stream().filter(it -> it.is("idat")).findFirst();
        data.ifPresent(it -> open.put((long) it.begin(), it.end()));
        int dataAt = data.map(Box::begin).orElse(in.length());
        boxes.stream().filter(it -> it.is("iloc")).forEach(it -> places(it, dataAt));
    }

    private void infos(Box infos) {
        int counter = in.u8(infos.begin()) == 0 ? 2 : 4;
        for (Box info : boxes(infos.begin() + 4 + counter, infos.end())) {
            int version = in.u8(info.begin());
            int size = version == 2 ? 2 : 4;
            int at = info.begin() + 4;
            String type = in.has(at + size + 2L, EXIF) ? EXIF : in.has(at + size + 2L, TEXT) ? TEXT : "";
            if (info.is("infe") && version >= 2 && !type.isEmpty()) {
                types.put(in.number(at, size), type);
            }
        }
    }

    private void places(Box places, int data) {
        int version = in.u8(places.begin());
        int sizes = in.u16(places.begin() + 4L);
        int indexSize = version == 0 ? 0 : sizes & 15;
        int baseSize = sizes >> 4 & 15;
        int lengthSize = sizes >> 8 & 15;
        int offsetSize = sizes >> 12;
        int idSize = version < 2 ? 2 : 4;
        long at = places.begin() + 6L;
        long count = in.number(at, idSize);
        at += idSize;
        for (; count > 0 && at < places.end(); count--) {
            String type = types.get(in.number(at, idSize));
            at += idSize;
            int method = version > 0 ? in.u16(at) & 15 : IN_FILE;
            at += version > 0 ? 4 : 2;
            long base = in.number(at, baseSize) + (method == IN_DATA ? data : 0);
            at += baseSize;
            int extents = indexSize + offsetSize + lengthSize == 0 ? 0 : in.u16(at);
            at += 2;
            boolean isFirst = true;
            for (; extents > 0 && at < places.end(); extents--) {
                at += indexSize;
                long from = base + in.number(at, offsetSize);
                long length = in.number(at + offsetSize, lengthSize);
                at += offsetSize + lengthSize;
                if (type != null && (method == IN_FILE || method == IN_DATA)) {
                    overwrite(from, length, isFirst && type.equals(EXIF));
                    isFirst = false;
                }
            }
        }
    }

    private void overwrite(long from, long length, boolean isExif) {
        Map.Entry<Long, Integer> within = open.floorEntry(from);
        if (within == null || from >= within.getValue() || length <= 0) {
            return;
        }
        int end = Math.min(within.getValue(), in.end(from, length));
        left -= end - from;
        if (left < 0) {
            return;
        }
        Arrays.fill(in.bytes(), (int) from, end, (byte) 0);
        if (isExif && end - from >= EMPTY_EXIF.length) {
            System.arraycopy(EMPTY_EXIF, 0, in.bytes(), (int) from, EMPTY_EXIF.length);
        }
    }
}
