package dev.canard.deploy.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element a record, of JSON values of any size: the elements of arrays, and of the arrays {@code @graph},
 * {@code dataFeedElement} and {@code claims} of objects, which wrap fact-checks. An object without such an array is a record
 * itself; what else stands in one that has it is passed over.
 *
 * <p>Records are cut and not parsed, since a parser cannot go on behind an element that is no JSON. A quotation mark ends a
 * string only where JSON can go on behind it: exact for JSON, and for text with marks that were not escaped mostly so.
 */
final class JsonCutter implements Cutter {

    /** Arrays of this name wrap fact-checks. */
    static final Set<String> WRAPPERS = Set.of("@graph", "dataFeedElement", "claims");

    private static final int LONGEST_KEY = 16;

    /** Wrappers within wrappers; what is deeper is one record. */
    private static final int DEEPEST = 8;

    private enum Text {
        OUTSIDE,
        INSIDE,
        ESCAPED,
        /** Behind a quotation mark that may be the last one. */
        AFTER_QUOTE
    }

    /** An array whose elements are records. */
    private static final class Wrapper {

        private final String key;
        private long index;

        Wrapper(String key) {
            this.key = key;
        }
    }

    private final Set<String> names;
    private final Deque<Wrapper> wrappers = new ArrayDeque<>();
    private final StringBuilder key = new StringBuilder();
    private Text text = Text.OUTSIDE;

    /** Open brackets since the innermost wrapper, 0 between its elements. */
    private int depth;

    /** Whether what is open is a record, and not the rest of an object that wraps records. */
    private boolean keeping;

    private boolean scalar;
    private boolean keyExpected;
    private boolean inKey;
    private boolean wrapperExpected;
    private String pointer = "";

    JsonCutter() {
        this(WRAPPERS);
    }

    /** @param names of the arrays in objects whose elements are records */
    JsonCutter(Set<String> names) {
        this.names = names;
    }

    @Override
    public String pointer() {
        return keeping ? place() : pointer;
    }

    @Override
    public @Nullable String missing() {
        return wrappers.isEmpty() && (keeping || depth == 0)
                ? null
                : "the JSON breaks off inside of " + (wrappers.isEmpty() ? "an object" : place());
    }

    /** Whether the next byte may begin a record. */
    boolean isBetweenRecords() {
        return depth == 0 && !scalar && wrappers.isEmpty();
    }

    @Override
    public Cut at(byte next) {
        if (text != Text.OUTSIDE && !leavesString(next)) {
            return keeping ? Cut.KEEP : Cut.SKIP;
        }
        if (scalar) {
            return inScalar(next);
        }
        return depth == 0 ? betweenRecords(next) : inRecord(next);
    }

    /** Whether the byte stands behind a string that has ended. */
    private boolean leavesString(byte next) {
        switch (text) {
            case ESCAPED -> text = Text.INSIDE;
            case AFTER_QUOTE -> {
                if (next == ',' || next == '}' || next == ']' || next == ':') {
                    text = Text.OUTSIDE;
                    return true;
                }
                if (!isBlank(next)) {
                    text = Text.INSIDE;
                    inString(next);
                }
            }
            case INSIDE, OUTSIDE -> inString(next);
        }
        return false;
    }

    private void inString(byte next) {
        if (next == '"') {
            text = Text.AFTER_QUOTE;
            inKey = false;
        } else if (next == '\\') {
            text = Text.ESCAPED;
        } else if (inKey && key.length() < LONGEST_KEY) {
            key.append((char) (next & 0xFF));
        }
    }

    private Cut betweenRecords(byte next) {
        if (next == ']') {
            leaveWrapper();
            return Cut.SKIP;
        }
        boolean deepest = wrappers.size() >= DEEPEST;
        if (next == '{' || (next == '[' && deepest)) {
            depth = 1;
            keeping = true;
            keyExpected = next == '{' && !deepest;
            return Cut.KEEP;
        }
        if (next == '[') {
            wrappers.push(new Wrapper(""));
            return Cut.SKIP;
        }
        if (isBlank(next) || next == ',' || next == '}' || next == ':' || next < 0) {
            // A byte of a byte order mark is negative; no JSON value begins with one.
            return Cut.SKIP;
        }
        scalar = true;
        keeping = true;
        text = next == '"' ? Text.INSIDE : Text.OUTSIDE;
        return Cut.KEEP;
    }

    private Cut inScalar(byte next) {
        if (next == ',' || next == '\n' || next == ']') {
            scalar = false;
            endRecord();
            if (next == ']') {
                leaveWrapper();
            }
            return Cut.END;
        }
        return Cut.KEEP;
    }

    private Cut inRecord(byte next) {
        boolean mayWrap = wrapperExpected;
        wrapperExpected = wrapperExpected && isBlank(next);
        switch (next) {
            case '"' -> {
                text = Text.INSIDE;
                inKey = keyExpected && depth == 1;
                key.setLength(0);
            }
            case ',' -> keyExpected = depth == 1 && wrappers.size() < DEEPEST;
            case ':' -> {
                wrapperExpected = depth == 1 && keyExpected && names.contains(key.toString());
                keyExpected = false;
            }
            case '{' -> depth++;
            case '[' -> {
                if (mayWrap) {
                    wrappers.push(new Wrapper(key.toString()));
                    depth = 0;
                    keeping = false;
                    return Cut.DROP;
                }
                depth++;
            }
            case '}', ']' -> {
                depth--;
                if (depth == 0) {
                    boolean record = keeping;
                    endRecord();
                    return record ? Cut.KEEP_AND_END : Cut.SKIP;
                }
            }
            default -> {}
        }
        return keeping ? Cut.KEEP : Cut.SKIP;
    }

    private void endRecord() {
        pointer = place();
        keeping = false;
        keyExpected = false;
        if (!wrappers.isEmpty()) {
            wrappers.peek().index++;
        }
    }

    private void leaveWrapper() {
        if (wrappers.isEmpty()) {
            return;
        }
        if (wrappers.pop().key.isEmpty()) {
            endRecord();
        } else {
            // What follows is the rest of the object.
            depth = 1;
        }
    }

    /** RFC 6901: JSON Pointer. */
    private String place() {
        StringBuilder place = new StringBuilder();
        for (Iterator<Wrapper> outermostFirst = wrappers.descendingIterator(); outermostFirst.hasNext(); ) {
            Wrapper wrapper = outermostFirst.next();
            place.append(wrapper.key.isEmpty() ? "" : "/" + wrapper.key)
                    .append('/')
                    .append(wrapper.index);
        }
        return place.toString();
    }

    private static boolean isBlank(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }
}
