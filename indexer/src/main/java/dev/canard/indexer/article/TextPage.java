package dev.canard.indexer.article;

import dev.canard.indexer.lucene.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an article out of plain text as copied from a page. */
final class TextPage {

    private static final Pattern LINE_END = Pattern.compile("\\R");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\uFEFF]+");

    /** A line that is no shorter and ends without a mark goes on in the next one: the text was wrapped. In UTF-16 code units. */
    private static final int WRAPPED = 50;

    /** In UTF-16 code units. */
    private static final int SHORTEST_PROSE = 140;

    private static final int FEWEST_HEADLINE_WORDS = 4;
    private static final int MOST_HEADLINE_WORDS = 32;

    /** The share of a headline's words that its article has too. */
    private static final double HEADLINE_OVERLAP = 0.5;

    private static final Pattern DATE =
            Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\\.?,? \\d{4}\\b"
                    + "|\\b[A-Z][a-z]{2,8}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}\\b");

    private static final Pattern DATE_LINE = Pattern.compile("(?:[A-Za-z]{2,12}:?,? ){0,2}(?:" + DATE + ").{0,30}");
    private static final Pattern MARK_AT_END = Pattern.compile("[.!?…:”\"]\\z");

    private static final Pattern PUBLISHER =
            Pattern.compile("(?:published by|publisher:|source:)\\s{0,3}(\\S.{1,80}?)\\.?", Pattern.CASE_INSENSITIVE);

    private static final Pattern ADDRESS =
            Pattern.compile("(?:url|link|address):\\s{0,3}(https?://\\S{1,500})", Pattern.CASE_INSENSITIVE);

    private static final Pattern TITLE =
            Pattern.compile("(?:title|headline):\\s{0,3}(\\S.{0,300})", Pattern.CASE_INSENSITIVE);

    private TextPage() {}

    static Article read(String page) {
        List<String> blocks = blocks(page);
        int prose = firstProse(blocks);
        String title = title(blocks, prose);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (i > prose && Furniture.isEnd(blocks.get(i))) {
                break;
            }
            found.add(blocks.get(i));
        }
        Boxes.Sorted sorted = Boxes.of(found);
        List<String> paragraphs = sorted.blocks().stream()
                .filter(block -> isProse(block) && !block.equals(title))
                .limit(Article.MOST_PARAGRAPHS)
                .toList();
        return new Article(
                title,
                paragraphs,
                sorted.labels(),
                first(blocks, PUBLISHER),
                first(blocks, ADDRESS),
                date(blocks),
                null);
    }

    private static List<String> blocks(String page) {
        List<String> blocks = new ArrayList<>();
        StringBuilder block = new StringBuilder();
        boolean goesOn = false;
        for (String raw : LINE_END.split(page, -1)) {
            String line = BLANKS.matcher(raw).replaceAll(" ").strip();
            if (!goesOn || line.isEmpty() || startsAnew(line)) {
                add(block, blocks);
            }
            block.append(block.isEmpty() ? "" : " ").append(line);
            goesOn = line.length() >= WRAPPED && !MARK_AT_END.matcher(line).find();
        }
        add(block, blocks);
        return blocks;
    }

    private static boolean startsAnew(String line) {
        return DATE_LINE.matcher(line).matches() || Furniture.isLine(line) || Boxes.isLabel(line);
    }

    private static void add(StringBuilder block, List<String> blocks) {
        if (!block.isEmpty()) {
            blocks.add(block.toString());
            block.setLength(0);
        }
    }

    /** A sentence or more, unlike headings, captions and buttons. */
    static boolean isProse(String block) {
        if (Furniture.isLine(block)) {
            return false;
        }
        String end = block.substring(Math.max(0, block.length() - 2));
        return block.length() >= SHORTEST_PROSE
                || (words(block) >= FEWEST_HEADLINE_WORDS && end.chars().anyMatch(c -> ".!?:…".indexOf(c) >= 0));
    }

    private static int firstProse(List<String> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).length() >= SHORTEST_PROSE && isProse(blocks.get(i))) {
                return i;
            }
        }
        return blocks.size();
    }

    private static @Nullable String title(List<String> blocks, int prose) {
        String said = first(blocks, TITLE);
        if (said != null) {
            return said;
        }
        Set<String> text = Terms.of(String.join(" ", blocks.subList(Math.min(prose, blocks.size()), blocks.size())));
        String best = null;
        double highest = -1;
        for (String block : blocks.subList(0, Math.min(prose, blocks.size()))) {
            if (!canBeTitle(block)) {
                continue;
            }
            Set<String> terms = Terms.of(block);
            double share = terms.isEmpty()
                    ? 0
                    : (double) terms.stream().filter(text::contains).count() / terms.size();
            double score = Math.min(HEADLINE_OVERLAP, share);
            if (score > highest) {
                highest = score;
                best = block;
            }
        }
        return best;
    }

    private static boolean canBeTitle(String block) {
        int words = words(block);
        return words >= FEWEST_HEADLINE_WORDS
                && words <= MOST_HEADLINE_WORDS
                && !Furniture.isLine(block)
                && !DATE.matcher(block).find()
                && !Boxes.isLabel(block);
    }

    /** The first date of a line that is no prose. */
    private static @Nullable String date(List<String> blocks) {
        for (String block : blocks) {
            Matcher date = DATE.matcher(block);
            if (block.length() < SHORTEST_PROSE && words(block) <= 10 && date.find()) {
                return date.group().replace(",", "");
            }
        }
        return null;
    }

    private static @Nullable String first(List<String> blocks, Pattern line) {
        for (String block : blocks) {
            Matcher found = line.matcher(block);
            if (block.length() <= 600 && found.matches()) {
                return found.group(1);
            }
        }
        return null;
    }

    private static int words(String block) {
        return BLANKS.split(block, MOST_HEADLINE_WORDS + 2).length;
    }
}
