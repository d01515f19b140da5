package dev.canard.indexer.article;

import org.jsoup.nodes.Element;

/**
 * A stretch of a page's text between two breaks.
 *
 * @param text on one line, not blank
 * @param linked how many of its characters are links
 * @param container the element around the one that it stands in
 */
record HtmlBlock(String text, int linked, Element container) {

    /** An entry of a menu, or a teaser. */
    boolean isMostlyLinks() {
        return 2 * linked > text.length();
    }
}
