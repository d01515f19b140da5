package dev.canard.ingest;

import java.util.List;

/**
 * A text with its markup read.
 *
 * @param text what a person sees, with addresses written out that are shown shortened
 * @param links the addresses behind words of the text, in order
 */
record ReadText(String text, List<String> links) {

    ReadText {
        links = List.copyOf(links);
    }
}
