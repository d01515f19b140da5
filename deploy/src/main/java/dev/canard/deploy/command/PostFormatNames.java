package dev.canard.deploy.command;

import dev.canard.ingest.PostFormats;
import java.util.Iterator;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The names of all formats of posts: for help and completion, and to refuse others before anything starts. */
final class PostFormatNames implements Iterable<String>, ITypeConverter<String> {

    private final Set<String> names = PostFormats.all().names();

    @Override
    public Iterator<String> iterator() {
        return names.iterator();
    }

    @Override
    public String convert(String name) {
        if (!names.contains(name)) {
            throw new TypeConversionException(
                    "no format \"%s\"; there are %s".formatted(name, String.join(", ", names)));
        }
        return name;
    }
}
