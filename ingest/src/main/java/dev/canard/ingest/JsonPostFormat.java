package dev.canard.ingest;

/** A format whose payloads are JSON objects in UTF-8. */
abstract class JsonPostFormat implements PostFormat {

    @Override
    public final ParsedPost parse(byte[] payload) {
        try {
            String text = JsonObject.decoded(payload);
            return isHeartbeat(text)
                    ? new ParsedPost.Ignored(ParsedPost.Ignored.Reason.HEARTBEAT)
                    : read(JsonObject.of(text));
        } catch (RejectedException e) {
            return e.rejection();
        }
    }

    /** Whether a payload, which need not be JSON, only keeps the connection open. */
    boolean isHeartbeat(String payload) {
        return false;
    }

    /** A text of which its platform escapes three characters and no others. */
    static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    abstract ParsedPost read(JsonObject payload) throws RejectedException;
}
