package dev.canard.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.canard.indexer.training.crossencoder.CrossEncoderTraining;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainCrossEncoderTest {

    @Test
    void train_distributionWithoutPyTorch_saysInOneLineHowToGetIt(@TempDir Path folder) {
        assumeFalse(CrossEncoderTraining.isPossible(), "built with -P training");
        StringWriter complaints = new StringWriter();
        CommandLine command = Canard.commandLine().setErr(new PrintWriter(complaints));
        Path work = folder.resolve("work");

        int code = command.execute(
                "train",
                "cross-encoder",
                "--stance",
                "no",
                "--inference",
                "no",
                "--work",
                work.toString(),
                "--out",
                "no");

        assertThat(code).isEqualTo(1);
        assertThat(complaints.toString().lines())
                .containsExactly("canard: PyTorch is not in this distribution: mvn -P training -DskipTests package");
        assertThat(work).doesNotExist();
    }
}
