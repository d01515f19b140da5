package dev.canard.deploy.evaluation;

import java.io.IOException;
import java.nio.file.Path;

/** A measurement, with its files named already. */
@FunctionalInterface
public interface Evaluation {

    /**
     * Runs it.
     *
     * @param base what relative names of files are relative to
     * @throws IOException if a file cannot be read or is not what it should be; names it
     */
    EvaluationResult evaluate(Workbench bench, Path base) throws IOException;
}
