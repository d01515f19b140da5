package dev.canard.indexer.stance;

import dev.canard.event.Debunk;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A link to the very review that a debunk comes from: fact-checkers and their readers repeat a claim when they pass its review on. */
final class LinkedReview {

    private static final String WWW = "www.";

    private LinkedReview() {}

    /** Whether one of a post's links leads to the review, whatever follows its address. Links are compared as they are written, none is opened. */
    static boolean isIn(List<String> links, Debunk debunk) {
        Optional<Page> review = Page.of(debunk.url());
        return review.isPresent()
                && links.stream().map(Page::of).flatMap(Optional::stream).anyMatch(page -> page.is(review.get()));
    }

    /**
     * @param path without the slash at its end
     * @param query null if there is none
     */
    private record Page(String host, String path, @Nullable String query) {

        /** Empty also for a publisher's first page, which is no review. */
        private static Optional<Page> of(@Nullable String address) {
            try {
                URI uri = new URI(address == null ? "" : address.strip());
                if (uri.getHost() == null || uri.getPath() == null) {
                    return Optional.empty();
                }
                String host = uri.getHost().toLowerCase(Locale.ROOT);
                String path = uri.getPath().replaceFirst("/+$", "");
                return path.isEmpty() && uri.getQuery() == null
                        ? Optional.empty()
                        : Optional.of(new Page(
                                host.startsWith(WWW) ? host.substring(WWW.length()) : host, path, uri.getQuery()));
            } catch (URISyntaxException e) {
                return Optional.empty();
            }
        }

        /** Some reviews are told apart by their query ("?p=7"); of others a query tells where the link was found. */
        private boolean is(Page review) {
            return host.equals(review.host)
                    && path.equals(review.path)
                    && (review.query == null || review.query.equals(query));
        }
    }
}
