package dev.canard.indexer.debunk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.canard.event.DeadLetter.Kind;
import dev.canard.event.Verdict;
import dev.canard.indexer.article.Article;
import dev.canard.indexer.article.ClaimFinder;
import dev.canard.indexer.article.ClaimProposal;
import dev.canard.indexer.article.Findings;
import dev.canard.indexer.debunk.ParsedDebunk.Rejection;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fact-check without ClaimReview markup: an {@link ArticlePayload} with a page of HTML or plain text. Its claim is proposed by
 * {@link ClaimFinder}, and a proposal that is not sure enough is for a person to decide. The sentence that the claim was taken
 * from is left out of the body, which is to say what is true.
 */
public final class ArticleFormat implements DebunkFormat {

    /** How much of a proposal is told in a message. In UTF-16 code units. */
    private static final int TOLD = 280;

    private final double leastConfidence;
    private final VerdictTable verdicts = VerdictTable.load();

    /** @param leastConfidence proposals below it are rejected, 0 to 1 */
    public ArticleFormat(double leastConfidence) {
        this.leastConfidence = leastConfidence;
    }

    @Override
    public String name() {
        return "article";
    }

    @Override
    public ParsedDebunk parse(byte[] payload) {
        return JsonPayload.read(payload, this::read);
    }

    private ParsedDebunk read(ObjectNode object) {
        String id = JsonTexts.first(object, ArticlePayload.ID);
        if (id == null) {
            return new Rejection(Kind.MISSING_FIELD, "id must identify the review");
        }
        String page = JsonTexts.first(object, ArticlePayload.PAGE);
        if (page == null) {
            return new Rejection(Kind.MISSING_FIELD, "page must hold the article");
        }
        Article article = Article.read(page);
        DraftRating rating = rating(article);
        String given = JsonTexts.first(object, ArticlePayload.CLAIM);
        if (given != null) {
            return draft(id, given, article, article.paragraphs(), rating);
        }
        List<ClaimProposal> proposals = ClaimFinder.propose(article, isRefuting(rating));
        if (proposals.isEmpty() || proposals.getFirst().confidence() < leastConfidence) {
            return new Rejection(Kind.UNCLEAR_CLAIM, review(proposals));
        }
        ClaimProposal best = proposals.getFirst();
        List<String> body = article.paragraphs().stream()
                .map(paragraph -> paragraph.replace(best.sentence(), ""))
                .toList();
        return draft(id, best.claim(), article, body, rating);
    }

    private static DebunkDraft draft(String id, String claim, Article article, List<String> body, DraftRating rating) {
        String url = address(id, article.url());
        String text = String.join("\n", body);
        return new DebunkDraft(
                url == null ? id : url,
                claim,
                article.title(),
                null,
                text.isBlank() ? null : text,
                rating,
                article.publisher(),
                url,
                article.published(),
                article.language());
    }

    /**
     * The address that a page gives itself. It is also the debunk's id, so that a site's front page, which some sites give each of their
     * pages, is no address.
     *
     * @param id where the page was read from: an address or the name of a file
     * @return null if it gives none
     */
    private static @Nullable String address(String id, @Nullable String stated) {
        if (stated == null || stated.isBlank()) {
            return null;
        }
        try {
            URI address = new URI(stated.strip());
            URI full = address.isAbsolute() ? address : new URI(id).resolve(address);
            boolean web = "http".equalsIgnoreCase(full.getScheme()) || "https".equalsIgnoreCase(full.getScheme());
            String path = full.getRawPath();
            boolean isFrontPage = (path == null || path.isEmpty() || path.equals("/")) && full.getRawQuery() == null;
            return web && full.getHost() != null && !isFrontPage ? full.toString() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The first of the article's findings that the table of verdicts knows. */
    private DraftRating rating(Article article) {
        List<String> findings = Findings.of(article);
        for (String finding : findings) {
            DraftRating rating = rated(finding);
            if (verdicts.rate(rating).verdict() != Verdict.UNKNOWN) {
                return rating;
            }
        }
        return findings.isEmpty() ? DraftRating.NONE : rated(findings.getFirst());
    }

    private static DraftRating rated(@Nullable String words) {
        return new DraftRating(words, null, null, null);
    }

    private boolean isRefuting(DraftRating rating) {
        return switch (verdicts.rate(rating).verdict()) {
            case MISLEADING, MOSTLY_FALSE, FALSE, ALTERED, MISATTRIBUTED, SCAM, SATIRE, MIXED, UNPROVEN -> true;
            case TRUE, MOSTLY_TRUE, UNKNOWN -> false;
        };
    }

    private String review(List<ClaimProposal> proposals) {
        if (proposals.isEmpty()) {
            return "no sentence of the article can be its claim; name the claim by hand";
        }
        String best = "confidence %s, less than the %s asked for: %s"
                .formatted(
                        number(proposals.getFirst().confidence()),
                        number(leastConfidence),
                        quoted(proposals.getFirst()));
        String next = proposals.size() == 1
                ? "no runner-up"
                : "runner-up, %s: %s".formatted(number(proposals.get(1).confidence()), quoted(proposals.get(1)));
        return best + "; " + next + "; name the claim by hand";
    }

    private static String quoted(ClaimProposal proposal) {
        String claim = proposal.claim();
        return "\"" + (claim.length() > TOLD ? claim.substring(0, TOLD) + "…" : claim) + "\"";
    }

    private static String number(double confidence) {
        return String.format(Locale.ROOT, "%.2f", confidence);
    }
}
