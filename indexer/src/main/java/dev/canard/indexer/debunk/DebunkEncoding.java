package dev.canard.indexer.debunk;

import dev.canard.event.Debunk;
import dev.canard.event.Vector;
import java.util.List;
import java.util.function.Function;

/**
 * How debunks become vectors.
 *
 * @param encoderIds names and versions of the encoders; when they change, every debunk is encoded anew
 * @param vectorsOf the vectors of a debunk by all of these encoders
 */
public record DebunkEncoding(List<String> encoderIds, Function<Debunk, List<Vector>> vectorsOf) {

    public DebunkEncoding {
        encoderIds = List.copyOf(encoderIds);
    }
}
