package dev.canard.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.canard.indexer.training.bert.BaseModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainBertTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"encoder --stance no --out OUT", "cross-encoder --stance no --inference no --work OUT --out no"})
    void train_distributionWithoutPyTorch_saysInOneLineHowToGetIt(String command, @TempDir Path folder) {
        assumeFalse(BaseModel.MINILM.isThere(), "built with -P training");
        StringWriter complaints = new StringWriter();
        CommandLine canard = Canard.commandLine().setErr(new PrintWriter(complaints));
        Path out = folder.resolve("out");

        int code = canard.execute(List.of(("train " + command.replace("OUT", out.toString())).split(" "))
                .toArray(String[]::new));

        assertThat(code).isEqualTo(1);
        assertThat(complaints.toString().lines())
                .containsExactly("canard: PyTorch is not in this distribution: mvn -P training -DskipTests package");
        assertThat(out).doesNotExist();
    }
}
