package dev.canard.classifier.corenlp;

import edu.stanford.nlp.ling.CoreAnnotations.NormalizedNamedEntityTagAnnotation;
import edu.stanford.nlp.ling.CoreAnnotations.SentenceIndexAnnotation;
import edu.stanford.nlp.ling.CoreAnnotations.SentencesAnnotation;
import edu.stanford.nlp.ling.CoreAnnotations.TokensAnnotation;
import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.util.ArrayCoreMap;
import edu.stanford.nlp.util.CoreMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/**
 * Splits texts into sentences and tags their tokens with part of speech, lemma, names and numbers. Loading takes seconds and
 * some 180 MB, so that a process should hold one. Thread-safe.
 */
public final class SentenceTagger {

    private final StanfordCoreNLP splitter;
    private final PartOfSpeechTagger partOfSpeech = new PartOfSpeechTagger();
    private final StanfordCoreNLP names;
    private final int maxSentenceTokens;

    /**
     * Loads the models.
     *
     * @param maxSentenceTokens longer sentences are split; the tagger's time grows faster than a sentence does
     */
    public SentenceTagger(int maxSentenceTokens) {
        this.maxSentenceTokens = maxSentenceTokens;
        splitter = new StanfordCoreNLP(properties(
                "annotators", "tokenize",
                "ssplit.newlineIsSentenceBreak", "always",
                "tokenize.options", "untokenizable=noneDelete"));
        names = new StanfordCoreNLP(
                properties(
                        "annotators", "lemma,ner",
                        "ner.model", "edu/stanford/nlp/models/ner/english.all.3class.distsim.crf.ser.gz",
                        "ner.applyNumericClassifiers", "true",
                        // Each of these would need further models, and the first two make a post 20 times as dear.
                        "ner.applyFineGrained", "false",
                        "ner.useSUTime", "false",
                        "ner.buildEntityMentions", "false"),
                false);
    }

    private static Properties properties(String... pairs) {
        Properties properties = new Properties();
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    /**
     * The sentences of a text. Cap its length before: the time is linear in it, some 0.1 ms a token.
     *
     * @return the sentences in reading order; empty for a text without tokens
     */
    public List<TaggedSentence> tag(String text) {
        LexerText lexerText = LexerText.of(text);
        Annotation split = new Annotation(lexerText.text());
        splitter.annotate(split);
        List<CoreMap> sentences = new ArrayList<>();
        for (CoreMap sentence : split.get(SentencesAnnotation.class)) {
            for (List<CoreLabel> part : LongSentences.split(sentence.get(TokensAnnotation.class), maxSentenceTokens)) {
                sentences.add(sentence(part, sentences.size()));
            }
        }
        partOfSpeech.tag(sentences.stream()
                .map(sentence -> sentence.get(TokensAnnotation.class))
                .toList());
        Annotation tagged = new Annotation(lexerText.text());
        tagged.set(SentencesAnnotation.class, sentences);
        tagged.set(
                TokensAnnotation.class,
                sentences.stream()
                        .flatMap(sentence -> sentence.get(TokensAnnotation.class).stream())
                        .toList());
        names.annotate(tagged);
        return sentences.stream()
                .map(sentence -> new TaggedSentence(sentence.get(TokensAnnotation.class).stream()
                        .map(label -> token(label, lexerText))
                        .toList()))
                .toList();
    }

    private static CoreMap sentence(List<CoreLabel> tokens, int number) {
        CoreMap sentence = new ArrayCoreMap(2);
        sentence.set(TokensAnnotation.class, tokens);
        sentence.set(SentenceIndexAnnotation.class, number);
        for (int i = 0; i < tokens.size(); i++) {
            tokens.get(i).setIndex(i + 1);
            tokens.get(i).setSentIndex(number);
        }
        return sentence;
    }

    private static Token token(CoreLabel label, LexerText text) {
        return new Token(
                label.word(),
                Objects.requireNonNullElse(label.lemma(), label.word()).toLowerCase(Locale.ROOT),
                Objects.requireNonNullElse(label.tag(), "FW"),
                Objects.requireNonNullElse(label.ner(), "O"),
                label.get(NormalizedNamedEntityTagAnnotation.class),
                text.origin(label.beginPosition()),
                text.origin(label.endPosition() - 1) + 1);
    }
}
