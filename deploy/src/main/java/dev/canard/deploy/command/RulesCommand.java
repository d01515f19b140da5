package dev.canard.deploy.command;

import dev.canard.deploy.text.RuleText;
import dev.canard.deploy.text.Terminal;
import dev.canard.indexer.rule.Rule;
import dev.canard.indexer.rule.RuleBook;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks after the rules of moderators. */
@Command(name = "rules", description = "Looks after the rules of moderators.", synopsisSubcommandLabel = "COMMAND")
public final class RulesCommand implements Runnable {

    private static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "test",
            description = "Reads a file of rules and tests each rule by its examples. Ends with 1 if one failed.")
    int test(@Parameters(paramLabel = "FILE", description = "The rules, in YAML.") Path file) {
        Terminal terminal = Terminal.system();
        RuleBook book = RuleBook.read(file);
        List<RuleBook.Example> examples = book.test();
        for (Rule rule : book.rules()) {
            terminal.print(RuleText.of(rule));
            examples.stream()
                    .filter(example -> example.rule().equals(rule))
                    .forEach(example -> terminal.print(RuleText.of(example)));
        }
        long failed = examples.stream().filter(example -> !example.passed()).count();
        terminal.note(
                "%,d rules, %,d examples, %,d failed.".formatted(book.rules().size(), examples.size(), failed));
        return failed == 0 ? 0 : FAILED;
    }
}
