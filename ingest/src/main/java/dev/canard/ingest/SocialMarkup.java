package dev.canard.ingest;

import dev.canard.event.Author;
import dev.canard.event.Span;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Collection;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps of {@link TextCleaner} that know how people write on social media. Each expects the text of the step before.
 *
 * <p>No pattern repeats a group without a bound, which would cost Java's matcher stack for each round.
 */
final class SocialMarkup {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final String HANDLE = "@\\w{1,40}(?:[.-]\\w{1,40}){0,6}(?:@\\w{1,40}(?:[.-]\\w{1,40}){1,6})?";

    /** As in embedded posts: {@code — Jane Doe (@jane) May 1, 2020}. */
    private static final Pattern SIGNATURE = Pattern.compile(
            "(?:—|(?<=\\s)(?:–|--?)\\s)\\s{0,5}(?<name>[^—–\\n]{0,60}?)\\s{0,5}\\(@(?<handle>\\w{1,40})\\)"
                    + "\\s{1,5}[A-Z][a-z]{2,8}\\.? \\d{1,2}, \\d{4}\\s{0,5}[\"”]?\\s{0,5}\\z");

    private static final int LONGEST_SIGNATURE = 200;

    /** Begins also after a letter that no address has: where words are not kept apart, neither are links. */
    private static final Pattern LINK = Pattern.compile(
            "(?<![A-Za-z0-9_@])(?:https?://|www\\.|pic\\.twitter\\.com/|t\\.co/)[^\\s" + LinkText.UNSPACED + "]++",
            FLAGS);

    private static final BitSet IN_LINK = WordMatcher.telling("./");

    private static final Pattern REPOST = Pattern.compile("\\A\\s{0,10}(?:RT|MT) " + HANDLE + ":?\\s{0,10}", FLAGS);

    private static final Pattern FIRST_MENTIONS =
            Pattern.compile("\\A\\s{0,10}(?:" + HANDLE + "[:,]?\\s{1,10}){1,50}", FLAGS);

    private static final Pattern VERB = Pattern.compile("\\A(?!(?:this|his|its|us|yes|as|thus|always|perhaps|news|less|"
            + "plus|thing|nothing|something|everything|anything|during)\\b)"
            + "(?:is|was|are|were|has|had|have|will|would|can|could|said|just|did|[a-z]{2,20}(?:s|ed|ing))\\b");

    private static final Pattern HASHTAGS = Pattern.compile("(?:#\\w{1,100}){1,30}", FLAGS);

    private static final Pattern MENTION = Pattern.compile(HANDLE, FLAGS);

    private static final Pattern CREDIT = Pattern.compile("via|cc|h/t|ht|by", FLAGS);

    private static final int MOST_LAST_TAGS = 50;

    private static final int LONGEST_TAG = 3_000;

    /** A hashtag with at least a letter: {@code #1} is a number. Or a handle, but no address of e-mail. */
    private static final Pattern TAG = Pattern.compile(
            "(?<hash>#)(?=[\\p{N}_]{0,50}\\p{L})(?<word>\\w{1,100})|(?<!\\w)(?<handle>" + HANDLE + ")", FLAGS);

    private static final BitSet IN_TAG = WordMatcher.telling("#@");

    /** Also before a capital that begins a word after an acronym or a number; but DMs is one word. */
    private static final Pattern WORD_BREAK =
            Pattern.compile("_|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu}|\\d\\d)(?=\\p{Lu}\\p{Ll})(?!\\p{Lu}s(?!\\p{Ll}))"
                    + "|(?<=\\p{L})(?=\\d{2,4}\\z)");

    /** A tag of so many words says something. */
    private static final int WORDS_OF_A_STATEMENT = 3;

    private SocialMarkup() {}

    /** Where the signature at the end starts, and whom it names; null where there is none. */
    static @Nullable Signature signature(AlignedText text) {
        int from = Math.max(0, text.length() - LONGEST_SIGNATURE);
        if (text.text().indexOf("(@", from) < 0) {
            return null;
        }
        Matcher signature = SIGNATURE.matcher(text.text()).region(from, text.length());
        if (!signature.find()) {
            return null;
        }
        String name = signature.group("name").strip();
        return new Signature(signature.start(), new Author(signature.group("handle"), name.isEmpty() ? null : name));
    }

    record Signature(int start, Author author) {}

    /** Takes links out, each into {@code links}. Punctuation that ends a sentence after a link stays. */
    static AlignedText withoutLinks(AlignedText text, Collection<String> links) {
        AlignedText.Edit edit = text.edit();
        WordMatcher words = new WordMatcher(LINK, text.text(), IN_LINK);
        while (words.find()) {
            MatchResult link = words.match();
            int end = link.end();
            while (end > link.start()
                    && LinkText.MARKS_AFTER.indexOf(text.text().charAt(end - 1)) >= 0) {
                end--;
            }
            links.add(text.text().substring(link.start(), end));
            edit.replace(link.start(), end, " ");
        }
        return edit.done();
    }

    static AlignedText withoutRepostPrefix(AlignedText text) {
        Matcher prefix = REPOST.matcher(text.text());
        return prefix.find() ? text.cut(prefix.end(), text.length()) : text;
    }

    /** Drops the mentions that a reply starts with, but keeps the last one where it is the subject: "@who says". */
    static AlignedText withoutFirstMentions(AlignedText text) {
        Matcher mentions = FIRST_MENTIONS.matcher(text.text());
        if (!mentions.find()) {
            return text;
        }
        int end = mentions.end();
        if (VERB.matcher(text.text())
                .region(end, Math.min(text.length(), end + 30))
                .find()) {
            end = startOfMention(text.text(), end);
        }
        return text.cut(end, text.length());
    }

    /** A handle of the Fediverse has a second sign, before its server. */
    private static int startOfMention(String text, int end) {
        int sign = text.lastIndexOf('@', end);
        boolean beforeServer = sign > 0 && !Character.isWhitespace(text.charAt(sign - 1));
        return beforeServer ? text.lastIndexOf('@', sign - 1) : sign;
    }

    /**
     * Drops the block of hashtags and credits that a post ends with. A tag that says something, {@code #MasksDoNotWork}, stays
     * and gets a line of its own. A single hashtag right after a word may be that sentence's last word and stays; so does a
     * post that is nothing but hashtags.
     */
    static AlignedText withoutLastTags(AlignedText text) {
        String from = text.text();
        int cut = from.length();
        int tags = 0;
        boolean credited = false;
        Deque<Span> statements = new ArrayDeque<>();
        int end = endOfWord(from, from.length());
        for (int i = 0; i < MOST_LAST_TAGS && end > 0; i++) {
            int start = 1 + Math.max(from.lastIndexOf(' ', end - 1), from.lastIndexOf('\n', end - 1));
            String word = from.substring(start, Math.min(end, start + LONGEST_TAG));
            if (HASHTAGS.matcher(word).matches()) {
                tags += (int) word.chars().filter(c -> c == '#').count();
                cut = start;
                if (isStatement(word)) {
                    statements.push(new Span(start, end));
                }
            } else if (credited && CREDIT.matcher(word).matches()) {
                tags += 2;
                cut = start;
            } else if (!MENTION.matcher(word).matches()) {
                break;
            }
            // A mention goes only together with the tag or the credit before it.
            credited = MENTION.matcher(word).matches();
            end = endOfWord(from, start);
        }
        int rest = endOfWord(from, cut);
        boolean lastWord =
                tags == 1 && statements.isEmpty() && rest > 0 && Character.isLetterOrDigit(from.codePointBefore(rest));
        return rest == 0 || lastWord ? text : withLastLines(text, cut, statements);
    }

    /** What stands before the cut, and each of the statements after it on a line of its own. */
    private static AlignedText withLastLines(AlignedText text, int cut, Iterable<Span> statements) {
        AlignedText.Edit edit = text.edit();
        int kept = cut;
        for (Span statement : statements) {
            edit.replace(kept, statement.start(), "\n");
            kept = statement.end();
        }
        edit.drop(kept, text.length());
        return edit.done();
    }

    private static boolean isStatement(String tag) {
        Matcher wordBreak = WORD_BREAK.matcher(tag);
        int words = 1;
        while (wordBreak.find()) {
            words++;
        }
        return words >= WORDS_OF_A_STATEMENT && tag.lastIndexOf('#') == 0;
    }

    private static int endOfWord(String text, int end) {
        int last = end;
        while (last > 0 && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return last;
    }

    /** Makes words of the tags inside of the text: {@code #FakeNews} to Fake News, {@code @jane.example.org} to jane. */
    static AlignedText withTagsAsWords(AlignedText text) {
        AlignedText.Edit edit = text.edit();
        WordMatcher words = new WordMatcher(TAG, text.text(), IN_TAG);
        while (words.find()) {
            MatchResult tag = words.match();
            boolean hashtag = tag.group("hash") != null;
            int start = hashtag ? tag.start("word") : tag.start("handle") + 1;
            int end = hashtag ? tag.end("word") : endOfFirstLabel(text.text(), start, tag.end());
            boolean glued =
                    tag.start() > 0 && Character.isLetterOrDigit(text.text().codePointBefore(tag.start()));
            edit.replace(tag.start(), start, glued ? " " : "");
            Matcher wordBreak = WORD_BREAK.matcher(text.text()).region(start, end);
            while (wordBreak.find()) {
                edit.replace(wordBreak.start(), wordBreak.end(), " ");
            }
            edit.drop(end, tag.end());
        }
        return edit.done();
    }

    private static int endOfFirstLabel(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (".-@".indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return end;
    }
}
