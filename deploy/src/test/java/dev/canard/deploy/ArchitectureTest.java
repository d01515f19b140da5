package dev.canard.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Keeps the modules' dependencies running one way, and each heavy library in its one place. */
class ArchitectureTest {

    private static final String[] INGEST = {
        "dev.canard.event..", "dev.canard.topic..", "dev.canard.metrics..", "dev.canard.ingest.."
    };
    private static final String CLASSIFIER = "dev.canard.classifier..";
    private static final String INDEXER = "dev.canard.indexer..";
    private static final String DEPLOY = "dev.canard.deploy..";

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.canard");
        assertThat(classes).hasSizeGreaterThan(100);
    }

    @Test
    void ingest_dependsOnNoOtherModule() {
        noClasses()
                .that()
                .resideInAnyPackage(INGEST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLASSIFIER, INDEXER, DEPLOY)
                .check(classes);
    }

    @Test
    void classifierAndIndexer_doNotSeeEachOtherNorDeploy() {
        noClasses()
                .that()
                .resideInAPackage(CLASSIFIER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(INDEXER, DEPLOY)
                .check(classes);
        noClasses()
                .that()
                .resideInAPackage(INDEXER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CLASSIFIER, DEPLOY)
                .check(classes);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("dev.canard.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void heavyLibraries_areUsedInOnePlace() {
        onlyIn("dev.canard.classifier.corenlp..", "edu.stanford.nlp..");
        onlyIn("dev.canard.classifier.language..", "opennlp..");
        onlyIn("dev.canard.ingest..", "com.ibm.icu..", "morfologik..");
        onlyIn("dev.canard.indexer.lucene..", "org.apache.lucene..");
        onlyIn("dev.canard.indexer.encoder..", "ai.onnxruntime..", "ai.djl.huggingface..");
        onlyIn("dev.canard.indexer.training..", "ml.dmlc..");
        onlyIn("dev.canard.indexer.training.bert..", "ai.djl.engine..", "ai.djl.ndarray..", "ai.onnx.proto..");
        onlyIn("dev.canard.deploy.broker..", "kafka..", "org.apache.kafka.metadata..", "org.apache.kafka.server..");
        onlyIn("dev.canard.deploy.http..", "io.javalin..");
        onlyIn("dev.canard.deploy.http.login..", "com.nimbusds..");
    }

    @Test
    void logicOutsideTopologies_knowsNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.canard.event..",
                        "dev.canard.classifier.corenlp..",
                        "dev.canard.indexer.encoder..",
                        "dev.canard.indexer.stance..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .check(classes);
    }

    private static void onlyIn(String place, String... library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library)
                .check(classes);
    }
}
