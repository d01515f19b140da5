package dev.canard.classifier.corenlp;

import edu.stanford.nlp.ling.CoreAnnotations.SentencesAnnotation;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import java.util.Properties;

/**
 * CoreNLP with the annotators that a newcomer would take to find claims and their triples, as they are shipped: what {@link
 * SentenceTagger} is measured against. Needs the models jar and its dependencies on the class path. Thread-safe.
 */
public final class StockPipeline {

    /** What it runs. */
    public static final String ANNOTATORS = "tokenize,ssplit,pos,lemma,ner,depparse,natlog,openie";

    private final StanfordCoreNLP pipeline;

    /**
     * Loads the models.
     *
     * @throws IllegalStateException if they are not there
     */
    public StockPipeline() {
        if (getClass().getResource("/edu/stanford/nlp/models/parser/nndep/english_UD.gz") == null) {
            throw new IllegalStateException(
                    "CoreNLP's own models are missing; build with: mvn -P stock-corenlp -DskipTests package");
        }
        Properties properties = new Properties();
        properties.setProperty("annotators", ANNOTATORS);
        pipeline = new StanfordCoreNLP(properties);
    }

    /** Annotates a text and returns how many sentences it has. */
    public int annotate(String text) {
        Annotation annotation = new Annotation(text);
        pipeline.annotate(annotation);
        return annotation.get(SentencesAnnotation.class).size();
    }
}
