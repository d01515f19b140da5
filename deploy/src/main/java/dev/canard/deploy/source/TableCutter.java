package dev.canard.deploy.source;

/**
 * A row a record; a line's end between quotation marks belongs to the field. A quotation mark ends a field only where the
 * field can end, so that one in a text that was not doubled does no harm to the rows behind it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180: comma-separated values</a>
 */
final class TableCutter implements Cutter {

    private enum State {
        BEFORE_FIELD,
        PLAIN,
        QUOTED,
        AFTER_QUOTE
    }

    /** All that may part fields, until the header tells which one does. */
    private String separators = ",;\t";

    private State state = State.BEFORE_FIELD;

    /** Says what parts fields from here on. */
    void separator(char separator) {
        separators = String.valueOf(separator);
    }

    @Override
    public Cut at(byte next) {
        if (next == '\n' && state != State.QUOTED) {
            state = State.BEFORE_FIELD;
            return Cut.END;
        }
        state = switch (state) {
            case BEFORE_FIELD, PLAIN -> {
                if (separators.indexOf(next) >= 0) {
                    yield State.BEFORE_FIELD;
                }
                yield next == '"' && state == State.BEFORE_FIELD ? State.QUOTED : State.PLAIN;
            }
            case QUOTED -> next == '"' ? State.AFTER_QUOTE : State.QUOTED;
            case AFTER_QUOTE -> {
                if (separators.indexOf(next) >= 0) {
                    yield State.BEFORE_FIELD;
                }
                yield next == '\r' ? State.AFTER_QUOTE : State.QUOTED;
            }
        };
        return Cut.KEEP;
    }
}
