package dev.canard.deploy.erasure;

import dev.canard.event.Author;
import dev.canard.event.Erasure;
import dev.canard.event.Post;
import dev.canard.ingest.AuthorKey;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Whose or which posts are erased.
 *
 * @param kind what it is
 * @param names what it is called in posts: the id of a post; an author's id or handle as they are, and as they are stored under a key
 * @param hash how the audit trail names it
 */
public record Subject(Erasure.Kind kind, Set<String> names, String hash) {

    public Subject {
        names = Set.copyOf(names);
    }

    /**
     * An author.
     *
     * @param name the id, or the handle, with or without {@code @}. With a key: that of both of which the key's hash is made, see
     *     {@link AuthorKey#hashed}, or the hash
     * @param key the key under which authors are stored; null if they are stored as they are
     */
    public static Subject author(String name, @Nullable AuthorKey key) {
        String plain = name.startsWith("@") ? name.substring(1) : name;
        return new Subject(
                Erasure.Kind.AUTHOR, key == null ? Set.of(plain) : Set.of(plain, key.hash(plain)), hash(plain, key));
    }

    /** A post. */
    public static Subject post(String id, @Nullable AuthorKey key) {
        return new Subject(Erasure.Kind.POST, Set.of(id), hash(id, key));
    }

    /** Whether a post is meant, or one of those that are. */
    public boolean has(Post post) {
        if (kind == Erasure.Kind.POST) {
            return names.contains(post.id());
        }
        Author author = post.author();
        return author != null
                && ((author.id() != null && names.contains(author.id()))
                        || (author.handle() != null && names.contains(author.handle())));
    }

    private static String hash(String name, @Nullable AuthorKey key) {
        return key == null ? "sha256:" + DigestUtils.sha256Hex(name) : key.hash(name);
    }
}
