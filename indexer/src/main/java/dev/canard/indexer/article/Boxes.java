package dev.canard.indexer.article;

import dev.canard.indexer.article.Article.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds "Claim: …" and "Verdict: …" among the blocks of a page; the label may be a block of its own above its text. */
final class Boxes {

    private static final Pattern CLAIM = Pattern.compile(
            "(?:the |viral |our )?(?:claim|claims made|what was claimed|what is claimed|what they claim)"
                    + "(?:\\s{0,2}[:：]\\s{0,3}(?<text>\\S.{0,1000})?)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern VERDICT = Pattern.compile(
            "(?:the |our )?(?:fact[- ]?check )?(?:verdict|rating|ruling|conclusion|finding|assessment|result)"
                    + "(?:\\s{0,2}[:：]\\s{0,3}(?<text>\\S.{0,1000})?)?",
            Pattern.CASE_INSENSITIVE);

    /** A longer block is prose. In UTF-16 code units. */
    private static final int LONGEST = 1_100;

    private Boxes() {}

    /** What was found: the boxes, and the blocks that are left. */
    record Sorted(List<Label> labels, List<String> blocks) {}

    static Sorted of(List<String> blocks) {
        List<Label> labels = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            String block = blocks.get(i);
            Label.Name name = name(block);
            if (name == null) {
                rest.add(block);
                continue;
            }
            Matcher label = pattern(name).matcher(block);
            String text = label.matches() ? label.group("text") : null;
            if (text != null) {
                labels.add(new Label(name, text));
            } else if (i + 1 < blocks.size() && name(blocks.get(i + 1)) == null) {
                i++;
                labels.add(new Label(name, blocks.get(i)));
            }
        }
        return new Sorted(labels, rest);
    }

    /** Whether a block is a label, with its text or without. */
    static boolean isLabel(String block) {
        return name(block) != null;
    }

    private static Label.@Nullable Name name(String block) {
        if (block.length() > LONGEST) {
            return null;
        }
        for (Label.Name name : Label.Name.values()) {
            if (pattern(name).matcher(block).matches()) {
                return name;
            }
        }
        return null;
    }

    private static Pattern pattern(Label.Name name) {
        return switch (name) {
            case CLAIM -> CLAIM;
            case VERDICT -> VERDICT;
        };
    }
}
