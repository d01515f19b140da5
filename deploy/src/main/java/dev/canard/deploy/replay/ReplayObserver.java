package dev.canard.deploy.replay;

/** Is told how far a replay is, in the thread that runs it. */
public interface ReplayObserver {

    /** Tells nobody. */
    ReplayObserver NONE = new ReplayObserver() {
        @Override
        public void left(Step step, long records) {}

        @Override
        public void done(Step step, long records) {}
    };

    /** What is done, one after the other. */
    enum Step {
        /** Debunks are copied. */
        COPY_DEBUNKS,
        /** Posts, or claims, of the range are copied. */
        COPY_INPUT,
        /** Claims are read in posts; only where posts are the input. */
        READ_CLAIMS,
        /** Posts are matched. */
        MATCH
    }

    /**
     * How much of a step is left. May be called as often as one likes.
     *
     * @param records how many are still to be done, at least 0
     */
    void left(Step step, long records);

    /**
     * A step of copying has ended.
     *
     * @param records how many the copy holds
     */
    void done(Step step, long records);
}
