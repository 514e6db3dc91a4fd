package dev.easel.server.carriers;

import dev.easel.server.excalidraw.InvalidDrawing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The drawing in a text, as Obsidian's {@code .excalidraw.md} has it, and as language models answer: in a block of
 * code, packed where it is marked {@code compressed-json}; or between the sentences.
 */
final class MarkdownScene {
    /**
     * A line that begins or ends a block, perhaps in a list or a quotation. A text in the drawing may have a fence in
     * it, but no line of its own. No run gives back what it has taken, so that the time is linear in the length.
     */
    private static final Pattern FENCE =
            Pattern.compile("(?md)^[ \\t>*+-]*+(?:```|~~~)[ \\t]*+([\\w+.-]*+)[ \\t]*+\\r?$");

    private static final String PACKED = "compressed-json";
    private static final Pattern OBJECT = Pattern.compile("\\{\\s*[\"'\\w]");

    /** Of a note with more blocks only the last ones are looked at. */
    private static final int MOST_BLOCKS = 1_000;

    private final String note;
    private int left;
    private Optional<InvalidDrawing> failure = Optional.empty();

    private MarkdownScene(String note, int most) {
        this.note = note;
        this.left = most;
    }

    /**
     * The last block that looks like a drawing: a note may tell of other things beside it.
     *
     * @param most characters that are unpacked, of all blocks together
     */
    static byte[] read(byte[] file, int most) {
        MarkdownScene scene = new MarkdownScene(new String(file, StandardCharsets.UTF_8), most);
        return scene.inBlock()
                .or(scene::between)
                .orElseThrow(() -> InvalidDrawing.unreadable("there is no drawing in this file"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The same of a text that is perhaps no note: empty where no block of it is a drawing. */
    static Optional<byte[]> find(byte[] file, int most) {
        return new MarkdownScene(new String(file, StandardCharsets.UTF_8), most)
                .inBlock()
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<String> inBlock() {
        for (Block block : blocks().reversed()) {
            if (block.isPacked()) {
                EncodedScene.checkPacked(block.end() - block.begin());
            }
            String body = note.substring(block.begin(), block.end());
            Optional<String> json = block.isPacked() ? unpacked(body) : Optional.of(body);
            if (json.isPresent() && isDrawing(json.get())) {
                return json;
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return Optional.empty();
    }

    private Deque<Block> blocks() {
        Deque<Block> blocks = new ArrayDeque<>();
        Matcher fence = FENCE.matcher(note);
        Block open = null;
        while (fence.find()) {
            boolean isMarked = !fence.group(1).isEmpty();
            if (open != null) {
                blocks.addLast(open.to(fence.start()));
            }
            // A mark begins a block, also where the one before has no end.
            open = isMarked || open == null
                    ? new Block(fence.group(1).equalsIgnoreCase(PACKED), fence.end(), note.length())
                    : null;
            if (blocks.size() > MOST_BLOCKS) {
                blocks.removeFirst();
            }
        }
        if (open != null) {
            blocks.addLast(open);
        }
        return blocks;
    }

    private static boolean isDrawing(String json) {
        String text = json.strip();
        return text.startsWith("{")
                ? text.contains("elements")
                : text.startsWith("[") && text.substring(1).stripLeading().startsWith("{");
    }

    /** What stands between two sentences; what has braces in them is not found. */
    private Optional<String> between() {
        Matcher object = OBJECT.matcher(note);
        int end = note.lastIndexOf('}') + 1;
        return object.find() && object.start() < end
                ? Optional.of(note.substring(object.start(), end)).filter(MarkdownScene::isDrawing)
                : Optional.empty();
    }

    /** Empty where it is damaged, which is told if no other block is a drawing. */
    private Optional<String> unpacked(String body) {
        LzString packed = new LzString(body.replaceAll("\\s+", ""));
        Optional<String> json = packed.unpacked(left);
        left -= Math.min(left, packed.length());
        if (json.isEmpty() && failure.isEmpty()) {
            failure = Optional.of(
                    left == 0
                            ? InvalidDrawing.content("the drawing in this note is too large")
                            : InvalidDrawing.unreadable("the drawing in this note is damaged"));
        }
        return json;
    }

    private record Block(boolean isPacked, int begin, int end) {
        Block to(int newEnd) {
            return new Block(isPacked, begin, newEnd);
        }
    }
}
