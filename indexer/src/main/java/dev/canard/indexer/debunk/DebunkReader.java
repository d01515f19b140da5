package dev.canard.indexer.debunk;

import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Debunk;
import dev.canard.indexer.debunk.ParsedDebunk.Rejection;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns a payload into a debunk, whatever its format. Thread-safe. */
public final class DebunkReader {

    /** The longest id, in UTF-16 code units: it is the key of records and of documents. */
    static final int LONGEST_ID = 2_000;

    private static final Pattern UNFIT_FOR_ID = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    private final DebunkFormats formats;
    private final DebunkSettings settings;
    private final DebunkNormalizer normalizer;

    public DebunkReader(DebunkFormats formats, DebunkSettings settings) {
        this.formats = formats;
        this.settings = settings;
        this.normalizer = new DebunkNormalizer(settings, VerdictTable.load());
    }

    /** Reads all formats that Canard brings along. */
    public static DebunkReader standard(DebunkSettings settings) {
        return new DebunkReader(DebunkFormats.standard(settings), settings);
    }

    /** What came of a payload. */
    public sealed interface Result {

        /** A debunk without vectors. */
        record Read(Debunk debunk) implements Result {}

        /** Nothing that can be used. */
        record Unusable(Rejection why) implements Result {}
    }

    /**
     * Reads a payload.
     *
     * @param format the name of its format, null for the default
     * @param receivedAt when it arrived
     */
    public Result read(byte[] payload, @Nullable String format, Instant receivedAt) {
        if (payload.length == 0) {
            return unusable(Kind.EMPTY, "the payload has no bytes");
        }
        if (payload.length > settings.maxBytes()) {
            return unusable(
                    Kind.TOO_LARGE,
                    "the payload has %d bytes, at most %d are read".formatted(payload.length, settings.maxBytes()));
        }
        Optional<DebunkFormat> known = formats.named(format);
        if (known.isEmpty()) {
            return unusable(Kind.UNKNOWN_FORMAT, "the header names a format of fact-checks that does not exist");
        }
        return switch (known.get().parse(payload)) {
            case Rejection rejection -> new Result.Unusable(rejection);
            case DebunkDraft draft -> normalized(draft, receivedAt);
        };
    }

    private Result normalized(DebunkDraft draft, Instant receivedAt) {
        if (draft.id().length() > LONGEST_ID) {
            return unusable(Kind.INVALID_FIELD, "the id has more than " + LONGEST_ID + " characters");
        }
        if (UNFIT_FOR_ID.matcher(draft.id()).find()) {
            return unusable(Kind.INVALID_FIELD, "the id holds control characters or halves of characters");
        }
        Debunk debunk = normalizer.normalize(draft, receivedAt);
        return debunk == null
                ? unusable(Kind.INVALID_FIELD, "the claim holds markup or blanks only")
                : new Result.Read(debunk);
    }

    private static Result unusable(Kind kind, String message) {
        return new Result.Unusable(new Rejection(kind, message));
    }
}
