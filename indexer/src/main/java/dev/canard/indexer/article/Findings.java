package dev.canard.indexer.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words in which an article says what it found, the most explicit first. */
public final class Findings {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE;

    private static final String REFUTING =
            "(?:not true|not real|not accurate|not authentic|false|fake|untrue|incorrect|inaccurate|wrong|baseless"
                    + "|unfounded|misleading|bogus|a hoax|a scam|a myth|a lie|satire|satirical|fabricated|altered|digitally altered|manipulated|doctored"
                    + "|edited|out of context|taken out of context|miscaptioned|misattributed|debunked|AI[- ]generated|unproven|fiction)";

    private static final Pattern STATEMENT = Pattern.compile(
            "\\b(?:claims?|posts?|rumou?rs?|stor(?:y|ies)|messages?|videos?|images?|photos?|pictures?|headlines?|allegations?|warnings?|offers?"
                    + "|this|that|it|these|they|all of it|letters?|screenshots?|clips?|quotes?)\\b[^.!?]{0,100}?\\b(?:is|are|was|were|as|be)\\b,?\\s"
                    + "(?:(?!not\\b|no\\b)[\\p{L}]{2,15},?\\s){0,2}?(?<finding>" + REFUTING + ")\\b",
            FLAGS);

    private static final Pattern SATIRE = Pattern.compile(
            "\\b(?:satir(?:e|ical)|parody|spoof) (?:web)?(?:site|page|account|article|post|piece|publication|outlet|magazine|news)\\b|\\bas satire\\b",
            FLAGS);

    private static final Pattern KICKER = Pattern.compile("\\A(?<finding>[\\p{L} ]{3,30}?)\\s?[:|–—-]\\s", FLAGS);
    private static final Pattern IN_TITLE =
            Pattern.compile("\\b(?<finding>" + REFUTING + "|hoax|scam|falsely|hoaxes)\\b", FLAGS);
    private static final Pattern NOT = Pattern.compile("\\b(?:not|no|never|isn['’]t|aren['’]t)\\b", FLAGS);

    /** How many paragraphs are looked at; articles say early what they found. */
    private static final int MOST_PARAGRAPHS = 60;

    private Findings() {}

    /** Ratings in the article's words, most explicit first; empty where it never says. */
    public static List<String> of(Article article) {
        List<String> findings = new ArrayList<>();
        for (String verdict : article.labelled(Article.Label.Name.VERDICT)) {
            List<String> sentences = ArticleSentences.of(verdict);
            findings.add(sentences.isEmpty() ? verdict : sentences.getFirst());
        }
        String title = article.title();
        if (title != null) {
            ofTitle(title, findings);
        }
        int end = Math.min(MOST_PARAGRAPHS, article.paragraphs().size());
        for (String paragraph : article.paragraphs().subList(0, end)) {
            for (String sentence : ArticleSentences.of(paragraph)) {
                Matcher satire = SATIRE.matcher(sentence);
                Matcher statement = STATEMENT.matcher(sentence);
                if (satire.find()) {
                    findings.add("satire");
                } else if (statement.find()) {
                    findings.add(statement.group("finding"));
                }
            }
        }
        if (title != null && Headline.denied(title) != null) {
            findings.add("not true");
        }
        return findings;
    }

    private static void ofTitle(String title, List<String> findings) {
        Matcher kicker = KICKER.matcher(title);
        if (kicker.find()) {
            findings.add(kicker.group("finding"));
        }
        Matcher within = IN_TITLE.matcher(title);
        if (within.find() && !NOT.matcher(title.substring(0, within.start())).find() && !title.contains("?")) {
            String finding = within.group("finding").toLowerCase(Locale.ROOT);
            findings.add(finding.equals("falsely") ? "false" : finding);
        }
    }
}
