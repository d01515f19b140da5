package dev.canard.deploy.command;

import dev.canard.ingest.PostFormats;
import java.util.Iterator;

/** The names of all formats of posts, for help and completion. */
final class PostFormatNames implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return PostFormats.all().names().iterator();
    }
}
