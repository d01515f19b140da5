package dev.canard.classifier.checkworthiness;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text of a labelled file.
 *
 * @param text as its author wrote it
 * @param positive whether it holds a claim
 */
record LabelledText(String text, boolean positive) {

    private static final String TEXT = "text";

    /**
     * Reads a TSV with a header line, without quoting.
     *
     * @param label the column that holds 1 for a text with a claim, else 0
     * @throws IOException if the file cannot be read, or names the line that is not of this form, and why
     */
    static List<LabelledText> read(Path file, String label) throws IOException {
        List<String> lines = lines(file);
        List<String> header =
                lines.isEmpty() ? List.of() : Arrays.asList(lines.getFirst().split("\t", -1));
        int labelColumn = header.indexOf(label);
        int textColumn = header.indexOf(TEXT);
        if (labelColumn < 0 || textColumn < 0) {
            throw new IOException(
                    "%s:1: the first line must be a header with the columns %s and %s".formatted(file, label, TEXT));
        }
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split("\t", -1);
            if (fields.length != header.size() || !fields[labelColumn].matches("[01]")) {
                throw new IOException(
                        "%s:%d: needs %d fields and a label of 0 or 1".formatted(file, i + 1, header.size()));
            }
            texts.add(new LabelledText(fields[textColumn], fields[labelColumn].equals("1")));
        }
        return texts;
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": is not in UTF-8", e);
        }
    }
}
